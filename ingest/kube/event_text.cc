#include "ingest/kube/event_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/event.h"
#include "ingest/kube/old_event_row.h"
#include "ingest/kube/table.h"
#include "ingest/text/section_start.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostMessageBytes = 16U << 10U;
constexpr int kMostContinuations = 60;     // lines of one message
constexpr std::size_t kMostUnnamed = 512;  // rows of a block that wait for the name of their pod

constexpr std::string_view kBold = "**";

bool IsDescribedRow(std::string_view line) { return IsEventRow(line, 3) || IsOldEventRow(line); }

std::size_t CountBold(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t at = line.find(kBold); at != std::string_view::npos;
       at = line.find(kBold, at + kBold.size())) {
    ++count;
  }
  return count;
}

// The line as kubectl wrote it, where a row that people made bold begins in it; `open`: the bold
// text that began in a line before ends here or later.
std::string Unbolded(std::string_view line, bool& open) {
  std::string plain(line);
  // Any words of one row, from one mark to the other.
  if (!open && CountBold(plain) % 2 == 0) plain = ReplaceAll(plain, kBold, "");
  const std::size_t first = plain.find_first_not_of(' ');
  if (first != std::string::npos && plain.compare(first, kBold.size(), kBold) == 0) {
    plain.erase(first, kBold.size());
    open = true;
  }
  if (!open) return plain;
  if (const std::size_t end = plain.find(kBold); end != std::string::npos) {
    plain.erase(end, kBold.size());
    open = false;
  }
  return plain;
}

When AgeOf(std::string_view cell) {
  const auto stamp = ParseLocalAge(Trim(cell));
  return stamp ? When{.stamp = *stamp, .instant = {}} : When{};
}

// In characters, as terminals count.
std::size_t WidthOf(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Whether a terminal or a mail broke these lines at its width: all but the last are as long. Two
// lines show it only where the first is as wide as most terminals are.
bool AreWrapped(const std::vector<std::string_view>& lines) {
  constexpr std::size_t kUsual = 80;
  constexpr std::size_t kNarrowest = 72;
  constexpr std::size_t kWidest = 240;
  const std::size_t width = WidthOf(lines.front());
  if (lines.size() < 2 || width < kNarrowest || width > kWidest) return false;
  if (lines.size() == 2 && width != kUsual) return false;
  return WidthOf(lines.back()) <= width &&
         std::all_of(lines.begin(), lines.end() - 1, [&](std::string_view line) {
           // What announces a further line was not broken there.
           return WidthOf(line) == width && !line.ends_with(':');
         });
}

// Whether people wrote the line: in letters that no component uses, or speaking of themselves.
bool IsProse(std::string_view line) {
  constexpr std::size_t kFewForeign = 4;
  const auto foreign = std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0xC0U;
  });
  if (static_cast<std::size_t>(foreign) > std::max(kFewForeign, line.size() / 8)) return true;
  constexpr std::array kWords = std::to_array<std::string_view>(
      {"I", "I'm", "I've", "my", "My", "we", "We", "our", "you", "please", "Please", "thanks",
       "Thanks", "anyone", "Hi", "Hello"});
  const auto words = SplitWords(line);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    word = word.substr(0, word.find_last_not_of(".,;:!?") + 1);
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  });
}

// Whether the message so far ends where what a program printed begins: "Readiness probe failed:".
bool Announces(const EventRecord& event) { return TrimRight(event.message.str()).ends_with(':'); }

