#include "ledger/batch.h"

namespace mingzhang {
namespace {

Landing landing_of(store::Outcome outcome) {
  switch (outcome) {
    case store::Outcome::durable:
      return Landing::durable;
    case store::Outcome::full:
      return Landing::full;
    case store::Outcome::failed:
      return Landing::failed;
    case store::Outcome::sync_failed:
      return Landing::sync_failed;
  }
  return Landing::failed;
}

Landing landing_of(store::StoreError::Kind kind) {
  switch (kind) {
    case store::StoreError::Kind::full:
      return Landing::full;
    case store::StoreError::Kind::busy:
      return Landing::busy;
    case store::StoreError::Kind::io:
      return Landing::failed;
    case store::StoreError::Kind::corrupt:
    case store::StoreError::Kind::version:
      return Landing::damaged;
  }
  return Landing::failed;
}

}  // namespace

void Written::prove() {
  if (proofs == nullptr) return;
  checkpoint = proofs->checkpoint();
  path = proofs->path(seq);
  proofs.reset();
}

Landing write_batch(store::Store& store, Vault* vault, const Batch& batch) {
  try {
    const std::unique_ptr<store::Transaction> transaction = store.begin();
    if (transaction->head() != batch.before) return Landing::moved;
    Seq seq = batch.before.size;
    for (const Sealed& entry : batch.entries) {
      transaction->put_entry({seq++, entry.bytes, entry.leaf});
    }
    transaction->put_index(batch.rows);
    for (const store::NodeRow& node : batch.nodes) transaction->put_node(node);
    for (const store::StateChange& change : batch.state) transaction->put_state(change);
    for (const store::RequestRow& request : batch.requests) transaction->put_request(request);
    if (batch.drop_requests_before_ms) {
      transaction->drop_requests_before(*batch.drop_requests_before_ms);
    }
    transaction->put_checkpoint({batch.checkpoint.size, batch.note});
    if (vault != nullptr) {
      const store::Outcome kept = vault->write(batch.vault);
      if (kept != store::Outcome::durable) return landing_of(kept);
    }
    return landing_of(transaction->commit());
  } catch (const store::StoreError& error) {
    return landing_of(error.kind());
  }
}

}  // namespace mingzhang
