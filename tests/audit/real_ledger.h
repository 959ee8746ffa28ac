#pragma once

#include <cstddef>
#include <filesystem>

#include "ledger/fund/codec.h"

namespace mingzhang::test {

/// A folder of its own below the system's temporary folder, gone when this is.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A ledger as an office writes it, and where things are in it.
struct RealLedger {
  std::filesystem::path folder;
  Seq first_gift = 0;  ///< The gifts follow each other without a gap,
  Seq last_gift = 0;   ///< in several batches; all from the cashier.
  Seq injection = 0;
  Seq proposal = 0;
  Seq declined = 0;
  Seq cancelled = 0;  ///< income.cancelled, of the gift `withdrawn`.
  Seq withdrawn = 0;
  Seq import = 0;     ///< import.recorded.
  Seq confirmed = 0;  ///< income.confirmed, of the first gifts.
  Seq size = 0;
};

/// Made once per program: about 700 entries, so that it has two full tiles.
const RealLedger& real_ledger();
/// As above, with more entries than the audit tool prepares in one chunk.
const RealLedger& large_ledger();

}  // namespace mingzhang::test
