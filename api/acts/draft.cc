#include "api/acts/draft.h"

#include "ledger/fund/kinds/proposal.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kPerson = "id:";
constexpr std::string_view kAccount = "account:";

bool is_number(const std::string& text) {
  return text.starts_with(kPerson) || text.starts_with(kAccount);
}

Result<void> replace(Vault& vault, Random& random, Json& value, const std::string& path,
                     std::vector<Id>& ids) {
  if (value.is_string() && is_number(value.get_ref<const std::string&>())) {
    Result<std::string> id = opaque(vault, random, value.get_ref<const std::string&>(), ids);
    if (!id) return refuse(id.error().code, path);
    value = std::move(*id);
    return {};
  }
  if (!value.is_structured()) return {};
  for (const auto& [key, member] : value.items()) {
    const std::string inner = path.empty() ? key : path + "." + key;
    if (const Result<void> done = replace(vault, random, member, inner, ids); !done) return done;
  }
  return {};
}

}  // namespace

Result<std::string> opaque(Vault& vault, Random& random, const std::string& text,
                           std::vector<Id>& ids) {
  if (!is_number(text)) return text;
  const Result<Id> id = text.starts_with(kPerson)
                            ? vault.subject_id(text.substr(kPerson.size()), random)
                            : vault.account_tag(text.substr(kAccount.size()), random);
  if (!id) return std::unexpected(id.error());
  ids.push_back(*id);
  return id->str();
}

bool has_numbers(const Json& body) {
  if (body.is_string()) return is_number(body.get_ref<const std::string&>());
  return body.is_structured() && std::any_of(body.begin(), body.end(), has_numbers);
}

bool may_have_numbers(std::string_view json) {
  const auto has = [&](std::string_view prefix) {
    return json.find('"' + std::string(prefix)) != json.npos;
  };
  return has(kPerson) || has(kAccount);
}

Result<void> replace_numbers(Vault& vault, Random& random, Json& body, std::vector<Id>& ids) {
  return replace(vault, random, body, {}, ids);
}

Result<Details> details_of(Vault& vault, Random& random, const std::string& subject,
                           const Json& details, std::vector<Id>& ids) {
  if (!details.is_object()) return refuse(Code::json_malformed);
  const Result<std::string> id = opaque(vault, random, subject, ids);
  if (!id) return std::unexpected(id.error());
  if (!is_id(*id) || id->size() > Id::kBytesMax) return refuse(Code::text_malformed);
  return Details{Id(*id), details.dump()};
}

Result<std::shared_ptr<const Body>> decode_json(const Kind& kind, const Json& json) {
  // Keys sort by their bytes and integers have one form: what nlohmann writes is canonical.
  return decode_body(kind, json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<Command> command_of(const Kind& kind, const Id& actor, const Id& fund, const Json& body) {
  Result<std::shared_ptr<const Body>> decoded = decode_json(kind, body);
  if (!decoded) return std::unexpected(decoded.error());
  Command command;
  command.actor = actor;
  command.fund = fund;
  command.kind = &kind;
  command.body = std::move(*decoded);
  return command;
}

Command proposal_of(const State& state, const Command& target, Timestamp now) {
  ActionProposed body;
  const std::shared_ptr<const Body> whole = target.kind->complete(state, target, now);
  body.target_body.json = target.kind->target(*whole);
  body.target_kind = ShortText<40>(target.kind->name);
  Command command = make_command(kinds::action_proposed(), target.actor, target.fund, body);
  command.commitments = target.commitments;
  return command;
}

Result<Command> second_of(store::Rows& rows, Seq proposal, const Id& actor) {
  const std::optional<std::string> bytes = rows.entry(proposal);
  const Result<Entry> entry =
      bytes ? decode(*bytes) : Result<Entry>(refuse(Code::proposal_unknown));
  if (!entry || entry->kind != &kinds::action_proposed()) {
    return refuse(Code::proposal_unknown, "proposal", std::to_string(proposal));
  }
  const auto& proposed = entry->as<ActionProposed>();
  const Kind* const kind = find_kind(proposed.target_kind.view());
  if (kind == nullptr) return refuse(Code::kind_unknown, "proposal", proposed.target_kind.view());
  Json body = Json::parse(proposed.target_body.json);
  body["proposal"] = proposal;
  Result<Command> command = command_of(*kind, actor, entry->fund, body);
  if (command) command->commitments = entry->commitments;
  return command;
}

}  // namespace mingzhang
