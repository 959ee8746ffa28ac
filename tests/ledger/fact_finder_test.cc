#include "ledger/fact_finder.h"

#include "ledger/books.h"
#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace fact_finder_test {

using testing::ElementsAre;

/// What holds a reference and what named an import last, in a ledger of a few gifts.
class FactFinderTest : public testing::Test {
 protected:
  FactFinderTest() {
    desk_.found();
    first_ = desk_.written(gift(1));
    second_ = desk_.written(gift(2));
    import_ = desk_.written(import_of(1));
  }

  static Ref ref(int number) { return *gift(number).body().ref; }
  Facts find(const FactFinder& finder, const std::vector<Ref>& refs,
             const std::vector<std::string>& objects = {}) {
    Facts facts;
    Wants wants;
    wants.refs = refs;
    wants.objects = objects;
    finder.find(wants, *desk_.rows(), facts);
    return facts;
  }
  std::optional<Seq> holder(int number) { return find({}, {ref(number)}).refs.front(); }
  /// A row that says that entry `seq` took the reference, or released it from `gift`.
  void forge_row(const Ref& of, Seq seq, Seq gift) {
    forge(desk_.database(), "INSERT INTO index_refs VALUES (" + std::to_string(ref_key(of.view())) +
                                ", " + std::to_string(seq) + ", " + std::to_string(gift) + ")");
  }
  std::string import_object() const { return "import:" + import_of(1).body().import.str(); }

  Desk desk_;
  Seq first_ = 0;
  Seq second_ = 0;
  Seq import_ = 0;
};

TEST_F(FactFinderTest, AnswersInTheOrderOfTheQuestions) {
  const Facts facts = find({}, {ref(2), ref(9), ref(1)}, {"import:none", import_object()});
  EXPECT_THAT(facts.refs, ElementsAre(second_, std::nullopt, first_));
  EXPECT_THAT(facts.objects, ElementsAre(std::nullopt, import_));
}

TEST_F(FactFinderTest, TakesNoRowForAHitWhoseEntryHasAnotherText) {
  forge_row(ref(9), first_, first_);  // As if both texts had one key.
  forge_row(ref(8), 3, 3);            // An entry of another kind.
  forge_row(ref(7), 4000, 4000);      // No entry.
  EXPECT_EQ(holder(9), std::nullopt);
  EXPECT_EQ(holder(8), std::nullopt);
  EXPECT_EQ(holder(7), std::nullopt);
  // Behind a false hit the true one is found.
  forge_row(ref(2), first_, first_);
  EXPECT_EQ(holder(2), second_);
}

TEST_F(FactFinderTest, FindsNoHolderOfAReleasedReference) {
  desk_.written(cancellation(first_));
  EXPECT_EQ(holder(1), std::nullopt);
  const Seq again = desk_.written(gift(1));
  EXPECT_EQ(holder(1), again);
  EXPECT_EQ(holder(2), second_);
}

TEST_F(FactFinderTest, LooksNoFurtherThanItsEnd) {
  FactFinder finder;
  finder.set_end(second_);
  const Facts facts = find(finder, {ref(1), ref(2)}, {import_object()});
  EXPECT_THAT(facts.refs, ElementsAre(first_, std::nullopt));
  EXPECT_THAT(facts.objects, ElementsAre(std::nullopt));
}

TEST_F(FactFinderTest, SeesTheBatchUnderWayUntilItIsOver) {
  const auto rows = desk_.rows();
  Books books = Books::load(*rows);
  FactFinder finder;
  const auto take = [&](const Command& command) {
    const Facts facts = find(finder, {ref(5)});
    Entry entry = complete(books.state, command, {books.link, desk_.clock.now(), Salt{}});
    Effects effects;
    std::vector<store::NodeRow> nodes;
    const Hash leaf = seal(entry).leaf;
    advance(books, facts, entry, leaf, effects, nodes);
    finder.add(entry, leaf, effects.rows);
    return entry.seq;
  };
  const Seq fresh = take(gift(5));
  EXPECT_THAT(find(finder, {ref(5), ref(1)}).refs, ElementsAre(fresh, first_));
  take(cancellation(fresh));
  take(cancellation(first_));
  EXPECT_THAT(find(finder, {ref(5), ref(1)}).refs, ElementsAre(std::nullopt, std::nullopt));
  finder.clear();
  EXPECT_THAT(find(finder, {ref(5), ref(1)}).refs, ElementsAre(std::nullopt, first_));
}

/// The batch in flight may have landed before the rows were looked at.
TEST_F(FactFinderTest, CountsOnceWhatIsAlsoInTheStore) {
  const auto income = static_cast<std::int64_t>(first_);
  const auto by = static_cast<std::int64_t>(second_);
  const std::string start = std::to_string(income);
  forge(desk_.database(),
        "INSERT INTO index_income VALUES (" + start + ", 1, 0, " + std::to_string(by) + ")");
  forge(desk_.database(),
        "INSERT INTO index_against VALUES (" + start + ", " + std::to_string(by) + ", 30)");
  const IndexRow against{Index::against, {income, by, 30}};
  FactFinder finder;
  finder.add(*decode(*desk_.rows()->entry(second_)), Hash{}, std::span(&against, 1));
  Wants wants;
  wants.incomes = {first_};
  Facts facts;
  finder.find(wants, *desk_.rows(), facts);
  ASSERT_TRUE(facts.incomes.front());
  EXPECT_EQ(facts.incomes.front()->against, 30);
}

}  // namespace fact_finder_test
}  // namespace mingzhang::test
