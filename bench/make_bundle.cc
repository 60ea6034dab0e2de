// Writes a bundle of Kubernetes evidence as a tar archive to standard output. The same arguments
// give the same bytes.
//
// Usage: make_bundle mixed|small|dense|yaml|json BYTES [SEED]
//   mixed  journals of three nodes, logs of 420 pods, lists of events, described pods;
//          about one line in forty means something
//   small  the same of a small cluster
//   dense  one kubelet journal in which 24 % of the lines mean something
//   yaml, json  one list of events

#include <cstdlib>
#include <cstring>
#include <functional>

#include "cluster.h"
#include "log_lines.h"
#include "object_texts.h"

namespace bench {
namespace {

constexpr double kBegin = 1779408000;  // 2026-05-22T00:00:00Z
constexpr double kSpan = 36 * 3600.0;  // seconds that every log covers
constexpr double kMebibyte = 1'048'576;

// ustar: a header of 512 bytes, then the bytes, filled up to 512.
class Tar {
 public:
  void Add(const std::string& path, const std::string& bytes) {
    // A path of more than 100 bytes is split at a slash.
    std::size_t split = 0;
    while (path.size() - split > 100) split = path.find('/', split) + 1;
    char header[512] = {};
    std::strncpy(header, path.c_str() + split, 100);
    std::strcpy(header + 100, "0000644");
    std::strcpy(header + 108, "0000000");
    std::strcpy(header + 116, "0000000");
    std::snprintf(header + 124, 12, "%011zo", bytes.size());
    std::snprintf(header + 136, 12, "%011lo", static_cast<unsigned long>(kBegin + kSpan));
    std::memset(header + 148, ' ', 8);
    header[156] = '0';
    std::memcpy(header + 257, "ustar\00000", 8);
    if (split > 0) std::memcpy(header + 345, path.data(), split - 1);
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    std::snprintf(header + 148, 8, "%06o", sum);
    Put(header, sizeof header);
    Put(bytes.data(), bytes.size());
    const std::string filling((512 - bytes.size() % 512) % 512, '\0');
    Put(filling.data(), filling.size());
  }

  void Finish() {
    const std::string end(1024, '\0');
    Put(end.data(), end.size());
  }

