// What a program is called that a service runs.
#pragma once

#include <string_view>

namespace howdunit {

// The program of a unit or of an ident of a journal, where snaps and systemd put more around its
// name: "kubelite" of "snap.microk8s.daemon-kubelite.service", "kubelet" of "k8s.kubelet" and
// "kubelet.daemon". Any other name as it is. A view into `unit`, or constant.
std::string_view ProgramOfUnit(std::string_view unit);

}  // namespace howdunit
