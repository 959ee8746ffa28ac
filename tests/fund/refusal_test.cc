#include <gmock/gmock.h>

#include "tests/fund/story.h"

/// Bad input: whatever is not the form, byte for byte, is refused with a code and the path.
namespace mingzhang::test {
namespace refusal_test {

const std::string kHex64(64, 'a');
const std::string kHex32(32, 'b');

/// An entry around a body, as text: what the encoder would write if the body were good.
std::string entry_of(std::string_view kind, std::string_view body) {
  return R"({"actor":"a1","body":)" + std::string(body) + R"(,"fund":"f1","kind":")" +
         std::string(kind) + R"(","prev":")" + kHex64 + R"(","private":[")" + kHex64 +
         R"("],"salt":")" + kHex32 + R"(","seq":7,"time":"2026-11-23T08:00:00.123Z","v":1})";
}

const std::string kGift = entry_of(
    "donation.received", R"({"account":"bank","amount":100,"anonymous":true,"channel":"wechat",)"
                         R"("purpose":{"code":"x","type":"cause"},"ref":"w:1","source":"donation",)"
                         R"("value_date":"2026-11-20"})");
const std::string kFund =
    entry_of("fund.opened", R"({"entity":"e","fund":"f","territory":"370100","title":"T"})");
const std::string kConfirmation =
    entry_of("income.confirmed", R"({"amount":100,"count":1,"except":[1,2],"first":1,"last":9})");
const std::string kPerson =
    entry_of("person.enrolled",
             R"({"duties":["cashier"],"entity":"e","person":"p","scope":["f"],"subject":"s"})");
const std::string kTable =
    entry_of("table.adopted", R"({"digest":")" + kHex64 +
                                  R"(","from":"2026-01-01","part":1,"parts":1,)"
                                  R"("rows":[{"code":"a","title":"T"}],"table":"channels"})");
const std::string kProposal =
    entry_of("action.proposed",
             R"({"expires":"2026-12-01T00:00:00.000Z","target_body":{"amount":100,"count":1,)"
             R"("first":1,"last":9},"target_kind":"income.confirmed"})");

struct Row {
  std::string from;  ///< Stands once in the good entry …
  std::string to;    ///< … and is put in its place.
  Code code;
  std::string field;
};

void expect_refusals(const std::string& good, const std::vector<Row>& rows) {
  ASSERT_TRUE(decode(good)) << to_text(decode(good).error());
  for (const Row& row : rows) {
    SCOPED_TRACE(row.from + " -> " + row.to);
    const std::size_t at = good.find(row.from);
    ASSERT_NE(at, std::string::npos);
    const std::string bad = good.substr(0, at) + row.to + good.substr(at + row.from.size());
    const Result<Entry> decoded = decode(bad);
    ASSERT_FALSE(decoded);
    EXPECT_THAT(decoded.error(), refused(row.code, row.field));
    EXPECT_TRUE(is_printable_ascii(decoded.error().detail));
    EXPECT_TRUE(is_printable_ascii(decoded.error().field));
    for (const Kind* const hint : all_kinds()) {
      const Result<Entry> hinted = decode(bad, hint);
      ASSERT_FALSE(hinted);
      EXPECT_EQ(hinted.error(), decoded.error()) << hint->name;
    }
  }
}

