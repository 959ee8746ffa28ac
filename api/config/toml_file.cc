#include "api/config/toml_file.h"

#include <fmt/format.h>

#include <charconv>

#include "api/config/config.h"
#include "api/imports/cell.h"
#include "api/imports/read_file.h"

namespace mingzhang {
namespace {

using Position = toml::source_position;

bool is_json_key(std::string_view key) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !key.empty() && key.find_first_not_of(kLetters) == std::string_view::npos;
}

/// Puts `name` before the field of a refusal.
std::unexpected<Refusal> within(std::string_view name, Refusal refusal) {
  refusal.field = std::string(name) + (refusal.field.empty() ? "" : ".") + refusal.field;
  return std::unexpected(std::move(refusal));
}

class TomlWriter {
 public:
  TomlWriter(std::string& out, False how) : json_(out), how_(how) {}

  Result<void> write(const toml::node& node) {
    if (const auto* const table = node.as_table()) return write_table(*table);
    if (const auto* const array = node.as_array()) return write_array(*array);
    if (const auto* const text = node.as_string()) {
      if (!is_title(text->get())) return refuse(Code::text_malformed);
      json_.text(text->get());
    } else if (const auto* const number = node.as_integer()) {
      json_.integer(number->get());
    } else if (node.is_boolean()) {
      json_.raw("true");
    } else {
      return refuse(Code::type_wrong);
    }
    return {};
  }

 private:
  Result<void> write_table(const toml::table& table) {
    char before = '{';
    for (const auto& [key, node] : table) {
      if (!is_json_key(key.str())) return within(key.str(), {Code::key_unknown, {}, {}});
      const auto* const choice = node.as_boolean();
      if (choice != nullptr && !choice->get() && how_ == False::left_out) continue;
      json_.raw(std::exchange(before, ','));
      json_.text(key.str());
      json_.raw(':');
      if (auto written = write(node); !written) return within(key.str(), written.error());
    }
    if (before == '{') return refuse(Code::value_empty);
    json_.raw('}');
    return {};
  }

  Result<void> write_array(const toml::array& array) {
    char before = '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
      json_.raw(std::exchange(before, ','));
      if (auto written = write(array[i]); !written) {
        return within(std::to_string(i), written.error());
      }
    }
    if (before == '[') return refuse(Code::value_empty);
    json_.raw(']');
    return {};
  }

  JsonWriter json_;
  False how_;
};

/// One step of a path: the node below `node`, and in `at` where its key stands.
const toml::node* step(const toml::node& node, std::string_view name, Position& at) {
  if (const auto* const table = node.as_table()) {
    const auto found = table->find(name);
    if (found == table->end()) return nullptr;
    at = found->first.source().begin;
    return &found->second;
  }
  const auto* const array = node.as_array();
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
  const bool whole = error == std::errc() && end == name.data() + name.size();
  if (array == nullptr || !whole || index >= array->size()) return nullptr;
  const toml::node* const item = array->get(index);
  at = item->source().begin;
  return item;
}

std::string place_text(const std::string& file, Position at) {
  return at ? fmt::format("{}:{}:{}", file, at.line, at.column) : file;
}

}  // namespace

Result<TomlFile> read_toml(const std::filesystem::path& path) {
  const Result<std::string> text = read_file(path, kConfigBytesMax);
  if (!text) return std::unexpected(text.error());
  const std::string name = path.string();
  try {
    return TomlFile{name, toml::parse(std::string_view(*text), std::string_view(name))};
  } catch (const toml::parse_error& error) {
    return refuse(
        Code::json_malformed, {},
        place_text(name, error.source().begin) + ": TOML: " + std::string(error.description()));
  }
}

Refusal locate(const TomlFile& file, Refusal refusal) {
  const toml::node* node = &file.root;
  Position at{};
  std::string_view rest = refusal.field;
  while (node != nullptr && !rest.empty()) {
    // A name that itself holds dots is the last of its path: no entry has such a key.
    if (const toml::node* const whole = step(*node, rest, at)) {
      node = whole;
      break;
    }
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    node = step(*node, rest.substr(0, dot), at);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  std::string place = place_text(file.name, at);
  if (!refusal.detail.empty()) place.append(": ").append(refusal.detail);
  refusal.detail = std::move(place);
  return refusal;
}

Result<std::string> write_json(const toml::node& node, False how) {
  std::string json;
  const Result<void> written = TomlWriter(json, how).write(node);
  if (!written) return std::unexpected(written.error());
  return json;
}

}  // namespace mingzhang
