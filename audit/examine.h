#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/doubt.h"
#include "audit/entry_watcher.h"
#include "audit/inspector.h"
#include "audit/verify.h"

namespace mingzhang::audit {

struct ExamineOptions {
  static constexpr int kIdleMonths = 6;
  /// The ledger is looked at as it stood at the end of this day; none: of its last entry's.
  std::optional<Date> as_of;
  /// What is not over is not overdue: no later than the day of the last entry.
  bool until_last_entry = false;
  /// Money that no aid was paid from for longer is idle.
  int idle_months = kIdleMonths;
};

/// Looks for what an auditor would ask about (doubts.def), while a verification replays the ledger.
/// Memory grows with households, payees and open cases, not with entries.
class Examiner final : public EntryWatcher {
 public:
  explicit Examiner(const ExamineOptions& options);
  void before(const Entry& entry, const Facts& facts, const State& state) override;
  void after(const Entry& entry, const Effects& effects, const State& state) override;
  void finish(const State& state) override;

  /// After `finish`.
  const Doubts& doubts() const { return doubts_; }
  /// The day that was looked at; none when the ledger has no entries.
  std::optional<Date> as_of() const { return as_of_; }

 private:
  const ExamineOptions options_;
  Doubts doubts_;
  std::vector<std::unique_ptr<Inspector>> inspectors_;
  std::optional<Date> day_;
  std::optional<Date> as_of_;
  bool done_ = false;
};

/// For people: the verdict of the verification first, then every doubt.
std::string examination_text(const Report& report, const Examiner& examiner, bool zh);
std::string examination_json(const Report& report, const Examiner& examiner);
/// What the verification of the same run said, in one line.
std::string verdict_line(const Report& report, bool zh);

}  // namespace mingzhang::audit
