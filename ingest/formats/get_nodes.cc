// `kubectl get nodes`, with or without -o wide.
//
//   NAME    STATUS     ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE
//   k8s01   Ready      <none>   14m   v1.26.4   10.20.30.11   <none>        Debian GNU/Linux 12
//   k8s03   NotReady   <none>   15m   v1.26.4   10.20.30.13   <none>        Debian GNU/Linux 12
//
//   NAME    STATUS     AGE   VERSION                                        before 1.8
//   k8s03   NotReady   5d    v1.7.0

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/coverage.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/kinds.h"
#include "ingest/kube/scope.h"
#include "ingest/kube/table.h"
#include "ingest/text/elision.h"

namespace howdunit {
namespace {

constexpr std::string_view kNodePrefix = "node/";

// No other table has roles; the version may have been cut away with the columns behind it.
bool IsHeader(std::string_view line) {
  const auto table = Table::FromHeader(line);
  return table && table->Find("NAME") >= 0 && table->Find("STATUS") >= 0 &&
         table->Find("ROLES") >= 0 && (table->Find("VERSION") >= 0 || table->Find("AGE") >= 0);
}

// Before 1.8 the roles stood in the name of a label, or nowhere; before 1.6 the version did. Others
// have tables of such columns, too.
bool IsOldHeader(std::string_view line) {
  const auto table = Table::FromHeader(line);
  return table && table->Find("NAME") == 0 && table->Find("STATUS") == 1 && table->Find("AGE") == 2;
}

bool IsStatus(std::string_view cell) {
  return cell.starts_with("Ready") || cell.starts_with("NotReady") || cell.starts_with("Unknown");
}

bool IsVersion(std::string_view cell) {
  return cell.size() >= 3 && cell[0] == 'v' && IsDigit(cell[1]);
}

// Whether the text is an old table: its first row has a node's version, or the command asks for
// nodes.
bool IsOldTable(std::string_view text, const MemberHints& hints) {
  const std::string_view header = TrimRight(TakeUntil(text, "\n"));
  if (!IsOldHeader(header)) return false;
  const auto table = Table::FromHeader(header);
  const std::string_view first = TrimRight(text.substr(0, text.find('\n')));
  const auto cells = table->Row(first);
  if (!cells || !IsStatus((*cells)[1]) || !ParseAge((*cells)[2])) return false;
  const int version = table->Find("VERSION");
  if (version >= 0) return IsVersion((*cells)[static_cast<std::size_t>(version)]);
  return KindFromWord(ScopeOf(hints).resource) == "Node";
}

// A row without its header (--no-headers, or behind grep): NAME STATUS ROLES AGE VERSION …
std::string_view GuessHeader(std::string_view line) {
  const auto cells = SplitColumns(line, 2);
  if (cells.size() < 5 || !IsStatus(cells[1]) || !ParseAge(cells[3])) return {};
  if (!IsVersion(cells[4])) return {};
  return cells.size() < 10 ? "NAME  STATUS  ROLES  AGE  VERSION"
                           : "NAME  STATUS  ROLES  AGE  VERSION  INTERNAL-IP  EXTERNAL-IP  "
                             "OS-IMAGE  KERNEL-VERSION  CONTAINER-RUNTIME";
}

bool Claims(const Head& head) {
  const std::string_view line = TrimRight(head.FirstLine());
  return IsHeader(line) || !GuessHeader(line).empty() || IsOldTable(head.text, head.hints);
}

void Read(const ReadContext& context) {
  const auto first = context.in.Peek();
  const std::string_view header = TrimRight(first->text);
  const bool has_header = IsHeader(header) || IsOldHeader(header);
  const auto table = Table::FromHeader(has_header ? first->text : GuessHeader(first->text));
  const Source source = LineSource(first->text, first->number);
  if (has_header || !table) context.in.Next();
  if (!table) return;
  std::int64_t count = 0;
  bool whole = has_header;  // without a header the table may have been cut or filtered
  while (const auto line = context.in.Peek()) {
    if (TakeElision(context.in)) {
      whole = false;
      continue;
    }
    const auto cells = table->Row(line->text);
    if (!cells) break;
    const auto cell = [&](std::string_view name) {
      const int column = table->Find(name);
      const std::string_view text =
          column < 0 ? std::string_view() : (*cells)[static_cast<std::size_t>(column)];
      return text == "<none>" || text == "<unknown>" ? std::string_view() : text;
    };
    if (!IsStatus(cell("STATUS"))) break;
    NodeRecord node;
    node.source = LineSource(line->text, line->number);
    std::string_view name = cell("NAME");
    if (name.starts_with(kNodePrefix)) name.remove_prefix(kNodePrefix.size());
    node.name = Redact(name);
    node.status = Redact(cell("STATUS"));
    node.roles = Redact(cell("ROLES"));
    node.unschedulable = Contains(cell("STATUS"), "SchedulingDisabled");
    node.kubelet_version = Redact(cell("VERSION"));
    node.runtime_version = Redact(cell("CONTAINER-RUNTIME"));
    node.internal_ip = Redact(cell("INTERNAL-IP"));
    node.os_image = Redact(cell("OS-IMAGE"));
    if (const auto age = ParseAge(cell("AGE"))) node.created.stamp = *age;
    context.out.Add(std::move(node));
    ++count;
    context.in.Next();
  }
  if (!whole || ScopeOf(context.hints).part) return;
  context.out.Add(CoverageOfList(source, "nodes", {}, count));
}

}  // namespace

extern const Format kGetNodes = {
    .name = "get-nodes",
    .title = "kubectl get nodes",
    .sample =
        "NAME    STATUS     ROLES    AGE   VERSION\n"
        "k8s03   NotReady   <none>   15m   v1.26.4\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
