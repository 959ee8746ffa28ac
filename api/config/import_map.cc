#include <map>

#include "api/config/config.h"
#include "api/config/toml_file.h"
#include "api/imports/cell.h"

namespace mingzhang {
namespace {

using Titles = List<Title, 200>;
using OptionalTitles = std::optional<Titles>;

struct ColumnNames {
  OptionalTitles amount;
  OptionalTitles amount_fen;
  OptionalTitles channel;
  OptionalTitles date;
  OptionalTitles number;
  OptionalTitles time;

  static constexpr auto fields() {
    using C = ColumnNames;
    return std::tuple(field("amount", &C::amount), field("amount_fen", &C::amount_fen),
                      field("channel", &C::channel), field("date", &C::date),
                      field("number", &C::number), field("time", &C::time));
  }
};

struct Formats {
  OptionalTitles date;
  OptionalTitles time;

  static constexpr auto fields() {
    return std::tuple(field("date", &Formats::date), field("time", &Formats::time));
  }
};

struct RefusedNames {
  Titles columns;

  static constexpr auto fields() { return std::tuple(field("columns", &RefusedNames::columns)); }
};

/// A file of imports/, without its channels, whose keys are codes.
struct MapFile {
  Id channel;
  ColumnNames columns;
  Id format;
  Formats formats;
  std::optional<RefusedNames> refuse;

  static constexpr auto fields() {
    return std::tuple(field("channel", &MapFile::channel), field("columns", &MapFile::columns),
                      field("format", &MapFile::format), field("formats", &MapFile::formats),
                      field("refuse", &MapFile::refuse));
  }
};

std::vector<std::string> texts(const Titles& titles) {
  std::vector<std::string> all;
  for (const Title& title : titles.items) all.push_back(title.text);
  return all;
}

Result<void> take_columns(const MapFile& file, ImportMap& map) {
  const ColumnNames& columns = file.columns;
  const std::array<const OptionalTitles*, kColumnCount> by_column{
      &columns.number,     &columns.time,   &columns.date,
      &columns.amount_fen, &columns.amount, &columns.channel};
  std::map<std::string, std::string> seen;
  const auto take = [&](const std::vector<std::string>& names,
                        const std::string& where) -> Result<void> {
    for (const std::string& name : names) {
      const std::string key = header_key(name);
      if (key.empty()) return refuse(Code::value_empty, where);
      const auto [other, fresh] = seen.emplace(key, where);
      if (!fresh) return refuse(Code::exists_already, where, name + ": " + other->second);
    }
    return {};
  };
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    if (!by_column[i]->has_value()) continue;
    map.headers[i] = texts(**by_column[i]);
    const std::string where = "columns." + std::string(name_of(static_cast<Column>(i)));
    if (auto taken = take(map.headers[i], where); !taken) return taken;
  }
  if (!columns.number) return refuse(Code::field_missing, "columns.number");
  if (!columns.time && !columns.date) return refuse(Code::field_missing, "columns.date");
  if (!columns.amount && !columns.amount_fen) return refuse(Code::field_missing, "columns.amount");
  if (!file.refuse) return {};
  map.refused_headers = texts(file.refuse->columns);
  return take(map.refused_headers, "refuse.columns");
}

Result<void> take_formats(const MapFile& file, ImportMap& map) {
  for (const bool time : {true, false}) {
    const OptionalTitles& formats = time ? file.formats.time : file.formats.date;
    for (const Title& format : formats.value_or(Titles{}).items) {
      if (!is_date_format(format.text, time)) {
        return refuse(Code::date_malformed, time ? "formats.time" : "formats.date", format.text);
      }
      map.formats.push_back(format.text);
    }
  }
  if (map.formats.empty()) return refuse(Code::field_missing, "formats.date");
  return {};
}

Result<void> take_channels(const toml::table& root, ImportMap& map) {
  const toml::node* const node = root.get("channels");
  map.channels.emplace(map.channel.str(), map.channel);
  if (node == nullptr) return {};
  const toml::table* const channels = node->as_table();
  if (channels == nullptr) return refuse(Code::type_wrong, "channels");
  for (const auto& [key, cells] : *channels) {
    const std::string where = "channels." + std::string(key.str());
    const std::optional<Id> code = Id::of(key.str());
    if (!code || !is_id(key.str())) return refuse(Code::text_malformed, where);
    const Result<std::string> json = write_json(cells, False::as_true);
    if (!json) return refuse(json.error().code, where);
    auto names = from_json<Titles>(*json);
    if (!names) return refuse(names.error().code, where);
    names->items.push_back({code->str()});
    for (const Title& name : names->items) {
      const auto [other, fresh] = map.channels.emplace(header_key(name.text), *code);
      if (!fresh && other->second != *code) {
        return refuse(Code::exists_already, where, name.text + ": " + other->second.str());
      }
    }
  }
  return {};
}

}  // namespace

Result<ImportMap> load_import_map(const std::filesystem::path& path) {
  const Result<TomlFile> file = read_toml(path);
  if (!file) return std::unexpected(file.error());
  const Result<MapFile> read = read_struct<MapFile>(file->root, {"channels"});
  if (!read) return std::unexpected(locate(*file, read.error()));
  ImportMap map;
  map.format = read->format;
  map.channel = read->channel;
  Result<void> taken = take_columns(*read, map);
  if (taken) taken = take_formats(*read, map);
  if (taken) taken = take_channels(file->root, map);
  if (!taken) return std::unexpected(locate(*file, taken.error()));
  return map;
}

}  // namespace mingzhang
