// What etcdctl says of the members of etcd and of its endpoints:
//
//   +------------------------+------------------+---------+---------+-----------+---------------+
//   |        ENDPOINT        |        ID        | VERSION | DB SIZE | IS LEADER |    ERRORS     |
//   +------------------------+------------------+---------+---------+-----------+---------------+
//   | https://10.0.0.11:2379 | 8e9e05c52164694d |   3.5.9 |  2.1 GB |      true |               |
//   +------------------------+------------------+---------+---------+-----------+---------------+
//
//   https://10.0.0.11:2379, 8e9e05c52164694d, 3.5.9, 20 MB, true, false, 4, 1234, 1234,
//   https://10.0.0.12:2379 is unhealthy: failed to commit proposal: context deadline exceeded
//   8e9e05c52164694d, started, cp1, https://10.0.0.11:2380, https://10.0.0.11:2379, false
//   [{"Endpoint":"https://10.0.0.11:2379","Status":{"header":{…},"version":"3.5.9","dbSize":…}}]
//   {"header":{…},"members":[{"ID":10276657743932975437,"name":"cp1","peerURLs":[…]}]}
//
// Source: etcd-io/etcd, etcdctl/ctlv3/command/{printer,ep_command}.go. Endpoints become objects of
// kind EtcdEndpoint, called by their address, with the columns in lower case ("db size", "is
// leader", "errors", "health", "took", "error"); members EtcdMember, called by their name, or their
// id before they have started. Sizes stand as printed; those of JSON, which are bytes, are "db size
// bytes" and "db size in use bytes". Plain lines name no columns: those of etcd 3.6, which has
// more, are left.

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "codec/json.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/framed_table.h"

