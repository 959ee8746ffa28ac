#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/base/bytes.h"

namespace mingzhang::store {

/// The guard against a second root for one size: the largest checkpoint that was ever signed or
/// seen, kept in another directory than the data, so that restoring an old copy of the data is
/// noticed before anything is signed. When to save, and what a difference means, is the caller's
/// business.
///
/// The file is text, exactly:
///
///     mingzhang guard 1
///     ledger 0123456789abcdef0123456789abcdef
///     size 42
///     root <64 hexadecimal digits>
struct Guard {
  /// The ledger's id: 32 lower-case hexadecimal digits.
  std::string ledger;
  std::uint64_t size = 0;
  Hash root;

  bool operator==(const Guard&) const = default;

  /// None when there is no such file (first use). Errors: StoreError io; corrupt when it differs
  /// from the form above in a single byte.
  static std::optional<Guard> load(const std::string& path);

  /// Replaces the file; it holds the old or the new guard at every moment, and the new one for good
  /// when this returns. Pre: `ledger` is of its form, one caller at a time.
  /// Errors: StoreError (io, full); the old guard then still stands.
  void save(const std::string& path) const;
};

}  // namespace mingzhang::store
