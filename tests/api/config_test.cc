#include "api/config/config.h"

#include <gtest/gtest.h>

#include <fstream>

#include "ledger/fund/codec.h"

namespace mingzhang {
namespace config_test {

namespace fs = std::filesystem;

const fs::path kConfig = MZ_SOURCE_DIR "/config";

/// A file in a folder of its own, gone afterwards.
class Scratch : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "mz-config-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& text) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  /// "code field place", the place without the folder.
  std::string shown(const Refusal& refusal) {
    std::string detail = refusal.detail;
    if (detail.starts_with(folder_.string())) detail.erase(0, folder_.string().size() + 1);
    return std::string(code_name(refusal.code)) + " " + refusal.field + " " + detail;
  }

  fs::path folder_;
};

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Pre: `from` is there once.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

using Config = Scratch;

TEST_F(Config, HasOnlyFilesThatLoad) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kConfig)) {
    const fs::path& path = entry.path();
    const std::string folder = path.parent_path().filename().string();
    if (path.extension() != ".toml" || folder == "founding") continue;  // See founding.h.
    ++count;
    Result<void> loaded;
    if (folder == "policy") {
      if (auto policy = load_policy(path); !policy) loaded = std::unexpected(policy.error());
    } else if (folder == "tables") {
      if (auto table = load_table(path); !table) loaded = std::unexpected(table.error());
    } else if (folder == "imports") {
      if (auto map = load_import_map(path); !map) loaded = std::unexpected(map.error());
    } else {
      ADD_FAILURE() << "nothing loads " << path;
    }
    EXPECT_TRUE(loaded) << to_text(loaded.error());
  }
  EXPECT_GE(count, 17);
}

TEST_F(Config, HasTablesThatGoTogether) {
  const auto bodies = load_tables(kConfig);
  ASSERT_TRUE(bodies) << to_text(bodies.error());
  Tables tables;
  for (const TableAdopted& body : *bodies) {
    EXPECT_EQ(body.parts.value, 1);
    tables.adopt(body.table, body.from, *parse_table_rows(body.table, body.rows.json));
  }
  for (const TableAdopted& body : *bodies) {
    if (body.table != TableName::chart_map) continue;
    const auto rows = parse_table_rows(body.table, body.rows.json);
    for (const TableRow& row : *rows) {
      EXPECT_NE(tables.find(TableName::chart, body.from, row.code->view()), nullptr)
          << body.from.text() << " " << row.code->view();
    }
  }
  const auto map = load_import_map(import_map_path(kConfig, "receipts"));
  for (const auto& [name, code] : map->channels) {
    EXPECT_NE(tables.find(TableName::channels, *Date::parse("2020-01-01"), code.view()), nullptr)
        << name;
  }
}

TEST_F(Config, PolicyIsReadAsItStands) {
  const auto policy = load_policy(policy_path(kConfig, "jinan"));
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->limits.cash_max.value, 100'000);
  EXPECT_TRUE(policy->limits.medical_remainder.on);
  EXPECT_EQ(policy->title.text, "济南市乡村扶贫解困慈善救助基金管理参数");
  EXPECT_FALSE(policy->proposal.has_value());
  // What is proposed can be decoded by anyone who decodes entries.
  EXPECT_EQ(to_json(*from_json<PolicyAdopted>(to_json(*policy))), to_json(*policy));
}

TEST_F(Config, PolicyThatIsWrongIsRefusedWithItsPlace) {
  const std::string good = read_text(policy_path(kConfig, "jinan"));
  struct Case {
    std::string from, to, shown;
  };
  const std::vector<Case> cases{
      {"cash_max = 100000", "cash_most = 100000", "key_unknown limits.cash_most p.toml:57:1"},
      {"cash_max = 100000", "", "field_missing limits.cash_max p.toml:16:2"},
      {"cash_max = 100000", "cash_max = 1000.0", "type_wrong limits.cash_max p.toml:57:1"},
      {"cash_max = 100000", "cash_max = \"x\"", "type_wrong limits.cash_max p.toml:57:1"},
      {"cash_max = 100000", "cash_max = -1", "number_out_of_range limits.cash_max p.toml:57:1"},
      {"cash_max = 100000", "cash_max = true", "type_wrong limits.cash_max p.toml:57:1"},
      {"cash_max = 100000", "cash_max = false", "type_wrong limits.cash_max p.toml:57:1"},
      {"cash_max = 100000", "ok = false\ncash_max = 1", "key_unknown limits.ok p.toml:57:1"},
      {"cash_max = 100000", "Cash = 1\ncash_max = 1", "key_unknown limits.Cash p.toml:57:1"},
      {"cash_max = 100000", "\"a.b\" = 1\ncash_max = 1", "key_unknown limits.a.b p.toml:57:1"},
      {"\"calendar_year\"", "\"year\"", "value_unknown limits.aid_window p.toml:23:1"},
      {"rules = 1", "rules = 1\nproposal = 7", "key_unknown proposal p.toml:15:1"},
      {"rules = 1", "", "field_missing rules p.toml"},
      {"救助", "\\n", "text_malformed title p.toml:12:1"},
  };
  for (const Case& c : cases) {
    const auto policy = load_policy(write("p.toml", replaced(good, c.from, c.to)));
    ASSERT_FALSE(policy) << c.to;
    EXPECT_EQ(shown(policy.error()), c.shown) << c.to;
  }
}

