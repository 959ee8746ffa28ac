#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <random>

#include "api/config/config.h"
#include "api/imports/read_file.h"
#include "tests/api/imports_test_map.h"

namespace mingzhang {
namespace imports_receipts_property_test {

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::int64_t roll(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(engine_);
  }
  bool flip() { return roll(0, 1) == 1; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(roll(0, static_cast<std::int64_t>(from.size()) - 1))];
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    std::shuffle(items.begin(), items.end(), engine_);
  }

 private:
  std::mt19937 engine_;
};

/// How one file is written: drawn anew for each.
struct Style {
  std::string line_end;
  bool fen;
  bool with_channel;
  bool quote_all;
  std::vector<int> order{0, 1, 2, 3, 4};  ///< number, day, amount, channel, note

  explicit Style(Dice& dice)
      : line_end(dice.pick<std::string>({"\n", "\r\n", "\r"})),
        fen(dice.flip()),
        with_channel(dice.flip()),
        quote_all(dice.flip()) {
    dice.shuffle(order);
  }
};

std::string in_quotes(std::string_view cell) {
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string written(Dice& dice, const Style& style, std::string cell) {
  cell = dice.pick<std::string>({"", "", "`", " "}) + cell +
         dice.pick<std::string>({"", "", "\t", "\u3000"});
  const bool must = cell.find_first_of(",\"\r\n") != std::string::npos;
  return must || style.quote_all || dice.roll(0, 9) == 0 ? in_quotes(cell) : cell;
}

std::string amount_text(Dice& dice, const Style& style, std::int64_t fen) {
  if (style.fen) return std::to_string(fen);
  std::string text = to_yuan(fen);
  if (dice.flip()) std::erase(text, ',');
  if (dice.flip() && text.ends_with(".00")) text.resize(text.size() - 3);
  if (dice.flip() && text.ends_with("0") && text.find('.') != std::string::npos) text.pop_back();
  if (text.ends_with(".")) text.pop_back();
  return dice.pick<std::string>({"", "¥", "￥", "￥ ", "+"}) + text;
}

std::string day_text(Dice& dice, Date day) {
  const std::string text = day.text();
  if (dice.flip()) return text;
  if (dice.flip()) return text + "T23:59:0" + std::to_string(dice.roll(0, 9));
  return text.substr(0, 4) + "/" + std::to_string(std::stoi(text.substr(5, 2))) + "/" +
         std::to_string(std::stoi(text.substr(8, 2))) + " 9:05";
}

struct Written {
  std::string bytes;
  std::vector<Receipt> rows;
};

class FileWriter {
 public:
  explicit FileWriter(Dice& dice) : dice_(dice), style_(dice) {}

  Written write() {
    if (dice_.flip()) file_.bytes = "\uFEFF";
    for (std::int64_t i = dice_.roll(0, 3); i > 0; --i) add_line("导出时间,2020-01-05,,");
    add({dice_.pick<std::string>({"交易单号", "Number"}),
         dice_.pick<std::string>({"日期", "交易时间"}),
         style_.fen ? "amount_fen" : dice_.pick<std::string>({"金额(元)", "AMOUNT"}),
         style_.with_channel ? "渠道" : "支付", "留言"});
    for (std::int64_t i = dice_.roll(0, 30); i > 0; --i) add_row(i);
    if (dice_.flip()) file_.bytes.resize(file_.bytes.size() - style_.line_end.size());
    return std::move(file_);
  }

 private:
  void add_row(std::int64_t i) {
    while (dice_.roll(0, 9) == 0) add_line(dice_.pick<std::string>({"", "  ", ",,,,"}));
    Receipt row;
    row.line = line_;
    row.number = Number(std::to_string(dice_.roll(0, 1'000'000'000)) + "-" + std::to_string(i));
    row.value_date = Date{static_cast<std::int32_t>(dice_.roll(0, 30'000))};
    row.amount = *Money::of_fen(dice_.roll(1, dice_.flip() ? 1000 : Money::kFenMax));
    row.channel = style_.with_channel && dice_.flip() ? Id("wechat") : Id("qrpos");
    const bool named = style_.with_channel && (row.channel == Id("wechat") || dice_.flip());
    const std::string channel = named ? row.channel.str() : "";
    const std::string note =
        dice_.pick<std::string>({"", "谢谢", "\"加油\", 武汉", "一" + style_.line_end + "二"});
    add({row.number.str(), day_text(dice_, row.value_date),
         amount_text(dice_, style_, row.amount.fen()), channel, note});
    file_.rows.push_back(row);
  }

  void add(const std::vector<std::string>& cells) {
    std::string line;
    std::string_view before;
    for (const int i : style_.order) {
      const std::string cell = written(dice_, style_, cells[static_cast<std::size_t>(i)]);
      line.append(std::exchange(before, ",")).append(cell);
    }
    add_line(line);
  }

  void add_line(const std::string& line) {
    file_.bytes += line + style_.line_end;
    ++line_;
    for (std::size_t at = 0; (at = line.find(style_.line_end, at)) != std::string::npos; ++line_) {
      at += style_.line_end.size();
    }
  }

  Dice& dice_;
  Style style_;
  Written file_;
  std::uint32_t line_ = 1;
};

TEST(Receipts, WrittenInAnyStyleAreReadBackTheSame) {
  for (unsigned seed = 0; seed < 800; ++seed) {
    Dice dice(seed);
    const Written written = FileWriter(dice).write();
    const auto file = read_test(written.bytes);
    ASSERT_TRUE(file) << seed << " " << to_text(file.error()) << "\n" << written.bytes;
    ASSERT_EQ(file->bad_count, 0) << seed << " " << to_text(file->bad[0]) << "\n" << written.bytes;
    ASSERT_EQ(file->rows, written.rows) << seed << "\n" << written.bytes;
  }
}

TEST(Receipts, OfAFileWithFlippedBytesAreReadOrRefusedButNeverMore) {
  for (unsigned seed = 0; seed < 800; ++seed) {
    Dice dice(seed);
    Written written = FileWriter(dice).write();
    for (std::int64_t i = dice.roll(1, 5); i > 0; --i) {
      const auto last = static_cast<std::int64_t>(written.bytes.size()) - 1;
      written.bytes[static_cast<std::size_t>(dice.roll(0, last))] =
          dice.pick<char>({'\0', '"', ',', '\n', '\r', '\xFF', 'x', '0'});
    }
    const auto file = read_test(written.bytes);
    if (!file) continue;
    std::int64_t fen = 0;
    for (const Receipt& row : file->rows) {
      fen += row.amount.fen();
      ASSERT_GE(row.amount.fen(), 1);
      ASSERT_TRUE(make_ref(row.channel, file->account, row.number.view()));
    }
    ASSERT_EQ(file->total.fen(), fen) << seed;
  }
}

/// Opt-in: the receipts of the Red Cross in Wuhan, 2020, named by the environment.
TEST(Receipts, OfARealFileAreAllRead) {
  const char* const path = std::getenv("MZ_REAL_RECEIPTS");
  if (path == nullptr) GTEST_SKIP() << "MZ_REAL_RECEIPTS is not set";
  const auto map = load_import_map(import_map_path(MZ_SOURCE_DIR "/config", "receipts"));
  ASSERT_TRUE(map) << to_text(map.error());
  const auto bytes = read_file(path, kImportBytesMax);
  ASSERT_TRUE(bytes) << to_text(bytes.error());
  const auto begin = std::chrono::steady_clock::now();
  const auto file = read_receipts(*bytes, *map, {.account = "bank1", .channel = {}, .today = {}});
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(file) << to_text(file.error());
  RecordProperty("seconds", std::to_string(passed.count()));
  EXPECT_EQ(file->rows.size(), 140'501);
  EXPECT_EQ(file->total.fen(), 2'075'379'350);
  EXPECT_EQ(file->bad_count, 0);
  EXPECT_EQ(file->rows.back().line, 140'502);
}

}  // namespace imports_receipts_property_test
}  // namespace mingzhang
