#include "audit/bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "audit/tile_ledger.h"
#include "audit/tiles_export.h"
#include "ledger/folder.h"

namespace mingzhang::audit {

namespace fs = std::filesystem;

namespace {

constexpr char kCheckpoints[] = "checkpoints";

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The number of entries that the name of a checkpoint's file says.
std::optional<std::uint64_t> size_of_name(const std::string& name) {
  std::uint64_t size = 0;
  const char* const end = name.data() + name.size();
  const auto read = std::from_chars(name.data(), end, size);
  const bool whole = read.ec == std::errc() && read.ptr == end && std::to_string(size) == name;
  return whole && size > 0 && size <= static_cast<Seq>(kIntMax) ? std::optional(size)
                                                                : std::nullopt;
}

void write_text(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

/// What outsiders signed, beside the tiles: checkpoints with all their signatures as they are kept.
/// What else is known of them, time-stamps and a quorum of cosignatures, comes with the tiles.
void write_evidence(store::Store& store, std::uint64_t size, const fs::path& out) {
  fs::create_directory(out / kCheckpoints);
  store.snapshot()->scan_checkpoints(1, size, [&](const store::CheckpointRow& row) {
    write_text(out / kCheckpoints / std::to_string(row.size), row.note);
    return true;
  });
}

/// The paths of all files below the bundle, but the manifest's.
std::vector<std::string> files_of(const fs::path& bundle) {
  std::vector<std::string> paths;
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(bundle)) {
    if (fs::is_directory(file.symlink_status())) continue;
    paths.push_back(file.path().lexically_relative(bundle).generic_string());
  }
  std::erase(paths, kManifest);
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

std::vector<std::string> manifest_lines(const BundleHead& head, std::vector<FileMark> files) {
  std::sort(files.begin(), files.end(),
            [](const FileMark& a, const FileMark& b) { return a.path < b.path; });
  std::vector<std::string> lines{
      "{\n",
      fmt::format("  \"form\": \"{}\",\n", kBundleForm),
      fmt::format("  \"program\": {},\n", json_text(head.program)),
      fmt::format("  \"language\": \"{}\",\n", pick(head.language, "zh", "en")),
      fmt::format("  \"ledger\": {},\n", json_text(head.ledger)),
      fmt::format("  \"origin\": {},\n", json_text(head.origin)),
      fmt::format("  \"size\": {},\n", head.size),
      fmt::format("  \"root\": \"{}\",\n", to_hex(head.root.view())),
      fmt::format("  \"first_time\": {},\n", json_text(head.first_time)),
      fmt::format("  \"last_time\": {},\n", json_text(head.last_time)),
      "  \"files\": [\n"};
  for (std::size_t i = 0; i < files.size(); ++i) {
    lines.push_back(fmt::format("    {{\"path\": {}, \"bytes\": {}, \"sha256\": \"{}\"}}{}\n",
                                json_text(files[i].path), files[i].bytes,
                                to_hex(files[i].sha256.view()), i + 1 < files.size() ? "," : ""));
  }
  lines.insert(lines.end(), {"  ]\n", "}\n"});
  return lines;
}

bool is_bundle(const fs::path& path) {
  return fs::is_directory(path) && !fs::exists(LedgerFolder{path}.database()) &&
         !fs::is_directory(path / "tile") && TilesFolder::is_one(bundle_tiles(path));
}

fs::path bundle_tiles(const fs::path& bundle) { return bundle / "tiles"; }

void add_bundle_checkpoints(const fs::path& bundle, store::Store& store,
                            std::vector<Finding>& findings) {
  if (!fs::is_directory(bundle / kCheckpoints)) return;
  const auto differs = [&](const std::string& name, std::string expected, std::string found) {
    findings.push_back({Damage::bundle_differs,
                        {},
                        {},
                        std::string(kCheckpoints) + "/" + name,
                        {},
                        std::move(expected),
                        std::move(found),
                        false});
  };
  const std::unique_ptr<store::Transaction> transaction = store.begin();
  for (const fs::directory_entry& file : fs::directory_iterator(bundle / kCheckpoints)) {
    const std::string name = file.path().filename().string();
    const std::optional<std::uint64_t> size = size_of_name(name);
    if (!size || !fs::is_regular_file(file.symlink_status()) ||
        file.file_size() > tlog::kNoteBytesMax) {
      differs(name, "a checkpoint, named by its size", name);
      continue;
    }
    const std::string note = read_file(file.path());
    const auto there = transaction->checkpoint(*size);
    if (!there) {
      transaction->put_checkpoint({*size, note});
    } else if (there->note != note) {
      differs(name, "the note of tiles/checkpoint", "another");
    }
  }
  if (transaction->commit() != store::Outcome::durable) {
    throw store::StoreError(store::StoreError::Kind::full, "no room for the temporary database");
  }
}

Report write_bundle(Source& source, const fs::path& out, const BundleOptions& options) {
  fs::create_directories(bundle_tiles(out));
  const std::uint64_t size =
      export_tiles(source, bundle_tiles(out), [](std::uint64_t, std::uint64_t) {});
  write_evidence(*source.store, size, out);
  // Everything else is derived from what was written, as the receiver will do it.
  TilesFolder tiles(bundle_tiles(out));
  std::vector<Finding> malformed;
  TileLedger ledger(tiles, source.verifier, {options.scratch, {}}, malformed);
  add_bundle_checkpoints(out, ledger.store(), malformed);
  BundleBooks books(
      [&](const std::string& path) { return std::make_unique<WrittenText>(out, path); },
      options.language);
  Report report = verify_entries(
      ledger.store(),
      {source.verifier, {}, options.scratch, 1, options.progress, {&books}, Level::all});
  for (Finding& finding : malformed) report.findings.add(std::move(finding));
  if (!report.findings.empty() || !report.last_sound) return report;
  if (!books.adds_up()) {
    throw std::runtime_error("the postings do not add up to the balances of the books");
  }
  std::vector<FileMark> marks = books.marks();
  for (const std::string& path : files_of(out)) {
    if (path.find('/') != std::string::npos) marks.push_back(mark_of(out, path));
  }
  const BundleHead head{"mingzhang-audit " MZ_VERSION,
                        options.language,
                        report.ledger,
                        report.origin,
                        report.last_sound->size,
                        report.last_sound->root,
                        books.first_time(),
                        books.last_time()};
  WrittenText manifest(out, kManifest);
  for (const std::string& line : manifest_lines(head, std::move(marks))) manifest.line(line);
  manifest.finish();
  return report;
}

}  // namespace mingzhang::audit
