#include "ledger/vault.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "api/acts/office.h"
#include "api/commands/context.h"
#include "ledger/store/sqlite_store.h"

namespace mingzhang {
namespace {

struct VaultArguments {
  std::string folder;
  std::string what;
  std::string person;
  std::string reason;
  bool full = false;
};

/// What is asked for: one commitment, or those of an entry.
Result<std::vector<Hash>> commitments_of(const LedgerFolder& folder, const std::string& what) {
  if (const std::optional<Hash> commitment = block_from_hex<32>(what)) {
    return std::vector<Hash>{*commitment};
  }
  Seq seq = 0;
  const auto [end, error] = std::from_chars(what.data(), what.data() + what.size(), seq);
  if (error != std::errc() || end != what.data() + what.size()) {
    return refuse(Code::number_malformed, "COMMITMENT|SEQ");
  }
  const auto store = store::open_sqlite_readonly(folder.database().string());
  const std::optional<std::string> bytes = store->snapshot()->entry(seq);
  if (!bytes) return refuse(Code::details_unknown, "SEQ", what);
  const Result<Entry> entry = decode(*bytes);
  if (!entry) return std::unexpected(entry.error());
  if (entry->commitments.empty()) return refuse(Code::details_unknown, "SEQ", what);
  return entry->commitments;
}

Refusal refusal_for(Unopened reason, const Hash& commitment) {
  const std::string hex = to_hex(commitment.view());
  switch (reason) {
    case Unopened::not_there:
      return {Code::details_unknown, "private", hex};
    case Unopened::destroyed:
      return {Code::details_erased, "private", hex};
    case Unopened::damaged:
    case Unopened::differs:
      break;
  }
  return {Code::details_damaged, "private", hex};
}

/// Who reads, and why. Both must be known before anything is opened.
struct Reader {
  Id person;
  Id reason;
};

Result<Reader> reader_of(const LedgerFolder& folder, const VaultArguments& arguments) {
  if (arguments.person.empty()) return refuse(Code::field_missing, "--as");
  if (arguments.reason.empty()) return refuse(Code::field_missing, "--reason");
  const Result<Id> person = id_of("--as", arguments.person);
  if (!person) return std::unexpected(person.error());
  const Result<Id> reason = id_of("--reason", arguments.reason);
  if (!reason) return std::unexpected(reason.error());
  const State state = read_state(folder);
  const Person* const known = state.people.find(*person);
  if (known == nullptr) return refuse(Code::person_unknown, "--as", person->view());
  if (known->status != PersonStatus::active) {
    return refuse(Code::actor_suspended, "--as", person->view());
  }
  return Reader{*person, *reason};
}

int show_all(const Context& context, Vault& vault, const std::vector<Hash>& commitments,
             const std::optional<Reader>& reader) {
  int result = kDone;
  for (const Hash& commitment : commitments) {
    // Written down before it is read: who cannot be logged reads nothing.
    if (reader) vault.log_read(commitment, reader->person, reader->reason, context.clock.now());
    const auto opened = vault.open(commitment);
    if (!opened) {
      result = print_refusal(context, refusal_for(opened.error(), commitment));
      continue;
    }
    fmt::print("{} {} {}\n", to_hex(commitment.view()), opened->subject.view(),
               reader ? opened->json : masked(opened->json));
  }
  return result;
}

int run_show(const Context& context, const VaultArguments& arguments) {
  const LedgerFolder folder{arguments.folder};
  if (!std::filesystem::exists(folder.database())) {
    throw LedgerError(LedgerError::Kind::not_there, "no ledger in " + folder.root.string());
  }
  const Result<std::vector<Hash>> commitments = commitments_of(folder, arguments.what);
  if (!commitments) return print_refusal(context, commitments.error());
  std::optional<Reader> reader;
  if (arguments.full) {
    Result<Reader> found = reader_of(folder, arguments);
    if (!found) return print_refusal(context, found.error());
    reader = *found;
  }
  const auto vault = arguments.full ? open_vault(folder) : open_vault_readonly(folder);
  return show_all(context, *vault, *commitments, reader);
}

}  // namespace

void add_vault(CLI::App& app, Context& context) {
  CLI::App* const vault = app.add_subcommand("vault", "Private details, which no entry holds.");
  vault->require_subcommand(1);
  CLI::App* const show = vault->add_subcommand(
      "show",
      "Print the private details of an entry, masked. In full only with --full, --as and\n"
      "--reason; every such read goes into a log that nobody can change unnoticed.");
  auto arguments = std::make_shared<VaultArguments>();
  show->add_option("DIR", arguments->folder, "folder of the ledger")->required();
  show->add_option("COMMITMENT|SEQ", arguments->what, "a commitment, or the entry's number")
      ->required();
  CLI::Option* const full = show->add_flag("--full", arguments->full, "nothing masked");
  show->add_option("--as", arguments->person, "who reads")->needs(full);
  show->add_option("--reason", arguments->reason, "why, a code: case_work, audit, …")->needs(full);
  show->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_show(context, *arguments); };
  });
}

}  // namespace mingzhang
