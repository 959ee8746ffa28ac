#include <fmt/format.h>

#include "api/acts/draft.h"
#include "api/acts/office.h"
#include "api/commands/body.h"
#include "api/commands/context.h"
#include "ledger/ledger.h"
#include "terminal/text.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

struct ActArguments {
  std::string folder;
  std::string kind;
  std::string person;
  std::string fund;
  std::vector<std::string> words;
  std::vector<std::string> details;
  bool propose = false;
  bool help = false;
  std::optional<Seq> proposal;
};

/// All kinds, or the fields of one.
int print_help(const Context& context, const Kind* kind) {
  std::vector<std::vector<std::string>> rows;
  if (kind == nullptr) {
    for (const Kind* const one : all_kinds()) rows.push_back({std::string(one->name)});
  } else {
    for (const FieldHelp& field : fields_of(*kind)) {
      const std::string_view need = field.required ? context.say("必填", "required") : "";
      rows.push_back({field.key, field.takes, std::string(need)});
    }
  }
  fmt::print("{}", in_columns(rows, "  "));
  return kDone;
}

/// What the person was shown is what the ledger says now, unless another is given.
void fill_seen(const State& state, store::Rows& rows, const Json& schema, Json& body) {
  if (!schema.at("properties").contains("seen") || body.contains("seen")) return;
  const auto id = body.find("case");
  if (id == body.end() || !id->is_string() || !is_id(id->get_ref<const std::string&>())) return;
  const Case* const request = state.cases.find(Id(id->get_ref<const std::string&>()));
  if (request == nullptr) return;
  Hash leaf;
  rows.leaves(request->last, std::span(&leaf, 1));
  body["seen"] = to_hex(leaf.view());
}

/// The words with their numbers replaced by ids.
Result<std::vector<std::string>> opaque_words(const std::vector<std::string>& words, Vault& vault,
                                              Random& random, std::vector<Id>& ids) {
  std::vector<std::string> replaced;
  for (const std::string& word : words) {
    const std::size_t value = std::min(word.find('='), word.size() - 1) + 1;
    const Result<std::string> text = opaque(vault, random, word.substr(value), ids);
    if (!text) return refuse(text.error().code, word.substr(0, value - 1));
    replaced.push_back(word.substr(0, value) + *text);
  }
  return replaced;
}

/// "SUBJECT={…}": what is said of one subject in private.
Result<Details> details_of(const std::string& text, Vault& vault, Random& random,
                           std::vector<Id>& ids) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return refuse(Code::field_missing, "--details", "=");
  const Json json = Json::parse(text.substr(equals + 1), nullptr, false);
  Result<Details> details = details_of(vault, random, text.substr(0, equals), json, ids);
  if (!details) return refuse(details.error().code, "--details", details.error().detail);
  return details;
}

Result<Command> command_of(const ActArguments& arguments, const Kind& kind, const State& state,
                           store::Rows& rows) {
  const Result<Id> person = id_of("--as", arguments.person);
  if (!person) return std::unexpected(person.error());
  Id fund;
  if (!arguments.fund.empty()) {
    const Result<Id> named = id_of("--fund", arguments.fund);
    if (!named) return std::unexpected(named.error());
    fund = *named;
  } else if (kind.scope == Scope::fund && state.funds.all().size() == 1) {
    fund = state.funds.all().begin()->first;
  }
  Result<Json> body = body_of(kind, arguments.words);
  if (!body) return std::unexpected(body.error());
  fill_seen(state, rows, schema_of(kind), *body);
  return command_of(kind, *person, fund, *body);
}

Result<Command> seconded(const ActArguments& arguments, store::Rows& rows) {
  const Result<Id> person = id_of("--as", arguments.person);
  if (!person) return std::unexpected(person.error());
  return second_of(rows, *arguments.proposal, *person);
}

int write_command(const Context& context, Ledger& ledger, const Submission& submission) {
  const Answer answer = ledger.write(submission);
  if (!answer) return print_refusal(context, answer.error());
  fmt::print("{} {}  {}\n", context.say("已记入账本，账序号", "written as entry"), answer->seq,
             submission.command.kind->name);
  return kDone;
}

