#include "ledger/tlog/checkpoint.h"

#include "ledger/base/assert.h"
#include "ledger/tlog/merkle.h"
#include "ledger/tlog/text.h"

namespace mingzhang::tlog {

std::string body_of(const Checkpoint& checkpoint) {
  MZ_ASSERT(!checkpoint.origin.empty());
  MZ_ASSERT(!checkpoint.origin.contains('\n'));
  std::string body = checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
                     to_base64(checkpoint.root.view()) + '\n';
  MZ_ASSERT(is_note_text(body));
  return body;
}

std::optional<Checkpoint> parse_checkpoint_body(std::string_view body, Extensions extensions) {
  if (!is_note_text(body)) return std::nullopt;
  const auto origin = take_line(body);
  const auto size_line = take_line(body);
  const auto root_line = take_line(body);
  if (!origin || origin->empty() || !size_line || !root_line) return std::nullopt;
  const auto size = parse_decimal(*size_line);
  const auto root = hash_from_base64(*root_line);
  if (!size || !root) return std::nullopt;
  if (*size == 0 && *root != empty_root()) return std::nullopt;
  if (!body.empty() && extensions == Extensions::refused) return std::nullopt;
  while (!body.empty()) {
    if (take_line(body)->empty()) return std::nullopt;
  }
  return Checkpoint{std::string(*origin), *size, *root};
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const Signer& signer) {
  MZ_ASSERT(checkpoint.origin == signer.name());
  return sign_note(body_of(checkpoint), signer);
}

std::expected<Checkpoint, NoteError> open_checkpoint(std::string_view note,
                                                     const Verifier& verifier,
                                                     Extensions extensions) {
  const auto opened = open_note(note, {&verifier, 1});
  if (!opened) return std::unexpected(opened.error());
  auto checkpoint = parse_checkpoint_body(opened->text, extensions);
  if (!checkpoint) return std::unexpected(NoteError::malformed);
  if (checkpoint->origin != verifier.name()) return std::unexpected(NoteError::other_origin);
  return *std::move(checkpoint);
}

}  // namespace mingzhang::tlog
