// What `ceph status` says of a cluster of Ceph:
//
//     cluster:
//       id:     9f1d0d2c-5a5e-4a3c-8f0e-1c2d3e4f5a6b
//       health: HEALTH_WARN
//               1 osds down
//               Reduced data availability: 33 pgs inactive
//
//     services:
//       osd: 3 osds: 2 up (since 5m), 3 in (since 3h)
//
// Source: ceph, src/mon/Monitor.cc, get_cluster_status. It becomes an object of kind CephStatus,
// called after the cluster's id, with the fields "health", "checks[0]", "checks[1]" and each line
// of the services and the data ("osd", "usage", "pgs"; what goes on in further lines is joined by
// "; ").

#include <string>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/blanks.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

struct Entry {
  std::string_view key, value;
};

// "    health: HEALTH_WARN"; no key if the line goes on with the one before it.
Entry EntryIn(std::string_view line) {
  line = Trim(line);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view key = line.substr(0, colon);
  if (key.empty() ||
      key.find_first_not_of("abcdefghijklmnopqrstuvwxyz-/") != std::string_view::npos) {
    return {};
  }
  return {.key = key, .value = Trim(line.substr(colon + 1))};
}

bool IsSection(std::string_view line) {
  line = Trim(line);
  for (const std::string_view name : {"cluster:", "services:", "data:", "io:", "progress:"}) {
    if (line == name) return true;
  }
  return false;
}

bool Claims(const Head& head) {
  std::string_view text = head.text;
  if (Trim(TakeUntil(text, "\n")) != "cluster:") return false;
  const Entry id = EntryIn(TakeUntil(text, "\n"));
  const Entry health = EntryIn(TakeUntil(text, "\n"));
  return id.key == "id" && health.key == "health" && health.value.starts_with("HEALTH_");
}

class CephReader {
 public:
  explicit CephReader(const ReadContext& context) : context_(context), search_(context, "text") {}

  void Read() {
    const std::size_t edge = BlankLength(context_.in.Peek()->text);
    while (const auto line = context_.in.Peek()) {
      const std::string_view text = TrimRight(line->text);
      if (text.empty()) {
        if (!SectionFollows()) break;
      } else if (IsSection(text)) {
        if (Trim(text) == "cluster:" && in_cluster_) break;  // another answer
        in_cluster_ = in_cluster_ || Trim(text) == "cluster:";
        indent_ = 0;
      } else if (BlankLength(text) <= edge) {
        break;
      } else {
        Take(*line);
      }
      context_.in.Next();
    }
    Finish();
    if (!object_.name.empty()) context_.out.Add(std::move(object_));
  }

 private:
  bool SectionFollows() {
    std::string_view rest = context_.in.Ahead();
    TakeUntil(rest, "\n");
    return IsSection(TakeUntil(rest, "\n"));
  }

  void Take(const Line& line) {
    search_.Look(line);
    const std::size_t indent = BlankLength(line.text);
    const Entry entry = EntryIn(line.text);
    if (indent_ == 0) indent_ = indent;
    if (indent == indent_ && !entry.key.empty()) {
      Finish();
      key_ = entry.key;
      value_ = entry.value;
      source_ = Quote(line.number, line.text);
    } else if (key_ == "health") {
      Add("checks[" + std::to_string(checks_++) + "]", Trim(line.text),
          Quote(line.number, line.text));
    } else {
      value_.append("; ").append(Trim(line.text));
    }
  }

  void Finish() {
    if (key_ == "id") {
      object_.source = source_;
      object_.kind = "CephStatus";
      object_.name = Redact(value_);
    } else {
      Add(key_, value_, source_);
    }
    key_.clear();
  }

  void Add(std::string_view key, std::string_view value, const Source& source) {
    if (key.empty() || value.empty()) return;
    object_.fields.push_back({.path = Redact(key), .value = Redact(value), .source = source});
  }

  const ReadContext& context_;
  LineSearch search_;
  ObjectRecord object_;
  bool in_cluster_ = false;
  std::size_t indent_ = 0;  // of the section's entries; 0 before the first
  std::string key_, value_;
  Source source_;
  int checks_ = 0;
};

void Read(const ReadContext& context) { CephReader(context).Read(); }

}  // namespace

extern const Format kCephStatus = {
    .name = "ceph-status",
    .title = "ceph status",
    .sample = R"(  cluster:
    id:     9f1d0d2c-5a5e-4a3c-8f0e-1c2d3e4f5a6b
    health: HEALTH_WARN
            1 osds down

  services:
    osd: 3 osds: 2 up (since 5m), 3 in (since 3h)
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
