// Lines that programs in containers write, and what is put around them on their way.
#pragma once

#include <string_view>

#include "ingest/logs/log_layers.h"

namespace howdunit {

// Calico's, Go's, nginx', logrus', zap's forms, Docker's log files, `kubectl logs` with its
// options. False if the line is in none of them; `line` then may be changed.
bool ParseContainerLine(std::string_view text, LogLine& line);

// Beside its own lines a program has those of the client of Kubernetes' API in its log, in klog's
// form.
bool ParseMixedLine(std::string_view text, LogLine& line);

}  // namespace howdunit
