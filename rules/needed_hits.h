// What a rule's subject cannot do without: most rules are about what a signature found, and of most
// signatures a case file has no hit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

// Signatures of which a case file must have a hit, of any of them, for `select` to give a row.
// Empty if its text does not show it plainly: in every part of a UNION one condition of WHERE,
// which AND joins to the others, names them of a table or view that is made of hits. What stands in
// brackets behind FROM, or is a table of WITH, is read in its place.
std::vector<std::string> NeededHits(std::string_view select);

}  // namespace howdunit
