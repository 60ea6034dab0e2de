// Numbers and moments as a reader of a report wants them. Plain text: still to be
// encoded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "report/model/review.h"
#include "report/zone.h"

namespace howdunit::report {

// "1 pod", "6 pods".
std::string Counted(std::int64_t count, std::string_view noun);

// "2026-05-23 02:01:13", or "… 02:01" for what is said to the minute. What is wider
// shows it: "… ± 3s", or "between … and …" from ten minutes on. In the wall clock of `zone` if
// there is one ("… AEST"), else in UTC, without saying so.
std::string FormatMoment(const Moment& moment, const Zone* zone = nullptr);

// The first moment that this shows, for what is to be in order; undated comes last.
Micros ShownFirst(const Moment& moment);

// The same behind a preposition: "at 2026-05-23 02:01:13", "between … and …".
std::string FormatWhen(const Moment& moment);

// "2026-05-23 02:01:13 – 02:45:20"; the first moment alone if the other is not
// known or not later.
std::string FormatSpan(const Moment& first, const Moment& last, const Zone* zone = nullptr);

// "2026-05-23"; empty if the moment is not known.
std::string FormatDay(const Moment& moment);

// "44m", "1h 4m", "9m 30s": no seconds where the evidence is hardly that exact.
std::string FormatLength(Micros duration);

// "185 times in 44m, about every 14s"; below ten seconds "every 1.9s". Empty for less than two.
std::string FormatCadence(std::int64_t count, const Moment& first, const Moment& last);

// How long it lasted at least; 0 if that is not known.
Micros ShortestDuration(const Moment& first, const Moment& last);

// "28s to 32s ahead of the API server's clock", "1s to 5s behind …".
std::string FormatSkew(Micros least, Micros most);

// "UTC+10:00", "UTC".
std::string FormatOffset(std::int64_t seconds);

}  // namespace howdunit::report
