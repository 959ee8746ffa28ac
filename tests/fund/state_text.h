#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/fund/story.h"

/// State and Effects as text, to be compared and kept.
namespace mingzhang::test {

/// "key value", in the order of each_row.
inline std::vector<std::string> row_lines(const State& state) {
  std::vector<std::string> lines;
  state.each_row([&](std::string key, std::string value) { lines.push_back(key + " " + value); });
  return lines;
}

inline std::string line_of(const IndexRow& row) {
  const IndexSpec& spec = spec_of(row.index);
  std::string line(spec.name);
  for (std::size_t i = 0; i < spec.columns.size(); ++i) {
    line += " " + std::string(spec.columns[i]) + "=" + std::to_string(row.values[i]);
  }
  return line;
}

inline std::string line_of(const Posting& posting) {
  return posting.entity.str() + " " + (posting.fund ? posting.fund->str() : "-") + " " +
         std::string(posting.source ? name_of(*posting.source) : "-") + " " +
         to_json(posting.purpose) + " " + posting.book_date.text() + " " + posting.debit.str() +
         "/" + posting.credit.str() + " " + std::to_string(posting.amount.fen()) + " " +
         posting.account.str() + " " + posting.channel.str() + " #" +
         std::to_string(posting.origin);
}

inline std::vector<std::string> lines_of(const Effects& effects) {
  std::vector<std::string> lines;
  for (const IndexRow& row : effects.rows) lines.push_back(line_of(row));
  for (const Posting& posting : effects.postings) lines.push_back(line_of(posting));
  return lines;
}

/// A State made from the rows of another, as at start-up.
inline State reloaded(const State& state) {
  State copy;
  state.each_row([&](const std::string& key, const std::string& value) {
    const Result<void> loaded = copy.load(key, value);
    EXPECT_TRUE(loaded) << key << " " << value << " " << to_text(loaded.error());
  });
  copy.finish_loading();
  return copy;
}

}  // namespace mingzhang::test
