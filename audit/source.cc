#include "audit/source.h"

#include <chrono>
#include <stdexcept>
#include <thread>

#include "audit/bundle.h"
#include "audit/url_tiles.h"
#include "ledger/folder.h"
#include "ledger/store/sqlite_store.h"

namespace mingzhang::audit {

namespace fs = std::filesystem;
namespace {

/// All is read once, in order: what stays in a core's own cache is enough.
constexpr std::int64_t kReaderCacheKib = 1024;

}  // namespace

std::string read_text(const fs::path& path) {
  std::string text = read_file(path);
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

Source open_source(const fs::path& path, const std::string& vkey_file) {
  const bool folder = fs::is_directory(path);
  const fs::path database = folder ? LedgerFolder{path}.database() : path;
  const LedgerFolder beside{folder ? path : path.parent_path()};
  if (!fs::exists(database)) throw std::runtime_error("no ledger at " + path.string());
  const fs::path key_path = vkey_file.empty() ? beside.verifier_key() : fs::path(vkey_file);
  if (!fs::exists(key_path)) {
    throw std::runtime_error("the log's key is needed: name it with --vkey (no " +
                             key_path.string() + ")");
  }
  const std::optional<tlog::Verifier> verifier = tlog::Verifier::parse(read_text(key_path));
  if (!verifier) throw std::runtime_error(key_path.string() + " is not a verifier key");
  store::SqliteOptions options;
  options.reader_cache_kib = kReaderCacheKib;
  return {store::open_sqlite_readonly(database.string(), options), *verifier, beside};
}

bool is_tile_source(const std::string& source) {
  return source.starts_with("https://") || TilesFolder::is_one(source) || is_bundle(source);
}

std::unique_ptr<TileSource> open_tile_source(const std::string& source, const fs::path& ca,
                                             const std::string& token) {
  if (is_bundle(source)) return std::make_unique<TilesFolder>(bundle_tiles(source));
  if (!source.starts_with("https://")) return std::make_unique<TilesFolder>(source);
  client::Settings settings;
  settings.ca = ca;
  return std::make_unique<UrlTiles>(source, settings, token, [](std::int64_t ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
  });
}

tlog::Verifier verifier_for(TileSource& source, const std::string& vkey_file) {
  std::optional<std::string> text =
      vkey_file.empty() ? source.vkey() : std::optional(read_text(vkey_file));
  if (!text) throw std::runtime_error("the log's key is needed: name it with --vkey");
  if (text->ends_with('\n')) text->pop_back();
  const std::optional<tlog::Verifier> verifier = tlog::Verifier::parse(*text);
  if (!verifier) {
    throw std::runtime_error((vkey_file.empty() ? "what " + source.name() + " gives" : vkey_file) +
                             " is not a verifier key");
  }
  return *verifier;
}

}  // namespace mingzhang::audit
