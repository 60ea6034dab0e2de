// Which bundles a path stands for.
#pragma once

#include <string>
#include <vector>

namespace howdunit {

// `path` itself; or, if it is a folder of nothing but bundles (archives, or folders that a
// collector made), each of them, sorted: they may be of several clusters. Lists of checksums and
// files to read first may lie beside them. The parts that `howdunit gather` makes are one bundle,
// and so is a must-gather of several images.
std::vector<std::string> BundlesIn(const std::string& path);

// As BundlesIn(), for those who know that the folder holds bundles: the archives in it, if there
// are two or more, whatever lies beside them.
std::vector<std::string> BundlesAmong(const std::string& path);

// The bundles in a folder that bundles are put into, sorted: its archives, and each folder in it.
// What it is not: a bundle itself.
std::vector<std::string> BundlesPutInto(const std::string& folder);

// The bundles in a tree of folders, sorted: archives; folders that a collector made; and folders
// with files of evidence of their own and no archive among them, whole. Beside archives loose files
// are left alone, and so are names that begin with a dot. Links to folders are not followed. Of
// anything but a folder: itself.
std::vector<std::string> BundlesBelow(const std::string& path);

}  // namespace howdunit