TEST(BadInput, KeysAreThereOnceInOrderAndKnown) {
  expect_refusals(
      kGift,
      {
          {R"("amount":100)", R"("amount":100,"amount":100)", Code::key_duplicate, "body.amount"},
          {R"("purpose")", R"("account":"bank","purpose")", Code::key_duplicate, "body.account"},
          {R"("value_date":"2026-11-20")", R"("value_date":"2026-11-20","ref":"w:1")",
           Code::key_duplicate, "body.ref"},
          {R"("actor":"a1")", R"("actor":"a1","actor":"a1")", Code::key_duplicate, "actor"},
          {R"("v":1)", R"("v":1,"v":1)", Code::key_duplicate, "v"},
          {R"("v":1)", R"("v":1,"body":{})", Code::key_duplicate, "body"},
          {R"("account":"bank")", R"("aaa":1,"account":"bank")", Code::key_unknown, "body.aaa"},
          {R"("purpose")", R"("note":"x","purpose")", Code::key_unknown, "body.note"},
          {R"("value_date":"2026-11-20")", R"("value_date":"2026-11-20","z":[{}])",
           Code::key_unknown, "body.z"},
          {R"("code":"x")", R"("code":"x","colour":"red")", Code::key_unknown,
           "body.purpose.colour"},
          {R"("actor")", R"("aaa":1,"actor")", Code::key_unknown, "aaa"},
          {R"("fund")", R"("extra":{"a":"}"},"fund")", Code::key_unknown, "extra"},
          {R"("v":1)", R"("v":1,"w":1)", Code::key_unknown, "w"},
          {R"("account":"bank","amount":100)", R"("amount":100,"account":"bank")", Code::key_order,
           "body.account"},
          {R"("code":"x","type":"cause")", R"("type":"cause","code":"x")", Code::key_order,
           "body.purpose.code"},
          {R"("seq":7,"time")", R"("time":"2026-11-23T08:00:00.123Z","seq":7,"time_")",
           Code::key_order, "seq"},
          {R"("account":"bank",)", "", Code::field_missing, "body.account"},
          {R"(,"value_date":"2026-11-20")", "", Code::field_missing, "body.value_date"},
          {R"("actor":"a1",)", "", Code::field_missing, "actor"},
          {R"("seq":7,)", "", Code::field_missing, "seq"},
          {R"(,"v":1)", "", Code::field_missing, "v"},
          {R"(,"kind":"donation.received")", "", Code::field_missing, "kind"},
          {R"("amount":100)", R"("\u0061mount":100)", Code::json_malformed, "body"},
          {R"("amount":100)", R"("Ämount":100)", Code::key_unknown, "body"},
          {R"("amount":100)", "\"" + std::string(60, 'q') + "\":100", Code::key_unknown,
           "body." + std::string(40, 'q')},
      });
}

TEST(BadInput, AnEmptyBodyMissesItsFirstField) {
  const Result<Entry> decoded = decode(entry_of("fund.opened", "{}"));
  ASSERT_FALSE(decoded);
  EXPECT_THAT(decoded.error(), refused(Code::field_missing, "body.entity"));
}

