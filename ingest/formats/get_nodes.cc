// `kubectl get nodes`, with or without -o wide.
//
//   NAME    STATUS     ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE
//   k8s01   Ready      <none>   14m   v1.26.4   10.20.30.11   <none>        Debian GNU/Linux 12
//   k8s03   NotReady   <none>   15m   v1.26.4   10.20.30.13   <none>        Debian GNU/Linux 12

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/scope.h"
#include "ingest/kube/table.h"

namespace howdunit {
namespace {

constexpr std::string_view kNodePrefix = "node/";

bool IsHeader(std::string_view line) {
  const auto table = Table::FromHeader(line);
  return table && table->Find("NAME") >= 0 && table->Find("STATUS") >= 0 &&
         table->Find("ROLES") >= 0 && table->Find("VERSION") >= 0;
}

bool IsStatus(std::string_view cell) {
  return cell.starts_with("Ready") || cell.starts_with("NotReady") || cell.starts_with("Unknown");
}

// A row without its header (--no-headers, or behind grep): NAME STATUS ROLES AGE VERSION …
std::string_view GuessHeader(std::string_view line) {
  const auto cells = SplitColumns(line, 2);
  if (cells.size() < 5 || !IsStatus(cells[1]) || !ParseAge(cells[3])) return {};
  if (cells[4].size() < 3 || cells[4][0] != 'v' || !IsDigit(cells[4][1])) return {};
  return cells.size() < 10 ? "NAME  STATUS  ROLES  AGE  VERSION"
                           : "NAME  STATUS  ROLES  AGE  VERSION  INTERNAL-IP  EXTERNAL-IP  "
                             "OS-IMAGE  KERNEL-VERSION  CONTAINER-RUNTIME";
}

bool Claims(const Head& head) {
  const std::string_view line = TrimRight(head.FirstLine());
  return IsHeader(line) || !GuessHeader(line).empty();
}

void Read(const ReadContext& context) {
  const auto first = context.in.Peek();
  const bool has_header = IsHeader(TrimRight(first->text));
  const auto table = Table::FromHeader(has_header ? first->text : GuessHeader(first->text));
  const Source source = LineSource(first->text, first->number);
  if (has_header || !table) context.in.Next();
  if (!table) return;
  std::int64_t count = 0;
  while (const auto line = context.in.Peek()) {
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
  // Without a header the table may have been cut or filtered.
  if (!has_header || ScopeOf(context.hints).part) return;
  context.out.Add(CoverageRecord{.source = source,
                                 .topic = "nodes",
                                 .space = {},
                                 .name = {},
                                 .items = count,
                                 .first = {},
                                 .last = {}});
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
