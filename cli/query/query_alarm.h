// A limit on the processor's time that a query takes. Steps of SQLite's machine are not all alike:
// one may search a text of 16 MiB for another; and opening a damaged file counts none.
#pragma once

#include <csignal>

#include "store/database.h"

namespace howdunit {

// Stands from its construction to its end, one at a time; takes SIGPROF.
class QueryAlarm {
 public:
  // After `seconds` of the processor's time the statement that runs is interrupted; if the alarm
  // still stands a second later, the program says so on stderr and exits with kNotDone.
  explicit QueryAlarm(int seconds);
  ~QueryAlarm();
  QueryAlarm(const QueryAlarm&) = delete;
  QueryAlarm& operator=(const QueryAlarm&) = delete;

  // While it lives, statements of `database` are what is interrupted.
  class Watch {
   public:
    explicit Watch(const Database& database);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
  };

 private:
  struct sigaction before_ = {};
};

}  // namespace howdunit
