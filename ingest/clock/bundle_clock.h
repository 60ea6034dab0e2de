// The bundle's clock: when it was captured, how far each node's clock is ahead of
// UTC, when each member was printed; and with that, every moment in it.
//
// Nothing is guessed. A reading whose zone is not known becomes a range as wide
// as the zones of the Earth; an age whose moment of printing is not known stays
// undated.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/bundle_contents.h"
#include "ingest/bundle_roots.h"
#include "ingest/read_member.h"

namespace howdunit {

struct ClockOptions {
  std::optional<Micros> as_of;                             // moment of capture, stated by the user
  std::vector<std::pair<std::string, std::string>> zones;  // node ("" for all) and zone name
};

// Finds the bundle's clocks, and fills its moment of capture, every member's moment of printing and
// the instants of every record; of events and pods, when it is asked to.
//
// The moment of capture is, in this order: --as-of; a `date` output; the name of the
// archive, where its zone is known; the ages that systemctl prints beside their beginnings; the
// newest stated stamp of the bundle (which is a lower bound: if it is the start of a pod, ages stay
// undated); the newest time of a member in the archive. The moment of printing of a member is
// narrowed by what it shows: an object's age beside its stated creation, elsewhere in the bundle,
// and the newest moment it states.
class BundleClock {
 public:
  // All of them outlive it.
  BundleClock(const ClockOptions& options, const std::vector<BundleRoot>& roots, Bundle& bundle,
              std::vector<ReadMember>& members);
  ~BundleClock();
  BundleClock(const BundleClock&) = delete;
  BundleClock& operator=(const BundleClock&) = delete;

  // Those that were used.
  std::vector<NodeClock> Clocks() const;

  // Fills the instants of an event or a pod of members[member]. REQUIRES: that one is as it was.
  void Resolve(EventRecord& event, std::size_t member) const;
  void Resolve(PodRecord& pod, std::size_t member) const;

 private:
  class Resolver;
  std::unique_ptr<Resolver> resolver_;
};

}  // namespace howdunit
