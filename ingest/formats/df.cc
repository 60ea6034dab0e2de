// How full the file systems of a host are, by `df`, `df -h`, `df -T` and `df -i` of GNU and
// BusyBox:
//
//   Filesystem      Size  Used Avail Use% Mounted on
//   /dev/sda1        98G   95G     0 100% /
//   /dev/mapper/vg0-var--lib--containerd                 (a long name has a line of its own)
//                   197G  197G     0 100% /var/lib/containerd
//
//   Filesystem       Inodes   IUsed    IFree IUse% Mounted on
//   /dev/sda1       6553600 6553600        0  100% /
//
// Source: coreutils, src/df.c; busybox, coreutils/df.c. Each becomes an object of kind FileSystem,
// called after where it is mounted, with the fields "device", "type", "size", "used", "available",
// "use%" and "inodes", "inodes used", "inodes free", "inodes use%". Sizes stand as printed, those
// in blocks with the block's unit behind them; "use%" is the number alone. What stands for one pod,
// a snap or a session is left out, and so is what was printed inside of a container.

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

// What a header says of the rows.
struct Columns {
  bool type = false;
  bool inodes = false;
  std::string_view unit;  // of what is counted in blocks
};

struct BlockSize {
  std::string_view name, unit;
};
constexpr std::array kSizes = std::to_array<BlockSize>({{"Size", ""},
                                                        {"1K-blocks", "K"},
                                                        {"1024-blocks", "K"},
                                                        {"1M-blocks", "M"},
                                                        {"1G-blocks", "G"}});

