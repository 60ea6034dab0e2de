// Spans of time, joined.
#pragma once

#include "core/finding.h"

namespace howdunit {

// Makes `span` reach over `other` too; an end that only one of them knows is kept.
void Widen(Span& span, const Span& other);

}  // namespace howdunit
