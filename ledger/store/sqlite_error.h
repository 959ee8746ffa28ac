#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>

#include "ledger/store/store.h"

namespace mingzhang::store {

/// SQLite's result codes in the words of the contract.
StoreError store_error(const SQLite::Exception& error);

/// A file of the system failed: `errno` and `what` was attempted.
StoreError system_error(const std::string& what);

[[noreturn]] void throw_corrupt(const std::string& what);

}  // namespace mingzhang::store
