#pragma once

#include <filesystem>
#include <vector>

#include "ledger/ledger.h"

namespace mingzhang::bench {

/// Opens a new ledger with the demo founding.
void found(const std::filesystem::path& folder, const std::filesystem::path& config);

/// `count` gifts without private details, each with a reference of its own, numbered from `first`.
std::vector<Command> gifts(std::uint64_t first, std::uint64_t count);

/// Writes the commands with so many in flight, unless told as many as the queue takes well; returns
/// the seconds until the last is durable. Errors: std::runtime_error at the first refusal.
double write_all(Ledger& ledger, const std::vector<Command>& commands,
                 std::size_t in_flight_max = kQueueMax / 2);

/// Confirms everything but the newest `leave` gifts of the fund.
void confirm(const std::filesystem::path& folder, std::uint64_t leave);

double seconds_now();

}  // namespace mingzhang::bench
