#pragma once

#include "ledger/store/sqlite_vault.h"
#include "ledger/vault.h"
#include "tests/ledger/desk.h"

namespace mingzhang::test {

/// A desk with a vault beside its ledger.
class VaultDesk {
 public:
  VaultDesk();
  /// A copy of one that is closed.
  explicit VaultDesk(const VaultDesk& other);

  /// Opens vault and ledger anew.
  VaultDesk& open();
  void close();
  VaultDesk& found();

  Answer write(const Submission& submission) { return test::write(*desk, submission); }
  /// Gift `number`, with details of the subject.
  static Submission gift_of(int number, const std::string& subject);
  static std::string details_of(int number);

  /// Every commitment of every entry, with the entry.
  std::vector<std::pair<Hash, Seq>> committed() const;
  std::vector<store::DetailsRow> rows();

  Desk desk;
  store::VaultPaths paths{desk.folder.file("vault.db"), desk.folder.file("keys.db")};
  Block<32> master = hash_of_number(5);
  std::unique_ptr<Vault> vault;

 private:
  static Block<32> hash_of_number(std::uint64_t number) { return store::hash_of_number(number); }
};

}  // namespace mingzhang::test
