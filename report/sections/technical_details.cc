// The environment, and the error texts as they were found.

#include <algorithm>

#include "core/text.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostSignatures = 6;
constexpr std::size_t kMostText = 600;

void FillNodes(SectionContext& context) {
  std::vector<TemplateData> rows;
  for (const NodeRow& node : context.review.nodes) {
    if (rows.size() == context.limits.rows) break;
    rows.push_back(Row({{"node_name", Words(node.name)},
                        {"node_status", Words(node.status)},
                        {"node_roles", Words(node.roles)},
                        {"node_kubelet", Words(node.kubelet_version)},
                        {"node_runtime", Words(node.runtime_version)},
                        {"node_os", Words(node.os_image)},
                        {"node_evidence", context.evidence.Cite({node.source})}}));
  }
  context.out.SetFlag("has_nodes", !rows.empty());
  context.out.Set("nodes", std::move(rows));
  context.out.Set("nodes_more",
                  MoreRows(context, context.review.nodes.size(), context.limits.rows));
}

Prose DescribeSignature(SectionContext& context, const SignatureGroup& group) {
  // Of several rows the repetitions run side by side: they have no common beat.
  std::string text = group.rows == 1 ? FormatCadence(group.count, group.first, group.last) : "";
  if (text.empty()) text = Counted(group.count, "time");
  text.insert(0, "at least ");
  if (!group.nodes.empty()) {
    const std::ptrdiff_t shown = std::min<std::ptrdiff_t>(std::ssize(group.nodes), 5);
    text += " on " + Join({group.nodes.begin(), group.nodes.begin() + shown}, ", ");
    if (shown < std::ssize(group.nodes)) text += ", …";
  }
  text += ", in " + std::string(group.origin == "event" ? "an event" : "a " + group.origin);
  if (group.first.known()) text += "; " + FormatSpan(group.first, group.last) + " UTC";
  return Words(text) + " " + context.evidence.Cite({group.source});
}

void FillSignatures(SectionContext& context) {
  std::vector<const SignatureGroup*> groups;
  for (const SignatureGroup& group : context.review.signatures) groups.push_back(&group);
  std::stable_sort(
      groups.begin(), groups.end(),
      [](const SignatureGroup* a, const SignatureGroup* b) { return a->count > b->count; });
  std::vector<TemplateData> items;
  for (const SignatureGroup* group : groups) {
    if (items.size() == kMostSignatures) break;
    const auto source = context.review.sources.find(group->source);
    if (source == context.review.sources.end()) continue;
    TemplateData item = Row({{"signature_name", Words(group->signature)},
                             {"signature_extent", DescribeSignature(context, *group)}});
    item.Set("signature_text",
             Fence{.text = Shorten(source->second.text, kMostText), .language = "text"});
    items.push_back(std::move(item));
  }
  context.out.SetFlag("has_signatures", !items.empty());
  context.out.Set("signatures", std::move(items));
}

}  // namespace

void FillTechnicalDetails(SectionContext& context) {
  FillNodes(context);
  FillSignatures(context);
}

}  // namespace howdunit::report
