#include "ingest/kube/described_tree.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "ingest/kube/describe.h"
#include "ingest/kube/document_text.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostEntries = 4096;
constexpr std::size_t kMostDepth = 32;

// "Last Transition Time" is lastTransitionTime, "API Version" apiVersion. What kubectl left as it
// is has no capital at its front.
std::string KeyOf(std::string_view label) {
  std::string key;
  for (const std::string_view word : SplitWords(label)) {
    const bool acronym = std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a'; });
    if (key.empty()) {
      key = ToLower(acronym ? word : word.substr(0, 1));
      if (!acronym) key += word.substr(1);
    } else {
      key += word;
    }
  }
  return key;
}

// What a text that spilt over several lines may hold ("\"code\": 409,") is no key.
bool IsLabel(std::string_view label) {
  return std::all_of(label.begin(), label.end(), [](char c) {
    return IsAlnum(c) || c == ' ' || c == '-' || c == '_' || c == '.' || c == '/';
  });
}

}  // namespace

bool DescribedTree::Take(const Line& line) {
  const auto key = ParseKeyLine(line.text);
  const std::size_t indent = line.text.find_first_not_of(' ');
  const bool is_key = key && IsLabel(key->key);
  if (indent == 0) {
    // A sentence has one blank behind its colon.
    const bool top =
        is_key && (key->value.empty() || line.text.substr(key->key.size()).starts_with(":  "));
    if (!top) return false;
  }
  const std::size_t depth = indent == std::string_view::npos ? 0 : indent / 2;
  if (indent == std::string_view::npos || indent % 2 != 0) return true;
  // Only what has no value of its own has anything below it.
  const std::vector<Entry>* last = &top_;
  for (std::size_t i = 0; i < depth_ && !last->empty(); ++i) last = &last->back().inner;
  const bool opens = !last->empty() && !last->back().key.empty() && last->back().value.empty();
  if (depth > depth_ + (opens ? 1 : 0) || depth > kMostDepth) return true;
  if (top_.empty() && depth > 0) return false;
  const bool is_text = !is_key && depth == depth_ + 1;
  const bool next_text = !is_key && depth == depth_ && !last->empty() && last->back().key.empty();
  if (!is_key && !is_text && !next_text) return true;
  if (++entries_ > kMostEntries) return true;

  std::vector<Entry>* into = &top_;
  for (std::size_t i = 0; i < depth; ++i) into = &into->back().inner;
  Entry entry;
  if (is_key) entry.key = KeyOf(key->key);
  entry.value = is_key ? key->value : Trim(line.text);
  entry.line = line.text;
  entry.number = line.number;
  into->push_back(std::move(entry));
  depth_ = depth;
  return true;
}

const DescribedTree::Entry* DescribedTree::Find(const Entries& entries, std::string_view key) {
  const Entry* found = nullptr;
  for (const Entry& entry : entries) {
    if (entry.key != key) continue;
    if (found != nullptr) return nullptr;  // a list's, or a text that looks like one
    found = &entry;
  }
  return found;
}

std::string_view DescribedTree::At(std::string_view path) const {
  const Entries* entries = &top_;
  while (true) {
    const Entry* entry = Find(*entries, TakeUntil(path, "."));
    if (entry == nullptr) return {};
    if (path.empty()) return entry->value;
    entries = &entry->inner;
  }
}

std::vector<DescribedTree::Entries> DescribedTree::ItemsOf(const Entries& entries) {
  std::vector<Entries> items;
  for (const Entry& entry : entries) {
    if (entry.key.empty()) continue;
    if (items.empty() || entry.key <= items.back().back().key) items.emplace_back();
    items.back().push_back(entry);
  }
  return items;
}

void DescribedTree::Add(const Entries& entries, std::string_view path, const std::string& walked,
                        ObjectRecord& object) {
  std::string_view key = TakeUntil(path, ".");
  const auto add = [&](const Entry& entry, const std::string& value) {
    if (value.empty()) return;
    object.fields.push_back({.path = Redact(walked + (walked.empty() ? "" : ".") + entry.key),
                             .value = Excerpt(value),
                             .source = LineSource(entry.line, entry.number)});
  };
  if (key == "*") {
    for (const Entry& entry : entries) {
      if (!entry.key.empty()) add(entry, entry.value);
    }
    return;
  }
  const bool list = key.ends_with("[]");
  if (list) key.remove_suffix(2);
  const Entry* entry = Find(entries, key);
  if (entry == nullptr) return;
  const std::string here = walked + (walked.empty() ? "" : ".") + std::string(key);
  if (path.empty()) {
    std::vector<std::string> texts;
    for (const Entry& item : entry->inner) {
      if (item.key.empty()) texts.push_back(item.value);
    }
    return add(*entry, list ? Join(texts, ",") : entry->value);
  }
  if (!list) return Add(entry->inner, path, here, object);
  const auto items = ItemsOf(entry->inner);
  for (const Entries& item : items) {
    const Entry* name = Find(item, "name");
    if (name == nullptr) name = Find(item, "type");
    if (name == nullptr && (items.size() > 1 || !Contains(path, "[]"))) continue;
    Add(item, path, here + "[" + (name == nullptr ? "0" : name->value) + "]", object);
  }
}

void DescribedTree::AddFields(std::string_view path, ObjectRecord& object) const {
  Add(top_, path, "", object);
}

}  // namespace howdunit
