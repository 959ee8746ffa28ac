#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/fund/kind.h"
#include "ledger/store/store.h"
#include "ledger/vault.h"

/// From what somebody says, at a keyboard or through the API, to what the ledger is asked to write.
namespace mingzhang {

/// An opaque id for a text that nobody else may know: "id:" and an identity number, "account:" and
/// the number of an account; any other text is itself. New ids are added to `ids`, to be kept with
/// the entry. Errors: as Vault::subject_id.
Result<std::string> opaque(Vault& vault, Random& random, const std::string& text,
                           std::vector<Id>& ids);
/// Whether a body has a text that `opaque` would replace: the vault must then be asked.
bool has_numbers(const nlohmann::json& body);
/// The same of canonical JSON; true where in doubt.
bool may_have_numbers(std::string_view json);
/// Replaces each of them in place. Errors: as opaque, with the path as field.
Result<void> replace_numbers(Vault& vault, Random& random, nlohmann::json& body,
                             std::vector<Id>& ids);
/// What is said of one subject in private. Errors: json_malformed, text_malformed; as opaque.
Result<Details> details_of(Vault& vault, Random& random, const std::string& subject,
                           const nlohmann::json& details, std::vector<Id>& ids);

/// The same as the body of an entry. Errors: as decode_body.
Result<std::shared_ptr<const Body>> decode_json(const Kind& kind, const nlohmann::json& json);
/// Errors: as decode_json.
Result<Command> command_of(const Kind& kind, const Id& actor, const Id& fund,
                           const nlohmann::json& body);
/// A proposal of a command: what the rule fills in is filled in now, since the second person must
/// write the same.
Command proposal_of(const State& state, const Command& target, Timestamp now);
/// The target of an open proposal, as its second person writes it. Errors: proposal_unknown,
/// kind_unknown.
Result<Command> second_of(store::Rows& rows, Seq proposal, const Id& actor);

}  // namespace mingzhang
