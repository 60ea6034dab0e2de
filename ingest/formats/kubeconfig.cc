// A kubeconfig: whom a client talks to, and as whom.
// Calico's two writers (cni-plugin/pkg/install/install.go, node/pkg/cni/token_watch.go):
//
//   # Kubeconfig file for Calico CNI plugin. Installed by calico/node.
//   apiVersion: v1
//   kind: Config
//   clusters:
//   - name: local
//     cluster:
//       server: https://10.152.183.1:443
//       certificate-authority-data: "LS0tLS1CRUdJTiBD…"
//   users:
//   - name: calico
//     user:
//       token: eyJhbGciOi…
//   …
//   current-context: calico-context
//
// The first line tells which of them wrote last: install-cni's ends after "plugin.". Others
// (kubelet.conf, admin.conf) have client-certificate-data. Keys and passwords are not looked at.

#include <algorithm>
#include <array>
#include <optional>

#include "codec/base64.h"
#include "codec/jwt.h"
#include "codec/x509.h"
#include "codec/yaml.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

constexpr std::string_view kCalicoComment = "# Kubeconfig file for Calico CNI plugin.";

constexpr std::array kTopKeys =
    std::to_array<std::string_view>({"apiVersion", "kind", "clusters", "users", "contexts",
                                     "current-context", "preferences", "extensions"});

// A line of a kubeconfig that stands at the left margin.
bool IsTopLine(std::string_view line) {
  if (line.starts_with("#") || line.starts_with("- ") || line == "-") return true;
  const std::string_view key = line.substr(0, line.find(':'));
  return key.size() < line.size() &&
         std::find(kTopKeys.begin(), kTopKeys.end(), key) != kTopKeys.end();
}

