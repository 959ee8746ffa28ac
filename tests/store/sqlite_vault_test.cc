#include "ledger/store/sqlite_vault.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/store/scratch_ledger.h"

namespace mingzhang::store {
namespace sqlite_vault_test {

Bytes some(std::size_t size, int value) { return Bytes(size, static_cast<std::byte>(value)); }

class SqliteVaultTest : public testing::Test {
 protected:
  SqliteVaultTest() {
    create_sqlite_vault(paths_, hash_of_number(7));
    open();
  }

  void open() {
    vault_.reset();
    vault_ = open_sqlite_vault(paths_);
  }
  static DetailsRow details(std::uint64_t number) {
    return {hash_of_number(number), "s" + std::to_string(number), number, 1000, some(60, 5)};
  }
  void put(std::vector<DetailsRow> rows, std::vector<Hash> settled = {}) {
    ASSERT_EQ(vault_->put_details({std::move(rows), {}, std::move(settled)}), Outcome::durable);
  }

  ScratchFolder folder_;
  VaultPaths paths_{folder_.file("vault.db"), folder_.file("keys.db")};
  std::unique_ptr<VaultStore> vault_;
};

TEST_F(SqliteVaultTest, KeepsWhatWasPut) {
  put({details(1), details(2)});
  const IdRow id{hash_of_number(9), IdNoun::account, "a0123456789abcdef"};
  ASSERT_EQ(vault_->put_details({{}, {id, id}, {}}), Outcome::durable);
  const std::vector<KeyRow> keys{{"s1", some(60, 1), 0}, {"s2", some(60, 2), 0}};
  ASSERT_EQ(vault_->put_keys(keys), Outcome::durable);
  open();
  EXPECT_EQ(vault_->details(hash_of_number(1)), details(1));
  EXPECT_EQ(vault_->details(hash_of_number(3)), std::nullopt);
  EXPECT_EQ(vault_->id(IdNoun::account, hash_of_number(9)), id.id);
  EXPECT_EQ(vault_->id(IdNoun::account, hash_of_number(8)), std::nullopt);
  EXPECT_EQ(vault_->key("s2"), keys[1]);
  EXPECT_EQ(vault_->key("s3"), std::nullopt);
  EXPECT_EQ(vault_->proof(), hash_of_number(7));
}

TEST_F(SqliteVaultTest, GivesOneNumberOneIdAndOneIdOneNumber) {
  const IdRow first{hash_of_number(1), IdNoun::subject, "s1"};
  const IdRow again{hash_of_number(1), IdNoun::subject, "s2"};
  const IdRow taken{hash_of_number(2), IdNoun::subject, "s1"};
  ASSERT_EQ(vault_->put_details({{}, {first}, {}}), Outcome::durable);
  for (const IdRow& wrong : {again, taken}) {
    EXPECT_EQ(kind_thrown([&] { (void)vault_->put_details({{}, {wrong}, {}}); }),
              StoreError::Kind::corrupt);
    EXPECT_EQ(kind_thrown([&] { (void)vault_->put_details({}); }), StoreError::Kind::io);
    open();
  }
  EXPECT_EQ(kind_thrown([&] { vault_->id(IdNoun::account, hash_of_number(1)); }),
            StoreError::Kind::corrupt);
}

TEST_F(SqliteVaultTest, KnowsWhatIsNotSettled) {
  put({details(2), details(1)});
  put({details(3)}, {details(1).commitment});
  EXPECT_EQ(vault_->unsettled(), (std::vector{details(2), details(3)}));
  const std::vector<Hash> settled{details(2).commitment};
  const std::vector<Hash> orphans{details(3).commitment};
  ASSERT_EQ(vault_->settle(settled, orphans), Outcome::durable);
  EXPECT_TRUE(vault_->unsettled().empty());
  EXPECT_TRUE(vault_->details(details(2).commitment));
  EXPECT_FALSE(vault_->details(details(3).commitment));
}

std::string content(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

TEST_F(SqliteVaultTest, LeavesNothingOfADestroyedKeyOnTheDisk) {
  const std::string needle = "this is a wrapped key, sixty bytes, that must be gone for good.";
  const ByteView view = bytes_of(needle);
  const std::vector<KeyRow> keys{{"s1", Bytes(view.begin(), view.end()), 0},
                                 {"s2", some(60, 2), 0}};
  ASSERT_EQ(vault_->put_keys(keys), Outcome::durable);
  ASSERT_EQ(vault_->put_details({{}, {{hash_of_number(1), IdNoun::subject, "s1"}}, {}}),
            Outcome::durable);
  const std::string part = needle.substr(20, 20);  // A freed row loses its two ends anyway.
  const auto there = [&] {
    return content(paths_.keys).find(part) != std::string::npos ||
           content(paths_.keys + "-wal").find(part) != std::string::npos;
  };
  EXPECT_TRUE(there());
  for (const std::int64_t time_ms : {77, 88}) {
    ASSERT_EQ(vault_->destroy_key("s1", time_ms), Outcome::durable);
    EXPECT_EQ(vault_->key("s1"), (KeyRow{"s1", std::nullopt, 77}));
  }
  EXPECT_FALSE(there());
  EXPECT_EQ(vault_->id(IdNoun::subject, hash_of_number(1)), std::nullopt);
  EXPECT_TRUE(vault_->key("s2")->wrapped);
}

TEST_F(SqliteVaultTest, ChainsReadsToTheLastOne) {
  const auto next = [](const std::optional<ReadRow>& last) {
    ReadRow row;
    row.number = last ? last->number + 1 : 0;
    row.person = "auditor";
    row.reason = "audit";
    row.prev = last ? last->hash : Hash{};
    row.hash = hash_of_number(row.number);
    return row;
  };
  for (int i = 0; i < 3; ++i) ASSERT_EQ(vault_->put_read(next), Outcome::durable);
  std::vector<ReadRow> rows;
  vault_->scan_reads([&](const ReadRow& row) { rows.push_back(row); });
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2].prev, rows[1].hash);
  EXPECT_ANY_THROW(tamper(paths_.details, "DELETE FROM reads WHERE number = 2"));
  EXPECT_ANY_THROW(tamper(paths_.details, "UPDATE reads SET person = 'x'"));
}

TEST_F(SqliteVaultTest, TakesNoFileOfAnotherSort) {
  vault_.reset();
  const VaultPaths crossed{paths_.keys, paths_.details};
  EXPECT_EQ(kind_thrown([&] { open_sqlite_vault(crossed); }), StoreError::Kind::corrupt);
  tamper(paths_.keys, "PRAGMA user_version=2");
  EXPECT_EQ(kind_thrown([&] { open_sqlite_vault(paths_); }), StoreError::Kind::version);
  tamper(paths_.keys, "PRAGMA user_version=1; ALTER TABLE keys ADD COLUMN more TEXT");
  EXPECT_EQ(kind_thrown([&] { open_sqlite_vault(paths_); }), StoreError::Kind::corrupt);
  std::filesystem::remove(paths_.keys);
  EXPECT_EQ(kind_thrown([&] { open_sqlite_vault(paths_); }), StoreError::Kind::io);
}

TEST_F(SqliteVaultTest, CallsARowThatIsNotOfItsFormCorrupt) {
  put({details(1)});
  ASSERT_EQ(vault_->put_details({{}, {{hash_of_number(1), IdNoun::subject, "s1"}}, {}}),
            Outcome::durable);
  const auto corrupt = [&](const std::string& sql, const std::function<void()>& action) {
    tamper(paths_.details, sql);
    EXPECT_EQ(kind_thrown(action), StoreError::Kind::corrupt) << sql;
  };
  const auto scan = [&] { vault_->scan_details([](const DetailsRow&) {}); };
  corrupt("UPDATE details SET subject = 'S 1'", scan);
  corrupt("UPDATE details SET subject = 's1', seq = -1", scan);
  corrupt("UPDATE details SET seq = 1, commitment = x'00'", scan);
  corrupt("UPDATE ids SET noun = 'dog'", [&] { vault_->scan_ids([](const IdRow&) {}); });
}

TEST_F(SqliteVaultTest, OpenForReadingOnlyWritesNothing) {
  put({details(1)});
  const auto reader = open_sqlite_vault_readonly(paths_);
  EXPECT_TRUE(reader->details(hash_of_number(1)));
  EXPECT_EQ(kind_thrown([&] { (void)reader->put_details({}); }), StoreError::Kind::io);
}

TEST_F(SqliteVaultTest, IsCopiedWhole) {
  put({details(1)});
  const std::vector<KeyRow> keys{{"s1", some(60, 1), 0}};
  ASSERT_EQ(vault_->put_keys(keys), Outcome::durable);
  const VaultPaths copy{folder_.file("copy.db"), folder_.file("copy_keys.db")};
  vault_->backup(copy.details, copy.keys);
  const auto copied = open_sqlite_vault(copy);
  EXPECT_EQ(copied->details(hash_of_number(1)), details(1));
  EXPECT_EQ(copied->key("s1"), keys[0]);
}

}  // namespace sqlite_vault_test
}  // namespace mingzhang::store
