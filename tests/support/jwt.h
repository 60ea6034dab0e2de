// Tokens made at run time: no test holds one as a literal, so that no scanner
// for secrets ever finds this repository.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "codec/base64.h"

namespace howdunit::testing {

inline std::string Base64Url(std::string_view bytes) {
  std::string text = EncodeBase64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

inline constexpr std::string_view kJwtHeader =
    R"({"alg":"RS256","kid":"gFH6VvaonQuIEFQLRxVsWOSb9fdW55_mfYmMvjab3ns"})";

// A token with these claims and a signature of the usual length.
inline std::string MakeJwt(std::string_view claims, std::string_view header = kJwtHeader) {
  std::string signature;
  for (int i = 0; i < 256; ++i) signature += static_cast<char>(i * 37 + 11);
  return Base64Url(header) + "." + Base64Url(claims) + "." + Base64Url(signature);
}

// The claims of a token as the kubelet mounts it, bound to a pod.
inline constexpr std::string_view kPodBoundClaims =
    R"({"aud":["https://kubernetes.default.svc"],"exp":1811016000,"iat":1779480000,)"
    R"("iss":"https://kubernetes.default.svc","kubernetes.io":{"namespace":"kube-system",)"
    R"("node":{"name":"k8s01","uid":"5b1c7f0e-9a57-4d0f-8f1e-0a4b5d2c7e11"},)"
    R"("pod":{"name":"calico-node-px6bj","uid":"2efbcc4d-ce19-41ab-a33d-de94eb3b45d4"},)"
    R"("serviceaccount":{"name":"calico-node","uid":"0d3ab6a4-5be1-4d10-8a4c-3f0b0e6a6a55"},)"
    R"("warnafter":1779483607},"nbf":1779480000,)"
    R"("sub":"system:serviceaccount:kube-system:calico-node"})";

// As calico-node's token refresher asks for it: 24 hours, bound to nothing.
inline constexpr std::string_view kUnboundClaims =
    R"({"aud":["https://kubernetes.default.svc"],"exp":1779566400,"iat":1779480000,)"
    R"("iss":"https://kubernetes.default.svc","kubernetes.io":{"namespace":"kube-system",)"
    R"("serviceaccount":{"name":"calico-cni-plugin","uid":"9f27cbb1-6f0c-4a5e-9a43-2f1b9a7c0a10"}},)"
    R"("nbf":1779480000,"sub":"system:serviceaccount:kube-system:calico-cni-plugin"})";

}  // namespace howdunit::testing
