#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/imports/csv_records.h"
#include "api/imports/import_map.h"

namespace mingzhang {

/// The line that names the columns, and where each column stands.
struct Header {
  std::uint32_t line = 0;
  std::size_t cell_count = 0;                                   ///< Up to the last one with a name.
  std::array<std::optional<std::size_t>, kColumnCount> places;  ///< 0-based, by Column.
  std::array<std::string, kColumnCount> names;                  ///< As the file has them.

  std::optional<std::size_t> place(Column column) const {
    return places.at(static_cast<std::size_t>(column));
  }
  const std::string& name(Column column) const {
    return names.at(static_cast<std::size_t>(column));
  }
};

/// Looks for the header among the first records of a file, by names, whatever stands before it and
/// in whatever order the columns come.
class HeaderFinder {
 public:
  explicit HeaderFinder(const ImportMap& map);

  /// The header, if `record` is it. Errors: key_unknown (it is the header of a bill or statement),
  /// key_duplicate (a column under two names).
  Result<std::optional<Header>> look(const CsvRecord& record);
  /// Why none was found: key_unknown, or field_missing with the accepted names, judged by the
  /// record that came nearest.
  Refusal none_found() const;

 private:
  struct Candidate {
    Header header;
    std::string twice;    ///< A name whose column was there already, or empty.
    std::string refused;  ///< A sign of another sort of file, or empty.
    std::size_t found_count = 0;
  };
  Candidate read(const CsvRecord& record) const;

  const ImportMap& map_;
  std::map<std::string, std::optional<Column>> keys_;  ///< None: a refused one.
  Candidate nearest_;
};

}  // namespace mingzhang
