#include "audit/bundle_journal.h"

#include <fmt/format.h>

#include <array>

#include "ledger/fund/kind.h"

namespace mingzhang::audit {
namespace {

/// Before any posting can be.
constexpr std::string_view kOpened = "1900-01-01";

constexpr std::array<std::string_view, 9> kTags{
    "seq", "origin", "entity", "fund", "source", "purpose", "purpose-code", "account", "channel"};

/// What a posting says beside accounts and amount, as `name: value`; ids and dates only.
std::vector<std::pair<std::string_view, std::string>> tags_of(const Entry& entry,
                                                              const Posting& posting) {
  std::vector<std::pair<std::string_view, std::string>> tags;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) tags.emplace_back(name, value);
  };
  add("seq", std::to_string(entry.seq));
  add("origin", std::to_string(posting.origin));
  add("entity", posting.entity.view());
  if (posting.fund) add("fund", posting.fund->view());
  if (posting.source) add("source", name_of(*posting.source));
  if (posting.source) add("purpose", name_of(posting.purpose.type));
  if (posting.purpose.code) add("purpose-code", posting.purpose.code->view());
  add("account", posting.account.view());
  add("channel", posting.channel.view());
  return tags;
}

std::string posting_line(const BookAccount& account, std::int64_t fen) {
  return fmt::format("    {}  {} CNY\n", account.name(), plain_yuan(fen));
}

}  // namespace

std::string plain_yuan(std::int64_t fen) {
  const auto size = static_cast<std::uint64_t>(fen < 0 ? -fen : fen);
  return fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", size / 100, size % 100);
}

Journals::Journals(const BundleTexts& texts)
    : hledger_(texts("journal.hledger")),
      ledger_(texts("journal.ledger")),
      beancount_(texts("journal.beancount")) {
  hledger_->line("; hledger -f journal.hledger balance\n");
  hledger_->line("commodity 1000.00 CNY\n");
  ledger_->line("; ledger -f journal.ledger balance\n");
  ledger_->line("commodity CNY\n");
  ledger_->line("    format 1000.00 CNY\n");
  for (const std::string_view tag : kTags) ledger_->line(fmt::format("tag {}\n", tag));
  beancount_->line("; bean-check journal.beancount\n");
  beancount_->line("option \"operating_currency\" \"CNY\"\n");
  beancount_->line(fmt::format("{} commodity CNY\n", kOpened));
}

void Journals::take(const Entry& entry, const Posting& posting, const BookAccounts::Sides& sides) {
  if (sides.new_debit) open(sides.debit);
  if (sides.new_credit && sides.credit != sides.debit) open(sides.credit);
  plain(*hledger_, entry, posting, sides);
  plain(*ledger_, entry, posting, sides);
  beans(entry, posting, sides);
  if (!last_ || posting.book_date > *last_) last_ = posting.book_date;
}

void Journals::open(const BookAccount& account) {
  const std::string name = account.name();
  hledger_->line(fmt::format("account {}\n", name));
  ledger_->line(fmt::format("account {}\n", name));
  beancount_->line(fmt::format("{} open {} CNY\n", kOpened, name));
}

void Journals::plain(BundleText& text, const Entry& entry, const Posting& posting,
                     const BookAccounts::Sides& sides) {
  text.line("\n");
  text.line(fmt::format("{} * ({}) {}\n", posting.book_date.text(), entry.seq, entry.kind->name));
  for (const auto& [name, value] : tags_of(entry, posting)) {
    text.line(fmt::format("    ; {}: {}\n", name, value));
  }
  text.line(posting_line(sides.debit, posting.amount.fen()));
  text.line(posting_line(sides.credit, -posting.amount.fen()));
}

void Journals::beans(const Entry& entry, const Posting& posting, const BookAccounts::Sides& sides) {
  beancount_->line("\n");
  beancount_->line(fmt::format("{} * \"{}\"\n", posting.book_date.text(), entry.kind->name));
  for (const auto& [name, value] : tags_of(entry, posting)) {
    beancount_->line(fmt::format("  {}: \"{}\"\n", name, value));
  }
  beancount_->line(posting_line(sides.debit, posting.amount.fen()));
  beancount_->line(posting_line(sides.credit, -posting.amount.fen()));
}

void Journals::assert_balances(const BookAccounts::Sums& sums) {
  if (!last_) return;
  for (BundleText* const text : {hledger_.get(), ledger_.get()}) {
    text->line("\n");
    text->line(fmt::format("{} * balances\n", last_->text()));
    for (const auto& [account, sum] : sums) {
      text->line(
          fmt::format("    {}  0.00 CNY = {} CNY\n", account.name(), plain_yuan(sum.balance())));
    }
  }
  // beancount balances at the beginning of a day, and would let a fen pass if it was not told.
  beancount_->line("\n");
  for (const auto& [account, sum] : sums) {
    beancount_->line(fmt::format("{} balance {}  {} ~ 0.00 CNY\n", last_->plus_days(1).text(),
                                 account.name(), plain_yuan(sum.balance())));
  }
}

std::vector<FileMark> Journals::finish() {
  return {hledger_->finish(), ledger_->finish(), beancount_->finish()};
}

}  // namespace mingzhang::audit