bool IsIndented(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

// The rest of a token or of base64 that a terminal wrapped: no key, no blank.
bool IsWrapped(std::string_view line) {
  line = TrimRight(line);
  return !line.empty() && std::all_of(line.begin(), line.end(), [](char c) {
    return IsAlnum(c) || Contains("-_.+/=\"", {&c, 1});
  });
}

bool ClaimsYaml(std::string_view text) {
  if (text.starts_with("---")) TakeUntil(text, "\n");
  if (text.starts_with(kCalicoComment)) return true;
  bool kind = false;
  bool clusters = false;
  bool users = false;
  bool credential = false;
  while (!text.empty()) {
    const std::string_view line = TrimRight(TakeUntil(text, "\n"));
    if (line.empty()) continue;
    if (IsIndented(line)) {
      const std::string_view key = TrimLeft(line);
      credential = credential || key.starts_with("token:") || key.starts_with("client-cert");
      continue;
    }
    if (!IsTopLine(line) && !IsWrapped(line)) break;
    if (line.starts_with("kind:") && Trim(line.substr(5)) != "Config") return false;
    kind = kind || line.starts_with("kind:");
    clusters = clusters || line == "clusters:";
    users = users || line == "users:";
  }
  // "kind: Config" alone is the kind of many a configuration file.
  return (kind && (clusters || users)) || (clusters && users) || (users && credential);
}

bool Claims(const Head& head) {
  if (!head.text.starts_with('{')) {
    const std::string_view first = head.FirstLine();
    return (first.starts_with("---") || IsTopLine(first)) && ClaimsYaml(head.text);
  }
  return Contains(head.text, "\"Config\"") && Contains(head.text, "\"clusters\"") &&
         Contains(head.text, "\"cluster\"");
}

// A value with the line that it stands in; line 0 if there is none.
struct Value {
  std::string text;
  std::int64_t line = 0;
};

struct Parts {
  std::string user;
  Value server, authority, token, token_file, client_certificate, client_certificate_file, exec;
  std::int64_t user_line = 0;
};

Value ValueOf(const Node& node, std::string_view key) {
  const Node& value = node[key];
  if (value.is_null() || node.LineOf(key) == 0) return {};
  return {.text = value.text, .line = node.LineOf(key)};
}

// The element of a list of {name: …, <key>: {…}} called `name`; the first one if `name` is empty.
const Node* FindNamed(const Node& list, std::string_view name) {
  for (const Node& item : list.items) {
    if (name.empty() || item["name"].text == name) return &item;
  }
  return nullptr;
}

Parts PartsOf(const Node& root) {
  Parts parts;
  static const Node kNone;
  const std::string_view current = root["current-context"].text;
  const Node* context = FindNamed(root["contexts"], current);
  const Node& names = context == nullptr ? kNone : (*context)["context"];
  const Node* cluster = FindNamed(root["clusters"], names["cluster"].text);
  const Node* user = FindNamed(root["users"], names["user"].text);
  if (cluster != nullptr) {
    const Node& fields = (*cluster)["cluster"];
    parts.server = ValueOf(fields, "server");
    parts.authority = ValueOf(fields, "certificate-authority-data");
  }
  if (user != nullptr) {
    const Node& fields = (*user)["user"];
    parts.user = (*user)["name"].text;
    parts.user_line = user->line;
    parts.token = ValueOf(fields, "token");
    parts.token_file = ValueOf(fields, "tokenFile");
    parts.client_certificate = ValueOf(fields, "client-certificate-data");
    parts.client_certificate_file = ValueOf(fields, "client-certificate");
    parts.exec = ValueOf(fields, "exec");
  }
  return parts;
}

// Of a text that no parser takes: the first line of each key.
Parts PartsOfLines(const Excerpt& text) {
  Parts parts;
  const auto keys = std::to_array<std::pair<std::string_view, Value*>>(
      {{"server:", &parts.server},
       {"certificate-authority-data:", &parts.authority},
       {"token:", &parts.token},
       {"tokenFile:", &parts.token_file},
       {"client-certificate-data:", &parts.client_certificate},
       {"client-certificate:", &parts.client_certificate_file}});
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string_view line = Trim(text.lines[i]);
    for (const auto& [key, value] : keys) {
      if (!line.starts_with(key) || value->line != 0) continue;
      std::string_view rest = Trim(line.substr(key.size()));
      if (rest.starts_with('"')) rest.remove_prefix(1);
      if (rest.ends_with('"')) rest.remove_suffix(1);
      *value = {.text = std::string(rest), .line = text.first + static_cast<std::int64_t>(i)};
    }
  }
  return parts;
}

Excerpt TakeYaml(Reader& in) {
  constexpr std::size_t kNarrowTerminal = 40;
  Excerpt text;
  std::size_t width = 0;  // of the line before
  while (const auto line = in.Peek()) {
    const bool first = text.lines.empty();
    if (first) text.first = line->number;
    const bool wrapped = IsWrapped(line->text) && width >= kNarrowTerminal;
    if (!first && !wrapped && !line->text.empty() && !IsIndented(line->text) &&
        !IsTopLine(line->text)) {
      break;
    }
    if (wrapped) {
      // Glued to where it was cut off; an empty line keeps the numbers right.
      std::size_t target = text.lines.size() - 1;
      while (target > 0 && text.lines[target].empty()) --target;
      text.lines[target] += TrimRight(line->text);
      text.lines.emplace_back();
    } else {
      text.lines.emplace_back(line->text);
    }
    width = line->text.size();
    in.Next();
  }
  return text;
}

class Emitter {
 public:
  Emitter(const Excerpt& text, Parts parts, RecordSink& out)
      : text_(text), parts_(std::move(parts)), out_(out) {}

  void Emit() {
    if (parts_.authority.line != 0) Certificates(parts_.authority, "kubeconfig-ca");
    if (parts_.client_certificate.line != 0) Certificates(parts_.client_certificate, "client");
    if (parts_.token.line != 0) {
      Token();
    } else if (parts_.client_certificate.line == 0) {
      NoCredential();
    }
  }

  void Problem(std::int64_t line, std::string reason) {
    out_.Add(ProblemRecord{.source = text_.QuoteLine(line), .reason = std::move(reason)});
  }

