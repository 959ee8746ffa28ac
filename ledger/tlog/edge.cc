#include "ledger/tlog/edge.h"

#include <bit>
#include <limits>

#include "ledger/base/assert.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::tlog {
namespace {

bool has_full(std::uint64_t size, unsigned level) { return (size >> level & 1) != 0; }

}  // namespace

void Edge::append_subtree(unsigned level, const Hash& root) {
  MZ_ASSERT(level < full_.size());
  const std::uint64_t count = std::uint64_t{1} << level;
  MZ_ASSERT(size_ % count == 0);
  MZ_ASSERT(size_ <= std::numeric_limits<std::uint64_t>::max() - count);
  Hash hash = root;
  for (; has_full(size_, level); ++level) hash = node_hash(full_[level], hash);
  full_[level] = hash;
  size_ += count;
}

Hash Edge::root() const {
  if (size_ == 0) return empty_root();
  auto level = static_cast<unsigned>(std::countr_zero(size_));
  Hash hash = full_[level];
  while (++level < full_.size()) {
    if (has_full(size_, level)) hash = node_hash(full_[level], hash);
  }
  return hash;
}

bool Edge::operator==(const Edge& other) const {
  if (size_ != other.size_) return false;
  for (unsigned level = 0; level < full_.size(); ++level) {
    if (has_full(size_, level) && full_[level] != other.full_[level]) return false;
  }
  return true;
}

}  // namespace mingzhang::tlog
