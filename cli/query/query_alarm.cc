#include "cli/query/query_alarm.h"

#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <string_view>

#include "cli/exit_code.h"

namespace howdunit {
namespace {

constexpr std::string_view kLastWords =
    "howdunit: error: query: stopped, because it takes too long; ask for less\n";

// Of what the handler sees: nothing else is sure to be whole in it.
std::atomic<const Database*> watched = nullptr;
std::atomic<bool> rung = false;

void Ring(int /*signal*/) {
  if (!rung.exchange(true)) {
    if (const Database* database = watched; database != nullptr) database->Interrupt();
    return;
  }
  [[maybe_unused]] const auto written = write(STDERR_FILENO, kLastWords.data(), kLastWords.size());
  _exit(kNotDone);
}

void SetTimer(int seconds, int again) {
  const itimerval timer = {.it_interval = {.tv_sec = again, .tv_usec = 0},
                           .it_value = {.tv_sec = seconds, .tv_usec = 0}};
  setitimer(ITIMER_PROF, &timer, nullptr);
}

}  // namespace

QueryAlarm::QueryAlarm(int seconds) {
  rung = false;
  struct sigaction action = {};
  action.sa_handler = Ring;
  action.sa_flags = SA_RESTART;
  sigaction(SIGPROF, &action, &before_);
  SetTimer(seconds, 1);
}

QueryAlarm::~QueryAlarm() {
  SetTimer(0, 0);
  sigaction(SIGPROF, &before_, nullptr);
}

QueryAlarm::Watch::Watch(const Database& database) { watched = &database; }

QueryAlarm::Watch::~Watch() { watched = nullptr; }

}  // namespace howdunit
