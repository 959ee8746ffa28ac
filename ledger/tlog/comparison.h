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

/// What two checkpoints of one log are to each other, as a file that verifies offline
/// (docs/format.md, "Two checkpoints"). C2SP has no format for it.
namespace mingzhang::tlog {

inline constexpr std::size_t kComparisonBytesMax = 3 * kNoteBytesMax;

enum class Relation : unsigned char {
  continues,  ///< the larger tree begins with the smaller one
  forked,     ///< no tree of the larger root begins with the smaller one: the log signed both
};

/// Why a comparison is not believed.
enum class ComparisonError {
  malformed,           ///< a checkpoint is not a well-formed signed checkpoint
  bad_signature,       ///< as NoteError
  no_known_signature,  ///< as NoteError
  other_origin,        ///< as NoteError
  not_in_order,        ///< the first checkpoint has more entries than the second
  not_shown,           ///< good checkpoints, but the hashes do not show what is claimed
};

/// "malformed", "not_shown", …
std::string_view to_text(ComparisonError error);

/// A claim about two checkpoints and what shows it. A value; nothing in it is believed before
/// verify_comparison().
struct Comparison {
  Relation relation = Relation::continues;
  /// Of a fork of different sizes: the root of the first `old` size entries in the tree of `new`.
  std::optional<Hash> prefix;
  std::vector<Hash> path;  ///< RFC 9162 §2.1.4.1, from the old size to the new, at most 65
  std::string old_note;    ///< the signed notes, verbatim
  std::string new_note;

  bool operator==(const Comparison&) const = default;
};

std::string to_text(const Comparison& comparison);

/// Whether a text claims to be one, by its first line.
[[nodiscard]] bool is_comparison(std::string_view text);

/// Strict: the lines that to_text() writes, at most kComparisonBytesMax. Any input is safe.
std::optional<Comparison> parse_comparison(std::string_view text);

/// The checkpoints of a comparison that holds.
struct Compared {
  Checkpoint older;
  Checkpoint newer;
};

/// What a comparison shows, if `log` signed both checkpoints. A fork of one size is shown by two
/// roots. One of different sizes by `prefix`: the hashes of a consistency proof and the sizes leave
/// exactly one root that the smaller tree can have, as long as SHA-256 has no collision, and it is
/// not the one that was signed.
/// Errors, in the order tested: those of open_checkpoint() of the old and the new note,
/// not_in_order, not_shown.
std::expected<Compared, ComparisonError> verify_comparison(const Comparison& comparison,
                                                           const Verifier& log);

}  // namespace mingzhang::tlog
