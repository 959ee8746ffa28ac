#include "api/routes/call.h"

#include <charconv>

#include "api/routes/problem.h"
#include "api/routes/representation.h"

namespace mingzhang::routes {

std::string_view Call::option(std::string_view name) const {
  return query.find(name).value_or(std::string_view());
}

bool Call::has_option(std::string_view name) const { return query.find(name).has_value(); }

void Call::answer(http::Reply reply) const {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  // The files of the web client have their forms ready.
  if (route == nullptr || !reads) return respond(std::move(reply));
  respond(represented(request.headers, std::move(reply).take()));
}

void Call::refuse(const Refusal& refusal) const { answer(problem(refusal, language, request.id)); }

http::Response json_response(std::string json, int status) {
  http::Response response(status, "application/json", std::move(json));
  response.headers.add("Cache-Control", "no-store");
  return response;
}

Result<Seq> seq_of(std::string_view name, std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || number < 0 || number > kIntMax) return refuse(Code::number_malformed, name, text);
  return static_cast<Seq>(number);
}

Result<Date> date_of(std::string_view name, std::string_view text) {
  const std::optional<Date> date = Date::parse(text);
  if (!date) return refuse(Code::date_malformed, name);
  return *date;
}

// Anything but "false" or "0" is refused beside that: who asks for a dry run in another way shall
// not get a real one.
Result<bool> flag_of(const Call& call, std::string_view name) {
  const std::string_view value = call.option(name);
  if (!call.has_option(name) || value == "false" || value == "0") return false;
  if (value.empty() || value == "true" || value == "1") return true;
  return refuse(Code::value_unknown, name);
}

}  // namespace mingzhang::routes
