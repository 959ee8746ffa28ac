#include "audit/bundle_books.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "audit/bundle_csv.h"
#include "ledger/fund/kind.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

constexpr std::array<Heading, 10> kEntryHeadings{{{"序号", "seq"},
                                                  {"时间(UTC)", "time (UTC)"},
                                                  {"业务日期", "business day"},
                                                  {"种类", "kind"},
                                                  {"经手人代号", "actor"},
                                                  {"基金", "fund"},
                                                  {"金额(元)", "amount (yuan)"},
                                                  {"金额(分)", "amount (fen)"},
                                                  {"保密信息承诺数", "private details"},
                                                  {"条目指纹", "hash"}}};

constexpr std::array<Heading, 18> kPostingHeadings{{{"分录号", "posting"},
                                                    {"条目序号", "entry"},
                                                    {"记账日期", "book date"},
                                                    {"种类", "kind"},
                                                    {"单位", "entity"},
                                                    {"基金", "fund"},
                                                    {"资金来源", "source"},
                                                    {"用途类型", "purpose"},
                                                    {"用途代码", "purpose code"},
                                                    {"借方科目", "debit code"},
                                                    {"借方科目名称", "debit title"},
                                                    {"贷方科目", "credit code"},
                                                    {"贷方科目名称", "credit title"},
                                                    {"金额(元)", "amount (yuan)"},
                                                    {"金额(分)", "amount (fen)"},
                                                    {"资金账户", "money account"},
                                                    {"渠道", "channel"},
                                                    {"来源条目", "origin"}}};

constexpr std::array<Heading, 12> kBalanceHeadings{
    {{"账户名(三种记账程序中)", "account"},
     {"科目", "code"},
     {"科目名称", "title"},
     {"单位", "entity"},
     {"基金", "fund"},
     {"资金来源", "source"},
     {"借方合计(元)", "debit (yuan)"},
     {"借方合计(分)", "debit (fen)"},
     {"贷方合计(元)", "credit (yuan)"},
     {"贷方合计(分)", "credit (fen)"},
     {"余额(借减贷,元)", "balance (debit - credit, yuan)"},
     {"余额(借减贷,分)", "balance (debit - credit, fen)"}}};

/// The amount that the body names; none where it names none.
std::optional<std::int64_t> amount_of(std::string_view bytes) {
  const nlohmann::json entry = nlohmann::json::parse(bytes, nullptr, false);
  if (!entry.is_object()) return std::nullopt;
  const auto body = entry.find("body");
  if (body == entry.end() || !body->is_object()) return std::nullopt;
  const auto amount = body->find("amount");
  if (amount == body->end() || !amount->is_number_integer()) return std::nullopt;
  return amount->get<std::int64_t>();
}

std::string_view id_text(const std::optional<Id>& id) { return id ? id->view() : ""; }

std::string_view source_text(const std::optional<mingzhang::Source>& source) {
  return source ? name_of(*source) : "";
}

/// Calls `line` for each line of `text`, with its end.
void each_line(std::string_view text, const std::function<void(std::string_view)>& line) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    line(text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace

BundleBooks::BundleBooks(const BundleTexts& texts, Language language)
    : texts_(texts),
      language_(language),
      lines_(texts("entries.jsonl")),
      entries_(texts("entries.csv")),
      postings_(texts("postings.csv")),
      journals_(texts) {
  entries_->line(heading_line(kEntryHeadings, language));
  postings_->line(heading_line(kPostingHeadings, language));
}

void BundleBooks::after(const Entry& entry, const Effects& effects, const State& state) {
  take_entry(entry, state);
  for (const Posting& posting : effects.postings) take_posting(entry, posting, state);
}

void BundleBooks::take_entry(const Entry& entry, const State& state) {
  const std::string bytes = encode(entry);
  const std::string hash = to_hex(tlog::leaf_hash(bytes_of(bytes)).view());
  const std::string time = entry.time.text();
  if (first_time_.empty()) first_time_ = time;
  last_time_ = time;
  lines_->line(
      fmt::format("{{\"seq\":{},\"time\":\"{}\",\"kind\":\"{}\",\"hash\":\"{}\","
                  "\"entry\":{}}}\n",
                  entry.seq, time, entry.kind->name, hash, bytes));
  CsvRecord record;
  record.number(static_cast<std::int64_t>(entry.seq))
      .text(time)
      .text(state.business_date(entry.time).text())
      .text(entry.kind->name)
      .text(entry.actor.view())
      .text(entry.fund.view());
  const std::optional<std::int64_t> amount = amount_of(bytes);
  amount ? record.money(*amount) : record.no_money();
  record.number(static_cast<std::int64_t>(entry.commitments.size())).text(hash);
  entries_->line(record.line());
}

void BundleBooks::take_posting(const Entry& entry, const Posting& posting, const State& state) {
  const BookAccounts::Sides sides = accounts_.take(posting, state);
  CsvRecord record;
  record.number(static_cast<std::int64_t>(++posted_))
      .number(static_cast<std::int64_t>(entry.seq))
      .text(posting.book_date.text())
      .text(entry.kind->name)
      .text(posting.entity.view())
      .text(id_text(posting.fund))
      .text(source_text(posting.source))
      .text(posting.source ? name_of(posting.purpose.type) : "")
      .text(id_text(posting.purpose.code))
      .text(posting.debit.view())
      .text(sides.debit.title)
      .text(posting.credit.view())
      .text(sides.credit.title)
      .money(posting.amount.fen())
      .text(posting.account.view())
      .text(posting.channel.view())
      .number(static_cast<std::int64_t>(posting.origin));
  postings_->line(record.line());
  journals_.take(entry, posting, sides);
}

void BundleBooks::write_balances() {
  const std::unique_ptr<BundleText> text = texts_("balances.csv");
  text->line(heading_line(kBalanceHeadings, language_));
  for (const auto& [account, sum] : accounts_.sums()) {
    CsvRecord record;
    record.text(account.name())
        .text(account.code.view())
        .text(account.title)
        .text(account.entity.view())
        .text(id_text(account.fund))
        .text(source_text(account.source))
        .money(sum.debit)
        .money(sum.credit)
        .money(sum.balance());
    text->line(record.line());
  }
  marks_.push_back(text->finish());
}

void BundleBooks::finish(const State& state) {
  adds_up_ = accounts_.agree_with(state);
  journals_.assert_balances(accounts_.sums());
  marks_ = journals_.finish();
  for (BundleText* const text : {lines_.get(), entries_.get(), postings_.get()}) {
    marks_.push_back(text->finish());
  }
  write_balances();
  const std::unique_ptr<BundleText> readme = texts_("README.txt");
  each_line(bundle_readme(), [&](std::string_view line) { readme->line(line); });
  marks_.push_back(readme->finish());
}

}  // namespace mingzhang::audit
