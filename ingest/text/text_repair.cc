#include "ingest/text/text_repair.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/time.h"

namespace howdunit {
namespace {

constexpr std::size_t kCutFront = 8192;  // a front of this size may be cut anywhere
constexpr std::string_view kHardBlank = "\xC2\xA0";
constexpr char kEscape = '\x1b';

std::string_view TrimCarriageReturn(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Comments can open a file; a whole page of them is output that was pasted.
bool AllBehindHashes(std::string_view front) {
  // The last line may be cut.
  const std::size_t end = front.rfind('\n');
  if (end == std::string_view::npos) return false;
  front = front.substr(0, end);
  int lines = 0;
  while (!front.empty()) {
    const std::string_view line = TrimRight(TakeUntil(front, "\n"));
    if (line.empty()) continue;
    if (line != "#" && !line.starts_with("# ")) return false;
    ++lines;
  }
  return lines >= 3;
}

// The marks of a quotation at the front: "> ", ">> ", "> > ".
std::size_t QuoteLength(std::string_view line) {
  std::size_t end = 0;
  while (true) {
    const std::size_t marks = std::min(line.find_first_not_of('>', end), line.size()) - end;
    if (marks == 0) return end;
    const std::size_t next = end + marks;
    const bool blank =
        next == line.size() || line[next] == ' ' || line[next] == '\n' || line[next] == '\r';
    if (!blank) return end;
    end = next < line.size() && line[next] == ' ' ? next + 1 : next;
  }
}

bool IsQuoted(std::string_view line) { return QuoteLength(line) > 0; }

// Whether lines that stand behind each other are quoted. The shell writes the same mark before the
// further lines of a command, diff before those of one file.
bool HasQuotes(std::string_view front) {
  const std::size_t end = front.rfind('\n');
  if (end == std::string_view::npos) return false;
  front = front.substr(0, end);
  int run = 0;
  bool found = false;
  while (!front.empty()) {
    const std::string_view line = TrimRight(TakeUntil(front, "\n"));
    if (line.starts_with("< ") || line == "> done" || line == "> EOF") return false;
    run = IsQuoted(line) ? run + 1 : 0;
    found = found || run >= 3;
  }
  return found;
}

constexpr std::size_t kCodeIndent = 4;

// Whether a line begins with a stamp, as a log's do.
bool BeginsLog(std::string_view text) {
  std::string_view rest = text;
  if (TakeRfc3339(rest)) return rest.starts_with(' ');
  if (!text.empty() && Contains("IWEF", text.substr(0, 1))) {
    rest = text.substr(1);
    if (TakeKlogStamp(rest)) return rest.starts_with(' ');
  }
  rest = text;
  return TakeSyslogStamp(rest) && rest.starts_with(' ');
}

// Whether a line is the first of something that begins at the left edge and nowhere else.
bool BeginsAtEdge(std::string_view text) {
  constexpr std::array kStarts =
      std::to_array<std::string_view>({"NAMESPACE  ", "NAME  ", "LAST SEEN  ",
                                       "Events:", "apiVersion: ", "$ kubectl ", "# kubectl "});
  if (std::any_of(kStarts.begin(), kStarts.end(),
                  [&](std::string_view start) { return text.starts_with(start); })) {
    return true;
  }
  return BeginsLog(text);
}

// Whether a description of kubectl's, a log or a table stands in a block of code that is told by
// its indentation alone: between text without any, and with none that is less.
bool HasIndentedCode(std::string_view front) {
  bool name = false;   // the line before is a description's first
  bool lease = false;  // … or begins a node's lease, in one whose beginning was cut away
  bool prose = true;   // the last line was at the edge, and opens no text of YAML's …
  bool apart = true;   // … and a blank one follows: Markdown's code stands behind such
  bool found = false;
  while (!front.empty()) {
    const std::string_view line = TrimRight(TakeUntil(front, "\n"));
    if (line.empty()) {
      apart = true;
      continue;
    }
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent > 0 && indent < kCodeIndent) return false;
    const std::string_view text = line.substr(indent);
    if (text.starts_with("```") || text.starts_with("~~~")) return false;  // code is in fences
    const bool code = indent == kCodeIndent;
    found = found ||
            (name && code && (text.starts_with("Namespace:  ") || text.starts_with("Roles:  "))) ||
            (lease && indent == kCodeIndent + 2 && text.starts_with("HolderIdentity:  ")) ||
            (prose && apart && code && BeginsAtEdge(text));
    name = code && text.starts_with("Name:  ");
    lease = code && text == "Lease:";
    prose = indent == 0 && !Contains("|>-", line.substr(line.size() - 1));
    apart = false;
  }
  return found;
}

// How far in all lines stand, in tabs or in fours of blanks: what is less may be meant.
std::string CommonIndent(std::string_view front) {
  std::string_view common;
  bool first = true;
  while (!front.empty()) {
    const std::string_view line = TrimRight(TakeUntil(front, "\n"));
    if (line.empty()) continue;
    const std::string_view indent = line.substr(0, line.find_first_not_of(" \t"));
    const std::size_t most = first ? indent.size() : std::min(common.size(), indent.size());
    std::size_t same = 0;
    while (same < most && (first || common[same] == indent[same])) ++same;
    common = indent.substr(0, same);
    first = false;
    if (common.empty()) return {};
  }
  const std::size_t tabs = std::min(common.find_first_not_of('\t'), common.size());
  if (tabs > 0) return std::string(tabs, '\t');
  const std::size_t blanks = std::min(common.find_first_not_of(' '), common.size());
  return std::string(blanks - blanks % kCodeIndent, ' ');
}

std::string IndentOf(std::string_view front) {
  // The last line may be cut.
  if (front.size() >= kCutFront) front = front.substr(0, front.rfind('\n') + 1);
  std::string common = CommonIndent(front);
  if (!common.empty()) return common;
  return HasIndentedCode(front) ? std::string(kCodeIndent, ' ') : "";
}

// "12:", "12-" (grep -n), "    12\t" (cat -n) before a line of a log.
std::size_t NumberLength(std::string_view line) {
  const std::size_t digit = std::min(line.find_first_not_of(' '), line.size());
  std::size_t end = digit;
  while (end < line.size() && IsDigit(line[end])) ++end;
  if (end == digit || end - digit > 8 || end == line.size()) return 0;
  const bool counted = line[end] == '\t' || (digit == 0 && (line[end] == ':' || line[end] == '-'));
  return counted && BeginsLog(line.substr(end + 1)) ? end + 1 : 0;
}

// The file that grep names before a line of a log, and a number perhaps: "/var/log/syslog:12:".
std::string_view PathBefore(std::string_view line) {
  constexpr std::size_t kMost = 200;
  const std::size_t end = line.substr(0, kMost).find(':');
  if (end == std::string_view::npos || end == 0) return {};
  const std::string_view path = line.substr(0, end);
  const bool file = path.starts_with('/') || path.starts_with("./") || path.ends_with(".log");
  if (!file || path.find_first_of(" \t\"'") != std::string_view::npos) return {};
  const std::string_view rest = line.substr(end + 1);
  return BeginsLog(rest) || NumberLength(rest) > 0 ? path : std::string_view();
}

constexpr std::array kMarkup =
    std::to_array<std::string_view>({"<pre><code>", "<pre>", "<code>", "`"});

// Of what stands before a line of a log; 0 if nothing does, or it is none.
std::size_t ListedLength(std::string_view line, std::string_view path) {
  if (const std::size_t number = NumberLength(line); number > 0) return number;
  if (!path.empty() && PathBefore(line) == path) {
    return path.size() + 1 + NumberLength(line.substr(path.size() + 1));
  }
  for (const std::string_view mark : kMarkup) {
    if (line.starts_with(mark) && BeginsLog(line.substr(mark.size()))) return mark.size();
  }
  return 0;
}

// The line without that, and without the mark that closes it.
std::string Unlisted(std::string_view line, std::string_view path) {
  const std::size_t length = ListedLength(line, path);
  std::string text(line.substr(length));
  const std::size_t last = text.find_last_not_of("\r\n");
  const bool ticked = length == 1 && line.front() == '`';
  if (ticked && last != std::string::npos && text[last] == '`') text.erase(last, 1);
  return text;
}

// Lines of several files are of several programs: which is which would be lost.
void DetectListed(std::string_view front, TextRepair& repair) {
  bool several = false;
  while (!front.empty()) {
    const std::string_view line = TakeUntil(front, "\n");
    const std::string_view path = PathBefore(line);
    several = several || (!path.empty() && !repair.path.empty() && path != repair.path);
    if (!path.empty()) repair.path = path;
    repair.listed = repair.listed || ListedLength(line, path) > 0;
  }
  if (several) repair.path.clear();
}

// NUL bytes in long runs between text: not a binary file, which has them everywhere.
bool HasNulRuns(std::string_view front) {
  constexpr std::size_t kRun = 16;
  std::size_t text = 0;
  for (std::size_t i = 0; i < front.size();) {
    if (front[i] != '\0') {
      const auto c = static_cast<unsigned char>(front[i]);
      if ((c < 0x20 || c == 0x7f) && c != '\n' && c != '\r' && c != '\t' && front[i] != kEscape)
        return false;
      ++text;
      ++i;
      continue;
    }
    const std::size_t end = std::min(front.find_first_not_of('\0', i), front.size());
    if (end - i < kRun) return false;
    i = end;
  }
  return text > 0 && text < front.size();
}

// Bytes beyond ASCII, none of which are UTF-8. REQUIRES: no NUL bytes.
bool IsSingleByteText(std::string_view front) {
  std::size_t single = 0;
  for (std::size_t i = AsciiLength(front); i < front.size();) {
    const std::size_t size = Utf8Length(front.substr(i));
    if (size > 1) return false;
    if (size == 0 && front.size() >= kCutFront && front.size() - i < 4) break;  // in mid-character
    if (size == 0) ++single;
    ++i;
  }
  return single > 0;
}

// Windows-1252's characters 0x80 to 0x9f; 0 where it has none. The others are Latin-1's.
constexpr std::array<unsigned, 32> kWindows1252 = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

void AppendSingleByte(char c, std::string& out) {
  unsigned code = static_cast<unsigned char>(c);
  if (code >= 0x80 && code < 0xa0) code = kWindows1252[code - 0x80];
  if (code == 0) code = 0xfffd;
  AppendUtf8(code, out);
}

// The length of the escape sequence that `text` starts with.
std::size_t EscapeSize(std::string_view text) {
  if (text.size() < 2) return text.size();
  if (text[1] == '[') {  // CSI: parameters, intermediates, a final byte
    std::size_t i = 2;
    while (i < text.size() && text[i] >= 0x20 && text[i] <= 0x3f) ++i;
    return std::min(i + 1, text.size());
  }
  if (text[1] == ']') {  // OSC: up to BEL or ESC '\'
    const std::size_t end = text.find_first_of("\a\x1b", 2);
    if (end == std::string_view::npos) return 2;
    return text[end] == '\a' ? end + 1 : std::min(end + 2, text.size());
  }
  return 2;
}

struct Replacement {
  std::string_view from, to;
};
constexpr std::array kEntities = std::to_array<Replacement>({
    {"&quot;", "\""},
    {"&#34;", "\""},
    {"&#39;", "'"},
    {"&#x27;", "'"},
    {"&apos;", "'"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&amp;", "&"},  // last: what it spells is no entity of this text
});
constexpr std::array kCurled = std::to_array<Replacement>({
    {"\u201c", "\""},
    {"\u201d", "\""},
    {"\u2018", "'"},
    {"\u2019", "'"},
});

std::string Replaced(const TextRepair& repair, std::string_view line) {
  std::string text(line);
  if (repair.blanks) text = ReplaceAll(text, kHardBlank, " ");
  if (repair.entities) {
    for (const auto& [from, to] : kEntities) text = ReplaceAll(text, from, to);
  }
  if (repair.curled) {
    for (const auto& [from, to] : kCurled) text = ReplaceAll(text, from, to);
  }
  return text;
}

// Whether a web page's text was copied as it is written: what it writes as entities stands nowhere
// by itself.
bool HasEntities(std::string_view front) {
  const bool quotes = Contains(front, "&quot;") || Contains(front, "&#34;");
  const bool marks = Contains(front, "&lt;") || Contains(front, "&gt;");
  if (quotes && Contains(front, "\"")) return false;
  if (Contains(front, "<") || (marks && Contains(front, ">"))) return false;
  return quotes || marks;
}

void AppendLine(const TextRepair& repair, std::string_view line, std::string& out) {
  if (repair.hashes && line.starts_with('#')) {
    line.remove_prefix(line.starts_with("# ") ? 2 : 1);
  }
  if (repair.quotes) line.remove_prefix(QuoteLength(line));
  if (!repair.indent.empty() && line.starts_with(repair.indent)) {
    line.remove_prefix(repair.indent.size());
  }
  std::string unlisted;
  if (repair.listed) {
    unlisted = Unlisted(line, repair.path);
    line = unlisted;
  }
  std::string replaced;
  if (repair.blanks || repair.entities || repair.curled) {
    replaced = Replaced(repair, line);
    line = replaced;
  }
  for (std::size_t i = 0; i < line.size();) {
    if (repair.colours && line[i] == kEscape) {
      i += EscapeSize(line.substr(i));
    } else if (repair.nuls && line[i] == '\0') {
      ++i;
    } else if (repair.latin1) {
      AppendSingleByte(line[i++], out);
    } else {
      out += line[i++];
    }
  }
}

}  // namespace

std::vector<std::string> TextRepair::Names() const {
  std::vector<std::string> names;
  if (colours) names.emplace_back("terminal colours");
  if (hashes) names.emplace_back("lines behind \"# \"");
  if (quotes) names.emplace_back("lines behind \"> \"");
  if (!indent.empty()) names.emplace_back("code that is indented");
  if (blanks) names.emplace_back("blanks that break no line");
  if (entities) names.emplace_back("entities of HTML");
  if (listed) names.emplace_back("numbers and names of files before lines");
  if (curled) names.emplace_back("curled quotes");
  if (nuls) names.emplace_back("runs of NUL bytes");
  if (latin1) names.emplace_back("Latin-1");
  return names;
}

TextRepair DetectRepair(std::string_view front) {
  TextRepair repair;
  repair.colours = Contains(front, "\x1b[") || Contains(front, "\x1b]");
  repair.hashes = AllBehindHashes(front);
  repair.quotes = HasQuotes(front);
  repair.indent = IndentOf(front);
  DetectListed(front, repair);
  repair.blanks = Contains(front, kHardBlank);
  repair.entities = HasEntities(front);
  repair.curled = Contains(front, "\u201c") && !Contains(front, "\"");
  const bool nuls = Contains(front, std::string_view("\0", 1));
  repair.latin1 = !nuls && IsSingleByteText(front);
  repair.nuls = nuls && HasNulRuns(front);
  return repair;
}

void AppendRepaired(const TextRepair& repair, std::string_view lines, std::string& out) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
    AppendLine(repair, lines.substr(0, end), out);
    lines.remove_prefix(end);
  }
}

std::size_t WrapWidth(std::string_view lines) {
  constexpr std::size_t kLeast = 40;
  constexpr std::size_t kMost = 400;
  std::size_t width = 0;
  int wrapped = 0;
  while (!lines.empty()) {
    const std::size_t size = TrimCarriageReturn(TakeUntil(lines, "\n")).size();
    if (size > width) wrapped = 0;
    width = std::max(width, size);
    if (size == width) ++wrapped;
  }
  return wrapped >= 3 && width >= kLeast && width <= kMost ? width : 0;
}

std::string Unwrapped(std::string_view lines, std::size_t width) {
  std::string text;
  while (!lines.empty()) {
    const std::string_view line = TrimCarriageReturn(TakeUntil(lines, "\n"));
    text += line;
    if (line.size() != width) text += '\n';
  }
  return text;
}

}  // namespace howdunit
