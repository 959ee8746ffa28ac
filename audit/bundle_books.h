#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/bundle_accounts.h"
#include "audit/bundle_file.h"
#include "audit/bundle_journal.h"
#include "audit/entry_watcher.h"
#include "terminal/language.h"

namespace mingzhang::audit {

/// Makes all texts of a bundle that follow from the entries, while a verification replays them:
/// entries.jsonl, entries.csv, postings.csv, the journals, balances.csv, README.txt. Memory grows
/// with the accounts of the books, not with entries.
class BundleBooks final : public EntryWatcher {
 public:
  BundleBooks(const BundleTexts& texts, Language language);
  void before(const Entry&, const Facts&, const State&) override {}
  void after(const Entry& entry, const Effects& effects, const State& state) override;
  void finish(const State& state) override;

  /// Whether the postings add up to the balances that the books keep. Post: `finish` was called.
  bool adds_up() const { return adds_up_; }
  /// What was made. Post: `finish` was called.
  const std::vector<FileMark>& marks() const { return marks_; }
  /// Of the first and the last entry, as they say themselves; empty when there is none.
  const std::string& first_time() const { return first_time_; }
  const std::string& last_time() const { return last_time_; }

 private:
  void take_entry(const Entry& entry, const State& state);
  void take_posting(const Entry& entry, const Posting& posting, const State& state);
  void write_balances();

  const BundleTexts texts_;
  const Language language_;
  std::unique_ptr<BundleText> lines_;
  std::unique_ptr<BundleText> entries_;
  std::unique_ptr<BundleText> postings_;
  Journals journals_;
  BookAccounts accounts_;
  std::uint64_t posted_ = 0;
  bool adds_up_ = false;
  std::string first_time_;
  std::string last_time_;
  std::vector<FileMark> marks_;
};

/// README.txt: what each file is and how it is checked; Chinese first, then English.
std::string_view bundle_readme();

}  // namespace mingzhang::audit
