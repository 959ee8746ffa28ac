#pragma once

#include <functional>

#include "audit/tile_source.h"
#include "client/https.h"

namespace mingzhang::audit {

/// The tiles of a running server, below URL/log/. A server that is busy, or does not answer for a
/// moment, is asked again.
class UrlTiles final : public TileSource {
 public:
  static constexpr int kAttemptsMax = 6;
  /// The first pause before asking again; each further one is twice as long.
  static constexpr std::int64_t kPauseMs = 500;
  /// However long a server asks for.
  static constexpr std::int64_t kPauseMsMax = 60'000;

  /// `token`: an auditor's; sent for entries only, all else is public. `pause`: how to wait; of
  /// twins, on their threads.
  /// Errors: client::HttpsError.
  UrlTiles(std::string_view url, client::Settings settings, std::string token,
           std::function<void(std::int64_t ms)> pause);

  std::string name() const override { return https_.url(); }
  std::optional<std::string> checkpoint() override;
  std::optional<std::string> witnessed() override;
  std::vector<Stamped> stamped() override;
  std::optional<std::string> vkey() override;
  std::optional<std::string> tile(const tlog::TileId& tile) override;
  std::unique_ptr<TileSource> twin() const override;

 private:
  std::optional<std::string> get(const std::string& path, std::uint64_t bytes_max,
                                 const std::string& token = {});
  std::optional<client::Response> try_once(const client::Request& request, bool last);
  void pause_before(int attempt, const std::optional<client::Response>& answer);

  client::Settings settings_;
  client::Https https_;
  std::string token_;
  std::function<void(std::int64_t ms)> pause_;
  bool reached_ = false;  ///< It has answered before: worth waiting for.
};

}  // namespace mingzhang::audit
