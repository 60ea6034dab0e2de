// `kubectl get events` (plain and wide) and `kubectl events`.
//
//   NAMESPACE   LAST SEEN              TYPE      REASON          OBJECT      MESSAGE
//   openebs     4m2s                   Warning   FailedKillPod   pod/rep-2   error killing pod: …
//   openebs     4m2s (x185 over 44m)   Warning   FailedKillPod   Pod/rep-2   error killing pod: …
//
// -o wide has SUBOBJECT and SOURCE before the message, FIRST SEEN, COUNT and NAME
// behind it. The name ends in the nanoseconds of the first emission, in hex.
//
// Up to kubectl 1.12 there were other columns, and ages that are cut at their one unit:
//
//   LASTSEEN   FIRSTSEEN   COUNT   NAME    KIND   SUBOBJECT   TYPE   REASON   SOURCE   MESSAGE
//
// The name is the event's, or (up to 1.7) its object's. In 1.13 the KIND stood where the object is.

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/coverage.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/event.h"
#include "ingest/kube/event_text.h"
#include "ingest/kube/kinds.h"
#include "ingest/kube/scope.h"
#include "ingest/kube/table.h"
#include "ingest/text/elision.h"

namespace howdunit {
namespace {

constexpr Micros kYear2014 = 16071 * kDay;  // before it there was no Kubernetes
constexpr Micros kYear2100 = 47482 * kDay;
constexpr int kMostContinuations = 60;  // lines of one message

bool IsHeader(std::string_view line) {
  const auto table = Table::FromHeader(TrimRight(line));
  return table && (table->Find("LAST SEEN") >= 0 || table->Find("LASTSEEN") >= 0) &&
         table->Find("REASON") >= 0 && table->Find("MESSAGE") >= 0;
}

std::string_view LastSeen(const TableRow& row) {
  return row[row.Has("LASTSEEN") ? "LASTSEEN" : "LAST SEEN"];
}

// The tables of kubectl up to 1.12.
bool IsOld(const TableRow& row) { return row.Has("KIND") && row.Has("NAME"); }

// What people write where an age stood that they left out.
bool IsLeftOut(std::string_view cell) { return cell == "..." || cell == "…"; }

// A row without its header (--no-headers, -w copied from the middle): ages, types
// and "kind/name" stand where they should. The column of the age, or -1.
int FindAge(std::string_view line) {
  const auto cells = SplitColumns(Unquote(line), 2, 6);
  for (std::size_t at = 0; at < 2; ++at) {
    if (cells.size() >= at + 4 && IsEventAge(cells[at]) && IsEventType(cells[at + 1]) &&
        Contains(cells[at + 3], "/")) {
      return static_cast<int>(at);
    }
  }
  return -1;
}

bool Claims(const Head& head) {
  const std::string_view line = TrimRight(head.FirstLine());
  return IsHeader(line) || FindAge(line) >= 0;
}

// "calico-node-68h5g.18e9d834e066cf1b": when the event was first emitted, by the
// emitter's clock. Names are free, so only plausible times count.
Stamp TimeInName(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view hex = name.substr(dot + 1);
  if (hex.size() < 14 || hex.size() > 16) return {};
  const auto nanoseconds = ParseHex(hex);
  if (!nanoseconds) return {};
  const auto value = static_cast<Micros>(*nanoseconds / 1000);
  if (value < kYear2014 || value > kYear2100) return {};
  return {.kind = Stamp::Kind::kUtc, .value = value, .width = 1, .basis = Basis::kStated};
}

// "web-0.18e9d834e066cf1b" is an event of "web-0".
std::string_view ObjectInName(std::string_view name) {
  return TimeInName(name).kind == Stamp::Kind::kNone ? name : name.substr(0, name.rfind('.'));
}

// Times and count where they have columns of their own.
void SetColumnTimes(const TableRow& row, EventRecord& event) {
  const bool old = IsOld(row);
  const auto stamp_of = [&](std::string_view cell) {
    return (old ? ParseShortAge(cell) : ParseAge(cell)).value_or(Stamp{});
  };
  event.last.stamp = stamp_of(LastSeen(row));
  event.first.stamp = stamp_of(row[row.Has("FIRSTSEEN") ? "FIRSTSEEN" : "FIRST SEEN"]);
  if (const auto count = ParseInt(row["COUNT"]); count && *count > 0) event.count = *count;
  event.first_in_name = TimeInName(row["NAME"]);
}

EventRecord ReadRow(const TableRow& row, const Line& line, const Scope& scope) {
  EventRecord event;
  event.source = LineSource(line.text, line.number);
  std::string_view object = row["OBJECT"];
  std::string_view kind = TakeUntil(object, "/");
  if (row.Has("KIND")) kind = row["KIND"];
  if (IsOld(row)) object = ObjectInName(row["NAME"]);
  SetEventObject(KindFromWord(kind), row["NAMESPACE"].empty() ? scope.space : row["NAMESPACE"],
                 object, event);
  event.type = Redact(row["TYPE"]);
  event.reason = Redact(row["REASON"]);
  event.message = Redact(WithoutFieldPath(row["MESSAGE"]));
  event.message_cut = row["MESSAGE"].ends_with("...");
  if (!row["SOURCE"].empty()) SetEventSource(row["SOURCE"], event);

  SetEventAge(LastSeen(row), event);
  // `get events` has one age a row, the last one; a count of its own says whether
  // that is the first one too.
  const bool described = Contains(LastSeen(row), "(") ||
                         (!row.Has("KIND") && !kind.empty() && kind[0] >= 'A' && kind[0] <= 'Z');
  if (!described) SetColumnTimes(row, event);
  if (scope.watch) event.first.stamp = event.last.stamp = {};
  return event;
}

// Whether the line is a row of any of these tables, whatever its columns.
bool LooksLikeRow(std::string_view line) { return FindAge(line) >= 0; }

class EventTable {
 public:
  EventTable(const ReadContext& context, const Table& table, bool has_header)
      : context_(context), table_(table), has_header_(has_header) {}