// The cells of a row whose columns one blank parts, as chats and pages leave them: "Warning
// FailedMount 9m53s (x23 over 40m) kubelet MountVolume…". Nothing if it is no such row.
std::vector<std::string_view> NarrowCells(std::string_view line) {
  constexpr std::size_t kCells = 5;
  const auto words = SplitWords(Trim(line), 10);
  if (words.size() < kCells || !IsEventType(words[0]) || !ParseAge(words[2])) return {};
  const std::string_view reason = words[1];
  if (reason[0] < 'A' || reason[0] > 'Z' || !std::all_of(reason.begin(), reason.end(), IsAlnum)) {
    return {};
  }
  const bool counted = words[3].starts_with("(x") && words[4] == "over" && words.size() > kCells &&
                       words[5].ends_with(')');
  const std::size_t from = counted ? 6 : 3;
  // "kubelet, n1"
  const std::size_t message =
      from < words.size() && words[from].ends_with(',') ? from + 2 : from + 1;
  if (message >= words.size()) return {};
  const auto between = [](std::string_view first, std::string_view last) {
    return std::string_view(first.data(),
                            static_cast<std::size_t>(last.data() + last.size() - first.data()));
  };
  return {words[0], reason, between(words[2], words[from - 1]),
          between(words[from], words[message - 1]), between(words[message], words.back())};
}

// Columns Type, Reason, Age, From, Message. The age may be missing where someone
// copied by hand, and From where nobody signed.
EventRecord ReadCells(const std::vector<std::string_view>& cells, const Line& line) {
  EventRecord event;
  event.source = LineSource(line.text, line.number);
  event.type = Redact(cells[0]);
  event.reason = Redact(cells[1]);
  std::size_t at = 2;
  if (at < cells.size() && IsEventAge(cells[at])) SetEventAge(cells[at++], event);
  if (cells.size() > at + 1) SetEventSource(cells[at++], event);
  if (at < cells.size()) event.message = Redact(WithoutFieldPath(cells[at]));
  return event;
}

// `open`: bold text that began in a line before goes on.
EventRecord ReadRow(const Line& line, const std::optional<Table>& table, bool& open) {
  if (auto old = ReadOldEventRow(line)) return *std::move(old);
  const std::string plain = Unbolded(Unquote(line.text), open);
  auto cells = SplitColumns(plain, 2, 5);
  // Aligned rows say which cell is empty; the others are taken as they come.
  if (const auto aligned = table ? table->Row(plain) : std::nullopt) {
    if (aligned->size() == 5 && IsEventAge((*aligned)[2]) && cells.size() < 5) cells = *aligned;
  }
  if (cells.size() == 1) cells = NarrowCells(plain);
  return ReadCells(cells, line);
}

// Reasons of events that a kubelet sends of its node and of nothing else; and all that begin with
// "NodeHas".
constexpr std::array kNodeReasons = std::to_array<std::string_view>(
    {"NodeReady", "NodeNotReady", "NodeSchedulable", "NodeNotSchedulable", "SystemOOM", "Rebooted",
     "ContainerGCFailed", "ImageGCFailed", "InvalidDiskCapacity", "NodeAllocatableEnforced",
     "EvictionThresholdMet", "FreeDiskSpaceFailed"});

bool IsOfNode(const EventRecord& event) {
  const std::string_view reason = event.reason.str();
  if (event.component != "kubelet") return false;
  return reason.starts_with("NodeHas") ||
         std::find(kNodeReasons.begin(), kNodeReasons.end(), reason) != kNodeReasons.end();
}

// The node that an event says to be about: "Node k8s01 status is now: NodeReady" (the kubelet's and
// the node controller's), "Node k8s01 event: Registered Node k8s01 in Controller". A view of the
// message; "" if it says none.
std::string_view NodeInMessage(std::string_view message) {
  constexpr std::string_view kNode = "Node ";
  if (!message.starts_with(kNode)) return {};
  const std::string_view rest = message.substr(kNode.size());
  const std::string_view name = rest.substr(0, rest.find(' '));
  const std::string_view behind = rest.substr(name.size());
  const bool says = behind.starts_with(" status is now: ") || behind.starts_with(" event: ");
  return says ? name : std::string_view();
}

// The node that an event is about by its own words, or by the host that old versions of kubectl
// print for a kubelet; "" if the event is about something else or does not say.
std::string NodeIn(const EventRecord& event) {
  const std::string_view name = NodeInMessage(event.message.str());
  if (!name.empty()) return std::string(name);
  return IsOfNode(event) ? event.host.str() : "";
}

// The one name that all who tell one tell; "" if none does or they disagree.
class OneName {
 public:
  void Learn(const std::string& name) {
    if (name.empty()) return;
    if (!name_.empty() && name != name_) several_ = true;
    name_ = name;
  }
  std::string name() const { return several_ ? "" : name_; }
  bool several() const { return several_; }

