#include "audit/chain.h"

#include <algorithm>
#include <span>
#include <utility>

#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

std::string short_hex(const Hash& hash) { return to_hex(hash.view()).substr(0, 16) + "…"; }

bool is_unknown(Code code) { return code == Code::kind_unknown || code == Code::version_unknown; }

}  // namespace

void ChainWalk::take(const std::shared_ptr<const Chunk>& held) {
  const Chunk& chunk = *held;
  if (chunk.unreadable) {
    const Seq from = chunk.entries.empty() ? chunk.first : chunk.entries.back().row + 1;
    findings_.add({Damage::unreadable, from, chunk.last - 1, "entries", {}, {}, {}, false});
    unreadable_end_ = chunk.last;
  }
  for (std::size_t i = 0; i < chunk.tiles.size(); ++i) {
    if (chunk.tiles[i]) tree_.offer_tile(chunk.first / kTileWidth + i, *chunk.tiles[i]);
  }
  due_.insert(due_.end(), chunk.checkpoints.begin(), chunk.checkpoints.end());
  if (chunk.sound && chunk.entries.size() > 4) return take_sound(held);
  for (const Prepared& entry : chunk.entries) see(held, entry);
}

/// The first two settle what came before. Where that leaves nothing open, those up to the last two
/// have nothing to be settled: in a sound chunk each is what the two after it remember.
void ChainWalk::take_sound(const std::shared_ptr<const Chunk>& held) {
  const std::vector<Prepared>& entries = held->entries;
  see(held, entries[0]);
  see(held, entries[1]);
  std::size_t next = 2;
  if (shift_ == 0 && !candidate_ && next_row_ == entries[0].row) {
    window_.clear();
    next = entries.size() - 2;
    for (const Prepared& entry : std::span(entries).first(next)) {
      append(entry.computed, entry.row != tree_.size());
      check_time(*entry.entry);
    }
    result_.rows = next_row_ = entries[next].row;
  }
  for (; next < entries.size(); ++next) see(held, entries[next]);
}

void ChainWalk::skip_tile(Seq tile, const Hash& root) {
  while (!window_.empty()) settle_front();
  check_gap(tile * kTileWidth);
  next_row_ = (tile + 1) * kTileWidth;
  result_.rows = next_row_;
  tree_known_ = tree_known_ && tree_.size() == tile * kTileWidth;
  if (tree_known_) tree_.append_tile(root);
}

/// How far the number of window_[i] runs ahead of its place; none when there is no number.
std::optional<std::int64_t> ChainWalk::ahead(std::size_t i) const {
  const Prepared* const entry = at(i);
  if (entry == nullptr || !entry->entry) return std::nullopt;
  const auto row = static_cast<std::int64_t>(entry->row);
  return static_cast<std::int64_t>(entry->entry->seq) - row - shift_;
}

/// Whether what window_[i] remembers of the one before it can be believed.
bool ChainWalk::is_reliable(std::size_t i) const {
  const Prepared* const entry = at(i);
  if (ahead(i) != 0 || entry->computed != entry->stored) return false;
  const Prepared* const after = at(i + 1);
  if (ahead(i + 1) != 0 || after->computed != after->stored) return true;
  return after->row != entry->row + 1 || after->entry->prev == entry->computed;
}

/// Whether a checkpoint that is due next is met when `leaf` comes next.
bool ChainWalk::meets_with(const Hash& leaf) const {
  const std::uint64_t size = tree_.size() + 1;
  return tree_known_ && tree_.root_known() && !root_lost_ &&
         std::any_of(due_.begin(), due_.end(), [&](const PreparedCheckpoint& due) {
           return due.size == size && due.checkpoint &&
                  due.checkpoint->root == tree_.root_with(leaf);
         });
}

/// The hash of what belongs in the place of `entry`: the next entry remembers it. Where that one is
/// damaged too, two of three must agree, or a checkpoint tells.
Hash ChainWalk::true_leaf(const Prepared& entry) const {
  const Prepared* const next = at(1);
  const bool adjacent = next != nullptr && next->row == entry.row + 1;
  if (adjacent && is_reliable(1)) return next->entry->prev;
  if (entry.computed == entry.stored) return entry.computed;
  const bool remembered = adjacent && next->entry && next->entry->prev == entry.computed;
  return remembered || meets_with(entry.computed) ? entry.computed : entry.stored;
}

/// Settles the first entry of the window, knowing the two after it.
void ChainWalk::settle_front() {
  const Prepared& entry = *window_.front();
  check_gap(entry.row);
  next_row_ = entry.row + 1;
  result_.rows = next_row_;
  if (check_order(entry)) {
    const Hash leaf = true_leaf(entry);
    report_hash(entry, leaf);
    append(leaf, leaf != entry.computed || entry.row != tree_.size());
    if (entry.entry && entry.computed == leaf) check_time(*entry.entry);
  }
  window_.pop_front();
}

