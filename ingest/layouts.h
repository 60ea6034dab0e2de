// Who made a bundle, told by the paths in it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

struct Layout {
  std::string_view name;   // "must-gather"
  std::string_view title;  // "OpenShift must-gather, oc adm inspect"
  // Parts of paths, each of which some path must hold; one that ends in '$' ends a path.
  std::vector<std::string_view> marks;
};

// In the order in which they are tried; the last, a folder made by hand, has no marks.
std::span<const Layout> AllLayouts();

// The first layout all of whose marks are found.
const Layout& LayoutOf(const std::vector<std::string_view>& paths);

}  // namespace howdunit