namespace howdunit {
namespace {

constexpr std::string_view kEndpoint = "EtcdEndpoint";
constexpr std::string_view kMember = "EtcdMember";

using Names = std::vector<std::string>;

struct Shape {
  std::string_view kind;
  std::array<std::string_view, 3> columns;  // all of them must be there
  std::string_view name;
};
constexpr std::array kShapes = std::to_array<Shape>({
    {kEndpoint, {"ENDPOINT", "ID", "IS LEADER"}, "ENDPOINT"},
    {kEndpoint, {"ENDPOINT", "HEALTH", "TOOK"}, "ENDPOINT"},
    {kMember, {"ID", "STATUS", "PEER ADDRS"}, "NAME"},
});

const Shape* ShapeOf(const std::vector<std::string_view>& names) {
  for (const Shape& shape : kShapes) {
    if (std::all_of(shape.columns.begin(), shape.columns.end(), [&](std::string_view column) {
          return std::find(names.begin(), names.end(), column) != names.end();
        })) {
      return &shape;
    }
  }
  return nullptr;
}

bool IsHeader(std::string_view line) { return ShapeOf(FramedCells(line)) != nullptr; }

bool IsMemberId(std::string_view text) {
  return text.size() >= 12 && text.size() <= 16 &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// "20 MB", "1.3 GB", "16384 B"
bool IsSize(std::string_view text) {
  const auto words = SplitWords(text);
  return words.size() == 2 && IsDigit(words[0].front()) && words[1].ends_with('B') &&
         words[1].size() <= 2;
}

bool IsEndpoint(std::string_view text) {
  return !text.empty() && !Contains(text, " ") && Contains(text, ":");
}

// The columns of a plain line, in the order in which it has them.
constexpr std::array kStatus = std::to_array<std::string_view>(
    {"ENDPOINT", "ID", "VERSION", "DB SIZE", "IS LEADER", "IS LEARNER", "RAFT TERM", "RAFT INDEX",
     "RAFT APPLIED INDEX", "ERRORS"});
constexpr std::array kStatusBefore34 = std::to_array<std::string_view>(
    {"ENDPOINT", "ID", "VERSION", "DB SIZE", "IS LEADER", "RAFT TERM", "RAFT INDEX"});
constexpr std::array kMembers = std::to_array<std::string_view>(
    {"ID", "STATUS", "NAME", "PEER ADDRS", "CLIENT ADDRS", "IS LEARNER"});

struct PlainRow {
  std::string_view kind;
  std::span<const std::string_view> columns;
  std::vector<std::string> cells;
};

// Splits at ", ", where the last of `most` cells keeps the rest.
std::vector<std::string> SplitPlain(std::string_view line, std::size_t most) {
  std::vector<std::string> cells;
  std::string_view rest = line;
  while (cells.size() + 1 < most && Contains(rest, ", ")) cells.emplace_back(TakeUntil(rest, ", "));
  if (rest.ends_with(',')) {  // before an empty cell whose blank is gone
    cells.emplace_back(rest.substr(0, rest.size() - 1));
    rest = {};
  }
  cells.emplace_back(Trim(rest));
  return cells;
}

std::optional<PlainRow> ParsePlain(std::string_view line) {
  line = TrimRight(line);
  if (line.starts_with(' ') || !Contains(line, ", ")) return {};
  auto cells = SplitPlain(line, kStatus.size());
  if (cells.size() < 4) return {};
  if (IsMemberId(cells[0])) {
    const bool state = cells[1] == "started" || cells[1] == "unstarted";
    // The last column came with etcd 3.4.
    if (!state || cells.size() < 5 || cells.size() > kMembers.size()) return {};
    const auto columns = std::span(kMembers).first(cells.size());
    return PlainRow{.kind = kMember, .columns = columns, .cells = std::move(cells)};
  }
  if (!IsEndpoint(cells[0]) || !IsMemberId(cells[1]) || !IsSize(cells[3])) return {};
  if (cells.size() == kStatus.size()) {
    return PlainRow{.kind = kEndpoint, .columns = kStatus, .cells = std::move(cells)};
  }
  if (cells.size() != kStatusBefore34.size()) return {};
  return PlainRow{.kind = kEndpoint, .columns = kStatusBefore34, .cells = std::move(cells)};
}

struct Health {
  std::string_view endpoint, health, took, error;
};

// "https://10.0.0.11:2379 is healthy: successfully committed proposal: took = 9.9ms"
std::optional<Health> ParseHealth(std::string_view line) {
  line = TrimRight(line);
  constexpr std::string_view kHealthy = " is healthy: successfully committed proposal: took = ";
  constexpr std::string_view kUnhealthy = " is unhealthy: failed to commit proposal: ";
  if (const std::size_t at = line.find(kHealthy); at != std::string_view::npos) {
    const std::string_view endpoint = line.substr(0, at);
    if (!IsEndpoint(endpoint)) return {};
    return Health{.endpoint = endpoint,
                  .health = "true",
                  .took = line.substr(at + kHealthy.size()),
                  .error = {}};
  }
  const std::size_t at = line.find(kUnhealthy);
  if (at == std::string_view::npos || !IsEndpoint(line.substr(0, at))) return {};
  return Health{.endpoint = line.substr(0, at),
                .health = "false",
                .took = {},
                .error = line.substr(at + kUnhealthy.size())};
}

// What begins a document of etcdctl's: a list of endpoints, or of members behind a header.
bool IsJson(std::string_view text) {
  constexpr std::size_t kFront = 40;
  if (!text.starts_with('[') && !text.starts_with('{')) return false;
  const std::string_view front = text.substr(0, kFront);
  if (!Contains(front, "ndpoint\"") && !Contains(front, "\"header\"")) return false;
  std::string plain(text.substr(0, 16 * kFront));  // jq breaks it into lines
  std::erase_if(plain, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
  if (plain.starts_with("[{\"Endpoint\":")) return Contains(plain, "\"Status\":{");
  if (plain.starts_with("[{\"endpoint\":")) return Contains(plain, "\"health\":");
  return plain.starts_with("{\"header\":{") && Contains(plain, "},\"members\":[");
}

bool StartsHere(std::string_view text) {
  std::string_view rest = text;
  const std::string_view line = TakeUntil(rest, "\n");
  if (IsFrame(line)) return IsHeader(rest.substr(0, rest.find('\n')));
  return IsHeader(line) || ParsePlain(line) || ParseHealth(line) || IsJson(text);
}

bool Claims(const Head& head) { return StartsHere(head.text); }

// 10276657743932975437 is "8e9e05c52164694d" where lists name it.
std::string HexId(std::string_view decimal) {
  std::uint64_t id = 0;
  const auto [end, error] = std::from_chars(decimal.data(), decimal.data() + decimal.size(), id);
  if (error != std::errc() || end != decimal.data() + decimal.size()) return {};
  std::array<char, 16> hex{};
  const auto written = std::to_chars(hex.data(), hex.data() + hex.size(), id, 16);
  return {hex.data(), written.ptr};
}

std::string JoinTexts(const Node& list) {
  std::vector<std::string> texts;
  for (const Node& one : list.items) texts.emplace_back(Trim(one.text));
  return Join(texts, ",");
}

class EtcdReader {
 public:
  // What it says is printed, and by whom is not known.
  explicit EtcdReader(const ReadContext& context) : context_(context), search_(context, "text") {}

  void Read() {
    while (const auto line = context_.in.Peek()) {
      const std::string_view text = TrimRight(line->text);
      if (IsFrame(text)) {
        if (!StartsHere(context_.in.Ahead())) break;
        context_.in.Next();
      } else if (IsHeader(text)) {
        ReadFramed();
      } else if (const auto row = ParsePlain(text)) {
        ReadPlain(*row, *line);
      } else if (const auto health = ParseHealth(text)) {
        ReadHealth(*health, *line);
      } else if (IsJson(context_.in.Ahead())) {
        ReadJson();
      } else {
        break;
      }
    }
    if (members_.line > 0) {
      context_.out.Add(CoverageOf(context_, members_, kMember, member_count_));
    }
  }

 private:
  // The list of members holds all of them.
  void NoteMember(const Source& source) {
    if (members_.line == 0) members_ = source;
    ++member_count_;
  }

  template <typename Columns, typename Cells>
  void AddRow(std::string_view kind, const Columns& columns, const Cells& cells,
              const Source& source) {
    const std::string_view key = kind == kMember ? "NAME" : "ENDPOINT";
    ObjectRecord object = ObjectAt(source, kind, "");
    std::string_view id;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns[i] == "ID") id = cells[i];
      if (columns[i] == key) {
        object.name = Redact(cells[i]);
      } else {
        AddField(object, ToLower(columns[i]), cells[i]);
      }
    }
    if (object.name.empty()) object.name = Redact(id);
    if (kind == kMember) NoteMember(source);
    context_.out.Add(std::move(object));
  }

  void ReadFramed() {
    const auto header = context_.in.Peek();
    const auto cells = FramedCells(header->text);
    const Shape& shape = *ShapeOf(cells);
    const Names names(cells.begin(), cells.end());
    const auto first = static_cast<std::size_t>(
        std::find(names.begin(), names.end(), shape.columns[0]) - names.begin());
    context_.in.Next();
    ReadFramedRows(
        context_.in, names.size(), first,
        {.ends = IsHeader,
         .look = [](const Line& /*line*/) {},
         .cut =
             [&](const Line& line) {
               search_.Look(line);
               context_.out.Add(ProblemRecord{.source = Quote(line.number, line.text),
                                              .reason = "a row of etcdctl's table is cut"});
             },
         .row =
             [&](const FramedRow& row) {
               // An alarm is longer than a line of its cell.
               search_.Look(Join(row.cells, " "), row.quoted, row.first);
               AddRow(shape.kind, names, row.cells, QuoteLines(row.first, row.last, row.quoted));
             }});
  }

  void ReadPlain(const PlainRow& row, const Line& line) {
    search_.Look(line);
    AddRow(row.kind, row.columns, row.cells, Quote(line.number, line.text));
    context_.in.Next();
  }

  void ReadHealth(const Health& health, const Line& line) {
    search_.Look(line);
    ObjectRecord object = ObjectAt(Quote(line.number, line.text), kEndpoint, health.endpoint);
    AddField(object, "health", health.health);
    AddField(object, "took", health.took);
    AddField(object, "error", health.error);
    context_.out.Add(std::move(object));
    context_.in.Next();
  }

  void ReadJson() {
    const Excerpt text = TakeJsonValue(context_.in);
    std::int64_t number = text.first;
    for (const std::string& line : text.lines) {
      search_.Look(Line{.text = line, .number = number++});
    }
    const auto documents = ParseJson(text.Text(), text.first);
    if (!documents || documents->empty()) {
      const std::string why = documents ? "" : ": " + documents.error().message;
      context_.out.Add(ProblemRecord{.source = text.QuoteLine(text.first),
                                     .reason = "etcdctl's JSON is broken" + why});
      return;
    }
    const Node& root = documents->front();
    for (const Node& endpoint : root.items) ReadEndpoint(endpoint, text);
    for (const Node& member : root["members"].items) ReadMember(member, text);
  }

  void ReadEndpoint(const Node& endpoint, const Excerpt& text) {
    const Node& status = endpoint["Status"];
    const Node& name = status.is_map() ? endpoint["Endpoint"] : endpoint["endpoint"];
    if (name.text.empty()) return;
    ObjectRecord object = ObjectAt(text.QuoteLine(endpoint.line), kEndpoint, name.text);
    if (status.is_map()) {
      const Node& id = status.At("header.member_id");
      AddField(object, "id", HexId(id.text));
      AddField(object, "version", status["version"].text);
      AddField(object, "db size bytes", status["dbSize"].text);
      AddField(object, "db size in use bytes", status["dbSizeInUse"].text);
      // Of whom nobody leads the field is left out.
      if (!id.is_null()) {
        AddField(object, "is leader", status["leader"].text == id.text ? "true" : "false");
      }
      AddField(object, "is learner", status["isLearner"].is_true() ? "true" : "false");
      AddField(object, "raft term", status["raftTerm"].text);
      AddField(object, "raft index", status["raftIndex"].text);
      AddField(object, "raft applied index", status["raftAppliedIndex"].text);
      AddField(object, "errors", JoinTexts(status["errors"]));
    } else {
      AddField(object, "health", endpoint["health"].text);
      AddField(object, "took", endpoint["took"].text);
      AddField(object, "error", endpoint["error"].text);
    }
    context_.out.Add(std::move(object));
  }

  void ReadMember(const Node& member, const Excerpt& text) {
    const std::string id = HexId(member["ID"].text);
    const std::string_view name = member["name"].text;
    if (id.empty() && name.empty()) return;
    ObjectRecord object =
        ObjectAt(text.QuoteLine(member.line), kMember, name.empty() ? std::string_view(id) : name);
    AddField(object, "id", id);
    AddField(object, "status", name.empty() ? "unstarted" : "started");
    AddField(object, "peer addrs", JoinTexts(member["peerURLs"]));
    AddField(object, "client addrs", JoinTexts(member["clientURLs"]));
    AddField(object, "is learner", member["isLearner"].is_true() ? "true" : "false");
    NoteMember(object.source);
    context_.out.Add(std::move(object));
  }

  const ReadContext& context_;
  LineSearch search_;
  Source members_;  // where the list of them begins
  std::int64_t member_count_ = 0;
};

void Read(const ReadContext& context) { EtcdReader(context).Read(); }

}  // namespace

extern const Format kEtcdctl = {
    .name = "etcdctl",
    .title = "etcdctl endpoint status, endpoint health and member list: tables, plain, JSON",
    .sample =
        R"(+------------------------+------------------+---------+---------+-----------+------------+-----------+------------+--------------------+--------+
|        ENDPOINT        |        ID        | VERSION | DB SIZE | IS LEADER | IS LEARNER | RAFT TERM | RAFT INDEX | RAFT APPLIED INDEX | ERRORS |
+------------------------+------------------+---------+---------+-----------+------------+-----------+------------+--------------------+--------+
| https://10.0.0.11:2379 | 8e9e05c52164694d |   3.5.9 |   20 MB |      true |      false |         4 |       1234 |               1234 |        |
+------------------------+------------------+---------+---------+-----------+------------+-----------+------------+--------------------+--------+
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
