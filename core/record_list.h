// A list of records of which there may be millions: in memory while they are few, beyond that in a
// file (core/spill_file.h), in the same order. A place in it says the same wherever the record is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/record_bytes.h"
#include "core/spill_file.h"

namespace howdunit {

// Record: one that record_bytes.h packs. Several threads may read a list at once; after Flush(),
// what stands at places that no other reads may be replaced meanwhile.
template <typename Record>
class RecordList {
 public:
  class Cursor;

  RecordList() = default;  // all in memory
  explicit RecordList(std::shared_ptr<SpillFile> file) : file_(std::move(file)) {}
  ~RecordList() { Hold(-static_cast<std::int64_t>(held_.size())); }
  RecordList(const RecordList& other)
      : file_(other.file_), held_(other.held_), packed_(other.packed_), waiting_(other.waiting_) {
    Hold(static_cast<std::int64_t>(held_.size()));
  }
  RecordList(RecordList&& other) noexcept { swap(other); }
  RecordList& operator=(RecordList other) noexcept {
    swap(other);
    return *this;
  }
  void swap(RecordList& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(held_, other.held_);
    std::swap(packed_, other.packed_);
    std::swap(waiting_, other.waiting_);
  }

  std::size_t size() const { return held_.size() + packed_.size(); }
  bool empty() const { return size() == 0; }

  // Once one went into the file, all behind it do.
  void push_back(Record&& record) {
    if (packed_.empty() && (file_ == nullptr || !file_->holds_too_many())) {
      held_.push_back(std::move(record));
      Hold(1);
    } else {
      Wait(record);
    }
  }
  void push_back(const Record& record) { push_back(Record(record)); }

  // Writes what waits for more to be written with it.
  void Flush() {
    if (waiting_.empty()) return;
    const std::uint64_t first = file_->Append(waiting_);
    for (auto place = packed_.rbegin(); place != packed_.rend() && *place >= kWaiting; ++place) {
      *place = *place - kWaiting + first;
    }
    waiting_.clear();
    waiting_.shrink_to_fit();
  }

  Record operator[](std::size_t at) const {
    if (at < held_.size()) return held_[at];
    Record record;
    Window window;
    Load(at, window, record);
    return record;
  }

  void Replace(std::size_t at, Record record) {
    std::vector<std::pair<std::size_t, Record>> one;
    one.emplace_back(at, std::move(record));
    Replace(std::move(one));
  }
  // Several, by their places.
  void Replace(std::vector<std::pair<std::size_t, Record>> records) {
    if (!packed_.empty()) Flush();
    std::string bytes;
    std::vector<std::pair<std::size_t, std::uint64_t>> places;
    for (auto& [at, record] : records) {
      if (at < held_.size()) {
        held_[at] = std::move(record);
        continue;
      }
      places.emplace_back(at - held_.size(), bytes.size());
      Pack(record, bytes);
    }
    if (places.empty()) return;
    const std::uint64_t first = file_->Append(bytes);
    for (const auto& [at, place] : places) packed_[at] = first + place;
  }

  // Puts the other's records behind these. REQUIRES: both have the same file.
  void Append(RecordList other) {
    for (Record& record : other.held_) push_back(std::move(record));
    if (other.packed_.empty()) return;
    Flush();
    packed_.insert(packed_.end(), other.packed_.begin(), other.packed_.end());
    std::swap(waiting_, other.waiting_);
  }

  // Gives each record away, in order; none is left.
  template <typename Visit>
  void TakeAll(Visit visit) {
    for (Record& record : held_) visit(std::move(record));
    Window window;
    Record record;
    for (std::size_t at = held_.size(); at < size(); ++at) {
      Load(at, window, record);
      visit(std::move(record));
    }
    *this = RecordList(file_);
  }

  Cursor begin() const { return From(0); }
  Cursor From(std::size_t at) const { return Cursor(*this, at); }
  static std::default_sentinel_t end() { return {}; }

 private:
  static constexpr std::uint64_t kWaiting = 1ULL << 63U;  // added to a place in waiting_
  static constexpr std::size_t kFew = 4U << 10U;          // bytes read for one record …
  static constexpr std::size_t kMany = 256U << 10U;  // … and where many follow, or are written
  using Size = std::uint32_t;

  // A stretch of the file.
  struct Window {
    std::vector<char> bytes;
    std::size_t size = 0;
    std::uint64_t place = 0;

    bool Holds(std::uint64_t at, std::size_t count) const {
      return at >= place && at - place + count <= size;
    }
    const char* At(const SpillFile& file, std::uint64_t at, std::size_t count) {
      if (!Holds(at, count)) {
        const bool goes_on = size > 0 && at >= place && at <= place + size;
        const std::size_t wanted = std::max(count, goes_on ? kMany : kFew);
        if (bytes.size() < wanted) bytes.resize(wanted);
        place = at;
        size = file.Read(at, bytes.data(), wanted);
      }
      return bytes.data() + (at - place);
    }
  };

  void Hold(std::int64_t records) const {
    if (file_ != nullptr) file_->Hold(records);
  }

  static void Pack(const Record& record, std::string& bytes) {
    const std::size_t begin = bytes.size();
    bytes.append(sizeof(Size), '\0');
    PackRecord(record, bytes);
    const Size size = static_cast<Size>(bytes.size() - begin - sizeof size);
    std::memcpy(bytes.data() + begin, &size, sizeof size);
  }

  void Wait(const Record& record) {
    packed_.push_back(kWaiting + waiting_.size());
    Pack(record, waiting_);
    if (waiting_.size() >= kMany) Flush();
  }

  // What stands at `place`, in the file or before it.
  const char* At(std::uint64_t place, std::size_t size, Window& window) const {
    if (place >= kWaiting) return waiting_.data() + (place - kWaiting);
    return window.At(*file_, place, size);
  }

  void Load(std::size_t at, Window& window, Record& record) const {
    const std::uint64_t place = packed_[at - held_.size()];
    Size size = 0;
    std::memcpy(&size, At(place, sizeof size, window), sizeof size);
    UnpackRecord({At(place, sizeof size + size, window) + sizeof size, size}, record);
  }

  std::shared_ptr<SpillFile> file_;
  std::vector<Record> held_;           // the first ones
  std::vector<std::uint64_t> packed_;  // the places of the others
  std::string waiting_;                // what will be written next
};

// Reads on from one place; what it stands on is its own. For range-based loops.
template <typename Record>
class RecordList<Record>::Cursor {
 public:
  Cursor(const RecordList& list, std::size_t at) : list_(&list), at_(at) { Load(); }

  const Record& operator*() const {
    return at_ < list_->held_.size() ? list_->held_[at_] : record_;
  }
  const Record* operator->() const { return &**this; }
  Cursor& operator++() {
    ++at_;
    Load();
    return *this;
  }
  bool operator==(std::default_sentinel_t /*end*/) const { return at_ >= list_->size(); }

 private:
  void Load() {
    if (at_ >= list_->held_.size() && at_ < list_->size()) list_->Load(at_, window_, record_);
  }

  const RecordList* list_;
  std::size_t at_;
  Window window_;
  Record record_;
};

}  // namespace howdunit
