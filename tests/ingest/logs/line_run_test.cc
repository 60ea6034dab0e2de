// Lines of known shapes are not parsed. What is told of a log must not show it.

#include "ingest/logs/line_run.h"

#include <array>
#include <random>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "core/worker_pool.h"
#include "ingest/logs/line_shape.h"
#include "ingest/logs/log_readings.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using Kind = Stamp::Kind;

struct Log {
  std::string name;
  const LogReading* reading;
  std::vector<std::string> fronts;  // %H, %M, %F: hour, minute and second, fraction
};

const std::array<Log, 3> kLogs = {{
    {"journal",
     &kJournalReading,
     {
         "2026-05-22T%H:%M+0000 node-a kubelet[911]: I0522 %H:%M.%F     911 kubelet.go:2453] ",
         "2026-05-22T%H:%M+0000 node-a kubelet[911]: E0522 %H:%M.%F     911 pod_workers.go:1301] ",
         "2026-05-22T%H:%M+0000 node-a containerd[808]: time=\"2026-05-22T%H:%M.%FZ\" level=info "
         "msg=",
         "May 22 %H:%M node-a kernel: ",
         "2026-05-22T%H:%M+0000 node-a microshift[7]: etcd I0522 %H:%M.%F     7 x.go:1] ",
         "2026-05-22T%H:%M+1000 node-b kubelet[911]: I0522 03:%M.%F     911 kubelet.go:2453] ",
         "2026-05-22T%H:%M+0000 node-a kubelet[911]: ",
     }},
    {"cri",
     &kCriReading,
     {"2026-05-22T%H:%M.%FZ stdout F ",
      "2026-05-22T%H:%M.%F123Z "
      "stderr F ",
      "2026-05-22T%H:%M.%FZ stdout P "}},
    {"klog",
     &kKlogReading,
     {"I0522 %H:%M.%F     911 server.go:212] ", "W0522 %H:%M.%F     911 server.go:9] ",
      "etcd I0522 %H:%M.%F     911 server.go:212] "}},
}};

std::string Digits(int value, std::size_t width) {
  const std::string text = std::to_string(value);
  return std::string(width - std::min(text.size(), width), '0') + text;
}

std::string FrontAt(const std::string& front, int second, int micros) {
  std::string text = ReplaceAll(front, "%H", Digits(second / 3600 % 24, 2));
  text = ReplaceAll(text, "%M", Digits(second / 60 % 60, 2) + ":" + Digits(second % 60, 2));
  return ReplaceAll(text, "%F", Digits(micros, 6));
}

// Mostly in order and of few kinds, as logs are, with all that can go wrong strewn in.
std::string MakeLog(const Log& log, std::mt19937& random) {
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  std::string text;
  std::size_t kind = 0;
  const int way = one_in(3) ? -1 : 1;  // as `journalctl --reverse` prints it
  int second = 36000 + 3500 * static_cast<int>(random() % 8);
  for (int i = 0; i < 700; ++i) {
    if (one_in(12)) kind = random() % log.fronts.size();
    if (one_in(6)) second += way * static_cast<int>(random() % 40);
    if (one_in(90)) second += way * static_cast<int>(random() % 9000);
    const int skew = one_in(60) ? static_cast<int>(random() % 9) - 4 : 0;
    std::string line =
        FrontAt(log.fronts[kind], second + skew, static_cast<int>(random() % 1000000));
    line += "\"message number " + std::to_string(random() % 50) + "\"";
    if (one_in(20)) line += " connection is unauthorized";
    if (one_in(150)) line += " Determined node name: n" + std::to_string(random() % 2);
    if (one_in(90)) line += one_in(3) ? " err=<\t" : " err=<";
    if (one_in(90)) line += "\r";
    if (one_in(120)) line[random() % line.size()] = static_cast<char>('0' + random() % 75);
    if (one_in(120)) line.resize(random() % line.size());
    if (one_in(120)) line = "        continued";
    if (one_in(200)) line = "root@node-a:~# journalctl -u kubelet";
    text += line + "\n";
  }
  return text;
}

std::string Told(const Stamp& stamp) {
  return std::to_string(static_cast<int>(stamp.kind)) + "/" + std::to_string(stamp.value) + "/" +
         std::to_string(stamp.width);
}

std::string Told(const Source& source) {
  return std::to_string(source.line) + "-" + std::to_string(source.line_end) + " " +
         source.text.str();
}

// What a log told, in words.
std::vector<std::string> Tell(const testing::MemorySink& sink) {
  std::vector<std::string> told;
  for (const auto& one : sink.All<CoverageRecord>()) {
    told.push_back(Join({"covers", one.topic, one.node.str(), std::to_string(one.items),
                         Told(one.first.stamp), Told(one.last.stamp), Told(one.source)},
                        "|"));
  }
  for (const auto& one : sink.All<ClockRecord>()) {
    told.push_back(Join({"clock", std::to_string(static_cast<int>(one.kind)), one.node.str(),
                         std::to_string(one.offset), Told(one.when.stamp), Told(one.source)},
                        "|"));
  }
  for (const auto& one : sink.All<SignatureRecord>()) {
    told.push_back(
        Join({"hit", one.signature, one.node.str(), one.unit.str(), std::to_string(one.count),
              Told(one.first.stamp), Told(one.last.stamp), Told(one.source), Told(one.last_source)},
             "|"));
  }
  return told;
}

