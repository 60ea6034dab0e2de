// HOWDUNIT_CHECK(condition) ends the program if `condition` does not hold.
// It guards against bugs in this program, never against bad input.
#pragma once

#include <cstdio>
#include <cstdlib>

#define HOWDUNIT_CHECK(condition)                                                         \
  do {                                                                                    \
    if (!(condition)) {                                                                   \
      std::fprintf(stderr, "howdunit: bug: %s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                       \
    }                                                                                     \
  } while (false)
