#pragma once

#include <string_view>

#include "ledger/base/siphash.h"
#include "ledger/fund/effects.h"

namespace mingzhang::audit {

/// A digest of rows whatever their order: the sum of a keyed digest of each. The key is drawn for
/// one run, so rows cannot be made up to cancel out (docs/adr/0004).
class RowSum {
 public:
  explicit RowSum(const Block<16>& key) : key_(key) {}

  void add(const IndexRow& row) {
    sum_ += siphash(key_, std::as_bytes(std::span(row.values)));
    ++count_;
  }
  void add(std::string_view key, std::string_view value) {
    text_.assign(key).append("\n").append(value);
    sum_ += siphash(key_, bytes_of(text_));
    ++count_;
  }
  void add(const RowSum& other) {
    sum_ += other.sum_;
    count_ += other.count_;
  }

  std::uint64_t count() const { return count_; }
  bool operator==(const RowSum& other) const {
    return sum_ == other.sum_ && count_ == other.count_;
  }

 private:
  Block<16> key_;
  std::uint64_t sum_ = 0;
  std::uint64_t count_ = 0;
  std::string text_;
};

}  // namespace mingzhang::audit
