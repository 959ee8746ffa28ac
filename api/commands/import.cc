#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "api/commands/context.h"
#include "api/commands/office.h"
#include "api/config/config.h"
#include "api/imports/read_file.h"
#include "api/imports/receipts.h"
#include "ledger/base/sha256.h"
#include "ledger/ledger.h"
#include "ledger/store/sqlite_store.h"
#include "terminal/progress.h"
#include "terminal/text.h"

namespace mingzhang {
namespace {

constexpr std::size_t kInFlightMax = kQueueMax / 2;

struct Arguments {
  std::string folder;
  std::string file;
  std::string fund;
  std::string person;
  std::string account;
  std::string channel;
  bool dry_run = false;
  bool skip_bad = false;
};

/// A file that is ready to be written: its import entry and its gifts.
struct Plan {
  Id person;
  Id fund;
  ImportRecorded import;
  ReceiptsFile file;
};

struct Counts {
  std::uint64_t fresh = 0;
  std::uint64_t known = 0;
  Total fresh_total;
};

Command import_command(const Plan& plan) {
  return make_command(kinds::import_recorded(), plan.person, plan.fund, plan.import);
}

Command gift_command(const Plan& plan, const Receipt& row) {
  return make_command(kinds::donation_received(), plan.person, plan.fund,
                      donation_of(plan.file, row, plan.import.import));
}

/// The digest is keyed, so that nobody can test guesses of a file's content against it.
Hash file_digest(const LedgerFolder& folder, const Id& account, std::string_view bytes) {
  const Block<32> key = read_secret(folder.digest_key());
  return hmac_sha256(key.view(), bytes_of(account.str() + "\n" + std::string(bytes)));
}

void print_bad_rows(const Context& context, const ReceiptsFile& file) {
  const bool zh = context.language == Language::zh;
  for (const BadRow& row : file.bad) fmt::print(stderr, "{}\n", to_text(row, zh));
  if (file.bad_count > file.bad.size()) {
    fmt::print(stderr, "{}\n",
               zh ? fmt::format("……另有{}行", file.bad_count - file.bad.size())
                  : fmt::format("… and {} more", file.bad_count - file.bad.size()));
  }
}

Result<Plan> make_plan(const Context& context, const Arguments& arguments,
                       const LedgerFolder& folder, const State& state) {
  Plan plan;
  const Result<Id> fund = id_of("--fund", arguments.fund);
  if (!fund) return std::unexpected(fund.error());
  const Result<Id> person = person_for(state, Duty::cashier, *fund, arguments.person);
  if (!person) return std::unexpected(person.error());
  const Result<Id> account = account_for(state, *fund, arguments.account);
  if (!account) return std::unexpected(account.error());
  const Result<ImportMap> map = load_import_map(import_map_path(context.config, "receipts"));
  if (!map) return std::unexpected(map.error());
  ReceiptsOptions options{*account, std::nullopt, state.business_date(context.clock.now())};
  if (!arguments.channel.empty()) {
    const Result<Id> channel = id_of("--channel", arguments.channel);
    if (!channel) return std::unexpected(channel.error());
    options.channel = *channel;
  }
  const Result<std::string> bytes = read_file(arguments.file, kImportBytesMax);
  if (!bytes) return std::unexpected(bytes.error());
  Result<ReceiptsFile> file = read_receipts(*bytes, *map, options);
  if (!file) return std::unexpected(file.error());
  plan.person = *person;
  plan.fund = *fund;
  plan.file = std::move(*file);
  plan.import.account = *account;
  plan.import.file_digest = file_digest(folder, *account, *bytes);
  plan.import.format = plan.file.format;
  plan.import.from = plan.file.first;
  plan.import.import = import_id(plan.import.file_digest);
  plan.import.rows = static_cast<std::int64_t>(plan.file.rows.size());
  plan.import.to = plan.file.last;
  plan.import.total = plan.file.total.fen();
  return plan;
}

/// Decides the whole file on a copy of State, so that a rule that a row breaks is known before the
/// first row is written. The rows that break one become bad rows of the file.
Result<Counts> rehearse(const Context& context, const LedgerFolder& folder, State state,
                        Plan& plan) {
  const auto store = store::open_sqlite_readonly(folder.database().string());
  const auto rows = store->snapshot();
  FactFinder finder;
  Wants asked;
  Facts facts;
  Effects effects;
  Outside outside{{rows->head().size, {}, {}}, context.clock.now(), {}};
  const auto decide_next = [&](const Command& command) {
    asked.clear();
    wants(state, command, asked);
    finder.find(asked, *rows, facts);
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
  Counts counts;
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

/// Writes the gifts, many at a time, and waits for the last answer.
class Writer {
 public:
  Writer(Ledger& ledger, Progress& progress, std::uint64_t total)
      : ledger_(ledger), progress_(progress), total_(total) {}

  void write(const Command& command) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return in_flight_ < kInFlightMax; });
      ++in_flight_;
      progress_.update(done_, total_);
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
    progress_.update(done_, total_);
    return refusal_;
  }
  Counts counts() const { return counts_; }

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
  Progress& progress_;
  const std::uint64_t total_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t in_flight_ = 0;
  std::uint64_t done_ = 0;
  Counts counts_;
  std::optional<Refusal> refusal_;
};

Result<Counts> write_plan(const Context& context, const LedgerFolder& folder, const Plan& plan) {
  Ledger ledger(folder, {context.clock, context.random, context.confirm_clock});
  const Answer import = ledger.write({import_command(plan), std::nullopt, false});
  if (!import && import.error().code != Code::exists_already) {
    return std::unexpected(import.error());
  }
  Progress progress(standard_error(), context.clock, context.language,
                    std::string(context.say("导入", "import")));
  Writer writer(ledger, progress, plan.file.rows.size());
  for (const Receipt& row : plan.file.rows) writer.write(gift_command(plan, row));
  const std::optional<Refusal> refusal = writer.finish();
  progress.finish();
  if (refusal) return std::unexpected(*refusal);
  return writer.counts();
}

int run_import(const Context& context, const Arguments& arguments) {
  const LedgerFolder folder{arguments.folder};
  const State state = read_state(folder);
  Result<Plan> plan = make_plan(context, arguments, folder, state);
  if (!plan) return print_refusal(context, plan.error());
  const Result<Counts> planned = rehearse(context, folder, state, *plan);
  if (!planned) return print_refusal(context, planned.error());
  if (plan->file.bad_count > 0) {
    print_bad_rows(context, plan->file);
    if (!arguments.skip_bad) {
      fmt::print(stderr, "{}\n",
                 context.say("文件有错行,整份未导入。改正后再导入,或加 --skip-bad 跳过错行。",
                             "the file has bad rows: nothing was imported. Correct them, or leave "
                             "them out with --skip-bad."));
      return kRefused;
    }
  }
  const bool work = planned->fresh > 0 && !arguments.dry_run;
  const Result<Counts> counts = work ? write_plan(context, folder, *plan) : planned;
  if (!counts) return print_refusal(context, counts.error());
  fmt::print(
      "{}",
      aligned({{std::string(context.say("导入号", "import")), plan->import.import.str()},
               {std::string(context.say("新登记(笔)", "new gifts")), grouped(counts->fresh)},
               {std::string(context.say("新登记(元)", "new yuan")),
                to_yuan(planned->fresh_total.fen())},
               {std::string(context.say("已登记过(笔)", "known already")), grouped(counts->known)},
               {std::string(context.say("错行", "bad rows")), grouped(plan->file.bad_count)}}));
  if (arguments.dry_run) {
    fmt::print("{}\n", context.say("试导入:什么也没有写入。", "dry run: nothing was written."));
  }
  return kDone;
}

}  // namespace

void add_import(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "import",
      "Take in a CSV of gifts. Every row is checked first; one bad row and nothing is written.\n"
      "A gift that is known already (channel, account and number) is left alone, so the same file\n"
      "twice changes nothing, and an import that was interrupted goes on by the same command.");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, "folder of the ledger")->required();
  command->add_option("FILE", arguments->file, "CSV with named columns, UTF-8 or GB18030")
      ->required();
  command->add_option("--fund", arguments->fund, "the fund that the gifts are for")->required();
  command->add_option("--as", arguments->person, "who writes; default: the only cashier");
  command->add_option("--account", arguments->account,
                      "where the money is; default: the only channel account");
  command->add_option("--channel", arguments->channel,
                      "how it came, where the rows do not say; default: the import map's");
  command->add_flag("--dry-run", arguments->dry_run, "check everything, write nothing");
  command->add_flag("--skip-bad", arguments->skip_bad, "leave bad rows out");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_import(context, *arguments); };
  });
}

}  // namespace mingzhang
