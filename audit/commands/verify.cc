#include "audit/verify.h"

#include <fmt/format.h>

#include <charconv>
#include <thread>

#include "audit/bundle.h"
#include "audit/commands/any_source.h"
#include "audit/report_text.h"
#include "ledger/ledger.h"

namespace mingzhang::audit {
namespace {

constexpr Seq kEnd = static_cast<Seq>(kIntMax);

struct VerifyArguments {
  AnySource source;
  std::string format = "text";
  std::string level;
  std::vector<std::string> expected;
  std::string from;
  std::string sample;
  bool with_vault = false;
  std::string vault;
  std::string witness_policy;
  std::string timestamp_certificates;

  bool is_part() const { return !from.empty() || !sample.empty(); }
  Level wanted_level() const {
    return level.empty() && is_part() ? Level::signatures : parse_level(level).value_or(Level::all);
  }
};

/// "2/7": the second of seven slices.
struct Slice {
  std::uint64_t n = 0;
  std::uint64_t count = 0;
};

std::optional<Slice> parse_slice(std::string_view text) {
  constexpr std::uint64_t kSlicesMax = 1'000'000;
  Slice slice;
  const char* const end = text.data() + text.size();
  const auto n = std::from_chars(text.data(), end, slice.n);
  if (n.ec != std::errc() || n.ptr == end || *n.ptr != '/') return std::nullopt;
  const auto count = std::from_chars(n.ptr + 1, end, slice.count);
  const bool whole = count.ec == std::errc() && count.ptr == end;
  const bool fits = slice.n >= 1 && slice.n <= slice.count && slice.count <= kSlicesMax;
  return whole && fits ? std::optional(slice) : std::nullopt;
}

/// What the auditor kept: a checkpoint that this log did not sign is a finding.
class Kept {
 public:
  Kept(const VerifyArguments& arguments, const tlog::Verifier& verifier) {
    for (const std::string& path : arguments.expected) read(path, verifier);
    if (!arguments.from.empty()) from_ = read(arguments.from, verifier);
    std::sort(checkpoints_.begin(), checkpoints_.end(),
              [](const auto& a, const auto& b) { return a.size < b.size; });
  }

  const std::vector<tlog::Checkpoint>& checkpoints() const { return checkpoints_; }
  /// The first entry that the checkpoint of --from does not cover; 0 when it proves nothing.
  Seq from() const { return from_; }
  void report_to(Findings& findings) {
    for (Finding& finding : forged_) findings.add(std::move(finding));
  }

 private:
  Seq read(const std::string& path, const tlog::Verifier& verifier) {
    const auto checkpoint =
        tlog::open_checkpoint(read_kept(path), verifier, tlog::Extensions::ignored);
    if (checkpoint) {
      checkpoints_.push_back(*checkpoint);
      return checkpoint->size;
    }
    const std::string reason(tlog::to_text(checkpoint.error()));
    forged_.push_back({Damage::forged, {}, {}, path, {}, verifier.vkey(), reason, false});
    return 0;
  }

  std::vector<tlog::Checkpoint> checkpoints_;
  std::vector<Finding> forged_;
  Seq from_ = 0;
};

/// A check of what outsiders signed, told where it may look; none where `file` was not given.
template <class Check>
std::optional<Check> look(const AnySource& source, const std::string& file) {
  if (file.empty()) return std::nullopt;
  Check check(file);
  if (is_tile_source(source.source)) {
    check.look_at(*open_tile_source(source.source, source.ca, ""));
  } else {
    check.look_beside(source.source);
  }
  return check;
}

/// What is checked beside the rows of a ledger.
struct Beside {
  explicit Beside(const VerifyArguments& arguments)
      : witnesses(look<WitnessCheck>(arguments.source, arguments.witness_policy)),
        timestamps(look<TimestampCheck>(arguments.source, arguments.timestamp_certificates)) {
    if (!is_bundle(arguments.source.source)) return;
    const bool derive = !arguments.is_part() && arguments.wanted_level() >= Level::rules;
    bundle = std::make_unique<BundleCheck>(arguments.source.source, derive);
  }

