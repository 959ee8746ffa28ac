#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "audit/commands/context.h"
#include "audit/show.h"
#include "ledger/ledger.h"
#include "ledger/tlog/comparison.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

struct ProveArguments {
  SourceOptions source;
  std::string what;
};

struct CheckArguments {
  std::string file;
  std::string vkey;
  std::string format = "text";
};

int run_prove(const Context& context, const ProveArguments& arguments) {
  const Source source = arguments.source.open();
  const auto rows = source.store->snapshot();
  const Seq seq = entry_named(*rows, arguments.what);
  const std::optional<tlog::Proof> proof = prove(*rows, seq);
  if (!proof) throw std::runtime_error("no checkpoint covers an entry " + std::to_string(seq));
  const Hash leaf = tlog::leaf_hash(*proof->extra);
  const auto checkpoint = tlog::verify_proof(*proof, leaf, source.verifier);
  if (!checkpoint) {
    fmt::print(
        stderr,
        fmt::runtime(context.say("mingzhang-audit: 账本不能证明第{}号：{}；请用 verify 核验\n",
                                 "mingzhang-audit: the ledger cannot prove entry {}: {}; "
                                 "verify it\n")),
        seq, tlog::to_text(checkpoint.error()));
    return kFindings;
  }
  fmt::print("{}", tlog::to_text(*proof));
  return kSound;
}

/// What a file proves. `wrong`: why it proves nothing; empty where it does.
struct Checked {
  std::string what;  ///< "entry", "consistency", "fork"; empty when it is not known.
  std::string wrong;
  std::string said;  ///< What is proved, for people.
  nlohmann::ordered_json facts = nlohmann::ordered_json::object();
};

nlohmann::ordered_json checkpoint_json(const tlog::Checkpoint& checkpoint) {
  return {{"origin", checkpoint.origin},
          {"size", checkpoint.size},
          {"root", to_hex(checkpoint.root.view())}};
}

Checked check_entry(const Context& context, const std::string& text, const tlog::Verifier& log) {
  Checked checked;
  const std::optional<tlog::Proof> proof = tlog::parse_proof(text);
  if (!proof || !proof->extra) {
    checked.wrong = context.say("不是本账本的证明文件", "it is not a proof of such a ledger");
    return checked;
  }
  checked.what = "entry";
  const auto checkpoint = tlog::verify_proof(*proof, tlog::leaf_hash(*proof->extra), log);
  const Result<Entry> entry = decode(text_of(*proof->extra));
  if (!checkpoint) {
    checked.wrong = tlog::to_text(checkpoint.error());
  } else if (entry && entry->seq != proof->index) {
    checked.wrong = context.say("条目与位置不符", "the entry is not of this place");
  } else {
    checked.said =
        fmt::format(fmt::runtime(context.say("在账：第{}号，账本 {} 共{}条时",
                                             "in the ledger: entry {} of {} at {} entries")),
                    proof->index, checkpoint->origin, checkpoint->size);
    checked.said += fmt::format("\n{}{}", entry ? in_words(*entry, context.language) : "",
                                text_of(*proof->extra));
    checked.facts = {{"entry", proof->index},
                     {"bytes", text_of(*proof->extra)},
                     {"checkpoint", checkpoint_json(*checkpoint)}};
  }
  return checked;
}

Checked check_comparison(const Context& context, const std::string& text,
                         const tlog::Verifier& log) {
  Checked checked;
  const std::optional<tlog::Comparison> comparison = tlog::parse_comparison(text);
  if (!comparison) {
    checked.wrong = context.say("文件残缺", "the file is not whole");
    return checked;
  }
  const bool forked = comparison->relation == tlog::Relation::forked;
  checked.what = forked ? "fork" : "consistency";
  const auto compared = tlog::verify_comparison(*comparison, log);
  if (!compared) {
    checked.wrong = tlog::to_text(compared.error());
    return checked;
  }
  const auto& [older, newer] = *compared;
  const std::string_view sentence =
      forked ? context.say("账本分叉成立：账本 {} 的私钥签过两个互相排斥的账本，{}条与{}条",
                           "fork proved: the key of {} signed two ledgers that exclude each "
                           "other, of {} and of {} entries")
             : context.say("未篡改：账本 {} 的{}条原样包含在后来的{}条之中",
                           "continues: in the ledger {} the {} entries are contained, unchanged, "
                           "in the later {}");
  checked.said = fmt::format(
      "{}\n{} {}\n{} {}", fmt::format(fmt::runtime(sentence), older.origin, older.size, newer.size),
      older.size, to_hex(older.root.view()), newer.size, to_hex(newer.root.view()));
  checked.facts = {{"old", checkpoint_json(older)}, {"new", checkpoint_json(newer)}};
  return checked;
}

void print_json(const Checked& checked) {
  nlohmann::ordered_json json;
  json["proved"] = checked.wrong.empty();
  if (!checked.what.empty()) json["what"] = checked.what;
  if (!checked.wrong.empty()) json["wrong"] = checked.wrong;
  json.update(checked.facts);
  fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

int run_check(const Context& context, const CheckArguments& arguments) {
  const tlog::Verifier verifier = read_vkey(arguments.vkey);
  const std::string text = read_file(arguments.file);
  const Checked checked = tlog::is_comparison(text) ? check_comparison(context, text, verifier)
                                                    : check_entry(context, text, verifier);
  if (arguments.format == "json") {
    print_json(checked);
  } else if (checked.wrong.empty()) {
    fmt::print("{}\n", checked.said);
  } else {
    fmt::print("{}{}\n", context.say("证明不成立：", "not proved: "), checked.wrong);
  }
  // A fork that is proved is the gravest finding there is.
  return checked.wrong.empty() && checked.what != "fork" ? kSound : kFindings;
}

}  // namespace

void add_prove(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<ProveArguments>();
  CLI::App* const command =
      app.add_subcommand("prove",
                         "Print a proof that an entry is in the ledger (.tlog-proof): a file that "
                         "`check` believes without the ledger. Exit: 0 printed, 1 the ledger "
                         "cannot prove it, 2 no entry or gift, 3 it is not there.\n\n"
                         "  mingzhang-audit prove demo 57 > 57.tlog-proof\n"
                         "  mingzhang-audit prove demo jinan/2026/3 > gift.tlog-proof");
  add_source(*command, arguments->source);
  add_entry(*command, arguments->what);
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_prove(context, *arguments); };
  });
}

void add_check(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* const command = app.add_subcommand(
      "check",
      "Check a file that `prove` or `consistency` printed: no ledger is needed. Exit: 0 it proves "
      "what it says, 1 it does not, or it proves a fork (--format json tells which).\n\n"
      "  mingzhang-audit check 57.tlog-proof --vkey log.vkey");
  command->add_option("FILE", arguments->file, "the proof")->required();
  command->add_option("--vkey", arguments->vkey, "file with the log's key")->required();
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_check(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
