// Where pods run: for events and hits that name one, or only its uid or sandbox.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bundle_contents.h"
#include "ingest/signatures/signature_scanner.h"

namespace howdunit {

// Where the scheduler put pods, by its events.
class Assignments {
 public:
  void Learn(const EventRecord& event);

  using Pod = std::pair<Redacted, Redacted>;                       // namespace and name
  const std::map<Pod, Redacted>& nodes() const { return nodes_; }  // "" where a pod had several

 private:
  std::map<Pod, Redacted> nodes_;
};

// Which pods the sandboxes are of that only events name which were counted with others: what
// signatures would find in them is not looked for.
class CountedSandboxes {
 public:
  void Learn(const EventRecord& event);

  const std::map<std::string, Assignments::Pod>& pods() const { return pods_; }

 private:
  std::map<std::string, Assignments::Pod> pods_;  // by the sandbox
};

class Whereabouts {
 public:
  // Pods that state no node, as a list that does not show it, get that of their assignment.
  Whereabouts(std::vector<PodRecord>& pods, const Assignments& assignments,
              const CountedSandboxes& sandboxes, const SignatureScanner& signatures);

  // A hit that names its pod (by uid or name) and a sandbox ties the two together.
  void LearnSandbox(const SignatureRecord& hit);

  // Whether it has a node or a namespace now that it had not.
  bool Place(EventRecord& event) const;

  // Whether its sandbox may tell what it is about.
  static bool NeedsSandboxes(const SignatureRecord& hit) {
    return hit.pod.empty() || !hit.container.empty();
  }
  // REQUIRES: all sandboxes are learnt, or it needs none.
  void Place(SignatureRecord& hit) const;

  // What a pod wrote was written on its node, also where `member`, which holds it, is of none.
  void Place(CoverageRecord& coverage, const Member& member) const;

 private:
  // What tells which pod and node a uid or a sandbox belongs to.
  struct PodPlace {
    Redacted space, pod, node;
  };

  void LearnName(const Redacted& space, const Redacted& name);
  void LearnAssignments(const Assignments& assignments, std::vector<PodRecord>& pods);
  bool IsKey(const SignatureRecord& hit, std::string_view capture) const;
  const PodPlace* PodNamed(const Redacted& space, const Redacted& name) const;
  const Redacted* SpaceOf(const Redacted& name) const;
  const PodPlace* PodOfCaptures(const SignatureRecord& hit) const;
  // Whether its captures name a pod, which may be listed nowhere.
  bool NamesItsPod(const SignatureRecord& hit) const;
  const PodPlace* PodOf(const SignatureRecord& hit) const;

  std::map<std::pair<Redacted, Redacted>, PodPlace> by_name_;
  std::map<Redacted, Redacted> spaces_;  // by a pod's name; "" of one that several have
  std::map<std::string, PodPlace> by_uid_;
  std::map<std::string, PodPlace> by_sandbox_;
  std::map<std::string, std::vector<std::string>> keys_;  // of each signature
};

}  // namespace howdunit
