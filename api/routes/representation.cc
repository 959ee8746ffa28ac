#include "api/routes/representation.h"

#include "api/http/gzip.h"
#include "api/http/negotiation.h"
#include "ledger/base/bytes.h"
#include "ledger/base/sha256.h"

namespace mingzhang::routes {
namespace {

/// What fits into one packet anyway is not compressed.
constexpr std::size_t kGzipBytesMin = 1400;

std::string etag_of(const http::Response& response) {
  const std::string_view own = response.headers.find("ETag");
  if (!own.empty()) return std::string(own);
  return '"' + to_hex(sha256(bytes_of(response.content())).view().first(16)) + '"';
}

}  // namespace

http::Response represented(const http::Headers& asked, http::Response response) {
  if (response.status != 200 || response.content_type != "application/json") return response;
  const bool small = response.content().size() < kGzipBytesMin;
  const bool zipped = !small && http::accepts(asked.find("Accept-Encoding"), "gzip");
  const std::string etag = etag_of(response);
  // A strong one would say that both forms are the same bytes.
  response.headers.set("ETag", zipped ? "W/" + etag : etag);
  response.headers.add("Vary", "Accept-Encoding");
  if (http::has_already(asked.find("If-None-Match"), etag)) {
    http::Response unchanged(304);
    unchanged.headers = std::move(response.headers);
    return unchanged;
  }
  if (zipped) {
    response.headers.add("Content-Encoding", "gzip");
    response.body = http::gzip(response.content());
    response.ready.reset();
  }
  return response;
}

}  // namespace mingzhang::routes
