// Calico's own view of its peers, addresses and settings:
//
//   Calico process is running.                                          calicoctl node status
//
//   IPv4 BGP status
//   +--------------+-------------------+-------+----------+-------------+
//   | PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |    INFO     |
//   +--------------+-------------------+-------+----------+-------------+
//   | 10.0.0.12    | node-to-node mesh | up    | 10:12:33 | Established |
//   +--------------+-------------------+-------+----------+-------------+
//
//   | GROUPING |     CIDR      | IPS TOTAL | IPS IN USE |   IPS FREE   |     calicoctl ipam show
//   | IP Pool  | 10.65.0.0/16  |     65536 | 5 (0%)     | 65531 (100%) |
//
//   NAME    ASN       IPV4           IPV6                               calicoctl get node -o wide
//   k8s01   (64512)   10.0.0.11/24
//
//   name     proto    table    state  since       info                  birdcl show protocols
//   Mesh_10_0_0_12 BGP      master   up     10:12:33    Established
//
// Sources: projectcalico/calico, calicoctl/commands/{node/status,ipam/show}.go and
// libcalico-go's resource manager (columns of get); BIRD, nest/proto.c. Peers become objects of
// kind BGPPeerStatus, named by address or by BIRD's name of the session; pools and blocks IPAMPool
// and IPAMBlock with plain numbers; rows of get IPPool, CalicoNode, BGPPeer, BGPConfiguration and
// WorkloadEndpoint. CalicoNodeStatus says whether the process runs.

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/kube/scope.h"
#include "ingest/kube/table.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/framed_table.h"

namespace howdunit {
namespace {

struct Shape {
  std::string_view kind;                    // "": column GROUPING tells
  std::array<std::string_view, 3> columns;  // all of them must be there
  std::string_view name;
};

constexpr std::string_view kPeer = "BGPPeerStatus";

// Tables in a frame.
constexpr std::array kFramed = std::to_array<Shape>({
    {kPeer, {"PEER ADDRESS", "STATE", "INFO"}, "PEER ADDRESS"},
    {"", {"GROUPING", "CIDR", "IPS IN USE"}, "CIDR"},
});

// Tables of `calicoctl get`, as kubectl's, but without AGE.
constexpr std::array kPlain = std::to_array<Shape>({
    {"CalicoNode", {"NAME", "ASN", "IPV4"}, "NAME"},
    {"IPPool", {"NAME", "CIDR", "IPIPMODE"}, "NAME"},
    {"IPPool", {"NAME", "CIDR", "SELECTOR"}, "NAME"},
    {"BGPPeer", {"NAME", "PEERIP", "ASN"}, "NAME"},
    {"BGPConfiguration", {"NAME", "LOGSEVERITY", "MESHENABLED"}, "NAME"},
    {"WorkloadEndpoint", {"WORKLOAD", "NODE", "NETWORKS"}, "WORKLOAD"},
});

using Names = std::vector<std::string>;

bool HasColumn(const Names& names, std::string_view column) {
  return std::find(names.begin(), names.end(), column) != names.end();
}

template <typename Shapes>
const Shape* ShapeOf(const Names& names, const Shapes& shapes) {
  if (HasColumn(names, "AGE")) return nullptr;
  for (const Shape& shape : shapes) {
    if (std::all_of(shape.columns.begin(), shape.columns.end(),
                    [&](std::string_view column) { return HasColumn(names, column); })) {
      return &shape;
    }
  }
  return nullptr;
}

Names NamesOf(const std::vector<std::string_view>& cells) { return {cells.begin(), cells.end()}; }

bool IsFramedHeader(std::string_view line) {
  return ShapeOf(NamesOf(FramedCells(line)), kFramed) != nullptr;
}

const Shape* PlainShape(std::string_view line) {
  const auto table = Table::FromHeader(line);
  return table ? ShapeOf(table->names(), kPlain) : nullptr;
}

// BIRD 1 and 2 differ in capitals only.
bool IsBirdHeader(std::string_view line) {
  const std::string lower = ToLower(line);
  const auto words = SplitWords(lower);
  constexpr std::array kWords =
      std::to_array<std::string_view>({"name", "proto", "table", "state", "since", "info"});
  return std::equal(words.begin(), words.end(), kWords.begin(), kWords.end());
}

// "BIRD v0.3.3+birdv1.6.8 ready.", which birdcl prints first.
bool IsBirdGreeting(std::string_view line) {
  return line.starts_with("BIRD ") && TrimRight(line).ends_with(" ready.");
}

struct Sentence {
  std::string_view text;
  std::string_view process;  // what it says of the process
  bool no_peers = false;
};

constexpr std::array kSentences = std::to_array<Sentence>({
    {"Calico process is running.", "running"},
    {"Calico process is not running.", "not running"},
    {"IPv4 BGP status", ""},
    {"IPv6 BGP status", ""},
    {"No IPv4 peers found.", "", true},
    {"No IPv6 peers found.", "", true},
    {"The BGP backend process (BIRD) is not running.", ""},
    {"None of the BGP backend processes (BIRD or GoBGP) are running.", ""},
});

const Sentence* FindSentence(std::string_view line) {
  line = Trim(line);
  const auto found = std::find_if(kSentences.begin(), kSentences.end(),
                                  [&](const Sentence& known) { return known.text == line; });
  return found == kSentences.end() ? nullptr : &*found;
}

// Whether the text begins with something that is read here.
bool StartsHere(std::string_view text) {
  const std::string_view line = TrimRight(TakeUntil(text, "\n"));
  const std::string_view next = text.substr(0, text.find('\n'));
  if (FindSentence(line) != nullptr || IsFramedHeader(line) || IsBirdHeader(line)) return true;
  if (IsFrame(line)) return IsFramedHeader(next);
  if (IsBirdGreeting(line)) return IsBirdHeader(next);
  return PlainShape(line) != nullptr;
}

bool Claims(const Head& head) { return StartsHere(head.text); }

// "5 (0%)" is the number 5.
std::string_view WithoutPercent(std::string_view cell) {
  const std::size_t open = cell.find(" (");
  return open != std::string_view::npos && cell.ends_with("%)") ? cell.substr(0, open) : cell;
}

class CalicoReader {
 public:
  explicit CalicoReader(const ReadContext& context) : context_(context), search_(context) {}

