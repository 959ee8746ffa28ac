#include <nlohmann/json.hpp>

#include "api/acts/office.h"
#include "api/acts/strict_json.h"
#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/route.h"

/// Signing in and out, passwords and second factors.
namespace mingzhang::routes {
namespace {

using Json = nlohmann::json;

/// The members of a call's JSON, all texts, and no others than `names`.
Result<Json> read_texts(const Call& call, std::initializer_list<std::string_view> names) {
  Result<Json> json = parse_strictly(call.request.body);
  if (!json) return json;
  if (!json->is_object()) return refuse(Code::type_wrong);
  for (const auto& [name, value] : json->items()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return refuse(Code::key_unknown, name);
    }
    if (!value.is_string()) return refuse(Code::type_wrong, name);
  }
  return json;
}

/// Errors: field_missing.
Result<std::string> needed(const Json& json, const char* name) {
  if (!json.contains(name)) return refuse(Code::field_missing, name);
  return json[name].get<std::string>();
}

/// Adds who somebody is and what they have to do first.
void add_session(JsonText& json, const auth::Session& session, std::string_view token,
                 const Person& person) {
  const auth::Must must = auth::must_of(session, person.duty_set());
  json.member("person", session.person.view())
      .key("duties")
      .raw(to_json_list(person.duties.items))
      .member("kind", session.kind == auth::SessionKind::cookie ? "cookie" : "bearer")
      .member("csrf", auth::csrf_of_token(token))
      .member("created", session.created.text())
      .member("expires", session.expires.text())
      .member("second_factor", session.second_factor)
      .key("must")
      .open('[');
  if (must.change_password) json.text("change_password");
  if (must.enrol_second_factor) json.text("enrol_second_factor");
  json.close(']');
  if (person.entity) json.member("entity", person.entity->view());
  if (person.scope) json.key("scope").raw(to_json_list(person.scope->items));
}

std::string cookie_of(std::string_view token, std::int64_t seconds) {
  return std::string(kCookieName) + "=" + std::string(token) +
         "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds);
}

Result<http::Response> signed_in(Office& office, const Call& call) {
  const Result<Json> json = read_texts(call, {"person", "password", "code", "kind", "label"});
  if (!json) return std::unexpected(json.error());
  const Result<std::string> person = needed(*json, "person");
  if (!person) return std::unexpected(person.error());
  const Result<std::string> password = needed(*json, "password");
  if (!password) return std::unexpected(password.error());
  const std::string kind = json->value("kind", "bearer");
  if (kind != "bearer" && kind != "cookie") return refuse(Code::value_unknown, "kind");
  auth::SignIn request;
  request.person = *person;
  request.password = *password;
  if (json->contains("code")) request.code = (*json)["code"].get<std::string>();
  request.address = call.request.peer;
  request.kind = kind == "cookie" ? auth::SessionKind::cookie : auth::SessionKind::bearer;
  request.label = json->value("label", "");
  Person known;
  if (is_id(*person) && person->size() <= Id::kBytesMax) {
    request.duties = office.read([&](const State& state) -> std::optional<Duties> {
      const Person* const found = state.people.find(Id(*person));
      if (found == nullptr || found->status != PersonStatus::active) return std::nullopt;
      known = *found;
      return found->duty_set();
    });
  }
  const Result<auth::SignedIn> in = office.doorman.sign_in(request);
  if (!in) return std::unexpected(in.error());
  JsonText text;
  text.open('{');
  if (request.kind == auth::SessionKind::bearer) text.member("token", in->token);
  add_session(text, in->session, in->token, known);
  http::Response response = json_response(text.close('}').take(), 201);
  if (request.kind == auth::SessionKind::cookie) {
    const std::int64_t left_ms = in->session.expires.ms - in->session.created.ms;
    response.headers.add("Set-Cookie", cookie_of(in->token, left_ms / 1000));
  }
  return response;
}

http::Response no_content() { return http::Response(204); }

Result<http::Response> changed_password(Office& office, const Call& call) {
  const Result<Json> json = read_texts(call, {"old_password", "new_password"});
  if (!json) return std::unexpected(json.error());
  const Result<std::string> before = needed(*json, "old_password");
  if (!before) return std::unexpected(before.error());
  const Result<std::string> after = needed(*json, "new_password");
  if (!after) return std::unexpected(after.error());
  const Result<void> done =
      office.doorman.change_password(*call.session, {*before, *after, call.request.peer});
  if (!done) return std::unexpected(done.error());
  return no_content();
}

/// A person whom this administrator may look after. Errors: person_unknown; fund_out_of_scope for
/// somebody of another entity.
Result<Id> person_of(Office& office, const Call& call) {
  const Result<Id> id = id_of("person", call.params[0]);
  if (!id) return id;
  return office.read([&](const State& state) -> Result<Id> {
    const Person* const person = state.people.find(*id);
    if (person == nullptr) return refuse(Code::person_unknown, "person", id->view());
    if (call.person.entity && person->entity != call.person.entity) {
      return refuse(Code::fund_out_of_scope, "person", id->view());
    }
    return *id;
  });
}

}  // namespace

namespace handle {

void sign_in(Office& office, const CallPtr& call) { answer(*call, signed_in(office, *call)); }

void who_am_i(Office&, const CallPtr& call) {
  JsonText json;
  add_session(json.open('{'), *call->session, call->token, call->person);
  call->answer(json_response(json.close('}').take()));
}

void sign_out(Office& office, const CallPtr& call) {
  office.doorman.sign_out(call->token);
  http::Response response = no_content();
  if (call->session->kind == auth::SessionKind::cookie) {
    response.headers.add("Set-Cookie", cookie_of("", 0));
  }
  call->answer(std::move(response));
}

void change_password(Office& office, const CallPtr& call) {
  answer(*call, changed_password(office, *call));
}

void begin_second_factor(Office& office, const CallPtr& call) {
  if (call->session->must_change_password)
    return call->refuse({Code::password_must_change, {}, {}});
  const Result<auth::Enrolment> enrolment = office.doorman.begin_second_factor(*call->session);
  if (!enrolment) return call->refuse(enrolment.error());
  JsonText json;
  json.open('{').member("secret", enrolment->secret).member("uri", enrolment->uri).close('}');
  call->answer(json_response(json.take(), 201));
}

void confirm_second_factor(Office& office, const CallPtr& call) {
  const Result<Json> json = read_texts(*call, {"code"});
  if (!json) return call->refuse(json.error());
  const Result<std::string> code = needed(*json, "code");
  if (!code) return call->refuse(code.error());
  const Result<void> done = office.doorman.confirm_second_factor(*call->session, *code);
  if (!done) return call->refuse(done.error());
  call->answer(no_content());
}

void set_password(Office& office, const CallPtr& call) {
  const Result<Id> person = person_of(office, *call);
  if (!person) return call->refuse(person.error());
  JsonText json;
  json.open('{').member("password", office.doorman.set_password(*person)).close('}');
  call->answer(json_response(json.take(), 201));
}

void reset_second_factor(Office& office, const CallPtr& call) {
  const Result<Id> person = person_of(office, *call);
  if (!person) return call->refuse(person.error());
  const Result<void> done = office.doorman.reset_second_factor(*person);
  if (!done) return call->refuse(done.error());
  call->answer(no_content());
}

void end_sessions(Office& office, const CallPtr& call) {
  const Result<Id> person = person_of(office, *call);
  if (!person) return call->refuse(person.error());
  office.doorman.end_all(*person);
  call->answer(no_content());
}

}  // namespace handle
}  // namespace mingzhang::routes
