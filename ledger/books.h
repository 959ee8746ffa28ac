#pragma once

#include <string>
#include <vector>

#include "ledger/fund/rules.h"
#include "ledger/store/store.h"
#include "ledger/tree.h"

namespace mingzhang {

/// What a running ledger holds in memory: the head of the chain, the growing tree and State. It is
/// a picture of the store; when in doubt it is dropped and loaded again, there is no undo.
struct Books {
  Link link;
  GrowingTree tree;
  State state;

  /// Reads state rows and the right edge of the tree, not history. Errors: StoreError;
  /// LedgerError damaged when the rows do not fit together.
  static Books load(store::Rows& rows);
};

/// An entry as it goes into the store.
struct Sealed {
  std::string bytes;
  Hash leaf;
};

/// The bytes and leaf hash of an entry (RFC 6962 §2.1).
Sealed seal(const Entry& entry);

/// Folds an entry that passed, moves the chain and the tree on. `effects` is filled anew; the tree
/// nodes it completes are added to `nodes`.
void advance(Books& books, const Facts& facts, const Entry& entry, const Hash& leaf,
             Effects& effects, std::vector<store::NodeRow>& nodes);

/// Drops every projection and derives it again from the entries, in one transaction of the caller.
/// Errors: LedgerError damaged when the chain does not hold: nothing is repaired by guessing.
/// `progress(done)` in entries.
Books rebuild(store::Transaction& transaction,
              const std::function<void(std::uint64_t done)>& progress);

}  // namespace mingzhang
