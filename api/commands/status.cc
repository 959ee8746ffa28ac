#include <fmt/format.h>

#include <map>

#include "api/acts/office.h"
#include "api/commands/context.h"
#include "ledger/base/money.h"
#include "ledger/fund/calendar.h"
#include "ledger/fund/cases.h"
#include "terminal/text.h"

namespace mingzhang {
namespace {

using Table = std::vector<std::vector<std::string>>;

/// What the page is made of: the ledger now, and the day on which it is asked.
struct Page {
  const Context& context;
  const State& state;
  Date today;

  std::string say(std::string_view zh, std::string_view en) const {
    return std::string(context.say(zh, en));
  }
  void print(const std::string& title, const Table& rows) const {
    if (rows.empty()) return;
    fmt::print("\n{}\n{}", title, in_columns(rows, "  "));
  }
};

std::string source_name(const Page& page, Source source) {
  return source == Source::donation ? page.say("捐赠", "donation") : page.say("财政", "gov");
}

std::string purpose_name(const Page& page, const Purpose& purpose) {
  switch (purpose.type) {
    case PurposeType::campaign:
      return page.say("募捐活动 ", "campaign ") + purpose.code->str();
    case PurposeType::cause:
      return page.say("事由 ", "cause ") + purpose.code->str();
    case PurposeType::county:
      return page.say("县区 ", "county ") + purpose.code->str();
    case PurposeType::village:
      return page.say("村 ", "village ") + purpose.code->str();
    case PurposeType::none:
      break;
  }
  return page.say("非定向", "undesignated");
}

std::string stage_name(const Page& page, CaseStage stage) {
  switch (stage) {
    case CaseStage::approved:
      return page.say("已批待付", "approved");
    case CaseStage::opened:
      return page.say("已申请", "opened");
    case CaseStage::recovering:
      return page.say("待追回", "to be recovered");
    case CaseStage::reviewed:
      return page.say("已审核", "reviewed");
    case CaseStage::surveyed:
      return page.say("已调查", "surveyed");
    case CaseStage::urgent:
      return page.say("先行救助待补办", "urgent, to be ratified");
  }
  return {};
}

void print_pools(const Page& page) {
  Table rows;
  for (const auto& [key, pool] : page.state.pools.all()) {
    if (pool.balance.fen() == 0) continue;
    rows.push_back({pool.fund.str(), source_name(page, pool.source),
                    purpose_name(page, pool.purpose), to_yuan(pool.balance.fen()),
                    to_yuan(pool.reserved.fen()), to_yuan(pool.free())});
  }
  if (rows.empty()) return;
  rows.insert(rows.begin(), {page.say("基金", "fund"), page.say("来源", "source"),
                             page.say("用途", "purpose"), page.say("余额", "balance"),
                             page.say("已批待付", "reserved"), page.say("可用", "free")});
  page.print(page.say("专项余额（元）", "Balances (yuan)"), rows);
}

void print_accounts(const Page& page) {
  Table rows;
  for (const auto& [id, account] : page.state.accounts.all()) {
    if (account.balance.fen() == 0) continue;
    rows.push_back({account.entity.str(), id.str(), to_yuan(account.balance.fen())});
  }
  for (const auto& [id, entity] : page.state.entities.all()) {
    if (entity.unconfirmed.fen() != 0) {
      rows.push_back(
          {id.str(), page.say("待确认收入", "unconfirmed"), to_yuan(entity.unconfirmed.fen())});
    }
    if (entity.held.fen() != 0) {
      rows.push_back(
          {id.str(), page.say("退汇待付", "sent back, owed"), to_yuan(entity.held.fen())});
    }
  }
  page.print(page.say("账户（元）", "Accounts (yuan)"), rows);
}

void print_cases(const Page& page) {
  std::map<CaseStage, std::pair<std::uint64_t, std::int64_t>> stages;
  for (const auto& [id, request] : page.state.cases.all()) {
    auto& [count, fen] = stages[request.stage];
    ++count;
    fen += granted(request) - paid(request);
  }
  Table rows;
  for (const auto& [stage, sum] : stages) {
    rows.push_back(
        {stage_name(page, stage), grouped(sum.first), sum.second == 0 ? "" : to_yuan(sum.second)});
  }
  page.print(page.say("在办申请（件，待付元）", "Open cases (number, yuan to pay)"), rows);
}

std::string due_text(const Page& page, const Deadline& deadline) {
  std::string text = deadline.date.text();
  if (deadline.provisional) text += page.say("（暂按周末推算）", " (weekends only)");
  if (deadline.date < page.today) text += page.say(" 已逾期", " OVERDUE");
  return text;
}

void print_urgent(const Page& page) {
  const PolicyInForce* const policy = page.state.policy_in_force();
  Table rows;
  for (const auto& [id, request] : page.state.cases.all()) {
    if (request.stage != CaseStage::urgent || !request.released || policy == nullptr) continue;
    const Deadline deadline = working_days_after(page.state.tables, *request.released,
                                                 policy->limits.urgent_ratify_days.value);
    rows.push_back({id.str(), page.say("放行 ", "released ") + request.released->text(),
                    page.say("补办期限 ", "to ratify by ") + due_text(page, deadline)});
  }
  page.print(page.say("先行救助待补办手续", "Urgent aid to be ratified"), rows);
}

void print_awards(const Page& page) {
  Table rows;
  for (const auto& [id, request] : page.state.cases.all()) {
    if (!request.valid_until) continue;
    const std::int64_t left = granted(request) - paid(request);
    if (left == 0) continue;
    rows.push_back({id.str(), to_yuan(left),
                    page.say("有效至 ", "valid until ") +
                        due_text(page, Deadline{*request.valid_until, false}),
                    request.payee ? "" : page.say("未登记领款人", "no payee yet")});
  }
  page.print(page.say("已批待付", "Awards to pay"), rows);
}

void print_lines(const Page& page) {
  Table rows;
  for (const auto& [key, line] : page.state.lines.all()) {
    std::string stage = page.say("待放行", "to be released");
    if (line.stage == LineStage::released) stage = page.say("结果待核实", "no result yet");
    if (line.stage == LineStage::paid) stage = page.say("已付款，待签收", "paid, not signed for");
    rows.push_back({line.batch.str() + "/" + std::to_string(line.line.value), line.case_id.str(),
                    to_yuan(line.amount.value), stage});
  }
  page.print(page.say("发放中", "Payments under way"), rows);
}

void print_proposals(const Page& page) {
  Table rows;
  for (const auto& [seq, proposal] : page.state.proposals.all()) {
    rows.push_back(
        {std::to_string(seq), proposal.kind.str(), proposal.by.str(),
         page.say("期限 ", "until ") +
             due_text(page, {proposal.expires.date(page.state.utc_offset_min()), false})});
  }
  page.print(page.say("待复核", "Awaiting a second person"), rows);
}

int run_status(const Context& context, const std::string& folder) {
  const State state = read_state(LedgerFolder{folder});
  const Page page{context, state, state.business_date(context.clock.now())};
  fmt::print("{} {}\n", page.say("今日", "today"), page.today.text());
  print_accounts(page);
  print_pools(page);
  print_cases(page);
  print_proposals(page);
  print_urgent(page);
  print_awards(page);
  print_lines(page);
  return kDone;
}

}  // namespace

void add_status(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "status",
      "Balances, free money, open cases, what waits for a second person and what is overdue.");
  auto folder = std::make_shared<std::string>();
  command->add_option("DIR", *folder, "folder of the ledger")->required();
  command->callback([&context, folder] {
    context.run = [&context, folder] { return run_status(context, *folder); };
  });
}

}  // namespace mingzhang