/// What the command line asks for, with what is private beside it.
Result<Submission> submission_of(const Context& context, ActArguments arguments, const Kind& kind,
                                 const State& state, Ledger& ledger) {
  Submission submission;
  const auto words = opaque_words(arguments.words, ledger.vault(), context.random, submission.ids);
  if (!words) return std::unexpected(words.error());
  arguments.words = *words;
  for (const std::string& text : arguments.details) {
    const Result<Details> details =
        details_of(text, ledger.vault(), context.random, submission.ids);
    if (!details) return std::unexpected(details.error());
    submission.details.push_back(*details);
  }
  Result<Command> command = command_of(arguments, kind, state, *ledger.snapshot());
  if (command && arguments.propose) command = proposal_of(state, *command, context.clock.now());
  if (!command) return std::unexpected(command.error());
  submission.command = std::move(*command);
  return submission;
}

int run_act(const Context& context, const ActArguments& arguments) {
  const Kind* const kind = find_kind(arguments.kind);
  if (arguments.help || arguments.kind.empty()) {
    if (kind == nullptr && !arguments.kind.empty()) {
      return print_refusal(context, {Code::kind_unknown, "KIND", arguments.kind});
    }
    return print_help(context, kind);
  }
  if (kind == nullptr) {
    return print_refusal(context, {Code::kind_unknown, "KIND", arguments.kind});
  }
  const LedgerFolder folder{arguments.folder};
  const State state = read_state(folder);
  Ledger ledger(folder, {context.clock, context.random, context.confirm_clock});
  const Result<Submission> submission = submission_of(context, arguments, *kind, state, ledger);
  if (!submission) return print_refusal(context, submission.error());
  return write_command(context, ledger, *submission);
}

int run_second(const Context& context, const ActArguments& arguments) {
  const LedgerFolder folder{arguments.folder};
  read_state(folder);
  Ledger ledger(folder, {context.clock, context.random, context.confirm_clock});
  const Result<Command> command = seconded(arguments, *ledger.snapshot());
  if (!command) return print_refusal(context, command.error());
  return write_command(context, ledger, {*command, std::nullopt, false});
}

}  // namespace

void add_act(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "do",
      "Write one entry of any kind, as a person (办理一件事).\n"
      "  mingzhang do DIR case.opened --as caseworker --fund jinan case=c1 household=h1 \\\n"
      "    cause=illness event_date=2026-11-20 by=workgroup amount_asked=3000\n"
      "Amounts are yuan. For a number that nobody else may know, id:NUMBER (of a person) and\n"
      "account:NUMBER (of a bank account) give the opaque id that the vault keeps for it.\n"
      "`mingzhang do --help` lists the kinds, with KIND its fields.");
  command->set_help_flag();
  auto arguments = std::make_shared<ActArguments>();
  command->add_flag("-h,--help", arguments->help, "the kinds, or the fields of KIND");
  command->add_option("DIR", arguments->folder, "folder of the ledger");
  command->add_option("KIND", arguments->kind, "for example case.opened");
  command->add_option("key=value", arguments->words, "the fields of the entry");
  command->add_option("--as", arguments->person, "who does it");
  command->add_option("--fund", arguments->fund, "the fund; default: the only one");
  command->add_option("--details", arguments->details,
                      "SUBJECT={\"name\":…}: what is private, sealed in the vault; only its "
                      "commitment is in the entry");
  command->add_flag("--propose", arguments->propose,
                    "put it before a second person (提交复核) instead of doing it");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] {
      // `do --help KIND` and `do KIND --help` are the same.
      if (arguments->help && arguments->kind.empty()) std::swap(arguments->kind, arguments->folder);
      return run_act(context, *arguments);
    };
  });
}

void add_second(CLI::App& app, Context& context) {
  CLI::App* const command =
      app.add_subcommand("second", "The second person writes what another proposed (复核通过).");
  auto arguments = std::make_shared<ActArguments>();
  command->add_option("DIR", arguments->folder, "folder of the ledger")->required();
  command->add_option("SEQ", arguments->proposal, "the entry of the proposal")
      ->required()
      ->check(CLI::NonNegativeNumber);
  command->add_option("--as", arguments->person, "who seconds it")->required();
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_second(context, *arguments); };
  });
}

}  // namespace mingzhang
