#include "audit/vault_check.h"

#include <algorithm>

#include "ledger/fund/entry.h"

namespace mingzhang::audit {
namespace {

/// Entries that are read in one snapshot.
constexpr Seq kPageEntries = 16'384;

bool bears(const Entry& entry, const Hash& commitment) {
  return std::ranges::find(entry.commitments, commitment) != entry.commitments.end();
}

std::string_view to_text(Unopened reason) {
  switch (reason) {
    case Unopened::not_there:
      return "not in the vault";
    case Unopened::destroyed:
      return "key destroyed";
    case Unopened::damaged:
      return "does not open";
    case Unopened::differs:
      return "other details than were committed to";
  }
  return {};
}

class VaultCheck {
 public:
  VaultCheck(store::Store& ledger, Vault& vault, Findings& findings)
      : ledger_(ledger), vault_(vault), findings_(findings) {}

  VaultReport run() {
    guarded("details", [&] { check_details_rows(); });
    guarded("private", [&] { check_entries(); });
    guarded("ids", [&] { check_ids(); });
    guarded("reads", [&] { check_reads(); });
    return report_;
  }

 private:
  /// What a damaged file still yields is checked all the same.
  template <class Part>
  void guarded(std::string_view where, Part&& part) {
    try {
      part();
    } catch (const store::StoreError& error) {
      if (error.kind() != store::StoreError::Kind::corrupt) throw;
      add(Damage::unreadable, {}, std::string(where), error.what());
    }
  }

  void add(Damage damage, std::optional<Seq> seq, std::string where, std::string_view found,
           std::string expected = {}) {
    findings_.add(
        {damage, seq, {}, std::move(where), {}, std::move(expected), std::string(found), false});
  }

  void check_details_rows() {
    std::unique_ptr<store::Rows> rows;
    vault_.rows().scan_details([&](const store::DetailsRow& row) {
      if (report_.details++ % kPageEntries == 0) rows = ledger_.snapshot();
      const auto opened = vault_.open(row);
      if (opened) {
        ++report_.opened;
      } else if (opened.error() == Unopened::destroyed) {
        ++report_.erased;
      } else {
        add(Damage::details_differ, row.seq, "private " + to_hex(row.commitment.view()),
            to_text(opened.error()));
      }
      const std::optional<std::string> bytes = rows->entry(row.seq);
      const Result<Entry> entry = bytes ? decode(*bytes) : refuse(Code::json_malformed);
      if (!entry || !bears(*entry, row.commitment)) ++report_.without_entry;
    });
  }

  void check_entries() {
    const Seq size = ledger_.snapshot()->head().size;
    for (Seq first = 0; first < size; first += kPageEntries) {
      const std::unique_ptr<store::Rows> rows = ledger_.snapshot();
      rows->scan_entries(first, std::min(size, first + kPageEntries),
                         [&](const store::EntryRow& row) {
                           check_entry(row);
                           return true;
                         });
    }
  }

  void check_entry(const store::EntryRow& row) {
    // Few entries have any: no need to decode the others.
    if (row.bytes.find("\"private\":[") == std::string_view::npos) return;
    const Result<Entry> entry = decode(row.bytes);
    if (!entry) return;  // A finding already.
    for (const Hash& commitment : entry->commitments) {
      ++report_.commitments;
      if (vault_.has(commitment, {})) continue;
      add(Damage::details_differ, row.seq, "private " + to_hex(commitment.view()),
          to_text(Unopened::not_there));
    }
  }

  /// In the order of the id: equal ones follow each other. A number twice the database refuses.
  void check_ids() {
    std::string before;
    vault_.rows().scan_ids([&](const store::IdRow& row) {
      ++report_.ids;
      if (row.id == before) {
        add(Damage::details_differ, {}, "id " + row.id, "two numbers", "one number");
      }
      const char mark = row.noun == store::IdNoun::subject ? 's' : 'a';
      const bool formed = row.id.size() == 17 && row.id.front() == mark &&
                          block_from_hex<8>(std::string_view(row.id).substr(1)).has_value();
      if (!formed) add(Damage::details_differ, {}, "id " + row.id, "not of the form of an id");
      before = row.id;
    });
  }

  void check_reads() {
    Hash prev;
    vault_.rows().scan_reads([&](const store::ReadRow& row) {
      const std::string where = "read " + std::to_string(row.number);
      if (row.number != report_.reads) {
        add(Damage::details_differ, {}, where, "out of its place",
            "read " + std::to_string(report_.reads));
      }
      if (row.prev != prev || row.hash != read_hash(row)) {
        add(Damage::details_differ, {}, where, to_hex(row.hash.view()),
            to_hex(read_hash(row).view()));
      }
      prev = row.hash;
      report_.reads = row.number + 1;
    });
  }

  store::Store& ledger_;
  Vault& vault_;
  Findings& findings_;
  VaultReport report_;
};

}  // namespace

VaultReport check_vault(store::Store& ledger, Vault& vault, Findings& findings) {
  return VaultCheck(ledger, vault, findings).run();
}

}  // namespace mingzhang::audit
