#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <thread>

#include "audit/follow.h"
#include "audit/report_text.h"
#include "audit/source.h"
#include "audit/tile_ledger.h"
#include "audit/tiles_export.h"
#include "ledger/ledger.h"
#include "ledger/tlog/merkle.h"
#include "terminal/language.h"
#include "terminal/progress.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

/// What a command ends with (design §9).
enum ExitCode : int { kSound = 0, kFindings = 1, kUsage = 2, kUnreadable = 3 };

constexpr char kAbout[] =
    "mingzhang-audit — proves, alone and offline, that a ledger was not altered and that every "
    "rule "
    "was kept.\n"
    "\n"
    "  mingzhang-audit verify demo                        the whole ledger, all findings\n"
    "  mingzhang-audit verify demo --checkpoint kept.txt  against a checkpoint you kept before\n"
    "  mingzhang-audit verify demo --vault                private details as well\n"
    "  mingzhang-audit verify demo-tiles --vkey log.vkey  a folder of tiles, with a key you got "
    "otherwise\n"
    "  mingzhang-audit verify https://HOST --vkey log.vkey --token-file token.txt\n"
    "                                                     a running server, by its tiles\n"
    "  mingzhang-audit follow demo jinan/2026/3           what gift 3 of a fund was spent on\n"
    "  mingzhang-audit prove demo 42 > 42.tlog-proof      that entry 42 is in it, for someone "
    "else\n"
    "  mingzhang-audit check 42.tlog-proof --vkey log.vkey\n"
    "\n"
    "Exit: 0 sound, 1 findings, 2 usage, 3 unreadable. Never 0 with a finding.";

struct Arguments {
  std::string source;
  std::string vkey;
  std::string ca;
  std::string token_file;
  std::string format = "text";
  std::string language;
  std::vector<std::string> checkpoints;
  bool with_vault = false;
  std::string vault;
  std::string out;
  std::string file;
  std::string what;
  Seq seq = 0;
};

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Language language_of(const Arguments& arguments) {
  return choose_language(parse_language(arguments.language), environment("LC_ALL"),
                         environment("LC_MESSAGES"), environment("LANG"));
}

/// The checkpoints that the auditor kept. One that this log did not sign is a finding.
std::vector<tlog::Checkpoint> read_kept(const Arguments& arguments, const tlog::Verifier& verifier,
                                        std::vector<Finding>& findings) {
  std::vector<tlog::Checkpoint> kept;
  for (const std::string& path : arguments.checkpoints) {
    const auto checkpoint =
        tlog::open_checkpoint(read_file(path), verifier, tlog::Extensions::ignored);
    if (checkpoint) {
      kept.push_back(*checkpoint);
    } else {
      findings.push_back({Damage::forged,
                          {},
                          {},
                          path,
                          {},
                          verifier.vkey(),
                          std::string(tlog::to_text(checkpoint.error())),
                          false});
    }
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.size < b.size; });
  return kept;
}

/// Where the vault lies: as named, or beside the database.
LedgerFolder vault_folder(const Arguments& arguments) {
  if (!arguments.vault.empty()) return {arguments.vault};
  const std::filesystem::path source = arguments.source;
  return {std::filesystem::is_directory(source) ? source : source.parent_path()};
}

/// An auditor's token. Never on the command line, where every user of the machine sees it.
std::string token_of(const Arguments& arguments) {
  return arguments.token_file.empty() ? environment("MINGZHANG_TOKEN")
                                      : read_text(arguments.token_file);
}

Progress progress_bar(Language language, std::string_view zh, std::string_view en) {
  return Progress(standard_error(), system_clock(), language, std::string(pick(language, zh, en)));
}

/// Verifies a ledger, wherever its rows are.
Report verify_store(const Arguments& arguments, const tlog::Verifier& verifier, store::Store& store,
                    bool entries_only) {
  const std::unique_ptr<Vault> vault =
      arguments.with_vault ? open_vault_readonly(vault_folder(arguments)) : nullptr;
  SystemRandom random;
  std::vector<Finding> unkept;
  Progress progress = progress_bar(language_of(arguments), "核验", "verify");
  const VerifyOptions options{
      verifier, read_kept(arguments, verifier, unkept), std::filesystem::temp_directory_path(),
      std::max(1U, std::thread::hardware_concurrency()), progress.callback()};
  Report report = entries_only ? verify_entries(store, options) : verify(store, options, random);
  progress.finish();
  for (Finding& finding : unkept) report.findings.add(std::move(finding));
  if (vault) report.vault = check_vault(store, *vault, report.findings);
  return report;
}

