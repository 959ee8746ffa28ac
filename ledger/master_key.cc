#include "ledger/master_key.h"

#include <cstdlib>
#include <optional>

namespace mingzhang {
namespace {

std::optional<Block<32>> key_from_outside() {
  if (const char* const text = std::getenv("MINGZHANG_MASTER_KEY")) {
    const auto key = block_from_hex<32>(text);
    if (key) return *key;
    throw LedgerError(LedgerError::Kind::wrong_key, "MINGZHANG_MASTER_KEY is not 64 digits");
  }
  const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr) return std::nullopt;
  const std::filesystem::path path = std::filesystem::path(folder) / "mingzhang-master";
  if (!std::filesystem::exists(path)) return std::nullopt;
  return read_secret(path);
}

}  // namespace

Block<32> read_master_key(const LedgerFolder& folder) {
  if (const auto key = key_from_outside()) return *key;
  return read_secret(folder.master_key());
}

Block<32> make_master_key(const LedgerFolder& folder, Random& random) {
  if (const auto key = key_from_outside()) return *key;
  const Block<32> key = random.block<32>();
  write_secret(folder.master_key(), key);
  return key;
}

}  // namespace mingzhang
