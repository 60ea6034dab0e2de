#include "ingest/kube/config_map.h"

#include <array>
#include <span>
#include <string>

#include "codec/x509.h"
#include "codec/yaml.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/object_fields.h"

namespace howdunit {
namespace {

// A document that stands as text below a key of a ConfigMap, and what is asked of it: what is of a
// file of its kind, too.
struct Inner {
  std::string_view config_map, key;
  std::span<const std::string_view> paths;
};

std::span<const Inner> InnerDocuments() {
  static constexpr std::array kFlannel = std::to_array<std::string_view>({"Network"});
  static const std::array kDocuments = std::to_array<Inner>({
      {"kubeadm-config", "ClusterConfiguration", FieldPathsOf("ClusterConfiguration")},
      {"kube-proxy", "config.conf", FieldPathsOf("KubeProxyConfiguration")},
      {"kube-flannel-cfg", "net-conf.json", kFlannel},
  });
  return kDocuments;
}

// A line of the inner document, or all of it where it stands on one line.
Source SourceOf(const Node& document, const Node& value, std::string_view key) {
  const bool block = document.line_end > document.key_line;
  const std::int64_t line = block ? value.key_line : document.key_line;
  const std::string_view name = key.substr(key.rfind('.') + 1);
  return LineSource(std::string(name) + ": " + value.text, line);
}

}  // namespace

void ReadCertificates(const Node& config_map, RecordSink& out) {
  if (config_map.At("metadata.name").text != "kube-root-ca.crt") return;
  const Node& data = config_map["data"];
  const std::string_view pem = data["ca.crt"].text;
  if (pem.empty()) return;
  const Source source{.line = data.LineOf("ca.crt"),
                      .line_end = data["ca.crt"].line_end,
                      .text = "ca.crt:",
                      .note = {}};
  auto certificates = ReadPemCertificates(pem);
  if (!certificates) {
    out.Add(ProblemRecord{.source = source, .reason = certificates.error().message});
    return;
  }
  for (CertificateRecord& certificate : *certificates) {
    certificate.source = source;
    certificate.source.note = DescribeCertificate(certificate);
    certificate.usage = "cluster-ca";
    out.Add(std::move(certificate));
  }
}

std::vector<ObjectField> ReadRanges(const Node& config_map) {
  std::vector<ObjectField> fields;
  const std::string_view name = config_map.At("metadata.name").text;
  for (const Inner& inner : InnerDocuments()) {
    const Node& text = config_map["data"][inner.key];
    if (inner.config_map != name || text.kind != Node::Kind::kString) continue;
    // A block's first line stands below its key.
    const auto documents = ParseYaml(text.text, text.key_line + 1);
    if (!documents || documents->empty()) continue;
    for (const std::string_view path : inner.paths) {
      const Node& value = documents->front().At(path);
      if (!value.is_scalar() || value.text.empty()) continue;
      fields.push_back({.path = Redact("data." + std::string(inner.key) + "." + std::string(path)),
                        .value = Excerpt(value.text),
                        .source = SourceOf(text, value, path)});
    }
  }
  return fields;
}

}  // namespace howdunit
