// Certificates: PEM files, and what openssl prints of one:
//
//   Certificate:
//       Data:
//           Serial Number: 4096 (0x1000)
//           Issuer: CN = 10.152.183.1                     (OpenSSL 3.2 and later: CN=10.152.183.1)
//               Not After : Nov 15 00:00:00 2026 GMT
//           Subject: CN = system:node:k8s03, O = system:nodes
//
//               Not After : Nov 15 00:00:00 2026 GMT      (-text | grep Not: no more than such
//               lines)
//
//   notAfter=Nov 15 00:00:00 2026 GMT                     (-dates, -enddate)
//   sha256 Fingerprint=EF:ED:BD:…                         (-fingerprint -sha256)
//
// A file's name may stand above each, as loops over files print it.
//
// Private keys are claimed too, so that nothing else reads them; what they hold is dropped.

#include <algorithm>
#include <array>
#include <optional>

#include "codec/base64.h"
#include "codec/sha256.h"
#include "codec/x509.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

constexpr std::string_view kPemBegin = "-----BEGIN ";

// Keys of openssl's one-line outputs, in lower case.
constexpr std::array kLineKeys =
    std::to_array<std::string_view>({"subject", "issuer", "serial", "notbefore", "notafter",
                                     "sha256 fingerprint", "sha1 fingerprint"});

bool IsLineKey(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals > 20) return false;  // or none
  const std::string key = ToLower(Trim(line.substr(0, equals)));
  return std::find(kLineKeys.begin(), kLineKeys.end(), key) != kLineKeys.end();
}

// "May 22 12:20:01 2026 GMT"; the day is padded with a blank.
When TimeIn(std::string_view text) {
  const auto words = SplitWords(text);
  if (words.size() < 4) return {};
  const auto clock = Split(words[2], ':');
  if (clock.size() != 3) return {};
  const auto number = [](std::string_view word) { return ParseInt(word).value_or(-1); };
  const std::array<std::int64_t, 5> fields = {number(words[3]), number(words[1]), number(clock[0]),
                                              number(clock[1]), number(clock[2])};
  if (std::any_of(fields.begin(), fields.end(), [](std::int64_t field) { return field < 0; })) {
    return {};
  }
  const auto value =
      FromCivil(fields[0], MonthFromName(words[0]), fields[1], fields[2], fields[3], fields[4]);
  if (!value) return {};
  When when;
  when.stamp =
      Stamp{.kind = Stamp::Kind::kUtc, .value = *value, .width = kSecond, .basis = Basis::kClaim};
  return when;
}

// What a line of -text says that somebody picked, and of what.
struct PickedLine {
  std::string_view key, value;
};

PickedLine PickedLineIn(std::string_view line) {
  line = Trim(line);
  if (line == "Validity") return {.key = "Validity", .value = {}};
  for (const std::string_view key : {"Not Before:", "Not After :", "Issuer:", "Subject:"}) {
    if (line.starts_with(key)) return {.key = key, .value = Trim(line.substr(key.size()))};
  }
  return {};
}

// Whether such lines follow each other, an end or a beginning among them.
bool StartsPicked(std::string_view text) {
  while (!text.empty()) {
    const PickedLine line = PickedLineIn(TakeUntil(text, "\n"));
    if (line.key.empty()) return false;
    if (line.key.starts_with("Not ")) return TimeIn(line.value).stamp.kind == Stamp::Kind::kUtc;
  }
  return false;
}

bool StartsCertificate(std::string_view text) {
  const std::string_view first = Trim(text.substr(0, text.find('\n')));
  if (first.starts_with(kPemBegin) || StartsPicked(text)) return true;
  if (first == "Certificate:") return Contains(text, "Data:");
  if (!IsLineKey(first)) return false;
  // "subject=…" of anything else has no such neighbours.
  return Contains(text, "notAfter=") || Contains(text, "notBefore=") ||
         Contains(text, "Fingerprint=") || Contains(text, "CN");
}

// "/etc/kubernetes/pki/ca.crt", perhaps with a colon behind it; "" if the line is no such name.
std::string_view FileNameIn(std::string_view line) {
  line = Trim(line);
  if (line.ends_with(':')) line.remove_suffix(1);
  const bool file = line.ends_with(".crt") || line.ends_with(".pem") || line.ends_with(".cert");
  const bool alone = line.starts_with('/') && line.find_first_of(" \t*") == std::string_view::npos;
  return file && alone ? line : std::string_view();
}

bool Claims(const Head& head) {
  if (FileNameIn(head.FirstLine()).empty()) return StartsCertificate(head.text);
  std::string_view below = head.text;
  TakeUntil(below, "\n");
  return StartsCertificate(below);
}

