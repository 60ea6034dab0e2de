// The same thing, shown by several members, becomes one record with several
// sources. Input comes in order of member path and line; so does the result.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/record.h"
#include "core/record_list.h"
#include "ingest/merge/event_series.h"
#include "ingest/merge/views.h"
#include "ingest/read_member.h"

namespace howdunit {

// Events are the same if object, reason and message agree (a message that a table
// cut agrees with its longer self) and their times can be the same. What is known
// more exactly wins; counts are lower bounds, so the greatest one holds. An event whose
// object's kind is not stated agrees with one of any kind. Of very many, those of one object that
// say the same are counted (event_series.h).
class EventMerger {
 public:
  static constexpr std::size_t kMostApart = 10'000;  // more are very many

  // Puts them into `merged`, which is empty and outlives it. At most so many are to come; `cut`:
  // messages of some may be.
  EventMerger(RecordList<EventRecord>& merged, std::size_t most, bool cut,
              EventSeries::Counted counted);
  ~EventMerger();
  EventMerger(const EventMerger&) = delete;
  EventMerger& operator=(const EventMerger&) = delete;

  void Add(EventRecord&& event);

  // To be called once, at the end: several threads may read them then.
  void Finish();

 private:
  class Index;
  RecordList<EventRecord>& merged_;
  std::unique_ptr<Index> index_;
  std::optional<EventSeries> series_;
};

// What a log says is the same in another member that holds the same stretch of that log (a whole
// journal and one unit's, a log and its copy): the record that counted more stays, with the span of
// both.
std::vector<SignatureRecord> MergeHits(std::vector<SignatureRecord> hits);

// A table of one namespace does not name it. A pod in it is the one that another view names in
// full, where no other can be meant: the end of its name was made up, or its address is the same.
class PodSpaces {
 public:
  explicit PodSpaces(const std::vector<ReadMember>& members);

  // Fills the namespace of a pod that has none.
  void Fill(PodRecord& pod) const;

 private:
  struct Named {
    Redacted space;  // empty: several namespaces have a pod of that name
    Redacted ip;
  };
  std::map<Redacted, Named> named_;  // by name; empty if all pods have a namespace
};

// Pods are the same if namespace and name agree and no uid contradicts. Of views that
// show different states the newer one comes first, else the one that says most (an object before
// describe before a table). What it leaves out is filled from the others.
class PodMerger {
 public:
  explicit PodMerger(Views& views) : views_(views) {}

  void Add(PodRecord&& pod);
  std::vector<PodRecord> Take() { return std::move(merged_); }

 private:
  Views& views_;
  std::vector<PodRecord> merged_;
  std::map<std::pair<Redacted, Redacted>, std::vector<std::size_t>> by_name_;
};

std::vector<NodeRecord> MergeNodes(std::vector<NodeRecord> nodes, Views& views);

// Objects by kind, namespace and name. What stands on a node (a container, an interface) is the
// same only in the same place and of the same uid; `places` has one for each object.
std::vector<ObjectRecord> MergeObjects(std::vector<ObjectRecord> objects,
                                       const std::vector<std::string>& places, Views& views);

}  // namespace howdunit
