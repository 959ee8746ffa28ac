#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/fund/codec.h"
#include "ledger/fund/entry.h"

namespace mingzhang::audit {

/// What kind of damage a finding is (design §9).
enum class Damage : unsigned char {
  altered,             ///< an entry, or what is stored of its hash, is not what was signed
  missing,             ///< an entry inside the ledger is not there
  inserted,            ///< an entry that no checkpoint covers, or that others make no room for
  reordered,           ///< an entry stands in another's place
  truncated,           ///< the newest entries are not there
  forked,              ///< another history than the one of a checkpoint that was kept
  forged,              ///< a checkpoint that the log did not sign, or not so
  rule_broken,         ///< a rule of the fund, or an invariant of the books
  projection_differs,  ///< a derived row is not what the entries yield
  details_differ,      ///< private details, or the ids of the vault, are not what was committed to
  bundle_differs,  ///< a file of a hand-over bundle is not what its entries, or its manifest, say
  unwitnessed,     ///< not enough witnesses cosigned a checkpoint that covers these entries
  unstamped,       ///< no time-stamp attests the times of these entries, or one belies them
  unknown,         ///< made by a later program: not understood, not damaged
  unreadable,      ///< the file cannot be read here
};

inline constexpr std::array<Damage, 15> kDamages{
    Damage::altered,        Damage::missing,        Damage::inserted,
    Damage::reordered,      Damage::truncated,      Damage::forked,
    Damage::forged,         Damage::rule_broken,    Damage::projection_differs,
    Damage::details_differ, Damage::bundle_differs, Damage::unwitnessed,
    Damage::unstamped,      Damage::unknown,        Damage::unreadable};

std::string_view damage_name(Damage damage);
Sentence damage_sentence(Damage damage);
/// What is still trustworthy after it.
Sentence damage_consequence(Damage damage);
/// What the auditor does next; "guide": docs/guide/after-tampering.md.
Sentence damage_advice(Damage damage);

/// One thing that is wrong.
struct Finding {
  Damage damage = Damage::altered;
  std::optional<Seq> seq;   ///< The entry, or the size of the checkpoint; the first of a range.
  std::optional<Seq> last;  ///< The last of a range.
  std::string where;        ///< A field, a row's key, a table; empty for the entry as a whole.
  std::optional<Code> rule;
  std::string expected;
  std::string found;
  bool follows = false;   ///< It may only follow from an earlier finding.
  std::string time = {};  ///< Of the entry, as it says itself; empty where it says nothing.
  std::string kind = {};

  bool operator==(const Finding&) const = default;
};

/// How many findings of one kind are kept; all are counted.
inline constexpr std::size_t kFindingsKeptMax = 1000;

/// All findings of one verification.
class Findings {
 public:
  void add(Finding finding);
  bool empty() const { return total_ == 0; }
  std::uint64_t total() const { return total_; }
  std::uint64_t count(Damage damage) const;
  /// In the order of their place in the ledger; at most kFindingsKeptMax of each kind.
  const std::vector<Finding>& kept() const { return kept_; }
  /// The lowest entry that a finding of damage names; none when the chain is whole.
  std::optional<Seq> first_damaged() const { return first_damaged_; }

  void sort();
  /// Tells of each finding that is kept the time and kind of its entry. `entry_at`: none where no
  /// entry can be read.
  void name_entries(const std::function<std::optional<Entry>(Seq)>& entry_at);

 private:
  std::vector<Finding> kept_;
  std::map<Damage, std::uint64_t> counts_;
  std::uint64_t total_ = 0;
  std::optional<Seq> first_damaged_;
};

/// One line for people.
std::string to_text(const Finding& finding, bool zh);

}  // namespace mingzhang::audit
