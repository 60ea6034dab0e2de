// The layers that a log line is wrapped in, from the outside in: each function
// takes one layer off the front of a text, or leaves the text as it is.
//
//   journald   May 22 22:20:01 node-b kubelet[911]: …
//   CRI        2026-05-22T12:20:01.12345Z stderr F …
//   component  kubelet E0522 …                       (MicroShift)
//   klog       E0522 22:20:01.336201     911 pod_workers.go:1301] …
//   logfmt     time="2026-05-22T22:20:01.336+10:00" level=error msg="…"
//   Calico     2026-05-22 12:20:01.123 [INFO][9] felix/int_dataplane.go 1836: …
//
// Formats: formats.md C1 to C5, from the sources of systemd, klog, logrus,
// containerd and Calico.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/time.h"

namespace howdunit {

// What is known of a line once its layers are off. Views point into the line.
struct LogLine {
  Stamp stamp;
  std::string_view host;       // journald's host column
  std::string_view unit;       // ident without pid, or component word
  std::string_view pod;        // `kubectl logs --prefix`
  std::string_view container;  // `kubectl logs --prefix`
  std::string_view stream;     // "stdout", "stderr"
  std::string_view message;
  bool partial = false;  // CRI: goes on in the next line of this stream
  // How far the outer, zone-less stamp is ahead of UTC, if an inner one says.
  std::optional<Micros> zone;
  Stamp klog;               // klog's stamp, if `stamp` is another; kNone if there is none
  std::string_view logfmt;  // what begins with a logfmt stamp that may state the writer's zone
};

// The offset from UTC of the clock that wrote a stamp without zone in the line: `zone`, or what
// klog's stamp shows of a program that runs on the node. Nothing if the line does not tell.
std::optional<Micros> ZoneOf(const LogLine& line);

// The offset that the line writes beside its own stamp: the writer's zone.
std::optional<Micros> OwnOffsetOf(const LogLine& line);

// The layers inside of a journal's entry: klog's header is taken off, and its stamp or logfmt's,
// where it is of the entry's moment, is the finer one, or has the year. What k0s passes on is of
// the program that wrote it. Where one of the two has no zone and the other one does, that is the
// node's zone. REQUIRES: line.stamp and line.unit are the entry's.
void ReadJournalMessage(std::string_view message, LogLine& line);

// A klog header up to "] ", which stands within so many bytes behind the clock. It has at least
// so many bytes with what follows.
inline constexpr std::size_t kKlogHeaderMost = 160;
inline constexpr std::size_t kKlogHeaderLeast = 30;
constexpr bool IsKlogSeverity(char c) { return c == 'I' || c == 'W' || c == 'E' || c == 'F'; }
std::optional<Stamp> TakeKlogHeader(std::string_view& text);

// The word before a klog header that MicroShift's patch puts there ("kubelet E0522 …"), or the
// ident that is left of a journal's prefix ("kubelet[911]: E0522 …"). The address that `talosctl
// logs` puts there ("10.0.0.7: E0522 …") is taken off, too, and is no word.
std::string_view TakeComponentWord(std::string_view& text);

// The stamp of `time="…"` at the front; the text is left as it is.
std::optional<Stamp> PeekLogfmtStamp(std::string_view text);

// The offset in that stamp ("+10:00"); nothing if it has none.
std::optional<Micros> PeekLogfmtOffset(std::string_view text);

// "2026-05-22T12:20:01.12345Z stderr F " and its parts.
struct CriPrefix {
  Stamp stamp;
  std::string_view stream;
  bool partial = false;
};
std::optional<CriPrefix> TakeCriPrefix(std::string_view& text);

// The stamp of a log line that is one JSON object; kNone if it has none. Nothing if the
// text is no such object.
std::optional<Stamp> PeekJsonStamp(std::string_view text);

// The pod that an entry of klog's JSON is about: "pod":{"name":"web-0","namespace":"shop"}. Nothing
// if it names none.
struct PodName {
  std::string_view space, name;
};
std::optional<PodName> PeekJsonPod(std::string_view text);

// How far `local`, a zone-less stamp of the moment `utc`, is ahead of it, to a
// quarter of an hour; nothing if they are not of one moment in any zone.
std::optional<Micros> ZoneBetween(const Stamp& local, const Stamp& utc);

// How far `b` is after `a`, if both are of one kind. Without a year the nearer way
// round the calendar is taken: January follows December.
std::optional<Micros> StampDistance(const Stamp& a, const Stamp& b);

// Whether two zone-less stamps are within five seconds of each other.
bool Agree(const Stamp& a, const Stamp& b);

}  // namespace howdunit
