#include "audit/follow.h"

#include <fmt/format.h>

#include "audit/commands/context.h"

namespace mingzhang::audit {
namespace {

struct FollowArguments {
  SourceOptions source;
  std::string what;
  std::string format = "text";
};

int run_follow(const Context& context, const FollowArguments& arguments) {
  const std::optional<Question> question = parse_question(arguments.what);
  if (!question) {
    fmt::print(stderr, "mingzhang-audit: {} is no entry, gift or case\n", arguments.what);
    return kUsage;
  }
  const Source source = arguments.source.open();
  const auto rows = source.store->snapshot();
  try {
    const Followed followed = follow(*rows, *question);
    fmt::print(
        "{}", arguments.format == "json" ? to_json(followed) : to_text(followed, context.language));
    return followed.holds() ? kSound : kFindings;
  } catch (const NothingToFollow& nothing) {
    fmt::print(stderr, "mingzhang-audit: {}\n", nothing.what());
    return kUsage;
  }
}

}  // namespace

void add_follow(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<FollowArguments>();
  CLI::App* const follow = app.add_subcommand(
      "follow",
      "Follow money fen by fen: what a gift, injection or transfer was spent on; whose money a "
      "payment or a case was. Attributed first in, first out. Exit: 0 every fen is accounted for, "
      "1 not, or a row is damaged (it is named).");
  add_source(*follow, arguments->source);
  follow
      ->add_option("WHAT", arguments->what,
                   "an entry's number (57), a gift's register number (FUND/YEAR/NUMBER), or a "
                   "case's id (c1; case:57 where it looks like a number)")
      ->required();
  follow->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  follow->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_follow(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
