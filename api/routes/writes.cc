#include <nlohmann/json.hpp>

#include "api/acts/canonical_json.h"
#include "api/acts/draft.h"
#include "api/acts/office.h"
#include "api/acts/strict_json.h"
#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/rehearsal.h"
#include "api/routes/route.h"
#include "ledger/base/sha256.h"

/// What the API writes: each call becomes one submission to the ledger, whose rules alone decide.
namespace mingzhang::routes {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kKeyBytesMax = 128;

/// What a call asks to be written, before its numbers are replaced by ids.
struct Ask {
  const Kind* kind = nullptr;
  Id fund;
  Json body;
  std::shared_ptr<const Body> plain;  ///< The body, where it was read without `body`.
  std::vector<std::pair<std::string, Json>> details;  ///< By subject.
  RequestKey key;
  bool propose = false;
  bool dry_run = false;
};

/// Digests of person and key, and of all that was asked: the same key for anything else is refused.
Result<RequestKey> key_of(const Call& call) {
  const std::string_view key = call.request.headers.find("Idempotency-Key");
  if (key.empty()) return refuse(Code::field_missing, "Idempotency-Key");
  if (key.size() > kKeyBytesMax || !is_printable_ascii(key)) {
    return refuse(Code::text_malformed, "Idempotency-Key");
  }
  const http::Request& request = call.request;
  return RequestKey{sha256(bytes_of(call.person.person.str() + "\n" + std::string(key))),
                    sha256(bytes_of(request.path + "?" + request.query + "\n" + request.body))};
}

/// A part of the path as the field of a body. These are numbers, all others ids.
Json field_of(std::string_view name, const std::string& text) {
  const bool number = name == "income" || name == "line" || name == "proposal";
  const Result<Seq> value = number ? seq_of(name, text) : Result<Seq>(0);
  return number && value ? Json(*value) : Json(text);
}

/// Of a thin name: what stands in the path goes into the body, which may say the same.
Result<void> take_params(const Call& call, Json& body) {
  if (call.route->kind.empty()) return {};
  const std::vector<std::string_view> names = params_of(call.route->pattern);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Json value = field_of(names[i], call.params[i]);
    Json& field = body[std::string(names[i])];
    if (!field.is_null() && field != value) {
      return refuse(Code::key_duplicate, "body." + std::string(names[i]));
    }
    field = value;
  }
  return {};
}

/// "private": [{"subject": …, "details": {…}}].
Result<void> read_private(const Json& list, Ask& ask) {
  if (!list.is_array()) return refuse(Code::type_wrong, "private");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& one = list[i];
    const std::string path = "private." + std::to_string(i);
    if (!one.is_object()) return refuse(Code::type_wrong, path);
    for (const auto& [key, value] : one.items()) {
      if (key != "subject" && key != "details") return refuse(Code::key_unknown, path + "." + key);
    }
    if (!one.contains("subject") || !one.contains("details")) {
      return refuse(Code::field_missing, path);
    }
    if (!one["subject"].is_string()) return refuse(Code::type_wrong, path + ".subject");
    ask.details.emplace_back(one["subject"].get<std::string>(), one["details"]);
  }
  return {};
}

/// The fund of the open case or batch that a body names; none where it names none.
std::optional<Id> fund_of_object(const State& state, const Json& body) {
  const auto named = [&](const char* key) -> std::optional<Id> {
    const auto it = body.find(key);
    if (it == body.end() || !it->is_string()) return std::nullopt;
    const Result<Id> id = id_of(key, it->get_ref<const std::string&>());
    return id ? std::optional(*id) : std::nullopt;
  };
  const std::optional<Id> request = named("case");
  const std::optional<Id> batch = named("batch");
  const Case* const open_case = request ? state.cases.find(*request) : nullptr;
  const PayBatch* const open_batch = batch ? state.batches.find(*batch) : nullptr;
  if (open_case != nullptr) return open_case->fund;
  if (open_batch != nullptr) return open_batch->fund;
  return std::nullopt;
}

