#include "ingest/signatures/signature_groups.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/attribution/logged_event.h"
#include "ingest/logs/log_layers.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

// Groups are handed over early rather than dropped when a log has this many.
constexpr std::size_t kMostGroupsHeld = 10'000;

// Parts of a key are joined by a byte that no text holds.
void AppendKey(std::string& key, std::string_view part) {
  key += part;
  key += '\0';
}

std::string_view TextOf(std::string_view text) { return text; }
std::string_view TextOf(const Redacted& text) { return text.str(); }

constexpr std::size_t kMostRaw = 8192;  // of a line that may be quoted later

// A line that matched.
struct Seen {
  std::string_view line;
  std::int64_t number;
  std::int64_t line_end;
  const Stamp& stamp;
};

// Its last line is redacted only when it is known to be the last.
struct Group {
  SignatureRecord record;
  std::string last_line;
  std::int64_t last_number = 0;
  std::int64_t last_line_end = 0;
};

// Of a program's log that is about another object: it is not where its program runs.
LogContext AboutObject(const LoggedEvent& event, const LogContext& context) {
  LogContext about = context;
  const bool here = SpeaksOfItsNode(context.unit.str());
  if (event.kind == "Node") {
    about.node = Redact(event.name);
  } else if (event.kind == "Pod") {
    if (!here) about.node = {};
    about.space = Redact(event.space);
    about.pod = Redact(event.name);
    if (about.unit.empty()) about.unit = context.container;
    about.container = {};
  }
  return about;
}

// Text that is looked for without making a string of it.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};
using GroupIndex = std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>>;

}  // namespace

struct SignatureGroups::Impl {
  const SignatureScanner& scanner;
  RecordSink& out;
  std::string origin;
  std::vector<Group> groups;  // in order of their first line
  GroupIndex index;           // by what is kept of a match
  GroupIndex seen;            // by what was read: most matches are known by it already
  SignatureScanner::Room room;
  std::string key;

  // The signature, where it was seen, and the captures that tell one happening from another.
  template <typename Captures>
  const std::string& KeyOf(const Signature& signature, const LogContext& context,
                           const Captures& captures) {
    key.clear();
    AppendKey(key, signature.id);
    for (const Redacted* part :
         {&context.node, &context.space, &context.pod, &context.container, &context.unit}) {
      AppendKey(key, part->str());
    }
    for (const auto& [name, value] : captures) {
      const auto& keys = signature.key;
      if (!keys.empty() && std::find(keys.begin(), keys.end(), name) == keys.end()) continue;
      AppendKey(key, name);
      AppendKey(key, TextOf(value));
    }
    return key;
  }

  // The group of a match, made if there is none yet; whether it was made.
  std::pair<std::size_t, bool> GroupOf(const SignatureScanner::Catch& caught,
                                       const LogContext& context, const Seen& line) {
    const Signature& signature = scanner.signatures()[caught.signature];
    const auto known = seen.find(KeyOf(signature, context, caught.captures));
    if (known != seen.end()) return {known->second, false};
    const std::string as_read = key;
    SignatureRecord record = scanner.RecordOf(caught);
    const auto [kept, added] =
        index.try_emplace(KeyOf(signature, context, record.captures), groups.size());
    const std::size_t group = kept->second;
    if (seen.size() >= 4 * kMostGroupsHeld) seen.clear();  // secrets that differ read alike
    seen.emplace(as_read, group);
    if (!added) return {group, false};
    record.node = context.node;
    record.space = context.space;
    record.pod = context.pod;
    record.container = context.container;
    record.unit = context.unit;
    record.origin = origin;
    record.first.stamp = line.stamp;
    record.last.stamp = line.stamp;
    record.source = QuoteLines(line.number, line.line_end, line.line);
    groups.push_back({.record = std::move(record), .last_line = {}});
    return {group, true};
  }

  // A reversed journal gives the latest line first: times decide where they can
  // be compared, else the order of lines does.
  static void Merge(Group& group, const Seen& seen) {
    SignatureRecord& record = group.record;
    ++record.count;
    const auto before = StampDistance(seen.stamp, record.first.stamp);
    const auto after = StampDistance(record.last.stamp, seen.stamp);
    if (before && *before > 0) {
      record.first.stamp = seen.stamp;
      if (record.last_source.line == 0) record.last_source = std::move(record.source);
      record.source = QuoteLines(seen.number, seen.line_end, seen.line);
    }
    if (!after || *after >= 0) {
      record.last.stamp = seen.stamp;
      group.last_number = seen.number;
      group.last_line_end = seen.line_end;
      group.last_line.assign(seen.line.substr(0, kMostRaw));
    }
  }

  // What `room` caught.
  void Keep(const Seen& line, const LogContext& context) {
    for (std::size_t i = 0; i < room.caught; ++i) {
      const auto [group, made] = GroupOf(room.catches[i], context, line);
      if (!made) Merge(groups[group], line);
      if (groups.size() >= kMostGroupsHeld) Flush();
    }
  }

  void Flush() {
    for (Group& group : groups) {
      if (!group.last_line.empty()) {
        group.record.last_source =
            QuoteLines(group.last_number, group.last_line_end, group.last_line);
      }
      out.Add(std::move(group.record));
    }
    groups.clear();
    index.clear();
    seen.clear();
  }
};

SignatureGroups::SignatureGroups(const SignatureScanner& scanner, RecordSink& out,
                                 std::string_view origin)
    : impl_(new Impl{scanner, out, std::string(origin), {}, {}, {}, {}, {}}) {}

SignatureGroups::~SignatureGroups() { impl_->Flush(); }

bool SignatureGroups::Look(std::string_view message, std::string_view line, std::int64_t number,
                           const Stamp& stamp, const LogContext& context, std::int64_t line_end) {
  SignatureScanner::Room& room = impl_->room;
  impl_->scanner.Search(message, room);
  if (room.caught == 0) return false;
  std::optional<LogContext> about;
  if (const auto event = LoggedEventIn(message)) about = AboutObject(*event, context);
  impl_->Keep({line, number, std::max(number, line_end), stamp}, about ? *about : context);
  return true;
}

}  // namespace howdunit
