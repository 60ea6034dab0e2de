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

// Record: one that record_bytes.h packs. Several threads may read a list at once; of places that
// others read, none may be replaced meanwhile.
template <typename Record>
class RecordList {
 public:
  class Cursor;

  RecordList() = default;  // all in memory
  explicit RecordList(std::shared_ptr<SpillFile> file) : file_(std::move(file)) {}
  ~RecordList() { Hold(-Held()); }
  RecordList(const RecordList& other)
      : file_(other.file_), places_(other.places_), held_(other.held_) {
    Hold(Held());
  }
  RecordList(RecordList&& other) noexcept { swap(other); }
  RecordList& operator=(RecordList other) noexcept {
    swap(other);
    return *this;
  }
  void swap(RecordList& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(places_, other.places_);
    std::swap(held_, other.held_);
  }

  std::size_t size() const { return places_.size() + held_.size(); }
  bool empty() const { return size() == 0; }

  void push_back(Record record) {
    held_.push_back(std::move(record));
    Hold(1);
    if (held_.size() >= kTogether) Ease();
  }

  // Puts what is in memory into the file, if all lists of that file hold too much.
  void Ease() {
    if (file_ != nullptr && file_->holds_too_many()) Spill();
  }

  Record operator[](std::size_t at) const {
    if (at >= places_.size()) return held_[at - places_.size()];
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
    std::string bytes;
    std::vector<std::uint64_t> places;
    for (auto& [at, record] : records) {
      places.push_back(bytes.size());
      if (at < places_.size()) {
        Pack(record, bytes);
      } else {
        held_[at - places_.size()] = std::move(record);
      }
    }
    if (bytes.empty()) return;
    const std::uint64_t first = file_->Append(bytes);
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (const std::size_t at = records[i].first; at < places_.size()) places_[at] = first + places[i];
    }
  }

  // Puts the other's records behind these. REQUIRES: both have the same file.
  void Append(RecordList other) {
    if (other.places_.empty()) {
      return other.TakeAll([this](Record&& record) { push_back(std::move(record)); });
    }
    Spill();
    places_.insert(places_.end(), other.places_.begin(), other.places_.end());
    std::swap(held_, other.held_);
  }

  // Gives each record away, in order; none is left.
  template <typename Visit>
  void TakeAll(Visit visit) {
    Window window;
    for (std::size_t at = 0; at < places_.size(); ++at) {
      Record record;
      Load(at, window, record);
      visit(std::move(record));
    }
    for (Record& record : held_) visit(std::move(record));
    *this = RecordList(file_);
  }

  Cursor begin() const { return From(0); }
  Cursor From(std::size_t at) const { return Cursor(*this, at); }
  static std::default_sentinel_t end() { return {}; }

 private:
  static constexpr std::size_t kTogether = 256;         // go into the file at once
  static constexpr std::size_t kFew = 4U << 10U;        // bytes read for one record …
  static constexpr std::size_t kMany = 256U << 10U;     // … and where the next are wanted, too
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

  std::int64_t Held() const { return static_cast<std::int64_t>(held_.size()); }
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

  void Load(std::size_t at, Window& window, Record& record) const {
    const std::uint64_t place = places_[at];
    Size size = 0;
    std::memcpy(&size, window.At(*file_, place, sizeof size), sizeof size);
    const char* bytes = window.At(*file_, place, sizeof size + size);
    UnpackRecord({bytes + sizeof size, size}, record);
  }

  void Spill() {
    if (held_.empty()) return;
    std::string bytes;
    std::vector<std::uint64_t> places;
    for (const Record& record : held_) {
      places.push_back(bytes.size());
      Pack(record, bytes);
    }
    const std::uint64_t first = file_->Append(bytes);
    for (const std::uint64_t place : places) places_.push_back(first + place);
    Hold(-Held());
    held_.clear();
  }

  std::shared_ptr<SpillFile> file_;
  std::vector<std::uint64_t> places_;  // of the first records, which are in the file
  std::vector<Record> held_;           // the others
};

// Reads on from one place; what it stands on is its own. For range-based loops.
template <typename Record>
class RecordList<Record>::Cursor {
 public:
  Cursor(const RecordList& list, std::size_t at) : list_(&list), at_(at) { Load(); }

  const Record& operator*() const {
    return at_ < list_->places_.size() ? record_ : list_->held_[at_ - list_->places_.size()];
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
    if (at_ < list_->places_.size()) list_->Load(at_, window_, record_);
  }

  const RecordList* list_;
  std::size_t at_;
  Window window_;
  Record record_;
};

}  // namespace howdunit