/// The fund that is named, or else that of what the body is about, or the only one that the person
/// serves.
Result<Id> fund_of(const Office& office, const Call& call, const Kind& kind, const Json& json,
                   const Json& body) {
  if (json.contains("fund")) {
    if (!json["fund"].is_string()) return refuse(Code::type_wrong, "fund");
    return id_of("fund", json["fund"].get_ref<const std::string&>());
  }
  if (kind.scope != Scope::fund) return Id();
  return office.read([&](const State& state) {
    if (const std::optional<Id> fund = fund_of_object(state, body)) return Result<Id>(*fund);
    Id only;
    std::size_t count = 0;
    for (const auto& [id, fund] : state.funds.all()) {
      if (!call.person.serves(fund)) continue;
      only = id;
      ++count;
    }
    return count == 1 ? Result<Id>(only) : Result<Id>(refuse(Code::fund_missing, "fund"));
  });
}

/// Reads what most requests are: fund and body, and nothing in it to add, to replace or to explain.
/// False for all else, which then goes the long way; the two ways cannot differ, since canonical
/// JSON is one text.
bool read_plain(const Call& call, Ask& ask) {
  if (!call.route->kind.empty() && !call.params.empty()) return false;
  const std::optional<std::string> json = canonical_json(call.request.body);
  if (!json || may_have_numbers(*json)) return false;
  JsonReader reader(*json);
  std::string_view body;
  const bool read = reader.take('{') && reader.take_key<"body">(true) && reader.skip(body) &&
                    reader.take_key<"fund">(false) && read_value(reader, ask.fund) &&
                    reader.take('}') && reader.done();
  if (read) ask.plain = decode_body(*ask.kind, body).value_or(nullptr);
  return ask.plain != nullptr;
}

Result<Ask> read_ask(const Office& office, const Call& call, const Kind& kind) {
  Ask ask;
  ask.kind = &kind;
  const Result<RequestKey> key = key_of(call);
  if (!key) return std::unexpected(key.error());
  ask.key = *key;
  if (read_plain(call, ask)) return ask;
  Result<Json> json = parse_strictly(call.request.body);
  if (!json) return std::unexpected(json.error());
  if (!json->is_object()) return refuse(Code::type_wrong);
  for (const auto& [name, value] : json->items()) {
    if (name != "fund" && name != "body" && name != "private") {
      return refuse(Code::key_unknown, name);
    }
  }
  ask.body = json->contains("body") ? std::move((*json)["body"]) : Json::object();
  if (!ask.body.is_object()) return refuse(Code::type_wrong, "body");
  if (json->contains("private")) {
    if (const Result<void> done = read_private((*json)["private"], ask); !done) {
      return std::unexpected(done.error());
    }
  }
  if (const Result<void> done = take_params(call, ask.body); !done) {
    return std::unexpected(done.error());
  }
  const Result<Id> fund = fund_of(office, call, kind, *json, ask.body);
  if (!fund) return std::unexpected(fund.error());
  ask.fund = *fund;
  return ask;
}

/// Says that an entry is in the books, with all that proves it.
http::Response written_response(const Kind& kind, Written written) {
  written.prove();
  JsonText json;
  json.reserve(2 * written.bytes.size() + written.checkpoint.size() + 80 * written.path.size() +
               200);
  json.open('{')
      .member("seq", written.seq)
      .member("kind", kind.name)
      .key("leaf")
      .hex(written.leaf.view())
      .member("bytes", written.bytes);
  if (!written.checkpoint.empty()) {
    json.member("checkpoint", written.checkpoint).key("proof").open('[');
    for (const Hash& hash : written.path) json.hex(hash.view());
    json.close(']');
  }
  json.close('}');
  http::Response response = json_response(json.take(), written.repeated ? 200 : 201);
  response.headers.add("Location", "/v1/entries/" + std::to_string(written.seq));
  return response;
}

void submit(Office& office, const CallPtr& call, Submission submission) {
  const Kind& kind = *submission.command.kind;
  submission.with_proof = true;
  const Result<void> queued =
      office.ledger.submit(std::move(submission), [call, &kind](Answer answer) {
        if (!answer) return call->refuse(answer.error());
        call->answer(http::Reply([&kind, written = std::move(*answer)]() mutable {
          return written_response(kind, std::move(written));
        }));
      });
  if (!queued) call->refuse(queued.error());
}

