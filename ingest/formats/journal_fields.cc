// journalctl's output modes that print fields:
//
//   -o json, json-pretty     {"__REALTIME_TIMESTAMP":"1779452401123456","_HOSTNAME":"n1",…}
//   -o json-sse, json-seq    data: {…}   and   RS {…}
//   -o export                __REALTIME_TIMESTAMP=1779452401123456, a line a field, a blank line
//   -o verbose               Fri 2026-05-22 22:20:01.123456 AEST [s=…;i=…]
//                                MESSAGE=…
//
// Source: systemd, src/shared/logs-show.c. The stamps count from 1970, so that the stamp inside of
// the kubelet's own lines tells the node's zone. A value may be a list of bytes (of what is not
// UTF-8), a list of values (of a field that repeats), or null (too long to print).
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "codec/json.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/journal_prefix.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_section.h"
#include "ingest/text/excerpt.h"

namespace howdunit {

extern const Format kJournalFields;

namespace {

constexpr std::size_t kMostMessage = 64U << 10U;
constexpr char kRecordSeparator = '\x1e';

// What of an entry matters.
struct Fields {
  std::string received, sent;  // microseconds since 1970, by the journal and by the sender
  std::string host, identifier, command, unit, message;
  Stamp header;  // of verbose
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t message_line = 0;

  std::string* Find(std::string_view name) {
    struct Known {
      std::string_view name;
      std::string Fields::*field;
    };
    constexpr std::array kKnown = std::to_array<Known>({
        {"__REALTIME_TIMESTAMP", &Fields::received},
        {"_SOURCE_REALTIME_TIMESTAMP", &Fields::sent},
        {"_HOSTNAME", &Fields::host},
        {"SYSLOG_IDENTIFIER", &Fields::identifier},
        {"_COMM", &Fields::command},
        {"_SYSTEMD_UNIT", &Fields::unit},
        {"MESSAGE", &Fields::message},
    });
    const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                    [&](const Known& one) { return one.name == name; });
    return known == kKnown.end() ? nullptr : &(this->*known->field);
  }
};

std::optional<Stamp> StampOf(std::string_view micros) {
  const auto value = ParseInt(micros);
  if (!value || *value < 1'000'000'000'000'000 || *value > 9'999'999'999'999'999) return {};
  return Stamp{.kind = Stamp::Kind::kUtc, .value = *value, .width = 1};
}

// Hands entries over to the log's section.
class Entries {
 public:
  explicit Entries(const ReadContext& context) : section_(context, ContextOf(context.hints)) {}

  void Take(const Fields& fields) {
    LogEntry entry;
    LogLine& line = entry.line;
    std::string_view unit = fields.identifier;
    if (unit.empty()) unit = fields.command;
    if (unit.empty()) unit = fields.unit;
    if (unit.ends_with(".service")) unit.remove_suffix(8);
    line.host = fields.host;
    line.unit = unit;
    const auto sent = StampOf(fields.sent);
    const auto received = StampOf(fields.received);
    line.stamp = sent ? *sent : received ? *received : fields.header;
    ReadJournalMessage(fields.message, line);
    // Beside the moment since 1970, verbose prints the wall clock.
    if (!ZoneOf(line) && line.stamp.kind == Stamp::Kind::kUtc) {
      line.zone = ZoneBetween(fields.header, line.stamp);
    }
    entry.message = line.message;
    entry.quoted = fields.message;
    entry.number = fields.message_line == 0 ? fields.first : fields.message_line;
    entry.line_end = std::max(entry.number, fields.last);
    section_.Take(entry);
  }

 private:
  LogSection section_;
};

// --- JSON

std::string_view WithoutFrame(std::string_view line) {
  if (line.starts_with("data: ")) line.remove_prefix(6);
  if (line.starts_with(kRecordSeparator)) line.remove_prefix(1);
  return line;
}

// A value as text: of a list of bytes the bytes, of a list of values the first.
std::string TextOf(const Node& value) {
  if (!value.is_list()) return value.text;
  std::string text;
  for (const Node& item : value.items) {
    if (item.kind != Node::Kind::kNumber) return item.text;
    const auto byte = ParseInt(item.text);
    if (byte && *byte >= 0 && *byte < 256) text += static_cast<char>(*byte);
  }
  return text;
}

bool IsJsonStart(std::string_view line) { return WithoutFrame(line).starts_with('{'); }

void ReadJson(const ReadContext& context, Entries& entries) {
  while (const auto line = context.in.Peek()) {
    if (Trim(line->text).empty()) {
      context.in.Next();
      continue;
    }
    if (!IsJsonStart(line->text)) return;
    const Excerpt object = TakeJsonValue(context.in);
    std::string text = object.Text();
    text.erase(0, text.size() - WithoutFrame(text).size());
    const auto documents = ParseJson(text, object.first);
    if (!documents || documents->empty() || !(*documents)[0].is_map()) {
      context.out.Add(ProblemRecord{.source = object.QuoteLine(object.first),
                                    .reason = "the journal's entry is broken"});
      continue;
    }
    Fields fields;
    for (const auto& [name, value] : (*documents)[0].members) {
      std::string* field = fields.Find(name);
      if (field == nullptr) continue;
      *field = TextOf(value);
      if (field == &fields.message) fields.message_line = value.line;
    }
    fields.first = object.first;
    fields.last = fields.message_line;
    entries.Take(fields);
  }
}

// --- export and verbose

// "FIELD" of "FIELD=value"; "" if the line is none.
std::string_view NameOf(std::string_view line) {
  const std::string_view name = line.substr(0, line.find('='));
  if (name.size() == line.size() || name.empty() || IsDigit(name[0])) return {};
  const bool fits =
      name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
  return fits ? name : std::string_view();
}

// A line with the name alone: length and bytes follow, which may hold line ends. The length's eight
// bytes are mostly NUL, which the reader takes out.
bool IsBinaryName(std::string_view line) {
  return line == "MESSAGE" || (line.size() > 2 && !NameOf(std::string(line) + "=").empty());
}

void Put(Fields& fields, const Line& line, std::string_view text) {
  const std::string_view name = NameOf(text);
  std::string* field = fields.Find(name);
  if (field == nullptr) return;
  *field = text.substr(name.size() + 1, kMostMessage);
  if (field == &fields.message) fields.message_line = fields.last = line.number;
}

// The first byte of a length, and what the reader left of the others.
std::string_view WithoutLength(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && at < 8 && static_cast<unsigned char>(text[at]) < 0x20) ++at;
  return text.substr(at == 0 && !text.empty() ? 1 : at);
}

