#include <fmt/format.h>

#include "audit/commands/context.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

struct Arguments {
  SourceOptions source;
  Seq seq = 0;
};

int run_show(const Arguments& arguments) {
  const Source source = arguments.source.open();
  const auto rows = source.store->snapshot();
  const std::optional<std::string> bytes = rows->entry(arguments.seq);
  if (!bytes) throw std::runtime_error("there is no entry " + std::to_string(arguments.seq));
  fmt::print("{}\n", *bytes);
  fmt::print(stderr, "leaf {}\n", to_hex(tlog::leaf_hash(bytes_of(*bytes)).view()));
  return kSound;
}

}  // namespace

void add_show(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("show", "Print one entry as it is, and its leaf hash.");
  add_source(*command, arguments->source);
  command->add_option("SEQ", arguments->seq, "the entry's number")->required();
  command->callback(
      [&context, arguments] { context.run = [arguments] { return run_show(*arguments); }; });
}

}  // namespace mingzhang::audit
