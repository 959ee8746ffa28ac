#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "audit/finding.h"
#include "audit/tile_source.h"
#include "ledger/base/time.h"
#include "ledger/base/timestamp_token.h"
#include "ledger/store/store.h"
#include "ledger/tlog/checkpoint.h"

namespace mingzhang::audit {

/// How much later than a time-stamp an entry that it covers may say it was written: clocks differ.
inline constexpr std::int64_t kTimestampLateMsMax = 300'000;
/// How long a ledger may go on without a time-stamp, by the times of its own entries; longer is a
/// finding. There is one for each day, and an authority may be down on one.
inline constexpr std::int64_t kUnstampedMsMax = 2 * kDayMs;

/// What a time-stamp authority says of a ledger.
struct TimestampReport {
  std::uint64_t sound =
      0;                   ///< Time-stamps that a trusted authority made of this log's checkpoints.
  std::uint64_t size = 0;  ///< Of the largest checkpoint among them.
  std::int64_t time_s = 0;  ///< When that one was stamped, since 1970.
  std::string authority;    ///< Its name there.
};
/// Labels and values for people.
std::vector<std::pair<std::string, std::string>> lines_of(const TimestampReport& report, bool zh);

/// Verifies the time-stamps that come with a ledger, without asking anyone (RFC 3161).
class TimestampCheck {
 public:
  /// Reads the certificates of authorities that the auditor trusts, PEM. Errors:
  /// std::runtime_error with a sentence.
  explicit TimestampCheck(const std::filesystem::path& certificates);

  /// Takes what lies beside a database: in its folder, or in the folder of a copied file.
  void look_beside(const std::filesystem::path& database_or_folder);
  /// Takes what tiles come with. Before their newest checkpoint is read, or it may be newer.
  /// Errors: as TileSource.
  void look_at(TileSource& source);

  /// Adds the stamped checkpoints that the log signed: its tree must meet each.
  void add_checkpoints(const tlog::Verifier& log, std::vector<tlog::Checkpoint>& kept) const;
  /// What came of it. `rows`: of the ledger that was verified.
  TimestampReport report(store::Rows& rows, const tlog::Verifier& log, Findings& findings) const;

 private:
  /// Verifies one; its time where it is sound.
  std::optional<TimestampToken> judge(const Stamped& stamped, const tlog::Verifier& log,
                                      Findings& findings) const;

  TimestampTrust trust_;
  std::vector<Stamped> stamped_;  // Ascending.
};

}  // namespace mingzhang::audit
