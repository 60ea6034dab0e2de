#include <vector>

#include "ingest/format.h"

namespace howdunit {

// ingest/formats/*.cc
extern const Format kKubeconfig;
extern const Format kJwt;
extern const Format kCniConfig;
extern const Format kCertificate;
extern const Format kContainerdConfig;
extern const Format kCrioConfig;
extern const Format kOpenid;
extern const Format kSosManifest;
extern const Format kKubeadmCerts;
extern const Format kIpRoute;
extern const Format kSystemctlStatus;
extern const Format kCrictl;
extern const Format kCalicoctl;
extern const Format kTigeraStatus;
extern const Format kIpAddress;
extern const Format kProcessTable;
extern const Format kKernelStack;
extern const Format kHashList;
extern const Format kEventFilter;
extern const Format kApiStatus;
extern const Format kAuditLog;
extern const Format kAuditd;
extern const Format kDescribePod;
extern const Format kDescribeNode;
extern const Format kDescribeResource;
extern const Format kDescribeWorkload;
extern const Format kDescribeEvents;
extern const Format kGetPods;
extern const Format kGetNodes;
extern const Format kGetEvents;
extern const Format kGetTable;
extern const Format kLs;
extern const Format kStat;
extern const Format kDate;
extern const Format kCriLog;
extern const Format kMicrok8sInspection;
extern const Format kJournalFields;
extern const Format kJournal;
extern const Format kKlog;
extern const Format kContainerLog;
extern const Format kDmesg;
extern const Format kKubeYaml;
extern const Format kKubeJson;
extern const Format kKubectlVersion;
extern const Format kKubectlMessage;

namespace {

// To add a format: write formats/<name>.cc and name its Format here, before
// every format that would also claim its text.
const std::vector<const Format*>& List() {
  static const std::vector<const Format*> kFormats = {
      &kKubeconfig,
      &kOpenid,
      &kJwt,
      &kCniConfig,
      &kCertificate,
      &kContainerdConfig,
      &kCrioConfig,
      &kSosManifest,
      &kKubeadmCerts,
      &kIpRoute,
      &kSystemctlStatus,
      &kMicrok8sInspection,
      &kJournalFields,
      &kCrictl,
      &kCalicoctl,
      &kTigeraStatus,
      &kIpAddress,
      &kProcessTable,
      &kKernelStack,
      &kHashList,
      &kEventFilter,
      &kApiStatus,
      &kAuditLog,
      &kAuditd,
      &kDescribePod,
      &kDescribeNode,
      &kDescribeResource,
      &kDescribeWorkload,
      &kDescribeEvents,
      &kGetPods,
      &kGetNodes,
      &kGetEvents,
      &kGetTable,
      &kLs,
      &kStat,
      &kDate,
      &kCriLog,
      &kJournal,
      &kKlog,
      &kContainerLog,
      &kDmesg,
      &kKubeYaml,
      &kKubeJson,
      &kKubectlVersion,
      &kKubectlMessage,
  };
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