 private:
  std::string name_;
  bool several_ = false;
};

// A block that was cut out is about one object: a pod that the scheduler's row names, a node that
// its kubelet's rows name. Of rows without a header (`whole` is false), nobody knows that: those
// who speak of other objects too are left alone.
void NameByRows(std::vector<EventRecord>& block, bool whole) {
  OneName pods;
  OneName nodes;
  for (const EventRecord& event : block) {
    if (const auto assigned = AssignmentIn(event)) {
      pods.Learn(std::string(assigned->space) + "/" + std::string(assigned->pod));
    }
    nodes.Learn(NodeIn(event));
  }
  const std::string pod = pods.name();
  const std::string node = nodes.name();
  const bool mixed = pods.several() || nodes.several() || (!pod.empty() && !node.empty());
  const std::string_view space = std::string_view(pod).substr(0, pod.find('/'));
  const std::string_view name = pod.empty() ? "" : std::string_view(pod).substr(space.size() + 1);
  for (EventRecord& event : block) {
    const std::string& by = event.component.str();
    const bool of_pods = by == "kubelet" || by == "default-scheduler" || by.empty();
    const bool by_pods = of_pods && !event.reason.str().starts_with("Node");
    if (!pod.empty() && ((whole && !mixed) || (by_pods && !IsOfNode(event)))) {
      SetEventObject("Pod", space, name, event);
    } else if (!node.empty() && ((whole && !mixed) || IsOfNode(event))) {
      SetEventObject("Node", "", node, event);
    } else if (const std::string own = NodeIn(event); !own.empty()) {
      SetEventObject("Node", "", own, event);
    }
  }
}

// "--- Logs for web-0 ---", "=== Done ===": what scripts print between the output of commands.
bool IsTitle(std::string_view line) {
  constexpr std::size_t kLeast = 9;
  if (line.size() < kLeast || !Contains(line, " ")) return false;
  return (line.starts_with("---") && line.ends_with("---")) ||
         (line.starts_with("===") && line.ends_with("==="));
}

}  // namespace

bool IsEventRow(std::string_view line, std::size_t least_cells) {
  const auto cells = SplitColumns(Unquote(line), 2, 5);
  if (cells.size() == 1 && IsEventType(cells[0].substr(0, cells[0].find(' ')))) {
    return !NarrowCells(cells[0]).empty();
  }
  if (cells.size() < least_cells) return false;
  std::string_view type = cells[0];
  if (type.starts_with(kBold)) type.remove_prefix(kBold.size());
  if (type.ends_with(kBold)) type.remove_suffix(kBold.size());
  return IsEventType(type);
}

bool IsEventType(std::string_view cell) { return cell == "Normal" || cell == "Warning"; }

bool IsEventAge(std::string_view cell) {
  const std::string_view age = Trim(cell.substr(0, cell.find('(')));
  return age == "<unknown>" || age == "<invalid>" || ParseAge(age).has_value();
}

void SetEventAge(std::string_view cell, EventRecord& event) {
  const std::size_t open = cell.find('(');
  event.last = AgeOf(cell.substr(0, open));
  event.first = event.last;
  if (open == std::string_view::npos) return;
  std::string_view rest = cell.substr(open + 1);  // "x185 over 44m)"
  rest = rest.substr(0, rest.find(')'));
  const std::string_view count = TakeUntil(rest, " over ");
  if (count.starts_with('x')) {
    event.count = std::max<std::int64_t>(ParseInt(count.substr(1)).value_or(1), 1);
  }
  event.first = AgeOf(rest);
}

std::string_view WithoutFieldPath(std::string_view message) {
  if (!message.starts_with("spec.")) return message;
  const std::size_t end = message.find("}: ");
  const std::size_t blank = message.find(' ');
  if (end == std::string_view::npos || blank < end) return message;
  return message.substr(end + 3);
}

