#include "api/commands/body.h"

#include <charconv>

#include "ledger/base/money.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

/// The schema writes an amount of money as a whole number of fen up to the largest amount.
bool is_money(const Json& schema) {
  return schema.contains("maximum") && schema.at("maximum") == Money::kFenMax;
}

Result<Json> integer_of(const Json& schema, const std::string& key, const std::string& text) {
  if (is_money(schema)) {
    const Result<Money> money = Money::parse(text);
    if (!money) return refuse(money.error().code, key, text);
    return Json(money->fen());
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return refuse(Code::number_malformed, key, text);
  }
  return Json(number);
}

Result<Json> value_of(const Json& schema, const std::string& key, const std::string& text);

/// Items between commas.
Result<Json> array_of(const Json& schema, const std::string& key, const std::string& text) {
  Json items = Json::array();
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    Result<Json> item = value_of(schema.at("items"), key, text.substr(start, comma - start));
    if (!item) return item;
    items.push_back(std::move(*item));
    start = comma + 1;
  }
  return items;
}

Result<Json> value_of(const Json& schema, const std::string& key, const std::string& text) {
  if (schema.contains("const")) {
    if (text != "true") return refuse(Code::value_unknown, key, text);
    return Json(true);
  }
  if (schema.contains("enum")) {
    for (const Json& name : schema.at("enum")) {
      if (name == text) return Json(text);
    }
    return refuse(Code::value_unknown, key, text);
  }
  const std::string type = schema.at("type");
  if (type == "integer") return integer_of(schema, key, text);
  if (type == "string") return Json(text);
  const bool plain_items = type == "array" && schema.contains("items") &&
                           schema.at("items").value("type", "string") != "object";
  if (plain_items) return array_of(schema, key, text);
  return refuse(Code::type_wrong, key, text);
}

/// Where the next part of a path leads: into a property, or an item that is numbered from 1.
Result<Json> put(const Json& schema, Json& target, const std::string& key, std::size_t from,
                 const std::string& text) {
  if (from == std::string::npos) {
    Result<Json> value = value_of(schema, key, text);
    if (value) target = *value;
    return value;
  }
  const std::size_t dot = key.find('.', from);
  const std::string part = key.substr(from, dot == std::string::npos ? dot : dot - from);
  const std::size_t next = dot == std::string::npos ? dot : dot + 1;
  if (schema.contains("properties") && schema.at("properties").contains(part)) {
    return put(schema.at("properties").at(part), target[part], key, next, text);
  }
  if (!schema.contains("items")) return refuse(Code::key_unknown, key);
  std::size_t place = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), place);
  // Items come one after the other: a gap would be an empty item.
  if (error != std::errc() || end != part.data() + part.size() || place < 1 ||
      place > target.size() + 1) {
    return refuse(Code::key_unknown, key);
  }
  if (target.is_null()) target = Json::array();
  return put(schema.at("items"), target[place - 1], key, next, text);
}

std::string takes(const Json& schema) {
  if (schema.contains("const")) return "true";
  if (schema.contains("enum")) {
    std::string names;
    for (const Json& name : schema.at("enum")) {
      names += (names.empty() ? "" : " | ") + name.get<std::string>();
    }
    return names;
  }
  const std::string type = schema.at("type");
  if (type == "integer") return is_money(schema) ? "yuan, 1234.50" : "number";
  if (type == "array" && schema.contains("items")) return takes(schema.at("items")) + ", …";
  if (type != "string") return "JSON";
  const std::string pattern = schema.value("pattern", "");
  if (pattern.starts_with("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) return "2026-11-23";
  if (pattern.starts_with("^[0-9]{4}-[0-9]{2}$")) return "2026-11";
  if (pattern.starts_with("^[0-9a-f]")) {
    return schema.at("maxLength").dump() + " hex digits";
  }
  return pattern.starts_with("^[a-z0-9]") ? "id" : "text";
}

void add_fields(const Json& schema, const std::string& prefix, bool required,
                std::vector<FieldHelp>& fields) {
  if (schema.contains("properties")) {
    const Json& needed = schema.at("required");
    for (const auto& [name, property] : schema.at("properties").items()) {
      const bool need = std::find(needed.begin(), needed.end(), name) != needed.end();
      add_fields(property, prefix.empty() ? name : prefix + "." + name, required && need, fields);
    }
  } else if (schema.contains("items") && schema.at("items").contains("properties")) {
    add_fields(schema.at("items"), prefix + ".1", required, fields);
  } else {
    fields.push_back({prefix, required, takes(schema)});
  }
}

}  // namespace

Json schema_of(const Kind& kind) {
  std::string text;
  JsonWriter writer(text);
  kind.schema(writer);
  return Json::parse(text);
}

Result<Json> body_of(const Kind& kind, const std::vector<std::string>& words) {
  const Json schema = schema_of(kind);
  Json body = Json::object();
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) return refuse(Code::field_missing, word, "=");
    const Result<Json> done = put(schema, body, word.substr(0, equals), 0, word.substr(equals + 1));
    if (!done) return std::unexpected(done.error());
  }
  return body;
}

std::vector<FieldHelp> fields_of(const Kind& kind) {
  std::vector<FieldHelp> fields;
  add_fields(schema_of(kind), "", true, fields);
  return fields;
}

}  // namespace mingzhang
