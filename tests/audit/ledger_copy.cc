#include "tests/audit/ledger_copy.h"

#include <SQLiteCpp/Statement.h>

#include <stdexcept>

#include "ledger/books.h"
#include "ledger/ledger.h"
#include "ledger/store/sqlite_store.h"
#include "ledger/tlog/edge.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::test {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& why) { throw std::runtime_error(why); }

}  // namespace

LedgerCopy::LedgerCopy(const RealLedger& from) {
  const LedgerFolder source{from.folder};
  const LedgerFolder target{folder()};
  fs::create_directories(target.root);
  store::open_sqlite_readonly(source.database().string())->backup(target.database().string(), {});
  fs::copy_file(source.verifier_key(), target.verifier_key());
  fs::copy_file(source.signing_key(), target.signing_key());
  database_.emplace(database().string(), SQLite::OPEN_READWRITE);
  database_->exec("PRAGMA synchronous=OFF");
  SQLite::Statement query(*database_, "SELECT name, sql FROM sqlite_schema WHERE type='trigger'");
  std::vector<std::string> names;
  while (query.executeStep()) {
    names.push_back(query.getColumn(0).getString());
    triggers_.push_back(query.getColumn(1).getString());
  }
  query.reset();
  for (const std::string& name : names) database_->exec("DROP TRIGGER " + name);
}

void LedgerCopy::sql(const std::string& statements) { database_->exec(statements); }

void LedgerCopy::sql_blob(const std::string& statement, std::string_view blob) {
  SQLite::Statement query(*database_, statement);
  query.bind(1, blob.data(), static_cast<int>(blob.size()));
  if (query.exec() == 0) fail("nothing was changed by " + statement);
}

std::int64_t LedgerCopy::number(const std::string& query) {
  return database_->execAndGet(query).getInt64();
}

std::string LedgerCopy::text(const std::string& query) {
  return database_->execAndGet(query).getString();
}

std::string LedgerCopy::bytes(Seq seq) {
  return text("SELECT bytes FROM entries WHERE seq=" + std::to_string(seq));
}

Entry LedgerCopy::entry(Seq seq) {
  const Result<Entry> entry = decode(bytes(seq));
  if (!entry) fail(to_text(entry.error()));
  return *entry;
}

void LedgerCopy::put_bytes(Seq seq, std::string_view bytes) {
  sql_blob("UPDATE entries SET bytes=? WHERE seq=" + std::to_string(seq), bytes);
}

void LedgerCopy::put_leaf(Seq seq, const Hash& leaf) {
  sql_blob("UPDATE entries SET leaf=? WHERE seq=" + std::to_string(seq), text_of(leaf.view()));
}

void LedgerCopy::replace(Seq seq, std::string_view from, std::string_view to) {
  std::string now = bytes(seq);
  const std::size_t place = now.find(from);
  if (place == std::string::npos) fail("no " + std::string(from) + " in " + now);
  put_bytes(seq, now.replace(place, from.size(), to));
}

void LedgerCopy::flip_after(Seq seq, std::string_view before, std::size_t offset) {
  std::string now = bytes(seq);
  const std::size_t place = now.find(before);
  if (place == std::string::npos) fail("no " + std::string(before) + " in " + now);
  char& flipped = now[place + before.size() + offset];
  flipped = flipped == '1' ? '2' : '1';
  put_bytes(seq, now);
}

void LedgerCopy::swap(Seq a, Seq b) {
  const std::string first = std::to_string(a);
  const std::string second = std::to_string(b);
  sql("UPDATE entries SET seq=-1 WHERE seq=" + first + "; UPDATE entries SET seq=" + first +
      " WHERE seq=" + second + "; UPDATE entries SET seq=" + second + " WHERE seq=-1");
}

void LedgerCopy::shift(Seq first, std::int64_t by) {
  // Through the negative numbers: a row may not stand on another on the way.
  sql("UPDATE entries SET seq=-1-seq WHERE seq>=" + std::to_string(first) +
      "; UPDATE entries SET seq=-1-seq+(" + std::to_string(by) + ") WHERE seq<0");
}

void LedgerCopy::insert(Seq seq, std::string_view bytes, const Hash& leaf) {
  SQLite::Statement query(*database_, "INSERT INTO entries VALUES(?,?,?)");
  query.bind(1, static_cast<std::int64_t>(seq));
  query.bind(2, bytes.data(), static_cast<int>(bytes.size()));
  query.bind(3, leaf.bytes.data(), static_cast<int>(leaf.bytes.size()));
  query.exec();
}

void LedgerCopy::rewrite(const std::function<void(std::vector<Entry>&)>& edit,
                         const Hash& before_first) {
  std::vector<Entry> entries;
  for (Seq seq = 0, last = size(); seq < last; ++seq) entries.push_back(entry(seq));
  edit(entries);
  sql("DELETE FROM entries");
  Link link{0, before_first, {}};
  sql("BEGIN");
  for (Entry& entry : entries) {
    entry.seq = link.size;
    entry.prev = link.leaf;
    const Sealed sealed = seal(entry);
    insert(entry.seq, sealed.bytes, sealed.leaf);
    link = {link.size + 1, sealed.leaf, entry.time};
  }
  sql("COMMIT");
}

