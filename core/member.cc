#include "core/member.h"

namespace howdunit {

std::string_view MemberStatusName(MemberStatus status) {
  switch (status) {
    case MemberStatus::kRead: return "read";
    case MemberStatus::kPartly: return "partly";
    case MemberStatus::kSkipped: return "skipped";
    case MemberStatus::kFailed: break;
  }
  return "failed";
}

}  // namespace howdunit
