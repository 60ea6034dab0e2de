// The table of `kubeadm certs check-expiration`, and of `kubeadm alpha certs` before v1.20:
//
//   CERTIFICATE                EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY
//   EXTERNALLY MANAGED admin.conf                 Jul 03, 2026 09:41 UTC   223d            ca no
//   apiserver                  Apr 18, 2026 14:08 UTC   <invalid>       ca                      no
//
//   CERTIFICATE AUTHORITY   EXPIRES                  RESIDUAL TIME   EXTERNALLY MANAGED
//   ca                      Jul 01, 2035 09:41 UTC   9y              no
//
// The first one to print it, kubeadm v1.15, has no column CERTIFICATE AUTHORITY and no second
// table.
//
// Source: kubernetes, cmd/kubeadm/app/cmd/certs.go. Residual times are cut: "0d" is less than a
// day, not past; "<invalid>" is past. The table does not cover the kubelets' own client
// certificates. Each row becomes an object of kind KubeadmCertificate with the fields "expires"
// (microseconds) and "residual".

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

bool IsHeader(std::string_view line) {
  return line.starts_with("CERTIFICATE") && Contains(line, "EXPIRES") &&
         Contains(line, "RESIDUAL TIME");
}

bool Claims(const Head& head) { return IsHeader(TrimLeft(head.FirstLine())); }

// "Apr 18, 2026 14:08 UTC"
std::optional<Micros> TakeExpiry(const std::vector<std::string_view>& words, std::size_t at) {
  if (at + 4 >= words.size() || words[at + 4] != "UTC") return {};
  const unsigned month = MonthFromName(words[at]);
  std::string_view day_word = words[at + 1];
  if (day_word.ends_with(',')) day_word.remove_suffix(1);
  const auto day = ParseInt(day_word);
  const auto year = ParseInt(words[at + 2]);
  const auto clock = Split(words[at + 3], ':');
  if (month == 0 || !day || !year || clock.size() != 2) return {};
  const auto hour = ParseInt(clock[0]);
  const auto minute = ParseInt(clock[1]);
  if (!hour || !minute) return {};
  return FromCivil(*year, month, *day, *hour, *minute, 0);
}

void ReadRow(std::string_view line, std::int64_t number, bool authority, RecordSink& out) {
  const auto words = SplitWords(line);
  const Source source = Quote(number, line);
  const auto expires = words.empty() ? std::nullopt : TakeExpiry(words, 1);
  if (!expires || words.size() < 7) {
    out.Add(ProblemRecord{.source = source, .reason = "a certificate's row is cut or broken"});
    return;
  }
  ObjectRecord record;
  record.source = source;
  record.kind = "KubeadmCertificate";
  record.name = Redact(words[0]);
  record.fields.push_back(
      {.path = "expires", .value = Redact(std::to_string(*expires)), .source = source});
  record.fields.push_back({.path = "residual", .value = Redact(words[6]), .source = source});
  record.fields.push_back(
      {.path = "authority", .value = Redact(authority ? "true" : "false"), .source = source});
  out.Add(std::move(record));
}

void Read(const ReadContext& context) {
  bool authority = false;
  while (const auto line = context.in.Peek()) {
    const std::string_view text = Trim(line->text);
    if (IsHeader(text)) {
      authority = text.starts_with("CERTIFICATE AUTHORITY");
    } else if (!text.empty()) {
      const auto words = SplitWords(text);
      const bool row = words.size() >= 4 && MonthFromName(words[1]) != 0;
      if (!row) break;
      ReadRow(text, line->number, authority, context.out);
    }
    context.in.Next();
  }
}

}  // namespace

extern const Format kKubeadmCerts = {
    .name = "kubeadm-certs",
    .title = "kubeadm certs check-expiration",
    .sample =
        R"(CERTIFICATE                EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   EXTERNALLY MANAGED
admin.conf                 Jul 03, 2026 09:41 UTC   223d            ca                      no
apiserver                  Apr 18, 2026 14:08 UTC   <invalid>       ca                      no
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
