// Writes tar archives (POSIX ustar) in memory: entries that `tar` would not make
// can be made too.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace howdunit::testing {

class TarBuilder {
 public:
  // `type`: '0' file, '1' hard link, '2' symbolic link, '3' device, '6' pipe.
  TarBuilder& Add(const std::string& name, std::string_view text, char type = '0',
                  const std::string& target = "") {
    std::string header(512, '\0');
    header.replace(0, name.size(), name);
    Octal(header, 100, 7, 0644);
    Octal(header, 108, 7, 0);
    Octal(header, 116, 7, 0);
    Octal(header, 124, 11, type == '0' ? text.size() : 0);
    Octal(header, 136, 11, 1779504363);
    header[156] = type;
    header.replace(157, target.size(), target);
    header.replace(257, 8,
                   std::string("ustar\0"
                               "00",
                               8));
    header.replace(148, 8, "        ");
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    Octal(header, 148, 6, sum);
    bytes_ += header;
    if (type != '0') return *this;
    bytes_ += text;
    bytes_.append((512 - text.size() % 512) % 512, '\0');
    return *this;
  }

  std::string Finish() const { return bytes_ + std::string(1024, '\0'); }

 private:
  static void Octal(std::string& header, std::size_t at, int digits, std::size_t value) {
    char text[16];
    std::snprintf(text, sizeof text, "%0*zo", digits, value);
    header.replace(at, static_cast<std::size_t>(digits) + 1, std::string(text) + '\0');
  }

  std::string bytes_;
};

}  // namespace howdunit::testing
