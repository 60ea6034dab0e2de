// The same thing, shown by several members, becomes one record with several
// sources. Input comes in order of member path and line; so does the result.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/record.h"
#include "core/record_list.h"
#include "ingest/merge/views.h"

namespace howdunit {

// Events are the same if object, reason and message agree (a message that a table
// cut agrees with its longer self) and their times can be the same. What is known
// more exactly wins; counts are lower bounds, so the greatest one holds. An event whose
// object's kind is not stated agrees with one of any kind.
class EventMerger {
 public:
  // Puts them into `merged`, which is empty and outlives it. At most so many are to come; `cut`:
  // messages of some may be.
  EventMerger(RecordList<EventRecord>& merged, std::size_t most, bool cut);
  ~EventMerger();
  EventMerger(const EventMerger&) = delete;
  EventMerger& operator=(const EventMerger&) = delete;

  void Add(EventRecord&& event);

 private:
  class Index;
  RecordList<EventRecord>& merged_;
  std::unique_ptr<Index> index_;
};

// What a log says is the same in another member that holds the same stretch of that log (a whole
// journal and one unit's, a log and its copy): the record that counted more stays, with the span of
// both.
std::vector<SignatureRecord> MergeHits(std::vector<SignatureRecord> hits);

// Pods are the same if namespace and name agree and no uid contradicts. Of views that
// show different states the newer one comes first, else the one that says most (an object before
// describe before a table). What it leaves out is filled from the others.
std::vector<PodRecord> MergePods(std::vector<PodRecord> pods, Views& views);

std::vector<NodeRecord> MergeNodes(std::vector<NodeRecord> nodes, Views& views);

// Objects by kind, namespace and name. What stands on a node (a container, an interface) is the
// same only in the same place and of the same uid; `places` has one for each object.
std::vector<ObjectRecord> MergeObjects(std::vector<ObjectRecord> objects,
                                       const std::vector<std::string>& places, Views& views);

}  // namespace howdunit
