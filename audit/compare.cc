#include "audit/compare.h"

#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

using tlog::Comparison;
using tlog::Relation;

/// What shows, in the tree of `source`, that a note continues another or excludes it.
class Connector {
 public:
  Connector(const tlog::Verifier& log, const LogTree* source) : log_(log), source_(source) {}

  /// Whether one of `relations` can be proved of the two notes.
  bool prove(const std::string& old_note, const std::string& new_note,
             std::initializer_list<Relation> relations) {
    const auto older = tlog::open_checkpoint(old_note, log_, tlog::Extensions::ignored);
    const auto newer = tlog::open_checkpoint(new_note, log_, tlog::Extensions::ignored);
    if (!older || !newer || older->size > newer->size) return false;
    Comparison comparison{Relation::continues, {}, {}, old_note, new_note};
    const bool same_size = older->size == newer->size;
    // Every tree begins with the empty one: that takes no hashes.
    if (!same_size && older->size > 0) {
      if (source_ == nullptr || source_->size() < newer->size) return false;
      comparison.path = tlog::prove_consistency(older->size, newer->size, source_->nodes());
    }
    for (const Relation relation : relations) {
      comparison.relation = relation;
      if (relation == Relation::forked && !same_size) {
        comparison.prefix =
            older->size == 0 ? tlog::empty_root() : tlog::root_of(older->size, source_->nodes());
      }
      const auto compared = tlog::verify_comparison(comparison, log_);
      if (!compared) continue;
      proof = comparison;
      shown = *compared;
      return true;
    }
    return false;
  }

  std::optional<Comparison> proof;
  std::optional<tlog::Compared> shown;

 private:
  const tlog::Verifier& log_;
  const LogTree* source_;
};

}  // namespace

Connected connect(const std::string& old_note, const std::string& new_note,
                  const tlog::Verifier& log, const LogTree* source) {
  Connector connector(log, source);
  Connected connected;
  if (source != nullptr) connected.source_size = source->size();
  const auto newer = tlog::open_checkpoint(new_note, log, tlog::Extensions::ignored);
  if (connector.prove(old_note, new_note, {Relation::continues, Relation::forked})) {
    const bool forked = connector.proof->relation == Relation::forked;
    connected.connection = forked ? Connection::forked : Connection::continues;
  } else if (source != nullptr &&
             (connector.prove(new_note, source->checkpoint(), {Relation::forked}) ||
              connector.prove(old_note, source->checkpoint(), {Relation::forked}))) {
    connected.connection = Connection::source_forked;
  } else if (source == nullptr || (newer && source->size() < newer->size)) {
    connected.connection = Connection::too_short;
  }
  connected.proof = connector.proof;
  connected.compared = connector.shown;
  return connected;
}

}  // namespace mingzhang::audit
