#include "ingest/reader.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/text/section_start.h"

namespace howdunit {
namespace {

constexpr std::size_t kChunk = 256U << 10U;
constexpr std::size_t kLookAhead = 64U << 10U;
constexpr std::size_t kFront = 8192;  // where encodings and NUL bytes show

struct Magic {
  std::string_view bytes;
  std::string_view kind;
};
constexpr std::array kMagics = std::to_array<Magic>({
    {"LPKSHHRH", "journald's binary file; journalctl --file prints it"},
    {"SQLite format 3", "a SQLite database"},
    {"\x7f"
     "ELF",
     "a program"},
    {"\x89PNG", "a picture"},
    {"\xff\xd8\xff", "a picture"},
    {"%PDF", "a PDF"},
});

std::string_view KindOfBinary(std::string_view front) {
  const auto known = std::find_if(kMagics.begin(), kMagics.end(), [&](const Magic& magic) {
    return front.starts_with(magic.bytes);
  });
  return known == kMagics.end() ? std::string_view() : known->kind;
}

void NoteOnce(std::vector<std::string>& notes, std::string_view note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.emplace_back(note);
}

}  // namespace

Reader::Reader(ByteSource bytes, const Limits& limits)
    : bytes_(std::move(bytes)), limits_(limits) {}

// Looks at the first bytes, once there are enough of them.
void Reader::DetectEncoding() {
  started_ = true;
  const std::string_view text = buffer_.view();
  if (text.starts_with("\xEF\xBB\xBF")) {
    buffer_.DropFront(3);
    NoteOnce(repairs_, "byte order mark");
  } else if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    utf16_ = text.starts_with("\xFF\xFE") ? 1 : 2;
    raw_ = text.substr(2);
    buffer_.Clear();
    NoteOnce(repairs_, "UTF-16");
  } else {
    const std::string_view front = text.substr(0, kFront);
    repair_ = DetectRepair(front);
    binary_ = !repair_.nuls && front.find('\0') != std::string_view::npos;
    if (binary_) {
      repair_ = {};
      binary_kind_ = KindOfBinary(front);
    }
    for (const std::string& name : repair_.Names()) NoteOnce(repairs_, name);
    if (!repair_.any()) return;
    raw_ = text;
    buffer_.Clear();
  }
}

// Reads until at least `wanted` unread bytes are in the buffer; false if the
// member ended before.
bool Reader::Fill(std::size_t wanted) {
  while (!ended_ && (!started_ || buffer_.size() < wanted)) {
    // What is changed on its way goes through raw_.
    const bool plain = utf16_ == 0 && !repair_.any();
    const std::size_t old = buffer_.size();
    std::size_t got = 0;
    if (plain) {
      got = bytes_(buffer_.Room(kChunk), kChunk);
      buffer_.Added(got);
    } else {
      const std::size_t held = raw_.size();
      raw_.resize(held + kChunk);
      got = bytes_(raw_.data() + held, kChunk);
      raw_.resize(held + got);
    }
    ended_ = got == 0;
    if (!started_) {
      // A source may give less than asked for, and a mark may come in pieces.
      if (!ended_ && buffer_.size() < kFront) continue;
      DetectEncoding();
    }
    // Further back no file is told binary by them: a crash left a gap.
    if (utf16_ == 0 && !repair_.any() && !binary_ && got > 0 &&
        buffer_.DropNuls(std::min(old, buffer_.size()))) {
      NoteOnce(repairs_, "runs of NUL bytes");
    }
    if (utf16_ != 0) Decode();
    if (repair_.any()) Repair();
  }
  return buffer_.size() >= wanted;
}

// Moves whole lines from raw_ to buffer_; very long ones in pieces.
void Reader::Repair() {
  std::size_t end = raw_.rfind('\n');
  end = end == std::string::npos ? 0 : end + 1;
  if (ended_ || raw_.size() - end > kChunk) end = raw_.size();
  std::string repaired;
  AppendRepaired(repair_, std::string_view(raw_).substr(0, end), repaired);
  buffer_.Append(repaired);
  raw_.erase(0, end);
}

// Moves whole UTF-16 units from raw_ to buffer_.
void Reader::Decode() {
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(raw_[i]);
    const auto second = static_cast<unsigned char>(raw_[i + 1]);
    return utf16_ == 1 ? first | static_cast<unsigned>(second) << 8U
                       : second | static_cast<unsigned>(first) << 8U;
  };
  std::string decoded;
  std::size_t i = 0;
  for (; i + 1 < raw_.size(); i += 2) {
    const unsigned code = unit(i);
    if (code >= 0xD800 && code < 0xDC00) {
      if (i + 3 >= raw_.size() && !ended_) break;
      const unsigned low = i + 3 < raw_.size() ? unit(i + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        AppendUtf8(0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00), decoded);
        i += 2;
        continue;
      }
    }
    AppendUtf8(code >= 0xD800 && code < 0xE000 ? 0xFFFD : code, decoded);
  }
  buffer_.Append(decoded);
  raw_.erase(0, i);
}

// The next line, without taking it; nothing at the member's end.
std::optional<std::string_view> Reader::FindLine() {
  std::size_t searched = 0;
  const auto most = static_cast<std::size_t>(limits_.line_bytes);
  while (true) {
    const std::string_view text = buffer_.view();
    const std::size_t end = text.find('\n', searched);
    if (end != std::string_view::npos) return text.substr(0, end);
    if (text.size() > most) return text;
    searched = text.size();
    Fill(searched + 1);
    if (ended_ && buffer_.size() <= searched) {
      if (buffer_.size() == 0) return {};
      return buffer_.view();
    }
  }
}

