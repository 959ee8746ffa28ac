#include "api/routes/route.h"

#include <gmock/gmock.h>

#include <set>

#include "ledger/fund/kind.h"

namespace mingzhang::routes {
namespace route_test {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Routes, EachIsFoundByItsOwnPattern) {
  for (const Route& route : all_routes()) {
    std::string path(route.pattern);
    for (std::size_t at; (at = path.find('{')) != std::string::npos;) {
      path.replace(at, path.find('}') - at + 1, "7");
    }
    const Match match = find_route(route.method, path);
    ASSERT_NE(match.route, nullptr) << route.method << " " << path;
    EXPECT_EQ(match.route->operation, route.operation) << path;
    EXPECT_EQ(match.params.size(), params_of(route.pattern).size());
  }
}

TEST(Routes, HaveEachOperationAndAddressOnce) {
  std::set<std::pair<std::string_view, std::string_view>> addresses;
  std::set<std::string_view> operations;
  for (const Route& route : all_routes()) {
    EXPECT_TRUE(addresses.emplace(route.method, route.pattern).second) << route.pattern;
    EXPECT_TRUE(operations.insert(route.operation).second) << route.operation;
  }
}

TEST(Routes, OfThinNamesWriteAKindThatExists) {
  for (const Route& route : all_routes()) {
    if (route.kind.empty()) continue;
    EXPECT_NE(find_kind(route.kind), nullptr) << route.kind;
  }
}

TEST(Routes, TheMoreExactPatternIsMeant) {
  const Match entries = find_route("GET", "/log/tile/entries/x001/000");
  ASSERT_NE(entries.route, nullptr);
  EXPECT_EQ(entries.route->operation, "log_entries");
  EXPECT_THAT(entries.params, ElementsAre("x001/000"));
  EXPECT_EQ(find_route("GET", "/log/tile/0/000").route->operation, "log_tile");
  EXPECT_EQ(find_route("GET", "/v1/unconfirmed/plan").route->operation, "confirmation_plan");
}

TEST(Routes, AHeadGoesWhereItsGetDoes) {
  EXPECT_EQ(find_route("HEAD", "/healthz").route, find_route("GET", "/healthz").route);
}

TEST(Routes, AnotherMethodIsToldWhichThereAre) {
  const Match match = find_route("PATCH", "/v1/session");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_THAT(match.methods, testing::UnorderedElementsAre("POST", "GET", "HEAD", "DELETE"));
  EXPECT_THAT(find_route("GET", "/v1/nothing").methods, IsEmpty());
}

TEST(Routes, PartsAreDecodedAndStayOnePart) {
  EXPECT_THAT(find_route("GET", "/v1/cases/a%2Fb").params, ElementsAre("a/b"));
  EXPECT_EQ(find_route("GET", "/v1/cases/a%2").route, nullptr);
  EXPECT_EQ(find_route("GET", "/v1/cases/a/b").route, nullptr);
  EXPECT_EQ(find_route("GET", "/v1/cases/").route, nullptr);
  EXPECT_EQ(find_route("GET", "").route, nullptr);
}

TEST(Access, NobodyButTheAdministratorIsKeptFromTheOffice) {
  for (const std::string_view name : EnumNames<Duty>::names) {
    const Duty duty = *parse_enum<Duty>(name);
    EXPECT_EQ(duties_of(Access::office).has(duty), duty != Duty::administrator) << name;
    EXPECT_TRUE(duties_of(Access::staff).has(duty)) << name;
  }
  EXPECT_FALSE(duties_of(Access::families).has(Duty::cashier));
  EXPECT_TRUE(duties_of(Access::auditors).single());
}

}  // namespace route_test
}  // namespace mingzhang::routes
