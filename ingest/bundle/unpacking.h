// Looks into what is visited: a compressed file is inflated, an archive inside the bundle is
// opened, three deep. Everything else goes on to the visitor as it is. The files of a folder and
// small ones of an archive are left to a pool of threads, if there is one.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ingest/bundle/bundle_reader.h"
#include "ingest/bundle/byte_stream.h"

namespace howdunit {

class Unpacking {
 public:
  // All outlive it. Members are named "outer.tar.gz!inner/path" below an archive.
  Unpacking(const Limits& limits, const MemberVisitor& visit, BundleScan& scan,
            WorkerPool* pool = nullptr)
      : limits_(limits), visit_(visit), scan_(scan), pool_(pool) {}

  // A file of a folder.
  void Visit(const MemberEntry& entry, std::unique_ptr<MemberBytes> bytes);
  // Waits for what the pool has to do. After the last Visit(); VisitWhole() does it.
  void Finish();

  // The bundle itself. Its members have no prefix; `name` is that of a bundle that is one file.
  void VisitWhole(const std::string& name, ByteStream& stream);

 private:
  class MemberStream;
  class OwnText;

  // Memory for members that wait, used again: to get it from the system costs more than to fill it.
  class Rooms {
   public:
    using Room =
        std::unique_ptr<char[]>;  // NOLINT(modernize-avoid-c-arrays): not filled with zeros
    static constexpr std::size_t kBytes = 4U << 20U;

    Room Take();
    void GiveBack(Room room);

   private:
    std::mutex mutex_;
    std::vector<Room> spare_;
  };

  // A file of the outermost archive.
  void Visit(const MemberEntry& entry, MemberBytes& bytes);
  void Leave(const MemberEntry& entry, std::unique_ptr<MemberBytes> bytes);
  void Visit(const MemberEntry& entry, MemberStream& stored, int depth, BundleScan& scan);
  void Hand(const MemberEntry& entry, std::string_view head, ByteStream& stream,
            std::string problem, BundleScan& scan);
  void TakeScan();

  const Limits& limits_;
  const MemberVisitor& visit_;
  BundleScan& scan_;
  WorkerPool* pool_;
  std::shared_ptr<Rooms> rooms_ = std::make_shared<Rooms>();
  std::deque<std::future<BundleScan>> waiting_;  // of the pool, in the order of the files
  bool whole_ = false;                           // the bundle is one file
  std::atomic<std::int64_t> members_ = 0;
  std::atomic<std::int64_t> bytes_ = 0;  // handed on, of all members
};

}  // namespace howdunit
