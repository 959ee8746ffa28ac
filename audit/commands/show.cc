#include "audit/show.h"

#include <fmt/format.h>

#include "audit/commands/context.h"

namespace mingzhang::audit {
namespace {

struct ShowArguments {
  SourceOptions source;
  std::string what;
  std::string format = "text";
};

int run_show(const Context& context, const ShowArguments& arguments) {
  const Source source = arguments.source.open();
  const auto rows = source.store->snapshot();
  const Seq seq = entry_named(*rows, arguments.what);
  const Shown shown = show(*rows, seq, source.verifier);
  if (arguments.format == "json") {
    fmt::print("{}", to_json(shown));
  } else {
    // Apart, so that what is hashed can be handed on alone.
    fmt::print("{}\n", shown.bytes);
    fmt::print(stderr, "{}", to_text(shown, context.language));
  }
  return shown.wrong.empty() ? kSound : kFindings;
}

}  // namespace

void add_show(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App* const command = app.add_subcommand(
      "show",
      "Print the exact bytes of one entry; beside them, on standard error, its leaf hash, the "
      "first checkpoint that covers it, and what it says. Exit: 0 proved or not covered yet, 1 "
      "the checkpoint does not prove it, 3 it is not there.\n\n"
      "  mingzhang-audit show demo 57 --lang zh");
  add_source(*command, arguments->source);
  add_entry(*command, arguments->what);
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_show(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
