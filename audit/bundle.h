#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/bundle_books.h"
#include "audit/source.h"
#include "audit/verify.h"

/// The bundle that an office hands over to its auditors (docs/format.md, "The bundle").
namespace mingzhang::audit {

inline constexpr std::string_view kBundleForm = "mingzhang-bundle/1";
/// The list of all other files of a bundle.
inline constexpr char kManifest[] = "manifest.json";

/// What a manifest says of the whole.
struct BundleHead {
  std::string program;
  Language language = Language::zh;
  std::string ledger;  ///< Its id, 32 digits.
  std::string origin;
  std::uint64_t size = 0;
  Hash root;
  std::string first_time;
  std::string last_time;
};
/// The lines of manifest.json; one line for each file, in the order of their paths.
std::vector<std::string> manifest_lines(const BundleHead& head, std::vector<FileMark> files);

/// Whether `path` is such a folder, whole or not.
bool is_bundle(const std::filesystem::path& path);
/// Where its tiles are.
std::filesystem::path bundle_tiles(const std::filesystem::path& bundle);
/// Puts the checkpoints that are handed over into a store of tiles, so that a verification checks
/// their signatures and that the tree meets them. What has not its form is a finding.
void add_bundle_checkpoints(const std::filesystem::path& bundle, store::Store& store,
                            std::vector<Finding>& findings);

struct BundleOptions {
  Language language = Language::zh;
  std::filesystem::path scratch;
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};
/// Writes the bundle into the new folder `out`: the same bytes for the same ledger, checkpoint and
/// language. Returns the findings of the verification that it needs; where there are any,
/// `out` has no manifest and is no bundle.
/// Errors: std::runtime_error, StoreError, std::system_error.
Report write_bundle(Source& source, const std::filesystem::path& out, const BundleOptions& options);

/// Checks what a bundle has beside its tiles, while these are verified.
class BundleCheck {
 public:
  /// `derive`: whether the tables are compared as well, for which the entries must be replayed.
  BundleCheck(std::filesystem::path bundle, bool derive);

  /// Sees every entry of the verification; null when nothing is derived.
  EntryWatcher* watcher() { return books_.get(); }
  /// After the verification: adds to its findings.
  void finish(Report& report);

 private:
  void read_manifest();
  void check_files();
  void check_file(const FileMark& listed);
  void check_extra();
  void compare_manifest(const Report& report);

  const std::filesystem::path bundle_;
  Findings findings_;  ///< Of whole files, and of the manifest.
  Findings lines_;     ///< Of lines that the entries do not yield.
  BundleHead head_;
  std::vector<FileMark> listed_;
  bool manifest_read_ = false;
  std::unique_ptr<BundleBooks> books_;
};

}  // namespace mingzhang::audit
