#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>

#include "ledger/base/random.h"
#include "ledger/base/result.h"
#include "ledger/base/time.h"
#include "terminal/language.h"

namespace mingzhang {

/// What a command ends with.
enum ExitCode : int {
  kDone = 0,
  kRefused = 1,  ///< The rules, or the input, say no; nothing was written.
  kUsage = 2,
  kFailed = 3,  ///< The disk, a key or another process is in the way.
};

/// What main() gives every command.
struct Context {
  Language language = Language::zh;
  std::filesystem::path config;  ///< The folder config/.
  bool confirm_clock = false;    ///< The operator says that the clock is right.
  Clock& clock;
  Random& random;
  /// Set by the command that was chosen; runs after the options are read.
  std::function<int()> run;

  std::string_view say(std::string_view zh, std::string_view en) const {
    return pick(language, zh, en);
  }
};

void add_init(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);
void add_confirm(CLI::App& app, Context& context);
void add_rebuild(CLI::App& app, Context& context);
void add_backup(CLI::App& app, Context& context);
void add_schema(CLI::App& app, Context& context);
void add_act(CLI::App& app, Context& context);
void add_second(CLI::App& app, Context& context);
void add_status(CLI::App& app, Context& context);
void add_vault(CLI::App& app, Context& context);
void add_serve(CLI::App& app, Context& context);
void add_person(CLI::App& app, Context& context);

/// Prints a refusal for people on standard error; returns kRefused.
int print_refusal(const Context& context, const Refusal& refusal);

}  // namespace mingzhang
