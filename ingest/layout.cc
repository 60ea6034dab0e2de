#include "ingest/layout.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

#include "core/check.h"
#include "core/text.h"

namespace howdunit {
namespace {

using Captures = std::map<std::string, std::string, std::less<>>;

// A pattern's RE2: everything but "*" and "{name}" stands for itself.
std::string RegexOf(std::string_view pattern) {
  std::string regex;
  while (!pattern.empty()) {
    const std::size_t special = std::min(pattern.find_first_of("*{"), pattern.size());
    const std::string_view plain = pattern.substr(0, special);
    regex += RE2::QuoteMeta(re2::StringPiece(plain.data(), plain.size()));
    pattern.remove_prefix(special);
    if (pattern.starts_with('*')) {
      regex += "[^/!]*";
      pattern.remove_prefix(1);
    } else if (pattern.starts_with('{')) {
      const std::string name(pattern.substr(1, pattern.find('}') - 1));
      regex += "(?P<" + name + ">" + (name == "rest" ? ".+" : "[^/!]+?") + ")";
      pattern.remove_prefix(name.size() + 2);
    }
  }
  return regex;
}

// The longest text that every path of a pattern holds.
std::string_view FixedPart(std::string_view pattern) {
  std::string_view longest;
  while (!pattern.empty()) {
    const std::size_t special = std::min(pattern.find_first_of("*{"), pattern.size());
    if (special > longest.size()) longest = pattern.substr(0, special);
    pattern.remove_prefix(special);
    if (pattern.empty()) break;
    pattern.remove_prefix(pattern.front() == '*' ? 1 : pattern.find('}') + 1);
  }
  return longest;
}

// "logs/{unit}" with unit=kubelet is "logs/kubelet".
std::string Filled(std::string_view text, const Captures& captures) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    filled += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::string_view name = text.substr(1, text.find('}') - 1);
    const auto value = captures.find(name);
    if (value != captures.end()) filled += value->second;
    text.remove_prefix(name.size() + 2);
  }
  return filled;
}

// ".etc.kubernetes.pki.ca.crt" is "/etc/kubernetes/pki/ca.crt".
std::string PathOfDots(std::string_view word) {
  constexpr std::array kEndings = std::to_array<std::string_view>(
      {"/conf", "/conflist", "/crt", "/d", "/json", "/key", "/log", "/pem", "/toml", "/yaml"});
  std::string path = ReplaceAll(word, ".", "/");
  for (const std::string_view ending : kEndings) {
    if (path.ends_with(ending)) path[path.size() - ending.size()] = '.';
  }
  return path;
}

// "journalctl_--no-pager_--unit_kubelet" is "journalctl --no-pager --unit kubelet": sosreport
// writes what is no letter as '_', and '/' as '.' (sos/report/plugins/__init__.py,
// _mangle_command).
std::string Demangled(std::string_view name) {
  std::string command;
  for (const std::string_view word : Split(name, '_')) {
    if (word.empty()) continue;
    // "--all-namespaces=true" lost its sign.
    const bool value = word == "true" || word == "false";
    if (!command.empty()) command += value ? '=' : ' ';
    command += word.starts_with('.') ? PathOfDots(word) : std::string(word);
  }
  return command;
}

// One rule. It is compiled for the first path that may fit: of most rules none does.
class Matcher {
 public:
  // `anywhere`: the pattern may stand behind a root.
  Matcher(const Layout& layout, const PathRule& rule, bool anywhere)
      : layout_(layout), rule_(rule), anywhere_(anywhere), fixed_(FixedPart(rule.pattern)) {}

  const Layout& layout() const { return layout_; }

  std::optional<Placement> Place(std::string_view path) const {
    if (!Contains(path, fixed_)) return {};
    const RE2& regex = Compiled();
    const auto groups = static_cast<std::size_t>(regex.NumberOfCapturingGroups());
    std::vector<re2::StringPiece> texts(groups + 1);
    if (!regex.Match(re2::StringPiece(path.data(), path.size()), 0, path.size(), RE2::ANCHOR_BOTH,
                     texts.data(), static_cast<int>(texts.size()))) {
      return {};
    }
    Captures captures;
    for (const auto& [name, group] : regex.NamedCapturingGroups()) {
      const re2::StringPiece& text = texts[static_cast<std::size_t>(group)];
      captures[name] = std::string(text.data(), text.size());
    }
    if (const auto mangled = captures.find("mangled"); mangled != captures.end()) {
      mangled->second = Demangled(mangled->second);
    }
    Placement placement{.layout = &layout_,
                        .root = captures["root"],
                        .node = captures["node"],
                        .host_path = Filled(rule_.host_path, captures),
                        .command = Filled(rule_.command, captures),
                        .space = captures["namespace"],
                        .pod = captures["pod"],
                        .container = captures["container"],
                        .unit = captures["unit"],
                        .utc = rule_.utc};
    if (!rule_.unit.empty()) placement.unit = Filled(rule_.unit, captures);
    return placement;
  }

