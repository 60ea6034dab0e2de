// The lines around each log in the stdout of `kubectl cluster-info dump`:
//
//   ==== START logs for container web of pod shop/shop-web-0 ====
//   ==== END logs for container web of pod shop/shop-web-0 ====
//
// The log between them is read by whatever format claims it.

#include "core/text.h"
#include "ingest/format.h"

namespace howdunit {
namespace {

bool Claims(const Head& head) {
  const std::string_view line = TrimRight(head.FirstLine());
  return line.ends_with(" ====") && (line.starts_with("==== START logs for container ") ||
                                     line.starts_with("==== END logs for container "));
}

void Read(const ReadContext& context) { context.in.Next(); }

}  // namespace

extern const Format kDumpLogMarker = {
    .name = "dump-log-marker",
    .title = "Log markers of kubectl cluster-info dump",
    .sample = "==== START logs for container web of pod shop/shop-web-0 ====\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
