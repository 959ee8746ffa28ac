#include "tests/ledger/desk.h"

/// Start-up grows with what is open, not with the ledger's length (design §3).
namespace mingzhang::test {
namespace start_test {

/// Counts what is read through it.
class CountedRows final : public store::Rows {
 public:
  CountedRows(std::unique_ptr<store::Rows> rows, std::uint64_t& count)
      : rows_(std::move(rows)), count_(count) {}

  store::Head head() override { return ++count_, rows_->head(); }
  std::optional<std::string> entry(std::uint64_t seq) override {
    return ++count_, rows_->entry(seq);
  }
  void scan_entries(std::uint64_t first, std::uint64_t last,
                    const std::function<bool(const store::EntryRow&)>& row) override {
    rows_->scan_entries(first, last, counted(row));
  }
  void leaves(std::uint64_t first, std::span<Hash> out) override {
    count_ += out.size();
    rows_->leaves(first, out);
  }
  std::optional<Hash> node(unsigned level, std::uint64_t index) override {
    return ++count_, rows_->node(level, index);
  }
  void scan_nodes(const std::function<bool(const store::NodeRow&)>& row) override {
    rows_->scan_nodes(counted(row));
  }
  std::optional<store::CheckpointRow> last_checkpoint() override {
    return ++count_, rows_->last_checkpoint();
  }
  std::optional<store::CheckpointRow> checkpoint(std::uint64_t size) override {
    return ++count_, rows_->checkpoint(size);
  }
  void scan_checkpoints(std::uint64_t first, std::uint64_t last,
                        const std::function<bool(const store::CheckpointRow&)>& row) override {
    rows_->scan_checkpoints(first, last, counted(row));
  }
  void scan_state(
      const std::function<bool(std::string_view key, std::string_view value)>& row) override {
    rows_->scan_state(
        [&](std::string_view key, std::string_view value) { return ++count_, row(key, value); });
  }
  std::vector<IndexRow> find(Index index, std::span<const std::int64_t> prefix,
                             std::size_t limit) override {
    std::vector<IndexRow> found = rows_->find(index, prefix, limit);
    count_ += found.size();
    return found;
  }
  std::optional<IndexRow> floor(Index index, std::span<const std::int64_t> prefix,
                                std::int64_t value) override {
    return ++count_, rows_->floor(index, prefix, value);
  }
  void scan_index(Index index, std::int64_t low, std::int64_t high,
                  const std::function<bool(const IndexRow&)>& row) override {
    rows_->scan_index(index, low, high, counted(row));
  }
  std::optional<store::RequestRow> request(std::uint64_t seq) override {
    return ++count_, rows_->request(seq);
  }
  void scan_requests(std::uint64_t first,
                     const std::function<bool(const store::RequestRow&)>& row) override {
    rows_->scan_requests(first, counted(row));
  }

 private:
  template <class Row>
  std::function<bool(const Row&)> counted(const std::function<bool(const Row&)>& row) {
    return [this, &row](const Row& one) { return ++count_, row(one); };
  }

  std::unique_ptr<store::Rows> rows_;
  std::uint64_t& count_;
};

class CountedStore final : public store::Store {
 public:
  CountedStore(std::unique_ptr<store::Store> store, std::uint64_t& count)
      : store_(std::move(store)), count_(count) {}

  std::unique_ptr<store::Transaction> begin() override { return store_->begin(); }
  std::unique_ptr<store::Rows> snapshot() override {
    return std::make_unique<CountedRows>(store_->snapshot(), count_);
  }
  void backup(const std::string& path,
              const std::function<void(std::uint64_t, std::uint64_t)>& progress) override {
    store_->backup(path, progress);
  }

 private:
  std::unique_ptr<store::Store> store_;
  std::uint64_t& count_;
};

/// Rows that are read to open a ledger of `gifts` confirmed gifts.
std::uint64_t rows_read(int gifts) {
  Desk desk;
  desk.found();
  constexpr int kOnce = 2000;
  for (int done = 0; done < gifts; done += kOnce) {
    std::vector<Submission> submissions;
    for (int i = 0; i < kOnce; ++i) submissions.push_back({gift(done + i), std::nullopt, false});
    for (const Answer& answer : write_all(*desk, submissions)) EXPECT_TRUE(answer);
    desk.written(confirmation(0, desk.size(), kOnce, *Money::of_fen(100LL * kOnce)));
  }
  std::uint64_t count = 0;
  desk.options.open_store = [&] {
    return std::make_unique<CountedStore>(store::open_sqlite(desk.database()), count);
  };
  desk.open();
  EXPECT_GE(desk.size(), static_cast<Seq>(gifts));
  return count;
}

TEST(Start, ReadsNoHistory) {
  const std::uint64_t few = rows_read(2'000);
  const std::uint64_t many = rows_read(20'000);
  EXPECT_GT(few, 0U);
  // A partial tile of each level, read for the guard, the edge and the tree, is at most 255 rows.
  EXPECT_LT(many, few + 4 * 2 * 255);
}

}  // namespace start_test
}  // namespace mingzhang::test
