#include "ingest/logs/line_run.h"

#include <span>

#include "core/profile.h"
#include "core/text.h"

namespace howdunit {

bool LineRun::Take() {
  window_ = context_.in.Window();
  begin_ = last_ = 0;
  lines_ = 0;
  run_.clear();
  waiting_.reset();
  while (begin_ < window_.size() && TakeAlike() && TakeOther()) {
  }
  if (lines_ < 2) return false;
  HandOverQuiet();
  if (!run_.empty()) HandOver(run_.size() - 1);
  context_.in.TakeLines(last_, lines_ - 1);
  return true;
}

std::string_view LineRun::NextLine() const {
  return window_.substr(begin_, window_.find('\n', begin_) - begin_);
}

// Lines of known shapes; false if one of them is no entry by itself.
bool LineRun::TakeAlike() {
  FindAlike();
  for (const Alike& alike : alike_) {
    if (!alike.speaks) {
      AddQuiet(alike);
    } else if (!AddParsed(alike.text)) {
      return false;
    }
  }
  return true;
}

// The line that stopped them.
bool LineRun::TakeOther() {
  if (begin_ >= window_.size() || alike_.size() == kTogether) return true;
  const std::string_view text = NextLine();
  if (!AddParsed(text)) return false;
  ++strange_;
  return true;
}

void LineRun::FindAlike() {
  alike_.clear();
  std::size_t begin = begin_;
  while (alike_.size() < kTogether && begin < window_.size()) {
    const std::size_t end = window_.find('\n', begin);
    Alike alike;
    if (!IsAlike(window_.substr(begin, end - begin), alike)) break;
    recent_ = alike.shape;
    alike_.push_back(alike);
    begin = end + 1;
  }
  if (alike_.empty()) return;
  const Timed timed(Stage::kScan);
  std::size_t quiet = 0;  // bytes; what speaks is counted where it is searched
  for (Alike& alike : alike_) {
    alike.speaks = context_.signatures.MayMatch(alike.message);
    if (!alike.speaks) quiet += alike.text.size() + 1;
  }
  timed.AddBytes(static_cast<std::int64_t>(quiet));
}

bool LineRun::IsAlike(std::string_view text, Alike& alike) const {
  if (text.size() > context_.in.line_bytes()) return false;
  for (std::size_t i = 0; i < kShapes; ++i) {
    const std::size_t at = (recent_ + i) % kShapes;
    if (!shapes_[at]) continue;
    const std::size_t message = shapes_[at]->Fit(text);
    if (message == LineShape::kNowhere) continue;
    // Something may follow that belongs to it: see Reader::IsOrdinary().
    if (OpensBlock(text) || TrimRight(text).size() < text.size()) return false;
    alike = {.text = text, .message = text.substr(message), .shape = at};
    return true;
  }
  return false;
}

bool LineRun::AddParsed(std::string_view text) {
  LogLine parsed;
  if (text.empty() || !context_.in.IsOrdinary(text) || !reading_.parse(text, parsed)) return false;
  if (parsed.partial || (reading_.stamps_each_line && OpensBlock(parsed.message))) return false;
  const std::int64_t number = Advance(text);
  CountLast();
  HandOverQuiet();
  if (run_.size() == kTogether || strange_ >= kMostStrange) HandOver(run_.size());
  run_.push_back({.line = parsed,
                  .message = parsed.message,
                  .quoted = text,
                  .number = number,
                  .line_end = number});
  return true;
}

void LineRun::AddQuiet(const Alike& alike) {
  Advance(alike.text);
  CountLast();
  if (!run_.empty()) HandOver(run_.size());
  waiting_ = alike;
}

// Goes behind the line, and gives its number.
std::int64_t LineRun::Advance(std::string_view text) {
  if (lines_ == 0) begins_();
  ++lines_;
  last_ = begin_;
  begin_ += text.size() + 1;
  return context_.in.lines() + lines_;
}

// The line before is an entry by itself: another one follows.
void LineRun::CountLast() {
  if (!waiting_) return;
  if (quiet_.lines > 0 && quiet_.shape != waiting_->shape) HandOverQuiet();
  const LineShape& shape = *shapes_[waiting_->shape];
  if (quiet_.lines == 0 || shape.IsAfter(waiting_->text, quiet_.latest)) {
    quiet_.latest = waiting_->text;
    quiet_.number = context_.in.lines() + lines_ - 1;
  }
  quiet_.shape = waiting_->shape;
  ++quiet_.lines;
  waiting_.reset();
}

void LineRun::HandOverQuiet() {
  if (quiet_.lines == 0) return;
  LogEntry latest{.line = {},
                  .message = {},
                  .quoted = quiet_.latest,
                  .number = quiet_.number,
                  .line_end = quiet_.number};
  reading_.parse(quiet_.latest, latest.line);
  section_.TakeQuiet(latest, quiet_.lines);
  quiet_ = {};
}

// The first entries of those that were parsed.
void LineRun::HandOver(std::size_t entries) {
  if (entries == 0) return;
  {
    const Timed timed(Stage::kScan);
    section_.Take(std::span<const LogEntry>(run_).first(entries));
    const std::string_view last = run_[entries - 1].quoted;
    timed.AddBytes(last.data() + last.size() - run_.front().quoted.data());
  }
  if (strange_ >= kMostStrange) Learn(run_[entries - 1]);
  run_.erase(run_.begin(), run_.begin() + static_cast<std::ptrdiff_t>(entries));
}

void LineRun::Learn(const LogEntry& entry) {
  strange_ = 0;
  Alike known;
  if (reading_.shape == nullptr || !section_.IsPastStart(entry)) return;
  if (IsAlike(entry.quoted, known)) return;
  if (const auto shape = reading_.shape(entry.quoted, entry.line)) {
    shapes_[oldest_] = shape;
    oldest_ = (oldest_ + 1) % kShapes;
  }
}

}  // namespace howdunit