 private:
  static void Put(const char* bytes, std::size_t size) {
    if (std::fwrite(bytes, 1, size, stdout) != size) std::exit(1);
  }
};

// Calls `line` until the text is long enough; the moments run evenly over the span.
std::string Fill(double bytes, const std::function<void(std::string&, double)>& line) {
  std::string text;
  text.reserve(static_cast<std::size_t>(bytes) + 4096);
  while (static_cast<double>(text.size()) < bytes) {
    line(text, kBegin + kSpan * static_cast<double>(text.size()) / bytes);
  }
  return text;
}

// `journalctl -o short-iso`; `trouble` of `noise` lines in a thousand mean something.
std::string Journal(Cluster& cluster, const std::string& node, std::string_view unit,
                    std::span<const Template> noise, std::span<const Template> trouble,
                    std::size_t per_mille, double bytes) {
  return Fill(bytes, [&](std::string& text, double now) {
    const About about{&cluster.AnyPod(), now};
    cluster.Append(text, "%S ", about);
    text += node;
    text += ' ';
    text += unit;
    text += ": ";
    const bool wrong = !trouble.empty() && cluster.Below(1000) < per_mille;
    cluster.Append(text, cluster.Pick(wrong ? trouble : noise).text, about);
    text += '\n';
  });
}

// The log of a pod as the runtime writes it: each line with its moment and stream.
std::string PodLog(Cluster& cluster, const Pod& pod, std::span<const Template> kind, double bytes) {
  return Fill(bytes, [&](std::string& text, double now) {
    const About about{&pod, now};
    std::string message;
    cluster.Append(message, cluster.Pick(kind).text, about);
    const char* stream = cluster.Below(10) < 7 ? " stdout F " : " stderr F ";
    for (std::size_t at = 0; at <= message.size();) {
      const std::size_t end = std::min(message.find('\n', at), message.size());
      cluster.Append(text, "%T", about);
      text += stream;
      text.append(message, at, end - at);
      text += '\n';
      at = end + 1;
    }
  });
}

std::string Event(Cluster& cluster, std::string_view shape, double now) {
  int left = static_cast<int>(cluster.Below(115));
  const EventKind* kind = kEvents.data();
  for (; left >= kind->weight; ++kind) left -= kind->weight;
  std::string filled;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const char code = shape[i] == '%' ? shape[i + 1] : '\0';
    if (code < '1' || code > '3') {
      filled += shape[i];
      continue;
    }
    ++i;
    filled += code == '1' ? kind->reason : code == '2' ? kind->type : kind->message;
  }
  std::string text;
  cluster.Append(text, filled, {&cluster.AnyPod(), now});
  return text;
}

std::string EventsYaml(Cluster& cluster, double bytes) {
  return "apiVersion: v1\nitems:\n" +
         Fill(bytes,
              [&](std::string& text, double now) { text += Event(cluster, kEventYaml, now); }) +
         "kind: List\nmetadata:\n  resourceVersion: \"\"\n";
}

std::string EventsJson(Cluster& cluster, double bytes) {
  return "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n" +
         Fill(bytes,
              [&](std::string& text, double now) {
                if (!text.empty()) text += ",\n";
                text += Event(cluster, kEventJson, now);
              }) +
         "\n    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n"
         "        \"resourceVersion\": \"\"\n    }\n}\n";
}

std::string DescribedPods(Cluster& cluster, double bytes) {
  return Fill(bytes, [&](std::string& text, double now) {
    cluster.Append(text, kDescribedPod, {&cluster.AnyPod(), now});
  });
}

// The shares of a bundle of 1,036 MiB.
void AddAll(Tar& tar, Cluster& cluster, double bytes) {
  const double mebibyte = kMebibyte * bytes / (1036 * kMebibyte);
  for (const std::string& node : cluster.nodes()) {
    const std::string folder = "nodes/" + node + "/journal/";
    tar.Add(folder + "kubelet.log", Journal(cluster, node, "kubelet[2214]", kKubeletNoise,
                                            kKubeletTrouble, 21, 150 * mebibyte));
    tar.Add(folder + "containerd.log",
            Journal(cluster, node, "containerd[1187]", kContainerd, {}, 0, 45 * mebibyte));
    tar.Add(folder + "kernel.log", Journal(cluster, node, "kernel", kKernel, {}, 0, 8 * mebibyte));
  }
  // A few pods write most.
  const auto weight = [](std::size_t i) { return 1.0 / static_cast<double>(1 + i % 97); };
  double total = 0;
  for (std::size_t i = 0; i < cluster.pods().size(); ++i) total += weight(i);
  for (std::size_t i = 0; i < cluster.pods().size(); ++i) {
    const Pod& pod = cluster.pods()[i];
    tar.Add(
        "nodes/" + pod.node + "/var/log/pods/" + pod.space + "_" + pod.name + "_" + pod.uid + "/" +
            pod.app + "/0.log",
        PodLog(cluster, pod, kPodKinds[i % kPodKinds.size()], 330 * mebibyte * weight(i) / total));
  }
  tar.Add("cluster/events.yaml", EventsYaml(cluster, 45 * mebibyte));
  tar.Add("cluster/events.json", EventsJson(cluster, 40 * mebibyte));
  tar.Add("cluster/describe-pods.txt", DescribedPods(cluster, 12 * mebibyte));
}

void Make(Tar& tar, std::string_view form, double bytes, std::uint64_t seed) {
  Cluster cluster(seed, form == "small" ? 131 : 420);
  if (form == "dense") {
    tar.Add("journal/kubelet.log", Journal(cluster, cluster.nodes().front(), "kubelet[2214]",
                                           kKubeletNoise, kKubeletTrouble, 240, bytes));
  } else if (form == "yaml") {
    tar.Add("cluster/events.yaml", EventsYaml(cluster, bytes));
  } else if (form == "json") {
    tar.Add("cluster/events.json", EventsJson(cluster, bytes));
  } else {
    AddAll(tar, cluster, bytes);
  }
  tar.Add("date.txt", "$ date -u\nSat May 23 12:30:00 UTC 2026\n");
  tar.Finish();
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: make_bundle mixed|small|dense|yaml|json BYTES [SEED]\n", stderr);
    return 2;
  }
  bench::Tar tar;
  bench::Make(tar, argv[1], std::strtod(argv[2], nullptr),
              argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
}
