#include "ingest/bundle/inflating_stream.h"

#include <utility>

namespace howdunit {

std::size_t InflatingStream::Read(char* buffer, std::size_t size) {
  std::span<char> room(buffer, size);
  while (!done_ && room.size() == size) {
    if (unread_.empty() && !last_) {
      const std::size_t got = compressed_.Read(input_.data(), input_.size());
      unread_ = std::span<const char>(input_).first(got);
      consumed_ += static_cast<std::int64_t>(got);
      last_ = got == 0;
    }
    const Went went = Inflate(unread_, last_, room);
    if (went == Went::kOn) continue;
    done_ = true;
    if (!compressed_.problem.empty()) problem = compressed_.problem;
    if (went == Went::kWrong && problem.empty()) problem = kDamagedOrCut;
  }
  const std::size_t got = size - room.size();
  produced_ += static_cast<std::int64_t>(got);
  if (std::string over = InflationProblem(produced_, consumed_, limits_); !done_ && !over.empty()) {
    done_ = true;
    problem = std::move(over);
  }
  return got;
}

}  // namespace howdunit
