#include "core/log.h"

#include <fstream>
#include <iostream>

#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/console.hpp>
#include <boost/log/utility/setup/file.hpp>

#include "core/text.h"

namespace howdunit {

namespace logging = boost::log;

Result<void> StartLog(Verbosity verbosity, const std::string& file) {
  logging::trivial::severity_level least = logging::trivial::info;
  if (verbosity == Verbosity::kQuiet) least = logging::trivial::error;
  if (verbosity == Verbosity::kVerbose) least = logging::trivial::debug;
  logging::core::get()->remove_all_sinks();
  // Formats as expressions: as texts they would be parsed, by a library that brings ICU.
  const auto message = logging::expressions::smessage;
  logging::add_console_log(
      std::cerr,
      logging::keywords::format = logging::expressions::stream << "howdunit: " << message,
      logging::keywords::filter = logging::trivial::severity >= least);
  if (file.empty()) return {};
  // Boost.Log reports a file that cannot be written by exception, or not at all.
  if (!std::ofstream(file, std::ios::app)) return Error{"cannot write the log file " + file};
  logging::add_file_log(logging::keywords::file_name = file,
                        logging::keywords::open_mode = std::ios::app,
                        logging::keywords::auto_flush = true,
                        logging::keywords::format = logging::expressions::stream << message);
  return {};
}

void LogError(const Redacted& message) {
  BOOST_LOG_TRIVIAL(error) << "error: " << MakeVisible(message.str());
}

void LogWarning(const Redacted& message) {
  BOOST_LOG_TRIVIAL(warning) << "warning: " << MakeVisible(message.str());
}

void LogInfo(const Redacted& message) { BOOST_LOG_TRIVIAL(info) << MakeVisible(message.str()); }

void LogDetail(const Redacted& message) { BOOST_LOG_TRIVIAL(debug) << MakeVisible(message.str()); }

}  // namespace howdunit
