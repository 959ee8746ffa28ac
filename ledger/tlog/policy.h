#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tlog/cosignature.h"

/// When a checkpoint counts as witnessed: c2sp.org/tlog-policy.
namespace mingzhang::tlog {

inline constexpr std::size_t kPolicyBytesMax = 256 * 1024;
/// Of logs, of witnesses, and of groups.
inline constexpr std::size_t kPolicyItemsMax = 256;

/// A witness that a policy names.
struct PolicyWitness {
  std::string name;  ///< within the policy only
  CosignatureVerifier key;
  std::string url;  ///< where it takes checkpoints (submission prefix); may be empty
};

/// Why a policy cannot be used.
struct PolicyError {
  std::size_t line = 0;  ///< from 1; 0: the file as a whole
  std::string why;
};

/// Which cosignatures of a policy's witnesses a checkpoint bears.
struct Witnessed {
  struct Seen {
    bool named = false;                   ///< there is a line that says it is this witness's
    std::optional<std::uint64_t> time_s;  ///< the latest that verifies; none: it does not count

    bool operator==(const Seen&) const = default;
  };
  std::vector<Seen> seen;  ///< in the order of the policy's witnesses
  bool enough = false;     ///< the quorum is met
};

/// Some logs, some witnesses, and how many of which make a quorum. A value.
class WitnessPolicy {
 public:
  /// Strict. A key of another type than we verify (ML-DSA-44) is an error: nobody could know
  /// whether the quorum is met without it. Any input is safe.
  static std::expected<WitnessPolicy, PolicyError> parse(std::string_view text);

  const std::vector<Verifier>& logs() const { return logs_; }
  const std::vector<PolicyWitness>& witnesses() const { return witnesses_; }
  /// The name that stands after "quorum".
  const std::string& quorum() const { return quorum_; }

  /// Who cosigned the checkpoint in `note`, and whether they are enough. That the log signed it is
  /// not asked here. Pre: parse_note() took the note.
  Witnessed check(const ParsedNote& note) const;

 private:
  class Parser;
  /// A name that a group or the quorum may use: a witness, or a group of earlier ones.
  struct Item {
    std::string name;
    std::optional<std::size_t> witness;
    std::size_t needed = 0;
    std::vector<std::size_t> members{};
  };

  std::vector<Verifier> logs_;
  std::vector<PolicyWitness> witnesses_;
  std::vector<Item> items_;
  std::string quorum_;
  std::optional<std::size_t> quorum_item_;  // None: "quorum none".
};

}  // namespace mingzhang::tlog