bool IsContinuation(const ReadContext& context, const EventRecord& event,
                    bool (*is_row)(std::string_view line)) {
  const std::string_view ahead = context.in.Ahead();
  std::string_view rest = ahead;
  const std::string_view line = TrimRight(TakeUntil(rest, "\n"));
  if (is_row(line) || IsFence(line) || IsProse(line) || IsTitle(line)) return false;
  if (Trim(line).empty()) {
    // A blank line is part of a message only if more of the table follows.
    for (int i = 0; i < 6 && !rest.empty(); ++i) {
      const std::string_view from = rest;
      const std::string_view next = TrimRight(TakeUntil(rest, "\n"));
      if (is_row(next)) return true;
      if (next.empty()) continue;
      if (DetectFormat(Head{.text = from, .hints = context.hints}) != nullptr) return false;
    }
    return false;
  }
  const Format* format = DetectFormat(Head{.text = ahead, .hints = context.hints});
  // What a probe printed may be a line of the probed program's log.
  return format == nullptr || (format->name == "container-log" && Announces(event));
}

void Continue(std::string_view line, std::int64_t number, EventRecord& event) {
  event.source.line_end = number;
  if (Trim(line).empty() || event.message.str().size() > kMostMessageBytes) return;
  event.message = Redact(event.message.str() + "\n" + std::string(TrimRight(line)));
  event.source.text = Excerpt(event.source.text.str() + "\n" + std::string(TrimRight(line)));
}

void JoinWrapped(EventRecord& event) {
  if (event.source.line_end == event.source.line) return;
  const auto lines = Split(event.source.text.str(), '\n');
  const auto count = static_cast<std::size_t>(event.source.line_end - event.source.line + 1);
  if (lines.size() != count || !AreWrapped(lines)) return;
  event.message = Redact(ReplaceAll(event.message.str(), "\n", ""));
}

std::int64_t ReadEventRows(const ReadContext& context, std::string_view header,
                           std::string_view kind, std::string_view space, std::string_view name,
                           bool whole) {
  const auto table = Table::FromHeader(header);
  std::int64_t count = 0;
  std::optional<EventRecord> event;
  int continuations = 0;
  bool bold = false;
  std::vector<EventRecord> unnamed;
  const auto finish = [&] {
    if (auto done = std::exchange(event, {})) {
      JoinWrapped(*done);
      if (name.empty() && unnamed.size() < kMostUnnamed) {
        unnamed.push_back(*std::move(done));
      } else {
        context.out.Add(*std::move(done));
      }
    }
    continuations = 0;
  };
  while (const auto line = context.in.Peek()) {
    if (IsDescribedRow(line->text)) {
      finish();
      event = ReadRow(*context.in.Next(), table, bold);
      SetEventObject(kind, space, name, *event);
      ++count;
      continue;
    }
    if (!event || continuations >= kMostContinuations ||
        !IsContinuation(context, *event, IsDescribedRow)) {
      break;
    }
    const auto more = context.in.Next();
    const std::string plain = bold ? Unbolded(more->text, bold) : std::string(more->text);
    Continue(plain, more->number, *event);
    ++continuations;
  }
  finish();
  NameByRows(unnamed, whole || !header.empty());
  for (EventRecord& one : unnamed) context.out.Add(std::move(one));
  return count;
}

std::optional<std::int64_t> ReadDescribedEvents(const ReadContext& context, std::string_view kind,
                                                std::string_view space, std::string_view name) {
  const auto title = context.in.Next();
  const std::string value(Trim(std::string_view(title->text).substr(title->text.find(':') + 1)));
  if (value == "<none>") return 0;
  if (!value.empty()) return {};  // "Unable to retrieve events: …"
  std::string header;
  for (int i = 0; i < 2; ++i) {  // "Type Reason Age From Message" and a row of dashes
    const auto line = context.in.Peek();
    if (!line || IsDescribedRow(line->text)) break;
    const std::string_view text = Trim(Unquote(line->text));
    const bool is_header = text.starts_with("Type ") || IsOldEventsHeader(text);
    if (!is_header && !text.starts_with("---")) break;
    if (i == 0) header = line->text;
    context.in.Next();
  }
  return ReadEventRows(context, header, kind, space, name, true);
}

}  // namespace howdunit