/// Says that an entry would be in the books, and that it is not.
Result<http::Response> tried_response(const Office& office, const Command& command) {
  Result<Rehearsal> rehearsal = rehearse(office, command);
  if (!rehearsal) return std::unexpected(rehearsal.error());
  if (!rehearsal->violations.empty()) return std::unexpected(rehearsal->violations.front());
  if (encode(rehearsal->entry).size() > kEntryBytesMax) return refuse(Code::entry_too_large);
  std::string body;
  JsonWriter writer(body);
  command.kind->write(writer, *rehearsal->entry.body);
  JsonText json;
  json.open('{').member("would", "write").member("kind", command.kind->name);
  if (!command.fund.empty()) json.member("fund", command.fund.view());
  return json_response(json.key("body").raw(body).close('}').take());
}

/// The command of an ask; its private details and new ids go into `submission`.
Result<Command> command_of(Office& office, const Call& call, Ask& ask, Submission& submission) {
  SystemRandom random;
  Vault& vault = office.ledger.vault();
  if (const auto done = replace_numbers(vault, random, ask.body, submission.ids); !done) {
    return refuse(done.error().code, "body." + done.error().field);
  }
  for (const auto& [subject, json] : ask.details) {
    const Result<Details> details = details_of(vault, random, subject, json, submission.ids);
    if (!details) return refuse(details.error().code, "private", details.error().detail);
    submission.details.push_back(*details);
  }
  const Id& actor = call.person.person;
  Result<Command> command = ask.plain ? Command{actor, ask.fund, ask.kind, ask.plain, {}}
                                      : mingzhang::command_of(*ask.kind, actor, ask.fund, ask.body);
  if (!command) {
    Refusal refusal = command.error();
    refusal.field = refusal.field.empty() ? "body" : "body." + refusal.field;
    return std::unexpected(std::move(refusal));
  }
  if (!ask.propose) return command;
  return office.read(
      [&](const State& state) { return proposal_of(state, *command, office.clock.now()); });
}

void write(Office& office, const CallPtr& call, Ask ask) {
  Submission submission;
  Result<Command> command = command_of(office, *call, ask, submission);
  if (!command) return call->refuse(command.error());
  if (ask.dry_run) return answer(*call, tried_response(office, *command));
  submission.command = std::move(*command);
  submission.key = ask.key;
  submit(office, call, std::move(submission));
}

/// Where the vault must be asked, or the books for a dry run, on a thread that may wait for the
/// disk; else at once.
void take(Office& office, const CallPtr& call, Ask ask) {
  const bool plain = ask.details.empty() && !has_numbers(ask.body);
  if (plain && !ask.dry_run) return write(office, call, std::move(ask));
  const auto shared = std::make_shared<Ask>(std::move(ask));
  const bool queued = office.readers.run([&office, call, shared] {
    try {
      write(office, call, std::move(*shared));
    } catch (const std::exception&) {
      call->refuse({Code::read_only, {}, {}});
    }
  });
  if (!queued) call->refuse({Code::queue_full, {}, {}});
}

void write_kind(Office& office, const CallPtr& call, std::string_view name, bool propose) {
  const Kind* const kind = find_kind(name);
  if (kind == nullptr) return call->refuse({Code::kind_unknown, "kind", {}});
  const Result<bool> dry_run = flag_of(*call, "dry_run");
  if (!dry_run) return call->refuse(dry_run.error());
  Result<Ask> ask = read_ask(office, *call, *kind);
  if (!ask) return call->refuse(ask.error());
  ask->propose = propose;
  ask->dry_run = *dry_run;
  take(office, call, std::move(*ask));
}

}  // namespace

namespace handle {

void write_entry(Office& office, const CallPtr& call) {
  write_kind(office, call, call->params[0], false);
}

void propose(Office& office, const CallPtr& call) {
  write_kind(office, call, call->params[0], true);
}

void write_named(Office& office, const CallPtr& call) {
  write_kind(office, call, call->route->kind, false);
}

void second(Office& office, const CallPtr& call) {
  const Result<RequestKey> key = key_of(*call);
  if (!key) return call->refuse(key.error());
  const Result<Seq> proposal = seq_of("proposal", call->params[0]);
  if (!proposal) return call->refuse(proposal.error());
  Result<Command> command = second_of(*office.ledger.snapshot(), *proposal, call->person.person);
  if (!command) return call->refuse(command.error());
  const Result<bool> dry_run = flag_of(*call, "dry_run");
  if (!dry_run) return call->refuse(dry_run.error());
  if (*dry_run) return answer(*call, tried_response(office, *command));
  Submission submission;
  submission.command = std::move(*command);
  submission.key = *key;
  submit(office, call, std::move(submission));
}

}  // namespace handle
}  // namespace mingzhang::routes
