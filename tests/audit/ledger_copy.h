#pragma once

#include <SQLiteCpp/Database.h>

#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "audit/verify.h"
#include "ledger/fund/entry.h"
#include "tests/audit/real_ledger.h"

namespace mingzhang::test {

/// A copy of a ledger in a folder of its own, to be damaged: its triggers are dropped, and whoever
/// holds it can do with its rows what root can.
class LedgerCopy {
 public:
  explicit LedgerCopy(const RealLedger& from = real_ledger());

  std::filesystem::path folder() const { return temp_.path() / "ledger"; }
  std::filesystem::path database() const { return folder() / "ledger.db"; }

  /// Runs statements; "?" is bound to `blob`.
  void sql(const std::string& statements);
  void sql_blob(const std::string& statement, std::string_view blob);
  std::int64_t number(const std::string& query);
  std::string text(const std::string& query);

  std::string bytes(Seq seq);
  Entry entry(Seq seq);
  /// Puts other bytes in the place of an entry; its stored hash stays as it was.
  void put_bytes(Seq seq, std::string_view bytes);
  void put_leaf(Seq seq, const Hash& leaf);
  /// Replaces `from` once in the bytes of an entry; the hash stays. Fails when it is not there.
  void replace(Seq seq, std::string_view from, std::string_view to);
  /// Replaces the character at `offset` behind `before`.
  void flip_after(Seq seq, std::string_view before, std::size_t offset = 0);
  void swap(Seq a, Seq b);
  /// Moves the rows from `first` on by `by`, numbers only.
  void shift(Seq first, std::int64_t by);
  void insert(Seq seq, std::string_view bytes, const Hash& leaf);

  /// What one can do who knows how it works. `edit` may change, add and remove entries; the chain
  /// is computed anew: numbers, prev, hashes.
  void rewrite(const std::function<void(std::vector<Entry>&)>& edit, const Hash& before_first = {});
  void recompute_nodes();
  /// What one can do who holds the key: signs every checkpoint from `size` on anew.
  void sign_again(std::uint64_t size = 0);
  void rebuild_rows();

  /// Closes the database, so that its file is all there is.
  void let_go() { database_.reset(); }

  audit::Report verify(const std::vector<std::string>& kept = {},
                       audit::Level level = audit::Level::all);
  /// A part, signatures included.
  audit::Report verify_part(audit::Span part, const std::vector<std::string>& kept = {});
  audit::Span slice(std::uint64_t n, std::uint64_t count);
  /// The newest stored checkpoint, a signed note.
  std::string checkpoint();
  std::string checkpoint(std::uint64_t size);
  std::vector<std::uint64_t> checkpoint_sizes();
  Seq size();

 private:
  audit::VerifyOptions options(const std::vector<std::string>& kept, audit::Level level);

  TempFolder temp_;
  std::optional<SQLite::Database> database_;
  std::vector<std::string> triggers_;
};

/// The findings that do not merely follow from others, one a line.
std::string first_causes(const audit::Report& report);
/// All findings, one a line.
std::string all_findings(const audit::Report& report);

/// A finding as first_causes() prints it: "altered 40", "missing 40-44", "rule_broken 9
/// ref_standing", "projection_differs 700 state pool/…".
std::string to_line(const audit::Finding& finding);

}  // namespace mingzhang::test
