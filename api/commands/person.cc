#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "api/acts/office.h"
#include "api/auth/doorman.h"
#include "api/commands/context.h"
#include "ledger/ledger.h"
#include "ledger/store/sqlite_access.h"
#include "terminal/text.h"

namespace mingzhang {
namespace {

struct PersonArguments {
  std::string folder;
  std::optional<std::string> password;  ///< Whose is set anew.
  std::optional<std::string> factor;    ///< Whose is reset.
  bool list = false;
};

/// A person of the ledger. Errors: text_malformed, person_unknown.
Result<Id> known_person(const State& state, std::string_view option, const std::string& text) {
  const Result<Id> person = id_of(option, text);
  if (!person) return person;
  if (state.people.find(*person) == nullptr) {
    return refuse(Code::person_unknown, option, person->view());
  }
  return person;
}

std::string duties_of(const Person& person) {
  std::string names;
  for (const Duty duty : person.duties.items) {
    names += (names.empty() ? "" : ",") + std::string(name_of(duty));
  }
  return names;
}

/// What `--list` says of how a person signs in.
std::vector<std::string> access_of(const Context& context, const store::CredentialRow* row) {
  if (row == nullptr) return {std::string(context.say("未设密码", "no password"))};
  std::string password(context.say("密码设于", "password set "));
  password += Timestamp{row->set_ms}.text();
  if (row->must_change) password += context.say("（须修改）", " (must be changed)");
  return {password, std::string(row->totp ? context.say("有动态码", "second factor")
                                          : context.say("无动态码", "no second factor"))};
}

int run_list(const Context& context, const LedgerFolder& folder) {
  const State state = read_state(folder);
  std::vector<store::CredentialRow> known;
  if (std::filesystem::exists(folder.access())) {
    known = store::open_sqlite_access_readonly(folder.access().string())->credentials();
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& [id, person] : state.people.all()) {
    const auto found = std::ranges::find(known, id.view(), &store::CredentialRow::person);
    rows.push_back({id.str(), duties_of(person)});
    rows.back().emplace_back(person.status == PersonStatus::active
                                 ? context.say("在岗", "active")
                                 : context.say("已停用", "suspended"));
    for (std::string& text : access_of(context, found == known.end() ? nullptr : &*found)) {
      rows.back().push_back(std::move(text));
    }
  }
  fmt::print("{}", in_columns(rows, ""));
  return kDone;
}

int run_change(const Context& context, const PersonArguments& arguments) {
  const LedgerFolder folder{arguments.folder};
  const store::LockFile lock = take_lock(folder);
  const bool sets = arguments.password.has_value();
  const Result<Id> person =
      sets ? known_person(read_state(folder), "--password", *arguments.password)
           : known_person(read_state(folder), "--reset-second-factor", *arguments.factor);
  if (!person) return print_refusal(context, person.error());
  const auto doorman = auth::open_doorman(folder, {context.clock, context.random});
  const std::string who(context.say("人员", "person"));
  if (sets) {
    const std::string password = doorman->set_password(*person);
    fmt::print("{}",
               aligned({{who, person->str()},
                        {std::string(context.say("初始密码", "initial password")), password}}));
    fmt::print("{}\n", context.say("只显示这一次；首次登录须修改。该人员的所有登录已失效。",
                                   "Shown this once; to be changed at the first sign-in. All "
                                   "sessions of the person have ended."));
    return kDone;
  }
  if (const Result<void> reset = doorman->reset_second_factor(*person); !reset) {
    return print_refusal(context, reset.error());
  }
  fmt::print("{}", aligned({{who, person->str()},
                            {std::string(context.say("动态码", "second factor")),
                             std::string(context.say("已解除", "reset"))}}));
  return kDone;
}

}  // namespace

void add_person(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "person",
      "How people of the ledger sign in to the server. What they may do is in the ledger, and is\n"
      "not changed here. Not while the server runs: there an administrator does it.");
  auto arguments = std::make_shared<PersonArguments>();
  command->add_option("DIR", arguments->folder, "folder of the ledger")->required();
  CLI::Option_group* const what = command->add_option_group("what");
  what->add_option("--password", arguments->password,
                   "set a new initial password for this person and print it once");
  what->add_option("--reset-second-factor", arguments->factor,
                   "this person has lost the telephone with the codes");
  what->add_flag("--list", arguments->list, "who can sign in, and how");
  what->require_option(1);
  command->callback([&context, arguments] {
    context.run = [&context, arguments] {
      return arguments->list ? run_list(context, LedgerFolder{arguments->folder})
                             : run_change(context, *arguments);
    };
  });
}

}  // namespace mingzhang
