#include "ingest/signatures/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8  // NOLINT(cppcoreguidelines-macro-usage): how its header is asked
#include <pcre2.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>

#include "core/text.h"

namespace howdunit {
namespace {

// Enough for the DFA of any reasonable pattern; a pattern that needs more gets
// slower, not larger. With half of it the states of cni-401 are thrown away again and
// again, at five times the cost; with twice as much, larger patterns build states for
// longer than they use them.
constexpr std::int64_t kPatternMemory = 2 << 20;

// Steps that PCRE2 may take before RE2 is asked: a hundred times what lines of logs need.
constexpr std::uint32_t kMostSteps = 100'000;

RE2::Options Re2Options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemory);
  options.set_dot_nl(true);  // Go quoting hides newlines inside one message
  return options;
}

// What PCRE2 needs for one search, kept by each thread.
struct Scratch {
  std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data{
      pcre2_match_data_create(Pattern::kMostGroups + 1, nullptr), pcre2_match_data_free};
  std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)> context{
      pcre2_match_context_create(nullptr), pcre2_match_context_free};
  Scratch() { pcre2_set_match_limit(context.get(), kMostSteps); }
};

Scratch& ScratchOfThread() {
  thread_local Scratch scratch;
  return scratch;
}

using Names = std::vector<std::pair<std::size_t, std::string>>;

Names NamesOf(const RE2& pattern) {
  Names names;
  for (const auto& [number, name] : pattern.CapturingGroupNames()) {
    names.emplace_back(static_cast<std::size_t>(number), name);
  }
  return names;
}

// A table by name: the number in two bytes, the name, and NUL (pcre2api, "Information about a
// compiled pattern").
Names NamesOf(const pcre2_code* code) {
  std::uint32_t count = 0;
  std::uint32_t size = 0;
  PCRE2_SPTR table = nullptr;
  pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
  pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, static_cast<void*>(&table));
  Names names;
  for (std::uint32_t i = 0; i < count; ++i, table += size) {
    names.emplace_back(table[0] << 8U | table[1], reinterpret_cast<const char*>(table + 2));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

struct Pattern::Impl {
  explicit Impl(std::string pattern) : text(std::move(pattern)) {}

  // Both are compiled at their first use: most patterns are never looked for.
  const RE2& Re2() const {
    std::call_once(re2_compiled, [this] { re2 = std::make_unique<RE2>(text, Re2Options()); });
    return *re2;
  }
  const pcre2_code* Code() const {
    std::call_once(compiled, [this] {
      int error = 0;
      PCRE2_SIZE offset = 0;
      code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                               PCRE2_UTF | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY, &error, &offset,
                               nullptr));
      if (code && pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE) != 0) code.reset();
    });
    return code.get();
  }

  std::string text;
  std::vector<std::pair<std::size_t, std::string>> names;
  mutable std::once_flag re2_compiled;
  mutable std::unique_ptr<RE2> re2;
  mutable std::once_flag compiled;
  mutable std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code{nullptr, pcre2_code_free};
};

Pattern::Pattern(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

Result<Pattern> Pattern::Compile(const std::string& text) {
  auto impl = std::make_unique<Impl>(text);
  const RE2& re2 = impl->Re2();
  if (!re2.ok()) return Error{"pattern: " + re2.error()};
  if (re2.NumberOfCapturingGroups() > static_cast<int>(kMostGroups)) {
    return Error{"pattern has more than " + std::to_string(kMostGroups) + " groups"};
  }
  impl->names = NamesOf(re2);
  return Pattern(std::move(impl));
}

Pattern Pattern::CompileChecked(const std::string& text) {
  auto impl = std::make_unique<Impl>(text);
  const pcre2_code* code = impl->Code();
  impl->names = code == nullptr ? NamesOf(impl->Re2()) : NamesOf(code);
  return Pattern(std::move(impl));
}

const std::vector<std::pair<std::size_t, std::string>>& Pattern::names() const {
  return impl_->names;
}

bool Pattern::Find(std::string_view text, std::span<std::string_view> groups) const {
  // In ASCII text a byte is a character to both.
  const pcre2_code* code = AsciiLength(text) == text.size() ? impl_->Code() : nullptr;
  if (code == nullptr) return FindByRe2(text, groups);
  const Scratch& scratch = ScratchOfThread();
  const int found = pcre2_jit_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0,
                                    PCRE2_NO_UTF_CHECK, scratch.data.get(), scratch.context.get());
  if (found == PCRE2_ERROR_NOMATCH) return false;
  if (found <= 0) return FindByRe2(text, groups);
  const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(scratch.data.get());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool caught = i < static_cast<std::size_t>(found) && bounds[2 * i] != PCRE2_UNSET;
    groups[i] =
        caught ? text.substr(bounds[2 * i], bounds[2 * i + 1] - bounds[2 * i]) : std::string_view();
  }
  return true;
}

bool Pattern::FindByRe2(std::string_view text, std::span<std::string_view> groups) const {
  std::array<re2::StringPiece, kMostGroups + 1> pieces;
  const RE2& re2 = impl_->Re2();
  const int wanted = re2.NumberOfCapturingGroups() + 1;
  const re2::StringPiece whole(text.data(), text.size());
  if (!re2.Match(whole, 0, text.size(), RE2::UNANCHORED, pieces.data(), wanted)) {
    return false;
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = std::string_view(pieces[i].data(), pieces[i].size());
  }
  return true;
}

}  // namespace howdunit