// "CN = a, O = b" as the certificate's own reader writes it: "CN=a,O=b".
Redacted NameIn(std::string_view text) {
  return Redact(ReplaceAll(ReplaceAll(Trim(text), " = ", "="), ", ", ","));
}

// "4096 (0x1000)", "0c:3f:…" or "1000", as lower-case hexadecimal without zeros in front.
Redacted SerialIn(std::string_view text) {
  text = Trim(text);
  const std::size_t hex = text.find("(0x");
  if (hex != std::string_view::npos) text = text.substr(hex + 3, text.find(')', hex) - hex - 3);
  return RedactIdentifier(ToLower(ReplaceAll(text, ":", "")));
}

std::optional<std::string_view> After(std::string_view line, std::string_view key) {
  if (!line.starts_with(key)) return {};
  return Trim(line.substr(key.size()));
}

void Finish(CertificateRecord certificate, const Redacted& file, RecordSink& out) {
  certificate.usage = "file";
  certificate.place.host_path = file;
  certificate.source.note = DescribeCertificate(certificate);
  if (!certificate.source.text.empty()) out.Add(std::move(certificate));
}

void Note(const Line& line, CertificateRecord& certificate, std::string& quoted) {
  if (certificate.source.line == 0) certificate.source.line = line.number;
  certificate.source.line_end = line.number;
  quoted += (quoted.empty() ? "" : "\n") + std::string(Trim(line.text));
}

// The block that `openssl x509 -text` prints.
void ReadText(const ReadContext& context, const Redacted& file) {
  CertificateRecord certificate;
  std::string quoted;
  bool serial_follows = false;
  const std::int64_t start = context.in.Next()->number;
  while (const auto line = context.in.Peek()) {
    if (!line->text.starts_with(' ')) break;
    const std::string_view text = Trim(line->text);
    bool keep = true;
    if (serial_follows) {
      certificate.serial = SerialIn(text);
      serial_follows = keep = false;
    } else if (const auto serial = After(text, "Serial Number:")) {
      serial_follows = serial->empty();
      if (!serial->empty()) certificate.serial = SerialIn(*serial);
      keep = false;
    } else if (const auto issuer = After(text, "Issuer:")) {
      certificate.issuer = NameIn(*issuer);
    } else if (const auto subject = After(text, "Subject:")) {
      certificate.subject = NameIn(*subject);
    } else if (const auto before = After(text, "Not Before:")) {
      certificate.not_before = TimeIn(*before);
    } else if (const auto after = After(text, "Not After :")) {
      certificate.not_after = TimeIn(*after);
    } else {
      certificate.authority = certificate.authority || text.starts_with("CA:TRUE");
      keep = false;
    }
    if (keep) Note(*line, certificate, quoted);
    context.in.Next();
  }
  certificate.source.text = Redact(quoted);
  if (quoted.empty()) {
    context.out.Add(ProblemRecord{.source = Quote(start, "Certificate:"),
                                  .reason = "the certificate's text has no subject and no dates"});
  }
  Finish(std::move(certificate), file, context.out);
}

// Lines that were picked; the second of a kind is of the next certificate.
void ReadPicked(const ReadContext& context, const Redacted& file) {
  CertificateRecord certificate;
  std::string quoted;
  std::vector<std::string_view> seen;
  while (const auto line = context.in.Peek()) {
    const PickedLine picked = PickedLineIn(line->text);
    if (picked.key.empty() || std::find(seen.begin(), seen.end(), picked.key) != seen.end()) break;
    seen.push_back(picked.key);
    if (picked.key == "Not Before:") certificate.not_before = TimeIn(picked.value);
    if (picked.key == "Not After :") certificate.not_after = TimeIn(picked.value);
    if (picked.key == "Issuer:") certificate.issuer = NameIn(picked.value);
    if (picked.key == "Subject:") certificate.subject = NameIn(picked.value);
    Note(*line, certificate, quoted);
    context.in.Next();
  }
  certificate.source.text = Redact(quoted);
  certificate.usage = "file";
  certificate.place.host_path = file;
  if (!certificate.subject.empty()) certificate.source.note = DescribeCertificate(certificate);
  context.out.Add(std::move(certificate));
}

// subject=, issuer=, notBefore=, … in any order; the second of a kind starts the next one.
void ReadLines(const ReadContext& context, const Redacted& file) {
  CertificateRecord certificate;
  std::string quoted;
  std::vector<std::string> seen;
  while (const auto line = context.in.Peek()) {
    const std::string_view text = Trim(line->text);
    if (!IsLineKey(text)) break;
    const std::string key = ToLower(Trim(text.substr(0, text.find('='))));
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) break;
    seen.push_back(key);
    const std::string_view value = Trim(text.substr(text.find('=') + 1));
    if (key == "subject") certificate.subject = NameIn(value);
    if (key == "issuer") certificate.issuer = NameIn(value);
    if (key == "serial") certificate.serial = SerialIn(value);
    if (key == "notbefore") certificate.not_before = TimeIn(value);
    if (key == "notafter") certificate.not_after = TimeIn(value);
    if (key == "sha256 fingerprint") {
      certificate.sha256 = RedactIdentifier(ToLower(ReplaceAll(value, ":", "")));
    }
    Note(*line, certificate, quoted);
    context.in.Next();
  }
  certificate.source.text = Redact(quoted);
  Finish(std::move(certificate), file, context.out);
}

