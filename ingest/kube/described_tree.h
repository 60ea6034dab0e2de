// The part of `kubectl describe` that shows an object of a kind which kubectl has no words of its
// own for, field by field:
//
//   Kind:         TigeraStatus
//   Metadata:
//     Creation Timestamp:  2026-03-14T08:26:34Z
//   Status:
//     Conditions:
//       Reason:  ResourceNotReady
//       Type:    Degraded
//       Reason:  AllObjectsAvailable
//       Type:    Available
//
// Source: kubectl, pkg/describe/describe.go, printUnstructuredContent. Keys are sorted, and words
// of theirs apart; nothing stands between the items of a list but that their keys begin anew.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "ingest/reader.h"

namespace howdunit {

class DescribedTree {
 public:
  // Takes a line if it goes on with the object; false if it cannot. A message's further lines go
  // on with it too, and are left out.
  bool Take(const Line& line);

  bool empty() const { return top_.empty(); }

  // The text behind a path of keys as the API has them ("metadata.creationTimestamp"); "" if it is
  // absent or no scalar.
  std::string_view At(std::string_view path) const;

  // Adds what stands at `path`, as in kube/object_fields.h, to the object's fields. A list's item
  // is called by its name or type. One that has neither is left out, for where it ends is not
  // known; but not the only one if what is asked for is in a list of its own ("status.parents[0]").
  void AddFields(std::string_view path, ObjectRecord& object) const;

 private:
  struct Entry {
    std::string key;  // "lastTransitionTime"; empty for an item of a list of texts
    std::string value;
    std::string line;
    std::int64_t number = 0;
    std::vector<Entry> inner;
  };
  using Entries = std::vector<Entry>;

  static const Entry* Find(const Entries& entries, std::string_view key);
  static std::vector<Entries> ItemsOf(const Entries& entries);
  static void Add(const Entries& entries, std::string_view path, const std::string& walked,
                  ObjectRecord& object);

  Entries top_;
  std::size_t entries_ = 0;
  std::size_t depth_ = 0;  // of the entry that was taken last
};

}  // namespace howdunit
