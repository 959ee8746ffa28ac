#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "tests/api/run_command.h"

namespace mingzhang::test {

/// A demo ledger in a temporary folder, and what tests do around it. `mingzhang init` makes one per
/// program; each test has a copy.
class CommandLedger {
 public:
  CommandLedger();
  ~CommandLedger();
  CommandLedger(const CommandLedger&) = delete;
  CommandLedger& operator=(const CommandLedger&) = delete;

  std::filesystem::path temp() const { return temp_; }
  std::string folder() const { return (temp_ / "ledger").string(); }
  /// Writes a file beside the ledger; returns its path.
  std::string write(const std::string& name, const std::string& text) const;
  /// A CSV of `count` gifts of 1.00 yuan, numbered from `first` on.
  std::string gifts(const std::string& name, int count, int first = 1) const;

  /// `mingzhang import` of a file for the fund jinan, with more options if any.
  Ran import(const std::string& file, std::vector<std::string> more = {}) const;
  Ran confirm(std::vector<std::string> more = {}) const;
  Ran verify(std::vector<std::string> more = {}) const;

  /// Reads the database beside whoever writes it.
  std::int64_t number(const std::string& query) const;
  std::string text(const std::string& query) const;
  std::int64_t entries() const { return number("SELECT count(*) FROM entries"); }
  /// Waits until there are so many entries more than the founding's; false when `writer` ended
  /// before.
  bool wait_for_gifts(Running& writer, std::int64_t count) const;
  std::int64_t count_kind(const std::string& kind) const;
  /// A digest of all rows of all tables but the service rows.
  std::string content() const;

 private:
  std::filesystem::path temp_;
};

/// The value of a line "label: value" of a command's answer; empty when there is none.
std::string value_of(const std::string& answer, const std::string& label);

}  // namespace mingzhang::test
