// Where a process waits in the kernel, by `cat /proc/<pid>/stack`:
//
//   [<0>] nfs_wait_on_request+0x2b/0x30 [nfs]
//   [<0>] nfs_lock_and_join_requests+0x1d3/0x230 [nfs]
//   [<0>] 0xffffffffffffffff
//
// Source: linux, fs/proc/base.c (proc_pid_stack); before 4.15 an address stood in the brackets.
// The text names no process: its lines are searched for signatures, and that is all.

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"

namespace howdunit {
namespace {

// "[<0>] name+0x2b/0x30 [module]" or "[<ffffffff8119d2c4>] 0xffffffffffffffff"
bool IsFrame(std::string_view line) {
  line = Trim(line);
  if (!line.starts_with("[<")) return false;
  line.remove_prefix(2);
  if (!ParseHex(TakeUntil(line, ">] "))) return false;
  const std::string_view place = line.substr(0, line.find(' '));
  if (place.starts_with("0x")) return ParseHex(place.substr(2)).has_value();
  const std::size_t plus = place.find("+0x");
  return plus != std::string_view::npos && plus > 0 && Contains(place.substr(plus), "/0x");
}

bool Claims(const Head& head) { return IsFrame(head.FirstLine()); }

void Read(const ReadContext& context) {
  LineSearch search(context);
  while (const auto line = context.in.Peek()) {
    if (!IsFrame(line->text)) break;
    search.Look(*line);
    context.in.Next();
  }
}

}  // namespace

extern const Format kKernelStack = {
    .name = "kernel-stack",
    .title = "/proc/PID/stack: where a process waits in the kernel",
    .sample = R"([<0>] nfs_wait_on_request+0x2b/0x30 [nfs]
[<0>] nfs_lock_and_join_requests+0x1d3/0x230 [nfs]
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