// One block from BEGIN to END, or to where it can no longer be one.
Excerpt TakePem(Reader& in) {
  Excerpt block;
  while (const auto line = in.Peek()) {
    const std::string_view text = Trim(line->text);
    const bool first = block.lines.empty();
    if (!first && (text.starts_with(kPemBegin) || text.empty())) {
      // The headers of an encrypted key end in an empty line.
      if (text.empty() && block.lines.size() < 6 && Contains(block.lines.back(), ": ")) {
        block.lines.emplace_back();
        in.Next();
        continue;
      }
      break;
    }
    if (first) block.first = line->number;
    block.lines.emplace_back(text);
    in.Next();
    if (text.starts_with("-----END ")) break;
  }
  return block;
}

// The digest as a token's header writes it: base64url without padding.
std::string KeyId(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(ParseHex(hex.substr(i, 2)).value_or(0));
  }
  std::string id = ReplaceAll(ReplaceAll(EncodeBase64(bytes), "+", "-"), "/", "_");
  while (id.ends_with('=')) id.pop_back();
  return id;
}

// A public key has no name and no dates; its digest is the key id of tokens signed with it
// (kubernetes/kubernetes: pkg/serviceaccount/jwt.go, keyIDFromPublicKey).
void AddPublicKey(const Excerpt& block, RecordSink& out) {
  std::string body;
  for (std::size_t i = 1; i + 1 < block.lines.size(); ++i) body += block.lines[i];
  const auto der = DecodeBase64(body);
  if (!der || der->empty()) {
    out.Add(ProblemRecord{.source = block.QuoteLine(block.first),
                          .reason = "the public key is not base64"});
    return;
  }
  CertificateRecord key;
  key.source = block.QuoteLine(block.first);
  key.source.line_end = block.first + static_cast<std::int64_t>(block.lines.size()) - 1;
  key.usage = "public-key";
  key.key_sha256 = RedactIdentifier(Sha256::Of(*der));
  key.source.note = RedactIdentifier("key id " + KeyId(key.key_sha256.str()));
  out.Add(std::move(key));
}

void ReadPem(const ReadContext& context, const Redacted& file) {
  const Excerpt block = TakePem(context.in);
  const std::string_view label = block.lines[0];
  if (Contains(label, "PRIVATE KEY")) {
    Source source{.line = block.first, .line_end = block.first, .text = {}, .note = {}};
    source.text = "a private key";
    context.out.Add(ProblemRecord{.source = std::move(source),
                                  .reason = "the bundle holds a private key; it was dropped"});
    return;
  }
  if (Contains(label, "PUBLIC KEY")) {
    AddPublicKey(block, context.out);
    return;
  }
  auto certificates = ReadPemCertificates(block.Text());
  if (!certificates) {
    context.out.Add(
        ProblemRecord{.source = block.QuoteLine(block.first),
                      .reason = "the PEM block cannot be read: " + certificates.error().message});
    return;
  }
  for (CertificateRecord& certificate : *certificates) {
    certificate.source = block.QuoteLine(block.first);
    certificate.source.line_end = block.first + static_cast<std::int64_t>(block.lines.size()) - 1;
    Finish(std::move(certificate), file, context.out);
  }
}

void Read(const ReadContext& context) {
  auto line = context.in.Peek();
  if (!line) return;
  const Redacted file = Redact(FileNameIn(line->text));
  if (!file.empty()) {
    context.in.Next();
    line = context.in.Peek();
    if (!line) return;
  }
  const std::string_view text = Trim(line->text);
  if (text.starts_with(kPemBegin)) {
    ReadPem(context, file);
  } else if (text == "Certificate:") {
    ReadText(context, file);
  } else if (!PickedLineIn(text).key.empty()) {
    ReadPicked(context, file);
  } else {
    ReadLines(context, file);
  }
}

}  // namespace

extern const Format kCertificate = {
    .name = "certificate",
    .title = "certificates: PEM files, output of openssl x509; private keys are dropped",
    .sample = R"(subject=CN = 10.152.183.1
issuer=CN = 10.152.183.1
notBefore=Sep 14 03:45:01 2021 GMT
notAfter=Sep 12 03:45:01 2031 GMT
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
