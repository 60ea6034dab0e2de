#include "support/memory_sink.h"

#include <algorithm>
#include <cstring>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "core/worker_pool.h"
#include "ingest/attribution/member_hints.h"
#include "ingest/format.h"
#include "ingest/signatures/signature_scanner.h"

namespace howdunit::testing {

MemorySink ReadText(std::string_view text, std::string_view path, std::vector<Signature> signatures,
                    std::size_t threads) {
  auto scanner = SignatureScanner::Create(std::move(signatures));
  REQUIRE(scanner);
  const std::string bytes(text);
  std::size_t at = 0;
  Reader in(
      [&](char* buffer, std::size_t size) {
        const std::size_t count = std::min(size, bytes.size() - at);
        std::memcpy(buffer, bytes.data() + at, count);
        at += count;
        return count;
      },
      Limits{});
  MemorySink out;
  WorkerPool pool(threads);
  MemberHints hints = HintsOf(std::string(path));
  const std::string command_of_member = hints.command;
  while (in.NextSection()) {
    hints.command = in.command().empty() ? command_of_member : in.command();
    bool direct = !in.command().empty();
    while (const auto line = in.Peek()) {
      if (Trim(line->text).empty()) {
        direct = false;
        in.Next();
        continue;
      }
      const Format* format =
          DetectFormat(Head{.text = in.Ahead(), .hints = hints, .direct = direct});
      const std::string name(format == nullptr ? "" : format->name);
      if (out.formats.empty() || out.formats.back() != name) out.formats.push_back(name);
      if (format == nullptr) {
        direct = false;
        in.Next();
        continue;
      }
      format->read(
          ReadContext{.in = in, .out = out, .hints = hints, .signatures = *scanner, .pool = pool});
    }
  }
  return out;
}

std::string FieldOf(const ObjectRecord& object, std::string_view path) {
  for (const ObjectField& field : object.fields) {
    if (field.path.str() == path) return field.value.str();
  }
  return {};
}

}  // namespace howdunit::testing
