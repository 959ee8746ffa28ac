#include "tests/matrix/full_ledger.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstring>
#include <set>

#include "ledger/store/sqlite_vault.h"
#include "ledger/tlog/checkpoint.h"
#include "ledger/tlog/edge.h"
#include "ledger/vault.h"
#include "tests/fund/money_acts.h"
#include "tests/ledger/trace_desk.h"

namespace mingzhang::test {

namespace fs = std::filesystem;

namespace {

constexpr int kGifts = 75;  ///< Before the rest of the story, and again after it.
constexpr std::int64_t kCheckpointEntries = 8;
constexpr std::int64_t kDayMs = 86'400'000;

Block<32> master() { return store::hash_of_number(5); }

/// Tells the story of a fund in which everything happens once.
class Teller {
 public:
  explicit Teller(const LedgerFolder& folder) {
    const store::VaultPaths paths{folder.vault().string(), folder.keys().string()};
    store::create_sqlite_vault(paths, Vault::proof_of(master()));
    vault_ =
        std::make_unique<Vault>([paths] { return store::open_sqlite_vault(paths, {}); }, master());
    desk_.options.vault = vault_.get();
    desk_.open();
  }

  void tell() {
    gifts();
    office();
    imports();
    income();
    corrections();
    requests();
    aid();
    urgent_aid();
    county();
    months();
    gifts();
    lapse();
    read_details();
    desk_.close();
  }
  const TraceDesk& desk() const { return desk_; }

 private:
  Seq put(const Command& command) { return put(Submission{command, std::nullopt, false, {}, {}}); }
  Seq put(const Submission& submission) {
    const Answer answer = test::write(*desk_, submission);
    if (!answer) {
      throw std::runtime_error(std::string(submission.command.kind->name) + ": " +
                               to_text(answer.error()));
    }
    leaf_ = answer->leaf;
    return answer->seq;
  }
  Date today() { return desk_.clock.now().date(480); }

  void gifts() {
    std::vector<Submission> all;
    for (int i = 0; i < kGifts; ++i)
      all.push_back({gift(next_gift_++), std::nullopt, false, {}, {}});
    test::write_all(*desk_, all);
  }

  void office() {
    TableRow paper = code_row("minutes", "会议纪要");
    desk_.by_two(table(TableName::doc_types, "2014-01-01", {paper, code_row("id_copy")})
                     .with([](TableAdopted& body) { body.document_no = Number("JC-2026-1"); }),
                 "admin", "leader");
    desk_.by_two(policy().with([](PolicyAdopted& body) {
      body.document_no = Number("JC-2026-2");
      body.limits.award_valid_days = 90;
      body.limits.cash_max = 100000;
      body.limits.medical_remainder.on = true;
      body.limits.small_aid_max = 200000;
      body.limits.two_approvers_above = 2000000;
      body.limits.urgent_ratify_days = 5;
      body.limits.urgent_release_max = 500000;
    }),
                 "admin", "leader");
    desk_.by_two(entity("shanghe", "370113").with([](EntityOpened& body) {
      body.uscc = ShortText<18>("51370100000000000X");
    }),
                 "admin", "leader");
    desk_.by_two(account("bank2", "jinan", AccountType::bank).with([](AccountOpened& body) {
      body.bound_source = Source::donation;
      body.custodian = Id("cashier");
    }),
                 "admin", "leader");
    desk_.by_two(fund("orphans", "jinan", "370100").with([](FundOpened& body) {
      body.document_no = Number("JC-2026-3");
    }),
                 "admin", "leader");
    const FundList scope{{"jinan"}};
    desk_.by_two(enrolment("cashier3", {{Duty::cashier}}).with([&](PersonEnrolled& body) {
      body.scope = scope;
    }),
                 "admin", "leader");
    desk_.by_two(change_of("cashier3").with([&](PersonChanged& body) {
      body.duties = DutyList{{Duty::cashier}};
      body.scope = scope;
    }),
                 "admin", "leader");
    desk_.by_two(enrolment("approver2", {{Duty::approver}}), "admin", "leader");
    const Seq proposal = put(
        proposal_of(account("bank3", "jinan", AccountType::bank)).with([](ActionProposed& body) {
          body.reason = Id("not_agreed");
        }));
    put(declining(proposal));
  }

  /// A gift with everything that one can have, of an import, with details in the vault.
  void imports() {
    const Act<ImportRecorded> import = import_of(1).with([](ImportRecorded& body) {
      body.from = day("2026-11-01");
      body.to = day("2026-11-20");
    });
    put(import);
    const Id donor = *vault_->subject_id("370105194912310021", desk_.random);
    const Id tag = *vault_->account_tag("6226000000005669", desk_.random);
    const auto full = [&](DonationReceived& body) {
      body.anonymous.on = true;
      body.donor = donor;
      body.import = import.body().import;
      body.purpose = {Id("370113"), PurposeType::county};
      body.receipt_wanted.on = true;
    };
    for (int i = 0; i < 4; ++i) {
      Submission submission{gift(next_gift_++).with(full), std::nullopt, false, {}, {}};
      submission.details = {{i == 0 ? donor : Id("donor" + std::to_string(i)),
                             R"({"name":"王小明","note":"第)" + std::to_string(i) + R"(笔"})"}};
      submission.ids = {tag};
      first_of_import_ = i == 0 ? put(submission) : (put(submission), first_of_import_);
    }
    put(confirmation(first_of_import_, first_of_import_ + 3, 3, 3_yuan)
            .with([&](IncomeConfirmed& body) {
              body.against = Number("statement 7");
              body.except.emplace().items = {first_of_import_ + 1};
              body.import = import.body().import;
            }));
    put(cancellation(first_of_import_ + 1));
  }

