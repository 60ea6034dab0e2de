// The last part of a path.
#pragma once

#include <string_view>

namespace howdunit {

// "kubelet" of "/usr/bin/kubelet" and of "kubelet"; "" of "/usr/bin/". A view of the path.
constexpr std::string_view BaseName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace howdunit
