// `kubectl get pods`, with or without -A, -o wide, --show-labels, --no-headers.
//
//   NAMESPACE     NAME                READY   STATUS        RESTARTS       AGE   IP           NODE
//   kube-system   calico-node-7lq2p   1/1     Running       2 (3d1h ago)   41d   10.20.30.1 node-a
//   openebs       store-rep-2-x2v9k   0/1     Terminating   0              24h   10.1.2.2 node-b

#include <string>
#include <vector>

#include "core/text.h"
#include "ingest/attribution/pod_path.h"
#include "ingest/format.h"
#include "ingest/kube/coverage.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/scope.h"
#include "ingest/kube/table.h"
#include "ingest/text/address.h"
#include "ingest/text/elision.h"

namespace howdunit {
namespace {

constexpr std::string_view kPodPrefix = "pod/";

// Where a web page made one blank of several, words are columns, but for "7 (50s ago)".
std::vector<std::string_view> CellsOf(std::string_view line) {
  constexpr std::size_t kMostBytes = 512;
  auto cells = SplitColumns(line, 2);
  if (cells.size() != 1 || line.size() > kMostBytes) return cells;
  cells.clear();
  for (const std::string_view word : SplitWords(line)) {
    const bool goes_on = !cells.empty() && (word.starts_with('(') || word == "ago)");
    if (goes_on) {
      std::string_view& cell = cells.back();
      cell = {cell.data(), static_cast<std::size_t>(word.data() + word.size() - cell.data())};
    } else {
      cells.push_back(word);
    }
  }
  return cells;
}

// "7" of "7 (50s ago)"
std::string_view CountOf(std::string_view restarts) {
  return restarts.substr(0, restarts.find(' '));
}

bool IsReady(std::string_view cell) {
  const auto parts = Split(cell, '/');
  return parts.size() == 2 && AllDigits(parts[0]) && AllDigits(parts[1]);
}

// The header with two blanks between its columns, if it has one there.
std::string Widened(std::string_view line) {
  const auto words = SplitWords(line);
  const bool narrow = SplitColumns(TrimRight(line), 2).size() == 1 && words.size() > 4 &&
                      (words[0] == "NAME" || words[0] == "NAMESPACE");
  if (!narrow) return std::string(line);
  std::string wide;
  for (const std::string_view word : words) {
    const bool second = word == "GATES" || wide.ends_with("NOMINATED");
    wide.append(wide.empty() ? "" : second ? " " : "  ").append(word);
  }
  return wide;
}

bool IsHeader(std::string_view line) {
  if (!Contains(line, "RESTARTS")) return false;
  const auto table = Table::FromHeader(Widened(line));
  return table && table->Find("NAME") >= 0 && table->Find("READY") >= 0 &&
         table->Find("STATUS") >= 0 && table->Find("RESTARTS") >= 0;
}

// A row without its header: [NAMESPACE] NAME READY STATUS RESTARTS AGE …
std::string_view GuessHeader(std::string_view line) {
  const auto cells = CellsOf(line);
  const auto fits = [&](std::size_t ready) {
    if (cells.size() < ready + 4 || !IsReady(cells[ready])) return false;
    return AllDigits(CountOf(cells[ready + 2])) && ParseAge(cells[ready + 3]).has_value();
  };
  // Cut behind RESTARTS.
  if (cells.size() == 4 && IsReady(cells[1]) && HasGeneratedName(cells[0]) && AllDigits(cells[3])) {
    return "NAME  READY  STATUS  RESTARTS";
  }
  // Before kubectl 1.11 a wide table ended with the node; `grep` leaves such rows, too.
  const auto address = [&](std::size_t at) {
    return cells.size() > at + 1 && (cells[at] == "<none>" || IsAddress(cells[at]));
  };
  const bool wide = cells.size() >= 9 || address(6);
  if (fits(2)) {
    return wide ? "NAMESPACE  NAME  READY  STATUS  RESTARTS  AGE  IP  NODE  NOMINATED NODE"
                : "NAMESPACE  NAME  READY  STATUS  RESTARTS  AGE";
  }
  if (fits(1)) {
    return cells.size() >= 8 || address(5)
               ? "NAME  READY  STATUS  RESTARTS  AGE  IP  NODE  NOMINATED NODE"
               : "NAME  READY  STATUS  RESTARTS  AGE";
  }
  return {};
}

bool Claims(const Head& head) {
  const std::string_view line = TrimRight(head.FirstLine());
  return IsHeader(line) || !GuessHeader(line).empty();
}

PodRecord ReadRow(const TableRow& row, const Line& line, const Scope& scope) {
  PodRecord pod;
  pod.source = LineSource(line.text, line.number);
  std::string_view name = row["NAME"];
  if (name.starts_with(kPodPrefix)) name.remove_prefix(kPodPrefix.size());
  pod.name = Redact(name);
  pod.space = Redact(row.Has("NAMESPACE") ? row["NAMESPACE"] : scope.space);
  const auto ready = Split(row["READY"], '/');
  if (ready.size() == 2) {
    pod.ready = ParseInt(ready[0]);
    pod.total = ParseInt(ready[1]);
  }
  pod.status = Redact(row["STATUS"]);
  pod.restarts = ParseInt(CountOf(row["RESTARTS"]));
  const auto age = ParseAge(row["AGE"]);
  if (age && !scope.watch) pod.created.stamp = *age;
  const std::string_view node = row["NODE"];
  if (row.Has("NODE") && !node.empty()) {
    pod.node_stated = true;
    if (node != "<none>") pod.node = Redact(node);
  }
  if (row["IP"] != "<none>") pod.ip = Redact(row["IP"]);
  if (row.Has("LABELS") && row["LABELS"] != "<none>") {
    for (std::string_view label : Split(row["LABELS"], ',')) {
      const std::string_view key = TakeUntil(label, "=");
      if (!key.empty()) pod.labels.emplace_back(Redact(key), Redact(label));
    }
  }
  return pod;
}

void Read(const ReadContext& context) {
  const auto first = context.in.Peek();
  if (!first) return;
  const bool has_header = IsHeader(first->text);
  const std::string header =
      has_header ? Widened(first->text) : std::string(GuessHeader(first->text));
  const auto table = Table::FromHeader(header);
  const Source source = LineSource(first->text, first->number);
  if (has_header || !table) context.in.Next();
  if (!table) return;
  const Scope scope = ScopeOf(context.hints);

  std::int64_t count = 0;
  bool whole = has_header;  // without a header the table may have been cut or filtered
  while (const auto line = context.in.Peek()) {
    if (TakeElision(context.in)) {
      whole = false;
      continue;
    }
    auto cells = table->Row(line->text);
    const bool narrow = SplitColumns(Trim(line->text), 2).size() == 1;
    if (narrow) cells = CellsOf(TrimRight(line->text));
    if (!cells || cells->size() < 2) break;
    cells->resize(table->columns());
    const TableRow row(*table, *cells);
    if (!IsReady(row["READY"]) || row["NAME"].empty()) break;
    if (narrow && !AllDigits(CountOf(row["RESTARTS"]))) break;  // a sentence
    context.out.Add(ReadRow(row, *line, scope));
    ++count;
    context.in.Next();
  }
  const bool everywhere = table->Find("NAMESPACE") >= 0;
  if (!whole || scope.part || (!everywhere && scope.space.empty())) return;
  context.out.Add(
      CoverageOfList(source, "pods", everywhere ? Redacted() : Redact(scope.space), count));
}

}  // namespace

extern const Format kGetPods = {
    .name = "get-pods",
    .title = "kubectl get pods",
    .sample =
        "NAMESPACE   NAME    READY   STATUS        RESTARTS   AGE\n"
        "openebs     rep-2   0/1     Terminating   0          24h\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
