// Events: core/v1, events.k8s.io/v1, and what their tables have in common.
#pragma once

#include <optional>
#include <string_view>

#include "codec/node.h"
#include "ingest/kube/document_text.h"

namespace howdunit {

EventRecord ReadEvent(const Node& event, const DocumentText& text);

// Sets component and host from "kubelet, k8s01" (a SOURCE or From cell), before
// kubectl 1.6 "{kubelet k8s01}". What follows the comma is a node only if it is not the component's
// own instance name ("default-scheduler, default-scheduler-k8s01").
void SetEventSource(std::string_view component, std::string_view host, EventRecord& event);
void SetEventSource(std::string_view cell, EventRecord& event);

// The object that an event is about. Events of cluster-scoped objects are stored
// in "default", which says nothing: their namespace is left empty.
void SetEventObject(std::string_view kind, std::string_view space, std::string_view name,
                    EventRecord& event);

// Where the scheduler put a pod: "Successfully assigned shop/web-1 to k8s01".
struct Assignment {
  std::string_view space;
  std::string_view pod;
  std::string_view node;
};

// What an event of reason Scheduled says; nothing if it is another event or says it otherwise.
std::optional<Assignment> AssignmentIn(const EventRecord& event);

}  // namespace howdunit
