#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "audit/finding.h"
#include "audit/tile_source.h"
#include "ledger/store/store.h"
#include "ledger/tlog/checkpoint.h"
#include "ledger/tlog/policy.h"

namespace mingzhang::audit {

/// How long a ledger may go on without a checkpoint that enough witnesses saw, by the times of its
/// own entries; longer is a finding. Witnesses answer within seconds, but they may be down.
inline constexpr std::int64_t kUnwitnessedMsMax = 3'600'000;

/// What the witnesses of a policy say of a ledger.
struct WitnessReport {
  std::string quorum;                 ///< Its name in the policy.
  bool enough = false;                ///< There is a checkpoint that enough of them cosigned.
  Seq size = 0;                       ///< Of the newest such; else of the newest looked at.
  std::vector<std::string> cosigned;  ///< Who did, of that one, by their names in the policy.
  std::vector<std::string> missing;   ///< Who did not.
  std::uint64_t time_s = 0;           ///< The latest of those cosignatures, since 1970; 0: none.
};
/// Labels and values for people.
std::vector<std::pair<std::string, std::string>> lines_of(const WitnessReport& report, bool zh);

/// Looks for a checkpoint that enough witnesses cosigned, among those that come with a ledger.
class WitnessCheck {
 public:
  /// Reads a policy (c2sp.org/tlog-policy). Errors: std::runtime_error with a sentence.
  explicit WitnessCheck(const std::filesystem::path& policy);

  /// Takes what lies beside a database: in its folder, or in the folder of a copied file.
  void look_beside(const std::filesystem::path& database_or_folder);
  /// Takes what tiles come with. Before their newest checkpoint is read, or it may be newer.
  /// Errors: as TileSource.
  void look_at(TileSource& source);

  /// Adds the checkpoints that were found, in the order of their size, if the log signed them: its
  /// tree must meet each. What it did not sign becomes a finding of `report`.
  void add_checkpoints(const tlog::Verifier& log, std::vector<tlog::Checkpoint>& kept) const;
  /// What came of it. `rows`: of the ledger that was verified.
  WitnessReport report(store::Rows& rows, const tlog::Verifier& log, Findings& findings) const;

 private:
  struct Note {
    std::string from;  ///< Where it was found, for people.
    std::string text;
  };
  struct Judged {
    Seq size = 0;
    tlog::Witnessed witnessed;
  };
  void take_file(const std::filesystem::path& path);
  std::optional<Judged> judge(const Note& note, const tlog::Verifier& log,
                              Findings& findings) const;
  WitnessReport report_of(const Judged& judged) const;

  tlog::WitnessPolicy policy_;
  std::vector<Note> notes_;
};

}  // namespace mingzhang::audit
