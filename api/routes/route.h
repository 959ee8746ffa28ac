#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/routes/access.h"
#include "api/routes/call.h"

namespace mingzhang::routes {

struct Office;

/// Where a route is answered.
enum class Run : unsigned char {
  at_once,  ///< On the I/O thread: it touches memory only, or hands over to the writer.
  reader,   ///< On a thread that may read the database.
  slow,     ///< On a thread that may compute or write for seconds.
};

/// What a route takes after the headers.
enum class Takes : unsigned char {
  nothing,
  json,
  file,  ///< Content of its own type, in a file.
};

/// One row of routes.def or names.def.
struct Route {
  std::string_view method;
  /// "/v1/cases/{case}/approve": a part in braces matches one segment, "{path*}" all that follow.
  std::string_view pattern;
  std::string_view operation;  ///< The operationId of the contract.
  Access access;
  Run run;
  Takes takes;
  void (*handle)(Office& office, const CallPtr& call);
  std::string_view kind;  ///< Of a thin name: the kind of entry that it writes.
};

std::span<const Route> all_routes();
/// The names in braces, in order.
std::vector<std::string_view> params_of(std::string_view pattern);

/// What a request's address leads to.
struct Match {
  const Route* route = nullptr;     ///< Null when nothing is there, or not for this method.
  std::vector<std::string> params;  ///< Decoded.
  /// The methods that the address takes, HEAD where it takes GET; empty: there is no such address.
  std::vector<std::string_view> methods;
};
/// Any input is safe. HEAD goes where GET does.
Match find_route(std::string_view method, std::string_view path);

/// The handlers, in the file that routes.def names.
namespace handle {
#define MZ_ROUTE(method, pattern, operation, access, run, takes) \
  void operation(Office& office, const CallPtr& call);
#include "api/routes/routes.def"
#undef MZ_ROUTE
/// Writes the entry that a thin name stands for; `call` has the route's kind.
void write_named(Office& office, const CallPtr& call);
}  // namespace handle

}  // namespace mingzhang::routes
