// Finds signatures in text: a search for the literals of all of them at once,
// then the pattern of the few that can match.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/record.h"
#include "core/result.h"
#include "core/signature.h"

namespace howdunit {

// Whether signatures may be wrong.
enum class SignatureTrust {
  kNone,     // each is checked, and tried on its examples
  kChecked,  // they have been; a pattern is compiled when it is first needed
};

class SignatureScanner {
 public:
  // Fails with the id of a signature whose literals cannot be searched for (shorter
  // than 7 bytes, or with a character that quoting changes), whose pattern does
  // not compile, or whose examples do not come out as they say.
  static Result<SignatureScanner> Create(std::vector<Signature> signatures,
                                         SignatureTrust trust = SignatureTrust::kNone);
  ~SignatureScanner();
  SignatureScanner(SignatureScanner&&) noexcept;
  SignatureScanner& operator=(SignatureScanner&&) noexcept;

  const std::vector<Signature>& signatures() const;

  // Every signature that matches, with its captures; source, context and times
  // are left empty. Thread-safe.
  std::vector<SignatureRecord> Match(std::string_view text) const;

  // What matches, before anything is made of it. Views point into `text` or `room`.
  struct Catch {
    std::size_t signature = 0;                                            // index into signatures()
    std::vector<std::pair<std::string_view, std::string_view>> captures;  // name and value, as read
  };
  // What a search needs, to be used again for the next one.
  struct Room {
    std::vector<std::size_t> literals;
    std::string plain, repaired;
    std::vector<Catch> catches;  // the first `caught` of them
    std::size_t caught = 0;
  };
  // Whether a signature may match: it is cheap to ask, and of most texts none may.
  bool MayMatch(std::string_view text) const;

  // Sets `room` to what matches, in order of signatures().
  void Search(std::string_view text, Room& room) const;

  // What Match() makes of it.
  SignatureRecord RecordOf(const Catch& caught) const;

 private:
  struct Impl;
  explicit SignatureScanner(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace howdunit
