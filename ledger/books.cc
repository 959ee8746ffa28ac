#include "ledger/books.h"

#include "ledger/fact_finder.h"
#include "ledger/folder.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang {
namespace {

constexpr std::uint64_t kRebuildFlushEntries = 4096;

[[noreturn]] void damaged(const std::string& what) {
  throw LedgerError(LedgerError::Kind::damaged, what);
}

Link read_link(store::Rows& rows) {
  const store::Head head = rows.head();
  Link link{head.size, head.leaf, {}};
  if (head.size == 0) return link;
  const std::optional<std::string> bytes = rows.entry(head.size - 1);
  const Result<Entry> last = bytes ? decode(*bytes) : refuse(Code::json_malformed);
  if (!last || last->seq != head.size - 1 || tlog::leaf_hash(bytes_of(*bytes)) != head.leaf) {
    damaged("entry " + std::to_string(head.size - 1) + " is damaged: run mingzhang-audit verify");
  }
  link.time = last->time;
  return link;
}

/// Derives rows and keeps them until there are enough to write.
class Rebuilder {
 public:
  explicit Rebuilder(store::Transaction& transaction) : transaction_(transaction) {}

  void add(const store::EntryRow& row) {
    const Result<Entry> entry = decode(row.bytes);
    const std::string place = "entry " + std::to_string(books_.link.size);
    if (row.seq != books_.link.size) damaged(place + " is missing");
    if (!entry) damaged(place + " cannot be read: " + to_text(entry.error()));
    if (tlog::leaf_hash(bytes_of(row.bytes)) != row.leaf) damaged(place + " does not fit its hash");
    const std::vector<Refusal> broken = check_link(books_.link, *entry);
    if (!broken.empty()) damaged(place + " does not follow: " + to_text(broken.front()));
    Wants asked;
    wants(books_.state, *entry, asked);
    facts_.find(asked, transaction_, answers_);
    advance(books_, answers_, *entry, row.leaf, effects_, nodes_);
    facts_.add(*entry, row.leaf, effects_.rows);
    rows_.insert(rows_.end(), effects_.rows.begin(), effects_.rows.end());
    if (books_.link.size % kRebuildFlushEntries == 0) flush();
  }

  void flush() {
    transaction_.put_index(rows_);
    for (const store::NodeRow& node : nodes_) transaction_.put_node(node);
    books_.state.take_changes([&](std::string key, std::string value) {
      store::StateChange change{std::move(key), std::nullopt};
      if (!value.empty()) change.value = std::move(value);
      transaction_.put_state(change);
    });
    facts_.clear();
    rows_.clear();
    nodes_.clear();
    books_.tree.trim();
  }

  Books& books() { return books_; }

 private:
  store::Transaction& transaction_;
  Books books_;
  FactFinder facts_;
  Facts answers_;
  Effects effects_;
  std::vector<IndexRow> rows_;
  std::vector<store::NodeRow> nodes_;
};

}  // namespace

Books Books::load(store::Rows& rows) {
  Books books;
  books.link = read_link(rows);
  rows.scan_state([&](std::string_view key, std::string_view value) {
    const Result<void> loaded = books.state.load(key, value);
    if (!loaded) damaged("state row " + std::string(key) + ": " + to_text(loaded.error()));
    return true;
  });
  books.state.finish_loading();
  if ((books.link.size == 0) != (books.state.opened() == nullptr)) {
    damaged("the state rows do not belong to these entries: run mingzhang rebuild");
  }
  books.tree = GrowingTree(books.link.size, StoredTree(rows));
  return books;
}

Sealed seal(const Entry& entry) {
  Sealed sealed;
  sealed.bytes.reserve(512);
  encode(entry, sealed.bytes);
  sealed.leaf = tlog::leaf_hash(bytes_of(sealed.bytes));
  return sealed;
}

void advance(Books& books, const Facts& facts, const Entry& entry, const Hash& leaf,
             Effects& effects, std::vector<store::NodeRow>& nodes) {
  effects.clear();
  fold(books.state, facts, entry, effects);
  books.tree.append(leaf, nodes);
  books.link = {entry.seq + 1, leaf, entry.time};
}

Books rebuild(store::Transaction& transaction,
              const std::function<void(std::uint64_t done)>& progress) {
  transaction.drop_projections();
  const std::uint64_t size = transaction.head().size;
  Rebuilder rebuilder(transaction);
  // In steps: rows are written between the scans, not under an open one.
  for (std::uint64_t first = 0; first < size; first += kRebuildFlushEntries) {
    transaction.scan_entries(first, first + kRebuildFlushEntries, [&](const store::EntryRow& row) {
      rebuilder.add(row);
      return true;
    });
    progress(std::min(size, first + kRebuildFlushEntries));
  }
  rebuilder.flush();
  if (rebuilder.books().link.size != size) damaged("entries are missing before the last");
  return std::move(rebuilder.books());
}

}  // namespace mingzhang
