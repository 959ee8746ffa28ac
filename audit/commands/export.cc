#include <fmt/format.h>

#include "audit/commands/context.h"
#include "audit/tiles_export.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

struct Arguments {
  SourceOptions source;
  std::string out;
};

int run_export(const Context& context, const Arguments& arguments) {
  Source source = arguments.source.open();
  Progress progress = progress_bar(context, "导出", "export");
  const std::uint64_t size = export_tiles(source, arguments.out, progress.callback());
  progress.finish();
  fmt::print("{}", aligned({{std::string(context.say("条目", "entries")), grouped(size)},
                            {std::string(context.say("文件夹", "folder")), arguments.out}}));
  return kSound;
}

}  // namespace

void add_export_tiles(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand(
      "export-tiles", "Write the ledger as a folder of C2SP tlog-tiles, for anyone's tools.");
  add_source(*command, arguments->source);
  command->add_option("OUT", arguments->out, "folder to make")->required();
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_export(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
