#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/auth/session.h"
#include "api/http/server.h"
#include "api/http/url.h"
#include "ledger/base/result.h"
#include "ledger/fund/state.h"
#include "terminal/language.h"

namespace mingzhang::routes {

struct Route;

/// Browsers take a cookie of this prefix only over TLS, from this host, for all of it (RFC 6265bis
/// §4.1.3.2).
inline constexpr std::string_view kCookieName = "__Host-mingzhang";

/// One request on its way through the office: what was asked, and who asks.
struct Call {
  http::Request request;
  const Route* route = nullptr;
  /// The values of the {…} of the route's pattern, in order.
  std::vector<std::string> params;
  http::Form query;
  Language language = Language::zh;
  std::optional<auth::Session> session;
  std::string token;  ///< Of the session.
  Person person;      ///< As the ledger has it now; empty without a session.
  http::Respond respond;

  /// A parameter of the query; empty when it is not there.
  std::string_view option(std::string_view name) const;
  bool has_option(std::string_view name) const;

  /// Ends the call.
  void answer(http::Reply reply) const;
  void refuse(const Refusal& refusal) const;
};

using CallPtr = std::shared_ptr<Call>;

/// The answer 200 with JSON.
http::Response json_response(std::string json, int status = 200);

/// What parameters hold. Errors: number_malformed, date_malformed, with `name` as field.
Result<Seq> seq_of(std::string_view name, std::string_view text);
Result<Date> date_of(std::string_view name, std::string_view text);
/// Whether a parameter of the query is on: "true", "1", or there without a value; absent: it is
/// not. Errors: value_unknown.
Result<bool> flag_of(const Call& call, std::string_view name);

}  // namespace mingzhang::routes
