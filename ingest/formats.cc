#include <vector>

#include "ingest/format.h"

// To add a format: write formats/<name>.cc and name its Format here, before
// every format that would also claim its text.
#define HOWDUNIT_FORMATS(X) \
  X(kKubeconfig)            \
  X(kOpenid)                \
  X(kJwt)                   \
  X(kCniConfig)             \
  X(kCertificate)           \
  X(kContainerdConfig)      \
  X(kCrioConfig)            \
  X(kSosManifest)           \
  X(kKubeadmCerts)          \
  X(kIpRoute)               \
  X(kSystemctlStatus)       \
  X(kMicrok8sInspection)    \
  X(kJournalFields)         \
  X(kCrictl)                \
  X(kCalicoctl)             \
  X(kEtcdctl)               \
  X(kTalosctl)              \
  X(kCephStatus)            \
  X(kCiliumStatus)          \
  X(kTigeraStatus)          \
  X(kIpAddress)             \
  X(kProcessTable)          \
  X(kProgramFlags)          \
  X(kSysctl)                \
  X(kDf)                    \
  X(kResolvConf)            \
  X(kKernelStack)           \
  X(kHashList)              \
  X(kEventFilter)           \
  X(kApiStatus)             \
  X(kAuditLog)              \
  X(kAuditd)                \
  X(kDescribePod)           \
  X(kDescribeNode)          \
  X(kDescribeResource)      \
  X(kDescribeWorkload)      \
  X(kDescribeEvents)        \
  X(kGetPods)               \
  X(kGetNodes)              \
  X(kGetEvents)             \
  X(kGetTable)              \
  X(kLs)                    \
  X(kLsNames)               \
  X(kStat)                  \
  X(kDate)                  \
  X(kDumpedLog)             \
  X(kCriLog)                \
  X(kJournal)               \
  X(kKlog)                  \
  X(kContainerLog)          \
  X(kDmesg)                 \
  X(kKubeYaml)              \
  X(kKubeJson)              \
  X(kKubectlVersion)        \
  X(kKubectlMessage)

namespace howdunit {

#define DECLARE(format) extern const Format format;
HOWDUNIT_FORMATS(DECLARE)
#undef DECLARE

namespace {

const std::vector<const Format*>& List() {
#define PLACE_OF(format) &format,
  static const std::vector<const Format*> kFormats = {HOWDUNIT_FORMATS(PLACE_OF)};
#undef PLACE_OF
  return kFormats;
}

}  // namespace

std::span<const Format* const> AllFormats() { return List(); }

const Format* DetectFormat(const Head& head) {
  for (const Format* format : AllFormats()) {
    if (format->claims(head)) return format;
  }
  return nullptr;
}

}  // namespace howdunit
