#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/tlog/note.h"

/// Checkpoints: c2sp.org/tlog-checkpoint.
namespace mingzhang::tlog {

/// What a log commits to: "the tree of `origin` has `size` entries and this root". A value.
struct Checkpoint {
  std::string origin;  ///< the log's name; ours is also the name of its key
  std::uint64_t size = 0;
  Hash root;

  bool operator==(const Checkpoint&) const = default;
};

/// What to do with lines after the root. We write none and they are covered by no proof, so a
/// checkpoint of ours that has some is refused; a reader of other people's logs may ignore them.
enum class Extensions { refused, ignored };

/// The three lines that are signed. Pre: the origin is one non-empty line of note text.
std::string body_of(const Checkpoint& checkpoint);

/// Strict: exactly the three lines that body_of() writes (no leading zeroes, canonical base64 of 32
/// bytes, a size of 0 has the root of the empty tree), then, if `ignored`, non-empty extension
/// lines.
std::optional<Checkpoint> parse_checkpoint_body(std::string_view body,
                                                Extensions extensions = Extensions::refused);

/// The signed note. Pre: checkpoint.origin == signer.name().
std::string sign_checkpoint(const Checkpoint& checkpoint, const Signer& signer);

/// The checkpoint in a note that `verifier` signed; further signatures may stand beside.
/// Errors, in the order tested: malformed (the note), bad_signature, no_known_signature, malformed
/// (the body), other_origin: the origin must be the key's name, so that a key speaks for one log.
std::expected<Checkpoint, NoteError> open_checkpoint(std::string_view note,
                                                     const Verifier& verifier,
                                                     Extensions extensions = Extensions::refused);

}  // namespace mingzhang::tlog