std::vector<std::string> ReadBy(const LogReading& reading, const std::string& text,
                                const SignatureScanner& scanner) {
  std::size_t given = 0;
  const Limits limits;
  Reader in(
      [&](char* buffer, std::size_t size) {
        const std::size_t got = std::min(size, text.size() - given);
        text.copy(buffer, got, given);
        given += got;
        return got;
      },
      limits);
  testing::MemorySink sink;
  const MemberHints hints;
  WorkerPool pool(0);
  const ReadContext context{in, sink, hints, scanner, pool};
  while (in.NextSection()) {
    while (in.Peek()) {
      const std::int64_t lines = in.lines();
      ReadLog(context, reading, {});
      if (in.lines() == lines) in.Next();  // what another format would read
    }
  }
  return Tell(sink);
}

Signature Unauthorized() {
  Signature signature;
  signature.id = "unauthorized";
  signature.pattern = "connection is unauthorized";
  signature.literals = {"connection is unauthorized"};
  return signature;
}

// Whether the parser reads both alike, but for the time.
bool Alike(const LogLine& a, const LogLine& b) {
  return a.host == b.host && a.unit == b.unit && a.stream == b.stream && a.partial == b.partial &&
         a.stamp.kind == b.stamp.kind && a.stamp.width == b.stamp.width && a.zone == b.zone &&
         a.klog.kind == b.klog.kind;
}

}  // namespace

TEST_CASE("a log tells the same whether lines of known shapes are parsed or not", "[property]") {
  const auto scanner = SignatureScanner::Create({Unauthorized()});
  REQUIRE(scanner);
  std::mt19937 random(7);
  for (const Log& log : kLogs) {
    for (int round = 0; round < 40; ++round) {
      const std::string text = MakeLog(log, random);
      LogReading slow = *log.reading;
      slow.shape = nullptr;
      const auto parsed = ReadBy(slow, text, *scanner);
      const auto shaped = ReadBy(*log.reading, text, *scanner);
      INFO(log.name << " round " << round);
      REQUIRE(shaped == parsed);
      CHECK(shaped.size() > 2);
    }
  }
}

TEST_CASE("a line that has a known shape is read as the first one was", "[property]") {
  std::mt19937 random(11);
  for (const Log& log : kLogs) {
    int fits = 0;
    for (int round = 0; round < 20000; ++round) {
      const std::string& front = log.fronts[random() % log.fronts.size()];
      const int second = static_cast<int>(random() % 86400);
      const std::string first = FrontAt(front, second, 120000) + "something was said";
      LogLine line;
      if (!log.reading->parse(first, line)) continue;
      const auto shape = log.reading->shape(first, line);
      if (!shape) continue;
      std::string next = FrontAt(front, second + static_cast<int>(random() % 20000),
                                 static_cast<int>(random() % 1000000)) +
                         "something else";
      if (random() % 2 == 0) next[random() % next.size()] = static_cast<char>(random() % 96 + 32);
      const std::size_t message = shape->Fit(next);
      if (message == LineShape::kNowhere) continue;
      ++fits;
      LogLine parsed;
      INFO(first << "\n" << next);
      REQUIRE(log.reading->parse(next, parsed));
      CHECK(Alike(line, parsed));
      CHECK(StampDistance(line.stamp, parsed.stamp).value_or(-1) >= 0);
      CHECK(next.substr(message).ends_with(parsed.message.substr(
          parsed.message.size() - std::min(parsed.message.size(), next.size() - message))));
      CHECK(message + parsed.message.size() <= next.size());
      CHECK(shape->IsAfter(next, first) ==
            (StampDistance(line.stamp, parsed.stamp).value_or(0) > 0));
    }
    CHECK(fits > 1000);
  }
}

TEST_CASE("shapes free the clock and nothing else", "[unit]") {
  const std::string first =
      "2026-05-22T22:20:01+0000 node-a kubelet[911]: E0522 22:20:01.336201     911 a.go:1] said";
  LogLine line;
  REQUIRE(kJournalReading.parse(first, line));
  const auto shape = ShapeOfJournalLine(first, line);
  REQUIRE(shape);
  const auto fit = [&](std::string_view from, std::string_view to) {
    return shape->Fit(ReplaceAll(first, from, to)) != LineShape::kNowhere;
  };
  CHECK(fit("said", "said something else"));
  CHECK(fit("20:01", "20:02"));  // both clocks
  CHECK(fit("22:20", "23:20"));
  CHECK(fit("E0522", "I0522"));  // klog's severity
  CHECK(fit("a.go:1]", "bcd.go:77]"));
  CHECK_FALSE(fit("20:01.", "20:02."));  // one of them
  CHECK_FALSE(fit("20:01", "20:00"));    // earlier
  CHECK_FALSE(fit("22:20", "21:59"));
  CHECK_FALSE(fit("22:20", "24:20"));
  CHECK_FALSE(fit("T22:20", "T23:20"));
  CHECK_FALSE(fit("20:01", "20:61"));
  CHECK_FALSE(fit("336201", "3362011"));
  CHECK_FALSE(fit("node-a", "node-b"));
  CHECK_FALSE(fit("[911]", "[912]"));
  CHECK_FALSE(fit("E0522", "X0522"));
  CHECK_FALSE(fit("a.go:1] ", "a.go:1 "));  // no header
  CHECK(shape->Fit(first.substr(0, 60)) == LineShape::kNowhere);
}

}  // namespace howdunit
