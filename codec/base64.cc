#include "codec/base64.h"

#include <cstdint>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Value of a digit of either alphabet; -1 if it is none.
int DigitValue(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (IsDigit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

}  // namespace

std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t group = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const int value = DigitValue(c);
    if (value < 0 || padding > 0) return {};
    group = group << 6U | static_cast<std::uint32_t>(value);
    if (++digits % 4 != 0) continue;
    bytes += static_cast<char>(group >> 16U & 0xFFU);
    bytes += static_cast<char>(group >> 8U & 0xFFU);
    bytes += static_cast<char>(group & 0xFFU);
    group = 0;
  }
  if (padding > 2 || (padding > 0 && (digits + padding) % 4 != 0)) return {};
  switch (digits % 4) {
    case 1: return {};  // six bits are no byte
    case 2: bytes += static_cast<char>(group >> 4U & 0xFFU); break;
    case 3:
      bytes += static_cast<char>(group >> 10U & 0xFFU);
      bytes += static_cast<char>(group >> 2U & 0xFFU);
      break;
    default: break;
  }
  return bytes;
}

std::string EncodeBase64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  const auto byte = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::uint32_t group = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
    text += kAlphabet[group >> 18U & 0x3FU];
    text += kAlphabet[group >> 12U & 0x3FU];
    text += i + 1 < bytes.size() ? kAlphabet[group >> 6U & 0x3FU] : '=';
    text += i + 2 < bytes.size() ? kAlphabet[group & 0x3FU] : '=';
  }
  return text;
}

}  // namespace howdunit
