#include "api/routes/web.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "api/http/negotiation.h"
#include "api/http/text.h"
#include "api/http/url.h"
#include "ledger/base/sha256.h"
#include "ledger/folder.h"

namespace mingzhang::routes {
namespace {

namespace fs = std::filesystem;

struct Type {
  std::string_view ending;
  std::string_view type;
};
constexpr std::array kTypes{
    Type{"html", "text/html; charset=utf-8"},
    Type{"js", "text/javascript; charset=utf-8"},
    Type{"css", "text/css; charset=utf-8"},
    Type{"json", "application/json"},
    Type{"webmanifest", "application/manifest+json"},
    Type{"txt", "text/plain; charset=utf-8"},
    Type{"svg", "image/svg+xml"},
    Type{"png", "image/png"},
    Type{"jpg", "image/jpeg"},
    Type{"webp", "image/webp"},
    Type{"ico", "image/x-icon"},
    Type{"woff2", "font/woff2"},
};

std::string_view type_of(std::string_view name) {
  const std::string_view ending = name.substr(name.rfind('.') + 1);
  const auto* const found = std::ranges::find(kTypes, ending, &Type::ending);
  return found == kTypes.end() ? "application/octet-stream" : found->type;
}

/// The folder of the files that the builder named.
constexpr std::string_view kAssets = "assets";

/// Whether the builder put a hash of the content into the name: assets/main-Dk3_9xZa.js. Eight
/// letters without a digit or a capital are taken for a word.
bool has_hash(std::string_view name) {
  constexpr std::size_t kHash = 8;
  if (!name.starts_with(kAssets) || !name.substr(kAssets.size()).starts_with('/')) return false;
  const std::string_view stem = name.substr(0, name.rfind('.'));
  if (stem.size() <= kHash || stem[stem.size() - kHash - 1] != '-') return false;
  const std::string_view hash = stem.substr(stem.size() - kHash);
  const auto is_digit_of_it = [](char c) { return http::is_alnum(c) || c == '-' || c == '_'; };
  const auto is_telling = [](char c) { return http::is_digit(c) || http::to_lower(c) != c; };
  return std::ranges::all_of(hash, is_digit_of_it) && std::ranges::any_of(hash, is_telling);
}

http::Response guarded(http::Response response) {
  response.headers.add("X-Content-Type-Options", "nosniff");
  response.headers.add("Referrer-Policy", "no-referrer");
  response.headers.add("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

bool is_reserved(std::string_view segment) { return segment == "v1" || segment == "log"; }

void replace_all(std::string& text, std::string_view old, std::string_view fresh) {
  for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += fresh.size()) {
    text.replace(at, old.size(), fresh);
  }
}

}  // namespace

bool wants_page(const http::Headers& headers) {
  return http::accepts(headers.find("Accept"), "text/html");
}

Web::Web(const fs::path& folder, Random& random) : random_(random) {
  std::uintmax_t bytes = 0;
  std::vector<std::string> names;
  for (auto at = fs::recursive_directory_iterator(folder); at != fs::end(at); ++at) {
    const bool hidden = at->path().filename().string().starts_with('.');
    if (hidden && at->is_directory()) at.disable_recursion_pending();
    if (hidden || !at->is_regular_file()) continue;
    bytes += at->file_size();
    names.push_back(at->path().lexically_relative(folder).generic_string());
    if (bytes > kBytesMax || names.size() > kFilesMax) {
      throw std::runtime_error(
          fmt::format("{} is too large for a web client: at most {} files and "
                      "{} MiB",
                      folder.string(), kFilesMax, kBytesMax >> 20));
    }
  }
  // What is compressed comes after what it is the compressed form of.
  std::ranges::sort(names);
  for (const std::string& name : names) add(name, read_file(folder / name));
  const auto first = files_.find(kFirstPage);
  if (first == files_.end()) {
    throw std::runtime_error(
        fmt::format("{} has no {}: build the web client first", folder.string(), kFirstPage));
  }
  first_page_ = *first->second.plain.bytes;
  files_.erase(first);
}

void Web::add(const std::string& name, std::string bytes) {
  const Hash digest = sha256(bytes_of(bytes));
  Form form{std::make_shared<const std::string>(std::move(bytes)),
            '"' + to_hex(digest.view().first(16)) + '"'};
  const std::size_t dot = name.rfind('.');
  const std::string_view ending = std::string_view(name).substr(std::min(dot, name.size()));
  const auto whole = files_.find(std::string_view(name).substr(0, std::min(dot, name.size())));
  if (whole != files_.end() && ending == ".gz") {
    whole->second.gzip = std::move(form);
  } else if (whole != files_.end() && ending == ".br") {
    whole->second.brotli = std::move(form);
  } else {
    files_[name] = File{type_of(name), has_hash(name), std::move(form), {}, {}};
  }
}

namespace {

/// A page has no dot in its address, but for the id of what it shows: /batches/b2609.donation.4.
bool looks_like_page(const std::vector<std::string>& segments) {
  const auto is_plain = [](const std::string& part) { return part.find('.') == part.npos; };
  if (is_plain(segments.back())) return true;
  return segments.size() > 1 && segments.front() != kAssets && !segments.back().starts_with('.') &&
         std::all_of(segments.begin(), segments.end() - 1, is_plain);
}

}  // namespace

Web::Found Web::find(const http::Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") return {};
  const auto segments = http::path_segments(request.path);
  if (!segments || segments->empty() || is_reserved(segments->front())) return {};
  std::string name;
  for (const std::string& segment : *segments) {
    const bool last = &segment == &segments->back();
    if (segment.find('/') != std::string::npos || (segment.empty() && !last)) return {};
    if (!name.empty()) name += '/';
    name += segment;
  }
  if (name == kFirstPage) return {nullptr, true};
  const auto file = files_.find(name);
  if (file != files_.end()) return {&file->second, false};
  return {nullptr, looks_like_page(*segments)};
}

bool Web::knows(const http::Request& request) const {
  const Found found = find(request);
  return found.file != nullptr || found.first_page;
}

std::optional<http::Response> Web::answer(const http::Request& request) const {
  const Found found = find(request);
  if (found.first_page) return first_page(request);
  if (found.file == nullptr) return std::nullopt;
  const File& file = *found.file;
  const std::string_view encodings = request.headers.find("Accept-Encoding");
  const Form* form = &file.plain;
  std::string_view encoding;
  if (file.brotli && http::accepts(encodings, "br")) {
    form = &*file.brotli;
    encoding = "br";
  } else if (file.gzip && http::accepts(encodings, "gzip")) {
    form = &*file.gzip;
    encoding = "gzip";
  }
  const bool same = http::has_already(request.headers.find("If-None-Match"), form->etag);
  http::Response response(same ? 304 : 200);
  if (!same) {
    response.content_type = file.type;
    response.ready = form->bytes;
    if (!encoding.empty()) response.headers.add("Content-Encoding", std::string(encoding));
  }
  response.headers.add("ETag", form->etag);
  response.headers.add("Vary", "Accept-Encoding");
  response.headers.add("Cache-Control",
                       file.for_ever ? "public, max-age=31536000, immutable" : "no-cache");
  return guarded(std::move(response));
}

/// Without an ETag: the page and its nonce belong together, so none is used again.
http::Response Web::first_page(const http::Request& request) const {
  const std::string nonce = to_base64(random_.block<16>().view());
  http::Response response(200, "text/html; charset=utf-8", first_page_);
  replace_all(response.body, kNonceMark, nonce);
  response.headers.add("Cache-Control", "no-cache");
  response.headers.add(
      "Content-Security-Policy",
      fmt::format("default-src 'none'; script-src 'self'; style-src 'self'; style-src-elem 'self' "
                  "'nonce-{}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "
                  "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
                  "form-action 'self'; frame-ancestors 'none'",
                  nonce));
  response.headers.add("Permissions-Policy",
                       "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  response.headers.add("Cross-Origin-Opener-Policy", "same-origin");
  // Not where somebody tries things: it would hold for every other server on their machine.
  const std::string_view host = request.headers.find("Host");
  if (!http::same_name(host.substr(0, host.find(':')), "localhost")) {
    response.headers.add("Strict-Transport-Security", "max-age=31536000");
  }
  return guarded(std::move(response));
}

}  // namespace mingzhang::routes
