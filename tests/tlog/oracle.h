#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "ledger/base/sha256.h"
#include "ledger/tlog/tree.h"

namespace mingzhang::tlog {

/// The definitions of RFC 9162 §2.1 written down as they stand there: slow, and plain to see.
/// It shares nothing with the code under test but SHA-256.
class Oracle {
 public:
  explicit Oracle(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::string entry = "entry " + std::to_string(i);
      leaves.push_back(sha256(bytes_of(std::string(1, '\0') + entry)));
    }
  }

  Hash root(std::uint64_t size) { return mth(0, size); }

  /// §2.1.3.1 PATH(m, D[begin:end]).
  std::vector<Hash> path(std::uint64_t m, std::uint64_t begin, std::uint64_t end) {
    if (end - begin == 1) return {};
    const std::uint64_t k = split(end - begin);
    auto inner = m < k ? path(m, begin, begin + k) : path(m - k, begin + k, end);
    inner.push_back(m < k ? mth(begin + k, end) : mth(begin, begin + k));
    return inner;
  }

  /// §2.1.4.1 SUBPROOF(m, D[begin:end], b).
  std::vector<Hash> subproof(std::uint64_t m, std::uint64_t begin, std::uint64_t end, bool b) {
    const std::uint64_t n = end - begin;
    if (m == n) return b ? std::vector<Hash>{} : std::vector<Hash>{mth(begin, end)};
    const std::uint64_t k = split(n);
    auto inner = m <= k ? subproof(m, begin, begin + k, b) : subproof(m - k, begin + k, end, false);
    inner.push_back(m <= k ? mth(begin + k, end) : mth(begin, begin + k));
    return inner;
  }

  /// §2.1.1 MTH(D[begin:end]), remembered.
  Hash mth(std::uint64_t begin, std::uint64_t end) {
    if (begin == end) return sha256(ByteView{});
    if (end - begin == 1) return leaves[begin];
    const auto known = known_.find({begin, end});
    if (known != known_.end()) return known->second;
    const std::uint64_t k = split(end - begin);
    std::string bytes(1, '\x01');
    bytes += text_of(mth(begin, begin + k).view());
    bytes += text_of(mth(begin + k, end).view());
    return known_[{begin, end}] = sha256(bytes_of(bytes));
  }

  std::vector<Hash> leaves;

 private:
  /// The largest power of two smaller than n.
  static std::uint64_t split(std::uint64_t n) {
    std::uint64_t k = 1;
    while (2 * k < n) k *= 2;
    return k;
  }

  std::map<std::pair<std::uint64_t, std::uint64_t>, Hash> known_;
};

/// A store in memory that writes down what was read.
class MemoryReader : public NodeReader {
 public:
  explicit MemoryReader(Oracle& oracle) : oracle_(oracle) {}

  void leaves(std::uint64_t first, std::span<Hash> out) const override {
    log.push_back("0:" + std::to_string(first) + "+" + std::to_string(out.size()));
    std::copy_n(oracle_.leaves.begin() + static_cast<std::ptrdiff_t>(first), out.size(),
                out.begin());
  }
  Hash node(unsigned tile_level, std::uint64_t index) const override {
    log.push_back(std::to_string(tile_level) + ":" + std::to_string(index));
    const std::uint64_t count = std::uint64_t{1} << 8 * tile_level;
    return oracle_.mth(index * count, (index + 1) * count);
  }

  mutable std::vector<std::string> log;

 private:
  Oracle& oracle_;
};

/// The inputs and roots that the Certificate Transparency reference implementation publishes.
struct ReferenceTree {
  static std::vector<std::string> entries_hex() {
    return {"",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f"};
  }
  static std::vector<std::string> roots_hex() {
    return {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  }
};

inline Bytes bytes_from_hex(std::string_view hex) {
  Bytes bytes(hex.size() / 2);
  if (!read_hex(hex, bytes)) throw std::invalid_argument("not hex");
  return bytes;
}

}  // namespace mingzhang::tlog
