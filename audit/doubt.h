#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/fund/codec.h"

/// What an auditor asks of an honest ledger as well (疑点): doubts.def.
namespace mingzhang::audit {

enum class DoubtId : unsigned char {
#define MZ_DOUBT(id, ...) id,
#define MZ_SIGN(...)
#include "audit/doubts.def"
#undef MZ_DOUBT
#undef MZ_SIGN
};

/// A row of the table; the fields are doubts.def's.
struct DoubtSpec {
  std::string_view name;
  Sentence what;
  Sentence law;
  std::string_view rules;
  Sentence open;
};
std::span<const DoubtSpec> doubt_specs();
const DoubtSpec& spec_of(DoubtId id);

/// What `examine` looks for.
enum class Sign : unsigned char {
#define MZ_DOUBT(...)
#define MZ_SIGN(name, ...) name,
#include "audit/doubts.def"
#undef MZ_DOUBT
#undef MZ_SIGN
};

struct SignSpec {
  std::string_view name;
  DoubtId doubt;
  Sentence what;
  Sentence next;
};
std::span<const SignSpec> sign_specs();
const SignSpec& spec_of(Sign sign);

/// A number or day that a doubt rests on.
enum class Mark : unsigned char { count, day, due, expected, found, households, limit, since };
std::string_view mark_name(Mark mark);
Sentence mark_sentence(Mark mark);

/// At most so many entries are named by one doubt; `Doubt::count` has them all.
inline constexpr std::size_t kDoubtEntriesMax = 20;

/// One thing to be asked about. It holds nothing personal: entries are named by their numbers.
struct Doubt {
  Sign sign = Sign::balance_differs;
  Id fund;                   ///< Empty where it concerns none, or several.
  std::string where;         ///< A row of State (docs/format.md), where it is about one.
  std::vector<Seq> entries;  ///< In the order of the ledger.
  std::uint64_t count = 0;   ///< Entries involved.
  std::int64_t fen = 0;      ///< The money in doubt; 0 where it is not about a sum.
  /// Days as text, sums in yuan, in the order in which they are to be read.
  std::vector<std::pair<Mark, std::string>> marks;

  /// Another entry that is involved.
  void involve(Seq seq);
};

/// All doubts of one examination.
class Doubts {
 public:
  /// So many of one sign are kept; all are counted.
  static constexpr std::size_t kKeptMax = 1000;
  struct Sum {
    std::uint64_t count = 0;
    std::int64_t fen = 0;
  };

  void add(Doubt doubt);
  bool empty() const { return sums_.empty(); }
  std::uint64_t total() const;
  const std::map<Sign, Sum>& sums() const { return sums_; }
  /// By sign, within it by first entry; at most kKeptMax of each.
  const std::vector<Doubt>& kept() const { return kept_; }
  void sort();

 private:
  std::vector<Doubt> kept_;
  std::map<Sign, Sum> sums_;
};

/// Every one of the 27, and how each is answered; for people.
std::string doubt_list(bool zh);
/// One doubt for people, in a few lines.
std::string to_text(const Doubt& doubt, bool zh);

}  // namespace mingzhang::audit
