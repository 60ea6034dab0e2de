// Processes, by `ps aux`, `ps -ef`, `ps -eo pid,stat,wchan,cmd` and the like:
//
//   USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
//   root         812  2.1  1.9 2214844 158720 ?      Ssl  May20  61:12 /usr/bin/kubelet --config=…
//   root        4711  0.0  0.0      0     0 ?        D    11:02   0:00 umount /var/lib/kubelet/…
//
// Source: procps, src/ps/output.c (the columns' names). Of the processes two sorts matter: those
// that wait in the kernel and cannot be killed (STAT starts with D), and those of the kubelet, the
// runtime and the control plane. They become objects of kind Process, named by the process's id
// (and with the uid of the thread where -L lists threads: one may hang and others not), with the
// fields "thread", "state", "user", "started", "waits in" (WCHAN), "command" and the flags that
// name ranges of addresses ("--cluster-cidr"). Where `grep` took the header away, the command tells
// the columns. The list says that no other process waits like that, where it has a column of
// states. Command lines are redacted and cut: people pass tokens on them.

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/address_ranges.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/base_name.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostCommandBytes = 300;

enum class Meaning { kOther, kId, kThread, kState, kUser, kStarted, kWaitsIn, kCommand };

struct Column {
  std::string_view name;
  Meaning meaning = Meaning::kOther;
};

constexpr std::array kColumns = std::to_array<Column>({
    {"PID", Meaning::kId},
    {"STAT", Meaning::kState},
    {"S", Meaning::kState},
    {"USER", Meaning::kUser},
    {"UID", Meaning::kUser},
    {"START", Meaning::kStarted},
    {"STIME", Meaning::kStarted},
    {"STARTED", Meaning::kStarted},
    {"WCHAN", Meaning::kWaitsIn},
    {"COMMAND", Meaning::kCommand},
    {"CMD", Meaning::kCommand},
    {"PPID"},
    {"PGID"},
    {"SID"},
    {"SPID", Meaning::kThread},
    {"LWP", Meaning::kThread},
    {"TID", Meaning::kThread},
    {"NLWP"},
    {"%CPU"},
    {"%MEM"},
    {"CPU"},
    {"C"},
    {"F"},
    {"PRI"},
    {"NI"},
    {"CLS"},
    {"RTPRIO"},
    {"PSR"},
    {"ADDR"},
    {"SZ"},
    {"RSZ"},
    {"RSS"},
    {"VSZ"},
    {"TTY"},
    {"TT"},
    {"TIME"},
    {"ELAPSED"},
    {"LABEL"},
    {"GROUP"},
    {"CGROUP"},
});

// Programs whose process says how a node does.
constexpr std::array kPrograms =
    std::to_array<std::string_view>({"kubelet", "kubelite", "containerd", "crio", "kube-apiserver",
                                     "kube-controller-manager", "kube-proxy"});

using Header = std::vector<Meaning>;

// The columns of a header: all known, an id among them, the command last.
std::optional<Header> ParseHeader(std::string_view line) {
  Header header;
  for (const std::string_view word : SplitWords(line)) {
    const auto column = std::find_if(kColumns.begin(), kColumns.end(),
                                     [&](const Column& known) { return known.name == word; });
    if (column == kColumns.end()) return {};
    header.push_back(column->meaning);
  }
  const bool id = std::find(header.begin(), header.end(), Meaning::kId) != header.end();
  if (header.size() < 3 || !id || header.back() != Meaning::kCommand) return {};
  return header;
}

// What `-o` calls the columns that matter.
constexpr std::array kKeywords = std::to_array<Column>({
    {"pid", Meaning::kId},
    {"tid", Meaning::kThread},
    {"lwp", Meaning::kThread},
    {"spid", Meaning::kThread},
    {"s", Meaning::kState},
    {"stat", Meaning::kState},
    {"state", Meaning::kState},
    {"user", Meaning::kUser},
    {"euser", Meaning::kUser},
    {"lstart", Meaning::kStarted},
    {"start", Meaning::kStarted},
    {"wchan", Meaning::kWaitsIn},
    {"cmd", Meaning::kCommand},
    {"args", Meaning::kCommand},
    {"command", Meaning::kCommand},
});

// "pid,stat,wchan:30,cmd"
std::optional<Header> HeaderOfKeywords(std::string_view list) {
  Header header;
  for (const std::string_view item : Split(list, ',')) {
    const std::string_view word = item.substr(0, item.find_first_of(":="));
    const auto known = std::find_if(kKeywords.begin(), kKeywords.end(),
                                    [&](const Column& one) { return one.name == word; });
    header.push_back(known == kKeywords.end() ? Meaning::kOther : known->meaning);
  }
  const bool id = std::find(header.begin(), header.end(), Meaning::kId) != header.end();
  if (header.size() < 3 || !id || header.back() != Meaning::kCommand) return {};
  return header;
}

// The columns of what the command prints, where `grep` took the header away.
std::optional<Header> HeaderOfCommand(std::string_view command) {
  const auto words = SplitWords(command.substr(0, command.find('|')));
  const auto ps = std::find(words.begin(), words.end(), "ps");
  for (auto word = ps; word != words.end(); ++word) {
    if (*word == "aux" || *word == "-aux" || *word == "auxww" || *word == "auxw") {
      return ParseHeader("USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND");
    }
    if (*word == "-ef" || *word == "-efww") return ParseHeader("UID PID PPID C STIME TTY TIME CMD");
    if (*word == "-o" || *word == "-eo" || *word == "axo" || *word == "-axo") {
      return word + 1 == words.end() ? std::nullopt : HeaderOfKeywords(word[1]);
    }
  }
  return {};
}

