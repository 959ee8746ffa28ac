#include "tests/routes/office_desk.h"

#include <future>

#include "api/routes/route.h"

namespace mingzhang::test {

using Json = nlohmann::json;

OfficeDesk::OfficeDesk() {
  constexpr std::string_view kOrigin = "mingzhang.example/jinan";
  Ledger::create(folder_, kOrigin, random_);
  ledger_ = std::make_unique<Ledger>(folder_, Ledger::Options{clock, random_, false, true});
  doorman_ = auth::open_doorman(folder_, {clock, door_random_});
  office_ = std::make_unique<routes::Office>(*ledger_, *doorman_, clock, metrics_, folder_);
  std::string vkey = read_file(folder_.verifier_key());
  if (vkey.ends_with('\n')) vkey.pop_back();
  std::vector<Command> acts = founding_acts();
  acts.front() = opening().with([&](LedgerOpened& body) { body.vkey = VkeyText(vkey); });
  for (const Command& act : acts) put(act);
  by_two(policy().with([](PolicyAdopted& body) {
    body.limits.award_valid_days = 90;
    body.limits.cash_max = 100000;
    body.limits.decision_days = 15;
    body.limits.medical_remainder.on = true;
    body.limits.pay_days = 3;
    body.limits.small_aid_max = 200000;
    body.limits.two_approvers_above = 2000000;
    body.limits.urgent_decision_hours = 24;
    body.limits.urgent_ratify_days = 5;
    body.limits.urgent_release_max = 500000;
  }),
         "admin", "leader");
  const Seq gift = put(donation(10000_yuan));
  put(confirmation(gift, gift, 1, 10000_yuan));
  put(household("h1"));
}

Answer OfficeDesk::try_put(const Command& command) {
  return ledger_->write({command, std::nullopt, false});
}

Seq OfficeDesk::put(const Command& command) {
  const Answer answer = try_put(command);
  EXPECT_TRUE(answer) << command.kind->name << ": " << to_text(answer.error());
  return answer ? answer->seq : 0;
}

void OfficeDesk::opened(const Id& id, Money amount) {
  const Id home("h-" + id.str());
  put(household(home));
  put(request(id, home, amount));
}

void OfficeDesk::surveyed(const Id& id, Money amount) {
  opened(id, amount);
  put(survey(id));
}

void OfficeDesk::reviewed(const Id& id, Money amount) {
  surveyed(id, amount);
  put(review(id, amount));
}

void OfficeDesk::approved(const Id& id, Money amount) {
  reviewed(id, amount);
  put(approval(id, amount));
}

void OfficeDesk::payable(const Id& id, const Id& tag, Money amount) {
  approved(id, amount);
  put(payee(id).with([&](PayeeSet& body) { body.account_tag = tag; }));
}

OfficeAnswer OfficeDesk::get(const Id& person, const std::string& target) {
  return ask(person, "GET", target, {});
}

OfficeAnswer OfficeDesk::post(const Id& person, const std::string& target, const Json& body) {
  return ask(person, "POST", target, body.dump());
}

OfficeAnswer OfficeDesk::ask(const Id& person, const std::string& method, const std::string& target,
                             std::string body) {
  const auto call = std::make_shared<routes::Call>();
  const std::size_t mark = target.find('?');
  call->request.method = method;
  call->request.path = target.substr(0, mark);
  call->request.query = mark == target.npos ? "" : target.substr(mark + 1);
  call->request.body = std::move(body);
  call->request.headers.add("Idempotency-Key", std::to_string(++keys_));
  routes::Match match = routes::find_route(method, call->request.path);
  if (match.route == nullptr) {
    ADD_FAILURE() << method << " " << target << " leads nowhere";
    return {};
  }
  call->route = match.route;
  call->params = std::move(match.params);
  call->query = http::Form::parse(call->request.query).value();
  office_->read([&](const State& state) { call->person = *state.people.find(person); });
  std::promise<http::Response> promise;
  call->respond = [&](http::Reply reply) { promise.set_value(std::move(reply).take()); };
  match.route->handle(*office_, call);
  const http::Response response = promise.get_future().get();
  return {response.status, Json::parse(response.content(), nullptr, false)};
}

std::vector<Json> each(const Json& items, const std::string& member) {
  std::vector<Json> values;
  for (const Json& item : items) values.push_back(item.value(member, Json()));
  return values;
}

}  // namespace mingzhang::test