TEST(BadInput, ValuesAreOfTheirType) {
  expect_refusals(
      kGift,
      {
          {R"("amount":100)", R"("amount":"100")", Code::type_wrong, "body.amount"},
          {R"("amount":100)", R"("amount":true)", Code::type_wrong, "body.amount"},
          {R"("amount":100)", R"("amount":null)", Code::type_wrong, "body.amount"},
          {R"("amount":100)", R"("amount":[100])", Code::type_wrong, "body.amount"},
          {R"("account":"bank")", R"("account":1)", Code::type_wrong, "body.account"},
          {R"("account":"bank")", R"("account":null)", Code::type_wrong, "body.account"},
          {R"("anonymous":true)", R"("anonymous":false)", Code::type_wrong, "body.anonymous"},
          {R"("anonymous":true)", R"("anonymous":1)", Code::type_wrong, "body.anonymous"},
          {R"("ref":"w:1")", R"("ref":1)", Code::type_wrong, "body.ref"},
          {R"("source":"donation")", R"("source":0)", Code::type_wrong, "body.source"},
          {R"("purpose":{"code":"x","type":"cause"})", R"("purpose":"cause")", Code::type_wrong,
           "body.purpose"},
          {R"("value_date":"2026-11-20")", R"("value_date":20261120)", Code::type_wrong,
           "body.value_date"},
          {R"("seq":7)", R"("seq":"7")", Code::type_wrong, "seq"},
          {R"("v":1)", R"("v":"1")", Code::type_wrong, "v"},
          {R"(["aaa)", R"({"aaa)", Code::type_wrong, "private"},
      });
  expect_refusals(kConfirmation, {{R"([1,2])", R"(7)", Code::type_wrong, "body.except"},
                                  {R"([1,2])", R"([1,"2"])", Code::type_wrong, "body.except"}});
  for (const char* const body : {"5", "null", "\"x\"", "[1]"}) {
    const Result<Entry> decoded = decode(entry_of("fund.opened", body));
    ASSERT_FALSE(decoded);
    EXPECT_THAT(decoded.error(), refused(Code::type_wrong, "body")) << body;
  }
}

TEST(BadInput, NumbersAreWholeAndPlain) {
  const auto amount = [](std::string text, Code code) -> Row {
    return {R"("amount":100)", R"("amount":)" + text, code, "body.amount"};
  };
  expect_refusals(kGift,
                  {
                      amount("0", Code::amount_out_of_range),
                      amount("-1", Code::amount_out_of_range),
                      amount("100000000000001", Code::amount_out_of_range),
                      amount("9007199254740992", Code::amount_out_of_range),
                      amount("18446744073709551617", Code::amount_out_of_range),
                      amount("1" + std::string(400, '0'), Code::amount_out_of_range),
                      amount("-0", Code::number_malformed),
                      amount("00", Code::number_malformed),
                      amount("0100", Code::number_malformed),
                      amount("-", Code::number_malformed),
                      amount("1.0", Code::number_malformed),
                      amount("100.5", Code::number_malformed),
                      amount("1e2", Code::number_malformed),
                      amount("1E2", Code::number_malformed),
                      amount("+1", Code::type_wrong),
                      amount(".5", Code::type_wrong),
                      amount("NaN", Code::type_wrong),
                      amount("0x10", Code::amount_out_of_range),
                      {R"("seq":7)", R"("seq":-1)", Code::number_out_of_range, "seq"},
                      {R"("seq":7)", R"("seq":9007199254740992)", Code::number_out_of_range, "seq"},
                      {R"("seq":7)", R"("seq":07)", Code::number_malformed, "seq"},
                      {R"("seq":7)", R"("seq":-0)", Code::number_malformed, "seq"},
                      {R"("v":1)", R"("v":2)", Code::version_unknown, "v"},
                      {R"("v":1)", R"("v":0)", Code::version_unknown, "v"},
                      {R"("v":1)", R"("v":1.0)", Code::number_malformed, "v"},
                  });
  expect_refusals(kConfirmation,
                  {
                      {R"("count":1)", R"("count":0)", Code::number_out_of_range, "body.count"},
                      {R"("count":1)", R"("count":10001)", Code::number_out_of_range, "body.count"},
                      {R"([1,2])", R"([1,02])", Code::number_malformed, "body.except"},
                  });
}

TEST(BadInput, TextsHaveTheirCharactersAndLength) {
  const auto title = [](const std::string& text, Code code) -> Row {
    return {R"("title":"T")", R"("title":")" + text + "\"", code, "body.title"};
  };
  expect_refusals(kFund, {
                             title("", Code::value_empty),
                             title("\xC3", Code::text_malformed),
                             title("\xC0\xAF", Code::text_malformed),
                             title("\xED\xA0\x80", Code::text_malformed),
                             title("\xF4\x90\x80\x80", Code::text_malformed),
                             title("\xEF\xBF\xBF", Code::text_malformed),
                             title("a\nb", Code::text_malformed),
                             title(std::string("a\0b", 3), Code::text_malformed),
                             title("\x7F", Code::text_malformed),
                             title("\xE2\x80\xA8", Code::text_malformed),
                             title("\xE2\x80\xAE", Code::text_malformed),
                             title("\\n", Code::text_malformed),
                             title("\\u4e2d", Code::text_malformed),
                             title("\\/", Code::text_malformed),
                             title(std::string(201, 'x'), Code::text_too_long),
                         });
  expect_refusals(kGift,
                  {
                      {"w:1", "", Code::value_empty, "body.ref"},
                      {"w:1", "济", Code::text_malformed, "body.ref"},
                      {"w:1", "\t", Code::text_malformed, "body.ref"},
                      {"w:1", std::string(96, 'x'), Code::text_too_long, "body.ref"},
                      {"bank", "", Code::value_empty, "body.account"},
                      {"bank", "Bank", Code::text_malformed, "body.account"},
                      {"bank", "-bank", Code::text_malformed, "body.account"},
                      {"bank", "ba nk", Code::text_malformed, "body.account"},
                      {"bank", "ba\\\"nk", Code::text_malformed, "body.account"},
                      {"bank", std::string(24, 'x'), Code::text_too_long, "body.account"},
                      {"a1", "", Code::value_empty, "actor"},
                      {"f1", "F", Code::text_malformed, "fund"},
                      {"cause", "whim", Code::value_unknown, "body.purpose.type"},
                      {"2026-11-20", "2026-02-29", Code::date_malformed, "body.value_date"},
                      {"2026-11-20", "2026-11-2", Code::date_malformed, "body.value_date"},
                      {"08:00:00.123Z", "08:00:60.123Z", Code::date_malformed, "time"},
                      {"08:00:00.123Z", "08:00:00Z", Code::date_malformed, "time"},
                      {kHex32, std::string(32, 'B'), Code::text_malformed, "salt"},
                      {kHex32, kHex32 + "b", Code::text_malformed, "salt"},
                      {"donation.received", "donation.stolen", Code::kind_unknown, "kind"},
                      {"donation.received", "", Code::kind_unknown, "kind"},
                      {"donation.received", std::string(41, 'x'), Code::text_too_long, "kind"},
                  });
}

