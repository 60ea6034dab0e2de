// Reads what a JSON web token says about itself. Nothing is verified: howdunit
// has no key, and the question is never "is it genuine?" but "what does it claim?".
// Claims: Kubernetes' pkg/serviceaccount/claims.go and legacy.go.
#pragma once

#include <string_view>

#include "core/record.h"

namespace howdunit {

// Fills the token's claims (everything but source, server, user and writer).
// Never fails: a token that is cut, or no token at all, gets `problem`.
// Input over 16 KiB is not decoded. Time claims that are no number, not finite or
// out of range are left out and named in `problem`.
TokenRecord ReadJwt(std::string_view token);

// The claims alone, as JSON text (a decoded payload that somebody saved).
TokenRecord ReadJwtClaims(std::string_view json);

// Whether anything that the token claims is known: one that is cut may still say until when it
// holds.
bool IsDecoded(const TokenRecord& token);

// "subject system:serviceaccount:kube-system:calico-node, bound to pod x (uid),
// issued …, expires …": the note beside a token's line.
Redacted DescribeToken(const TokenRecord& token);

}  // namespace howdunit
