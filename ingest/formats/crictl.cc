// What a container runtime runs, by `crictl ps -a`, `crictl pods`, `crictl images`, and the tables
// of `docker ps` and `docker images`:
//
//   CONTAINER       IMAGE           CREATED         STATE     NAME          ATTEMPT   POD ID
//   1f2e3d4c5b6a7   0a1b2c3d4e5f6   3 minutes ago   Running   calico-node   2         9a8b7c6d5e4f3
//
//   POD ID          CREATED             STATE      NAME    NAMESPACE   ATTEMPT   RUNTIME
//   9a8b7c6d5e4f3   About an hour ago   NotReady   web-0   shop        0         (default)
//
// Source: cri-tools, cmd/crictl/{container,sandbox,image,display}.go; docker/cli, formatter/. Rows
// become objects of kind Container, Sandbox and Image, whose uid is the id as far as it is shown:
// a pod has a sandbox for each attempt, all of one name. Below dockershim the container's name
// spells its pod: k8s_<container>_<pod>_<namespace>_<uid>_<attempt>, container "POD" the sandbox.

#include <algorithm>
#include <array>
#include <map>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/kube/table.h"
#include "ingest/text/base_name.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

struct Columns {
  std::string_view kind;
  std::array<std::string_view, 5> columns;  // all of them must be there
  std::string_view id;
  std::string_view name;
  std::string_view state;  // a row without it is cut
};

constexpr std::array kColumns = std::to_array<Columns>({
    {"Container",
     {"CONTAINER", "IMAGE", "STATE", "ATTEMPT", "POD ID"},
     "CONTAINER",
     "NAME",
     "STATE"},
    {"Container",
     {"CONTAINER ID", "IMAGE", "STATE", "ATTEMPT", "POD ID"},
     "CONTAINER ID",
     "NAME",
     "STATE"},
    {"Sandbox", {"POD ID", "STATE", "NAME", "NAMESPACE", "ATTEMPT"}, "POD ID", "NAME", "STATE"},
    {"Image", {"IMAGE", "TAG", "IMAGE ID", "SIZE", "SIZE"}, "IMAGE ID", "IMAGE", "SIZE"},
    {"Image",
     {"REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"},
     "IMAGE ID",
     "REPOSITORY",
     "SIZE"},
    {"Container",
     {"CONTAINER ID", "IMAGE", "COMMAND", "STATUS", "NAMES"},
     "CONTAINER ID",
     "NAMES",
     "STATUS"},
});

const Columns* ColumnsOf(const Table& table) {
  for (const Columns& columns : kColumns) {
    const bool all = std::all_of(columns.columns.begin(), columns.columns.end(),
                                 [&](std::string_view column) { return table.Find(column) >= 0; });
    if (all) return &columns;
  }
  return nullptr;
}

// Ages in words, as Docker's units.HumanDuration prints them (docker/go-units, duration.go). Hours
// are rounded to the nearest since 2018 and were cut before: the stamp allows for both. Weeks are
// 7 days, months 30, years 365.
std::optional<Stamp> ParseLongAge(std::string_view text) {
  constexpr Micros kHalfHour = 30 * kMinute;
  struct Words {
    std::string_view text;
    Micros low;
    Micros width;
  };
  static constexpr std::array kWords = std::to_array<Words>({
      {"Less than a second", 0, kSecond},
      {"About a minute", kMinute, kMinute},
      {"About an hour", kHour, kHour},
  });
  struct Unit {
    std::string_view name;
    Micros size;
    Micros early;  // by so much less than its number an age can be
  };
  static constexpr std::array kUnits = std::to_array<Unit>({
      {"second", kSecond, 0},
      {"minute", kMinute, 0},
      {"hour", kHour, kHalfHour},
      {"day", kDay, kHalfHour},
      {"week", 7 * kDay, kHalfHour},
      {"month", 30 * kDay, kHalfHour},
      {"year", 365 * kDay, 0},
  });
  if (!text.ends_with(" ago")) return {};
  text.remove_suffix(4);
  for (const Words& words : kWords) {
    if (words.text != text) continue;
    return Stamp{.kind = Stamp::Kind::kLocalAge, .value = words.low, .width = words.width};
  }
  const auto count = ParseInt(TakeUntil(text, " "));
  if (text.ends_with('s')) text.remove_suffix(1);
  const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                 [&](const Unit& known) { return known.name == text; });
  if (!count || *count < 1 || *count > 10'000 || unit == kUnits.end()) return {};
  return Stamp{.kind = Stamp::Kind::kLocalAge,
               .value = *count * unit->size - unit->early,
               .width = unit->size + unit->early};
}

