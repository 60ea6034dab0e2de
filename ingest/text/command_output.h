// What a command printed in a text that people wrote.
#pragma once

namespace howdunit {

// How far what a command printed goes in a text that people wrote: to the section's end; in
// Markdown, to the end of the fence that it stands in. Of what no format claims, only what stands
// directly behind the command, or fills the fence, is known to be printed by it.
class CommandOutput {
 public:
  // A section begins.
  void Begin(bool has_command) {
    has_command_ = has_command;
    begun_ = false;
    direct_ = has_command;
    opened_ = false;
  }

  // Whether the fence ends what the command printed.
  bool TakeFence() {
    in_fence_ = !in_fence_;
    if (!has_command_) return false;
    if (in_fence_ && !begun_) {
      opened_ = true;
      return false;
    }
    return true;
  }

  void TakeBlank() {
    if (begun_ && !opened_) direct_ = false;
  }
  void TakeText() { begun_ = true; }

  bool IsDirect() const { return direct_; }

 private:
  bool in_fence_ = false;  // of the member: sections begin in fences, too
  bool has_command_ = false;
  bool begun_ = false;   // something was printed
  bool direct_ = false;  // nothing else came between
  bool opened_ = false;  // a fence opens behind the command
};

}  // namespace howdunit
