#include "ingest/text/section_start.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"
#include "ingest/text/base_name.h"
#include "ingest/text/blanks.h"

namespace howdunit {
namespace {

constexpr std::size_t kPromptBytes = 120;  // a prompt's sign stands before this

// Commands whose appearance behind a prompt starts a section.
constexpr std::array kCommands = std::to_array<std::string_view>({
    "kubectl",   "oc",         "microk8s",    "microk8s.kubectl",
    "k",         "journalctl", "ls",          "cat",
    "stat",      "date",       "timedatectl", "crictl",
    "ctr",       "calicoctl",  "kubeadm",     "openssl",
    "systemctl", "ip",         "mount",       "find",
    "head",      "tail",       "grep",        "curl",
    "ps",        "containerd", "hostname",    "readlink",
    "sha256sum", "docker",     "dmesg",       "nsenter",
    "etcdctl",   "helm",       "uptime",      "sysctl",
    "df",        "talosctl",   "ceph",        "cilium",
});

bool IsCommand(std::string_view text) {
  std::string_view word = SplitWords(text, 2).empty() ? "" : SplitWords(text, 2)[0];
  if (word == "sudo" || word == "watch") {
    text.remove_prefix(word.size());
    return IsCommand(TrimLeft(text));
  }
  word = BaseName(word);
  return std::find(kCommands.begin(), kCommands.end(), word) != kCommands.end();
}

// Commands that start no section behind a bare sign, but tell of the machine they are typed on.
constexpr std::array kOfMachine = std::to_array<std::string_view>({
    "du",      "free",  "lsblk",    "blkid",     "iostat",        "vmstat",  "top",  "ss",
    "netstat", "lsof",  "iptables", "ip6tables", "iptables-save", "ipvsadm", "nft",  "conntrack",
    "route",   "arp",   "ethtool",  "lsmod",     "lscpu",         "uname",   "tree", "namei",
    "findmnt", "nproc", "file",     "snap",      "rpm",           "dpkg",
});

bool IsOfMachine(std::string_view command) {
  auto words = SplitWords(command, 2);
  if (words.size() == 2 && words[0] == "sudo") words = SplitWords(words[1], 2);
  if (words.empty() || Contains(command, "ssh")) return false;
  const std::string_view program = BaseName(words[0]);
  return std::find(kOfMachine.begin(), kOfMachine.end(), program) != kOfMachine.end();
}

// Whether another command of the line is run elsewhere: "df -h; ssh k8s02 df -h".
bool GoesElsewhere(std::string_view command) {
  const auto words = SplitWords(command);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view before = words[i - 1];
    if (words[i] != "ssh") continue;
    if (before.ends_with(';') || before == "&&" || before == "||" || before == "do") return true;
  }
  return false;
}

struct Prompt {
  std::string_view host;
  std::string_view command;
};

// Commands that are English words too, or short enough to be anything.
constexpr std::array kWords = std::to_array<std::string_view>(
    {"find", "mount", "head",     "tail",   "watch",  "date",       "ip",    "ps", "cat",
     "stat", "ls",    "hostname", "uptime", "docker", "containerd", "helm",  "k",  "oc",
     "grep", "curl",  "ctr",      "sysctl", "df",     "ceph",       "cilium"});

// Whether text behind a bare '#' is a sentence of a comment rather than a
// command: "# mount the CNI directory" against "# mount /dev/sda1".
bool IsSentence(std::string_view text) {
  const auto words = SplitWords(text, 3);
  if (words.size() < 2) return false;
  if (std::find(kWords.begin(), kWords.end(), words[0]) == kWords.end()) return false;
  return words[1].find_first_of("-/~.$*|=") == std::string_view::npos;
}

// `watch`'s first line: "Every 2.0s: kubectl get pods -A        k8s01: Fri May 22 22:20:01 2026".
std::optional<Prompt> ParseWatchLine(std::string_view line) {
  if (!line.starts_with("Every ")) return {};
  const std::size_t at = line.find("s: ");
  if (at > 12) return {};  // also if it is not there
  std::string_view rest = line.substr(at + 3);
  const std::size_t gap = rest.find("  ");
  const std::string_view command = Trim(rest.substr(0, gap));
  if (!IsCommand(command)) return {};
  rest = gap == std::string_view::npos ? "" : Trim(rest.substr(gap));
  return Prompt{.host = rest.substr(0, rest.find(": ")), .command = command};
}

// A command as people paste it: behind a blank, or as code in Markdown.
std::string_view WithoutQuotes(std::string_view line) {
  if (line.starts_with(' ')) line.remove_prefix(1);
  if (line.size() < 2 || !line.starts_with('`') || !line.ends_with('`')) return line;
  line = line.substr(1, line.size() - 2);
  return Contains(line, "`") ? std::string_view() : line;
}

// Words that follow a command's name when it is one and not the beginning of a sentence.
struct Verbs {
  std::string_view program;
  std::string_view verbs;  // between blanks
};
constexpr std::array kVerbs = std::to_array<Verbs>({
    {"kubectl", " get describe logs events version cluster-info top "},
    {"oc", " get describe logs adm "},
    {"crictl", " ps pods images info inspect inspectp "},
    {"calicoctl", " node get ipam version "},
    {"journalctl", " -u -xe -xeu -k -b --unit --no-pager --since "},
});

// A command alone on its line, typed where no prompt was copied: a known program, one of its verbs,
// and nothing that only a sentence has.
bool IsBareCommand(std::string_view line) {
  if (line.empty() || line.size() > kPromptBytes) return false;
  const bool wrapped = line.starts_with("sudo ") || line.starts_with("microk8s ");
  const bool program = std::any_of(kVerbs.begin(), kVerbs.end(),
                                   [&](const Verbs& one) { return line.starts_with(one.program); });
  if (!wrapped && !program) return false;
  auto words = SplitWords(line, 16);
  while (!words.empty() && (words[0] == "sudo" || words[0] == "microk8s"))
    words.erase(words.begin());
  if (words.size() < 2 || words.size() > 15) return false;
  const auto known = std::find_if(kVerbs.begin(), kVerbs.end(),
                                  [&](const Verbs& one) { return one.program == words[0]; });
  if (known == kVerbs.end()) return false;
  const std::string verb = " " + std::string(words[1]) + " ";
  const bool flag = words[1].starts_with('-') && words[0] != "journalctl";
  if (!flag && !Contains(known->verbs, verb)) return false;
  return line.find_first_of(".,:;!?`", line.size() - 1) == std::string_view::npos &&
         !Contains(line, ", ");
}

// "bash-4.4", "sh-5.1": what a shell without settings prints.
bool IsShellVersion(std::string_view text) {
  if (text.starts_with("ba")) text.remove_prefix(2);
  if (!text.starts_with("sh-")) return false;
  text.remove_prefix(3);
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool MayBeHost(std::string_view word) {
  constexpr std::size_t kMost = 253;
  if (word.empty() || word.size() > kMost || !IsAlnum(word.front()) || !IsAlnum(word.back())) {
    return false;
  }
  bool told = false;
  for (const char c : word) {
    if (!IsAlnum(c) && c != '-' && c != '.') return false;
    told = told || IsDigit(c) || c == '-';
  }
  return told;
}

// Whether `text` is a host before its folder: "k8s03:~", "k8s03:/var/lib".
bool IsHostAndFolder(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !MayBeHost(text.substr(0, colon))) return false;
  const std::string_view folder = text.substr(colon + 1);
  return (folder.starts_with('~') || folder.starts_with('/')) && !Contains(folder, "//") &&
         !Contains(folder, " ");
}

// Whether `text` is a host before its folder as Gentoo and Flatcar write it: "k8s03 ~". Of other
// folders "cat /etc/hosts # …" is told by nothing.
bool IsHostAtHome(std::string_view text) {
  const std::string_view host = TakeUntil(text, " ");
  return text.starts_with('~') && !Contains(text, " ") && MayBeHost(host) && host != "cd" &&
         !IsCommand(host);
}

bool IsHostThenFolder(std::string_view text) { return IsHostAndFolder(text) || IsHostAtHome(text); }

// Whether nothing but a shell writes this before the sign: "root@k8s01:~", "[me@host dir]",
// "k8s03:~", "bash-4.4", and busybox' "/ ".
bool IsOnlyPrompt(std::string_view before) {
  if (IsShellVersion(before) || before == "/ " || IsHostAndFolder(before)) return true;
  const std::size_t at = before.find('@');
  if (at == 0 || at == std::string_view::npos || Contains(before, "//")) return false;
  if (before.starts_with('[')) return before.ends_with(']');
  return before.find(':', at) != std::string_view::npos && !Contains(before, " ");
}

// "k8s01" of "root@k8s01:~", "[root@k8s01 dir]", "k8s01:~", "k8s01 ~"; "" where no host is told.
std::string_view HostIn(std::string_view before) {
  const std::size_t at = before.find('@');
  if (at == std::string_view::npos && !IsHostThenFolder(before)) return {};
  const std::string_view host = before.substr(at == std::string_view::npos ? 0 : at + 1);
  return host.substr(0, host.find_first_of(": ]"));
}

// What zsh prints: "me@host ~ % kubectl get pods", and with its most used theme "➜  ~ kubectl get
// pods" and "➜  charts git:(main) ✗ kubectl get pods". The theme names no host.
std::optional<Prompt> ParseZshPrompt(std::string_view line) {
  constexpr std::string_view kThemeArrow = "\xE2\x9E\x9C ";
  if (line.starts_with(kThemeArrow)) {
    std::string_view rest = TrimLeft(line.substr(kThemeArrow.size()));
    TakeUntil(rest, " ");  // the folder
    rest = TrimLeft(rest);
    if (rest.starts_with("git:(")) TakeUntil(rest, ") ");
    constexpr std::string_view kChanged = "\xE2\x9C\x97 ";
    rest = TrimLeft(rest);
    if (rest.starts_with(kChanged)) rest.remove_prefix(kChanged.size());
    rest = TrimLeft(rest);
    return IsCommand(rest) ? std::optional(Prompt{.host = {}, .command = rest}) : std::nullopt;
  }
  const std::size_t sign = line.substr(0, kPromptBytes).find(" % ");
  if (sign == std::string_view::npos) return {};
  const auto words = SplitWords(line.substr(0, sign), 3);
  const std::string_view command = Trim(line.substr(sign + 3));
  if (words.size() != 2 || !IsCommand(command)) return {};
  const std::size_t at = words[0].find('@');
  if (at == 0 || at == std::string_view::npos) return {};
  return Prompt{.host = GoesElsewhere(command) ? std::string_view() : words[0].substr(at + 1),
                .command = command};
}

// Without what Python's environments put before the prompt: "(base) me@host:~$ date".
std::string_view WithoutEnvironment(std::string_view line) {
  if (!line.starts_with('(')) return line;
  const std::size_t end = line.substr(0, kPromptBytes).find(") ");
  if (end == std::string_view::npos || Contains(line.substr(0, end), " ")) return line;
  return line.substr(end + 2);
}

// "$ ls -la", "# kubectl get pods", "root@k8s01:~# date", "[me@host dir]$ date", "/etc # date".
// Where text of another kind may begin so, as comments do with '#', a known command must follow.
std::optional<Prompt> ParsePrompt(std::string_view line) {
  constexpr std::string_view kArrow = "\xE2\x9D\xAF ";  // of starship and others
  if (line.starts_with(kArrow)) return Prompt{.host = {}, .command = Trim(line.substr(4))};
  const std::size_t sign = line.substr(0, kPromptBytes).find_first_of("$#");
  if (sign == std::string_view::npos) return {};
  // A prompt at which nothing was typed ends what the command before it printed.
  if (sign + 1 == line.size()) {
    const bool only = Contains(line, "@") && IsOnlyPrompt(line.substr(0, sign));
    return only ? std::optional(Prompt{}) : std::nullopt;
  }
  if (line[sign + 1] != ' ') return {};
  const std::string_view before = Trim(line.substr(0, sign));
  const std::string_view command = Trim(line.substr(sign + 1));
  if (!IsCommand(command)) {
    if (command.empty() || !IsOnlyPrompt(line.substr(0, sign))) return {};
    // What another one prints may be of any host: "ssh k8s02 date".
    return Prompt{.host = IsOfMachine(command) ? HostIn(before) : std::string_view(),
                  .command = command};
  }
  if (IsShellVersion(before)) return Prompt{.host = {}, .command = command};
  if ((before.starts_with('/') || before.starts_with('~')) && !Contains(before, " ")) {
    if (line[sign - 1] != ' ' || (before != "/" && IsSentence(command))) return {};
    return Prompt{.host = {}, .command = command};
  }
  if (before.empty()) {
    if (line[sign] == '#' && IsSentence(command)) return {};
    return Prompt{.host = {}, .command = command};
  }
  const std::size_t at = before.find('@');
  const bool user = at != std::string_view::npos && !Contains(before.substr(0, at), " ");
  if (!user && !IsHostThenFolder(before)) return {};
  return Prompt{.host = GoesElsewhere(command) ? std::string_view() : HostIn(before),
                .command = command};
}

// Whether `text` begins as a folder of Windows: "C:\Users".
bool StartsWindowsFolder(std::string_view text) {
  return text.size() > 2 && text[1] == ':' && text[2] == '\\' && !IsDigit(text[0]) &&
         IsAlnum(text[0]);
}

// "PS C:\Users\me> kubectl get pods", "C:\Users\me>kubectl get pods".
std::optional<Prompt> ParseWindowsPrompt(std::string_view line) {
  if (!StartsWindowsFolder(line.substr(line.starts_with("PS ") ? 3 : 0))) return {};
  const std::size_t sign = line.substr(0, kPromptBytes).find('>');
  if (sign == std::string_view::npos) return {};
  const std::string_view command = Trim(line.substr(sign + 1));
  if (!IsCommand(command)) return {};
  return Prompt{.host = {}, .command = command};
}

// What stands behind the mark of a quotation: "> $ kubectl get pods", and a command alone. Shells
// write the mark too, before the further lines of a loop: what a variable stands for is not known.
std::optional<Prompt> ParseQuoted(std::string_view text) {
  if (!IsBareCommand(text)) return ParsePrompt(text);
  if (Contains(text, "$")) return {};
  return Prompt{.host = {}, .command = text};
}

// Whether a line's first word is like that of one that starts a section: of nearly all it is not.
bool MayStartSection(std::string_view line) {
  // Of headers, rules, `watch`, bare commands, prompts, quotations.
  constexpr std::string_view kFirst = "=:Ekocjsm`b/~>(\xE2";
  std::size_t at = BlankLength(line);
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  if (at == line.size()) return false;
  if (line[at] == '$' || line[at] == '#') return true;
  if (at <= 1 && kFirst.find(line[at]) != std::string_view::npos) return true;
  if (at == 0 && (line.starts_with("PS ") || StartsWindowsFolder(line))) return true;
  const std::string_view word = line.substr(at, line.find(' ', at) - at);
  const std::string_view behind = line.substr(at + word.size());
  if (at == 0 &&
      (behind.starts_with(" ~") || behind.starts_with(" $ ") || behind.starts_with(" # "))) {
    return true;
  }
  return word.find('@') != std::string_view::npos || word.ends_with('$') || word.ends_with('#');
}

// Without the signs that people put around a name.
std::string_view Bare(std::string_view text, std::string_view signs) {
  const std::size_t begin = text.find_first_not_of(signs);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(signs) + 1 - begin);
}

