#include "api/commands/founding_sitting.h"

#include "ledger/fund/kinds/proposal.h"

namespace mingzhang {
namespace {

/// Writes one entry after another and remembers the first refusal.
class Scribe {
 public:
  Scribe(Ledger& ledger, Id actor) : ledger_(ledger), actor_(actor) {}

  template <class T>
  Seq write(const Kind& kind, T body) {
    return write_as(actor_, kind, std::move(body));
  }
  template <class T>
  Seq write_as(const Id& actor, const Kind& kind, T body) {
    if (refusal_) return 0;
    const Answer answer =
        ledger_.write({make_command(kind, actor, Id(), std::move(body)), std::nullopt, false});
    if (answer) return answer->seq;
    refusal_ = answer.error();
    refusal_->detail += std::string(refusal_->detail.empty() ? "" : "; ") + std::string(kind.name);
    return 0;
  }
  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  Ledger& ledger_;
  Id actor_;
  std::optional<Refusal> refusal_;
};

/// An opaque id of a natural person. The vault will map people to theirs.
Id random_subject(Random& random) {
  const Block<10> bytes = random.block<10>();
  return Id("s" + to_hex(bytes.view()));
}

LedgerOpened opening_of(const Founding& founding, const std::string& vkey, Random& random) {
  LedgerOpened opened;
  const auto founder = [&](const Id& person) { return Founder{person, random_subject(random)}; };
  opened.administrator = founder(founding.founders.administrator);
  opened.approver = founder(founding.founders.approver);
  opened.auditor = founder(founding.founders.auditor);
  opened.responsible = founding.founders.responsible == founding.founders.approver
                           ? opened.approver
                           : founder(founding.founders.responsible);
  opened.ledger = random.block<16>();
  opened.origin = founding.origin;
  opened.title = founding.title;
  opened.vkey = VkeyText(vkey);
  return opened;
}

/// The founding sitting: the administrator writes what the office is made of, then proposes the
/// policy, and the responsible person puts it in force (design §4).
std::optional<Refusal> write_founding(Ledger& ledger, const Founding& founding,
                                      const std::string& vkey, Random& random) {
  Scribe scribe(ledger, founding.founders.administrator);
  scribe.write(kinds::ledger_opened(), opening_of(founding, vkey, random));
  for (const TableAdopted& table : founding.tables) scribe.write(kinds::table_adopted(), table);
  for (const EntityOpened& entity : founding.entities) {
    scribe.write(kinds::entity_opened(), entity);
  }
  for (const AccountOpened& account : founding.accounts) {
    scribe.write(kinds::account_opened(), account);
  }
  for (const FundOpened& fund : founding.funds) scribe.write(kinds::fund_opened(), fund);
  for (const FoundingPerson& person : founding.people) {
    PersonEnrolled enrolled;
    enrolled.duties = person.duties;
    enrolled.entity = person.entity;
    enrolled.person = person.person;
    enrolled.scope = person.scope;
    enrolled.subject = random_subject(random);
    scribe.write(kinds::person_enrolled(), enrolled);
  }
  ActionProposed proposed;
  proposed.target_kind = ShortText<40>(kinds::policy_adopted().name);
  proposed.target_body.json = to_json(founding.policy);
  PolicyAdopted policy = founding.policy;
  policy.proposal = scribe.write(kinds::action_proposed(), proposed);
  scribe.write_as(founding.founders.responsible, kinds::policy_adopted(), policy);
  return scribe.refusal();
}

}  // namespace

std::optional<Refusal> found_ledger(const LedgerFolder& folder, const Founding& founding,
                                    Clock& clock, Random& random) {
  Ledger::create(folder, founding.origin.view(), random);
  std::string vkey = read_file(folder.verifier_key());
  if (vkey.ends_with('\n')) vkey.pop_back();
  Ledger ledger(folder, {clock, random, false});
  return write_founding(ledger, founding, vkey, random);
}

}  // namespace mingzhang
