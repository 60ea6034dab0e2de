// A bearer token on a line of its own (/var/run/secrets/kubernetes.io/serviceaccount/token,
// `kubectl create token`), or its claims as somebody decoded them:
//
//   {"alg":"RS256","kid":"gFH6…"}
//   {
//     "aud": ["https://kubernetes.default.svc"],
//     "exp": 1779566400,
//     "kubernetes.io": {"namespace": "kube-system", …

#include "codec/jwt.h"

#include <algorithm>

#include "codec/base64.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

bool IsToken(std::string_view line) {
  line = Trim(line);
  return line.starts_with("eyJ") && line.size() >= 40 &&
         std::all_of(line.begin(), line.end(),
                     [](char c) { return IsAlnum(c) || c == '-' || c == '_' || c == '.'; });
}

// {"alg":"RS256","kid":"…"}, on one line or several.
bool IsHeader(std::string_view text) {
  const std::string_view object = text.substr(0, text.find('}'));
  return object.starts_with('{') && object.size() < 400 && Contains(object, "\"alg\"") &&
         (Contains(object, "\"kid\"") || Contains(object, "\"typ\""));
}

bool IsClaims(std::string_view text) {
  return text.starts_with('{') && !Contains(text, "\"apiVersion\"") &&
         Contains(text, "\"kubernetes.io") && Contains(text, "\"iss\"");
}

bool Claims(const Head& head) {
  return IsToken(head.FirstLine()) || IsHeader(head.text) || IsClaims(head.text);
}

void Add(const ReadContext& context, TokenRecord token, Source source) {
  token.source = std::move(source);
  if (IsDecoded(token)) {
    token.source.note = RedactIdentifier("decoded: " + DescribeToken(token).str());
  } else {
    context.out.Add(ProblemRecord{.source = token.source,
                                  .reason = "the token cannot be decoded: " + token.problem.str()});
  }
  context.out.Add(std::move(token));
}

// A saved claims object: every line of it is evidence, of which the first few are quoted.
Source QuoteAll(const Excerpt& text) {
  Source source = Quote(text.first, text.Text());
  source.line_end = text.first + static_cast<std::int64_t>(text.lines.size()) - 1;
  return source;
}

void Read(const ReadContext& context) {
  const auto line = context.in.Peek();
  if (!line) return;
  if (IsToken(line->text)) {
    Add(context, ReadJwt(line->text), Quote(line->number, line->text));
    context.in.Next();
    return;
  }
  TokenRecord header;
  if (IsHeader(context.in.Ahead())) {
    header = ReadJwt(EncodeBase64(TakeJsonValue(context.in).Text()));
    while (context.in.Peek() && Trim(context.in.Peek()->text).empty()) context.in.Next();
    if (!IsClaims(context.in.Ahead())) return;
  }
  const Excerpt text = TakeJsonValue(context.in);
  TokenRecord token = ReadJwtClaims(text.Text());
  token.alg = header.alg;
  token.kid = header.kid;
  Add(context, std::move(token), QuoteAll(text));
}

}  // namespace

extern const Format kJwt = {
    .name = "jwt",
    .title = "service account tokens, or their decoded claims",
    .sample = R"({"alg":"RS256","kid":"gFH6VvaonQuIEFQLRxVsWOSb9fdW55_mfYmMvjab3ns"}
{"aud":["https://kubernetes.default.svc"],"exp":1779566400,"iat":1779480000,"iss":"https://kubernetes.default.svc","kubernetes.io":{"namespace":"kube-system","serviceaccount":{"name":"calico-node"}},"sub":"system:serviceaccount:kube-system:calico-node"}
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