/// Of entries that are sound and in their place: what the link check of the books does besides.
void ChainWalk::check_time(const Entry& entry) {
  if (entry.seq == 0 && entry.prev != Hash{}) {
    findings_.add({Damage::rule_broken,
                   0,
                   {},
                   "prev",
                   Code::prev_wrong,
                   to_hex(Hash{}.view()),
                   short_hex(entry.prev),
                   false});
  }
  if (entry.time < time_before_) {
    findings_.add({Damage::rule_broken,
                   entry.seq,
                   {},
                   "time",
                   Code::time_backwards,
                   time_before_.text(),
                   entry.time.text(),
                   false});
  }
  time_before_ = std::max(time_before_, entry.time);
}

/// Rows that are not there. The hash of a single one is remembered by the one after it; of several,
/// the root of their tile may be stored.
void ChainWalk::check_gap(Seq row) {
  if (row <= next_row_) return;
  const Seq from = std::max(next_row_, unreadable_end_);
  if (row > from) findings_.add({Damage::missing, from, row - 1, {}, {}, {}, {}, false});
  if (row == next_row_ + 1 && is_reliable(0)) {
    append(window_.front()->entry->prev, true);
  } else {
    bridge(tree_.size() + (row - next_row_));
  }
}

/// Lets the root that is stored for a tile stand for those of its entries that are not there. Where
/// none is stored the tree ends.
void ChainWalk::bridge(Seq size) {
  while (tree_known_ && tree_.size() < size) {
    if (tree_.root_known()) {
      const std::optional<Hash> root = stored_(tree_.size() / kTileWidth);
      tree_known_ = root.has_value();
      if (!root) return;
      tree_.hide(*root);
    }
    append({}, true);
  }
}

/// Two claim one number: the one that the next entry remembers, or a checkpoint holds, is the true
/// one. True when it is the second.
bool ChainWalk::choose_candidate(const Prepared& entry) {
  const Held held = std::exchange(candidate_, nullptr);
  const Prepared& other = *held;
  const Prepared* const next = at(1);
  const bool told = next != nullptr && next->entry &&
                    (next->entry->prev == entry.computed || next->entry->prev == other.computed);
  const bool second = entry.computed != other.computed &&
                      (told ? next->entry->prev == entry.computed : meets_with(entry.computed));
  findings_.add({Damage::inserted, second ? other.row : entry.row, {}, {}, {}, {}, {}, false});
  --shift_;
  if (!second) append(other.computed, true);
  return second;
}

/// False when the entry has no place in the tree: it was inserted, stands in another's place, or is
/// one of two that claim a number.
bool ChainWalk::check_order(const Prepared& entry) {
  if (candidate_) return choose_candidate(entry);
  const std::optional<std::int64_t> here = ahead(0);
  const std::optional<std::int64_t> next = ahead(1);
  if (here == 0) {
    if (next != -1 || at(1)->row != entry.row + 1) return true;
    candidate_ = window_.front();
    return false;
  }
  const std::optional<std::int64_t> after = ahead(2);
  if (next == -1 && after == -1 && here != -1) {
    // The later ones made room for it.
    findings_.add({Damage::inserted, entry.row, {}, {}, {}, {}, {}, false});
    --shift_;
    return false;
  }
  if (!here) return true;
  const std::optional<std::int64_t> later = next ? next : after;
  if (*here > 0 && (at(1) == nullptr || later == here)) {
    report_missing(entry, *here);
    return true;
  }
  if (*here < 0 && next == here && after == here) {
    // More came in than could be told apart; from here on numbers and places agree again.
    findings_.add({Damage::inserted, entry.row, {}, {}, {}, {}, {}, false});
    shift_ += *here;
    tree_known_ = tree_known_ && tree_.size() == entry.entry->seq;
    return true;
  }
  report_reordered(entry);
  return false;
}

/// Some before `entry` were taken out, and the later ones were moved up.
void ChainWalk::report_missing(const Prepared& entry, std::int64_t ahead) {
  const Seq number = entry.entry->seq;
  findings_.add(
      {Damage::missing, number - static_cast<Seq>(ahead), number - 1, {}, {}, {}, {}, false});
  shift_ += ahead;
  if (ahead == 1) {
    append(entry.entry->prev, true);
  } else {
    bridge(tree_.size() + static_cast<Seq>(ahead));
  }
}

/// Another entry stands in the place of one: what belongs there is remembered by its successor,
/// wherever in sight that is, or stood elsewhere before.
void ChainWalk::report_reordered(const Prepared& entry) {
  const Seq place = static_cast<Seq>(static_cast<std::int64_t>(entry.row) + shift_);
  findings_.add({Damage::reordered,
                 entry.row,
                 {},
                 {},
                 {},
                 std::to_string(place),
                 std::to_string(entry.entry->seq),
                 false});
  if (displaced_.size() < kFindingsKeptMax) displaced_[entry.entry->seq] = entry.computed;
  for (const Held& seen : window_) {
    if (seen->entry && seen->entry->seq == place + 1 && seen->computed == seen->stored) {
      return append(seen->entry->prev, true);
    }
  }
  const auto elsewhere = displaced_.find(place);
  append(elsewhere == displaced_.end() ? entry.computed : elsewhere->second, true);
}

