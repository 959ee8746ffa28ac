#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "ledger/fund/facts.h"
#include "ledger/fund/state.h"

/// What entries say that they move of a fund's money, for comparing with what State says is there.
/// A fund's money: its pools, and aid that the bank sent back while the award stands.
namespace mingzhang::audit {

enum class FlowKind : unsigned char {
  donation,
  injection,
  transfer_in,
  aid_returned,
  aid,
  refund,
  reversal,
  transfer_out,
};
inline constexpr std::size_t kFlowKinds = 8;
inline bool is_inflow(FlowKind kind) { return kind <= FlowKind::aid_returned; }

/// One sum that comes or goes. `count`: how many gifts, payments, …
struct Flow {
  FlowKind kind = FlowKind::donation;
  mingzhang::Source source = mingzhang::Source::donation;
  std::int64_t fen = 0;  ///< Above zero, whichever way it goes.
  std::uint64_t count = 1;
  std::int64_t other_month_fen = 0;  ///< Of it, with a book date in another month than `time`.
};

/// Reads the flows of entry after entry.
class FlowReader {
 public:
  /// What `entry` moves of the money of `entry.fund`. `state`: as it stood before.
  std::vector<Flow> read(const Entry& entry, const Facts& facts, const State& state);

 private:
  std::vector<Flow> confirmed(const Entry& entry, const State& state);

  std::set<Seq> transfers_;  ///< Received and not yet confirmed.
};

using FundSource = std::pair<Id, mingzhang::Source>;
/// The money of each fund and source, in fen.
std::map<FundSource, std::int64_t> money_of(const State& state);

}  // namespace mingzhang::audit
