#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;

TEST_CASE("kernel-stack: its lines are searched for signatures, and say no more", "[ingest]") {
  Signature waits;
  waits.id = "waits";
  waits.literals = {"nfs_wait_on_request"};
  waits.pattern = "nfs_wait_on_request\\+0x";
  const auto out = ReadText(
      "[<0>] nfs_wait_on_request+0x2b/0x30 [nfs]\n"
      "[<ffffffff8119d2c4>] do_syscall_64+0x5b/0x1a0\n"
      "[<0>] 0xffffffffffffffff\n",
      "stack.txt", {waits});
  CHECK(out.formats == std::vector<std::string>{"kernel-stack"});
  REQUIRE(out.All<SignatureRecord>().size() == 1);
  CHECK(out.All<SignatureRecord>()[0].source.line == 1);
  CHECK(out.records.size() == 1);
}

TEST_CASE("kernel-stack: a frame that is cut, and other brackets, are none", "[ingest]") {
  for (const char* text : {"[<0>] nfs_wait_on_req\n", "[<0>\n", "[<it>] is+0x1/0x2\n",
                           "[ 1234.567890] nfs_wait_on_request+0x2b/0x30 [nfs]\n"}) {
    INFO(text);
    CHECK(ReadText(text).formats[0] != "kernel-stack");
  }
}

}  // namespace
}  // namespace howdunit
