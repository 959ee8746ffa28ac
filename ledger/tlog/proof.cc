#include "ledger/tlog/proof.h"

#include "ledger/tlog/merkle.h"
#include "ledger/tlog/text.h"

namespace mingzhang::tlog {
namespace {

constexpr std::string_view kProofHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
/// A tree below 2^64 leaves is no higher.
constexpr std::size_t kProofHashesMax = 64;

ProofError proof_error(NoteError error) {
  switch (error) {
    case NoteError::malformed:
      break;
    case NoteError::bad_signature:
      return ProofError::bad_signature;
    case NoteError::no_known_signature:
      return ProofError::no_known_signature;
    case NoteError::other_origin:
      return ProofError::other_origin;
  }
  return ProofError::malformed;
}

}  // namespace

std::string_view to_text(ProofError error) {
  switch (error) {
    case ProofError::malformed:
      return "malformed";
    case ProofError::bad_signature:
      return "bad_signature";
    case ProofError::no_known_signature:
      return "no_known_signature";
    case ProofError::other_origin:
      return "other_origin";
    case ProofError::not_included:
      return "not_included";
  }
  return "";
}

std::string to_text(const Proof& proof) {
  std::string text = std::string(kProofHeader) + '\n';
  if (proof.extra) text += std::string(kExtra) + to_base64(*proof.extra) + '\n';
  text += std::string(kIndex) + std::to_string(proof.index) + '\n';
  for (const Hash& hash : proof.path) text += to_base64(hash.view()) + '\n';
  return text + '\n' + proof.checkpoint;
}

std::optional<Proof> parse_proof(std::string_view text) {
  if (text.size() > kProofBytesMax) return std::nullopt;
  if (take_line(text) != kProofHeader) return std::nullopt;
  Proof proof;
  auto line = take_line(text);
  if (line && line->starts_with(kExtra)) {
    proof.extra = from_base64(line->substr(kExtra.size()));
    if (!proof.extra) return std::nullopt;
    line = take_line(text);
  }
  if (!line || !line->starts_with(kIndex)) return std::nullopt;
  const auto index = parse_decimal(line->substr(kIndex.size()));
  if (!index) return std::nullopt;
  proof.index = *index;
  while ((line = take_line(text)) && !line->empty()) {
    const auto hash = hash_from_base64(*line);
    if (!hash || proof.path.size() == kProofHashesMax) return std::nullopt;
    proof.path.push_back(*hash);
  }
  if (!line || text.empty()) return std::nullopt;
  proof.checkpoint = text;
  return proof;
}

std::expected<Checkpoint, ProofError> verify_proof(const Proof& proof, const Hash& leaf,
                                                   const Verifier& log) {
  auto checkpoint = open_checkpoint(proof.checkpoint, log);
  if (!checkpoint) return std::unexpected(proof_error(checkpoint.error()));
  if (!verify_inclusion(leaf, proof.index, checkpoint->size, proof.path, checkpoint->root)) {
    return std::unexpected(ProofError::not_included);
  }
  return *std::move(checkpoint);
}

}  // namespace mingzhang::tlog
