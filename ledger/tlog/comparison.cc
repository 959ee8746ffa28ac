#include "ledger/tlog/comparison.h"

#include "ledger/tlog/merkle.h"
#include "ledger/tlog/text.h"

namespace mingzhang::tlog {
namespace {

constexpr std::string_view kContinues = "mingzhang/consistency/1";
constexpr std::string_view kForked = "mingzhang/fork/1";
constexpr std::string_view kPrefix = "prefix ";
/// Of trees below 2^64 leaves: 63 steps down, one more hash at the end, and one to spare.
constexpr std::size_t kPathHashesMax = 65;

ComparisonError comparison_error(NoteError error) {
  switch (error) {
    case NoteError::malformed:
      break;
    case NoteError::bad_signature:
      return ComparisonError::bad_signature;
    case NoteError::no_known_signature:
      return ComparisonError::no_known_signature;
    case NoteError::other_origin:
      return ComparisonError::other_origin;
  }
  return ComparisonError::malformed;
}

/// Cuts a note off `rest`: its text, a blank line, signature lines, and the blank line behind it.
/// The text of a checkpoint has no blank line.
std::optional<std::string> take_note(std::string_view& rest) {
  constexpr std::string_view kBlank = "\n\n";
  const std::size_t text = rest.find(kBlank);
  if (text == std::string_view::npos) return std::nullopt;
  const std::size_t end = rest.find(kBlank, text + kBlank.size());
  if (end == std::string_view::npos) return std::nullopt;
  std::string note(rest.substr(0, end + 1));
  rest.remove_prefix(end + kBlank.size());
  return note;
}

bool shows(const Comparison& comparison, const Checkpoint& older, const Checkpoint& newer) {
  const bool same_size = older.size == newer.size;
  if (comparison.relation == Relation::continues) {
    return !comparison.prefix &&
           verify_consistency(older.size, older.root, newer.size, newer.root, comparison.path);
  }
  if (same_size) {
    return !comparison.prefix && comparison.path.empty() && !(older.root == newer.root);
  }
  return comparison.prefix && !(*comparison.prefix == older.root) &&
         verify_consistency(older.size, *comparison.prefix, newer.size, newer.root,
                            comparison.path);
}

}  // namespace

std::string_view to_text(ComparisonError error) {
  switch (error) {
    case ComparisonError::malformed:
      return "malformed";
    case ComparisonError::bad_signature:
      return "bad_signature";
    case ComparisonError::no_known_signature:
      return "no_known_signature";
    case ComparisonError::other_origin:
      return "other_origin";
    case ComparisonError::not_in_order:
      return "not_in_order";
    case ComparisonError::not_shown:
      return "not_shown";
  }
  return "";
}

std::string to_text(const Comparison& comparison) {
  const bool forked = comparison.relation == Relation::forked;
  std::string text = std::string(forked ? kForked : kContinues) + '\n';
  if (comparison.prefix) {
    text += std::string(kPrefix) + to_base64(comparison.prefix->view()) + '\n';
  }
  for (const Hash& hash : comparison.path) text += to_base64(hash.view()) + '\n';
  return text + '\n' + comparison.old_note + '\n' + comparison.new_note;
}

bool is_comparison(std::string_view text) {
  const auto line = take_line(text);
  return line == kContinues || line == kForked;
}

std::optional<Comparison> parse_comparison(std::string_view text) {
  if (text.size() > kComparisonBytesMax || !is_comparison(text)) return std::nullopt;
  Comparison comparison;
  comparison.relation = take_line(text) == kForked ? Relation::forked : Relation::continues;
  auto line = take_line(text);
  if (line && line->starts_with(kPrefix)) {
    comparison.prefix = hash_from_base64(line->substr(kPrefix.size()));
    if (!comparison.prefix) return std::nullopt;
    line = take_line(text);
  }
  for (; line && !line->empty(); line = take_line(text)) {
    const auto hash = hash_from_base64(*line);
    if (!hash || comparison.path.size() == kPathHashesMax) return std::nullopt;
    comparison.path.push_back(*hash);
  }
  std::optional<std::string> older = take_note(text);
  if (!line || !older || text.empty()) return std::nullopt;
  comparison.old_note = std::move(*older);
  comparison.new_note = text;
  return comparison;
}

std::expected<Compared, ComparisonError> verify_comparison(const Comparison& comparison,
                                                           const Verifier& log) {
  auto older = open_checkpoint(comparison.old_note, log, Extensions::ignored);
  if (!older) return std::unexpected(comparison_error(older.error()));
  auto newer = open_checkpoint(comparison.new_note, log, Extensions::ignored);
  if (!newer) return std::unexpected(comparison_error(newer.error()));
  if (older->size > newer->size) return std::unexpected(ComparisonError::not_in_order);
  if (!shows(comparison, *older, *newer)) return std::unexpected(ComparisonError::not_shown);
  return Compared{*std::move(older), *std::move(newer)};
}

}  // namespace mingzhang::tlog
