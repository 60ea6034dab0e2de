// One member, read: its records as the formats gave them, before anything is
// known of the bundle's clock or nodes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/member.h"
#include "core/record.h"
#include "core/record_list.h"
#include "ingest/bundle/bundle_reader.h"
#include "ingest/clock/event_facts.h"
#include "ingest/kept_records.h"
#include "ingest/layout.h"
#include "ingest/signatures/signature_scanner.h"

namespace howdunit {

// What one command printed, or one file of several in the member.
struct ReadSection {
  std::string command;
  std::string prompt_host;
  std::string host_path;  // from the command or a "==> file <==" line
};

struct ReadMember {
  explicit ReadMember(const std::shared_ptr<SpillFile>& file = nullptr)
      : events(file), pods(file) {}

  Member member;
  Placement placement;  // what a layout says of its path; empty if none does
  // Member::node is known only from lines that name it: others may be of another node.
  bool node_of_some_lines = false;
  std::vector<ReadSection> sections;
  KeptRecords records;
  RecordList<EventRecord> events;
  EventFacts event_facts;
  RecordList<PodRecord> pods;
  std::vector<std::size_t> pod_sections;  // of each pod, its place in `sections`
  std::optional<Micros> newest_of_pods;   // of the moments that they state of what had happened
};

// Reads a member to its end, and keeps no more than Limits::records of it. Never fails: what went
// wrong is in `member`. Thread-safe.
// `pool` helps with large ones; events and pods that are too many to be held go into `file`.
ReadMember ReadWholeMember(const MemberEntry& entry, MemberBytes& bytes,
                           const SignatureScanner& signatures, const Limits& limits,
                           WorkerPool& pool, const std::shared_ptr<SpillFile>& file);

// Says of a member that records of it were dropped, for there are more than are kept.
void TellOverBudget(Member& member);

}  // namespace howdunit