bool Has(const Header& header, Meaning meaning) {
  return std::find(header.begin(), header.end(), meaning) != header.end();
}

struct Process {
  std::string_view id, thread, state, user, started, waits_in, command;
};

bool IsWeekday(std::string_view word) {
  for (const std::string_view day : {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) {
    if (word == day) return true;
  }
  return false;
}

// Takes the first word of `rest`.
std::string_view TakeWord(std::string_view& rest) {
  rest = TrimLeft(rest);
  const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

// A row by words: the command is the rest; -o lstart ("Fri May 22 22:20:01 2026") is five.
Process ParseRow(const Header& header, std::string_view line) {
  Process process;
  std::string_view rest = TrimRight(line);
  for (const Meaning meaning : header) {
    if (meaning == Meaning::kCommand) {
      process.command = Trim(rest);
      break;
    }
    std::string_view word = TakeWord(rest);
    if (meaning == Meaning::kStarted && IsWeekday(word)) {
      for (int i = 0; i < 4; ++i) TakeWord(rest);
      word = std::string_view(word.data(), static_cast<std::size_t>(rest.data() - word.data()));
    }
    switch (meaning) {
      case Meaning::kId: process.id = word; break;
      case Meaning::kThread: process.thread = word; break;
      case Meaning::kState: process.state = word; break;
      case Meaning::kUser: process.user = word; break;
      case Meaning::kStarted: process.started = word; break;
      case Meaning::kWaitsIn: process.waits_in = word; break;
      case Meaning::kCommand:
      case Meaning::kOther: break;
    }
  }
  return process;
}

bool IsRow(const Header& header, std::string_view line) {
  const Process process = ParseRow(header, line);
  constexpr std::string_view kStates = "RSDTtWXZI";
  const bool state = !Has(header, Meaning::kState) ||
                     (!process.state.empty() && Contains(kStates, process.state.substr(0, 1)));
  return AllDigits(process.id) && state && !process.command.empty();
}

bool Claims(const Head& head) {
  if (ParseHeader(head.FirstLine())) return true;
  const auto header = HeaderOfCommand(head.hints.command);
  return header && IsRow(*header, head.FirstLine());
}

// "kubelet" of "/usr/bin/kubelet --config=…"
std::string_view ProgramOf(std::string_view command) {
  const std::string_view path = command.substr(0, command.find(' '));
  return BaseName(path);
}

bool Matters(const Process& process) {
  return process.state.starts_with('D') || std::find(kPrograms.begin(), kPrograms.end(),
                                                     ProgramOf(process.command)) != kPrograms.end();
}

// Redacted before it is cut: a secret cut in half is harder to recognise.
Redacted ShortText(std::string_view text) {
  return Redact(Shorten(Redact(text).str(), kMostCommandBytes));
}

ObjectRecord ObjectOf(const Process& process, const Line& line) {
  Source source = Quote(line.number, line.text);
  source.text = ShortText(line.text);
  ObjectRecord object = ObjectAt(std::move(source), "Process", process.id);
  object.uid = Redact(process.thread);
  AddField(object, "thread", process.thread);
  AddField(object, "state", process.state);
  AddField(object, "user", process.user);
  AddField(object, "started", process.started);
  AddField(object, "waits in", process.waits_in == "-" ? "" : process.waits_in);
  AddField(object, "command", ShortText(process.command).str());
  for (const std::string_view word : SplitWords(process.command)) {
    const RangeFlag flag = RangeFlagOf(word);
    AddField(object, flag.name, flag.value);
  }
  return object;
}

// Whether the command lists all processes of the node.
bool ListsAll(std::string_view command) {
  constexpr std::array kFilters = std::to_array<std::string_view>(
      {"-p", "-C", "-u", "-U", "-g", "-t", "--pid", "--ppid", "--user"});
  return !IsFiltered(command, kFilters);
}

void Read(const ReadContext& context) {
  const auto first = context.in.Peek();
  auto found = ParseHeader(first->text);
  const bool whole = found.has_value();
  if (!whole) found = HeaderOfCommand(context.hints.command);
  const Source source = Quote(first->number, first->text);
  if (whole || !found) context.in.Next();
  if (!found) return;  // a line too long to be kept whole
  const Header& header = *found;
  LineSearch search(context);
  std::int64_t count = 0;
  while (const auto line = context.in.Peek()) {
    const Process process = ParseRow(header, line->text);
    if (!AllDigits(process.id) || (!whole && !IsRow(header, line->text))) break;
    search.Look(*line);
    ++count;
    if (process.command.empty()) {
      context.out.Add(ProblemRecord{.source = Quote(line->number, line->text),
                                    .reason = "a row of the process table is cut"});
    } else if (Matters(process)) {
      context.out.Add(ObjectOf(process, *line));
    }
    context.in.Next();
  }
  if (whole && Has(header, Meaning::kState) && ListsAll(context.hints.command)) {
    context.out.Add(CoverageOf(context, source, "Process", count));
  }
}

}  // namespace

extern const Format kProcessTable = {
    .name = "ps",
    .title = "ps: processes that hang in the kernel, the kubelet's and the runtime's",
    .sample =
        R"(USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root         812  2.1  1.9 2214844 158720 ?      Ssl  May20  61:12 /usr/bin/kubelet --config=/var/lib/kubelet/config.yaml
root        4711  0.0  0.0      0     0 ?        D    11:02   0:00 umount /var/lib/kubelet/pods/x/volumes/nfs
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
