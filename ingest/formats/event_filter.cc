// The page event-filter.html of must-gather and `oc adm inspect`: a table of events for a browser.
//
//   <tr>
//     <td><time datetime="2026-05-22 22:20:01 +0000 UTC" title="First Seen: …">22:20:01</time>
//         <small>(x185)</small></td>
//     <td><p class="truncated">openebs</p></td>                        namespace
//     <td><p class="truncated">kubelet</p></td>                        component
//     <td><p class="truncated">store-rep-2</p></td>                    name of the object
//     <td>FailedKillPod</td>
//     <td data-formatter="messageFormatter">error killing pod: …</td>
//
// Source: openshift/oc, pkg/cli/admin/inspect/{event_filter_html,util}.go. The page repeats
// events.yaml, and says less: neither kind nor type, and of the first moment only the clock. It is
// read for bundles in which that file is missing; where it is there, both are one event. Old pages
// have no column for the name: of them nothing is kept, their lines count as understood.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostRowBytes = 64U << 10U;
constexpr std::string_view kTime = "<time datetime=\"";

constexpr std::array kPages = std::to_array<std::string_view>(
    {"<title>Events</title>", "<title>Openshift Event Grid Viewer</title>"});

bool Claims(const Head& head) {
  const std::string line = ToLower(Trim(head.FirstLine()));
  if (line.starts_with("<!doctype html")) {
    for (const std::string_view page : kPages) {
      if (Contains(head.text, page)) return true;
    }
    return false;
  }
  // A part of the page, cut out: a row, or its first cell.
  std::string_view rest = head.text;
  if (line == "<tr>") TakeUntil(rest, "\n");
  return Contains(rest.substr(0, rest.find('\n')), kTime);
}

// A character as UTF-8; nothing for a number that is none.
std::string Utf8Of(std::uint64_t code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  std::string text;
  const auto add = [&](std::uint64_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0U | (code >> 6U));
    add(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    add(0xE0U | (code >> 12U));
    add(0x80U | ((code >> 6U) & 0x3FU));
    add(0x80U | (code & 0x3FU));
  } else {
    add(0xF0U | (code >> 18U));
    add(0x80U | ((code >> 12U) & 0x3FU));
    add(0x80U | ((code >> 6U) & 0x3FU));
    add(0x80U | (code & 0x3FU));
  }
  return text;
}

// What "&lt;", "&#34;" or "&#x22;" stands for, given without & and ;. Go's html/template writes
// numbers, and names for the three that markup needs.
std::string Character(std::string_view entity) {
  struct Name {
    std::string_view name, text;
  };
  constexpr std::array kNames = std::to_array<Name>(
      {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}});
  for (const Name& known : kNames) {
    if (known.name == entity) return std::string(known.text);
  }
  if (entity.starts_with("#x")) return Utf8Of(ParseHex(entity.substr(2)).value_or(0));
  if (!entity.starts_with('#')) return {};
  const auto code = ParseInt(entity.substr(1));
  return code && *code > 0 ? Utf8Of(static_cast<std::uint64_t>(*code)) : std::string();
}

// The text of a cell: without tags, characters as they are.
std::string TextOf(std::string_view html) {
  constexpr std::size_t kMostEntity = 10;
  std::string text;
  for (std::size_t i = 0; i < html.size(); ++i) {
    const std::string_view rest = html.substr(i);
    const std::size_t end = rest.find(html[i] == '<' ? '>' : ';');
    if (html[i] == '<' && end != std::string_view::npos) {
      i += end;
      continue;
    }
    const bool entity = html[i] == '&' && end != std::string_view::npos && end < kMostEntity;
    const std::string character = entity ? Character(rest.substr(1, end - 1)) : std::string();
    if (character.empty()) {
      text += html[i];
    } else {
      text += character;
      i += end;
    }
  }
  const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  return std::string(TrimRight(std::string_view(text).substr(first)));
}