  void Read() {
    while (const auto line = context_.in.Peek()) {
      const std::string_view text = TrimRight(line->text);
      const bool opens = IsFrame(text) || IsBirdGreeting(text);  // a table below it
      if (text.empty() || (opens && StartsHere(context_.in.Ahead()))) {
        Take();
      } else if (const Sentence* sentence = FindSentence(text)) {
        ReadSentence(*sentence, *line);
      } else if (IsFramedHeader(text)) {
        ReadFramed();
      } else if (IsBirdHeader(text)) {
        ReadBird();
      } else if (PlainShape(text) != nullptr) {
        ReadPlain();
      } else {
        break;
      }
    }
    for (const auto& [kind, list] : lists_) {
      context_.out.Add(CoverageOf(context_, list.source, kind, list.items));
    }
  }

 private:
  struct List {
    Source source;
    std::int64_t items = 0;
  };

  void Take() {
    if (const auto line = context_.in.Peek()) search_.Look(*line);
    context_.in.Next();
  }

  // A list of all objects of the kind begins at the line.
  List& ListAt(std::string_view kind, const Line& line) {
    List& list = lists_[std::string(kind)];
    if (list.source.line == 0) list.source = Quote(line.number, line.text);
    return list;
  }

  void Add(ObjectRecord object) {
    const auto list = lists_.find(object.kind.str());
    if (list != lists_.end()) ++list->second.items;
    context_.out.Add(std::move(object));
  }

  void ReadSentence(const Sentence& sentence, const Line& line) {
    if (sentence.no_peers) ListAt(kPeer, line);
    if (!sentence.process.empty()) {
      ObjectRecord object = ObjectAt(Quote(line.number, line.text), "CalicoNodeStatus", "calico");
      AddField(object, "process", sentence.process);
      context_.out.Add(std::move(object));
    }
    Take();
  }

