#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "audit/bundle.h"
#include "ledger/folder.h"

namespace mingzhang::audit {

namespace fs = std::filesystem;

namespace {

/// Of a manifest: about two million files.
constexpr std::uintmax_t kManifestBytesMax = 256U << 20U;

std::string text_at(const nlohmann::json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::optional<FileMark> mark_from(const nlohmann::json& file) {
  if (!file.is_object()) return std::nullopt;
  const auto bytes = file.find("bytes");
  const auto hash = block_from_hex<Hash::kSize>(text_at(file, "sha256"));
  FileMark mark{text_at(file, "path"), 0, {}};
  if (mark.path.empty() || !hash || bytes == file.end() || !bytes->is_number_unsigned()) {
    return std::nullopt;
  }
  mark.bytes = bytes->get<std::uint64_t>();
  mark.sha256 = *hash;
  return mark;
}

/// A path that stays below the bundle and is written in one way only.
bool is_inside(const std::string& path) {
  const fs::path parts(path);
  const bool plain = parts.is_relative() && parts.lexically_normal().generic_string() == path;
  return plain && std::none_of(parts.begin(), parts.end(),
                               [](const fs::path& part) { return part == ".."; });
}

std::string described(const FileMark& mark) {
  return std::to_string(mark.bytes) + " bytes, SHA-256 " + to_hex(mark.sha256.view());
}

Finding differs(std::string where, std::string expected, std::string found) {
  return {Damage::bundle_differs, {},   {}, std::move(where), {}, std::move(expected),
          std::move(found),       false};
}

}  // namespace

BundleCheck::BundleCheck(fs::path bundle, bool derive) : bundle_(std::move(bundle)) {
  read_manifest();
  if (!derive) return;
  books_ = std::make_unique<BundleBooks>(
      [this](const std::string& path) {
        return std::make_unique<ComparedText>(bundle_, path, lines_);
      },
      head_.language);
}

void BundleCheck::read_manifest() {
  const fs::path path = bundle_ / kManifest;
  if (!fs::is_regular_file(fs::symlink_status(path)) || fs::file_size(path) > kManifestBytesMax) {
    findings_.add(differs(kManifest, "a list of all files", "none"));
    return;
  }
  const nlohmann::json json = nlohmann::json::parse(read_file(path), nullptr, false);
  const bool known = json.is_object() && text_at(json, "form") == kBundleForm;
  const auto files = known ? json.find("files") : json.end();
  if (!known || files == json.end() || !files->is_array()) {
    findings_.add(differs(kManifest, std::string(kBundleForm), "another form"));
    return;
  }
  manifest_read_ = true;
  head_.program = text_at(json, "program");
  head_.language = text_at(json, "language") == "en" ? Language::en : Language::zh;
  for (const nlohmann::json& file : *files) {
    if (std::optional<FileMark> mark = mark_from(file)) listed_.push_back(std::move(*mark));
  }
}

void BundleCheck::check_file(const FileMark& listed) {
  if (!is_inside(listed.path)) {
    findings_.add(differs(listed.path, "a path within the bundle", "another"));
    return;
  }
  if (!fs::is_regular_file(fs::symlink_status(bundle_ / listed.path))) {
    findings_.add(differs(listed.path, described(listed), "no such file"));
    return;
  }
  const FileMark found = mark_of(bundle_, listed.path);
  if (found != listed) findings_.add(differs(listed.path, described(listed), described(found)));
}

void BundleCheck::check_extra() {
  std::set<std::string> listed{kManifest};
  for (const FileMark& mark : listed_) listed.insert(mark.path);
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(bundle_)) {
    if (fs::is_directory(file.symlink_status())) continue;
    const std::string path = file.path().lexically_relative(bundle_).generic_string();
    if (!listed.contains(path)) findings_.add(differs(path, "no such file", "a file"));
  }
}

/// The manifest itself, line by line, against what the entries yield. Of the files that the entries
/// do not yield byte for byte, its own word stands; `check_file` has compared it.
void BundleCheck::compare_manifest(const Report& report) {
  if (!books_ || books_->marks().empty() || !report.last_sound) return;
  std::vector<FileMark> marks = books_->marks();
  for (const FileMark& mark : listed_) {
    const bool derived = std::any_of(books_->marks().begin(), books_->marks().end(),
                                     [&](const FileMark& one) { return one.path == mark.path; });
    if (!derived) marks.push_back(mark);
  }
  const BundleHead head{head_.program,        head_.language,          report.ledger,
                        report.origin,        report.last_sound->size, report.last_sound->root,
                        books_->first_time(), books_->last_time()};
  ComparedText manifest(bundle_, kManifest, findings_);
  for (const std::string& line : manifest_lines(head, std::move(marks))) manifest.line(line);
  manifest.finish();
}

void BundleCheck::finish(Report& report) {
  // What is derived from damaged tiles differs everywhere: it would say nothing of the tables.
  const bool derived = books_ != nullptr && !report.findings.first_damaged();
  if (manifest_read_) {
    for (const FileMark& mark : listed_) check_file(mark);
    check_extra();
    if (derived) compare_manifest(report);
  }
  if (derived && !books_->adds_up()) {
    findings_.add(differs("balances.csv", "the balances of the books", "other postings"));
  }
  for (const Finding& finding : findings_.kept()) report.findings.add(finding);
  if (derived) {
    for (const Finding& finding : lines_.kept()) report.findings.add(finding);
  }
  report.bundle = BundleReport{listed_.size(), derived};
}

}  // namespace mingzhang::audit