TEST(BadInput, ListsAreNeitherEmptyNorTooLong) {
  const auto many = [](std::size_t count, const std::string& item) {
    std::string list = "[" + item;
    for (std::size_t i = 1; i < count; ++i) list += "," + item;
    return list + "]";
  };
  const std::string commitment = "\"" + kHex64 + "\"";
  expect_refusals(kConfirmation, {
                                     {"[1,2]", "[]", Code::value_empty, "body.except"},
                                     {"[1,2]", many(501, "1"), Code::list_too_long, "body.except"},
                                     {"[1,2]", "[1,2", Code::json_malformed, ""},
                                     {"[1,2]", "[1 2]", Code::json_malformed, "body.except"},
                                     {"[" + commitment + "]", "[]", Code::value_empty, "private"},
                                     {"[" + commitment + "]", many(33, commitment),
                                      Code::list_too_long, "private"},
                                 });
  expect_refusals(
      kPerson, {
                   {R"(["cashier"])", "[]", Code::value_empty, "body.duties"},
                   {R"(["cashier"])", many(9, "\"cashier\""), Code::list_too_long, "body.duties"},
                   {R"(["cashier"])", R"(["king"])", Code::value_unknown, "body.duties"},
                   {R"(["f"])", many(65, "\"f\""), Code::list_too_long, "body.scope"},
               });
}

