#include <fmt/format.h>

#include "api/commands/context.h"
#include "ledger/backup_note.h"
#include "ledger/books.h"
#include "ledger/ledger.h"
#include "ledger/stamped.h"
#include "ledger/store/sqlite_store.h"
#include "ledger/store/sqlite_vault.h"
#include "terminal/progress.h"
#include "terminal/text.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

/// The root that the rebuilt tree must have: the newest checkpoint's.
void check_root(store::Rows& rows, const tlog::Verifier& verifier, const Books& books) {
  const std::optional<store::CheckpointRow> last = rows.last_checkpoint();
  if (!last && books.link.size == 0) return;
  const auto checkpoint = last ? tlog::open_checkpoint(last->note, verifier)
                               : std::unexpected(tlog::NoteError::malformed);
  if (!checkpoint || checkpoint->size != books.link.size || checkpoint->root != books.tree.root()) {
    throw LedgerError(LedgerError::Kind::damaged,
                      "the entries do not meet the newest checkpoint: nothing was rebuilt; run "
                      "mingzhang-audit verify");
  }
}

int run_rebuild(const Context& context, const std::string& path) {
  const LedgerFolder folder{path};
  const store::LockFile lock = take_lock(folder);
  const tlog::Signer signer = read_signer(folder);
  const auto store = store::open_sqlite(folder.database().string(), {.to_rebuild = true});
  const auto transaction = store->begin();
  const std::uint64_t size = transaction->head().size;
  Progress progress(standard_error(), context.clock, context.language,
                    std::string(context.say("重建", "rebuild")));
  const Books books =
      rebuild(*transaction, [&](std::uint64_t done) { progress.update(done, size); });
  check_root(*transaction, signer.verifier(), books);
  if (transaction->commit() != store::Outcome::durable) {
    throw store::StoreError(store::StoreError::Kind::io, "the rebuild could not be committed");
  }
  progress.finish();
  fmt::print(
      "{}",
      aligned({{std::string(context.say("由条目重建", "rebuilt from entries")), grouped(size)}}));
  return kDone;
}

/// After the ledger: whatever its entries name was in the vault before them. Then the keys.
void back_up_vault(const LedgerFolder& from, const LedgerFolder& to) {
  const auto vault =
      store::open_sqlite_vault_readonly({from.vault().string(), from.keys().string()});
  vault->backup(to.vault().string(), to.keys().string());
}

/// What witnesses and authorities signed, which nobody can make again. Before the ledger, so that
/// the copy has every entry it speaks of.
void back_up_evidence(const LedgerFolder& from, const LedgerFolder& to) {
  for (const auto file : {&LedgerFolder::cosigned, &LedgerFolder::witnessed}) {
    if (fs::exists((from.*file)())) write_file((to.*file)(), read_file((from.*file)()));
  }
  for (const Stamped& stamped : read_all_stamped(from.timestamps())) {
    write_stamped(to.timestamps(), stamped);
  }
}

/// The copy is good without a note of it, so that a folder that cannot be written is no failure.
void leave_note(const Context& context, const LedgerFolder& from, const LedgerFolder& to,
                Seq size) {
  BackupNote note;
  note.bytes = static_cast<std::int64_t>(fs::file_size(to.database()));
  note.place.text = fs::absolute(to.root).string();
  note.size = size;
  note.time = context.clock.now();
  try {
    write_file(from.backup_note(), to_json(note));
  } catch (const std::exception& error) {
    fmt::print(stderr, "mingzhang: {}\n", error.what());
  }
}

int run_backup(const Context& context, const std::string& path, const std::string& out) {
  const LedgerFolder from{path};
  const LedgerFolder to{out};
  if (!fs::exists(from.database())) {
    throw LedgerError(LedgerError::Kind::not_there, "no ledger in " + from.root.string());
  }
  if (fs::exists(to.database())) {
    throw LedgerError(LedgerError::Kind::exists, to.database().string() + " is there already");
  }
  fs::create_directories(to.root);
  back_up_evidence(from, to);
  const auto store = store::open_sqlite_readonly(from.database().string());
  const Seq size = store->snapshot()->head().size;
  Progress progress(standard_error(), context.clock, context.language,
                    std::string(context.say("备份", "backup")));
  store->backup(to.database().string(), progress.callback());
  progress.finish();
  back_up_vault(from, to);
  fs::copy_file(from.verifier_key(), to.verifier_key(), fs::copy_options::overwrite_existing);
  leave_note(context, from, to, size);
  fmt::print("{}", aligned({{std::string(context.say("备份在", "backup in")), to.root.string()},
                            {std::string(context.say("大小（字节）", "bytes")),
                             grouped(fs::file_size(to.database()))}}));
  fmt::print("{}\n",
             context.say("私钥不在备份里，请另行保管 log.key、digest.key 与 master.key。"
                         "备份中的 keys.db 满35天须删除。",
                         "the secret keys are not in it: keep log.key, digest.key and master.key "
                         "elsewhere.\nDelete its keys.db after 35 days: what was erased since is "
                         "still readable with it."));
  return kDone;
}

}  // namespace

void add_rebuild(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "rebuild",
      "Derive all that is not an entry (balances, lists, tree nodes) again from the entries, in\n"
      "one transaction. Refuses when the entries do not meet the newest checkpoint. A ledger "
      "whose\n"
      "file has an older format is brought up to date.");
  auto folder = std::make_shared<std::string>();
  command->add_option("DIR", *folder, "folder of the ledger")->required();
  command->callback([&context, folder] {
    context.run = [&context, folder] { return run_rebuild(context, *folder); };
  });
}

void add_backup(CLI::App& app, Context& context) {
  CLI::App* const command =
      app.add_subcommand("backup",
                         "Copy cosignatures and time-stamps, ledger, vault and wrapped keys, in "
                         "this order, while they\n"
                         "are written to. The copy verifies on its own and holds no secret key.");
  auto folder = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>();
  command->add_option("DIR", *folder, "folder of the ledger")->required();
  command->add_option("OUT", *out, "folder to make")->required();
  command->callback([&context, folder, out] {
    context.run = [&context, folder, out] { return run_backup(context, *folder, *out); };
  });
}

}  // namespace mingzhang
