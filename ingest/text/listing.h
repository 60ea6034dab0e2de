// One line of `ls -l` and its relatives: GNU and BusyBox, any column options.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace howdunit {

struct ListingEntry {
  std::string_view type;  // "dir", "file", "link", "other"
  std::string_view mode;  // "rw-------"
  std::string_view owner, group;
  std::optional<std::int64_t> size;
  Stamp modified;
  std::string_view name;
  std::string_view target;            // of a link
  bool has_inode_and_blocks = false;  // `ls -lis`, `find -ls`
};

// Nothing if `line` is none. Views point into `line`.
std::optional<ListingEntry> ParseListingEntry(std::string_view line);

// Whether `line` starts like an entry, even if the rest cannot be read.
bool StartsWithMode(std::string_view line);

// "dir", "file", "link" or "other" of the first letter of a mode.
std::string_view FileTypeName(char letter);

// What `ls` says of a path that it could not read.
struct ListingError {
  std::string_view path;
  std::string_view type;  // "missing", "unreadable"
};

// "ls: cannot access '/a/b': No such file or directory", also of find, stat and cat.
std::optional<ListingError> ParseListingError(std::string_view line);

// The directory or file named by a command ("sudo ls -la /etc/cni/net.d"), if it names just one.
std::string ListedPath(std::string_view command);

}  // namespace howdunit
