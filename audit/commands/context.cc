#include "audit/commands/context.h"

#include <fmt/format.h>

#include "audit/follow.h"
#include "ledger/folder.h"
#include "ledger/tlog/proof.h"

namespace mingzhang::audit {

void add_source(CLI::App& command, SourceOptions& options) {
  command.add_option("SOURCE", options.source, "a ledger folder, or a copied database file")
      ->required();
  command.add_option("--vkey", options.vkey,
                     "file with the log's key; default: log.vkey beside the database");
}

std::string day_error(const std::string& text) {
  return Date::parse(text) ? "" : "a day is written as 2026-12-31";
}

void add_entry(CLI::App& command, std::string& what) {
  command
      .add_option("WHAT", what,
                  "the entry's number (57), or a gift's register number (FUND/YEAR/NUMBER)")
      ->required()
      ->check([](const std::string& text) -> std::string {
        const std::optional<Question> question = parse_question(text);
        return question && !question->case_id ? "" : text + " is no entry or gift";
      });
}

Seq entry_named(store::Rows& rows, const std::string& what) {
  const std::optional<Seq> seq = entry_asked(rows, parse_question(what).value());
  if (!seq) throw std::runtime_error("there is no gift " + what);
  return *seq;
}

tlog::Verifier read_vkey(const std::string& path) {
  const std::optional<tlog::Verifier> verifier = tlog::Verifier::parse(read_text(path));
  if (!verifier) throw std::runtime_error(path + " is not a verifier key");
  return *verifier;
}

std::string read_kept(const std::string& path) {
  std::string note = read_file(path);
  std::optional<tlog::Proof> proof = tlog::parse_proof(note);
  return proof ? std::move(proof->checkpoint) : note;
}

std::optional<KeptNote> open_kept(const Context& context, const std::string& path,
                                  const tlog::Verifier& log) {
  const std::string note = read_kept(path);
  const auto opened = tlog::open_checkpoint(note, log, tlog::Extensions::ignored);
  if (opened) return KeptNote{note, *opened};
  fmt::print(stderr, "mingzhang-audit: {}: {} ({})\n", path,
             context.say("不是本账本签署的指纹", "not a checkpoint that the log signed"),
             tlog::to_text(opened.error()));
  return std::nullopt;
}

int refuse_order(const Context& context) {
  fmt::print(stderr, "mingzhang-audit: {}\n",
             context.say("旧指纹的条目比新指纹多，请对调",
                         "OLD has more entries than NEW: name them the other way round"));
  return kUsage;
}

Progress progress_bar(const Context& context, std::string_view zh, std::string_view en) {
  return Progress(standard_error(), system_clock(), context.language,
                  std::string(context.say(zh, en)));
}

}  // namespace mingzhang::audit
