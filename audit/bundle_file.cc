#include "audit/bundle_file.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <streambuf>

namespace mingzhang::audit {

namespace fs = std::filesystem;

namespace {

/// One line with its end, at most `bytes_max` of it; none at the end of the file.
std::optional<std::string> read_line(std::ifstream& file, std::size_t bytes_max) {
  std::string line;
  // Past the stream, whose get() costs more than all the rest.
  std::streambuf& buffer = *file.rdbuf();
  for (int c = buffer.sbumpc(); c != std::ifstream::traits_type::eof(); c = buffer.sbumpc()) {
    line.push_back(static_cast<char>(c));
    if (c == '\n' || line.size() == bytes_max) return line;
  }
  return line.empty() ? std::nullopt : std::optional(std::move(line));
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// What a finding shows of a line: without its end, from `first` on, cut between characters.
std::string shown(std::string_view line, std::size_t first, std::size_t bytes_max) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return "(empty line)";
  if (line.size() <= bytes_max) return std::string(line);
  first = std::min(first, line.size());
  while (first > 0 && first < line.size() && continues_character(line[first])) --first;
  std::string_view rest = line.substr(first);
  std::string end;
  if (rest.size() > bytes_max) {
    std::size_t size = bytes_max;
    while (size > 0 && continues_character(rest[size])) --size;
    rest = rest.substr(0, size);
    end = "…";
  }
  return (first > 0 ? "…" : "") + std::string(rest) + end;
}

/// Where two lines begin to differ, less a little.
std::size_t first_shown(std::string_view expected, std::string_view found) {
  constexpr std::size_t kBefore = 40;
  const auto end = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
  const auto same = static_cast<std::size_t>(end.first - expected.begin());
  return expected.empty() || found.empty() || same < kBefore ? 0 : same - kBefore;
}

}  // namespace

FileMark mark_of(const fs::path& bundle, const std::string& path) {
  constexpr std::size_t kPieceBytes = 64 << 10;
  std::ifstream file(bundle / path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + (bundle / path).string());
  Sha256Stream digest;
  FileMark mark{path, 0, {}};
  std::array<char, kPieceBytes> piece{};
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
    const auto size = static_cast<std::size_t>(file.gcount());
    digest.add(bytes_of(std::string_view(piece.data(), size)));
    mark.bytes += size;
  }
  if (file.bad()) throw std::runtime_error("cannot read " + (bundle / path).string());
  mark.sha256 = digest.finish();
  return mark;
}

void BundleText::line(std::string_view text) {
  digest_.add(bytes_of(text));
  bytes_ += text.size();
  take(text);
}

FileMark BundleText::finish() {
  end();
  return {path_, bytes_, digest_.finish()};
}

WrittenText::WrittenText(const fs::path& bundle, const std::string& path)
    : BundleText(path), file_(bundle / path, std::ios::binary) {
  if (!file_) throw std::runtime_error("cannot write " + (bundle / path).string());
}

void WrittenText::take(std::string_view line) {
  file_.write(line.data(), static_cast<std::streamsize>(line.size()));
}

void WrittenText::end() {
  file_.close();
  if (!file_) throw std::runtime_error("cannot write " + path());
}

ComparedText::ComparedText(const fs::path& bundle, const std::string& path, Findings& findings)
    : BundleText(path), findings_(findings) {
  const fs::path file = bundle / path;
  there_ = fs::is_regular_file(fs::symlink_status(file));
  if (!there_) return;
  file_.open(file, std::ios::binary);
  ahead_ = read_line(file_, kLineBytesMax);
  next();
}

void ComparedText::next() {
  found_ = std::move(ahead_);
  ahead_ = found_ ? read_line(file_, kLineBytesMax) : std::nullopt;
  ++number_;
}

void ComparedText::report(std::string_view expected, std::string_view found) {
  const std::size_t first = first_shown(expected, found);
  findings_.add({Damage::bundle_differs,
                 {},
                 {},
                 path() + ":" + std::to_string(number_),
                 {},
                 expected.empty() ? "(no line)" : shown(expected, first, kShownBytes),
                 found.empty() ? "(no line)" : shown(found, first, kShownBytes),
                 false});
}

/// Of the line before it is known by now whether it is missing or altered.
void ComparedText::settle_held(const std::string* found) {
  if (!held_) return;
  report(*held_, found == nullptr ? std::string_view() : *found);
  held_.reset();
  if (found != nullptr) next();
}

void ComparedText::take(std::string_view line) {
  if (!there_) return;
  if (held_) settle_held(found_ && *found_ == line ? nullptr : found_ ? &*found_ : nullptr);
  if (found_ && *found_ == line) return next();
  if (found_ && ahead_ && *ahead_ == line) {
    report({}, *found_);
    next();
    return next();
  }
  held_ = std::string(line);
}

void ComparedText::end() {
  if (!there_) return;
  settle_held(found_ ? &*found_ : nullptr);
  for (; found_; next()) report({}, *found_);
}

}  // namespace mingzhang::audit
