#include <cstdio>
#include <cstdlib>
#include <exception>

#include "audit/commands/context.h"

namespace mingzhang::audit {
namespace {

constexpr char kAbout[] =
    "mingzhang-audit — proves, alone and offline, that a ledger was not altered and that every "
    "rule "
    "was kept.\n"
    "\n"
    "  mingzhang-audit verify demo                        the whole ledger, all findings\n"
    "  mingzhang-audit verify demo --expect kept.txt      against a checkpoint you kept before\n"
    "  mingzhang-audit verify demo --from kept.txt        only what came after it\n"
    "  mingzhang-audit verify demo --sample 2/7           one slice of seven, each night another\n"
    "  mingzhang-audit verify demo --vault                private details as well\n"
    "  mingzhang-audit verify demo-tiles --vkey log.vkey  a folder of tiles, with a key you got "
    "otherwise\n"
    "  mingzhang-audit verify https://HOST --vkey log.vkey --token-file token.txt\n"
    "                                                     a running server, by its tiles\n"
    "  mingzhang-audit examine demo                       what an auditor would ask about\n"
    "  mingzhang-audit report demo --from 2026-01-01 --to 2026-12-31 --out year.html\n"
    "                                                     the use of the money in a period\n"
    "  mingzhang-audit follow demo jinan/2026/3           what gift 3 of a fund was spent on\n"
    "  mingzhang-audit export demo handed-over            the ledger for another auditor, with "
    "tables\n"
    "  mingzhang-audit prove demo 42 > 42.tlog-proof      that entry 42 is in it, for someone "
    "else\n"
    "  mingzhang-audit check 42.tlog-proof --vkey log.vkey\n"
    "  mingzhang-audit consistency old.txt new.txt demo > proof.txt\n"
    "                                                     that the new books continue the old "
    "ones, or that they were forked\n"
    "  mingzhang-audit diff old.txt new.txt demo          what happened between them\n"
    "  mingzhang-audit verify demo --witness-policy policy --timestamp-certificates tsa.pem\n"
    "                                                     what witnesses and authorities say of "
    "it\n"
    "  mingzhang-audit witness --listen 0.0.0.0:8444 --state w --logs logs --name ORG/w1\n"
    "                                                     be a witness of others' ledgers\n"
    "\n"
    "Exit: 0 sound, 1 findings, 2 usage, 3 unreadable. Never 0 with a finding.";

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

int run(int argc, char** argv) {
  Context context;
  std::string language;
  CLI::App app{kAbout, "mingzhang-audit"};
  app.add_option("--lang", language, "zh or en; otherwise as LANG says")
      ->check(CLI::IsMember({"zh", "en"}));
  app.require_subcommand(1);
  app.fallthrough();
  add_verify(app, context);
  add_examine(app, context);
  add_report(app, context);
  add_show(app, context);
  add_follow(app, context);
  add_prove(app, context);
  add_check(app, context);
  add_consistency(app, context);
  add_diff(app, context);
  add_export(app, context);
  add_witness(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kSound : kUsage;
  }
  context.language = choose_language(parse_language(language), environment("LC_ALL"),
                                     environment("LC_MESSAGES"), environment("LANG"));
  return context.run();
}

}  // namespace
}  // namespace mingzhang::audit

int main(int argc, char** argv) {
  try {
    return mingzhang::audit::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "mingzhang-audit: %s\n", error.what());
    return mingzhang::audit::kUnreadable;
  }
}