TEST(BadInput, TablesHaveTheirColumnsInCanonicalRows) {
  const auto rows = [](const std::string& json, Code code, std::string field) -> Row {
    return {R"([{"code":"a","title":"T"}])", json, code, std::move(field)};
  };
  const std::string deep = "[" + std::string(8, '[') + "1" + std::string(8, ']') + "]";
  expect_refusals(
      kTable,
      {
          rows("[]", Code::value_empty, "body.rows"),
          rows("[{}]", Code::value_empty, "body.rows"),
          rows("{\"a\":1}", Code::type_wrong, "body.rows"),
          rows("[1]", Code::type_wrong, "body.rows"),
          rows("[null]", Code::type_wrong, "body.rows"),
          rows(deep, Code::too_deep, "body.rows"),
          rows(R"([{"code":"a"}])", Code::field_missing, "body.rows.0.title"),
          rows(R"([{"title":"T"}])", Code::field_missing, "body.rows.0.code"),
          rows(R"([{"code":"a","title":"T"},{"code":"b","path":"p","title":"T"}])",
               Code::key_unknown, "body.rows.1.path"),
          rows(R"([{"code":"a","colour":"red","title":"T"}])", Code::key_unknown,
               "body.rows.colour"),
          rows(R"([{"code":"a","code":"a","title":"T"}])", Code::key_duplicate, "body.rows.code"),
          rows(R"([{"title":"T","code":"a"}])", Code::key_order, "body.rows.code"),
          rows(R"([{"Code":"a","title":"T"}])", Code::key_unknown, "body.rows"),
          rows(R"([{"code":"a","title":""}])", Code::value_empty, "body.rows.title"),
          rows(R"([{"code":"中","title":"T"}])", Code::text_malformed, "body.rows.code"),
          rows("[" + std::string(24000, '1') + "]", Code::number_out_of_range, "body.rows"),
          rows(R"([{"code":"a","title":"T"},)" + std::string(24000, ' ') + "]", Code::type_wrong,
               "body.rows"),
      });
}

TEST(BadInput, AProposalHoldsABodyOfItsKind) {
  expect_refusals(
      kProposal,
      {
          {R"("target_kind":"income.confirmed")", R"("target_kind":"income.stolen")",
           Code::kind_unknown, "body.target_kind"},
          {R"("count":1)", R"("count":0)", Code::number_out_of_range, "body.target_body.count"},
          {R"("count":1,)", "", Code::field_missing, "body.target_body.count"},
          {R"("last":9)", R"("last":9,"zzz":1)", Code::key_unknown, "body.target_body.zzz"},
          {R"("last":9)", R"("last":-0)", Code::number_malformed, "body.target_body.last"},
          {R"("amount":100)", R"("amount":{})", Code::value_empty, "body.target_body.amount"},
          {R"({"amount":100,"count":1,"first":1,"last":9})", "[1]", Code::type_wrong,
           "body.target_body"},
      });
}

TEST(BadInput, NothingStandsBeforeBetweenOrBehind) {
  expect_refusals(kGift, {
                             {R"({"actor")", R"( {"actor")", Code::json_malformed, ""},
                             {R"({"actor")", "\xEF\xBB\xBF{\"actor\"", Code::json_malformed, ""},
                             {R"({"actor")", R"({ "actor")", Code::json_malformed, ""},
                             {R"("actor":)", R"("actor": )", Code::type_wrong, "actor"},
                             {R"("amount":100)", R"("amount":100 )", Code::json_malformed, "body"},
                             {R"("v":1})", R"("v":1} )", Code::json_malformed, ""},
                             {R"("v":1})", "\"v\":1}\n", Code::json_malformed, ""},
                             {R"("v":1})", R"("v":1}{})", Code::json_malformed, ""},
                             {R"("v":1})", R"("v":1)", Code::json_malformed, ""},
                             {R"("v":1})", R"("v":1,})", Code::json_malformed, ""},
                         });
  EXPECT_EQ(decode("").error().code, Code::json_malformed);
  EXPECT_EQ(decode("[]").error().code, Code::json_malformed);
  EXPECT_EQ(decode(std::string(65536, '[')).error().code, Code::entry_too_large);
  EXPECT_EQ(decode(std::string(65535, '[')).error().code, Code::json_malformed);
  EXPECT_EQ(decode(R"({"actor":"a","body":)" + std::string(65000, '[')).error().code,
            Code::json_malformed);
}

}  // namespace refusal_test
}  // namespace mingzhang::test
