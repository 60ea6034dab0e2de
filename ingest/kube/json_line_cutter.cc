#include "ingest/kube/json_line_cutter.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "ingest/kube/text_piece.h"

namespace howdunit {

JsonLineCutter::JsonLineCutter(int depth, bool in_items, TakeLine take)
    : take_(std::move(take)), depth_(depth), items_depth_(in_items ? depth : 0) {}

// What is longer than a piece may be is told where it is read.
void JsonLineCutter::Keep(std::string_view text) {
  kept_ += text.substr(0, TextPiece::kMost - std::min(kept_.size(), TextPiece::kMost));
}

void JsonLineCutter::TakeKept() {
  if (!Trim(kept_).empty()) take_(kept_);
  kept_.clear();
}

// At a bracket that opens: whether it is that of a list of items. Then all before its key is taken.
bool JsonLineCutter::TakeListStart() {
  if (items_depth_ != 0 || depth_ > 1) return false;
  if (depth_ == 0) return Trim(kept_).empty();
  constexpr std::string_view kKey = "\"items\"";
  std::string_view front = TrimRight(kept_);
  if (!front.ends_with(':')) return false;
  front = TrimRight(front.substr(0, front.size() - 1));
  if (!front.ends_with(kKey)) return false;
  kept_.resize(front.size() - kKey.size());
  TakeKept();
  kept_ = "\"items\": ";
  return true;
}

void JsonLineCutter::Feed(std::string_view part) {
  std::size_t begin = 0;  // of what is not kept
  const auto keep_to = [&](std::size_t end) {
    Keep(part.substr(begin, end - begin));
    begin = end;
  };
  for (std::size_t at = 0; at < part.size(); ++at) {
    const char c = part[at];
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
      }
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      bool list = false;
      if (c == '[' && depth_ <= 1) {
        keep_to(at);
        list = TakeListStart();
      }
      ++depth_;
      if (!list) continue;
      items_depth_ = depth_;
      keep_to(at + 1);
      TakeKept();
    } else if (c == '}' || c == ']') {
      if (depth_ == items_depth_) {
        keep_to(at);
        TakeKept();
        items_depth_ = 0;
      }
      if (--depth_ > 0) continue;
      depth_ = 0;  // the document's end
      keep_to(at + 1);
      TakeKept();
    } else if (c == ',' && depth_ == items_depth_ && depth_ > 0) {
      keep_to(at + 1);
      TakeKept();
    }
  }
  keep_to(part.size());
}

void JsonLineCutter::Finish() { TakeKept(); }

}  // namespace howdunit
