#include <cstdio>
#include <cstdlib>
#include <exception>

#include "api/commands/context.h"
#include "ledger/folder.h"

namespace mingzhang {
namespace {

constexpr char kAbout[] =
    "mingzhang 明账 — the books of a charity relief fund: append-only, hash-chained, open to "
    "proof.\n"
    "\n"
    "  mingzhang init demo --demo                     a small office to try things in\n"
    "  mingzhang import demo gifts.csv --fund jinan   the cashier takes in a file of gifts\n"
    "  mingzhang confirm demo --fund jinan            the bookkeeper makes them spendable\n"
    "  mingzhang-audit verify demo                    anyone proves that all of it is sound\n"
    "\n"
    "Exit: 0 done, 1 refused (nothing written), 2 usage, 3 the disk, a key or another process is "
    "in the way.";

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// config/ of the source tree, unless the environment names another.
std::filesystem::path config_folder() {
  const std::string named = environment("MINGZHANG_CONFIG");
  if (!named.empty()) return named;
  std::error_code ignored;
  const auto binary = std::filesystem::read_symlink("/proc/self/exe", ignored);
  for (auto folder = binary.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / "config" / "policy")) return folder / "config";
  }
  return "/usr/share/mingzhang/config";
}

int run(int argc, char** argv) {
  SystemRandom random;
  Context context{Language::zh, config_folder(), false, system_clock(), random, {}};
  CLI::App app{kAbout, "mingzhang"};
  std::string language;
  app.add_option("--lang", language, "zh or en; otherwise as LANG says")
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_flag("--confirm-clock", context.confirm_clock,
               "this machine's clock is right, though it stepped or the last entry is long ago");
  app.require_subcommand(1);
  app.fallthrough();
  add_init(app, context);
  add_import(app, context);
  add_confirm(app, context);
  add_rebuild(app, context);
  add_backup(app, context);
  add_schema(app, context);
  add_act(app, context);
  add_second(app, context);
  add_status(app, context);
  add_vault(app, context);
  add_serve(app, context);
  add_person(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  context.language = choose_language(parse_language(language), environment("LC_ALL"),
                                     environment("LC_MESSAGES"), environment("LANG"));
  return context.run();
}

}  // namespace
}  // namespace mingzhang

int main(int argc, char** argv) {
  try {
    return mingzhang::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "mingzhang: %s\n", error.what());
    return mingzhang::kFailed;
  }
}
