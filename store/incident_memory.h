// Earlier incidents of an archive, for "seen before".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "core/similarity.h"
#include "store/database.h"

namespace howdunit {

struct RememberedIncident {
  std::string name;    // "I1", in its bundle
  std::string bundle;  // its name
  std::string sha256;  // of the bundle
  std::string path;    // by which triage found the bundle; "" if it did not
  std::string review;  // folder of its review; "" if none is known
  std::string cluster;
  std::string kubernetes, calico;  // versions
  std::string symptom, cause, verdict;
  std::string fingerprint;
  std::optional<Micros> first_earliest;
  std::vector<Trait> traits;  // sorted
};

// Of the only bundle of a case file, or of the bundle with this hash; in the order of their names.
Result<std::vector<RememberedIncident>> IncidentsOf(const Database& database,
                                                    const std::string& sha256);

struct SeenBefore {
  RememberedIncident incident;
  Likeness likeness;                  // a: the one that is asked about
  std::int64_t same_fingerprint = 0;  // incidents of the archive that have its fingerprint
};

// Those most like `incident`, but for those of its own bundle: the most alike first, then the
// newest. At most `most`, and none that shares no symptom, stage or cause.
Result<std::vector<SeenBefore>> FindSimilar(const Database& archive,
                                            const RememberedIncident& incident, std::size_t most);

}  // namespace howdunit