/// `leaf` is what belongs here: which of bytes and stored hash is it not?
void ChainWalk::report_hash(const Prepared& entry, const Hash& leaf) {
  if (entry.computed != leaf) {
    findings_.add({Damage::altered,
                   entry.row,
                   {},
                   {},
                   {},
                   short_hex(leaf),
                   short_hex(entry.computed),
                   false});
    return;
  }
  if (entry.stored != leaf) {
    findings_.add({Damage::altered,
                   entry.row,
                   {},
                   "leaf",
                   {},
                   short_hex(leaf),
                   short_hex(entry.stored),
                   false});
  }
  if (entry.entry) return;
  const Refusal& refusal = entry.entry.error();
  const Damage damage = is_unknown(refusal.code) ? Damage::unknown : Damage::rule_broken;
  findings_.add({damage,
                 entry.row,
                 {},
                 refusal.field,
                 refusal.code,
                 {},
                 refusal.detail,
                 entry.stored != leaf});
}

void ChainWalk::append(const Hash& leaf, bool replaced) {
  if (!tree_known_) return;
  tree_.append(leaf, replaced);
  meet_checkpoints();
}

void ChainWalk::meet_checkpoints() {
  const std::uint64_t size = tree_.size();
  for (; !due_.empty() && due_.front().size <= size; due_.pop_front()) meet(due_.front());
  for (; next_kept_ < kept_.size() && kept_[next_kept_].size <= size; ++next_kept_) {
    meet_kept(kept_[next_kept_]);
  }
}

void ChainWalk::meet(const PreparedCheckpoint& stored) {
  covered_ = std::max(covered_, stored.size);
  if (!stored.checkpoint) {
    findings_.add({Damage::forged, stored.size, {}, "checkpoint", {}, {}, stored.error, false});
    return;
  }
  if (stored.size != tree_.size() || !tree_.root_known() || root_lost_) {
    ++result_.unchecked;
    return;
  }
  const Hash root = tree_.root();
  if (stored.checkpoint->root == root) {
    ++result_.checkpoints;
    result_.last_sound = stored.checkpoint;
    return;
  }
  root_lost_ = true;
  const std::uint64_t sound = result_.last_sound ? result_.last_sound->size : 0;
  const std::optional<Seq> damaged = findings_.first_damaged();
  findings_.add({Damage::altered,
                 sound,
                 stored.size - 1,
                 "root",
                 {},
                 short_hex(stored.checkpoint->root),
                 short_hex(root),
                 damaged && *damaged < stored.size});
}

void ChainWalk::meet_kept(const tlog::Checkpoint& kept) {
  if (kept.size != tree_.size() || !tree_.root_known()) {
    ++result_.unchecked;
    return;
  }
  const Hash root = kept.size == 0 ? tlog::empty_root() : tree_.root();
  if (kept.root == root) {
    kept_met_ = kept.size;
    return;
  }
  findings_.add({Damage::forked,
                 kept_met_,
                 kept.size - 1,
                 "kept checkpoint",
                 {},
                 short_hex(kept.root),
                 short_hex(root),
                 false});
}

void ChainWalk::finish(const std::vector<PreparedCheckpoint>& beyond) {
  while (!window_.empty()) settle_front();
  result_.rows = std::max(result_.rows, unreadable_end_);
  std::uint64_t signed_size = 0;
  for (const PreparedCheckpoint& stored : beyond) {
    if (stored.checkpoint) signed_size = std::max(signed_size, stored.size);
    due_.push_back(stored);
  }
  // Where rows were taken out and the later ones moved up, the tree reaches beyond the rows. Where
  // the newest are not there, their hashes may be: they prove all that is.
  if (tree_known_) meet_checkpoints();
  std::uint64_t due = 0;
  for (const PreparedCheckpoint& left : due_) due = left.checkpoint ? left.size : due;
  bridge(due);
  for (const PreparedCheckpoint& left : due_) {
    covered_ = std::max(covered_, left.size);
    if (left.checkpoint) {
      ++result_.unchecked;
    } else {
      findings_.add({Damage::forged, left.size, {}, "checkpoint", {}, {}, left.error, false});
    }
  }
  due_.clear();
  check_end(signed_size);
}

/// Whether the newest entries are there, and no more than were signed.
void ChainWalk::check_end(std::uint64_t signed_size) {
  const Seq end = static_cast<Seq>(static_cast<std::int64_t>(result_.rows) + shift_);
  const std::string_view source = signed_size > end ? "checkpoint" : "kept checkpoint";
  if (next_kept_ < kept_.size() && kept_.back().size > end) {
    signed_size = std::max(signed_size, kept_.back().size);
  }
  if (signed_size > end) {
    findings_.add({Damage::truncated,
                   end,
                   signed_size - 1,
                   std::string(source),
                   {},
                   std::to_string(signed_size),
                   std::to_string(end),
                   false});
  } else if (with_tree_ && covered_ < end) {
    findings_.add({Damage::inserted, covered_, end - 1, {}, {}, "checkpoint", {}, false});
  }
}

}  // namespace mingzhang::audit
