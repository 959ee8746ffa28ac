#include "api/acts/import.h"

#include <condition_variable>
#include <mutex>

#include "ledger/base/sha256.h"
#include "ledger/fact_finder.h"
#include "ledger/fund/rules.h"

namespace mingzhang {
namespace {

/// Two batches keep the writer busy; whoever else writes waits for no more than that.
constexpr std::size_t kInFlightMax = 2 * kBatchEntriesMax;

Command import_command(const ImportPlan& plan) {
  return make_command(kinds::import_recorded(), plan.person, plan.fund, plan.import);
}

Command gift_command(const ImportPlan& plan, const Receipt& row) {
  return make_command(kinds::donation_received(), plan.person, plan.fund,
                      donation_of(plan.file, row, plan.import.import));
}

/// Writes the gifts, many at a time, and waits for the last answer.
class Writer {
 public:
  Writer(Ledger& ledger, const ImportProgress& progress, std::uint64_t total)
      : ledger_(ledger), progress_(progress), total_(total) {}

  void write(const Command& command) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return in_flight_ < kInFlightMax; });
      ++in_flight_;
      progress_(done_, total_);
    }
    Submission submission;
    submission.command = command;
    const Result<void> queued =
        ledger_.submit(std::move(submission), [this](Answer answer) { take(std::move(answer)); });
    if (!queued) take(std::unexpected(queued.error()));
  }

  /// The first refusal that was not "known already"; none when all is well.
  std::optional<Refusal> finish() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return in_flight_ == 0; });
    progress_(done_, total_);
    return refusal_;
  }
  ImportCounts counts() const { return counts_; }

 private:
  void take(Answer answer) {
    const std::lock_guard lock(mutex_);
    --in_flight_;
    ++done_;
    if (answer) {
      ++counts_.fresh;
    } else if (answer.error().code == Code::ref_standing) {
      ++counts_.known;
    } else if (!refusal_) {
      refusal_ = answer.error();
    }
    if (in_flight_ == 0 || in_flight_ == kInFlightMax / 2) changed_.notify_one();
  }

  Ledger& ledger_;
  const ImportProgress& progress_;
  const std::uint64_t total_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t in_flight_ = 0;
  std::uint64_t done_ = 0;
  ImportCounts counts_;
  std::optional<Refusal> refusal_;
};

}  // namespace

Result<ImportPlan> plan_import(std::string_view bytes, const ImportMap& map, const ImportAsk& ask,
                               const Block<32>& digest_key, Date today) {
  Result<ReceiptsFile> file = read_receipts(bytes, map, {ask.account, ask.channel, today});
  if (!file) return std::unexpected(file.error());
  ImportPlan plan;
  plan.person = ask.person;
  plan.fund = ask.fund;
  plan.file = std::move(*file);
  plan.import.account = ask.account;
  plan.import.file_digest =
      hmac_sha256(digest_key.view(), bytes_of(ask.account.str() + "\n" + std::string(bytes)));
  plan.import.format = plan.file.format;
  plan.import.from = plan.file.first;
  plan.import.import = import_id(plan.import.file_digest);
  plan.import.rows = static_cast<std::int64_t>(plan.file.rows.size());
  plan.import.to = plan.file.last;
  plan.import.total = plan.file.total.fen();
  return plan;
}

Result<ImportCounts> rehearse(State state, store::Rows& rows, Timestamp now, ImportPlan& plan) {
  FactFinder finder;
  Wants asked;
  Facts facts;
  Effects effects;
  Outside outside{{rows.head().size, {}, {}}, now, {}};
  const auto decide_next = [&](const Command& command) {
    asked.clear();
    wants(state, command, asked);
    finder.find(asked, rows, facts);
    return decide(state, facts, command, outside);
  };
  const auto fold_next = [&](const Entry& entry) {
    effects.clear();
    fold(state, facts, entry, effects);
    ++outside.link.size;
  };
  const Result<Entry> import = decide_next(import_command(plan));
  if (import) {
    fold_next(*import);
    finder.add(*import, {}, effects.rows);
  } else if (import.error().code != Code::exists_already) {
    return std::unexpected(import.error());
  }
  ImportCounts counts;
  Total total;
  const auto is_bad = [&](const Receipt& row) {
    const Result<Entry> entry = decide_next(gift_command(plan, row));
    if (entry) {
      fold_next(*entry);
      ++counts.fresh;
      counts.fresh_total.add(row.amount.fen());
    } else if (entry.error().code == Code::ref_standing) {
      ++counts.known;
    } else {
      ++plan.file.bad_count;
      if (plan.file.bad.size() < kBadRowsMax)
        plan.file.bad.push_back({row.line, {}, entry.error()});
      return true;
    }
    total.add(row.amount.fen());
    return false;
  };
  std::erase_if(plan.file.rows, is_bad);
  plan.import.rows = static_cast<std::int64_t>(plan.file.rows.size());
  plan.import.total = total.fen();
  return counts;
}

Result<ImportCounts> write_import(Ledger& ledger, const ImportPlan& plan,
                                  const ImportProgress& progress) {
  const Answer import = ledger.write({import_command(plan), std::nullopt, false});
  if (!import && import.error().code != Code::exists_already) {
    return std::unexpected(import.error());
  }
  Writer writer(ledger, progress, plan.file.rows.size());
  for (const Receipt& row : plan.file.rows) writer.write(gift_command(plan, row));
  if (const std::optional<Refusal> refusal = writer.finish()) return std::unexpected(*refusal);
  return writer.counts();
}

}  // namespace mingzhang