// The insides of the <td> cells.
std::vector<std::string_view> CellsOf(std::string_view row) {
  std::vector<std::string_view> cells;
  for (std::size_t at = row.find("<td"); at != std::string_view::npos; at = row.find("<td")) {
    row.remove_prefix(at);
    TakeUntil(row, ">");
    cells.push_back(TakeUntil(row, "</td>"));
  }
  return cells;
}

// "<time datetime="…" …>…</time> <small>(x185)</small>"
bool ReadTime(std::string_view cell, EventRecord& event) {
  const std::size_t at = cell.find(kTime);
  if (at == std::string_view::npos) return false;
  cell.remove_prefix(at + kTime.size());
  std::string_view text = TakeUntil(cell, "\"");
  const auto stamp = TakeRfc3339(text);
  if (!stamp) return false;
  // The API's zero time, the year 1, means that none was set.
  if (stamp->value > 0) event.last.stamp = *stamp;
  const std::size_t count = cell.find("(x");
  if (count != std::string_view::npos) {
    std::string_view number = cell.substr(count + 2);
    event.count = std::max<std::int64_t>(1, ParseInt(TakeUntil(number, ")")).value_or(1));
  }
  return true;
}

struct PageRow {
  std::string html;
  std::int64_t first = 0;
  std::int64_t last = 0;
};

void ReadRow(const PageRow& row, RecordSink& out) {
  const auto cells = CellsOf(row.html);
  EventRecord event;
  const bool timed = !cells.empty() && ReadTime(cells[0], event);
  if (!timed && !Contains(row.html, kTime)) return;  // the header's row
  constexpr std::size_t kOldColumns = 5;
  if (timed && cells.size() == kOldColumns) return;
  if (!timed || cells.size() < kOldColumns) {
    out.Add(ProblemRecord{.source = Quote(row.first, TextOf(row.html)),
                          .reason = "a row of the page of events cannot be read"});
    return;
  }
  event.space = Redact(TextOf(cells[1]));
  event.component = Redact(TextOf(cells[2]));
  event.name = Redact(TextOf(cells[3]));
  event.reason = Redact(TextOf(cells[4]));
  event.message = Redact(TextOf(cells[5]));
  std::string quoted;
  for (const std::string_view cell : cells) quoted += (quoted.empty() ? "" : "   ") + TextOf(cell);
  event.source = Quote(row.first, quoted);
  event.source.line_end = row.last;
  out.Add(std::move(event));
}

void Read(const ReadContext& context) {
  PageRow row;
  bool in_row = false;
  bool ended = false;
  const auto problem = [&](std::string reason) {
    context.out.Add(
        ProblemRecord{.source = Quote(row.first, TextOf(row.html)), .reason = std::move(reason)});
  };
  while (const auto line = context.in.Peek()) {
    if (ended && !Trim(line->text).empty()) break;
    const std::string_view text = line->text;
    if (!in_row && (Contains(text, "<tr>") || Contains(text, kTime))) {
      in_row = true;
      row = {.html = {}, .first = line->number};
    }
    if (in_row) {
      if (row.html.size() + text.size() < kMostRowBytes) row.html.append(text).append("\n");
      row.last = line->number;
      if (Contains(text, "</tr>")) {
        ReadRow(row, context.out);
        in_row = false;
      }
    }
    ended = ended || Contains(text, "</html>");
    context.in.Next();
  }
  if (in_row) problem("the page of events breaks off: its last event is left out");
}

}  // namespace

extern const Format kEventFilter = {
    .name = "event-filter",
    .title = "must-gather's event-filter.html",
    .sample = R"(<!doctype html>
<html lang="en">
  <head>
    <title>Events</title>
  </head>
  <body>
<table id="events">
  <tbody>
    <tr>
      <td><time datetime="2026-05-22 22:20:01 +0000 UTC" title="First Seen: 21:36:04">22:20:01</time> <small>(x185)</small></td>
      <td><p class="truncated">openebs</p></td>
      <td><p class="truncated">kubelet</p></td>
      <td><p class="truncated">store-rep-2</p></td>
      <td>FailedKillPod</td>
      <td data-formatter="messageFormatter">error killing pod: failed to &#34;KillPodSandbox&#34;</td>
    </tr>
  </tbody>
</table>
  </body>
</html>
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
