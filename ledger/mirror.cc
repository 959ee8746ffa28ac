#include "ledger/mirror.h"

#include "ledger/books.h"
#include "ledger/folder.h"

namespace mingzhang {

Mirror::Mirror(Snapshot snapshot) : snapshot_(std::move(snapshot)) { load(); }

void Mirror::load() {
  const std::unique_ptr<store::Rows> rows = snapshot_();
  Books books = Books::load(*rows);
  const std::unique_lock lock(mutex_);
  state_ = std::move(books.state);
  size_ = books.link.size;
}

void Mirror::take(const Batch& batch) {
  // Only this thread changes size_, so it may look without the lock.
  if (batch.size() <= size_) return;
  if (batch.before.size != size_ || batch.changes == nullptr) {
    try {
      return load();
    } catch (const store::StoreError&) {
      return;
    } catch (const LedgerError&) {
      return;
    }
  }
  const std::unique_lock lock(mutex_);
  state_.apply(*batch.changes);
  size_ = batch.size();
}

}  // namespace mingzhang
