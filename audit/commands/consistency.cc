#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "audit/commands/any_source.h"
#include "audit/compare.h"
#include "ledger/folder.h"

namespace mingzhang::audit {
namespace {

struct ConsistencyArguments {
  std::string older;
  std::string newer;
  AnySource source;
  std::string proof;
  std::string format = "text";
};

/// The log's key, and its tree where a source was named.
OpenedTree open_log(const AnySource& source) {
  if (!source.source.empty()) return open_tree(source);
  if (source.vkey.empty()) throw std::runtime_error("the log's key is needed: --vkey FILE");
  return {read_vkey(source.vkey), nullptr};
}

int refuse(const Context& context, std::string_view zh, std::string_view en) {
  fmt::print(stderr, "mingzhang-audit: {}\n", context.say(zh, en));
  return kUsage;
}

std::string sizes(const Connected& connected) {
  return fmt::format("{} … {}", connected.compared->older.size, connected.compared->newer.size);
}

/// What the answer means, for people.
std::string sentence(const Context& context, const Connected& connected) {
  switch (connected.connection) {
    case Connection::continues:
      return fmt::format(
          fmt::runtime(context.say("新账本包含旧账本的全部条目，未改动（{}条）。",
                                   "NEW continues OLD: the old books are in the new ones, "
                                   "unchanged ({} entries).")),
          sizes(connected));
    case Connection::forked:
      return fmt::format(
          fmt::runtime(context.say("账本分叉：同一私钥签过两个互相排斥的账本（{}条）。"
                                   "请保存这份证据。",
                                   "FORK: the log's key signed two ledgers that exclude each "
                                   "other ({} entries). Keep this file.")),
          sizes(connected));
    case Connection::source_forked:
      return fmt::format(
          fmt::runtime(context.say("账本分叉：两枚指纹中的一枚与来源自己的最新指纹互相排斥"
                                   "({}条);两枚指纹彼此的关系不能由此来源得知。请保存这份证据。",
                                   "FORK: one of the two and the source's own newest checkpoint "
                                   "exclude each other ({} entries). How the two are to each "
                                   "other cannot be known from this source. Keep this file.")),
          sizes(connected));
    case Connection::too_short:
      return fmt::format(
          fmt::runtime(context.say(
              "未能证明：来源只有{}"
              "条，没有新指纹所签的全部条目。它是较早的副本，或末尾的条目被截去。"
              "这不是分叉的证据；请用不早于新指纹的账本再比。",
              "Not shown: the source has only {} entries, fewer than NEW was signed over. It is "
              "an older copy, or its newest entries were cut off. That proves no fork: ask again "
              "with a ledger at least as new as NEW.")),
          connected.source_size);
    case Connection::unconnected:
      break;
  }
  return std::string(
      context.say("无法判断：来源的指纹块连它自己的指纹都得不出。请先核验来源。"
                  "这不是分叉的证据。",
                  "Not known: the source's hashes do not yield its own checkpoint. "
                  "Verify the source. That proves no fork."));
}

std::string_view name_of(Connection connection) {
  constexpr std::array<std::string_view, 5> kNames{"continues", "forked", "source_forked",
                                                   "too_short", "unconnected"};
  return kNames.at(static_cast<std::size_t>(connection));
}

nlohmann::ordered_json json_of(const tlog::Checkpoint& checkpoint) {
  return {{"origin", checkpoint.origin},
          {"size", checkpoint.size},
          {"root", to_hex(checkpoint.root.view())}};
}

void print_json(const Connected& connected) {
  nlohmann::ordered_json json{{"relation", name_of(connected.connection)}};
  if (connected.compared) {
    json["old"] = json_of(connected.compared->older);
    json["new"] = json_of(connected.compared->newer);
    json["proof"] = tlog::to_text(*connected.proof);
  } else {
    json["source_size"] = connected.source_size;
  }
  fmt::print("{}\n", json.dump(2));
}

/// What a proof file that is there already says of the two; none, said on standard error, when it
/// proves nothing, or something about others.
std::optional<Connected> read_proof(const Context& context, const std::string& path,
                                    const KeptNote& older, const KeptNote& newer,
                                    const tlog::Verifier& log) {
  const auto comparison = tlog::parse_comparison(read_file(path));
  const auto compared = comparison ? tlog::verify_comparison(*comparison, log)
                                   : std::unexpected(tlog::ComparisonError::malformed);
  if (!compared) {
    fmt::print(stderr, "mingzhang-audit: {}: {} ({})\n", path,
               context.say("证明不成立", "not proved"), tlog::to_text(compared.error()));
    return std::nullopt;
  }
  if (compared->older != older.checkpoint || compared->newer != newer.checkpoint) {
    fmt::print(stderr, "mingzhang-audit: {}: {}\n", path,
               context.say("证明的不是这两枚指纹", "it is about other checkpoints than these"));
    return std::nullopt;
  }
  const bool forked = comparison->relation == tlog::Relation::forked;
  return Connected{forked ? Connection::forked : Connection::continues, *comparison, *compared, 0};
}

int run_consistency(const Context& context, const ConsistencyArguments& arguments) {
  const OpenedTree log = open_log(arguments.source);
  const auto older = open_kept(context, arguments.older, log.verifier);
  const auto newer = open_kept(context, arguments.newer, log.verifier);
  if (!older || !newer) return kFindings;
  if (older->checkpoint.size > newer->checkpoint.size) return refuse_order(context);
  const bool same_size = older->checkpoint.size == newer->checkpoint.size;
  if (!same_size && !log.tree && arguments.proof.empty()) {
    return refuse(context, "条目数不同，须指明账本（SOURCE），或已有的证明文件（--proof）",
                  "the sizes differ: name the ledger (SOURCE), or a proof that exists (--proof)");
  }
  const std::optional<Connected> connected =
      arguments.proof.empty() ? connect(older->note, newer->note, log.verifier, log.tree.get())
                              : read_proof(context, arguments.proof, *older, *newer, log.verifier);
  if (!connected) return kFindings;
  if (arguments.format == "json") {
    print_json(*connected);
  } else if (connected->proof) {
    fmt::print("{}", tlog::to_text(*connected->proof));
  }
  fmt::print(stderr, "{}\n", sentence(context, *connected));
  return connected->connection == Connection::continues ? kSound : kFindings;
}

}  // namespace

void add_consistency(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<ConsistencyArguments>();
  CLI::App* const command = app.add_subcommand(
      "consistency",
      "Print a proof that the ledger of checkpoint NEW continues that of OLD, or that the two "
      "exclude each other (a fork): a file for `check`; what it means is said on standard error. "
      "Exit: 0 it continues, 1 a fork, or it could not be shown, 3 unreadable.\n\n"
      "  mingzhang-audit consistency last-audit.txt today.txt demo > today.proof\n"
      "  mingzhang-audit consistency mine.txt theirs.txt --vkey log.vkey > fork.proof\n"
      "                                            (equal sizes: no ledger is needed)");
  command
      ->add_option("OLD", arguments->older,
                   "file of a checkpoint, or a .tlog-proof, as it was kept")
      ->required();
  command->add_option("NEW", arguments->newer, "file of a later checkpoint")->required();
  add_any_source(*command, arguments->source, false);
  command->add_option("--proof", arguments->proof,
                      "a proof of the two that exists already: it is checked instead of made");
  command
      ->add_option("--format", arguments->format,
                   "text: the proof alone; json: what it shows, and the proof in it")
      ->check(CLI::IsMember({"text", "json"}));
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_consistency(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
