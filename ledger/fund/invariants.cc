#include "ledger/fund/invariants.h"

#include <map>

#include "ledger/fund/kinds/common.h"
#include "ledger/fund/pools.h"

namespace mingzhang {
namespace {

std::string row(std::string_view noun, std::string_view key) {
  return std::string(noun) + "/" + std::string(key);
}

Total sum(Total left, Total right) { return left.add(right.fen()); }

}  // namespace

void check_entities_balance(const State& state, Violations& violations) {
  for (const auto& [id, entity] : state.entities.all()) {
    const Total owed = sum(sum(entity.pools, entity.unconfirmed), entity.held);
    if (entity.accounts != owed) {
      add(violations, Code::books_unbalanced, row("entity", id.view()),
          std::to_string(entity.accounts.fen()) + " != " + std::to_string(owed.fen()));
    }
  }
}

void check_nothing_negative(const State& state, Violations& violations) {
  for (const auto& [id, account] : state.accounts.all()) {
    if (account.balance.fen() < 0) {
      add(violations, Code::balance_negative, row("account", id.view()),
          std::to_string(account.balance.fen()));
    }
  }
  for (const auto& [key, pool] : state.pools.all()) {
    // What is reserved is covered: free money is not below zero either.
    const std::int64_t least = std::min(pool.balance.fen(), pool.free());
    if (least < 0) {
      add(violations, Code::balance_negative, row("pool", Pool::key_text(key)),
          std::to_string(least));
    }
  }
}

void check_nothing_saturated(const State& state, Violations& violations) {
  const auto look = [&](Total total, std::string_view noun, std::string_view key) {
    if (total.saturated()) add(violations, Code::total_saturated, row(noun, key));
  };
  for (const auto& [id, entity] : state.entities.all()) {
    look(entity.accounts, "entity", id.view());
    look(entity.pools, "entity", id.view());
    look(entity.unconfirmed, "entity", id.view());
  }
  for (const auto& [id, account] : state.accounts.all())
    look(account.balance, "account", id.view());
  for (const auto& [key, pool] : state.pools.all()) {
    look(pool.in, "pool", Pool::key_text(key));
  }
  for (const auto& [key, balance] : state.book_balances.all()) {
    look(balance.debit, "book_balance", BookBalance::key_text(key));
    look(balance.credit, "book_balance", BookBalance::key_text(key));
  }
}

void check_sums(const State& state, Violations& violations) {
  std::map<Id, Total> accounts;
  std::map<Id, Total> pools;
  for (const auto& [id, account] : state.accounts.all()) {
    accounts[account.entity].add(account.balance.fen());
  }
  for (const auto& [key, pool] : state.pools.all()) {
    const Fund* const fund = state.funds.find(key.fund);
    if (fund != nullptr) pools[fund->entity].add(pool.balance.fen());
  }
  for (const auto& [id, entity] : state.entities.all()) {
    if (entity.accounts != accounts[id] || entity.pools != pools[id]) {
      add(violations, Code::books_unbalanced, row("entity", id.view()), "sums");
    }
  }
}

void check_unconfirmed_sum(const State& state, Violations& violations) {
  std::map<Id, Total> by_fund;
  for (const Income& income : state.unconfirmed.all()) {
    by_fund[income.fund].add(income.amount.fen());
  }
  std::map<Id, Total> by_entity;
  for (const auto& [id, total] : by_fund) {
    const Fund* const fund = state.funds.find(id);
    if (fund != nullptr) by_entity[fund->entity].add(total.fen());
  }
  for (const auto& [id, entity] : state.entities.all()) {
    if (entity.unconfirmed != by_entity[id]) {
      add(violations, Code::books_unbalanced, row("entity", id.view()), "unconfirmed");
    }
  }
}

void check_books_balance(const State& state, Violations& violations) {
  std::map<std::pair<Id, Month>, Total> difference;
  for (const auto& [key, balance] : state.book_balances.all()) {
    difference[{key.entity, key.month}].add(balance.debit.fen()).add(-balance.credit.fen());
  }
  for (const auto& [key, total] : difference) {
    if (total.fen() != 0) {
      add(violations, Code::books_unbalanced,
          row("book_balance", key.first.view()) + "/" + key.second.text(),
          std::to_string(total.fen()));
    }
  }
}

void check_ranges(const State& state, Violations& violations) {
  for (const auto& [key, pool] : state.pools.all()) {
    if (untaken(state, pool) != pool.balance.fen()) {
      add(violations, Code::books_unbalanced, row("pool", Pool::key_text(key)), "ranges");
    }
  }
}

void check_cases(const State& state, Violations& violations) {
  std::map<Pool::Key, Total> reserved;
  std::map<Id, Total> held;
  for (const auto& [id, request] : state.cases.all()) {
    const Fund* const fund = state.funds.find(request.fund);
    if (request.reserved) {
      for (const Reserved& part : request.reserved->items) {
        reserved[{request.fund, part.source, part.purpose}].add(part.amount.value);
      }
    }
    if (!request.held || fund == nullptr) continue;
    for (const Piece& piece : request.held->items) held[fund->entity].add(piece.fen());
  }
  for (const auto& [key, pool] : state.pools.all()) {
    if (pool.reserved != reserved[key]) {
      add(violations, Code::books_unbalanced, row("pool", Pool::key_text(key)), "reserved");
    }
  }
  for (const auto& [id, entity] : state.entities.all()) {
    if (entity.held != held[id]) {
      add(violations, Code::books_unbalanced, row("entity", id.view()), "held");
    }
  }
}

Violations check_entry_invariants(const State& state) {
  Violations violations;
  check_entities_balance(state, violations);
  return violations;
}

Violations check_checkpoint_invariants(const State& state) {
  Violations violations;
  check_entities_balance(state, violations);
  check_nothing_negative(state, violations);
  check_nothing_saturated(state, violations);
  check_sums(state, violations);
  check_ranges(state, violations);
  check_cases(state, violations);
  check_books_balance(state, violations);
  return violations;
}

Violations check_all_invariants(const State& state) {
  Violations violations = check_checkpoint_invariants(state);
  check_unconfirmed_sum(state, violations);
  return violations;
}

}  // namespace mingzhang