 private:
  const RE2& Compiled() const {
    std::call_once(once_, [this] {
      regex_.emplace((anywhere_ ? "(?P<root>(?:.*?[/!])?)" : "(?P<root>)") +
                     RegexOf(rule_.pattern));
      HOWDUNIT_CHECK(regex_->ok());
    });
    return *regex_;
  }

  const Layout& layout_;
  const PathRule& rule_;
  bool anywhere_;
  std::string_view fixed_;
  mutable std::once_flag once_;
  mutable std::optional<RE2> regex_;
};

using Matchers = std::deque<Matcher>;

// `anywhere`: those that hold everywhere; else all, for paths below a root.
Matchers MakeMatchers(bool anywhere) {
  Matchers matchers;
  for (const Layout* layout : AllLayouts()) {
    for (const PathRule& rule : layout->rules) {
      if (!anywhere || !rule.weak) matchers.emplace_back(*layout, rule, anywhere);
    }
  }
  return matchers;
}

// "20260522_222001", "2026-05-22T22_20_01", "2026-05-22_1220", "2026-05-22": the digits in order.
std::optional<Stamp> StampOfDigits(std::string_view text, bool utc) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), IsDigit);
  const auto field = [&](std::size_t at, std::size_t size) {
    return at < digits.size() ? ParseInt(std::string_view(digits).substr(at, size)).value_or(-1)
                              : 0;
  };
  if (digits.size() != 8 && digits.size() != 12 && digits.size() != 14) return {};
  const auto value =
      FromCivil(field(0, 4), field(4, 2), field(6, 2), field(8, 2), field(10, 2), field(12, 2));
  if (!value) return {};
  const Micros width = digits.size() == 14 ? kSecond : digits.size() == 12 ? kMinute : kDay;
  return Stamp{
      .kind = utc ? Stamp::Kind::kUtc : Stamp::Kind::kLocal, .value = *value, .width = width};
}

}  // namespace

std::optional<Placement> PlaceByPath(std::string_view path) {
  static const Matchers kMatchers = MakeMatchers(true);
  for (const Matcher& matcher : kMatchers) {
    if (auto placement = matcher.Place(path)) return placement;
  }
  return {};
}

std::optional<Placement> PlaceBelowRoot(const Layout& layout, std::string_view path) {
  static const Matchers kMatchers = MakeMatchers(false);
  for (const Matcher& matcher : kMatchers) {
    if (&matcher.layout() != &layout) continue;
    if (auto placement = matcher.Place(path)) return placement;
  }
  return {};
}

bool HoldsMarks(const Layout& layout, const std::vector<std::string_view>& paths) {
  return std::all_of(layout.marks.begin(), layout.marks.end(), [&](std::string_view mark) {
    const RE2 regex(re2::StringPiece(mark.data(), mark.size()));
    HOWDUNIT_CHECK(regex.ok());
    return std::any_of(paths.begin(), paths.end(), [&](std::string_view path) {
      return RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), regex);
    });
  });
}

std::optional<NamedMoment> MomentInName(const Layout& layout, std::string_view name) {
  for (const NameRule& rule : layout.names) {
    const RE2 regex(re2::StringPiece(rule.pattern.data(), rule.pattern.size()));
    HOWDUNIT_CHECK(regex.ok());
    const auto& groups = regex.NamedCapturingGroups();
    std::vector<re2::StringPiece> texts(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) +
                                        1);
    if (!regex.Match(re2::StringPiece(name.data(), name.size()), 0, name.size(), RE2::UNANCHORED,
                     texts.data(), static_cast<int>(texts.size()))) {
      continue;
    }
    const auto text = [&](const std::string& group) {
      const auto at = groups.find(group);
      if (at == groups.end()) return std::string();
      return texts[static_cast<std::size_t>(at->second)].as_string();
    };
    const auto stamp = StampOfDigits(text("stamp"), rule.utc);
    if (!stamp) continue;
    return NamedMoment{.stamp = *stamp, .host = text("host")};
  }
  return {};
}

}  // namespace howdunit
