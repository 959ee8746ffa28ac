#pragma once

#include <cstddef>
#include <string>

#include "ledger/fund/effects.h"

namespace mingzhang::store {

/// The statements that are prepared once per connection. Their text is in the .cc.
enum class Query : unsigned char {
  begin_read,
  begin_write,
  commit,
  rollback,
  head,
  entry,
  leaves,
  node,
  last_checkpoint,
  checkpoint,
  request,
  put_entry,
  put_node,
  put_checkpoint,
  put_state,
  drop_state,
  put_request,
  drop_requests,
  count_,
};
const char* query_sql(Query query);

/// All columns of an index table, of the rows that equal ?1 … ?prefix_count in the first columns,
/// in the order of the key; the last parameter is the limit.
std::string find_sql(const IndexSpec& spec, std::size_t prefix_count);
/// The same, with the next column <= the last parameter: the last such row.
std::string floor_sql(const IndexSpec& spec, std::size_t prefix_count);
/// All rows with ?1 <= first column <= ?2 in the order of the key.
std::string scan_index_sql(const IndexSpec& spec);
std::string insert_index_sql(const IndexSpec& spec);

}  // namespace mingzhang::store