template <typename Words>
bool IsOneOf(std::string_view word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// macOS and BSD print more columns, of machines that run no pods.
std::optional<Columns> ParseHeader(std::string_view line) {
  auto words = SplitWords(line);
  Columns columns;
  if (words.size() < 7 || words[0] != "Filesystem") return {};
  columns.type = words[1] == "Type";
  words.erase(words.begin(), words.begin() + (columns.type ? 2 : 1));
  if (words.size() != 6 || words[4] != "Mounted" || words[5] != "on") return {};
  columns.inodes = words[0] == "Inodes";
  const auto size = std::find_if(kSizes.begin(), kSizes.end(),
                                 [&](const BlockSize& one) { return one.name == words[0]; });
  if (!columns.inodes && size == kSizes.end()) return {};
  if (!columns.inodes) columns.unit = size->unit;
  constexpr std::array kUsed = std::to_array<std::string_view>({"Used", "IUsed"});
  constexpr std::array kFree = std::to_array<std::string_view>({"Avail", "Available", "IFree"});
  constexpr std::array kPart = std::to_array<std::string_view>({"Use%", "IUse%", "Capacity"});
  if (!IsOneOf(words[1], kUsed) || !IsOneOf(words[2], kFree) || !IsOneOf(words[3], kPart)) {
    return {};
  }
  return columns;
}

// Whether the host's df printed it, as far as the command tells.
bool IsOfHost(const MemberHints& hints) {
  if (!hints.pod.empty() || !hints.container.empty()) return false;
  constexpr std::array kInside =
      std::to_array<std::string_view>({"exec", "nsenter", "chroot", "netns", "run", "debug"});
  const auto words = SplitWords(hints.command);
  return std::none_of(words.begin(), words.end(),
                      [&](std::string_view word) { return IsOneOf(word, kInside); });
}

bool Claims(const Head& head) {
  return ParseHeader(head.FirstLine()).has_value() && IsOfHost(head.hints);
}

struct Row {
  std::string device;
  std::string_view type, size, used, available, percent, path;
};

// "98G", "2.7G", "103080888", "-"
bool IsCount(std::string_view word) {
  if (word == "-") return true;
  const std::size_t end = word.find_first_not_of("0123456789.,");
  if (end == 0) return false;
  return end == std::string_view::npos ||
         (end + 1 == word.size() && Contains("KMGTPEk", word.substr(end)));
}

// "100%", "-"
bool IsPercent(std::string_view word) {
  return word == "-" ||
         (word.size() > 1 && word.ends_with('%') && AllDigits(word.substr(0, word.size() - 1)));
}

// By words: names push the columns aside. A device may have blanks in its name, a path, too.
std::optional<Row> ParseRow(const Columns& columns, std::string_view line) {
  const auto words = SplitWords(line);
  const std::size_t before = columns.type ? 5 : 4;  // the percentage
  for (std::size_t at = before; at + 1 < words.size(); ++at) {
    if (!IsPercent(words[at]) || !words[at + 1].starts_with('/')) continue;
    if (!IsCount(words[at - 1]) || !IsCount(words[at - 2]) || !IsCount(words[at - 3])) continue;
    const std::size_t names = at - before + 1;  // words of the device
    const char* device_end = words[names - 1].data() + words[names - 1].size();
    return Row{.device = {words[0].data(), device_end},
               .type = columns.type ? words[at - 4] : std::string_view(),
               .size = words[at - 3],
               .used = words[at - 2],
               .available = words[at - 1],
               .percent = words[at],
               .path = TrimRight(
                   line.substr(static_cast<std::size_t>(words[at + 1].data() - line.data())))};
  }
  return {};
}

// What a pod, a snap or a session brings along is no place where a node keeps things.
bool IsOfNode(const Row& row) {
  constexpr std::array kDevices = std::to_array<std::string_view>(
      {"overlay", "shm", "none", "udev", "devtmpfs", "efivarfs", "squashfs"});
  constexpr std::array kParts = std::to_array<std::string_view>(
      {"/kubelet/pods/", "/containers/storage/overlay", "/docker/overlay", "/run/user/",
       "/run/containerd/", "/run/k3s/containerd/", "/docker/containers/", "/run/netns/", "/snap/"});
  if (row.device.starts_with("/dev/loop")) return false;
  if (IsOneOf(row.device, kDevices)) return false;
  if (row.path.starts_with("/var/snap/"))
    return !Contains(row.path, "/kubelet/pods/") && !Contains(row.path, "/run/containerd/");
  return std::none_of(kParts.begin(), kParts.end(),
                      [&](std::string_view part) { return Contains(row.path, part); });
}

std::string InUnit(std::string_view count, std::string_view unit) {
  if (count == "-") return {};
  return std::string(count) + std::string(AllDigits(count) ? unit : "");
}

ObjectRecord ObjectOf(const Columns& columns, const Row& row, Source source) {
  ObjectRecord object = ObjectAt(std::move(source), "FileSystem", row.path);
  AddField(object, "device", row.device);
  AddField(object, "type", row.type);
  const std::string_view percent = row.percent.substr(0, row.percent.find('%'));
  const std::string_view part = percent == "-" ? std::string_view() : percent;
  AddField(object, columns.inodes ? "inodes" : "size", InUnit(row.size, columns.unit));
  AddField(object, columns.inodes ? "inodes used" : "used", InUnit(row.used, columns.unit));
  AddField(object, columns.inodes ? "inodes free" : "available",
           InUnit(row.available, columns.unit));
  AddField(object, columns.inodes ? "inodes use%" : "use%", part);
  return object;
}

// Whether the command asks for all file systems: no path, and no kind of them.
bool ListsAll(std::string_view command) {
  constexpr std::array kFilters =
      std::to_array<std::string_view>({"-t", "--type", "-x", "--exclude-type", "-l", "--local"});
  const auto words = SplitWords(command);
  const auto df = std::find_if(words.begin(), words.end(), [](std::string_view word) {
    return word == "df" || word.ends_with("/df");
  });
  if (df == words.end() || IsFiltered(command, kFilters)) return false;
  const auto end = std::find_if(df, words.end(), [](std::string_view word) {
    return word.find_first_of("|><;&") != std::string_view::npos;
  });
  return std::all_of(df + 1, end, [](std::string_view word) { return word.starts_with('-'); });
}

void Read(const ReadContext& context) {
  const auto header = context.in.Peek();
  const auto columns = ParseHeader(header->text);
  const Source source = Quote(header->number, header->text);
  context.in.Next();
  if (!columns) return;  // a line too long to be kept whole
  LineSearch search(context, "text");
  std::vector<ObjectRecord> objects;
  bool of_container = false;
  std::string device;  // of the line before, which had nothing else
  std::int64_t device_line = 0;
  while (const auto line = context.in.Peek()) {
    const std::string joined =
        device.empty() ? std::string() : device + " " + std::string(line->text);
    const auto row = ParseRow(*columns, device.empty() ? line->text : joined);
    if (!row && (!device.empty() || SplitWords(line->text, 2).size() != 1)) break;
    search.Look(*line);
    if (!row) {
      device = Trim(line->text);
      device_line = line->number;
      context.in.Next();
      continue;
    }
    of_container = of_container || (row->device == "overlay" && row->path == "/");
    if (IsOfNode(*row)) {
      objects.push_back(ObjectOf(
          *columns, *row,
          device.empty()
              ? Quote(line->number, line->text)
              : QuoteLines(device_line, line->number, device + "\n" + std::string(line->text))));
    }
    device.clear();
    context.in.Next();
  }
  if (of_container) return;
  const auto count = static_cast<std::int64_t>(objects.size());
  for (ObjectRecord& object : objects) context.out.Add(std::move(object));
  if (ListsAll(context.hints.command)) {
    context.out.Add(CoverageOf(context, source, "FileSystem", count));
  }
}

}  // namespace

extern const Format kDf = {
    .name = "df",
    .title = "df: how full the file systems of a host are, in bytes and in inodes",
    .sample = R"(Filesystem      Size  Used Avail Use% Mounted on
/dev/sda1        98G   95G     0 100% /
tmpfs           1.6G  2.1M  1.6G   1% /run
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
