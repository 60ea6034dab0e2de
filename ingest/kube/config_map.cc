#include "ingest/kube/config_map.h"

#include <algorithm>
#include <array>
#include <string>

#include "codec/x509.h"
#include "codec/yaml.h"
#include "ingest/kube/document_text.h"

namespace howdunit {
namespace {

// A setting in a document that stands as text below a key of a ConfigMap.
struct Setting {
  std::string_view config_map, key, path;
};
constexpr std::array kSettings = std::to_array<Setting>({
    {"kubeadm-config", "ClusterConfiguration", "networking.podSubnet"},
    {"kubeadm-config", "ClusterConfiguration", "networking.serviceSubnet"},
    {"kube-proxy", "config.conf", "clusterCIDR"},
    {"kube-flannel-cfg", "net-conf.json", "Network"},
});

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
  for (const Setting& setting : kSettings) {
    if (setting.config_map != name) continue;
    const Node& text = config_map["data"][setting.key];
    if (text.kind != Node::Kind::kString) continue;
    // A block's first line stands below its key.
    const auto documents = ParseYaml(text.text, text.key_line + 1);
    if (!documents || documents->empty()) continue;
    const Node& value = documents->front().At(setting.path);
    if (!value.is_scalar() || value.text.empty()) continue;
    const std::string path = "data." + std::string(setting.key) + "." + std::string(setting.path);
    fields.push_back({.path = Redact(path),
                      .value = Excerpt(value.text),
                      .source = SourceOf(text, value, setting.path)});
  }
  return fields;
}

}  // namespace howdunit
