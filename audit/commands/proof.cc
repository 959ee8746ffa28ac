#include <fmt/format.h>

#include "audit/commands/context.h"
#include "ledger/ledger.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

struct ProveArguments {
  SourceOptions source;
  Seq seq = 0;
};

struct CheckArguments {
  std::string file;
  std::string vkey;
};

int run_prove(const ProveArguments& arguments) {
  const Source source = arguments.source.open();
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

int run_check(const Context& context, const CheckArguments& arguments) {
  const bool zh = context.zh();
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

}  // namespace

void add_prove(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<ProveArguments>();
  CLI::App* const command =
      app.add_subcommand("prove", "Print a proof that an entry is in the ledger (.tlog-proof).");
  add_source(*command, arguments->source);
  command->add_option("SEQ", arguments->seq, "the entry's number")->required();
  command->callback(
      [&context, arguments] { context.run = [arguments] { return run_prove(*arguments); }; });
}

void add_check(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* const command = app.add_subcommand("check", "Check such a proof: no ledger is needed.");
  command->add_option("FILE", arguments->file, "the proof")->required();
  command->add_option("--vkey", arguments->vkey, "file with the log's key")->required();
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_check(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
