#include "ledger/tlog/add_checkpoint.h"

#include "ledger/base/assert.h"
#include "ledger/tlog/text.h"

namespace mingzhang::tlog {
namespace {

constexpr std::string_view kOld = "old ";

}  // namespace

std::string to_text(const AddCheckpoint& request) {
  MZ_ASSERT(request.proof.size() <= kConsistencyLinesMax);
  std::string text = std::string(kOld) + std::to_string(request.old_size) + '\n';
  for (const Hash& hash : request.proof) text += to_base64(hash.view()) + '\n';
  return text + '\n' + request.note;
}

std::optional<AddCheckpoint> parse_add_checkpoint(std::string_view text) {
  if (text.size() > kAddCheckpointBytesMax) return std::nullopt;
  const auto first = take_line(text);
  if (!first || !first->starts_with(kOld)) return std::nullopt;
  const auto old_size = parse_decimal(first->substr(kOld.size()));
  if (!old_size) return std::nullopt;
  AddCheckpoint request{*old_size, {}, {}};
  for (;;) {
    const auto line = take_line(text);
    if (!line) return std::nullopt;
    if (line->empty()) break;
    const auto hash = hash_from_base64(*line);
    if (!hash || request.proof.size() == kConsistencyLinesMax) return std::nullopt;
    request.proof.push_back(*hash);
  }
  request.note = text;
  return request;
}

std::optional<std::vector<SignatureLine>> parse_signature_lines(std::string_view text) {
  std::vector<SignatureLine> lines;
  while (!text.empty()) {
    const auto line = take_line(text);
    auto signature = line ? parse_signature_line(*line) : std::nullopt;
    if (!signature || lines.size() == kNoteSignaturesMax) return std::nullopt;
    lines.push_back(std::move(*signature));
  }
  if (lines.empty()) return std::nullopt;
  return lines;
}

}  // namespace mingzhang::tlog
