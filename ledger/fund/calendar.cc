#include "ledger/fund/calendar.h"

namespace mingzhang {
namespace {

/// Monday is 0: 1970-01-01 was a Thursday.
int weekday(Date day) { return static_cast<int>(((day.days + 3) % 7 + 7) % 7); }

/// The holiday table says of a year's days which are off and which are worked; a year of which it
/// says nothing is not in it.
bool knows_year(const Tables& tables, Date day) {
  const Date new_year = Date::first_of(Month{day.year() * 12});
  return tables.find(TableName::holidays, day, new_year.text()) != nullptr;
}

bool is_working_day(const Tables& tables, Date day) {
  const TableRow* const row = tables.find(TableName::holidays, day, day.text());
  if (row != nullptr && row->type) return *row->type == Id("work");
  return weekday(day) < 5;
}

}  // namespace

Deadline working_days_after(const Tables& tables, Date from, std::int64_t days) {
  Deadline deadline{from, false};
  while (days > 0) {
    deadline.date = deadline.date.plus_days(1);
    if (!knows_year(tables, deadline.date)) deadline.provisional = true;
    if (is_working_day(tables, deadline.date)) --days;
  }
  return deadline;
}

}  // namespace mingzhang
