// When the text of a member was printed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "ingest/read_member.h"

namespace howdunit {

// The basis of members that say nothing of it themselves.
inline constexpr char kPrintedAtCapture[] = "the bundle's moment of capture";

struct PrintMoment {
  Instant instant;    // by the API server's clock; unknown if nothing tells it
  Instant local;      // by the clock of the machine that printed it; the same where nothing differs
  std::string basis;  // "ages beside stated creation times", "the bundle's capture time", …
};

// The newest moment that a member states about something that had already
// happened: it was printed then or later. Claims and plans (an expiry, a
// deletion deadline) are no such moments.
std::optional<Micros> NewestStated(const ReadMember& read);

// The same of what goes on all the time: lines of logs, events, heartbeats of nodes. A pod may have
// started long before the text about it was printed.
std::optional<Micros> NewestHappening(const ReadMember& read);

// The newest of these that others of `members` state: not `read`, nor what is of its node.
std::optional<Micros> NewestHappeningBeside(const ReadMember& read,
                                            const std::vector<ReadMember>& members);

// Knows the stated creation times of all objects of a bundle. An object whose age
// a member prints, and whose creation another member states, tells when the first
// was printed: creation + age. All such objects together narrow it to the second. The ages of
// `kubectl get` count back from the API server's clock, those of describe from the workstation's:
// they are never mixed.
class PrintMoments {
 public:
  explicit PrintMoments(const std::vector<ReadMember>& members);

  // `own`: the `date` output in it; unknown if it has none.
  PrintMoment Of(const ReadMember& read, const Instant& own, const Instant& captured) const;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // kind, namespace, name
  std::optional<Instant> FromAges(const ReadMember& read, Stamp::Kind kind,
                                  const Instant& captured) const;
  void Learn(const Key& key, const When& created);
  std::map<Key, Micros> created_;  // -1: stated differently in two places
};

}  // namespace howdunit
