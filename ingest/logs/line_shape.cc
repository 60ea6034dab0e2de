#include "ingest/logs/line_shape.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "core/text.h"
#include "ingest/logs/journal_prefix.h"

namespace howdunit {
namespace {

constexpr std::size_t kClockSize = 8;  // "22:20:01"

bool IsClock(std::string_view line, std::size_t at) {
  constexpr std::string_view kClock = "00:00:00";
  if (at + kClockSize > line.size()) return false;
  for (std::size_t i = 0; i < kClockSize; ++i) {
    const char c = line[at + i];
    if (kClock[i] == ':' ? c != ':' : !IsDigit(c)) return false;
  }
  return true;
}

constexpr int kHours = 24;

// Of the clock there: two digits.
int HourAt(std::string_view line, std::size_t clock) {
  return (line[clock] - '0') * 10 + (line[clock + 1] - '0');
}

// Digits of the fraction behind a clock, without its point.
std::size_t FractionOf(std::string_view line, std::size_t clock) {
  const std::size_t point = clock + kClockSize;
  if (point >= line.size() || (line[point] != '.' && line[point] != ',')) return 0;
  std::size_t end = point + 1;
  while (end < line.size() && IsDigit(line[end])) ++end;
  return end - point - 1;
}

std::size_t EndOfClock(std::string_view line, std::size_t clock) {
  const std::size_t fraction = FractionOf(line, clock);
  return clock + kClockSize + (fraction == 0 ? 0 : 1 + fraction);
}

// Whether klog's header may begin there.
bool MayBeKlog(std::string_view text) {
  return text.size() > 1 && IsKlogSeverity(text[0]) && IsDigit(text[1]);
}

// Whether a journal's message may begin with a stamp of its own: klog's header, also behind a
// component's word, or logfmt's "time=", "ts=", "t=".
bool MayHoldStamp(std::string_view message) {
  if (MayBeKlog(message) || message.starts_with('t')) return true;
  const std::size_t word = message.substr(0, 41).find(' ');
  return word != std::string_view::npos && MayBeKlog(message.substr(word + 1));
}

}  // namespace

void LineShape::SetByte(std::size_t at, unsigned char same, unsigned char low, unsigned char add) {
  Word& word = word_[at / kWord];
  const auto put = [&](std::uint64_t& into, unsigned char byte) {
    std::memcpy(reinterpret_cast<char*>(&into) + at % kWord, &byte, 1);
  };
  put(word.same, same);
  put(word.low, low);
  put(word.add, add);
}

// Frees the digits of the clock and its fraction; false if there is none.
bool LineShape::Free(std::size_t clock, std::string_view line) {
  if (!IsClock(line, clock)) return false;
  constexpr unsigned char kHigh = 0xF0;
  constexpr unsigned char kLow = 0x0F;
  constexpr unsigned char kToNine = 6;   // 10 + 6 is 16
  constexpr unsigned char kToFive = 10;  // 6 + 10 is 16
  constexpr unsigned char kToTwo = 13;   // 3 + 13 is 16
  SetByte(clock, kHigh, kLow, kToTwo);
  for (const std::size_t tens : {3U, 6U}) SetByte(clock + tens, kHigh, kLow, kToFive);
  for (const std::size_t ones : {1U, 4U, 7U}) SetByte(clock + ones, kHigh, kLow, kToNine);
  const std::size_t fraction = FractionOf(line, clock);
  for (std::size_t i = 0; i < fraction; ++i) {
    SetByte(clock + kClockSize + 1 + i, kHigh, kLow, kToNine);
  }
  return true;
}

std::optional<LineShape> LineShape::Of(std::string_view line, const Front& front) {
  const std::size_t words = (front.size + kWord - 1) / kWord;
  if (front.size == 0 || words * kWord > std::min(line.size(), kMost)) return {};
  LineShape shape;
  shape.front_ = front;
  shape.words_ = words;
  for (std::size_t at = 0; at < front.size; ++at) shape.SetByte(at, 0xFF, 0, 0);
  if (!shape.Free(front.clock, line)) return {};
  if (front.other != kNowhere && !shape.Free(front.other, line)) return {};
  if (front.severity != kNowhere) shape.SetByte(front.severity, 0, 0, 0);
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, line.data() + i * kWord, kWord);
    shape.word_[i].bits = bytes & shape.word_[i].same;
  }
  // Microseconds are the finest that a stamp holds.
  constexpr std::size_t kFinest = 6;
  const std::size_t fraction = std::min(FractionOf(line, front.clock), kFinest);
  shape.clock_size_ = kClockSize + (fraction == 0 ? 0 : 1 + fraction);
  std::memcpy(shape.first_.data(), line.data() + front.clock, shape.clock_size_);
  if (front.other != kNowhere) {
    shape.ahead_ = HourAt(line, front.clock) - HourAt(line, front.other);
  }
  if (shape.Fit(line) == kNowhere) return {};
  return shape;
}

