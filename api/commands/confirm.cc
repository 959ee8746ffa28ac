#include <fmt/format.h>

#include "api/acts/office.h"
#include "api/commands/context.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/ledger.h"
#include "terminal/progress.h"
#include "terminal/text.h"

namespace mingzhang {
namespace {

struct ConfirmArguments {
  std::string folder;
  std::string fund;
  std::string person;
  std::string import;
  std::string against;
  std::optional<Seq> first;
  std::optional<Seq> last;
};

Result<IncomeConfirmed> wanted_of(const ConfirmArguments& arguments) {
  IncomeConfirmed wanted;
  wanted.first = arguments.first.value_or(0);
  wanted.last = arguments.last.value_or(static_cast<Seq>(kIntMax));
  if (!arguments.import.empty()) {
    const Result<Id> import = id_of("--import", arguments.import);
    if (!import) return std::unexpected(import.error());
    wanted.import = *import;
  }
  if (!arguments.against.empty()) {
    if (arguments.against.size() > 64 || !is_printable_ascii(arguments.against)) {
      return refuse(Code::text_malformed, "--against");
    }
    wanted.against = ShortText<64>(arguments.against);
  }
  return wanted;
}

int run_confirm(const Context& context, const ConfirmArguments& arguments) {
  const LedgerFolder folder{arguments.folder};
  const Result<Id> fund = id_of("--fund", arguments.fund);
  if (!fund) return print_refusal(context, fund.error());
  const Result<IncomeConfirmed> wanted = wanted_of(arguments);
  if (!wanted) return print_refusal(context, wanted.error());
  const State state = read_state(folder);
  const Result<Id> person = person_for(state, Duty::bookkeeper, *fund, arguments.person);
  if (!person) return print_refusal(context, person.error());
  const std::vector<IncomeConfirmed> plan = plan_confirmations(state, *fund, *wanted);
  std::uint64_t count = 0;
  Total total;
  for (const IncomeConfirmed& one : plan) {
    count += static_cast<std::uint64_t>(one.count.value);
    total.add(one.amount.fen());
  }
  if (!plan.empty()) {
    Ledger ledger(folder, {context.clock, context.random, context.confirm_clock});
    Progress progress(standard_error(), context.clock, context.language,
                      std::string(context.say("入账确认", "confirm")));
    std::uint64_t done = 0;
    for (const IncomeConfirmed& one : plan) {
      const Answer answer = ledger.write(
          {make_command(kinds::income_confirmed(), *person, *fund, one), std::nullopt, false});
      if (!answer) return print_refusal(context, answer.error());
      progress.update(done += static_cast<std::uint64_t>(one.count.value), count);
    }
    progress.finish();
  }
  fmt::print(
      "{}",
      aligned({{std::string(context.say("确认（笔）", "confirmed")), grouped(count)},
               {std::string(context.say("金额（元）", "yuan")), to_yuan(total.fen())},
               {std::string(context.say("确认条目", "entries written")), grouped(plan.size())}}));
  return kDone;
}

}  // namespace

void add_confirm(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "confirm",
      "The bookkeeper makes received money spendable (入账确认). Whoever collected a gift may not\n"
      "confirm it. Without --import, --first or --last: all that is unconfirmed in the fund.");
  auto arguments = std::make_shared<ConfirmArguments>();
  command->add_option("DIR", arguments->folder, "folder of the ledger")->required();
  command->add_option("--fund", arguments->fund, "the fund")->required();
  command->add_option("--as", arguments->person, "who confirms; default: the only bookkeeper");
  command->add_option("--import", arguments->import, "only gifts of this import");
  command->add_option("--first", arguments->first, "from this entry on")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--last", arguments->last, "up to this entry")->check(CLI::NonNegativeNumber);
  command->add_option("--against", arguments->against,
                      "the statement line or cash count that it agrees with");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_confirm(context, *arguments); };
  });
}

}  // namespace mingzhang
