#include "api/routes/code_titles.h"

namespace mingzhang::routes {

std::string title_of(const Office& office, TableName table,
                     std::initializer_list<std::string> codes) {
  return office.read([&](const State& state) -> std::string {
    if (state.opened() == nullptr) return {};
    const Date today = state.business_date(office.clock.now());
    for (const std::string& code : codes) {
      const TableRow* const row = state.tables.find(table, today, code);
      if (row != nullptr && row->title) return row->title->text;
    }
    return {};
  });
}

void add_title(JsonText& json, std::string_view name, const std::string& title) {
  if (!title.empty()) json.member(name, title);
}

}  // namespace mingzhang::routes
