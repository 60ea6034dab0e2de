// Directory listings of GNU and BusyBox `ls -l` and of `find -ls`:
//
//   /etc/cni/net.d:
//   total 16
//   drwxr-xr-x 2 root root 4096 Sep 14  2021 .
//   -rw------- 1 root root 2680 May 22 22:20 calico-kubeconfig
//   lrwxrwxrwx 1 root root   42 May  2 09:00 /etc/cni/net.d -> /var/snap/microk8s/current/args/…
//   ls: cannot access '/etc/cni/net.d/x': No such file or directory
//
// Recent files have no year, old ones no clock (src/ls.c of coreutils).

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/base_name.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/listing.h"

namespace howdunit {
namespace {

bool IsTotal(std::string_view line) {
  if (!line.starts_with("total ")) return false;
  const std::string_view blocks = Trim(line.substr(6));
  return !blocks.empty() && IsDigit(blocks[0]) && !Contains(blocks, " ");
}

// "/etc/cni/net.d:" above the entries of that directory.
bool IsDirectoryHeader(std::string_view line) {
  line = TrimRight(line);
  return line.size() > 1 && line.ends_with(':') &&
         (line.starts_with('/') || line.starts_with('.') || line.starts_with("'/"));
}

bool IsListing(std::string_view line) {
  return IsTotal(line) || ParseListingError(line) || ParseListingEntry(line);
}

bool Claims(const Head& head) {
  std::string_view text = head.text;
  const std::string_view first = TrimRight(TakeUntil(text, "\n"));
  if (IsListing(first)) return true;
  if (!IsDirectoryHeader(first)) return false;
  const std::string_view second = TrimRight(TakeUntil(text, "\n"));
  return IsTotal(second) || ParseListingEntry(second).has_value();
}

// "ls-la_etc_cni_net.d.txt" is how people and collectors name what a listing shows.
std::string PathFromFileName(std::string_view path) {
  std::string_view name = BaseName(path);
  if (!name.starts_with("ls")) return {};
  const std::size_t directory = name.find("_etc_") != std::string_view::npos   ? name.find("_etc_")
                                : name.find("_var_") != std::string_view::npos ? name.find("_var_")
                                                                               : name.find("_opt_");
  if (directory == std::string_view::npos) return {};
  name.remove_prefix(directory);
  for (const std::string_view end : {".txt", ".out", ".log"}) {
    if (name.ends_with(end)) name.remove_suffix(end.size());
  }
  return ReplaceAll(name, "_", "/");
}

std::string UnescapeFind(std::string_view name) {
  std::string plain;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\' && i + 1 < name.size()) ++i;
    plain += name[i];
  }
  return plain;
}

class ListingReader {
 public:
  explicit ListingReader(const ReadContext& context)
      : context_(context), argument_(ListedPath(context.hints.command)), directory_(argument_) {
    if (directory_.empty()) directory_ = context.hints.host_path;
    if (directory_.empty()) directory_ = PathFromFileName(context.hints.path);
  }

  void Read() {
    while (const auto line = context_.in.Peek()) {
      const std::string_view text = TrimRight(line->text);
      if (text.empty()) {
        EndDirectory();
        context_.in.Next();
        continue;
      }
      if (!Take(*line)) break;
      context_.in.Next();
    }
    EndDirectory();
  }

 private:
  // Whether `line` is part of a listing.
  bool Take(const Line& line) {
    const std::string_view text = TrimRight(line.text);
    if (IsDirectoryHeader(text)) {
      if (!HeaderIsFollowedByEntries()) return false;
      EndDirectory();
      directory_ = text.substr(0, text.size() - 1);
      if (directory_.starts_with('\'') && directory_.ends_with('\'') && directory_.size() > 1) {
        directory_ = directory_.substr(1, directory_.size() - 2);
      }
      if (directory_.size() > 1 && directory_.ends_with('/')) directory_.pop_back();
      in_directory_ = true;
      opening_ = Quote(line.number, text);
    } else if (IsTotal(text)) {
      if (!in_directory_) opening_ = Quote(line.number, text);
      in_directory_ = true;
      total_ = true;
    } else if (const auto entry = ParseListingEntry(text)) {
      ++entries_;
      AddEntry(*entry, line);
    } else if (const auto error = ParseListingError(text)) {
      AddPath(std::string(error->path), error->type, line, {});
    } else if (StartsWithMode(text)) {
      context_.out.Add(ProblemRecord{.source = Quote(line.number, text),
                                     .reason = "a line of a directory listing cannot be read"});
    } else {
      return false;
    }
    return true;
  }

  bool HeaderIsFollowedByEntries() {
    std::string_view text = context_.in.Ahead();
    TakeUntil(text, "\n");
    const std::string_view next = TrimRight(TakeUntil(text, "\n"));
    return next.empty() || IsListing(next) || IsDirectoryHeader(next);
  }

  void AddEntry(const ListingEntry& entry, const Line& line) {
    if (entry.name == "..") return;
    PathRecord record;
    record.mode = Redact(entry.mode);
    record.owner = Redact(entry.owner);
    record.group = Redact(entry.group);
    record.size = entry.size;
    record.modified.stamp = entry.modified;
    record.target = Redact(entry.target);
    AddPath(PathOf(entry), entry.type, line, std::move(record));
  }

  std::string PathOf(const ListingEntry& entry) const {
    std::string name(entry.name);
    if (entry.has_inode_and_blocks && Contains(name, "\\")) name = UnescapeFind(name);
    if (name.starts_with('/')) return name;
    if (name == ".") return directory_.empty() ? name : directory_;
    // Without a header or a total, names are the command's arguments.
    if (directory_.empty() || (!in_directory_ && name == argument_)) return name;
    if (name.starts_with("./")) name.erase(0, 2);  // find .
    return directory_ == "/" ? "/" + name : directory_ + "/" + name;
  }

  void AddPath(std::string path, std::string_view type, const Line& line, PathRecord record) {
    Source source = Quote(line.number, line.text);
    // `kubectl debug node` and Calico's own pod see the node's files below /host.
    if (path == "/host" || path.starts_with("/host/")) {
      source.note = Redact("listed as " + path);
      path = path == "/host" ? "/" : path.substr(5);
    }
    record.path = Redact(path);
    record.type = Redact(type);
    record.source = std::move(source);
    context_.out.Add(std::move(record));
  }

  // A directory that lists nothing is a statement of its own.
  void EndDirectory() {
    if (total_ && entries_ == 0 && !directory_.empty()) {
      AddPath(directory_, "dir", Line{.text = opening_.text.str(), .number = opening_.line}, {});
    }
    in_directory_ = false;
    total_ = false;
    entries_ = 0;
  }

  const ReadContext& context_;
  std::string argument_;       // what the command says it lists
  std::string directory_;      // what the names are relative to
  bool in_directory_ = false;  // behind a header or a total
  bool total_ = false;
  std::int64_t entries_ = 0;
  Source opening_;
};

void Read(const ReadContext& context) { ListingReader(context).Read(); }

}  // namespace

extern const Format kLs = {
    .name = "ls",
    .title = "directory listings: ls -l, ls -laR, find -ls (GNU, BusyBox)",
    .sample = R"(/etc/cni/net.d:
total 16
drwxr-xr-x 2 root root 4096 Sep 14  2021 .
drwxr-xr-x 3 root root 4096 Sep 14  2021 ..
-rw-r--r-- 1 root root  665 Sep 14  2021 10-calico.conflist
-rw------- 1 root root 2680 May 22 22:20 calico-kubeconfig
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
