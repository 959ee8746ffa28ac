#include "tests/ledger/vault_desk.h"

#include <filesystem>

namespace mingzhang::test {

VaultDesk::VaultDesk() { store::create_sqlite_vault(paths, Vault::proof_of(master)); }

VaultDesk::VaultDesk(const VaultDesk& other) : desk(other.desk) {
  std::filesystem::copy_file(other.paths.details, paths.details);
  std::filesystem::copy_file(other.paths.keys, paths.keys);
}

VaultDesk& VaultDesk::open() {
  close();
  vault = std::make_unique<Vault>([this] { return store::open_sqlite_vault(paths, desk.sqlite); },
                                  master);
  desk.options.vault = vault.get();
  desk.open();
  return *this;
}

void VaultDesk::close() {
  desk.close();
  vault.reset();
}

VaultDesk& VaultDesk::found() {
  open();
  desk.found();
  return *this;
}

std::string VaultDesk::details_of(int number) {
  return R"({"name":"王小明","note":"第)" + std::to_string(number) + R"(笔"})";
}

Submission VaultDesk::gift_of(int number, const std::string& subject) {
  return {gift(number), std::nullopt, false, {{Id(subject), details_of(number)}}, {}};
}

std::vector<std::pair<Hash, Seq>> VaultDesk::committed() const {
  std::vector<std::pair<Hash, Seq>> all;
  desk.rows()->scan_entries(0, desk.size(), [&](const store::EntryRow& row) {
    const Result<Entry> entry = decode(row.bytes);
    for (const Hash& commitment : entry->commitments) {
      all.emplace_back(commitment, row.seq);
    }
    return true;
  });
  return all;
}

std::vector<store::DetailsRow> VaultDesk::rows() {
  std::vector<store::DetailsRow> all;
  vault->rows().scan_details([&](const store::DetailsRow& row) { all.push_back(row); });
  return all;
}

}  // namespace mingzhang::test
