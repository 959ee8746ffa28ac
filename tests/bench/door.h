#pragma once

#include <filesystem>

namespace mingzhang::bench {

/// Serves one constant body to every request over TLS, as `mingzhang serve` does its own answers,
/// until standard input ends: what the server costs without a ledger. Prints its port.
int run_constant(const std::filesystem::path& folder, unsigned threads, std::size_t body_bytes);

/// Commits `count` gifts alone, one after the other, and prints how long one takes.
int run_commits(const std::filesystem::path& folder, std::uint64_t count);

}  // namespace mingzhang::bench
