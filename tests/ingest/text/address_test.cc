#include "ingest/text/address.h"

#include <string>

#include <catch2/catch.hpp>

namespace howdunit {

TEST_CASE("addresses are told from names of hosts", "[unit]") {
  for (const std::string address : {"10.0.0.7", "192.168.100.200", "::", "::1",
                                    "fd00:10:244::", "FE80::A", "::ffff:10.0.0.7"}) {
    INFO(address);
    CHECK(IsAddress(address));
  }
  for (const std::string other :
       {"", "10", "10.0.0", "10.0.0.7.8", "10.0.0.7/24", "10.0.0.7:6443", "fe80::1%eth0", "cafe",
        "ab.cd", "ab.cd.de.fa", "dead:beef", "1000.0.0.1", "10..0.1", "[::1]"}) {
    INFO(other);
    CHECK_FALSE(IsAddress(other));
  }
}

}  // namespace howdunit