void Append(Fields& fields, const Line& line, std::string_view text) {
  if (fields.message.size() + text.size() >= kMostMessage) return;
  if (!fields.message.empty()) fields.message += ' ';
  fields.message += text;
  if (fields.message_line == 0) fields.message_line = line.number;
  fields.last = line.number;
}

void ReadExport(const ReadContext& context, Entries& entries) {
  Fields fields;
  bool binary_message = false;
  const auto flush = [&] {
    if (fields.first != 0) entries.Take(fields);
    fields = {};
    binary_message = false;
  };
  while (const auto line = context.in.Peek()) {
    const std::string_view text = line->text;
    if (NameOf(text) == "__CURSOR") flush();
    if (text.empty() && !binary_message) {
      flush();
    } else if (!NameOf(text).empty()) {
      binary_message = false;
      if (fields.first == 0) fields.first = line->number;
      Put(fields, *line, text);
    } else if (IsBinaryName(text)) {
      binary_message = text == "MESSAGE";
    } else if (binary_message) {
      Append(fields, *line, fields.message.empty() ? WithoutLength(text) : text);
    } else if (fields.first == 0) {
      break;  // no entry is open: the text is of something else
    }
    context.in.Next();
  }
  flush();
}

// "Fri 2026-05-22 22:20:01.123456 AEST [s=…;i=…;b=…]"
std::optional<Stamp> VerboseHeader(std::string_view line) {
  std::string_view rest = line;
  const auto stamp = TakeWeekdayStamp(rest);
  if (!stamp || !rest.starts_with(" [s=") || !TrimRight(rest).ends_with(']')) return {};
  return stamp;
}

void ReadVerbose(const ReadContext& context, Entries& entries) {
  Fields fields;
  bool in_message = false;
  while (const auto line = context.in.Peek()) {
    const std::string_view text = Trim(line->text);
    if (const auto header = VerboseHeader(line->text)) {
      if (fields.first != 0) entries.Take(fields);
      fields = {};
      fields.header = *header;
      fields.first = line->number;
      in_message = false;
    } else if (line->text.starts_with("    ") && !NameOf(text).empty()) {
      Put(fields, *line, text);
      in_message = NameOf(text) == "MESSAGE";
    } else if (line->text.starts_with(' ')) {
      if (in_message) Append(fields, *line, text);
    } else if (!text.empty() && !text.starts_with("-- ")) {
      break;
    }
    context.in.Next();
  }
  if (fields.first != 0) entries.Take(fields);
}

// --- all

bool IsExportStart(std::string_view line) {
  return line.starts_with("__CURSOR=") || line.starts_with("__REALTIME_TIMESTAMP=");
}

bool Claims(const Head& head) {
  const std::string_view first = head.FirstLine();
  if (IsExportStart(first) || VerboseHeader(first)) return true;
  if (!IsJsonStart(first)) return false;
  // Only the first object counts: pretty ones have a line a field.
  const std::string_view object = head.text.substr(0, head.text.find('}'));
  const auto holds = [&](std::string_view name) { return Contains(object, name); };
  return holds("\"__REALTIME_TIMESTAMP\"") ||
         (holds("\"MESSAGE\"") && (holds("\"_HOSTNAME\"") || holds("\"SYSLOG_IDENTIFIER\"")));
}

void Read(const ReadContext& context) {
  Entries entries(context);
  const std::string_view first = context.in.Peek()->text;
  if (IsJsonStart(first)) {
    ReadJson(context, entries);
  } else if (IsExportStart(first)) {
    ReadExport(context, entries);
  } else {
    ReadVerbose(context, entries);
  }
}

}  // namespace

extern const Format kJournalFields = {
    .name = "journal-fields",
    .title = "journalctl -o json, json-pretty, export, verbose",
    .sample =
        R"({"__REALTIME_TIMESTAMP":"1779452401336201","_HOSTNAME":"node-b","SYSLOG_IDENTIFIER":"kubelet","MESSAGE":"E0522 22:20:01.336201     911 pod_workers.go:1301] \"Error syncing pod, skipping\""}
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
