#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tlog/note.h"
#include "ledger/tlog/policy.h"

namespace mingzhang::tlog {

/// The keys that may sign for an origin.
using LogKeys = std::map<std::string, std::vector<Verifier>, std::less<>>;

/// The logs that a witness serves, in the format of the witness network: "logs/v0", then of each
/// log "vkey KEY", and maybe "origin NAME" where that is not the key's name, "bastion", "qpd" and
/// "contact", which mean nothing here. Empty lines and those that begin with '#' are left out. An
/// origin with several keys stands there several times. Any input is safe.
std::expected<LogKeys, PolicyError> parse_log_list(std::string_view text);

}  // namespace mingzhang::tlog
