// Small operations on text that the standard library lacks. None allocates
// unless it returns a std::string; views point into the argument.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

std::string_view TrimLeft(std::string_view text);   // blanks and tabs
std::string_view TrimRight(std::string_view text);  // blanks, tabs, CR and LF
std::string_view Trim(std::string_view text);

// "a,b,,c" at ',' is {"a", "b", "", "c"}; "" is {""}.
std::vector<std::string_view> Split(std::string_view text, char separator);

// Cells separated by at least `blanks` blanks or by a tab, at most `most` of them (the last
// one keeps the rest of the line). Leading and trailing blanks are dropped.
std::vector<std::string_view> SplitColumns(std::string_view line, std::size_t blanks,
                                           std::size_t most = SIZE_MAX);

// Words separated by any run of blanks or tabs.
std::vector<std::string_view> SplitWords(std::string_view line, std::size_t most = SIZE_MAX);

// Takes up to the separator (which is dropped) off the front of `text`; takes
// all of it if there is none.
std::string_view TakeUntil(std::string_view& text, std::string_view separator);

bool Contains(std::string_view text, std::string_view part);
bool ContainsIgnoringCase(std::string_view text, std::string_view part);
std::string ToLower(std::string_view text);  // ASCII only
std::string ReplaceAll(std::string_view text, std::string_view from, std::string_view to);
std::string Join(const std::vector<std::string>& parts, std::string_view separator);

// The whole of `text` as a decimal number; nothing if it is not one or does not fit.
std::optional<std::int64_t> ParseInt(std::string_view text);
std::optional<std::uint64_t> ParseHex(std::string_view text);
// Two lower-case digits for each byte.
std::string ToHex(std::string_view bytes);

// Inline: they are asked of every character of every text.
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAlnum(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool AllDigits(std::string_view text);  // false for ""

// How many bytes at the front are ASCII.
std::size_t AsciiLength(std::string_view text);

// Length of the well-formed UTF-8 character at the front, 0 if there is none
// (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t Utf8Length(std::string_view text);

// Appends a code point. REQUIRES: code <= 0x10FFFF.
void AppendUtf8(unsigned code, std::string& out);

// Each byte that is not part of valid UTF-8 becomes U+FFFD.
std::string RepairUtf8(std::string_view text);

// Control characters, bidirectional controls, zero-width characters and the
// byte order mark become visible: ESC is "\x1b", U+202E is "\u202e". Newline
// and tab stay. Input must be valid UTF-8.
std::string MakeVisible(std::string_view text);

// At most `most` bytes, cut at a character, with "…" where something is gone.
std::string Shorten(std::string_view text, std::size_t most);

// Undoes one level of Go's strconv.Quote: \" \\ \n \t \xHH \uXXXX. Unknown
// escapes stay as they are.
std::string UnescapeGo(std::string_view text);

// UnescapeGo until no \" is left, at most `levels` times: error texts nest.
std::string UnescapeGoFully(std::string_view text, int levels = 6);

// The candidate nearest to `word`, or "" if none is near enough to suggest.
std::string_view ClosestSpelling(std::string_view word,
                                 const std::vector<std::string_view>& candidates);

}  // namespace howdunit
