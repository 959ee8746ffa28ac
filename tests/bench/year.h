#pragma once

#include <filesystem>

namespace mingzhang::bench {

/// A fund's year on top of confirmed gifts: government money, 1,244 households in 100 villages (the
/// numbers of the Jinan opinion; ids are made up), cases of every cause and path, failures,
/// returns, refunds, a reversal, a change of purpose and a county transfer, until the last fen of
/// donations is spent. Prints how much of each. Pre: a demo ledger whose gifts are confirmed.
/// Errors: std::runtime_error at the first refusal.
void live_a_year(const std::filesystem::path& folder);

}  // namespace mingzhang::bench
