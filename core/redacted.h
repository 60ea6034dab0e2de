// Text that is safe to keep: the only kind of text from a bundle that the
// store, a report or a log accepts.
//
// Secrets are removed twice. Formats drop what is secret by its type (a Secret's
// data, a kubeconfig's token) and keep only what may be kept of it; and every
// string, whatever it came from, passes Redact(), which knows what secrets look
// like. There is no other way to make a Redacted from run-time text, so a
// forgotten call does not compile.
//
// Pattern redaction is best effort for shapes nobody has seen; dropping by type
// is the guarantee.
#pragma once

#include <compare>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace howdunit {

// Copies share one text: most texts of a bundle (names, reasons, nodes) are said again and again.
class Redacted {
 public:
  Redacted() = default;

  // Text of this program's own: a string literal.
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor)
  Redacted(const char (&literal)[N]) : Redacted(std::string(literal, N - 1)) {}

  const std::string& str() const { return text_ == nullptr ? kEmpty : *text_; }
  bool empty() const { return text_ == nullptr; }

  std::strong_ordering operator<=>(const Redacted& other) const { return str() <=> other.str(); }
  bool operator==(const Redacted& other) const {
    return text_ == other.text_ || str() == other.str();
  }

 private:
  friend Redacted Redact(std::string_view text);
  friend Redacted RedactIdentifier(std::string_view text);
  friend Redacted RedactObject(std::span<const std::pair<std::string, Redacted>> members);
  friend class RecordUnpacker;  // of what was one before (core/record_bytes.cc)
  explicit Redacted(std::string text) {
    if (!text.empty()) text_ = std::make_shared<const std::string>(std::move(text));
  }

  inline static const std::string kEmpty;

  std::shared_ptr<const std::string> text_;  // valid UTF-8; null if empty
};

// `text` as valid UTF-8 with every recognised secret replaced by
// "[REDACTED:<kind>:len=<bytes>]". Recognised: JSON web tokens (whole, without
// signature, cut short, or wrapped in base64), PEM private keys, Bearer and
// Basic credentials, OpenShift tokens (sha256~), bootstrap tokens, keys of
// clouds and code hosts by their prefix, passwords in URLs, values of keys whose
// name says secret (password, token, secret, api key, client-key-data), and long
// runs of mixed letters and digits that only a secret or an encoding has.
Redacted Redact(std::string_view text);

// As Redact(), and then at most `most` bytes and "…": what is cut first is harder to recognise.
Redacted RedactShort(std::string_view text, std::size_t most);

// As Redact(), but a long run of mixed letters and digits stays: for values
// that are known to identify and not to authenticate (a key id, a fingerprint).
Redacted RedactIdentifier(std::string_view text);

// {"op":"delete","plugin":"calico"}, as Redact() would leave it: the texts have been redacted, so
// that only a name which says secret can tell more of them.
Redacted RedactObject(std::span<const std::pair<std::string, Redacted>> members);

inline std::ostream& operator<<(std::ostream& out, const Redacted& text) {
  return out << text.str();
}

}  // namespace howdunit