  // The rows of `ipam show` have a line of the frame between them.
  void ReadFramed() {
    const auto header = context_.in.Peek();
    const Names names = NamesOf(FramedCells(header->text));
    const Shape& shape = *ShapeOf(names, kFramed);
    const auto name_at =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), shape.name) - names.begin());
    ListAt(shape.kind.empty() ? "IPAMPool" : shape.kind, *header);
    Take();
    ReadFramedRows(
        context_.in, names.size(), name_at,
        {.ends = IsFramedHeader,
         .look = [&](const Line& line) { search_.Look(line); },
         .cut =
             [&](const Line& line) {
               context_.out.Add(ProblemRecord{.source = Quote(line.number, line.text),
                                              .reason = "a row of calicoctl's table is cut"});
             },
         .row = [&](const FramedRow& row) { AddFramed(names, shape, row); }});
  }

  void AddFramed(const Names& names, const Shape& shape, const FramedRow& row) {
    Source source = QuoteLines(row.first, row.last, row.quoted);
    const auto cell = [&](std::string_view column) -> std::string_view {
      const auto at = std::find(names.begin(), names.end(), column) - names.begin();
      return row.cells[static_cast<std::size_t>(at)];
    };
    std::string_view kind = shape.kind;
    if (kind.empty()) kind = cell("GROUPING") == "Block" ? "IPAMBlock" : "IPAMPool";
    // Blocks are listed if --show-blocks asked for them, and then all.
    if (kind == "IPAMBlock") ListAt(kind, Line{.text = row.quoted, .number = row.first});
    ObjectRecord object = ObjectAt(std::move(source), kind, cell(shape.name));
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == shape.name || names[i] == "GROUPING") continue;
      AddField(object, names[i] == "PEER TYPE" ? "type" : ToLower(names[i]),
               WithoutPercent(row.cells[i]));
    }
    Add(std::move(object));
  }

  void ReadPlain() {
    const auto header = context_.in.Peek();
    const auto table = Table::FromHeader(header->text);
    const Shape& shape = *ShapeOf(table->names(), kPlain);
    const bool by_space = shape.kind == "WorkloadEndpoint";
    const Scope scope = ScopeOf(context_.hints);
    if (!scope.part && (!by_space || scope.all)) ListAt(shape.kind, *header);
    Take();
    const auto name_at = static_cast<std::size_t>(table->Find(shape.name));
    while (const auto line = context_.in.Peek()) {
      if (PlainShape(line->text) != nullptr) break;
      const auto cells = table->Row(line->text);
      if (!cells || (*cells)[name_at].empty() || Contains((*cells)[name_at], " ")) break;
      ObjectRecord object =
          ObjectAt(Quote(line->number, line->text), shape.kind, (*cells)[name_at]);
      const auto except = std::to_array<std::string_view>({shape.name, "NAMESPACE"});
      AddCells(object, table->names(), *cells, except);
      if (const int space = table->Find("NAMESPACE"); space >= 0) {
        object.space = Redact((*cells)[static_cast<std::size_t>(space)]);
      } else if (by_space) {
        object.space = Redact(scope.space);
      }
      Add(std::move(object));
      Take();
    }
  }

  // Names longer than their column push the others aside: rows are read by words.
  void ReadBird() {
    ListAt(kPeer, *context_.in.Peek());
    Take();
    while (const auto line = context_.in.Peek()) {
      const bool detail = line->text.starts_with("  ");  // of `show protocols all`
      const auto words = SplitWords(line->text, 6);
      constexpr std::array kStates =
          std::to_array<std::string_view>({"up", "start", "down", "stop", "flush"});
      const bool row = !detail && words.size() >= 5 &&
                       std::find(kStates.begin(), kStates.end(), words[3]) != kStates.end();
      if (!row && (!detail || Trim(line->text).empty())) break;
      if (row && words[1] == "BGP") ReadBirdRow(words, *line);
      Take();
    }
  }

  void ReadBirdRow(const std::vector<std::string_view>& words, const Line& line) {
    ObjectRecord object = ObjectAt(Quote(line.number, line.text), kPeer, words[0]);
    std::string since(words[4]);
    std::string_view info = words.size() > 5 ? words[5] : std::string_view();
    // BIRD 2 writes date and time.
    if (Contains(since, "-") && info.size() >= 8 && IsDigit(info[0]) && info[2] == ':') {
      since.append(" ").append(TakeUntil(info, " "));
    }
    AddField(object, "table", words[2]);
    AddField(object, "state", words[3]);
    AddField(object, "since", since);
    AddField(object, "info", Trim(info));
    AddField(object, "address", AddressIn(words[0]));
    Add(std::move(object));
  }

  // "10.0.0.12" of Mesh_10_0_0_12, as confd names sessions (node/filesystem/templates/bird.cfg).
  static std::string AddressIn(std::string_view name) {
    TakeUntil(name, "_");
    const bool v4 = std::count(name.begin(), name.end(), '_') == 3 &&
                    name.find_first_not_of("0123456789_") == std::string_view::npos;
    return v4 ? ReplaceAll(name, "_", ".") : "";
  }

  const ReadContext& context_;
  LineSearch search_;
  std::map<std::string, List> lists_;
};

void Read(const ReadContext& context) { CalicoReader(context).Read(); }

}  // namespace

extern const Format kCalicoctl = {
    .name = "calicoctl",
    .title = "calicoctl node status, ipam show and get; birdcl show protocols",
    .sample = R"(Calico process is running.

IPv4 BGP status
+--------------+-------------------+-------+----------+--------------------------------+
| PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |              INFO              |
+--------------+-------------------+-------+----------+--------------------------------+
| 10.0.0.12    | node-to-node mesh | up    | 10:12:33 | Established                    |
| 10.0.0.13    | node-to-node mesh | start | 10:12:30 | Active Socket: Connection      |
|              |                   |       |          | refused                        |
+--------------+-------------------+-------+----------+--------------------------------+

IPv6 BGP status
No IPv6 peers found.
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