  std::optional<WitnessCheck> witnesses;
  std::optional<TimestampCheck> timestamps;
  std::unique_ptr<BundleCheck> bundle;
};

/// Where the vault lies: as named, or beside the database.
LedgerFolder vault_folder(const VerifyArguments& arguments) {
  if (!arguments.vault.empty()) return {arguments.vault};
  const std::filesystem::path source = arguments.source.source;
  return {std::filesystem::is_directory(source) ? source : source.parent_path()};
}

Report verify_rows(const VerifyArguments& arguments, store::Store& store,
                   const VerifyOptions& options, Seq from, bool entries_only) {
  if (const std::optional<Slice> slice = parse_slice(arguments.sample)) {
    return verify_part(store, options, slice_of(store, slice->n, slice->count));
  }
  if (!arguments.from.empty()) return verify_part(store, options, {from, kEnd});
  SystemRandom random;
  return entries_only ? verify_entries(store, options) : verify(store, options, random);
}

/// Verifies a ledger, wherever its rows are.
Report verify_store(const Context& context, const VerifyArguments& arguments,
                    const tlog::Verifier& verifier, store::Store& store, bool entries_only,
                    Beside& beside) {
  const std::unique_ptr<Vault> vault =
      arguments.with_vault ? open_vault_readonly(vault_folder(arguments)) : nullptr;
  Kept kept(arguments, verifier);
  Progress progress = progress_bar(context, "核验", "verify");
  std::vector<EntryWatcher*> watchers;
  if (beside.bundle && beside.bundle->watcher() != nullptr) {
    watchers.push_back(beside.bundle->watcher());
  }
  std::vector<tlog::Checkpoint> expected = kept.checkpoints();
  if (beside.witnesses) beside.witnesses->add_checkpoints(verifier, expected);
  if (beside.timestamps) beside.timestamps->add_checkpoints(verifier, expected);
  const VerifyOptions options{verifier,
                              std::move(expected),
                              std::filesystem::temp_directory_path(),
                              std::max(1U, std::thread::hardware_concurrency()),
                              progress.callback(),
                              watchers,
                              arguments.wanted_level()};
  Report report = verify_rows(arguments, store, options, kept.from(), entries_only);
  progress.finish();
  kept.report_to(report.findings);
  report.kept = kept.checkpoints().size();
  const auto rows = store.snapshot();
  if (beside.witnesses) {
    report.witnesses = beside.witnesses->report(*rows, verifier, report.findings);
  }
  if (beside.timestamps) {
    report.timestamps = beside.timestamps->report(*rows, verifier, report.findings);
  }
  if (vault) report.vault = check_vault(store, *vault, report.findings);
  return report;
}

/// Why options do not go together; empty when they do.
std::string_view contradiction(const Context& context, const VerifyArguments& arguments) {
  if (!arguments.from.empty() && !arguments.sample.empty()) {
    return context.say("--from 与 --sample 只能用一个", "use either --from or --sample");
  }
  if (arguments.is_part() && arguments.wanted_level() != Level::signatures) {
    return context.say("--from、--sample 只查到指纹签名一级：规则要从第一条重演，请去掉它们",
                       "--from and --sample go as far as signatures: rules are replayed from the "
                       "first entry, so leave them out");
  }
  if (arguments.is_part() && arguments.with_vault) {
    return context.say("核对保密信息要读全部条目：请去掉 --from、--sample",
                       "private details need every entry: leave out --from and --sample");
  }
  if (arguments.wanted_level() == Level::chain &&
      !(arguments.expected.empty() && arguments.witness_policy.empty() &&
        arguments.timestamp_certificates.empty())) {
    return context.say("对照留存的指纹至少要 --level tree",
                       "a checkpoint is met by the tree: use --level tree or higher");
  }
  if (is_tile_source(arguments.source.source) && arguments.with_vault && arguments.vault.empty()) {
    return context.say("分块文件夹旁没有保密库，请用 --vault DIR 指定",
                       "tiles have no vault beside them: name it (--vault DIR)");
  }
  return {};
}

std::string written(const Report& report, const std::string& format, bool zh) {
  if (format == "json") return to_json(report);
  return format == "html" ? to_html(report, zh) : to_text(report, zh);
}

int run_verify(const Context& context, const VerifyArguments& arguments) {
  if (const std::string_view reason = contradiction(context, arguments); !reason.empty()) {
    fmt::print(stderr, "mingzhang-audit: {}\n", reason);
    return kUsage;
  }
  Beside beside(arguments);
  Report report =
      verify_any(context, arguments.source,
                 [&](store::Store& store, const tlog::Verifier& verifier, bool entries_only) {
                   return verify_store(context, arguments, verifier, store, entries_only, beside);
                 });
  if (beside.bundle) beside.bundle->finish(report);
  report.findings.sort();
  fmt::print("{}", written(report, arguments.format, context.zh()));
  return report.findings.empty() ? kSound : kFindings;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<VerifyArguments>();
  CLI::App* const command = app.add_subcommand(
      "verify",
      "Check bytes, chain, tree, checkpoints, every rule, and every derived row. A folder of "
      "tiles, or a server, has no derived rows: the report says so.");
  add_any_source(*command, arguments->source);
  command->add_option("--format", arguments->format, "text, json, or html: one file, to print")
      ->check(CLI::IsMember({"text", "json", "html"}));
  command
      ->add_option("--level", arguments->level,
                   "how far: chain, tree, signatures, rules or all; each includes those before; "
                   "default: all, of a part signatures")
      ->check(CLI::IsMember({"chain", "tree", "signatures", "rules", "all"}));
  command->add_option(
      "--expect", arguments->expected,
      "a checkpoint, or a .tlog-proof, that you kept (may be given more than once)");
  command->add_option("--from", arguments->from,
                      "a checkpoint that you kept: only what came after it is read; the stored "
                      "hashes of what came before must agree with it");
  command
      ->add_option("--sample", arguments->sample,
                   "N/T: the Nth of T equal slices, for one night of T. Their borders move as the "
                   "ledger grows: verify "
                   "all of it from time to time")
      ->check([](const std::string& text) {
        return parse_slice(text) ? "" : "such as 2/7: the second of seven slices";
      });
  command->add_option("--witness-policy", arguments->witness_policy,
                      "file that names witnesses and how many are enough (c2sp.org/tlog-policy): "
                      "the newest checkpoint must bear their cosignatures");
  command->add_option(
      "--timestamp-certificates", arguments->timestamp_certificates,
      "PEM file with the certificates of time-stamp authorities that you trust: the "
      "time-stamps that come with the ledger (RFC 3161) must be theirs");
  CLI::Option* const vault =
      command
          ->add_option("--vault", arguments->vault,
                       "also the private details; folder of vault.db, keys.db and the master key, "
                       "default: the ledger's")
          ->expected(0, 1);
  command->callback([&context, arguments, vault] {
    arguments->with_vault = vault->count() > 0;
    context.run = [&context, arguments] { return run_verify(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
