// Writes a large bundle of kubelet and containerd journals, CRI logs of pods and a list of Events,
// in which about one line in forty means something. The same numbers give the same bytes.
//
// Usage: make_bundle FOLDER MEGABYTES [SEED]

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>

namespace {

namespace fs = std::filesystem;
using Random = std::mt19937_64;

std::string Hex(Random& random, std::size_t length) {
  std::string text(length, '0');
  for (char& c : text) c = "0123456789abcdef"[random() % 16];
  return text;
}

std::string Uid(Random& random) {
  return Hex(random, 8) + "-" + Hex(random, 4) + "-4" + Hex(random, 3) + "-8" + Hex(random, 3) +
         "-" + Hex(random, 12);
}

// Pods come back: most lines are about one of a few hundred.
struct Pod {
  std::string name, uid, sandbox;
};
std::array<Pod, 300> MakePods(Random& random) {
  std::array<Pod, 300> pods;
  for (Pod& pod : pods)
    pod = {"web-" + Hex(random, 9) + "-" + Hex(random, 5), Uid(random), Hex(random, 64)};
  return pods;
}

// "hh:mm:ss" that goes on, three lines a second.
class Clock {
 public:
  std::string Next() {
    const unsigned second = count_++ / 3 % 86'400;
    char text[16];
    std::snprintf(text, sizeof text, "%02u:%02u:%02u", second / 3600, second / 60 % 60,
                  second % 60);
    return text;
  }

 private:
  unsigned count_ = 0;
};

std::string KubeletLine(Random& random, const Pod& pod, const std::string& time) {
  const std::string front = "May 23 " + time + " n1 kubelet[911]: ";
  switch (random() % 40) {
    case 0:
      return front + "E0523 " + time +
             ".336201     911 pod_workers.go:1301] \"Error syncing pod, skipping\" err=\"failed to "
             "\\\"KillPodSandbox\\\" for \\\"" +
             pod.uid +
             "\\\" with KillPodSandboxError: \\\"rpc error: code = Unknown desc = failed to "
             "destroy "
             "network for sandbox \\\\\\\"" +
             pod.sandbox +
             "\\\\\\\": plugin type=\\\\\\\"calico\\\\\\\" failed (delete): error getting "
             "ClusterInformation: connection is unauthorized: Unauthorized\\\"\" pod=\"shop/" +
             pod.name + "\" podUID=\"" + pod.uid + "\"";
    case 1:
    case 2:
    case 3:
      return front + "I0523 " + time +
             ".101010     911 prober.go:107] \"Probe succeeded\" "
             "probeType=\"Liveness\" pod=\"shop/" +
             pod.name + "\" podUID=\"" + pod.uid + "\"";
    default:
      return front + "I0523 " + time +
             ".202020     911 reconciler_common.go:220] "
             "\"operationExecutor.MountVolume started for volume \\\"kube-api-access-" +
             Hex(random, 5) + "\\\"\" pod=\"shop/" + pod.name + "\"";
  }
}

std::string ContainerdLine(Random& random, const Pod& pod, const std::string& time) {
  return "May 23 " + time + " n1 containerd[700]: time=\"2026-05-23T" + time +
         ".336035984Z\" level=info msg=\"PullImage \\\"registry.example/shop/" + Hex(random, 12) +
         "\\\" for " + pod.sandbox + " returns image reference\"";
}

std::string PodLine(Random& random, const Pod& pod, const std::string& time) {
  return "2026-05-23T" + time + ".123456789Z stdout F {\"level\":\"info\",\"msg\":\"GET /cart/" +
         Hex(random, 16) + "\",\"status\":200,\"pod\":\"" + pod.name + "\"}";
}

using Line = std::string (*)(Random&, const Pod&, const std::string&);

void WriteLog(const fs::path& path, std::size_t bytes, Line line, Random& random,
              const std::array<Pod, 300>& pods) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  Clock clock;
  for (std::size_t written = 0; written < bytes;) {
    const std::string text = line(random, pods[random() % pods.size()], clock.Next()) + "\n";
    out << text;
    written += text.size();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: make_bundle FOLDER MEGABYTES [SEED]\n", stderr);
    return 2;
  }
  const fs::path folder = argv[1];
  const std::size_t bytes = std::strtoull(argv[2], nullptr, 10) * 1'000'000;
  Random random(argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
  const auto pods = MakePods(random);
  WriteLog(folder / "n1/journal/kubelet.log", bytes / 2, KubeletLine, random, pods);
  WriteLog(folder / "n1/journal/containerd.log", bytes / 5, ContainerdLine, random, pods);
  for (std::size_t i = 0; i < 60; ++i) {
    const fs::path log = "n1/var/log/pods/shop_" + pods[i].name + "_" + pods[i].uid + "/web/0.log";
    WriteLog(folder / log, bytes * 3 / 10 / 60, PodLine, random, pods);
  }
  std::ofstream(folder / "date.txt") << "$ date -u\nSat May 23 23:59:59 UTC 2026\n";
}
