// Who made a bundle: which paths show it, and what a path says about its member.
//
// To add one: write ingest/layouts/<name>.cc that ends in
//     extern const Layout kFoo = {.name = "foo", …};
// and name it in the list of ingest/layouts.cc.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace howdunit {

// Paths of one kind, and what they say. The pattern is the end of a path, from the beginning of a
// folder on: "journald/{unit}". "*" stands for any text without '/', and so does "{name}", whose
// text is kept; "{rest}" may hold '/'. The names node, namespace, pod, container and unit fill the
// field of their name; "{mangled}" is a command as sosreport spells it in a file name.
struct PathRule {
  std::string_view pattern;
  // Texts that may hold {names} of the pattern.
  std::string_view host_path = {};
  std::string_view command = {};
  std::string_view unit = {};
  bool utc = false;  // stamps without a zone are UTC
  // Other bundles have such paths, too: the rule holds only below a root that is known to be of
  // this layout.
  bool weak = false;
};

// What the name of an archive, or of its top folder, tells: an RE2 pattern with the groups "stamp"
// (whose digits are year to minute or second, or a date) and, where it has one, "host".
struct NameRule {
  std::string_view pattern;
  bool utc = false;  // else the wall clock of the machine that gathered
};

struct Layout {
  std::string_view name;    // "must-gather"
  std::string_view title;   // "OpenShift must-gather, oc adm inspect"
  std::string_view sample;  // some paths of such a bundle, a line each
  // RE2 patterns; each must be found in some path below the root to say who made the bundle.
  std::span<const std::string_view> marks;
  std::span<const PathRule> rules;
  std::span<const NameRule> names = {};
  bool one_node = false;  // what stood on a host in it is all of one node
};

// What a layout's rule says about a member.
struct Placement {
  const Layout* layout = nullptr;
  std::string root;  // what stands before the rule's pattern: "must-gather.local.1/img/", or ""
  std::string node, host_path, command, space, pod, container, unit;
  bool utc = false;
};

// In the order in which they are tried; the last, a folder made by hand, has no rules and no marks.
std::span<const Layout* const> AllLayouts();

// The first rule that is not weak and that fits `path`.
std::optional<Placement> PlaceByPath(std::string_view path);

// Whether all marks of `layout` are found in `paths`, which are relative to one root.
bool HoldsMarks(const Layout& layout, const std::vector<std::string_view>& paths);

// The first rule of `layout`, weak ones included, that fits `path`, which is relative to a root.
std::optional<Placement> PlaceBelowRoot(const Layout& layout, std::string_view path);

// What the first fitting name rule of `layout` says of `name`.
struct NamedMoment {
  Stamp stamp;  // kUtc or kLocal
  std::string host;
};
std::optional<NamedMoment> MomentInName(const Layout& layout, std::string_view name);

}  // namespace howdunit
