#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/log_tree.h"
#include "ledger/tlog/comparison.h"

/// `mingzhang-audit consistency`: what two checkpoints are to each other.
namespace mingzhang::audit {

/// What was found out, from the most to the least.
enum class Connection : unsigned char {
  continues,      ///< Proved: the newer ledger begins with the older one.
  forked,         ///< Proved: they exclude each other.
  source_forked,  ///< Proved: one of them and the source's own checkpoint exclude each other.
  too_short,      ///< Nothing: the source has not the entries of the newer one.
  unconnected,    ///< Nothing: the source's hashes do not even yield its own checkpoint.
};

struct Connected {
  Connection connection = Connection::unconnected;
  /// What proves it; of the first three.
  std::optional<tlog::Comparison> proof;
  std::optional<tlog::Compared> compared;
  std::uint64_t source_size = 0;
};

/// Two checkpoints of one size speak for themselves; for others `source` is asked, which may be
/// null. What it gives is verified like a stranger's proof. Errors: std::runtime_error of the
/// source. Pre: `log` signed both, and the older has not more entries.
Connected connect(const std::string& old_note, const std::string& new_note,
                  const tlog::Verifier& log, const LogTree* source);

}  // namespace mingzhang::audit