 private:
  void Certificates(const Value& value, std::string_view usage) {
    const std::string what = usage == "client" ? "client certificate" : "CA";
    const auto pem = DecodeBase64(value.text);
    if (!pem || !pem->starts_with("-----BEGIN")) {
      Problem(value.line, "the " + what + " is left out of the text, or not base64 of PEM");
      return;
    }
    const auto certificates = ReadPemCertificates(*pem);
    if (!certificates) {
      Problem(value.line, "the " + what + " cannot be read: " + certificates.error().message);
      return;
    }
    for (CertificateRecord certificate : *certificates) {
      certificate.usage = Redact(usage);
      certificate.source = text_.QuoteLine(value.line);
      certificate.source.note = DescribeCertificate(certificate);
      out_.Add(std::move(certificate));
    }
  }

  void Token() {
    // A folded scalar has blanks where the lines met.
    const std::string text = ReplaceAll(ReplaceAll(parts_.token.text, " ", ""), "\n", "");
    TokenRecord token = ReadJwt(text);
    token.server = Redact(parts_.server.text);
    token.user = Redact(parts_.user);
    if (text_.lines[0].starts_with(kCalicoComment)) {
      token.writer = Contains(text_.lines[0], "Installed by calico/node") ? Redacted("calico-node")
                                                                          : Redacted("install-cni");
    }
    token.source = TokenSource();
    if (IsDecoded(token)) {
      token.source.note = RedactIdentifier("decoded: " + DescribeToken(token).str());
    } else {
      out_.Add(ProblemRecord{.source = token.source,
                             .reason = "the token cannot be decoded: " + token.problem.str()});
    }
    out_.Add(std::move(token));
  }

  // The line with the token replaced whatever it looks like: an opaque token has no shape that
  // Redact() could know.
  Source TokenSource() const {
    Source source = text_.QuoteLine(parts_.token.line);
    const bool recognised = Contains(source.text.str(), "[REDACTED:");
    if (!recognised && parts_.token.text.size() > 8) {
      source.text =
          Redact("token: [REDACTED:token:len=" + std::to_string(parts_.token.text.size()) + "]");
    }
    return source;
  }

  void NoCredential() {
    const std::int64_t at = parts_.user_line == 0 ? text_.first : parts_.user_line;
    if (parts_.token_file.line != 0) {
      Problem(parts_.token_file.line, "the kubeconfig keeps its token in another file");
    } else if (parts_.client_certificate_file.line != 0) {
      Problem(parts_.client_certificate_file.line,
              "the kubeconfig keeps its client certificate in another file");
    } else if (parts_.exec.line != 0) {
      Problem(parts_.exec.line, "the kubeconfig gets its token from a program");
    } else {
      Problem(at, "the kubeconfig has no token and no client certificate");
    }
  }

  const Excerpt& text_;
  Parts parts_;
  RecordSink& out_;
};

void Read(const ReadContext& context) {
  const auto start = context.in.Peek();
  const bool json = start && start->text.starts_with('{');
  const Excerpt text = json ? TakeJsonValue(context.in) : TakeYaml(context.in);
  const auto documents = ParseYaml(text.Text(), text.first);
  const bool parsed = documents && !documents->empty() && (*documents)[0].is_map();
  Emitter emitter(text, parsed ? PartsOf((*documents)[0]) : PartsOfLines(text), context.out);
  if (!parsed) {
    emitter.Problem(text.first, "the kubeconfig is broken" +
                                    (documents ? std::string() : ": " + documents.error().message));
  }
  emitter.Emit();
}

}  // namespace

extern const Format kKubeconfig = {
    .name = "kubeconfig",
    .title = "kubeconfig files: whose token or certificate, until when (Calico's, kubelet's, …)",
    .sample = R"(# Kubeconfig file for Calico CNI plugin. Installed by calico/node.
apiVersion: v1
kind: Config
clusters:
- name: local
  cluster:
    server: https://10.152.183.1:443
users:
- name: calico
  user:
    token: <token>
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
