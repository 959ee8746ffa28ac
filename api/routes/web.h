#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/message.h"
#include "ledger/base/random.h"

namespace mingzhang::routes {

/// The web client as it was built: all files of a folder, read once, so that no path that somebody
/// asks for ever reaches the disk. `x.br` and `x.gz` beside `x` are its compressed forms. Of
/// index.html each answer has a nonce of its own (W3C CSP3 §7), put wherever it says
/// __CSP_NONCE__; so it has no compressed form. Names that begin with a dot are left out.
/// Threads: any.
class Web {
 public:
  static constexpr std::string_view kFirstPage = "index.html";
  static constexpr std::string_view kNonceMark = "__CSP_NONCE__";
  static constexpr std::size_t kFilesMax = 5'000;
  static constexpr std::uintmax_t kBytesMax = 64U << 20;  ///< Of all files together.

  /// `random` outlives it and is for several threads. Errors: std::runtime_error with a sentence:
  /// no index.html, too many or too large files; std::system_error.
  Web(const std::filesystem::path& folder, Random& random);

  /// The file at the path of a GET or HEAD, or the first page where the path looks like one: no dot
  /// but in an id behind a page's name, not /v1, /log or below them. None otherwise, for any input.
  std::optional<http::Response> answer(const http::Request& request) const;
  /// Whether `answer` has one.
  bool knows(const http::Request& request) const;
  /// The first page.
  http::Response first_page(const http::Request& request) const;

 private:
  /// A file in one encoding.
  struct Form {
    std::shared_ptr<const std::string> bytes;
    std::string etag;
  };
  struct File {
    std::string_view type;
    bool for_ever = false;  ///< Its name tells its content.
    Form plain;
    std::optional<Form> gzip;
    std::optional<Form> brotli;
  };
  struct Found {
    const File* file = nullptr;
    bool first_page = false;
  };

  void add(const std::string& name, std::string bytes);
  Found find(const http::Request& request) const;

  Random& random_;
  std::map<std::string, File, std::less<>> files_;  ///< By name, without a '/' before it.
  std::string first_page_;
};

/// Whether a browser asks for a page (RFC 9110 §12.5.1), and not a program for anything there is.
bool wants_page(const http::Headers& headers);

}  // namespace mingzhang::routes
