#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "audit/finding.h"
#include "ledger/base/sha256_stream.h"

/// The texts of a hand-over bundle. They are made line by line, whether to be written or to be
/// compared with what somebody handed over: one and the same code makes and checks them.
namespace mingzhang::audit {

/// What the manifest says of a file. `path`: below the bundle, with '/'.
struct FileMark {
  std::string path;
  std::uint64_t bytes = 0;
  Hash sha256;

  bool operator==(const FileMark&) const = default;
};

/// Reads a file once. Errors: std::runtime_error.
FileMark mark_of(const std::filesystem::path& bundle, const std::string& path);

class BundleText {
 public:
  explicit BundleText(std::string path) : path_(std::move(path)) {}
  virtual ~BundleText() = default;
  BundleText(const BundleText&) = delete;
  BundleText& operator=(const BundleText&) = delete;

  /// One line, its end included.
  void line(std::string_view text);
  /// After the last line: what the text is.
  FileMark finish();

 protected:
  const std::string& path() const { return path_; }
  virtual void take(std::string_view line) = 0;
  virtual void end() = 0;

 private:
  const std::string path_;
  Sha256Stream digest_;
  std::uint64_t bytes_ = 0;
};

/// Makes the text of a path.
using BundleTexts = std::function<std::unique_ptr<BundleText>(const std::string& path)>;

/// Writes it. Errors: std::runtime_error.
class WrittenText final : public BundleText {
 public:
  WrittenText(const std::filesystem::path& bundle, const std::string& path);

 private:
  void take(std::string_view line) override;
  void end() override;

  std::ofstream file_;
};

/// Compares it, line by line, with the file that is there. One line that is altered, missing or
/// too many is one finding: what follows is compared again. A file that is not there is none: the
/// manifest names it.
class ComparedText final : public BundleText {
 public:
  ComparedText(const std::filesystem::path& bundle, const std::string& path, Findings& findings);

 private:
  /// Lines are cut here, lest a file without line ends fills the memory.
  static constexpr std::size_t kLineBytesMax = 1 << 20;
  /// Of a line, what a finding shows.
  static constexpr std::size_t kShownBytes = 160;

  void take(std::string_view line) override;
  void end() override;
  void next();
  void settle_held(const std::string* found);
  void report(std::string_view expected, std::string_view found);

  Findings& findings_;
  std::ifstream file_;
  bool there_ = false;
  std::optional<std::string> found_;  ///< The line of the file that is looked at.
  std::optional<std::string> ahead_;  ///< And the one after it.
  std::uint64_t number_ = 0;          ///< Of `found_`, from 1.
  std::optional<std::string> held_;   ///< An expected line that may be missing or altered.
};

}  // namespace mingzhang::audit