void LedgerCopy::recompute_nodes() {
  sql("DELETE FROM nodes");
  std::vector<Hash> tile;
  for (Seq seq = 0, last = size(); seq < last; ++seq) {
    tile.push_back(tlog::leaf_hash(bytes_of(bytes(seq))));
    if (tile.size() < 256) continue;
    sql_blob("INSERT INTO nodes VALUES(1," + std::to_string(seq / 256) + ",?)",
             text_of(tlog::subtree_root(tile).view()));
    tile.clear();
  }
}

void LedgerCopy::sign_again(std::uint64_t from) {
  const tlog::Signer signer = read_signer(LedgerFolder{folder()});
  std::vector<std::uint64_t> sizes = checkpoint_sizes();
  std::erase_if(sizes, [&](std::uint64_t one) { return one > size() || one < from; });
  if (sizes.empty() || sizes.back() != size()) sizes.push_back(size());
  sql("DELETE FROM checkpoints WHERE size>=" + std::to_string(from));
  tlog::Edge edge;
  for (const std::uint64_t one : sizes) {
    while (edge.size() < one) edge.append(tlog::leaf_hash(bytes_of(bytes(edge.size()))));
    const std::string note = tlog::sign_checkpoint({signer.name(), one, edge.root()}, signer);
    SQLite::Statement query(*database_, "INSERT INTO checkpoints VALUES(?,?)");
    query.bind(1, static_cast<std::int64_t>(one));
    query.bind(2, note);
    query.exec();
  }
}

void LedgerCopy::rebuild_rows() {
  for (const std::string& trigger : triggers_) sql(trigger);
  database_.reset();
  {
    const auto store = store::open_sqlite(database().string());
    const auto transaction = store->begin();
    rebuild(*transaction, [](std::uint64_t) {});
    if (transaction->commit() != store::Outcome::durable) fail("the rebuild failed");
  }
  database_.emplace(database().string(), SQLite::OPEN_READWRITE);
}

audit::VerifyOptions LedgerCopy::options(const std::vector<std::string>& kept, audit::Level level) {
  std::string vkey = read_file(LedgerFolder{folder()}.verifier_key());
  vkey.pop_back();
  const tlog::Verifier verifier = *tlog::Verifier::parse(vkey);
  audit::VerifyOptions options{verifier, {}, temp_.path(), 2, {}};
  options.level = level;
  for (const std::string& note : kept) {
    options.kept.push_back(*tlog::open_checkpoint(note, verifier));
  }
  return options;
}

audit::Report LedgerCopy::verify(const std::vector<std::string>& kept, audit::Level level) {
  SystemRandom random;
  return audit::verify(*store::open_sqlite_readonly(database().string()), options(kept, level),
                       random);
}

audit::Report LedgerCopy::verify_part(audit::Span part, const std::vector<std::string>& kept) {
  return audit::verify_part(*store::open_sqlite_readonly(database().string()),
                            options(kept, audit::Level::signatures), part);
}

audit::Span LedgerCopy::slice(std::uint64_t n, std::uint64_t count) {
  return audit::slice_of(*store::open_sqlite_readonly(database().string()), n, count);
}

std::string LedgerCopy::checkpoint(std::uint64_t size) {
  return text("SELECT note FROM checkpoints WHERE size=" + std::to_string(size));
}

std::string LedgerCopy::checkpoint() {
  return text("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1");
}

std::vector<std::uint64_t> LedgerCopy::checkpoint_sizes() {
  SQLite::Statement query(*database_, "SELECT size FROM checkpoints ORDER BY size");
  std::vector<std::uint64_t> sizes;
  while (query.executeStep()) {
    sizes.push_back(static_cast<std::uint64_t>(query.getColumn(0).getInt64()));
  }
  return sizes;
}

Seq LedgerCopy::size() {
  return static_cast<Seq>(number("SELECT coalesce(max(seq)+1, 0) FROM entries"));
}

std::string to_line(const audit::Finding& finding) {
  std::string line(audit::damage_name(finding.damage));
  if (finding.seq) line += " " + std::to_string(*finding.seq);
  if (finding.last) line += "-" + std::to_string(*finding.last);
  if (finding.rule)
    line += " " + std::string(code_name(*finding.rule));
  else if (!finding.where.empty())
    line += " " + finding.where;
  return line;
}

std::string first_causes(const audit::Report& report) {
  std::string lines;
  for (const audit::Finding& finding : report.findings.kept()) {
    if (!finding.follows) lines += to_line(finding) + "\n";
  }
  return lines;
}

std::string all_findings(const audit::Report& report) {
  std::string lines;
  for (const audit::Finding& finding : report.findings.kept()) {
    lines += audit::to_text(finding, false) + "\n";
  }
  return lines;
}

}  // namespace mingzhang::test
