#include "support/object_text.h"

#include <algorithm>
#include <array>

namespace howdunit::testing {
namespace {

constexpr std::array kWords = std::to_array<std::string_view>({"name",
                                                               "kind",
                                                               "a",
                                                               "uid-1",
                                                               "10.0.0.1",
                                                               "http://x:80/y",
                                                               "app.kubernetes.io/name",
                                                               "a::b",
                                                               "é",
                                                               "node(s)",
                                                               "12",
                                                               "-1",
                                                               "1.5",
                                                               "1e3",
                                                               "0x1f",
                                                               "true",
                                                               "no",
                                                               "null",
                                                               "~",
                                                               "x#y",
                                                               "-x",
                                                               "--flag=1",
                                                               "{}",
                                                               "it's",
                                                               "a\\b",
                                                               "100%",
                                                               "a,b",
                                                               "[x",
                                                               "=",
                                                               "<none>",
                                                               "$(A)",
                                                               "0",
                                                               "-0",
                                                               "007",
                                                               "True",
                                                               "FALSE",
                                                               "Null",
                                                               "1.",
                                                               "2024-05-14T00:00:03Z",
                                                               "\xF0\x9F\x98\x80"});

constexpr std::array kPieces = std::to_array<std::string_view>({" ",
                                                                "\n",
                                                                "\n  ",
                                                                "- ",
                                                                ": ",
                                                                ":",
                                                                "#",
                                                                " #",
                                                                "\"",
                                                                "'",
                                                                "\\",
                                                                "|",
                                                                "|-",
                                                                "|+",
                                                                "|2-",
                                                                "\n\n",
                                                                "{}",
                                                                "[]",
                                                                "null",
                                                                "~",
                                                                "-",
                                                                "1.5",
                                                                "\\n",
                                                                "\\\n",
                                                                "''",
                                                                "\xC3\xA9",
                                                                "\xE2\x80\xA8",
                                                                "\xEF\xBB\xBF",
                                                                "\xC2\x85",
                                                                "\t",
                                                                "---\n",
                                                                "...\n",
                                                                "&a ",
                                                                "*a",
                                                                "!t ",
                                                                ">",
                                                                "%",
                                                                "? ",
                                                                ",",
                                                                "    ",
                                                                "x: y\n",
                                                                "- - a\n",
                                                                "true",
                                                                "1e5",
                                                                "\\u00e9",
                                                                "\\ud83d\\ude00",
                                                                "\\x41",
                                                                "\r",
                                                                "\x7F",
                                                                "\\ ",
                                                                "}",
                                                                "]",
                                                                "{",
                                                                "[",
                                                                "-0",
                                                                "1e400",
                                                                "\xFF",
                                                                "\x01",
                                                                "\"\"",
                                                                ":\n",
                                                                "-\n",
                                                                "  \n"});

std::string Indent(std::size_t column) { return std::string(column, ' '); }

}  // namespace

std::string_view ObjectText::Word() { return kWords[Below(kWords.size())]; }

std::string ObjectText::Sentence() {
  std::string text(Word());
  for (std::size_t more = Below(5); more > 0; --more) text.append(" ").append(Word());
  return text;
}

std::string ObjectText::YamlScalar(std::size_t column) {
  const std::string text = Sentence();
  const std::string next = "\n" + Indent(column + 2);
  switch (Below(12)) {
    case 0: return "\"" + text + "\\n\\t\\\"" + text + "\"";
    case 1: return "'" + text + "''s'";
    case 2: return "\"" + text + next + text + "\"";
    case 3: return "'" + text + next + next + text + "'";
    case 4: return "\"" + text + "\\" + next + "\\  " + text + "\"";
    case 5: return text + next + text + (Often() ? "" : next + "\n" + Indent(column + 3) + text);
    case 6: return "|" + next + text + next + "  " + text + "\n" + next + text;
    case 7: return "|-" + next + text + (Often() ? "" : "\n\n");
    case 8: return Often() ? "\"\"" : ">-" + next + text + next + text;
    case 9: return Often() ? "{}" : "[]";
    case 10: return "\"" + text + "\"";
    default: return text;
  }
}

void ObjectText::YamlValue(std::size_t column, int depth, std::string& out) {
  if (depth > 4 || Below(3) != 0) {
    out += " " + YamlScalar(column) + "\n";
  } else if (Often()) {
    out += "\n";
    YamlMap(column + 2, /*inline_first=*/false, depth + 1, out);
  } else {
    out += "\n";
    YamlList(Often() ? column : column + 2, /*inline_first=*/false, depth + 1, out);
  }
}

void ObjectText::YamlMap(std::size_t column, bool inline_first, int depth, std::string& out) {
  for (std::size_t left = 1 + Below(5); left > 0; --left) {
    if (!inline_first) out += Indent(column);
    inline_first = false;
    const std::string_view key = Word();
    if (Below(8) == 0) {
      out.append("\"").append(key).append("\":");
    } else {
      out.append(key).append(":");
    }
    if (Below(20) == 0) {
      out += "\n";
    } else {
      YamlValue(column, depth, out);
    }
  }
}

void ObjectText::YamlList(std::size_t column, bool inline_first, int depth, std::string& out) {
  for (std::size_t left = 1 + Below(4); left > 0; --left) {
    if (!inline_first) out += Indent(column);
    inline_first = false;
    out += "- ";
    if (Often()) {
      YamlMap(column + 2, /*inline_first=*/true, depth + 1, out);
    } else if (Below(4) == 0 && depth < 4) {
      YamlList(column + 2, /*inline_first=*/true, depth + 1, out);
    } else {
      out += YamlScalar(column) + "\n";
    }
  }
}

std::string ObjectText::Yaml() {
  std::string out;
  if (Often()) {
    YamlMap(0, /*inline_first=*/false, 0, out);
  } else {
    YamlList(0, /*inline_first=*/false, 0, out);
  }
  return out;
}

std::string ObjectText::JsonScalar() {
  constexpr std::array kOther = std::to_array<std::string_view>(
      {"true", "false", "null", "0", "-1", "12345678901234567890123", "1.50", "-0", "1e5", "-0.0",
       "\"\"", "{}", "[]", R"("a\nb\u00e9\"")", R"("\\")"});
  if (Below(3) == 0) return std::string(kOther[Below(kOther.size())]);
  std::string text = "\"";
  for (const char c : Sentence()) text += c == '\\' ? '/' : c;
  return text + "\"";
}

void ObjectText::JsonValue(std::size_t column, int depth, std::string& out) {
  if (depth > 4 || (depth > 0 && Below(2) == 0)) {
    out += JsonScalar();
    return;
  }
  const bool map = Often();
  const std::string next = Below(6) == 0 ? "" : "\n" + Indent(column + 4);
  out += map ? "{" : "[";
  for (std::size_t left = 1 + Below(4); left > 0; --left) {
    out += next;
    if (map) out.append("\"").append(Below(5) == 0 ? "é" : "k" + std::to_string(Below(6)));
    if (map) out += "\": ";
    JsonValue(column + 4, depth + 1, out);
    if (left > 1) out += ",";
  }
  if (!next.empty()) out += "\n" + Indent(column);
  out += map ? "}" : "]";
}

std::string ObjectText::Json() {
  std::string out;
  for (std::size_t left = Often() ? 1 : 3; left > 0; --left) {
    JsonValue(0, 0, out);
    out += "\n";
  }
  return out;
}

std::string ObjectText::Damaged(std::string text) {
  for (std::size_t left = 1 + Below(3); left > 0 && !text.empty(); --left) {
    const std::size_t at = Below(text.size());
    const std::size_t line = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string piece(kPieces[Below(kPieces.size())]);
    switch (Below(7)) {
      case 0: text[at] = static_cast<char>(Below(256)); break;
      case 1: text.erase(at, 1 + Below(8)); break;
      case 2: text.insert(at, piece); break;
      case 3: text.insert(line, Indent(1 + Below(4))); break;
      case 4: text.erase(line, text.find('\n', line) - line); break;
      case 5:
        text.erase(line, std::min(text.find_first_not_of(' ', line) - line, 1 + Below(4)));
        break;
      default: text.replace(at, piece.size(), piece); break;
    }
  }
  return text;
}

}  // namespace howdunit::testing
