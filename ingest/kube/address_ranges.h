// Which addresses a cluster gives to pods and services: what nodes and the flags of programs say.
#pragma once

#include <cstdint>
#include <string_view>

#include "codec/node.h"
#include "core/record.h"

namespace howdunit {

class DocumentText;

// The ranges that a node gives its pods addresses from: an object of kind NodePodRange, called
// after the node, with the fields "cidr[0]", "cidr[1]". `cidrs` is "10.244.1.0/24,fd00:1::/64";
// what is no range is left out.
ObjectRecord NodePodRange(std::string_view node, std::string_view cidrs, const Source& source);

// Of a Node object, as above; without fields if it states none.
ObjectRecord ReadNodePodRange(const Node& node, const DocumentText& text);

// A word of a command line that names ranges: "--cluster-cidr=10.244.0.0/16".
struct RangeFlag {
  std::string_view name, value;  // empty if it is another word
};
RangeFlag RangeFlagOf(std::string_view word);

// The flags that name ranges of a pod's containers, word by word: an object of kind ContainerFlags
// with fields like "kube-apiserver.--service-cluster-ip-range". Its name is left to the caller.
void AddContainerFlag(std::string_view container, std::string_view word, std::int64_t line,
                      ObjectRecord& flags);

// Of a Pod object, and called after it; without fields if it has none.
ObjectRecord ReadContainerFlags(const Node& pod);

}  // namespace howdunit