  void income() {
    const Seq grant = put(injection(30000_yuan).with([](InjectionReceived& body) {
      body.budget_item = Number("2080299");
      body.channel = Id("counter");
      body.document_no = Number("JCS-9");
      body.purpose = village_purpose();
      body.ref = Ref("counter:treasury:1");
    }));
    put(confirmation(grant, grant, 1, 30000_yuan));
    desk_.gift(60000_yuan);
    desk_.gift(500_yuan, village_purpose());
    desk_.gift(500_yuan, cause_purpose());
  }

  void corrections() {
    const Seq wrong = desk_.gift(20_yuan);
    const Seq sent_back = desk_.gift(30_yuan);
    const Seq changed = desk_.gift(40_yuan);
    const List<Doc, 32> docs{{full_doc()}};
    desk_.by_two(reversal(wrong).with([&](EntryReversed& body) {
      body.book_date = today();
      body.docs = docs;
      body.replacement = sent_back;
    }));
    desk_.by_two(refund(sent_back, 10_yuan).with([&](DonationRefunded& body) {
      body.book_date = body.value_date;
      body.docs = docs;
      body.receipt_voided.on = true;
    }));
    desk_.by_two(new_purpose(changed, 25_yuan, village_purpose()).with([&](PurposeChanged& body) {
      body.docs = docs;
    }));
  }

  static Doc full_doc() {
    Doc page = doc("minutes");
    page.digest = store::hash_of_number(77);
    page.place = ShortText<40>("vol. 3 p. 7");
    return page;
  }
  static Paper paper(const Id& signer) {
    return {day("2026-11-20"), store::hash_of_number(78), signer};
  }

  /// Requests that come to nothing, each in its own way.
  void requests() {
    put(household("h1").with([](HouseholdRegistered& body) {
      body.certificates.emplace().items = {
          {day("2026-01-01"), day("2027-01-01"), HouseholdClass::tekun}};
      body.household_class = HouseholdClass::tekun;
      body.members.items[1].from = day("2026-01-02");
      body.members.items[1].to = day("2027-01-02");
    }));
    put(household("h2"));
    put(household_change("h2").with([](HouseholdChanged& body) {
      body.certificates.emplace().items = {
          {day("2026-01-01"), day("2027-01-01"), HouseholdClass::dibao}};
      body.members.items[0].from = day("2026-01-02");
      body.members.items[0].to = day("2027-01-02");
    }));
    put(request("c.no", "h1"));
    put(rejection("c.no"));
    put(request("c.gone", "h1"));
    put(withdrawal("c.gone"));
    put(request("c.back", "h1"));
    put(survey("c.back").with(certified));
    put(supplement("c.back"));
    put(withdrawal("c.back"));
  }
  static void certified(CaseSurveyed& body) {
    body.income.reset();
    body.means = Means::certificate;
  }

  /// A case with everything that one can have.
  void aid() {
    const List<Doc, 32> docs{{full_doc()}};
    put(request("c1", "h2").with([&](CaseOpened& body) {
      body.cause = "illness";
      body.docs = docs;
      body.paper = paper("caseworker");
      body.victim = Id("s.h2a");
    }));
    put(survey("c1").with([&](CaseSurveyed& body) {
      body.docs = docs;
      body.medical = Medical{100, 300000, 200, 500000, 300, 800600};
      body.paper = paper("caseworker");
    }));
    put(review("c1").with([&](CaseReviewed& body) {
      body.docs = docs;
      body.paper = paper("reviewer");
      body.seen = leaf_;
    }));
    put(minutes("c1").with([&](EvidenceAttached& body) { body.docs = docs; }));
    put(meeting("c1").with([&](CaseApproved& body) {
      body.docs = docs;
      body.same_event_override.on = true;
      body.seen = leaf_;
      body.sources.emplace().items = {{600_yuan, Source::donation}, {400_yuan, Source::gov}};
      body.valid_until = day("2026-12-31");
    }));
    put(payee("c1").with([&](PayeeSet& body) {
      body.docs = docs;
      body.holder = "s.h2a";
    }));
    pay_in_parts(docs);
    desk_.approved("c2", 5000_yuan);
  }
  void pay_in_parts(const List<Doc, 32>& docs) {
    put(batch("b1", "c1", 200_yuan));
    put(failure("b1", "c1"));
    const Hash newest = leaf_;  // Batches are no entries of a case.
    put(batch("b2", "c1", 600_yuan));
    put(releasing("b2").with(
        [](BatchReleased& body) { body.file_digest = store::hash_of_number(79); }));
    put(payment("b2", "c1", 600_yuan).with([&](AidPaid& body) {
      body.bank_ref = Number("bank 5");
      body.book_date = body.value_date;
      body.seen = newest;
    }));
    put(sent_back("b2", "c1", 100_yuan).with([](AidReturned& body) {
      body.book_date = body.value_date;
      body.next = AfterReturn::resend;
    }));
    put(sent_back("b2", "c1", 50_yuan).with([](AidReturned& body) {
      body.next = AfterReturn::cancel;
    }));
    put(delivery("b2", "c1").with([&](AidDelivered& body) {
      body.docs = docs;
      body.paper = paper("caseworker");
      body.witnesses.emplace().items = {"s.w1", "s.w2"};
    }));
    desk_.pay("c1", "b3", 100_yuan);
  }

