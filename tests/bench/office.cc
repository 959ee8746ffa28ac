#include "tests/bench/office.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>

#include "api/acts/office.h"
#include "api/commands/founding_sitting.h"
#include "api/config/founding.h"
#include "ledger/base/random.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/income.h"

namespace mingzhang::bench {
namespace {}  // namespace

double seconds_now() { return static_cast<double>(system_clock().monotonic_ms()) / 1000.0; }

void found(const std::filesystem::path& folder, const std::filesystem::path& config) {
  SystemRandom random;
  const auto founding = load_founding(config / "founding" / "demo.toml", config);
  if (!founding) throw std::runtime_error(to_text(founding.error()));
  const auto refusal = found_ledger({folder}, *founding, system_clock(), random);
  if (refusal) throw std::runtime_error(to_text(*refusal));
}

std::vector<Command> gifts(std::uint64_t first, std::uint64_t count) {
  std::vector<Command> commands;
  commands.reserve(count);
  const Date start = *Date::parse("2020-01-24");
  for (std::uint64_t i = first; i < first + count; ++i) {
    DonationReceived gift;
    gift.account = Id("qrpos1");
    gift.amount = *Money::of_fen(static_cast<std::int64_t>(1 + i * 7919 % 3'000'000));
    gift.channel = Id("qrpos");
    gift.ref = Ref(fmt::format("qrpos:qrpos1:0102{:014}{:010}", i / 3, i));
    gift.value_date = start.plus_days(static_cast<std::int32_t>(i / 5000 % 200));
    commands.push_back(make_command(kinds::donation_received(), Id("cashier"), Id("jinan"), gift));
  }
  return commands;
}

double write_all(Ledger& ledger, const std::vector<Command>& commands, std::size_t in_flight_max) {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t in_flight = 0;
  std::optional<Refusal> refusal;
  const double start = seconds_now();
  for (const Command& command : commands) {
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return in_flight < in_flight_max; });
      ++in_flight;
    }
    const Result<void> queued = ledger.submit({command, std::nullopt, false}, [&](Answer answer) {
      const std::lock_guard lock(mutex);
      if (!answer && !refusal) refusal = answer.error();
      if (--in_flight == 0 || in_flight == in_flight_max / 2) changed.notify_one();
    });
    if (!queued) throw std::runtime_error(to_text(queued.error()));
  }
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return in_flight == 0; });
  if (refusal) throw std::runtime_error(to_text(*refusal));
  return seconds_now() - start;
}

void confirm(const std::filesystem::path& folder, std::uint64_t leave) {
  const State state = read_state({folder});
  IncomeConfirmed wanted;
  wanted.last = static_cast<Seq>(kIntMax);
  const auto& all = state.unconfirmed.all();
  if (all.size() <= leave) return;
  auto last = all.end();
  for (std::uint64_t i = 0; i <= leave; ++i) --last;
  wanted.last = last->seq;
  SystemRandom random;
  Ledger ledger({folder}, {system_clock(), random, false});
  for (const IncomeConfirmed& one : plan_confirmations(state, Id("jinan"), wanted)) {
    const Answer answer = ledger.write(
        {make_command(kinds::income_confirmed(), Id("bookkeeper"), Id("jinan"), one), {}, false});
    if (!answer) throw std::runtime_error(to_text(answer.error()));
  }
}

}  // namespace mingzhang::bench
