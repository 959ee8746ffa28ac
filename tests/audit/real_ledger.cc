#include "tests/audit/real_ledger.h"

#include <unistd.h>

#include <atomic>
#include <stdexcept>

#include "api/commands/founding_sitting.h"
#include "api/config/founding.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/office.h"
#include "ledger/fund/kinds/proposal.h"
#include "ledger/ledger.h"

namespace mingzhang::test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kGiftsPerBatch = 150;

DonationReceived gift(std::size_t number) {
  DonationReceived body;
  body.account = Id("qrpos1");
  body.amount = *Money::of_fen(static_cast<std::int64_t>(100 + number % 7));
  body.channel = Id("qrpos");
  body.ref = Ref("qrpos:qrpos1:G" + std::to_string(number));
  body.value_date = *Date::parse("2026-01-04");
  return body;
}

/// A clock of our own: a millisecond a look, so that nothing depends on the machine's.
class SteadyClock final : public Clock {
 public:
  Timestamp now() override { return {kStart.ms + ++ticks_}; }
  std::int64_t monotonic_ms() override { return ticks_; }

 private:
  static constexpr Timestamp kStart{1'769'000'000'000};  // In January 2026.

  std::atomic<std::int64_t> ticks_ = 0;
};

/// Founds the demo office as `mingzhang init --demo` does.
void found(const fs::path& folder, Clock& clock, Random& random) {
  const fs::path config = fs::path(MZ_SOURCE_DIR) / "config";
  const Result<Founding> founding = load_founding(config / "founding" / "demo.toml", config);
  if (!founding) throw std::runtime_error(to_text(founding.error()));
  const auto refusal = found_ledger(LedgerFolder{folder}, *founding, clock, random);
  if (refusal) throw std::runtime_error(to_text(*refusal));
}

class Office {
 public:
  Office(Ledger& ledger, RealLedger& made) : ledger_(ledger), made_(made) {}

  template <class T>
  Seq write(const char* actor, const Kind& kind, const char* fund, T body) {
    const Answer answer = ledger_.write(
        {make_command(kind, Id(actor), Id(fund), std::move(body)), std::nullopt, false});
    if (!answer) throw std::runtime_error(to_text(answer.error()));
    made_.size = answer->seq + 1;
    return answer->seq;
  }

  void take_gifts(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const bool last = i + 1 == count || (i + 1) % kGiftsPerBatch == 0;
      if (last) {
        made_.last_gift = write("cashier", kinds::donation_received(), "jinan", gift(next_++));
        continue;
      }
      const Command command =
          make_command(kinds::donation_received(), Id("cashier"), Id("jinan"), gift(next_++));
      if (!ledger_.submit({command, std::nullopt, false}, [](const Answer&) {})) {
        throw std::runtime_error("a gift was not taken");
      }
    }
  }

 private:
  Ledger& ledger_;
  RealLedger& made_;
  std::size_t next_ = 0;
};

InjectionReceived injection() {
  InjectionReceived body;
  body.account = Id("treasury1");
  body.amount = *Money::of_fen(5'000'000);
  body.budget_level = Id("city");
  body.budget_year = 2026;
  body.value_date = *Date::parse("2026-01-03");
  return body;
}

ActionProposed proposal() {
  ActionProposed body;
  body.target_kind = ShortText<40>(kinds::account_opened().name);
  body.target_body.json = R"({"account":"bank2","entity":"jinan_charity","from":"2026-01-01",)"
                          R"("title":"二户","type":"bank"})";
  return body;
}

ImportRecorded import() {
  ImportRecorded body;
  body.account = Id("qrpos1");
  body.file_digest.bytes[0] = std::byte{7};
  body.format = Id("receipts_csv");
  body.import = import_id(body.file_digest);
  body.rows = 1;
  body.total = 100;
  return body;
}

RealLedger make_ledger(const fs::path& folder, std::size_t gifts) {
  SystemRandom random;
  SteadyClock clock;
  RealLedger made;
  made.folder = folder;
  found(folder, clock, random);
  Ledger ledger(LedgerFolder{folder}, {clock, random, false});
  made.first_gift = ledger.snapshot()->head().size;
  Office office(ledger, made);
  office.take_gifts(gifts);
  made.injection = office.write("cashier", kinds::injection_received(), "jinan", injection());
  made.proposal = office.write("administrator", kinds::action_proposed(), "", proposal());
  made.declined = office.write("approver", kinds::action_declined(), "",
                               ActionDeclined{made.proposal, Id("not_agreed")});
  made.withdrawn = made.first_gift + 20;
  made.cancelled = office.write("cashier", kinds::income_cancelled(), "jinan",
                                IncomeCancelled{made.withdrawn, Id("wrong_amount")});
  made.import = office.write("cashier", kinds::import_recorded(), "jinan", import());
  IncomeConfirmed confirmed;
  confirmed.first = made.first_gift;
  confirmed.last = made.first_gift + 9;
  confirmed.count = 10;
  confirmed.amount = *Money::of_fen(100 + 101 + 102 + 103 + 104 + 105 + 106 + 100 + 101 + 102);
  made.confirmed = office.write("bookkeeper", kinds::income_confirmed(), "jinan", confirmed);
  const Seq last_gift = made.last_gift;
  office.take_gifts(50);
  made.last_gift = last_gift;
  return made;
}

}  // namespace

TempFolder::TempFolder() {
  std::string name = (fs::temp_directory_path() / "mz-audit-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

const RealLedger& real_ledger() {
  static const TempFolder folder;
  static const RealLedger made = make_ledger(folder.path() / "ledger", 600);
  return made;
}

const RealLedger& large_ledger() {
  static const TempFolder folder;
  static const RealLedger made = make_ledger(folder.path() / "ledger", 2'200);
  return made;
}

}  // namespace mingzhang::test
