// A RecordSink that keeps what it is given, by kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "core/signature.h"

namespace howdunit::testing {

class MemorySink : public RecordSink {
 public:
  void Add(Record record) override { records.push_back(std::move(record)); }

  template <typename Kind>
  std::vector<Kind> All() const {
    std::vector<Kind> all;
    for (const Record& record : records) {
      if (const Kind* one = std::get_if<Kind>(&record)) all.push_back(*one);
    }
    return all;
  }

  std::vector<Record> records;
  std::vector<std::string> formats;  // of the blocks read, in order; "" where none claimed it
};

// Reads `text` as ingest reads a member at `path`: section by section, block by
// block, each by the format that claims it. What no format claims is skipped line
// by line.
MemorySink ReadText(std::string_view text, std::string_view path = "file.txt",
                    std::vector<Signature> signatures = {}, std::size_t threads = 0);

// The value of the object's first field of that path; "" if it has none.
std::string FieldOf(const ObjectRecord& object, std::string_view path);

}  // namespace howdunit::testing
