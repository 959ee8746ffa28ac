#include <algorithm>
#include <map>
#include <set>

#include "api/config/config.h"
#include "api/config/toml_file.h"

namespace mingzhang {
namespace {

constexpr std::size_t kPartsMax = 1000;

/// A file of tables/, without its rows.
struct TableHead {
  std::optional<Number> document_no;
  Date from;
  TableName table = TableName::causes;

  static constexpr auto fields() {
    return std::tuple(field("document_no", &TableHead::document_no),
                      field("from", &TableHead::from), field("table", &TableHead::table));
  }
};

std::string row_field(std::size_t index, std::string_view field) {
  std::string path = "rows." + std::to_string(index);
  if (!field.empty()) path.append(".").append(field);
  return path;
}

/// What tells a row from the others of its table (config/README.md).
std::string key_of(TableName table, const TableRow& row) {
  if (row.date) return row.date->text();
  return (table == TableName::chart_map ? row.use : row.code)->str();
}

/// The canonical bytes of one row. Errors: what the table refuses; `field` is the column.
Result<std::string> read_row(TableName table, const toml::node& node, std::string& key) {
  Result<std::string> json = write_json(node, False::as_true);
  if (!json) return json;
  const auto rows = parse_table_rows(table, "[" + *json + "]");
  if (rows) {
    key = key_of(table, rows->front());
    return json;
  }
  Refusal refusal = rows.error();
  if (refusal.field.starts_with("0.")) refusal.field.erase(0, 2);
  return std::unexpected(std::move(refusal));
}

Result<std::vector<std::string>> read_rows(TableName table, const toml::table& root) {
  const auto* const nodes = root["rows"].as_array();
  if (nodes == nullptr) {
    return refuse(root.contains("rows") ? Code::type_wrong : Code::field_missing, "rows");
  }
  if (nodes->empty()) return refuse(Code::value_empty, "rows");
  std::vector<std::string> rows;
  std::set<std::string> keys;
  for (std::size_t i = 0; i < nodes->size(); ++i) {
    std::string key;
    Result<std::string> row = read_row(table, *nodes->get(i), key);
    if (!row) {
      row.error().field = row_field(i, row.error().field);
      return std::unexpected(std::move(row.error()));
    }
    if (!keys.insert(key).second) return refuse(Code::exists_already, row_field(i, {}), key);
    rows.push_back(std::move(*row));
  }
  return rows;
}

/// The rows as JSON lists, as many to a list as fit.
std::vector<std::string> into_parts(const std::vector<std::string>& rows) {
  std::vector<std::string> parts;
  std::size_t count = 0;
  for (const std::string& row : rows) {
    const bool fits = !parts.empty() && count < kTablePartRowsMax &&
                      parts.back().size() + row.size() + 2 <= kTablePartBytesMax;
    if (!fits) {
      parts.emplace_back();
      count = 0;
    }
    parts.back().append(count++ == 0 ? "[" : ",").append(row);
  }
  for (std::string& part : parts) part += ']';
  return parts;
}

}  // namespace

Result<std::vector<TableAdopted>> load_table(const std::filesystem::path& path) {
  const Result<TomlFile> file = read_toml(path);
  if (!file) return std::unexpected(file.error());
  const Result<TableHead> head = read_struct<TableHead>(file->root, {"rows"});
  if (!head) return std::unexpected(locate(*file, head.error()));
  const auto rows = read_rows(head->table, file->root);
  if (!rows) return std::unexpected(locate(*file, rows.error()));
  const std::vector<std::string> parts = into_parts(*rows);
  if (parts.size() > kPartsMax) {
    return std::unexpected(locate(*file, {Code::list_too_long, "rows", {}}));
  }
  TableAdopted body;
  body.digest = table_digest({parts.begin(), parts.end()});
  body.document_no = head->document_no;
  body.from = head->from;
  body.parts = static_cast<std::int64_t>(parts.size());
  body.table = head->table;
  std::vector<TableAdopted> bodies;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    body.part = static_cast<std::int64_t>(i + 1);
    body.rows.json = parts[i];
    bodies.push_back(body);
  }
  return bodies;
}

Result<std::vector<TableAdopted>> load_tables(const std::filesystem::path& config) {
  const std::filesystem::path folder = config / "tables";
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".toml") paths.push_back(at->path());
  }
  if (error) return refuse(Code::file_unreadable, {}, folder.string());
  std::ranges::sort(paths);
  std::map<std::pair<TableName, Date>, std::filesystem::path> seen;
  std::vector<TableAdopted> all;
  for (const std::filesystem::path& path : paths) {
    auto bodies = load_table(path);
    if (!bodies) return bodies;
    const TableAdopted& first = bodies->front();
    const auto [other, fresh] = seen.emplace(std::pair(first.table, first.from), path);
    if (!fresh) {
      return refuse(Code::exists_already, "from", path.string() + ": " + other->second.string());
    }
    std::ranges::move(*bodies, std::back_inserter(all));
  }
  return all;
}

}  // namespace mingzhang
