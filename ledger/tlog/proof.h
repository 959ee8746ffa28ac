#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/tlog/checkpoint.h"
#include "ledger/tlog/note.h"

/// Proofs that verify offline, years later: c2sp.org/tlog-proof, files named *.tlog-proof.
namespace mingzhang::tlog {

inline constexpr std::size_t kProofBytesMax = 2 * kNoteBytesMax;

/// Why a proof is not believed.
enum class ProofError {
  malformed,           ///< the checkpoint is not a well-formed signed checkpoint
  bad_signature,       ///< as NoteError
  no_known_signature,  ///< as NoteError
  other_origin,        ///< as NoteError
  not_included,        ///< a good checkpoint, but the path does not lead from the leaf to its root
};

/// "malformed", "not_included", …
std::string_view to_text(ProofError error);

/// That an entry is in a log at a checkpoint. A value; nothing in it is believed before
/// verify_proof(), and `extra` not even then, unless the leaf was computed from it.
struct Proof {
  std::optional<Bytes> extra;  ///< of ours: the entry's exact bytes
  std::uint64_t index = 0;     ///< of the entry, 0-based
  std::vector<Hash> path;      ///< from the leaf's sibling up, at most 64
  std::string checkpoint;      ///< the signed note, verbatim

  bool operator==(const Proof&) const = default;
};

std::string to_text(const Proof& proof);

/// Strict: the lines that to_text() writes, at most kProofBytesMax. The checkpoint is taken as it
/// is and looked at by verify_proof(). Any input is safe.
std::optional<Proof> parse_proof(std::string_view text);

/// The checkpoint, if `log` signed it and it covers `leaf` at proof.index.
/// Errors, in the order tested: those of open_checkpoint(), not_included.
std::expected<Checkpoint, ProofError> verify_proof(const Proof& proof, const Hash& leaf,
                                                   const Verifier& log);

}  // namespace mingzhang::tlog
