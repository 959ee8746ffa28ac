#include "audit/url_tiles.h"

#include <charconv>

#include "ledger/base/timestamp_token.h"
#include "ledger/tlog/note.h"
#include "ledger/tlog/text.h"

namespace mingzhang::audit {
namespace {

/// A size for each day of many years.
constexpr std::uint64_t kListBytesMax = 1 << 20;

bool is_busy(int status) {
  return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

/// What a status other than 200 and 404 means for whoever asked.
std::string sentence(const std::string& url, const std::string& path, int status) {
  const std::string answered = url + " answered " + std::to_string(status) + " for " + path;
  if (status == 401) {
    return answered + ": entries need an auditor's token, by --token-file or MINGZHANG_TOKEN";
  }
  if (status == 403) return answered + ": this token may not read entries";
  if (status >= 300 && status < 400) return answered + ": name the address that it leads to";
  return answered;
}

}  // namespace

UrlTiles::UrlTiles(std::string_view url, client::Settings settings, std::string token,
                   std::function<void(std::int64_t ms)> pause)
    : settings_(std::move(settings)),
      https_(url, settings_),
      token_(std::move(token)),
      pause_(std::move(pause)) {}

std::optional<std::string> UrlTiles::checkpoint() {
  return get("/log/checkpoint", tlog::kNoteBytesMax);
}

std::optional<std::string> UrlTiles::witnessed() {
  return get("/log/witnessed", tlog::kNoteBytesMax);
}

std::vector<Stamped> UrlTiles::stamped() {
  const std::string list = get("/log/timestamps", kListBytesMax).value_or("");
  std::vector<Stamped> all;
  std::string_view rest = list;
  while (const auto line = tlog::take_line(rest)) {
    const std::optional<std::uint64_t> size = tlog::parse_decimal(*line);
    if (!size || (!all.empty() && *size <= all.back().size)) {
      throw std::runtime_error(https_.url() + " lists no sizes at /log/timestamps");
    }
    const auto file = [&](const std::string& name, std::uint64_t bytes_max) {
      return get("/log/timestamps/" + name, bytes_max).value_or("");
    };
    all.push_back({*size, file(stamped_note_name(*size), tlog::kNoteBytesMax),
                   file(stamped_response_name(*size), kTimestampBytesMax)});
  }
  return all;
}

std::optional<std::string> UrlTiles::vkey() { return get("/log/vkey", kVkeyBytesMax); }

std::optional<std::string> UrlTiles::tile(const tlog::TileId& tile) {
  const bool entries = tile.level == tlog::TileId::kEntries;
  return get("/log/" + tlog::tile_path(tile), kTileBytesMax, entries ? token_ : std::string());
}

std::unique_ptr<TileSource> UrlTiles::twin() const {
  auto twin = std::make_unique<UrlTiles>(https_.url(), settings_, token_, pause_);
  twin->reached_ = reached_;
  return twin;
}

std::optional<std::string> UrlTiles::get(const std::string& path, std::uint64_t bytes_max,
                                         const std::string& token) {
  client::Request request;
  request.path = path;
  request.token = token;
  request.body_bytes_max = bytes_max;
  for (int attempt = 1;; ++attempt) {
    const bool last = attempt == kAttemptsMax;
    std::optional<client::Response> answer = try_once(request, last);
    if (answer && answer->status == 200) return std::move(answer->body);
    if (answer && (answer->status == 404 || answer->status == 410)) return std::nullopt;
    if (answer && (last || !is_busy(answer->status))) {
      throw std::runtime_error(sentence(https_.url(), path, answer->status));
    }
    pause_before(attempt, answer);
  }
}

/// Nothing when the server was not to be had just now.
std::optional<client::Response> UrlTiles::try_once(const client::Request& request, bool last) {
  try {
    client::Response answer = https_.send(request);
    reached_ = true;
    return answer;
  } catch (const client::HttpsError& error) {
    if (last || !reached_ || !error.may_pass()) throw;
    return std::nullopt;
  }
}

void UrlTiles::pause_before(int attempt, const std::optional<client::Response>& answer) {
  std::int64_t ms = kPauseMs << (attempt - 1);
  const std::string after = answer ? answer->header("retry-after") : "";
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), seconds);
  if (error == std::errc() && end == after.data() + after.size() && seconds >= 0) {
    ms = std::min(seconds, kPauseMsMax / 1000) * 1000;
  }
  pause_(std::min(ms, kPauseMsMax));
}

}  // namespace mingzhang::audit
