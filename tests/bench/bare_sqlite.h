#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ledger/store/store.h"

namespace mingzhang::bench {

/// The rows that a ledger wrote, batch by batch, as a bare loop will insert them.
struct BareRows {
  struct Entry {
    std::int64_t seq;
    std::string bytes;
    Hash leaf;
  };
  struct Batch {
    std::vector<Entry> entries;
    std::vector<IndexRow> index;  ///< Sorted as the ledger sorts them.
    std::vector<store::NodeRow> nodes;
    std::vector<std::pair<std::string, std::string>> state;
    store::CheckpointRow checkpoint;
  };
  std::vector<Batch> batches;
};

/// Reads what a ledger wrote from entry `first` on. State rows that are written anew with every
/// batch stand once in each.
BareRows read_rows(const std::filesystem::path& database, std::uint64_t first);

/// Inserts them with plain SQLite calls into a new file of the ledger's own schema and settings,
/// one transaction per batch; without `all`, the entries alone. Returns the seconds.
double bare_insert(const std::filesystem::path& database, const BareRows& rows, bool all);

}  // namespace mingzhang::bench