  // How many there are; nothing if rows were left out.
  std::optional<std::int64_t> Read(const Scope& scope) {
    std::int64_t count = 0;
    bool whole = has_header_;  // without a header the table may have been cut or filtered
    int continuations = 0;
    std::optional<EventRecord> event;
    while (const auto line = context_.in.Peek()) {
      if (auto row = RowOf(line->text)) {
        Finish(event);
        event = ReadRow(*row, *line, scope);
        context_.in.Next();
        ++count;
        continuations = 0;
        continue;
      }
      if (TakeElision(context_.in)) {
        whole = false;
        continue;
      }
      if (!event || ++continuations > kMostContinuations ||
          !IsContinuation(context_, *event, LooksLikeRow)) {
        break;
      }
      const auto more = context_.in.Next();
      Continue(more->text, more->number, *event);
    }
    Finish(event);
    return whole ? std::optional(count) : std::nullopt;
  }

 private:
  void Finish(std::optional<EventRecord>& event) {
    if (!event) return;
    JoinWrapped(*event);
    context_.out.Add(*std::move(event));
  }

  std::optional<TableRow> RowOf(std::string_view line) const {
    if (has_header_) {
      auto cells = table_.Row(line);
      if (!cells) return {};
      TableRow row(table_, *std::move(cells));
      const std::string_view age = LastSeen(row);
      if ((IsEventAge(age) || IsLeftOut(age)) && IsEventType(row["TYPE"])) return row;
    }
    // Rows of a watch, and rows behind a message with line breaks, are aligned anew.
    const int age = FindAge(line);
    if (age < 0 || (age == 1) != (table_.Find("NAMESPACE") == 0)) return {};
    auto cells = SplitColumns(Unquote(line), 2, table_.columns());
    cells.resize(table_.columns());
    return TableRow(table_, std::move(cells));
  }

  const ReadContext& context_;
  const Table& table_;
  bool has_header_;
};

void Read(const ReadContext& context) {
  const auto first = context.in.Peek();
  if (!first) return;
  const bool has_header = IsHeader(first->text);
  const std::string_view guess = FindAge(first->text) == 1
                                     ? "NAMESPACE  LAST SEEN  TYPE  REASON  OBJECT  MESSAGE"
                                     : "LAST SEEN  TYPE  REASON  OBJECT  MESSAGE";
  const auto table = Table::FromHeader(has_header ? first->text : guess);
  const Source source = LineSource(first->text, first->number);
  if (has_header) context.in.Next();
  const Scope scope = ScopeOf(context.hints);
  const auto count = EventTable(context, *table, has_header).Read(scope);
  const bool everywhere = table->Find("NAMESPACE") >= 0;
  if (!count || scope.part || (!everywhere && scope.space.empty())) return;
  context.out.Add(
      CoverageOfList(source, "events", everywhere ? Redacted() : Redact(scope.space), *count));
}

}  // namespace

extern const Format kGetEvents = {
    .name = "get-events",
    .title = "kubectl get events, kubectl events",
    .sample =
        "LAST SEEN   TYPE      REASON          OBJECT      MESSAGE\n"
        "4m2s        Warning   FailedKillPod   pod/rep-2   error killing pod\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
