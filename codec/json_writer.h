// JSON as it is written: nothing is kept but the text. Two blanks for each level, one member or
// item a line, members in the order in which they come.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

// Of one document. REQUIRES: what is begun is ended; in an object each value follows a Key().
class JsonWriter {
 public:
  void BeginObject() { Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('['); }
  void EndArray() { End(']'); }
  void Key(std::string_view name);

  // Bytes that are not UTF-8 become U+FFFD.
  void Value(std::string_view text);
  void Value(std::int64_t number);
  void Value(const std::vector<std::string>& texts);
  void Null();

  template <typename T>
  void Member(std::string_view name, const T& value) {
    Key(name);
    Value(value);
  }

  // An array of objects, whose members `write` writes.
  template <typename Items, typename Write>
  void Objects(std::string_view name, const Items& items, const Write& write) {
    Key(name);
    BeginArray();
    for (const auto& item : items) {
      BeginObject();
      write(item);
      EndObject();
    }
    EndArray();
  }

  // The document, with a newline at its end. Nothing can be written after it.
  std::string Take();

 private:
  void Begin(char bracket);
  void End(char bracket);
  void Next();  // a line for a member or an item
  void AddString(std::string_view text);

  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true;  // nothing stands in the innermost object or array
  bool after_key_ = false;
};

}  // namespace howdunit
