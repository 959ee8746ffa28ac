#pragma once

#include <filesystem>

namespace mingzhang::test {

/// Writes a ledger in which every kind of entry and every table occurs, with its vault and all its
/// keys, into a new folder: the same bytes in every run, since clock, salts and keys are. Its
/// checkpoints are eight entries apart. Errors: std::runtime_error, where a kind does not occur.
void make_full_ledger(const std::filesystem::path& folder);

}  // namespace mingzhang::test