// "## text", "== text ==", "-- text --"; "--- text" is a line of a diff.
bool IsHeadingLine(std::string_view line) {
  const std::size_t signs = line.find_first_not_of(line.front());
  if (signs == std::string_view::npos || line[signs] != ' ') return false;
  switch (line.front()) {
    case '#': return signs <= 6;
    case '=': return signs >= 2;
    case '-': return signs >= 2 && line.ends_with("--");
    default: return false;
  }
}

}  // namespace

std::optional<Heading> ParseHeading(std::string_view line) {
  line = TrimRight(line);
  if (line.size() < 2 || line.size() > kPromptBytes) return {};
  const std::string_view word = Bare(line, "#=-*` :");
  if (IsHeadingLine(line)) {
    return Heading{.host = MayBeHost(word) ? word : std::string_view(), .label = false};
  }
  if (line.front() == ' ' || !Bare(line, "*`").ends_with(':') || !MayBeHost(word)) return {};
  return Heading{.host = word, .label = true};
}

bool IsFence(std::string_view line) {
  line = Trim(line);
  return line.starts_with("```") || line.starts_with("~~~");
}

std::string_view TextBehindFence(std::string_view line) {
  line = Trim(line);
  line.remove_prefix(std::min(line.find_first_not_of("`~"), line.size()));
  // One word names a language: "```yaml".
  return SplitWords(line, 2).size() > 1 ? line : std::string_view();
}

bool IsMoreRule(std::string_view line) { return TrimRight(line) == "::::::::::::::"; }

std::optional<SectionStart> ParseSectionStart(std::string_view line) {
  if (!MayStartSection(line)) return {};
  line = WithoutEnvironment(TrimRight(line));
  if (line.starts_with("==> ") && line.ends_with(" <==")) {
    return SectionStart{
        .command = {}, .prompt_host = {}, .file_header = line.substr(4, line.size() - 8)};
  }
  if (IsMoreRule(line)) {
    return SectionStart{.command = {}, .prompt_host = {}, .file_header = {}, .more = true};
  }
  if (const std::string_view command = WithoutQuotes(line); IsBareCommand(command)) {
    return SectionStart{.command = command, .prompt_host = {}, .file_header = {}};
  }
  auto prompt = line.starts_with("> ") ? ParseQuoted(line.substr(2)) : ParseWatchLine(line);
  if (!prompt) prompt = ParseWindowsPrompt(line);
  if (!prompt) prompt = ParseZshPrompt(line);
  if (!prompt) prompt = ParsePrompt(line);
  if (!prompt) return {};
  return SectionStart{.command = prompt->command, .prompt_host = prompt->host, .file_header = {}};
}

}  // namespace howdunit
