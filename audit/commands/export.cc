#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "audit/bundle.h"
#include "audit/commands/context.h"
#include "audit/report_text.h"
#include "audit/tiles_export.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

namespace fs = std::filesystem;

struct ExportArguments {
  SourceOptions source;
  std::string out;
  std::string as = "bundle";
};

/// A new folder beside the one that is to be: it takes that name when it is whole, or goes.
class Sibling {
 public:
  explicit Sibling(fs::path out) : out_(std::move(out)) {
    if (fs::exists(fs::symlink_status(out_))) {
      throw std::runtime_error(out_.string() + " exists already");
    }
    std::string name = out_.string() + ".tmp-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), name);
    }
    path_ = name;
  }
  ~Sibling() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Sibling(const Sibling&) = delete;
  Sibling& operator=(const Sibling&) = delete;

  const fs::path& path() const { return path_; }
  void keep() {
    // mkdtemp() made it for its owner alone; what is handed over is like any other folder.
    fs::permissions(path_,
                    fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read |
                        fs::perms::others_exec,
                    fs::perm_options::add);
    fs::rename(path_, out_);
    path_.clear();
  }

 private:
  const fs::path out_;
  fs::path path_;
};

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

int run_export(const Context& context, const ExportArguments& arguments) {
  Source source = arguments.source.open();
  Sibling folder(without_slash(arguments.out));
  Progress progress = progress_bar(context, "导出", "export");
  std::uint64_t size = 0;
  if (arguments.as == "tiles") {
    size = export_tiles(source, folder.path(), progress.callback());
    progress.finish();
  } else {
    Report report = write_bundle(
        source, folder.path(), {context.language, fs::temp_directory_path(), progress.callback()});
    progress.finish();
    if (!report.findings.empty()) {
      report.findings.sort();
      fmt::print("{}{}\n", to_text(report, context.zh()),
                 context.say("没有导出：账本有问题。请先用 verify 查明；原样交出可用 --as tiles。",
                             "Nothing was exported: the ledger has findings. Look into them with "
                             "verify; --as tiles hands it over as it is."));
      return kFindings;
    }
    size = report.entries;
  }
  folder.keep();
  fmt::print("{}", aligned({{std::string(context.say("条目", "entries")), grouped(size)},
                            {std::string(context.say("文件夹", "folder")), arguments.out}}));
  return kSound;
}

}  // namespace

void add_export(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* const command = app.add_subcommand(
      "export",
      "Write the ledger as a folder to hand over. bundle: tiles, tables for spreadsheets, journals "
      "for hledger, ledger and beancount, a list of all files. tiles: C2SP tlog-tiles only.");
  add_source(*command, arguments->source);
  command->add_option("OUT", arguments->out, "folder to make; must not exist")->required();
  command->add_option("--as", arguments->as, "bundle or tiles; default: bundle")
      ->check(CLI::IsMember({"bundle", "tiles"}));
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_export(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