Report verify_tiles(const Arguments& arguments) {
  const std::unique_ptr<TileSource> source =
      open_tile_source(arguments.source, arguments.ca, token_of(arguments));
  const tlog::Verifier verifier = verifier_for(*source, arguments.vkey);
  std::vector<Finding> malformed;
  Progress progress = progress_bar(language_of(arguments), "取账", "fetch");
  TileLedger ledger(*source, verifier,
                    {std::filesystem::temp_directory_path(), progress.callback()}, malformed);
  progress.finish();
  Report report = verify_store(arguments, verifier, ledger.store(), true);
  for (Finding& finding : malformed) report.findings.add(std::move(finding));
  report.source = source->name();
  report.own_key = !arguments.vkey.empty();
  return report;
}

Report verify_ledger(const Arguments& arguments) {
  const Source source = open_source(arguments.source, arguments.vkey);
  return verify_store(arguments, source.verifier, *source.store, false);
}

int run_verify(const Arguments& arguments) {
  const bool tiles = is_tile_source(arguments.source);
  if (tiles && arguments.with_vault && arguments.vault.empty()) {
    fmt::print(stderr, "mingzhang-audit: tiles have no vault beside them: name it (--vault DIR)\n");
    return kUsage;
  }
  Report report = tiles ? verify_tiles(arguments) : verify_ledger(arguments);
  report.findings.sort();
  fmt::print("{}", arguments.format == "json"
                       ? to_json(report)
                       : to_text(report, language_of(arguments) == Language::zh));
  return report.findings.empty() ? kSound : kFindings;
}

int run_show(const Arguments& arguments) {
  const Source source = open_source(arguments.source, arguments.vkey);
  const auto rows = source.store->snapshot();
  const std::optional<std::string> bytes = rows->entry(arguments.seq);
  if (!bytes) throw std::runtime_error("there is no entry " + std::to_string(arguments.seq));
  fmt::print("{}\n", *bytes);
  fmt::print(stderr, "leaf {}\n", to_hex(tlog::leaf_hash(bytes_of(*bytes)).view()));
  return kSound;
}

int run_prove(const Arguments& arguments) {
  const Source source = open_source(arguments.source, arguments.vkey);
  const auto rows = source.store->snapshot();
  const std::optional<tlog::Proof> proof = prove(*rows, arguments.seq);
  if (!proof) {
    throw std::runtime_error("no checkpoint covers an entry " + std::to_string(arguments.seq));
  }
  const Hash leaf = tlog::leaf_hash(*proof->extra);
  const auto checkpoint = tlog::verify_proof(*proof, leaf, source.verifier);
  if (!checkpoint) {
    fmt::print(stderr, "mingzhang-audit: the ledger cannot prove entry {}: {}; verify it\n",
               arguments.seq, tlog::to_text(checkpoint.error()));
    return kFindings;
  }
  fmt::print("{}", tlog::to_text(*proof));
  return kSound;
}

int run_check(const Arguments& arguments) {
  const bool zh = language_of(arguments) == Language::zh;
  const std::optional<tlog::Verifier> verifier = tlog::Verifier::parse(read_text(arguments.vkey));
  if (!verifier) throw std::runtime_error(arguments.vkey + " is not a verifier key");
  const std::optional<tlog::Proof> proof = tlog::parse_proof(read_file(arguments.file));
  std::string wrong;
  if (!proof || !proof->extra) {
    wrong = zh ? "不是本账本的证明文件" : "it is not a proof of such a ledger";
  } else {
    const auto checkpoint = tlog::verify_proof(*proof, tlog::leaf_hash(*proof->extra), *verifier);
    const Result<Entry> entry = decode(text_of(*proof->extra));
    if (!checkpoint) {
      wrong = tlog::to_text(checkpoint.error());
    } else if (entry && entry->seq != proof->index) {
      wrong = zh ? "条目与位置不符" : "the entry is not of this place";
    } else {
      fmt::print("{}\n", zh ? fmt::format("在账:第{}号,账本 {} 共{}条时", proof->index,
                                          checkpoint->origin, checkpoint->size)
                            : fmt::format("in the ledger: entry {} of {} at {} entries",
                                          proof->index, checkpoint->origin, checkpoint->size));
      fmt::print("{}\n", text_of(*proof->extra));
      return kSound;
    }
  }
  fmt::print("{}{}\n", zh ? "证明不成立:" : "not proved: ", wrong);
  return kFindings;
}

int run_follow(const Arguments& arguments) {
  const Language language = language_of(arguments);
  const std::optional<Question> question = parse_question(arguments.what);
  if (!question) {
    fmt::print(stderr, "mingzhang-audit: {} is no entry, gift or case\n", arguments.what);
    return kUsage;
  }
  const Source source = open_source(arguments.source, arguments.vkey);
  const auto rows = source.store->snapshot();
  try {
    const Followed followed = follow(*rows, *question);
    fmt::print("{}", arguments.format == "json" ? to_json(followed) : to_text(followed, language));
    return followed.holds() ? kSound : kFindings;
  } catch (const NothingToFollow& nothing) {
    fmt::print(stderr, "mingzhang-audit: {}\n", nothing.what());
    return kUsage;
  }
}

