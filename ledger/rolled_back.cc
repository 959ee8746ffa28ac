#include "ledger/rolled_back.h"

#include "ledger/folder.h"
#include "ledger/tree.h"

namespace mingzhang {

void check_contains(store::Rows& rows, const tlog::Checkpoint& known) {
  if (known.size == 0) return;
  const store::Head head = rows.head();
  if (head.size < known.size) {
    throw LedgerError(LedgerError::Kind::rolled_back, "the store has " + std::to_string(head.size) +
                                                          " entries, but a checkpoint of " +
                                                          std::to_string(known.size) +
                                                          " was signed: an old copy was put back");
  }
  if (tlog::root_of(known.size, StoredTree(rows)) != known.root) {
    throw LedgerError(LedgerError::Kind::rolled_back,
                      "the store differs from the checkpoint of " + std::to_string(known.size) +
                          " entries that was signed: another history was put in its place");
  }
}

}  // namespace mingzhang