// "1f2e3d4c5b6a7", or with `docker images --no-trunc` "sha256:1f2e…"
bool IsId(std::string_view text) {
  if (text.starts_with("sha256:")) text.remove_prefix(7);
  return text.size() >= 8 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Rows without their header, behind grep: an id, and an age in words where its column is.
std::string_view GuessHeader(std::string_view line) {
  const auto cells = SplitColumns(line, 2);
  if (cells.size() < 6 || !IsId(cells[0])) return {};
  if (ParseLongAge(cells[1]) && (cells[2] == "Ready" || cells[2] == "NotReady")) {
    return "POD ID  CREATED  STATE  NAME  NAMESPACE  ATTEMPT  RUNTIME";
  }
  if (cells.size() < 7 || !IsId(cells[6]) || !ParseLongAge(cells[2])) return {};
  return "CONTAINER  IMAGE  CREATED  STATE  NAME  ATTEMPT  POD ID  POD  NAMESPACE";
}

bool Claims(const Head& head) {
  const auto table = Table::FromHeader(head.FirstLine());
  return (table && ColumnsOf(*table) != nullptr) ||
         !GuessHeader(TrimRight(head.FirstLine())).empty();
}

// "Up 3 hours" and "Exited (0) 2 days ago" in crictl's words.
std::string_view StateOfDocker(std::string_view status) {
  const std::string_view word = status.substr(0, status.find(' '));
  return word == "Up" ? "Running" : word;
}

// Sets what a name of dockershim spells.
void SetFromDockerName(std::string_view name, ObjectRecord& object) {
  const auto parts = Split(name, '_');
  if (parts.size() != 6 || parts[0] != "k8s") return;
  const bool sandbox = parts[1] == "POD";
  if (sandbox) object.kind = "Sandbox";
  object.name = Redact(sandbox ? parts[2] : parts[1]);
  object.space = Redact(parts[3]);
  if (!sandbox) AddField(object, "pod", parts[2]);
  AddField(object, "attempt", parts[5]);
}

ObjectRecord ReadRow(const Table& table, const Columns& columns,
                     const std::vector<std::string_view>& cells, const Line& line) {
  const TableRow row(table, cells);
  ObjectRecord object =
      ObjectAt(Quote(line.number, line.text), columns.kind, Trim(row[columns.name]));
  const std::string_view tag = row["TAG"];
  if (!tag.empty() && tag != "<none>") {
    object.name = Redact(object.name.str() + ":" + std::string(tag));
  }
  object.uid = Redact(row[columns.id]);
  object.space = Redact(row["NAMESPACE"]);
  if (const auto age = ParseLongAge(row["CREATED"])) object.created.stamp = *age;
  const auto except = std::to_array<std::string_view>({columns.name, "NAMESPACE", "COMMAND"});
  AddCells(object, table.names(), cells, except);
  if (columns.name == "NAMES") {
    AddField(object, "state", StateOfDocker(row["STATUS"]));
    SetFromDockerName(row["NAMES"], object);
  }
  return object;
}

// Which kinds a table lists in full. Without -a, containers that ended are left out; where no
// command is known, collectors' file names spell it ("crictl_ps_-a").
bool ListsAll(std::string_view kind, const MemberHints& hints) {
  constexpr std::array kFilters = std::to_array<std::string_view>(
      {"--name", "--namespace", "--state", "-s", "--label", "--pod", "-p", "--image", "--id",
       "--latest", "-l", "-n", "--last", "--filter", "-f"});
  if (IsFiltered(hints.command, kFilters)) return false;
  if (kind != "Container") return true;
  if (!hints.command.empty()) {
    const auto words = SplitWords(hints.command);
    return std::any_of(words.begin(), words.end(),
                       [](std::string_view word) { return word == "-a" || word == "--all"; });
  }
  const std::string_view name = BaseName(hints.path);
  return Contains(name, "psa") || Contains(name, "ps-a") || Contains(name, "ps_-a");
}

void Read(const ReadContext& context) {
  const auto first = context.in.Peek();
  const std::string_view guess = GuessHeader(first->text);
  const auto table = Table::FromHeader(guess.empty() ? first->text : guess);
  const Columns* found = table ? ColumnsOf(*table) : nullptr;
  const Source source = Quote(first->number, first->text);
  if (guess.empty() || found == nullptr) context.in.Next();
  if (found == nullptr) return;  // a line too long to be kept whole
  const Columns& columns = *found;
  LineSearch search(context);
  std::map<std::string, std::int64_t> counts{{std::string(columns.kind), 0}};
  while (const auto line = context.in.Peek()) {
    const auto cells = table->Row(line->text);
    if (!cells || !IsId(TableRow(*table, *cells)[columns.id])) break;
    search.Look(*line);
    if (TableRow(*table, *cells)[columns.state].empty()) {
      context.out.Add(ProblemRecord{.source = Quote(line->number, line->text),
                                    .reason = "a row of the container runtime's table is cut"});
    } else {
      ObjectRecord object = ReadRow(*table, columns, *cells, *line);
      ++counts[object.kind.str()];
      context.out.Add(std::move(object));
    }
    context.in.Next();
  }
  if (!guess.empty()) return;  // rows that somebody picked
  for (const auto& [kind, count] : counts) {
    // docker's sandboxes are containers, too: without -a some are left out.
    if (!ListsAll(columns.kind, context.hints)) continue;
    context.out.Add(CoverageOf(context, source, kind, count));
  }
}

}  // namespace

extern const Format kCrictl = {
    .name = "crictl",
    .title = "crictl ps, pods and images, docker ps and images: what the container runtime runs",
    .sample =
        R"(POD ID              CREATED             STATE               NAME                NAMESPACE           ATTEMPT             RUNTIME
9a8b7c6d5e4f3       About an hour ago   Ready               web-0               shop                1                   (default)
1f2e3d4c5b6a7       2 weeks ago         NotReady            web-0               shop                0                   (default)
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
