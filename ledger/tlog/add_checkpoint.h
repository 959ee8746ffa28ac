#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tlog/note.h"

/// What a log sends to a witness, and gets: c2sp.org/tlog-witness, add-checkpoint.
namespace mingzhang::tlog {

inline constexpr std::size_t kConsistencyLinesMax = 63;
inline constexpr std::size_t kAddCheckpointBytesMax = 256 * 1024;

/// The type of the body of a 409: the size that the witness has seen, and a line feed.
inline constexpr std::string_view kTreeSizeType = "text/x.tlog.size";

/// A value; nothing in it is believed.
struct AddCheckpoint {
  std::uint64_t old_size = 0;  ///< that the witness saw last, as the log believes; 0: none yet
  std::vector<Hash> proof;     ///< of consistency, from there; empty if old_size is 0
  std::string note;            ///< the signed checkpoint, verbatim

  bool operator==(const AddCheckpoint&) const = default;
};

/// Pre: at most kConsistencyLinesMax hashes.
std::string to_text(const AddCheckpoint& request);

/// Strict about what stands before the note; the note is taken as it is. At most
/// kAddCheckpointBytesMax. Any input is safe.
std::optional<AddCheckpoint> parse_add_checkpoint(std::string_view text);

/// The body of a 200: one or more signature lines, nothing else.
std::optional<std::vector<SignatureLine>> parse_signature_lines(std::string_view text);

}  // namespace mingzhang::tlog
