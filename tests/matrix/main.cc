#include <fmt/format.h>
#include <gtest/gtest.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "audit/report_text.h"
#include "audit/source.h"
#include "audit/tile_ledger.h"
#include "audit/verify.h"
#include "ledger/books.h"
#include "ledger/ledger.h"
#include "ledger/store/sqlite_store.h"
#include "tests/matrix/full_ledger.h"

/// The hands of tamper_matrix.py, which thinks out the edits: makes the ledger of all kinds, then
/// answers a line of JSON on standard input with a line of JSON, as fast as the library verifies.
///
///   matrix_desk make DIR      writes the ledger
///   matrix_desk answer        {"do":"verify","source":…,"vkey":FILE,"kept":[NOTE…],"vault":true?}
///                             {"do":"rebuild","source":DATABASE}
namespace mingzhang::test {
namespace {

using Json = nlohmann::json;
using audit::Finding;
using audit::Report;

/// As the command does it: a kept checkpoint that the log did not sign is a finding.
std::vector<tlog::Checkpoint> open_kept(const Json& notes, const tlog::Verifier& verifier,
                                        std::vector<Finding>& findings) {
  std::vector<tlog::Checkpoint> kept;
  for (const std::string note : notes) {
    const auto checkpoint = tlog::open_checkpoint(note, verifier);
    if (checkpoint) {
      kept.push_back(*checkpoint);
    } else {
      findings.push_back({audit::Damage::forged, {}, {}, "kept", {}, {}, {}, false});
    }
  }
  return kept;
}

Report verify(const Json& asked) {
  const std::string source = asked["source"];
  const std::string vkey = asked["vkey"];
  const std::filesystem::path scratch = std::filesystem::temp_directory_path();
  std::vector<Finding> more;
  SystemRandom random;
  const auto options = [&](const tlog::Verifier& verifier) {
    return audit::VerifyOptions{verifier, open_kept(asked["kept"], verifier, more), scratch, 1, {}};
  };
  Report report;
  if (audit::is_tile_source(source)) {
    audit::TilesFolder tiles(source);
    const tlog::Verifier verifier = audit::verifier_for(tiles, vkey);
    audit::TileLedger ledger(tiles, verifier, {scratch, {}}, more);
    report = audit::verify_entries(ledger.store(), options(verifier));
  } else {
    const audit::Source opened = audit::open_source(source, vkey);
    report = audit::verify(*opened.store, options(opened.verifier), random);
    if (asked.contains("vault")) {
      const std::unique_ptr<Vault> vault = open_vault_readonly(LedgerFolder{source});
      report.vault = audit::check_vault(*opened.store, *vault, report.findings);
    }
  }
  for (Finding& finding : more) report.findings.add(std::move(finding));
  report.findings.sort();
  return report;
}

Json rebuild_rows(const std::string& database) {
  const auto store = store::open_sqlite(database);
  const auto transaction = store->begin();
  rebuild(*transaction, [](std::uint64_t) {});
  return transaction->commit() == store::Outcome::durable ? "rebuilt" : "not durable";
}

Json answer(const Json& asked) {
  if (asked["do"] == "rebuild") return {{"done", rebuild_rows(asked["source"])}};
  return Json::parse(audit::to_json(verify(asked)));
}

int run(int argc, char** argv) {
  // What the story writes must be in order.
  testing::InitGoogleTest(&argc, argv);
  GTEST_FLAG_SET(throw_on_failure, true);
  const std::string what = argc < 2 ? "" : argv[1];
  if (what == "make" && argc == 3) {
    make_full_ledger(argv[2]);
    return 0;
  }
  if (what != "answer") return 2;
  for (std::string line; std::getline(std::cin, line);) {
    Json said;
    try {
      said = answer(Json::parse(line));
    } catch (const std::exception& error) {
      said = {{"error", error.what()}};
    }
    std::cout << said.dump() << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace mingzhang::test

int main(int argc, char** argv) {
  try {
    return mingzhang::test::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "matrix_desk: {}\n", error.what());
    return 1;
  }
}
