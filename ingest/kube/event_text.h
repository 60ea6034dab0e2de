// Events as kubectl prints them in text: ages, counts, rows of describe's block.
#pragma once

#include <string>
#include <string_view>

#include "ingest/format.h"

namespace howdunit {

// Sets times and count from "4m2s (x185 over 44m)", "10m" or "<unknown>", as describe and `kubectl
// events` print them: counted by the machine that ran kubectl.
void SetEventAge(std::string_view cell, EventRecord& event);

// Whether the cell can be an event's age.
bool IsEventAge(std::string_view cell);

// Whether the cell is an event's type: "Normal" or "Warning".
bool IsEventType(std::string_view cell);

// Whether the line is a row of describe's events with at least so many cells: their type leads it,
// also where people made it bold ("**Warning  FailedMount …").
bool IsEventRow(std::string_view line, std::size_t least_cells);

// "Starting kubelet." without the field path that kubectl 1.35 puts before it
// ("spec.containers{app}: Back-off …").
std::string_view WithoutFieldPath(std::string_view message);

// Reads the "Events:" block of `kubectl describe` at the reader's next line, for
// the object given. REQUIRES: the line starts with "Events:". Returns the number
// of events, or nothing if the block only holds a complaint.
std::optional<std::int64_t> ReadDescribedEvents(const ReadContext& context, std::string_view kind,
                                                std::string_view space, std::string_view name);

// Reads rows "Normal  Killing  45m  kubelet  Stopping …" until none follows.
// `header` is the header's text if there was one; `whole`: the block's title was there.
std::int64_t ReadEventRows(const ReadContext& context, std::string_view header,
                           std::string_view kind, std::string_view space, std::string_view name,
                           bool whole = false);

// Whether the reader stands before a line that continues the message of `event`, which has line
// breaks: no row, no format of its own, nothing that people wrote, and rows or text of the block
// follow.
bool IsContinuation(const ReadContext& context, const EventRecord& event,
                    bool (*is_row)(std::string_view line));

// Appends a continuation line to the last message.
void Continue(std::string_view line, std::int64_t number, EventRecord& event);

// Joins the message of a whole event whose lines were broken at a terminal's width, amid of words:
// its own line breaks stand anywhere.
void JoinWrapped(EventRecord& event);

}  // namespace howdunit
