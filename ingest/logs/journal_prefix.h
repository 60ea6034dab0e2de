// What journalctl and syslog write before a message: when, where and by whom.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"

namespace howdunit {

struct JournalPrefix {
  Stamp stamp;             // kNone if the month's name is of no known language
  std::string_view host;   // "" where none is printed …
  std::string_view ident;  // without "[911]"; "" where a sentence stands, too
  bool has_pid = false;
};

// Every text form of journalctl that has a host and an ident, and syslog's.
std::optional<JournalPrefix> TakeJournalPrefix(std::string_view& text);

// The stamp of a journal's or syslog's line: "May 22 22:20:01", " 6月 12 08:55:47",
// "2026-05-22T22:20:01+1000", "Fri 2026-05-22 22:20:01 AEST", "1779452401.123456".
std::optional<Stamp> TakeJournalStamp(std::string_view& text);

// "Wed 2026-05-20 08:00:01 AEST": kLocal where several zones share the abbreviation.
std::optional<Stamp> TakeWeekdayStamp(std::string_view& text);

}  // namespace howdunit
