#include "api/routes/service.h"

#include <fmt/format.h>

#include <chrono>

#include "api/http/url.h"
#include "api/routes/json.h"
#include "api/routes/problem.h"
#include "api/routes/web.h"
#include "ledger/base/secret.h"

namespace mingzhang::routes {
namespace {

bool is_loopback(std::string_view peer) {
  return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

/// The token of the request, and whether it came in a cookie.
struct Token {
  std::string text;
  bool from_cookie = false;
};

Token token_of(const http::Headers& headers) {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = headers.find("Authorization");
  if (authorization.starts_with(kBearer)) {
    return {std::string(authorization.substr(kBearer.size())), false};
  }
  std::string_view cookies = headers.find("Cookie");
  while (!cookies.empty()) {
    std::string_view one = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), one.size() + 1));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(kCookieName) && one.substr(kCookieName.size()).starts_with('=')) {
      return {std::string(one.substr(kCookieName.size() + 1)), true};
    }
  }
  return {};
}

/// A cookie comes by itself, so a page of a stranger could use it; what it cannot do is send this
/// header, or read the token that goes into it.
Result<void> check_csrf(const Call& call) {
  const std::string& method = call.request.method;
  if (method == "GET" || method == "HEAD") return {};
  const std::string_view given = call.request.headers.find("X-CSRF-Token");
  if (!same_secret(bytes_of(given), bytes_of(call.session->csrf))) {
    return refuse(Code::csrf_missing, "X-CSRF-Token");
  }
  return {};
}

bool takes_type(const Route& route, const http::Request& head) {
  if (route.takes != Takes::json) return true;
  std::string_view type = head.headers.find("Content-Type");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type == "application/json";
}

http::Response fault_response(int status, Language language, std::string_view id) {
  return problem(fault_of(status), language, id);
}

void run_route(Office& office, const Route& route, const CallPtr& call) {
  try {
    route.handle(office, call);
  } catch (const std::exception& error) {
    // The environment failed; the caller is told that, the operator what.
    std::fprintf(stderr, "mingzhang: request %s: %s\n", call->request.id.c_str(), error.what());
    call->answer(fault_response(500, call->language, call->request.id));
  }
}

}  // namespace

Result<void> authorise(Office& office, const Route& route, Call& call) {
  if (route.access == Access::anyone) return {};
  if (route.access == Access::operators && is_loopback(call.request.peer)) return {};
  Token token = token_of(call.request.headers);
  if (token.text.empty()) return refuse(Code::session_missing);
  Result<auth::Session> session = office.doorman.identify(token.text);
  if (!session) return std::unexpected(session.error());
  const bool is_cookie = session->kind == auth::SessionKind::cookie;
  if (is_cookie != token.from_cookie) return refuse(Code::session_missing);
  call.session = std::move(*session);
  call.token = std::move(token.text);
  if (is_cookie) {
    if (const Result<void> sent = check_csrf(call); !sent) return sent;
  }
  const bool known = office.read([&](const State& state) {
    const Person* const person = state.people.find(call.session->person);
    if (person != nullptr) call.person = *person;
    return person != nullptr;
  });
  if (!known || call.person.status != PersonStatus::active) {
    return refuse(Code::actor_suspended, "actor", call.session->person.view());
  }
  if (route.access == Access::signed_in) return {};
  const auth::Must must = auth::must_of(*call.session, call.person.duty_set());
  if (must.change_password) return refuse(Code::password_must_change);
  if (must.enrol_second_factor) return refuse(Code::second_factor_needed);
  if (!call.person.duty_set().meets(duties_of(route.access))) {
    return refuse(Code::duty_missing, "actor", call.person.person.view());
  }
  return {};
}

http::Response Service::fault(int status, const http::Request* head) {
  office_.metrics.count(nullptr, status, 0);
  const Language language = head == nullptr ? Language::zh : language_of(head->headers);
  return fault_response(status, language, head == nullptr ? "" : std::string_view(head->id));
}

http::Intake Service::admit(const http::Request& head) {
  http::Intake intake;
  const Match match = find_route(head.method, head.path);
  if (match.route == nullptr && match.methods.empty() && office_.web != nullptr &&
      office_.web->knows(head)) {
    intake.body_bytes_max = 0;
    return intake;
  }
  if (match.route == nullptr) {
    intake.answer = fault(match.methods.empty() ? 404 : 405, &head);
    if (!match.methods.empty()) {
      intake.answer->headers.add("Allow", fmt::format("{}", fmt::join(match.methods, ", ")));
    }
    return intake;
  }
  if (!takes_type(*match.route, head)) {
    intake.answer = fault(415, &head);
    return intake;
  }
  if (match.route->takes == Takes::nothing) intake.body_bytes_max = 0;
  if (match.route->takes != Takes::file) return intake;
  intake.body_bytes_max = kUploadBytesMax;
  intake.to_file = true;
  // Nobody fills the disk without having signed in.
  Call call;
  call.request.peer = head.peer;
  call.request.method = head.method;
  call.request.headers = head.headers;
  if (const Result<void> may = authorise(office_, *match.route, call); !may) {
    intake.answer = problem(may.error(), language_of(head.headers), head.id);
  }
  return intake;
}

/// Notes the answer as it leaves: on the thread that sends it, since whoever answers, the writer
/// above all, has better things to do.
http::Respond Service::watched(const http::Request& request, const Route* route,
                               http::Respond respond) {
  // How long it took is measured, and decides nothing.
  const auto began = std::chrono::steady_clock::now();
  std::string line;
  if (access_log_ != nullptr) {
    JsonText json;
    json.open('{')
        .member("time", office_.clock.now().text())
        .member("request", request.id)
        .member("peer", request.peer)
        .member("method", request.method)
        .member("path", request.path);
    line = json.take();
  }
  auto note = [&metrics = office_.metrics, log = access_log_, route, began,
               line = std::move(line)](const http::Response& response) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    metrics.count(route, response.status, took.count());
    if (log != nullptr) {
      fmt::print(log, "{},\"status\":{},\"ms\":{:.2f},\"bytes\":{}}}\n", line, response.status,
                 took.count() * 1e3, response.content().size());
    }
  };
  return [note = std::move(note), respond = std::move(respond)](http::Reply reply) {
    respond(http::Reply([note, reply = std::move(reply)]() mutable {
      http::Response response = std::move(reply).take();
      note(response);
      return response;
    }));
  };
}

void Service::answer(http::Request request, http::Respond respond) {
  const auto call = std::make_shared<Call>();
  call->language = language_of(request.headers);
  Match match = find_route(request.method, request.path);
  call->respond = watched(request, match.route, std::move(respond));
  call->request = std::move(request);
  if (match.route == nullptr) {
    auto file = office_.web == nullptr ? std::nullopt : office_.web->answer(call->request);
    return call->answer(file ? std::move(*file)
                             : fault_response(404, call->language, call->request.id));
  }
  call->route = match.route;
  call->params = std::move(match.params);
  auto query = http::Form::parse(call->request.query);
  if (!query) return call->answer(fault_response(400, call->language, call->request.id));
  call->query = std::move(*query);
  if (const Result<void> may = authorise(office_, *match.route, *call); !may) {
    return call->refuse(may.error());
  }
  const Route& route = *match.route;
  if (route.run == Run::at_once) return run_route(office_, route, call);
  http::Workers& workers = route.run == Run::reader ? office_.readers : office_.slow;
  if (!workers.run([&office = office_, &route, call] { run_route(office, route, call); })) {
    call->answer(fault_response(503, call->language, call->request.id));
  }
}

}  // namespace mingzhang::routes