// Of `size` bytes, with its end if it has one.
void Reader::DropLine(std::size_t size) { Drop(std::min(size + 1, buffer_.size())); }

void Reader::Drop(std::size_t size) {
  buffer_.DropFront(size);
  plain_ -= std::min(plain_, size);
}

bool Reader::IsOrdinary(std::string_view line) const {
  return line.size() <= line_bytes() && !line.ends_with('\r') && !IsSectionStart(line);
}

// Behind the rule that `more` draws stand the file's name and the rule again.
void Reader::TakeMoreName() {
  const auto name = FindLine();
  if (!name || IsMoreRule(*name)) return;
  file_header_ = TrimRight(*name);
  DropLine(name->size());
  ++lines_;
  const auto rule = FindLine();
  if (!rule || !IsMoreRule(*rule)) return;
  DropLine(rule->size());
  ++lines_;
}

bool Reader::NextSection() {
  in_section_ = false;
  wrap_ = 0;
  joined_lines_ = 1;
  peeked_.reset();
  const auto line = FindLine();
  if (!line) return false;
  in_section_ = true;
  command_.clear();
  prompt_host_.clear();
  file_header_.clear();
  if (const auto start = ParseSectionStart(*line)) {
    command_ = start->command;
    prompt_host_ = start->prompt_host;
    file_header_ = start->file_header;
    const bool more = start->more;
    DropLine(line->size());
    ++lines_;
    if (more) TakeMoreName();
  }
  return true;
}

void Reader::Unwrap(std::size_t width) {
  wrap_ = width;
  peeked_.reset();
  NoteOnce(repairs_, "lines wrapped at " + std::to_string(width) + " columns");
}

// As Peek(), of wrapped lines. All of them are in the look-ahead.
std::optional<Line> Reader::PeekJoined() {
  Fill(kLookAhead);
  joined_.clear();
  joined_lines_ = 0;
  const std::string_view text = buffer_.view();
  std::size_t at = 0;
  while (at < text.size() && at < kLookAhead) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (IsSectionStart(line)) break;
    if (line.ends_with('\r')) line.remove_suffix(1);
    joined_ += line;
    ++joined_lines_;
    at = end + 1;
    if (line.size() != wrap_) break;
  }
  if (joined_lines_ == 0) return {};
  peeked_ = at - 1;
  return Line{.text = joined_, .number = lines_ + 1};
}

// What Peek() saw is remembered: every line is asked for at least twice.
std::optional<Line> Reader::Peek() {
  if (!in_section_) return {};
  if (wrap_ != 0) return PeekJoined();
  if (!peeked_) {
    // All that Ahead() may want is there already, so that it moves nothing.
    Fill(kLookAhead);
    const auto line = FindLine();
    if (!line || (line->size() >= plain_ && IsSectionStart(*line))) return {};
    peeked_ = line->size();
    if (line->ends_with('\r')) NoteOnce(repairs_, "CRLF line ends");
  }
  std::string_view text = buffer_.view().substr(0, std::min(*peeked_, line_bytes()));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return Line{.text = text, .number = lines_ + 1};
}

std::optional<Line> Reader::Next() {
  auto line = Peek();
  if (!line) return {};
  lines_ += joined_lines_;
  const std::size_t size = *peeked_;
  peeked_.reset();
  if (wrap_ != 0 || size <= line_bytes()) {
    DropLine(size);
    return line;
  }
  ++long_lines_;
  NoteOnce(repairs_, "long lines cut");
  long_line_.assign(line->text);
  SkipLine([](std::string_view) {});
  line->text = long_line_;
  return line;
}

// Goes behind the next line end; keeps no more than a chunk of the line.
void Reader::SkipLine(const std::function<void(std::string_view part)>& take) {
  while (true) {
    const std::string_view text = buffer_.view();
    const std::size_t end = text.find('\n');
    take(text.substr(0, end));
    if (end != std::string_view::npos) return Drop(end + 1);
    Drop(text.size());
    if (!Fill(1)) return;
  }
}

void Reader::NextInParts(const std::function<void(std::string_view part)>& take) {
  peeked_.reset();
  ++lines_;
  SkipLine(take);
}

std::string_view Reader::Window() {
  if (!in_section_ || wrap_ != 0) return {};
  Fill(kLookAhead);
  const std::string_view text = buffer_.view();
  return text.substr(0, text.rfind('\n') + 1);  // nothing if there is no line's end
}

void Reader::TakeLines(std::size_t bytes, std::int64_t lines) {
  peeked_.reset();
  Drop(bytes);
  lines_ += lines;
}

std::string_view Reader::Ahead(std::size_t bytes) {
  if (!in_section_) return {};
  bytes = std::min(bytes, kLookAhead);
  Fill(bytes);
  std::string_view text = buffer_.view().substr(0, bytes);
  if (text.find('\n') == std::string_view::npos) {  // one long line: as much as may be
    Fill(kLookAhead);
    text = buffer_.view().substr(0, kLookAhead);
  }
  const std::size_t last = text.rfind('\n');
  if (last != std::string_view::npos && (!ended_ || text.size() < buffer_.size())) {
    text = text.substr(0, last + 1);
  }
  // Stop where the next section starts.
  while (plain_ < text.size()) {
    const std::size_t end = text.find('\n', plain_);
    if (IsSectionStart(text.substr(plain_, end - plain_))) {
      text = text.substr(0, plain_);
      break;
    }
    if (end == std::string_view::npos) break;
    plain_ = end + 1;
  }
  if (wrap_ == 0) return text;
  joined_ahead_ = Unwrapped(text, wrap_);
  return joined_ahead_;
}

}  // namespace howdunit
