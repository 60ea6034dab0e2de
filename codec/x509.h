// Reads X.509 certificates, by OpenSSL. Nothing is verified.
#pragma once

#include <string_view>
#include <vector>

#include "core/record.h"
#include "core/result.h"

namespace howdunit {

// Every certificate in PEM text (several may follow each other); `source` and
// `usage` are left empty. An error names what could not be read; certificates
// before it are lost with it only if `text` holds none that can be read.
Result<std::vector<CertificateRecord>> ReadPemCertificates(std::string_view text);

// "CN=10.152.183.1, valid 2021-09-14T… to …, sha256 ab12cd34": the note beside it.
Redacted DescribeCertificate(const CertificateRecord& certificate);

}  // namespace howdunit
