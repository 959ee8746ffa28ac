#include "client/https.h"

#include <curl/curl.h>
#include <signal.h>

#include <utility>

#include "client/exchange.h"

namespace mingzhang::client {
namespace {

using Kind = HttpsError::Kind;

/// Up to this, CURLINFO_SSL_VERIFYRESULT names no error of the chain of certificates (0: none; 1:
/// what it holds before it is known); from 2 on it is one of OpenSSL's X509_V_ERR_….
constexpr long kNoChainError = 1;

/// Thread-safe, once per process, never undone: libcurl is used until the end.
void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw HttpsError(Kind::broken, "libcurl cannot start");
}

/// A part of a URL; empty when it has none.
std::string part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

/// HOST[:PORT] of the address of a server.
std::string host_of(const std::string& url, bool plain) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> parsed(curl_url(), curl_url_cleanup);
  const bool scheme = url.starts_with("https://") || (plain && url.starts_with("http://"));
  const bool fine =
      scheme && parsed && curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK &&
      part(parsed.get(), CURLUPART_USER).empty() && part(parsed.get(), CURLUPART_QUERY).empty() &&
      part(parsed.get(), CURLUPART_FRAGMENT).empty();
  if (!fine) {
    throw HttpsError(Kind::bad_url, url + " is not the address of a server: http" +
                                        (plain ? "" : "s") + "://HOST[:PORT]");
  }
  const std::string port = part(parsed.get(), CURLUPART_PORT);
  return part(parsed.get(), CURLUPART_HOST) + (port.empty() ? "" : ":" + port);
}

std::size_t on_read(char* out, std::size_t size, std::size_t count, void* exchange) {
  std::size_t given = 0;
  const bool read = static_cast<Exchange*>(exchange)->read(out, size * count, given);
  return read ? given : std::size_t{CURL_READFUNC_ABORT};
}

int on_seek(void* exchange, curl_off_t offset, int origin) {
  const bool found = origin == SEEK_SET && offset >= 0 &&
                     static_cast<Exchange*>(exchange)->seek(static_cast<std::uint64_t>(offset));
  return found ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

std::size_t on_body(char* piece, std::size_t size, std::size_t count, void* exchange) {
  return static_cast<Exchange*>(exchange)->take({piece, size * count}) ? size * count : 0;
}

std::size_t on_header(char* line, std::size_t size, std::size_t count, void* exchange) {
  static_cast<Exchange*>(exchange)->take_header({line, size * count});
  return size * count;
}

int on_progress(void* exchange, curl_off_t, curl_off_t, curl_off_t, curl_off_t sent) {
  return static_cast<Exchange*>(exchange)->tell(static_cast<std::uint64_t>(sent)) ? 0 : 1;
}

class HeaderList {
 public:
  HeaderList() = default;
  ~HeaderList() { curl_slist_free_all(list_); }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  void add(const std::string& line) {
    // A line break within would start another header.
    if (line.find_first_of("\r\n") != std::string::npos) {
      throw HttpsError(Kind::broken, "a header, or the token, holds a line break");
    }
    curl_slist* const longer = curl_slist_append(list_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    list_ = longer;
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

HeaderList& add_headers(HeaderList& list, const Request& request) {
  for (const auto& [name, value] : request.headers) list.add(name + ": " + value);
  if (!request.token.empty()) list.add("Authorization: Bearer " + request.token);
  // Or libcurl takes a body for a form.
  if (!request.headers.contains("Content-Type")) list.add("Content-Type:");
  list.add("Expect:");  // No waiting for "100 Continue", which few servers send.
  return list;
}

/// Keeps SIGPIPE from this thread: OpenSSL writes to a socket that the server may have closed, and
/// that must not end the program. What libcurl does by itself is not safe beside other threads.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&sigpipe_);
    sigaddset(&sigpipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &sigpipe_, &before_);
  }
  ~NoSigpipe() {
    constexpr timespec kNow{};
    while (sigtimedwait(&sigpipe_, nullptr, &kNow) == SIGPIPE) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;

 private:
  sigset_t sigpipe_{};
  sigset_t before_{};
};

}  // namespace

struct Https::Connection {
  CURL* curl = curl_easy_init();
  char error[CURL_ERROR_SIZE] = {};

  Connection() {
    if (curl == nullptr) throw HttpsError(Kind::broken, "libcurl cannot start");
  }
  ~Connection() {
    const NoSigpipe quiet;
    curl_easy_cleanup(curl);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(curl, option, value);
    if (code != CURLE_OK) throw HttpsError(Kind::broken, curl_easy_strerror(code));
  }

  void set_trust(const Settings& settings) {
    set(CURLOPT_PROTOCOLS_STR, settings.plain ? "https,http" : "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    if (settings.ca.empty()) return;
    set(CURLOPT_CAINFO, settings.ca.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // Or the system's are trusted as well.
  }

  void set_limits(const Settings& settings) {
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, error);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout_ms));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.stall_timeout_s));
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_ACCEPT_ENCODING, "gzip");
    set(CURLOPT_USERAGENT, "mingzhang");
  }

  void set_exchange(const Request& request, Exchange& exchange) {
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, &exchange);
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, &exchange);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);
    set(CURLOPT_XFERINFODATA, &exchange);
    if (request.method == "GET" || request.method == "DELETE") {
      set(CURLOPT_HTTPGET, 1L);
    } else {
      set(CURLOPT_POST, 1L);
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(exchange.size()));
      set(CURLOPT_READFUNCTION, &on_read);
      set(CURLOPT_READDATA, &exchange);
      set(CURLOPT_SEEKFUNCTION, &on_seek);
      set(CURLOPT_SEEKDATA, &exchange);
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }

  [[noreturn]] void fail(CURLcode code, const std::string& host, const Settings& settings);
};