std::size_t LineShape::Fit(std::string_view line) const {
  if (line.size() < words_ * kWord) return kNowhere;
  std::uint64_t differ = 0;
  std::uint64_t large = 0;
  for (std::size_t i = 0; i < words_; ++i) {
    const Word& word = word_[i];
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, line.data() + i * kWord, kWord);
    differ |= (bytes & word.same) ^ word.bits;
    large |= (bytes & word.low) + word.add;
  }
  constexpr std::uint64_t kSixteen = 0x1010101010101010U;
  if (differ != 0 || (large & kSixteen) != 0) return kNowhere;
  // An earlier one may be the earliest of all.
  if (ClockOf(line).compare({first_.data(), clock_size_}) < 0) return kNowhere;
  const int hour = HourAt(line, front_.clock);
  if (hour >= kHours) return kNowhere;
  if (front_.other != kNowhere) {
    const int other = HourAt(line, front_.other);
    if (other >= kHours || hour - other != ahead_) return kNowhere;
    constexpr std::size_t kRest = 2;  // ":20:01"
    if (std::memcmp(line.data() + front_.clock + kRest, line.data() + front_.other + kRest,
                    kClockSize - kRest) != 0) {
      return kNowhere;
    }
  }
  if (front_.bare) return MayHoldStamp(line.substr(front_.message)) ? kNowhere : front_.message;
  if (front_.severity == kNowhere) return front_.message;
  if (!IsKlogSeverity(line[front_.severity]) || line.size() - front_.severity < kKlogHeaderLeast) {
    return kNowhere;
  }
  const std::size_t end = line.substr(front_.size, kKlogHeaderMost - 1).find("] ");
  return end == std::string_view::npos ? kNowhere : front_.size + end + 2;
}

bool LineShape::IsAfter(std::string_view a, std::string_view b) const {
  return ClockOf(a).compare(ClockOf(b)) > 0;
}

namespace {

enum class Decides { kKlog, kOther };  // what the line's stamp is made of

// klog's header at `at`, perhaps behind another clock that shows the same minute and second.
std::optional<LineShape> WithKlog(std::string_view text, std::size_t at, std::size_t other,
                                  Decides decides) {
  constexpr std::size_t kDate = 6;  // "E0522 "
  const std::size_t own = at + kDate;
  if (!IsClock(text, own)) return {};
  const std::size_t end = EndOfClock(text, own) + 1;  // the blank behind it
  const bool by_klog = decides == Decides::kKlog;
  return LineShape::Of(text, {.size = end,
                              .message = end,
                              .clock = by_klog ? own : other,
                              .other = by_klog ? other : own,
                              .severity = at});
}

}  // namespace

std::optional<LineShape> ShapeOfJournalLine(std::string_view text, const LogLine& line) {
  std::string_view rest = text;
  const auto prefix = TakeJournalPrefix(rest);
  const std::size_t colon = text.find(':');
  if (!prefix || prefix->stamp.kind == Stamp::Kind::kNone || colon < 2) return {};
  if (prefix->ident == "k0s") return {};  // a line's end says whose it is
  const std::size_t clock = colon - 2;
  const std::size_t message = text.size() - rest.size();
  if (!IsClock(text, clock) || !text.substr(0, message).ends_with(": ")) return {};
  std::string_view inner = rest;
  if (TakeKlogHeader(inner)) {
    // Where klog's clock agrees with the journal's, it is the finer one.
    const bool agrees = line.klog.kind == Stamp::Kind::kNone;
    return WithKlog(text, message, clock, agrees ? Decides::kKlog : Decides::kOther);
  }
  if (const auto stated = PeekLogfmtStamp(rest)) {
    const std::size_t own = text.find(':', message);
    if (stated->kind != Stamp::Kind::kUtc || own == std::string_view::npos || own < 2) return {};
    const std::size_t end = text.find_first_of("\" ", own);
    if (end == std::string_view::npos) return {};
    const bool taken = line.zone || Agree(*stated, prefix->stamp);
    return LineShape::Of(text, {.size = end + 1,
                                .message = message,
                                .clock = taken ? own - 2 : clock,
                                .other = taken ? clock : own - 2});
  }
  return LineShape::Of(text, {.size = message, .message = message, .clock = clock, .bare = true});
}

std::optional<LineShape> ShapeOfCriLine(std::string_view text, const LogLine& line) {
  constexpr std::size_t kDate = 11;  // "2026-05-22T"
  if (line.partial) return {};
  const std::size_t message = text.size() - line.message.size();
  return LineShape::Of(text, {.size = message, .message = message, .clock = kDate});
}

std::optional<LineShape> ShapeOfKlogLine(std::string_view text, const LogLine& line) {
  if (!line.unit.empty()) return {};
  return WithKlog(text, 0, LineShape::kNowhere, Decides::kKlog);
}

}  // namespace howdunit
