#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ledger/fund/kinds/office.h"
#include "ledger/fund/kinds/opening.h"
#include "ledger/fund/kinds/people.h"
#include "ledger/fund/kinds/policy.h"

namespace mingzhang {

/// Who founds the ledger: their actor ids.
struct Founders {
  Id administrator;
  Id approver;
  Id auditor;
  Id responsible;

  static constexpr auto fields() {
    return std::tuple(field("administrator", &Founders::administrator),
                      field("approver", &Founders::approver), field("auditor", &Founders::auditor),
                      field("responsible", &Founders::responsible));
  }
};

/// Someone who takes up duties at the founding; the subject is drawn at random.
struct FoundingPerson {
  DutyList duties;
  Id entity;
  Id person;
  std::optional<FundList> scope;

  static constexpr auto fields() {
    return std::tuple(
        field("duties", &FoundingPerson::duties), field("entity", &FoundingPerson::entity),
        field("person", &FoundingPerson::person), field("scope", &FoundingPerson::scope));
  }
};

/// A file of config/founding/: everything that the founding writes into an empty ledger.
struct Founding {
  std::vector<AccountOpened> accounts;
  std::vector<EntityOpened> entities;
  Founders founders;
  std::vector<FundOpened> funds;
  Origin origin;
  std::vector<FoundingPerson> people;
  PolicyAdopted policy;
  std::vector<TableAdopted> tables;
  Title title;
};

/// Reads a founding, the policy that it names and every table of `config`. Errors: as config.h.
Result<Founding> load_founding(const std::filesystem::path& path,
                               const std::filesystem::path& config);

}  // namespace mingzhang