void Https::Connection::fail(CURLcode code, const std::string& host, const Settings& settings) {
  const std::string why = error[0] == '\0' ? curl_easy_strerror(code) : error;
  long verified = 0;
  curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &verified);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      throw HttpsError(Kind::not_reached, "cannot connect to " + host + " (" + why +
                                              "): does the server run, is the address right?");
    case CURLE_OPERATION_TIMEDOUT:
      throw HttpsError(Kind::stalled, host + " does not answer (" + why + ")");
    case CURLE_PEER_FAILED_VERIFICATION:
      if (verified > kNoChainError) {
        throw HttpsError(Kind::not_trusted,
                         "the certificate of " + host + " is not trusted (" + why +
                             "): get it, or that of its CA, from the operator and name the file "
                             "with --ca");
      }
      throw HttpsError(Kind::wrong_name, "the certificate of " + host + " is another server's (" +
                                             why + "): use the name that is in it");
    case CURLE_SSL_CACERT_BADFILE:
      throw HttpsError(Kind::bad_file,
                       settings.ca.string() + " holds no certificate (PEM) that can be read");
    default:
      throw HttpsError(Kind::broken, "the exchange with " + host + " broke off: " + why);
  }
}

Https::Https(std::string_view url, Settings settings) : url_(url), settings_(std::move(settings)) {
  start_curl();
  while (url_.ends_with('/')) url_.pop_back();
  host_ = host_of(url_, settings_.plain);
  if (!settings_.ca.empty() && !std::filesystem::is_regular_file(settings_.ca)) {
    throw HttpsError(Kind::bad_file, "no certificate at " + settings_.ca.string());
  }
  connection_ = std::make_unique<Connection>();
}

Https::~Https() = default;

Response Https::send(const Request& request) {
  Connection& connection = *connection_;
  Exchange exchange(request);
  HeaderList headers;
  curl_easy_reset(connection.curl);  // Options only: the connection stays.
  connection.error[0] = '\0';
  connection.set_trust(settings_);
  connection.set_limits(settings_);
  connection.set_exchange(request, exchange);
  connection.set(CURLOPT_URL, (url_ + request.path).c_str());
  connection.set(CURLOPT_HTTPHEADER, add_headers(headers, request).get());

  const NoSigpipe quiet;
  const CURLcode code = curl_easy_perform(connection.curl);
  if (exchange.failure) std::rethrow_exception(exchange.failure);
  if (exchange.too_large) {
    throw HttpsError(Kind::too_large, host_ + " sends more than " +
                                          std::to_string(request.body_bytes_max) + " bytes for " +
                                          request.path);
  }
  if (code != CURLE_OK) connection.fail(code, host_, settings_);
  long status = 0;
  curl_easy_getinfo(connection.curl, CURLINFO_RESPONSE_CODE, &status);
  exchange.response.status = static_cast<int>(status);
  return std::move(exchange.response);
}

}  // namespace mingzhang::client
