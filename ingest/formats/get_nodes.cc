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

bool Claims(const Head& head) {
  const auto table = Table::FromHeader(TrimRight(head.FirstLine()));
  return table && table->Find("NAME") >= 0 && table->Find("STATUS") >= 0 &&
         table->Find("ROLES") >= 0 && table->Find("VERSION") >= 0;
}

bool IsStatus(std::string_view cell) {
  return cell.starts_with("Ready") || cell.starts_with("NotReady") || cell.starts_with("Unknown");
}

void Read(const ReadContext& context) {
  const auto header = context.in.Next();
  const auto table = Table::FromHeader(header->text);
  const Source source = LineSource(header->text, header->number);
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
  if (ScopeOf(context.hints).part) return;
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
