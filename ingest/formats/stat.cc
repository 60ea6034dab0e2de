// GNU `stat FILE`, with the owner's zone and nanoseconds:
//
//     File: calico-kubeconfig
//     Size: 2680      	Blocks: 8          IO Block: 4096   regular file
//   Device: 254,0	Inode: 12345       Links: 1
//   Access: (0600/-rw-------)  Uid: (    0/    root)   Gid: (    0/    root)
//   Access: 2026-05-22 22:20:01.123456789 +1000
//   Modify: 2026-05-22 22:20:01.123456789 +1000
//   Change: 2026-05-22 22:20:01.123456789 +1000
//    Birth: 2021-09-14 03:45:01.000000000 +1000
//
// (coreutils before 9: "Device: fe00h/65024d"; BusyBox: no Birth). Below a command that asks for
// '%y %n' there are nothing but times and names:
//
//   2026-05-22 22:20:01.123456789 +1000 /etc/cni/net.d/calico-kubeconfig

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/listing.h"

namespace howdunit {
namespace {

constexpr std::array kKeys = std::to_array<std::string_view>(
    {"File:", "Size:", "Device:", "Access:", "Context:", "Modify:", "Change:", "Birth:"});

std::string_view KeyOf(std::string_view line) {
  line = TrimLeft(line);
  for (const std::string_view key : kKeys) {
    if (line.starts_with(key)) return key;
  }
  return {};
}

// What a line below `stat -c '%y %n'` says; nothing if the command is another or the line is none.
std::optional<PathRecord> TimeAndName(const MemberHints& hints, std::string_view line) {
  if (!Contains(hints.command, "stat ") || !Contains(hints.command, "%y %n")) return {};
  std::string_view rest = TrimRight(line);
  const auto modified = TakeRfc3339(rest);
  if (!modified || modified->kind != Stamp::Kind::kUtc || !rest.starts_with(' ')) return {};
  PathRecord record;
  record.path = Redact(Trim(rest));
  record.modified.stamp = *modified;
  record.modified.stamp.basis = Basis::kMtime;
  if (record.path.empty()) return {};
  return record;
}

bool Claims(const Head& head) {
  if (TimeAndName(head.hints, head.FirstLine())) return true;
  if (KeyOf(head.FirstLine()) != "File:") return false;
  std::string_view text = head.text;
  TakeUntil(text, "\n");
  return KeyOf(text) == "Size:" && Contains(text, "Inode:");
}

std::string_view StripQuotes(std::string_view name) {
  for (const std::string_view open : {"‘", "`", "'"}) {
    if (!name.starts_with(open)) continue;
    const std::string_view close = open == "‘" ? "’" : "'";
    name.remove_prefix(open.size());
    return name.ends_with(close) ? name.substr(0, name.size() - close.size()) : name;
  }
  return name;
}

// "0/    root)" behind "Uid: (": the name
std::string_view NameIn(std::string_view line, std::string_view key) {
  const std::size_t at = line.find(key);
  if (at == std::string_view::npos) return {};
  std::string_view inside = line.substr(at + key.size());
  inside = TakeUntil(inside, ")");
  TakeUntil(inside, "/");
  return Trim(inside);
}

void ReadSize(std::string_view line, PathRecord& record) {
  line = TrimLeft(line);
  line.remove_prefix(5);
  line = TrimLeft(line);
  record.size = ParseInt(line.substr(0, line.find_first_not_of("0123456789")));
  record.type = line.ends_with("directory")       ? Redacted("dir")
                : line.ends_with("symbolic link") ? Redacted("link")
                : line.ends_with("regular file") || line.ends_with("empty file")
                    ? Redacted("file")
                    : Redacted("other");
}

void ReadMode(std::string_view line, PathRecord& record) {
  std::string_view mode = line.substr(line.find('(') + 1);
  TakeUntil(mode, "/");
  mode = TakeUntil(mode, ")");
  if (mode.size() == 10) {
    record.mode = Redact(mode.substr(1));
    record.type = Redact(FileTypeName(mode[0]));
  }
  record.owner = Redact(NameIn(line, "Uid: ("));
  record.group = Redact(NameIn(line, "Gid: ("));
}

std::optional<Stamp> TimeIn(std::string_view line) {
  line = Trim(line.substr(line.find(':') + 1));
  return TakeRfc3339(line);
}

void ReadName(std::string_view line, PathRecord& record) {
  std::string_view name = Trim(line.substr(line.find(':') + 1));
  const std::size_t arrow = name.find(" -> ");
  if (arrow != std::string_view::npos) {
    record.target = Redact(StripQuotes(name.substr(arrow + 4)));
    name = name.substr(0, arrow);
  }
  std::string path(StripQuotes(name));
  if (path == "/host" || path.starts_with("/host/")) {
    record.source.note = Redact("listed as " + path);
    path = path == "/host" ? "/" : path.substr(5);
  }
  record.path = Redact(path);
}

void ReadBlock(const ReadContext& context) {
  PathRecord record;
  std::string quoted;
  std::string note;
  while (const auto line = context.in.Peek()) {
    const std::string_view text = TrimRight(line->text);
    const std::string_view key = KeyOf(text);
    if (key.empty() || (key == "File:" && record.source.line != 0)) break;
    if (key == "File:") {
      record.source.line = line->number;
      ReadName(text, record);
    } else if (key == "Size:") {
      ReadSize(text, record);
    } else if (key == "Access:" && Contains(text, "(")) {
      ReadMode(text, record);
    } else if (key == "Modify:") {
      record.modified.stamp = TimeIn(text).value_or(Stamp{});
      if (record.modified.stamp.kind == Stamp::Kind::kUtc) {
        record.modified.stamp.basis = Basis::kMtime;
      }
    } else if (key == "Birth:" && TimeIn(text)) {
      note = "made at " + std::string(Trim(text.substr(text.find(':') + 1)));
    }
    if (key == "File:" || key == "Modify:") {
      quoted += (quoted.empty() ? "" : "\n") + std::string(Trim(text));
    }
    record.source.line_end = line->number;
    context.in.Next();
  }
  record.source.text = Redact(quoted);
  if (record.source.note.empty()) record.source.note = Redact(note);
  context.out.Add(std::move(record));
}

void Read(const ReadContext& context) {
  if (!TimeAndName(context.hints, context.in.Peek()->text)) return ReadBlock(context);
  while (const auto line = context.in.Peek()) {
    auto record = TimeAndName(context.hints, line->text);
    if (!record) break;
    record->source = Quote(line->number, Trim(line->text));
    context.out.Add(*std::move(record));
    context.in.Next();
  }
}

}  // namespace

extern const Format kStat = {
    .name = "stat",
    .title = "stat of a file: owner, size and times with zone",
    .sample = R"(  File: /etc/cni/net.d/calico-kubeconfig
  Size: 2680      	Blocks: 8          IO Block: 4096   regular file
Device: 254,0	Inode: 12345       Links: 1
Access: (0600/-rw-------)  Uid: (    0/    root)   Gid: (    0/    root)
Access: 2026-05-22 22:20:01.123456789 +1000
Modify: 2026-05-22 22:20:01.123456789 +1000
Change: 2026-05-22 22:20:01.123456789 +1000
 Birth: 2021-09-14 03:45:01.000000000 +1000
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