TEST_F(Config, AChoiceThatIsFalseIsLeftOut) {
  const std::string good = read_text(policy_path(kConfig, "jinan"));
  const auto policy = load_policy(
      write("p.toml", replaced(good, "medical_remainder = true", "medical_remainder = false")));
  ASSERT_TRUE(policy) << to_text(policy.error());
  EXPECT_FALSE(policy->limits.medical_remainder.on);
}

TEST_F(Config, ThatIsNotTomlIsRefusedWithItsPlace) {
  for (const std::string text : {"a = 1\nb = = 2\n", "a = 1\na = 2\n", "a = 1\nb = \"\xFF\"\n"}) {
    const auto policy = load_policy(write("p.toml", text));
    ASSERT_FALSE(policy);
    EXPECT_TRUE(shown(policy.error()).starts_with("json_malformed  p.toml:2:"))
        << shown(policy.error());
  }
  EXPECT_EQ(shown(load_policy(folder_ / "none.toml").error()), "file_unreadable  none.toml");
  EXPECT_EQ(load_policy(folder_).error().code, Code::file_unreadable);
  EXPECT_EQ(load_policy(write("p.toml", std::string(kConfigBytesMax + 1, '#'))).error().code,
            Code::text_too_long);
}

TEST_F(Config, TableIsOneBodyInTheOrderOfItsFile) {
  const auto bodies = load_table(write("t.toml",
                                       "table = \"causes\"\nfrom = \"2014-01-01\"\n"
                                       "[[rows]]\ntitle = \"其他 \\\"x\\\"\"\npath = \"any\"\n"
                                       "code = \"zz\"\n"
                                       "[[rows]]\ncode = \"aa\"\ntitle = \"a\"\npath = \"any\"\n"));
  ASSERT_TRUE(bodies) << to_text(bodies.error());
  ASSERT_EQ(bodies->size(), 1);
  const TableAdopted& body = bodies->front();
  EXPECT_EQ(body.rows.json, R"([{"code":"zz","path":"any","title":"其他 \"x\""},)"
                            R"({"code":"aa","path":"any","title":"a"}])");
  EXPECT_EQ(body.digest, table_digest({body.rows.json}));
  EXPECT_EQ(body.from.text(), "2014-01-01");
  EXPECT_EQ(body.part.value, 1);
  EXPECT_EQ(body.parts.value, 1);
  EXPECT_EQ(body.table, TableName::causes);
  EXPECT_FALSE(body.proposal.has_value());
}

TEST_F(Config, TableThatIsLargeComesInPartsThatEachFit) {
  std::string text = "table = \"villages\"\nfrom = \"2014-01-01\"\n";
  for (int i = 0; i < 3000; ++i) {
    text += "[[rows]]\ncode = \"v" + std::to_string(i) + "\"\ntitle = \"第" + std::to_string(i) +
            "村\"\n";
  }
  const auto bodies = load_table(write("t.toml", text));
  ASSERT_TRUE(bodies) << to_text(bodies.error());
  ASSERT_GT(bodies->size(), 3);
  std::vector<std::string_view> parts;
  std::vector<TableRow> rows;
  for (const TableAdopted& body : *bodies) {
    parts.push_back(body.rows.json);
    EXPECT_EQ(body.part.value, static_cast<std::int64_t>(parts.size()));
    EXPECT_EQ(body.parts.value, static_cast<std::int64_t>(bodies->size()));
    EXPECT_LE(body.rows.json.size(), kTablePartBytesMax);
    if (parts.size() < bodies->size()) {
      EXPECT_GT(body.rows.json.size(), kTablePartBytesMax - 100);
    }
    const auto more = parse_table_rows(body.table, body.rows.json);
    ASSERT_TRUE(more);
    rows.insert(rows.end(), more->begin(), more->end());
    ASSERT_TRUE(from_json<TableAdopted>(to_json(body)));
  }
  ASSERT_EQ(rows.size(), 3000);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].code->view(), "v" + std::to_string(i));
  }
  for (const TableAdopted& body : *bodies) EXPECT_EQ(body.digest, table_digest(parts));
}

