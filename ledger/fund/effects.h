#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/fund/posting.h"

namespace mingzhang {

/// The index tables: indexes.def.
enum class Index : unsigned char {
#define MZ_INDEX(name, key_count, ...) name,
#include "ledger/fund/indexes.def"
#undef MZ_INDEX
};

inline constexpr std::size_t kIndexColumnsMax = 4;

struct IndexSpec {
  Index index;
  std::string_view name;
  std::size_t key_count;
  std::span<const std::string_view> columns;
  std::size_t writer;  ///< The column that names the entry which wrote the row.
};

/// All index tables, in the order of `Index`.
std::span<const IndexSpec> index_specs();
const IndexSpec& spec_of(Index index);

/// One row; columns beyond the table's own are 0.
struct IndexRow {
  Index index;
  std::array<std::int64_t, kIndexColumnsMax> values{};

  auto operator<=>(const IndexRow&) const = default;
};

/// The 64-bit key of a text in an index: the first 8 bytes of SHA-256(noun || 0x00 || text).
/// Not unique: a hit is compared in full.
std::int64_t index_key(std::string_view noun, std::string_view text);

/// The key of an income's reference: as index_key("ref", ref), but where the text ends with digits,
/// the number of the last of them (at most eight), modulo 2^24, takes the place of bits 38 to 61.
/// References that follow one another so lie side by side, and a batch of them dirties four pages
/// of a table, not one each (docs/adr/0032-references-that-follow-lie-together.md). Not unique.
std::int64_t ref_key(std::string_view ref);

/// What one entry yields beyond the change of State.
struct Effects {
  std::vector<IndexRow> rows;
  std::vector<Posting> postings;

  void clear() {
    rows.clear();
    postings.clear();
  }
};

}  // namespace mingzhang