int run_export(const Arguments& arguments) {
  const Language language = language_of(arguments);
  Source source = open_source(arguments.source, arguments.vkey);
  Progress progress(standard_error(), system_clock(), language,
                    std::string(pick(language, "导出", "export")));
  const std::uint64_t size = export_tiles(source, arguments.out, progress.callback());
  progress.finish();
  fmt::print("{}", aligned({{std::string(pick(language, "条目", "entries")), grouped(size)},
                            {std::string(pick(language, "文件夹", "folder")), arguments.out}}));
  return kSound;
}

void add_source(CLI::App& command, Arguments& arguments) {
  command.add_option("SOURCE", arguments.source, "a ledger folder, or a copied database file")
      ->required();
  command.add_option("--vkey", arguments.vkey,
                     "file with the log's key; default: log.vkey beside the database");
}

CLI::App* add_verify(CLI::App& app, Arguments& arguments) {
  CLI::App* const command = app.add_subcommand(
      "verify",
      "Check bytes, chain, tree, checkpoints, every rule, and every derived row. A folder of "
      "tiles, or a server, has no derived rows: the report says so.");
  command
      ->add_option("SOURCE", arguments.source,
                   "a ledger folder, a copied database file, a folder of tiles (export-tiles), or "
                   "https://HOST[:PORT] of a running server")
      ->required()
      ->check([](const std::string& source) {
        return source.starts_with("http://") ? "only https:// is safe enough" : "";
      });
  command->add_option("--vkey", arguments.vkey,
                      "file with the log's key, which you should have from elsewhere; default: "
                      "what is beside the ledger, or what the server gives");
  command->add_option("--ca", arguments.ca,
                      "PEM file: trust exactly this certificate of a server, or of its CA; "
                      "default: those the system trusts");
  command->add_option("--token-file", arguments.token_file,
                      "file with an auditor's token for the server's entries; default: the "
                      "environment's MINGZHANG_TOKEN");
  command->add_option("--format", arguments.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--checkpoint", arguments.checkpoints,
                      "a checkpoint that you kept (may be given more than once)");
  CLI::Option* const vault =
      command
          ->add_option("--vault", arguments.vault,
                       "also the private details; folder of vault.db, keys.db and the master key, "
                       "default: the ledger's")
          ->expected(0, 1);
  command->callback([&arguments, vault] { arguments.with_vault = vault->count() > 0; });
  return command;
}

CLI::App* add_follow(CLI::App& app, Arguments& arguments) {
  CLI::App* const follow = app.add_subcommand(
      "follow",
      "Follow money fen by fen: what a gift, injection or transfer was spent on; whose money a "
      "payment or a case was. Attributed first in, first out. Exit: 0 every fen is accounted for, "
      "1 not, or a row is damaged (it is named).");
  add_source(*follow, arguments);
  follow
      ->add_option("WHAT", arguments.what,
                   "an entry's number (57), a gift's register number (FUND/YEAR/NUMBER), or a "
                   "case's id (c1; case:57 where it looks like a number)")
      ->required();
  follow->add_option("--format", arguments.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  return follow;
}

int run(int argc, char** argv) {
  Arguments arguments;
  CLI::App app{kAbout, "mingzhang-audit"};
  app.add_option("--lang", arguments.language, "zh or en; otherwise as LANG says")
      ->check(CLI::IsMember({"zh", "en"}));
  app.require_subcommand(1);
  app.fallthrough();

  const CLI::App* const verify = add_verify(app, arguments);
  CLI::App* const show = app.add_subcommand("show", "Print one entry as it is, and its leaf hash.");
  add_source(*show, arguments);
  show->add_option("SEQ", arguments.seq, "the entry's number")->required();
  CLI::App* const follow = add_follow(app, arguments);
  CLI::App* const prove =
      app.add_subcommand("prove", "Print a proof that an entry is in the ledger (.tlog-proof).");
  add_source(*prove, arguments);
  prove->add_option("SEQ", arguments.seq, "the entry's number")->required();
  CLI::App* const check = app.add_subcommand("check", "Check such a proof: no ledger is needed.");
  check->add_option("FILE", arguments.file, "the proof")->required();
  check->add_option("--vkey", arguments.vkey, "file with the log's key")->required();
  CLI::App* const tiles = app.add_subcommand(
      "export-tiles", "Write the ledger as a folder of C2SP tlog-tiles, for anyone's tools.");
  add_source(*tiles, arguments);
  tiles->add_option("OUT", arguments.out, "folder to make")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kSound : kUsage;
  }
  if (verify->parsed()) return run_verify(arguments);
  if (show->parsed()) return run_show(arguments);
  if (follow->parsed()) return run_follow(arguments);
  if (prove->parsed()) return run_prove(arguments);
  if (check->parsed()) return run_check(arguments);
  return run_export(arguments);
}

}  // namespace
}  // namespace mingzhang::audit

int main(int argc, char** argv) {
  try {
    return mingzhang::audit::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "mingzhang-audit: %s\n", error.what());
    return mingzhang::audit::kUnreadable;
  }
}
