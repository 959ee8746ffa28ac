#pragma once

#include <vector>

#include "audit/multiset.h"
#include "audit/replay.h"
#include "audit/verify.h"

namespace mingzhang::audit {

/// The table of references is scanned in so many parts.
inline constexpr std::size_t kRefScans = 4;

/// A scan of one index table, or of a part of it.
struct IndexScan {
  Index index;
  std::int64_t low;
  std::int64_t high;
  RowSum sum;
  std::vector<std::int64_t> crowded;  ///< Keys with more than one row; of references only.
};

/// All scans; the first kRefScans are those of the references.
std::vector<IndexScan> index_scans(const Block<16>& key);
/// Scans rows that entries before `size` wrote. Errors: StoreError.
void run_index_scan(IndexScan& scan, store::Rows& rows, Seq size);

/// The sum of the stored state rows.
class StateSum {
 public:
  explicit StateSum(const Block<16>& key) : sum_(key) {}
  void read(store::Rows& rows);
  const RowSum& sum() const { return sum_; }

 private:
  RowSum sum_;
};

/// Compares every stored tree node with what the first `size` entries yield.
void compare_nodes(Report& report, store::Rows& rows, Seq size,
                   const std::vector<store::NodeRow>& expected, bool tree_known);

/// Whether the sums agree; counts rows into the report, adds no finding.
bool indexes_match(Report& report, const std::vector<IndexScan>& scans, const Replay& replay);
bool state_matches(Report& report, const StateSum& stored, const State& state,
                   const Block<16>& key);

/// Replays everything, each fact looked up among the rows derived so far, which go into `derived`
/// (which may be `store` where it has none of its own). `seen` has each chunk before it is
/// replayed; may be empty. Errors: StoreError.
void derive(store::Store& derived, store::Store& store, const tlog::Verifier& verifier, Seq size,
            Replay& replay, const std::function<void(const std::shared_ptr<const Chunk>&)>& seen);

/// Derives every row once more into a temporary database and finds each row that differs. Where the
/// indexes did not agree, the rules are replayed on facts that are certain.
void compare_exactly(Report& report, store::Store& store, const VerifyOptions& options, Seq size,
                     bool indexes_agree);

}  // namespace mingzhang::audit
