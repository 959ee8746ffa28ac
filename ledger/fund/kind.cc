#include "ledger/fund/kind.h"

#include <algorithm>
#include <array>
#include <vector>

namespace mingzhang {
namespace {

struct Named {
  std::string_view name;
  const Kind* kind;
};

/// Sorted by name.
const std::vector<Named>& by_name() {
  static const std::vector<Named> kNames = [] {
    std::vector<Named> names;
    for (const Kind* const kind : all_kinds()) names.push_back({kind->name, kind});
    std::sort(names.begin(), names.end(),
              [](const Named& a, const Named& b) { return a.name < b.name; });
    return names;
  }();
  return kNames;
}

}  // namespace

std::span<const Kind* const> all_kinds() {
  static const std::array kKinds{
#define MZ_KIND(symbol, ...) &kinds::symbol(),
#include "ledger/fund/kinds.def"
#undef MZ_KIND
  };
  return kKinds;
}

const Kind* find_kind(std::string_view name) {
  const std::vector<Named>& names = by_name();
  const auto it = std::lower_bound(
      names.begin(), names.end(), name,
      [](const Named& named, std::string_view wanted) { return named.name < wanted; });
  return it != names.end() && it->name == name ? it->kind : nullptr;
}

}  // namespace mingzhang
