#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::chrono::milliseconds kOnTerminal{200};
constexpr std::chrono::seconds kElsewhere{5};

std::string FormatTimeLeft(double seconds) {
  const long whole = std::lround(seconds);
  if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

std::string Bar(std::size_t done, std::size_t total) {
  constexpr std::size_t kWidth = 20;
  const std::size_t full = total == 0 ? kWidth : done * kWidth / total;
  return "[" + std::string(full, '#') + std::string(kWidth - full, '.') + "]";
}

std::size_t TerminalWidth() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

}  // namespace

Progress::Progress(std::size_t total, Verbosity verbosity)
    : total_(total),
      quiet_(verbosity == Verbosity::kQuiet),
      terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (shown_ && terminal_) std::fputs("\r\x1b[K", stderr);
}

std::string Progress::Text(std::size_t done, const std::string& current,
                           Clock::time_point now) const {
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  std::string text = fmt::format("{} of {} bundles", done, total_);
  if (done > 0) {
    text += fmt::format(", {:.1f} a second, {} left", rate,
                        FormatTimeLeft(static_cast<double>(total_ - done) / rate));
  }
  return text + ": " + MakeVisible(current);
}

void Progress::Show(std::size_t done, const std::string& current) {
  if (quiet_) return;
  const Clock::time_point now = Clock::now();
  if (now - last_ < (terminal_ ? Clock::duration(kOnTerminal) : Clock::duration(kElsewhere)))
    return;
  last_ = now;
  shown_ = true;
  const std::string text = Text(done, current, now);
  if (terminal_) {
    const std::string line = Bar(done, total_) + " " + text;
    std::fprintf(stderr, "\r\x1b[K%s",
                 Shorten(line, std::max<std::size_t>(TerminalWidth(), 20) - 3).c_str());
    std::fflush(stderr);
  } else {
    std::fprintf(stderr, "howdunit: %s\n", text.c_str());
  }
}

}  // namespace howdunit
