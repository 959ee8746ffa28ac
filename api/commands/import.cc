#include "api/acts/import.h"

#include <fmt/format.h>

#include "api/acts/office.h"
#include "api/commands/import_remote.h"
#include "api/config/config.h"
#include "api/imports/read_file.h"
#include "ledger/store/sqlite_store.h"
#include "terminal/progress.h"

namespace mingzhang {
namespace {

struct ImportArguments {
  std::string folder;
  std::string file;
  std::string fund;
  std::string person;
  std::string account;
  std::string channel;
  bool dry_run = false;
  bool skip_bad = false;
  std::string server;
  std::string ca;
  std::string token_file;
};

void print_bad_rows(const Context& context, const ReceiptsFile& file) {
  const bool zh = context.language == Language::zh;
  for (const BadRow& row : file.bad) fmt::print(stderr, "{}\n", to_text(row, zh));
  if (file.bad_count > file.bad.size()) {
    fmt::print(stderr, "{}\n",
               zh ? fmt::format("……另有{}行", file.bad_count - file.bad.size())
                  : fmt::format("… and {} more", file.bad_count - file.bad.size()));
  }
}

Result<ImportPlan> make_plan(const Context& context, const ImportArguments& arguments,
                             const LedgerFolder& folder, const State& state) {
  ImportAsk ask;
  const Result<Id> fund = id_of("--fund", arguments.fund);
  if (!fund) return std::unexpected(fund.error());
  ask.fund = *fund;
  const Result<Id> person = person_for(state, Duty::cashier, *fund, arguments.person);
  if (!person) return std::unexpected(person.error());
  ask.person = *person;
  const Result<Id> account = account_for(state, *fund, arguments.account);
  if (!account) return std::unexpected(account.error());
  ask.account = *account;
  if (!arguments.channel.empty()) {
    const Result<Id> channel = id_of("--channel", arguments.channel);
    if (!channel) return std::unexpected(channel.error());
    ask.channel = *channel;
  }
  const Result<ImportMap> map = load_import_map(import_map_path(context.config, "receipts"));
  if (!map) return std::unexpected(map.error());
  const Result<std::string> bytes = read_file(arguments.file, kImportBytesMax);
  if (!bytes) return std::unexpected(bytes.error());
  return plan_import(*bytes, *map, ask, read_secret(folder.digest_key()),
                     state.business_date(context.clock.now()));
}

Result<ImportCounts> rehearse(const Context& context, const LedgerFolder& folder,
                              const State& state, ImportPlan& plan) {
  const auto store = store::open_sqlite_readonly(folder.database().string());
  return mingzhang::rehearse(state, *store->snapshot(), context.clock.now(), plan);
}

Result<ImportCounts> write_plan(const Context& context, const LedgerFolder& folder,
                                const ImportPlan& plan) {
  Ledger ledger(folder, {context.clock, context.random, context.confirm_clock});
  Progress progress(standard_error(), context.clock, context.language,
                    std::string(context.say("导入", "import")));
  const Result<ImportCounts> counts = write_import(
      ledger, plan, [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
  progress.finish();
  return counts;
}

/// With a server there is no folder: the only place named is the file's.
int run_remote(const Context& context, const ImportArguments& arguments) {
  if (!arguments.file.empty() || !arguments.person.empty()) {
    fmt::print(stderr, "{}\n",
               context.say("用 --server 时只写文件，经办人由令牌决定。",
                           "with --server name the file only; the token says who writes."));
    return kUsage;
  }
  return run_remote_import(context, {arguments.server, arguments.ca, arguments.token_file,
                                     arguments.folder, arguments.fund, arguments.account,
                                     arguments.channel, arguments.dry_run, arguments.skip_bad});
}

int run_import(const Context& context, const ImportArguments& arguments) {
  if (!arguments.server.empty()) return run_remote(context, arguments);
  if (arguments.file.empty()) {
    fmt::print(stderr, "{}\n", context.say("缺少文件名 FILE。", "FILE is missing."));
    return kUsage;
  }
  const LedgerFolder folder{arguments.folder};
  const State state = read_state(folder);
  Result<ImportPlan> plan = make_plan(context, arguments, folder, state);
  if (!plan) return print_refusal(context, plan.error());
  const Result<ImportCounts> planned = rehearse(context, folder, state, *plan);
  if (!planned) return print_refusal(context, planned.error());
  if (plan->file.bad_count > 0) {
    print_bad_rows(context, plan->file);
    if (!arguments.skip_bad) return print_has_bad_rows(context);
  }
  const bool work = planned->fresh > 0 && !arguments.dry_run;
  const Result<ImportCounts> counts = work ? write_plan(context, folder, *plan) : planned;
  if (!counts) return print_refusal(context, counts.error());
  print_summary(context, {plan->import.import.str(), counts->fresh, planned->fresh_total.fen(),
                          counts->known, plan->file.bad_count, arguments.dry_run});
  return kDone;
}

}  // namespace

void add_import(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "import",
      "Take in a CSV of gifts. Every row is checked first; one bad row and nothing is written.\n"
      "A gift that is known already (channel, account and number) is left alone, so the same file\n"
      "twice changes nothing, and an import that was interrupted goes on by the same command.\n"
      "Into a running server: mingzhang import --server https://HOST:8443 --ca tls.crt FILE --fund "
      "F");
  auto arguments = std::make_shared<ImportArguments>();
  command->add_option("DIR", arguments->folder, "folder of the ledger; not with --server")
      ->required();
  command->add_option("FILE", arguments->file, "CSV with named columns, UTF-8 or GB18030");
  command->add_option("--fund", arguments->fund, "the fund that the gifts are for")->required();
  command->add_option("--as", arguments->person, "who writes; default: the only cashier");
  command->add_option("--account", arguments->account,
                      "where the money is; default: the only channel account");
  command->add_option("--channel", arguments->channel,
                      "how it came, where the rows do not say; default: the import map's");
  command->add_option("--server", arguments->server, "https://HOST[:PORT] of a running server");
  command->add_option("--ca", arguments->ca, "with --server: trust this certificate alone");
  command->add_option("--token-file", arguments->token_file,
                      "with --server: file with the cashier's token; default: MINGZHANG_TOKEN");
  command->add_flag("--dry-run", arguments->dry_run, "check everything, write nothing");
  command->add_flag("--skip-bad", arguments->skip_bad, "leave bad rows out");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_import(context, *arguments); };
  });
}

}  // namespace mingzhang