TEST_F(Config, TableThatIsWrongIsRefusedWithItsPlace) {
  const std::string head = "table = \"causes\"\nfrom = \"2014-01-01\"\n";
  const std::string row = "[[rows]]\ncode = \"a\"\ntitle = \"a\"\npath = \"any\"\n";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "value_empty  t.toml"},
      {"document_no = \"1\"", "field_missing from t.toml"},
      {head, "field_missing rows t.toml"},
      {head + "rows = []", "value_empty rows t.toml:3:1"},
      {head + "rows = 7", "type_wrong rows t.toml:3:1"},
      {head + "rows = [7]", "type_wrong rows.0 t.toml:3:9"},
      {head + "parts = 2\n" + row, "key_unknown parts t.toml:3:1"},
      {"table = \"cause\"\nfrom = \"2014-01-01\"\n" + row, "value_unknown table t.toml:1:1"},
      {"table = \"causes\"\nfrom = 2014-01-01\n" + row, "type_wrong from t.toml:2:1"},
      {"table = \"causes\"\nfrom = \"2014-02-30\"\n" + row, "date_malformed from t.toml:2:1"},
      {head + row + "[[rows]]\ncode = \"b\"\npath = \"any\"\n",
       "field_missing rows.1.title t.toml:7:1"},
      {head + row + "[[rows]]\ncode = \"b\"\ntitle = \"b\"\npath = \"any\"\nside = \"x\"\n",
       "key_unknown rows.1.side t.toml:11:1"},
      {head + row + "[[rows]]\ncode = \"B\"\ntitle = \"b\"\npath = \"any\"\n",
       "text_malformed rows.1.code t.toml:8:1"},
      {head + row + "[[rows]]\ncode = \"a\"\ntitle = \"b\"\npath = \"any\"\n",
       "exists_already rows.1 t.toml:7:1: a"},
  };
  for (const auto& [text, expected] : cases) {
    const auto bodies = load_table(write("t.toml", text));
    ASSERT_FALSE(bodies) << text;
    EXPECT_EQ(shown(bodies.error()), expected) << text;
  }
}

TEST_F(Config, TwoTablesOfOneNameAndDayAreRefused) {
  const std::string table =
      "table = \"channels\"\nfrom = \"2014-01-01\"\nrows = [{code = \"a\", title = \"a\"}]\n";
  write("tables/a.toml", table);
  write("tables/notes.txt", "not a table");
  EXPECT_EQ(load_tables(folder_)->size(), 1);
  write("tables/b.toml", table);
  EXPECT_TRUE(shown(load_tables(folder_).error()).starts_with("exists_already from tables/b.toml"));
  EXPECT_EQ(load_tables(folder_ / "none").error().code, Code::file_unreadable);
}

TEST_F(Config, ImportMapThatIsWrongIsRefusedWithItsPlace) {
  const std::string good =
      "format = \"f\"\nchannel = \"cash\"\n"
      "[columns]\nnumber = [\"n\"]\ndate = [\"d\"]\namount = [\"a\"]\n"
      "[formats]\ndate = [\"YYYY-MM-DD\"]\n"
      "[channels]\ncash = [\"现金\"]\n";
  const auto map = load_import_map(write("m.toml", good));
  ASSERT_TRUE(map) << to_text(map.error());
  EXPECT_EQ(map->channels.at("cash"), Id("cash"));
  EXPECT_EQ(map->channels.at("现金"), Id("cash"));
  struct Case {
    std::string from, to, shown;
  };
  const std::vector<Case> cases{
      {"number = [\"n\"]\n", "", "field_missing columns.number m.toml:3:2"},
      {"date = [\"d\"]\n", "", "field_missing columns.date m.toml:3:2"},
      {"amount = [\"a\"]\n", "", "field_missing columns.amount m.toml:3:2"},
      {"amount = [", "sum = [", "key_unknown columns.sum m.toml:6:1"},
      {"[\"a\"]", "[\"a\", \"N\"]", "exists_already columns.amount m.toml:6:1: N: columns.number"},
      {"[\"a\"]", "[\"`\"]", "value_empty columns.amount m.toml:6:1"},
      {"YYYY-MM-DD", "YYYY-MM", "date_malformed formats.date m.toml:8:1: YYYY-MM"},
      {"date = [\"YYYY-MM-DD\"]", "", "value_empty formats m.toml:7:2"},
      {"cash = [\"现金\"]", "Cash = [\"现金\"]", "text_malformed channels.Cash m.toml:10:1"},
      {"cash = [\"现金\"]", "box = [\"cash\"]",
       "exists_already channels.box m.toml:10:1: cash: cash"},
      {"cash = [\"现金\"]", "cash = 1", "type_wrong channels.cash m.toml:10:1"},
  };
  for (const Case& c : cases) {
    const auto wrong = load_import_map(write("m.toml", replaced(good, c.from, c.to)));
    ASSERT_FALSE(wrong) << c.to;
    EXPECT_EQ(shown(wrong.error()), c.shown) << c.to;
  }
}

}  // namespace config_test
}  // namespace mingzhang
