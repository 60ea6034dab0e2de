// The namespace that the kubectl of a pasted session is set to. Commands without -n ask for that
// one: what `kubectl describe` prints names it, the table of `kubectl get` beside it does not.
#pragma once

#include "ingest/read_member.h"

namespace howdunit {

// Gives pods of such tables the namespace of their description in the same member. Nothing is done
// where the descriptions tell several, or a command sets another one.
void FillContextNamespace(ReadMember& read);

}  // namespace howdunit