  void urgent_aid() {
    desk_.approved_at_once("c4", 1000_yuan);
    put(survey("c4").with([](CaseSurveyed& body) { body.docs.emplace().items = {full_doc()}; }));
    put(review("c4"));
    put(ratification("c4").with(
        [](CaseRatified& body) { body.docs.emplace().items = {full_doc()}; }));
    desk_.approved_at_once("c5", 1000_yuan);
    put(no_ratification("c5"));
  }

  void county() {
    const Seq sent = desk_.by_two(sending(200_yuan).with([](TransferSent& body) {
      body.book_date = body.value_date;
      body.docs.emplace().items = {full_doc()};
      body.plan_line = Number("plan 4");
    }));
    const Seq income = put(arrival(sent, 200_yuan).with([](TransferReceived& body) {
      body.ref = Ref("counter:cq.bank:8");
    }));
    desk_.confirm(income, 200_yuan, "changqing");
    put(moving(100_yuan).with([](MoneyMoved& body) { body.slip_ref = Number("slip 6"); }));
  }

  void months() {
    put(closing("2020-01"));
    put(closing("2020-02"));
  }

  /// Awards lapse by themselves; the system writes it.
  void lapse() {
    desk_.approved("c6", 300_yuan);
    desk_.clock.pass_ms(100 * kDayMs);
    put(gift(next_gift_++));
  }

  /// Somebody looks at private details.
  void read_details() {
    Hash commitment;
    vault_->rows().scan_details([&](const auto& row) { commitment = row.commitment; });
    for (int i = 0; i < 4; ++i) {
      vault_->log_read(commitment, Id("auditor"), Id("audit"), desk_.clock.now());
    }
  }

  TraceDesk desk_;
  std::unique_ptr<Vault> vault_;
  Hash leaf_;
  int next_gift_ = 1;
  Seq first_of_import_ = 0;
};

/// Every kind of entry must occur.
void expect_every_kind(store::Rows& rows) {
  std::set<std::string_view> missing;
  for (const Kind* const kind : all_kinds()) missing.insert(kind->name);
  rows.scan_entries(0, rows.head().size, [&](const store::EntryRow& row) {
    missing.erase(decode(row.bytes).value().kind->name);
    return true;
  });
  for (const std::string_view kind : missing) {
    throw std::runtime_error(std::string(kind) + " does not occur");
  }
}

/// How many entries came into one batch is chance; the key signs the same sizes in every run.
void sign_again(const std::string& path) {
  forge(path, "DELETE FROM checkpoints");
  SQLite::Database database(path, SQLite::OPEN_READWRITE);
  const std::int64_t size = database.execAndGet("SELECT count(*) FROM entries").getInt64();
  const tlog::Signer signer = signer_of(1);
  tlog::Edge edge;
  SQLite::Statement entries(database, "SELECT leaf FROM entries ORDER BY seq");
  SQLite::Statement insert(database, "INSERT INTO checkpoints VALUES(?,?)");
  while (entries.executeStep()) {
    Hash leaf;
    std::memcpy(leaf.bytes.data(), entries.getColumn(0).getBlob(), leaf.bytes.size());
    edge.append(leaf);
    const auto now = static_cast<std::int64_t>(edge.size());
    if (now % kCheckpointEntries != 0 && now != size) continue;
    insert.bind(1, now);
    insert.bind(2, tlog::sign_checkpoint({signer.name(), edge.size(), edge.root()}, signer));
    insert.exec();
    insert.reset();
  }
}

}  // namespace

void make_full_ledger(const fs::path& target) {
  const LedgerFolder folder{target};
  fs::create_directories(folder.root);
  write_secret(folder.master_key(), master());
  {
    Teller teller(folder);
    teller.tell();
    fs::copy_file(teller.desk().database(), folder.database());
  }
  Block<32> seed{};
  seed.bytes[0] = std::byte{1};
  write_secret(folder.signing_key(), seed);
  write_file(folder.verifier_key(), signer_of(1).verifier().vkey() + "\n");
  sign_again(folder.database().string());
  expect_every_kind(*store::open_sqlite_readonly(folder.database().string())->snapshot());
}

}  // namespace mingzhang::test
