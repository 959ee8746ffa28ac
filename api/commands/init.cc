#include <fmt/format.h>

#include "api/commands/context.h"
#include "api/commands/founding_sitting.h"
#include "api/config/founding.h"
#include "ledger/folder.h"
#include "ledger/store/sqlite_store.h"
#include "ledger/tlog/note.h"
#include "terminal/text.h"

namespace mingzhang {
namespace {

struct InitArguments {
  std::string folder;
  std::string founding;
  bool demo = false;
};

std::string file_text(const std::filesystem::path& path) {
  std::string text = read_file(path);
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

int run_init(const Context& context, const InitArguments& arguments) {
  const std::filesystem::path file = arguments.demo ? context.config / "founding" / "demo.toml"
                                                    : std::filesystem::path(arguments.founding);
  const Result<Founding> founding = load_founding(file, context.config);
  if (!founding) return print_refusal(context, founding.error());
  if (!tlog::is_key_name(founding->origin.view())) {
    return print_refusal(context, {Code::text_malformed, "origin", founding->origin.str()});
  }
  const LedgerFolder folder{arguments.folder};
  const std::optional<Refusal> refusal =
      found_ledger(folder, *founding, context.clock, context.random);
  if (refusal) return print_refusal(context, *refusal);
  const auto store = store::open_sqlite_readonly(folder.database().string());
  const Seq size = store->snapshot()->head().size;
  fmt::print("{}",
             aligned({{std::string(context.say("账本", "ledger")), folder.root.string()},
                      {std::string(context.say("建账条目", "founding entries")), grouped(size)},
                      {std::string(context.say("验证公钥", "verifier key")),
                       file_text(folder.verifier_key())},
                      {std::string(context.say("防回退记录", "guard")), folder.guard().string()}}));
  fmt::print(
      "{}\n",
      context.say(
          "请把验证公钥交给审计和见证方；log.key、digest.key 与 master.key 要单独备份、不得外传。",
          "Give the verifier key to your auditor; back up log.key, digest.key and "
          "master.key apart from the ledger and show them to nobody."));
  return kDone;
}

}  // namespace

void add_init(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "init",
      "Open a new ledger: its keys, its founding entries, the tables and the policy of config/.\n"
      "--demo makes an office with one person per role, the city fund jinan and two county funds.\n"
      "--founding FILE makes yours: copy config/founding/demo.toml and change it.");
  auto arguments = std::make_shared<InitArguments>();
  command->add_option("DIR", arguments->folder, "folder to make")->required();
  CLI::Option* const demo = command->add_flag("--demo", arguments->demo, "the office to try");
  CLI::Option* const founding =
      command->add_option("--founding", arguments->founding, "your own founding, a TOML file");
  demo->excludes(founding);
  command->callback([&context, arguments] {
    if (!arguments->demo && arguments->founding.empty()) {
      throw CLI::RequiredError("--demo or --founding");
    }
    context.run = [&context, arguments] { return run_init(context, *arguments); };
  });
}

}  // namespace mingzhang
