// How fast Kubernetes objects become records: files of YAML or JSON, each ingested three times as
// the only member of a bundle, without signatures and without a case file.
//
// Usage: objects FILE…          (see docs/performance.md for how it is built)

#include <sys/resource.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "ingest/ingest.h"

int main(int argc, char** argv) {
  const auto scanner = howdunit::SignatureScanner::Create({});
  if (!scanner) return 1;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    std::map<std::string, std::string> texts;
    const std::string& text = texts["objects"] = {std::istreambuf_iterator<char>(in), {}};
    double best = 0;
    std::size_t records = 0;
    for (int round = 0; round < 3; ++round) {
      const std::clock_t begin = std::clock();
      const auto contents = howdunit::IngestTexts(texts, *scanner, {});
      const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
      const double speed = static_cast<double>(text.size()) / 1e6 / seconds;
      if (speed > best) best = speed;
      records = contents.events.size() + contents.pods.size() + contents.nodes.size() +
                contents.objects.size();
    }
    std::printf("%s: %.1f MB, %zu records, %.0f MB/s of CPU time\n", argv[i],
                static_cast<double>(text.size()) / 1e6, records, best);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%ld MB at most\n", usage.ru_maxrss / 1024);
  return 0;
}
