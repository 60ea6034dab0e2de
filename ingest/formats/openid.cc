// What the API server publishes of how it signs tokens (kubectl get --raw):
//
//   /openid/v1/jwks
//   {"keys":[{"use":"sig","kty":"RSA","kid":"p4Wm…","alg":"RS256","n":"…","e":"AQAB"}]}
//   /.well-known/openid-configuration  {"issuer":"https://…","jwks_uri":"https://…",…}
//
// Source: RFC 7517 (keys), OpenID Connect Discovery 1.0. Keys become objects of kind JSONWebKey,
// named by their id; the issuer an object of kind OpenIDConfiguration, named by it.

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/json_object.h"

namespace howdunit {
namespace {

bool Claims(const Head& head) {
  if (!head.text.starts_with('{') || Contains(head.text, "\"apiVersion\"")) return false;
  return (Contains(head.text, "\"keys\"") && Contains(head.text, "\"kty\"")) ||
         (Contains(head.text, "\"issuer\"") && Contains(head.text, "\"jwks_uri\""));
}

void AddKeys(const Node& root, const Excerpt& text, RecordSink& out) {
  std::int64_t count = 0;
  for (const Node& key : root["keys"].items) {
    if (!key["kid"].is_scalar()) continue;
    ++count;
    ObjectRecord record;
    record.source = text.QuoteLine(key["kid"].line);
    record.source.note = RedactIdentifier("key id " + key["kid"].text);
    record.kind = "JSONWebKey";
    record.name = RedactIdentifier(key["kid"].text);
    out.Add(std::move(record));
  }
  CoverageRecord coverage;
  coverage.source = text.QuoteLine(text.first);
  coverage.topic = "objects/JSONWebKey";
  coverage.items = count;
  out.Add(std::move(coverage));
}

void AddIssuer(const Node& root, const Excerpt& text, RecordSink& out) {
  ObjectRecord record;
  record.source = text.QuoteLine(root["issuer"].line);
  record.kind = "OpenIDConfiguration";
  record.name = Redact(root["issuer"].text);
  out.Add(std::move(record));
}

void Read(const ReadContext& context) {
  const auto document = TakeJsonObject(context, "key set");
  if (!document) return;
  const Node& root = document->root;
  if (root["keys"].is_list()) AddKeys(root, document->text, context.out);
  if (root["issuer"].is_scalar()) AddIssuer(root, document->text, context.out);
}

}  // namespace

extern const Format kOpenid = {
    .name = "openid",
    .title = "the API server's signing keys (JWKS) and issuer",
    .sample =
        R"({"keys":[{"use":"sig","kty":"RSA","kid":"p4WmQ0cV2yHn8sLx","alg":"RS256","n":"AQAB","e":"AQAB"}]}
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
