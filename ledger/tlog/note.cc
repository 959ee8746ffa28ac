#include "ledger/tlog/note.h"

#include <algorithm>

#include "ledger/base/assert.h"
#include "ledger/base/sha256.h"
#include "ledger/tlog/text.h"

namespace mingzhang::tlog {
namespace {

constexpr std::string_view kDash = "\u2014 ";
constexpr std::size_t kIdBytes = 4;

bool is_text(std::string_view text) {
  while (!text.empty()) {
    const auto code_point = take_code_point(text);
    if (!code_point || (*code_point < 0x20 && *code_point != '\n')) return false;
  }
  return true;
}

Block<kIdBytes> id_bytes(std::uint32_t id) {
  Block<kIdBytes> block;
  for (std::size_t i = 0; i < kIdBytes; ++i) {
    block.bytes[i] = static_cast<std::byte>(id >> (24 - 8 * i) & 0xFF);
  }
  return block;
}

std::uint32_t read_id(ByteView bytes) {
  std::uint32_t id = 0;
  for (const std::byte b : bytes.first<kIdBytes>())
    id = id << 8 | std::to_integer<std::uint32_t>(b);
  return id;
}

bool has_key(std::span<const SignatureLine> lines, const SignatureLine& line) {
  return std::ranges::any_of(lines, [&](const SignatureLine& other) {
    return other.id == line.id && other.name == line.name;
  });
}

}  // namespace

std::string_view to_text(NoteError error) {
  switch (error) {
    case NoteError::malformed:
      return "malformed";
    case NoteError::bad_signature:
      return "bad_signature";
    case NoteError::no_known_signature:
      return "no_known_signature";
    case NoteError::other_origin:
      return "other_origin";
  }
  return "";
}

bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const auto c = take_code_point(name);
    if (!c || *c < 0x20 || *c == '+' || is_space(*c)) return false;
  }
  return true;
}

bool is_note_text(std::string_view text) {
  return text.size() < kNoteBytesMax && text.ends_with('\n') && is_text(text);
}

std::uint32_t key_id(std::string_view name, const PublicKey& public_key, KeyType type) {
  constexpr std::byte kNewline{0x0A};
  const auto type_byte = static_cast<std::byte>(type);
  return read_id(
      sha256({bytes_of(name), {&kNewline, 1}, {&type_byte, 1}, public_key.view()}).view());
}

std::string make_vkey(std::string_view name, const PublicKey& public_key, KeyType type) {
  MZ_ASSERT(is_key_name(name));
  Bytes key{static_cast<std::byte>(type)};
  key.insert(key.end(), public_key.bytes.begin(), public_key.bytes.end());
  return std::string(name) + '+' + to_hex(id_bytes(key_id(name, public_key, type)).view()) + '+' +
         to_base64(key);
}

std::optional<NamedKey> parse_vkey(std::string_view vkey, KeyType type) {
  const std::size_t name_end = vkey.find('+');
  if (name_end == std::string_view::npos) return std::nullopt;
  const std::size_t id_end = vkey.find('+', name_end + 1);
  if (id_end == std::string_view::npos) return std::nullopt;
  NamedKey named{std::string(vkey.substr(0, name_end)), {}};
  const auto key = from_base64(vkey.substr(id_end + 1));
  if (!is_key_name(named.name) || !key || key->size() != 1 + PublicKey::kSize) return std::nullopt;
  std::ranges::copy(key->begin() + 1, key->end(), named.public_key.bytes.begin());
  // Writing it again checks the key id and the type of the key, too.
  if (make_vkey(named.name, named.public_key, type) != vkey) return std::nullopt;
  return named;
}

std::optional<Verifier> Verifier::parse(std::string_view vkey) {
  auto named = parse_vkey(vkey);
  if (!named) return std::nullopt;
  return Verifier(std::move(named->name), named->public_key);
}

Verifier::Verifier(std::string name, const PublicKey& public_key)
    : name_(std::move(name)), key_(public_key), id_(key_id(name_, public_key)) {
  MZ_ASSERT(is_key_name(name_));
}

bool Verifier::verify(std::string_view text, ByteView signature) const {
  if (signature.size() != Signature::kSize) return false;
  Signature block;
  std::ranges::copy(signature, block.bytes.begin());
  return key_.verify(bytes_of(text), block);
}

Signer::Signer(std::string name, SigningKey key)
    : name_(std::move(name)),
      key_(std::move(key)),
      public_key_(key_.public_key()),
      id_(key_id(name_, public_key_)) {
  MZ_ASSERT(is_key_name(name_));
}

std::string to_text(const SignatureLine& line) {
  MZ_ASSERT(is_key_name(line.name));
  MZ_ASSERT(!line.signature.empty());
  const auto id = id_bytes(line.id);
  Bytes bytes(id.bytes.begin(), id.bytes.end());
  bytes.insert(bytes.end(), line.signature.begin(), line.signature.end());
  return std::string(kDash) + line.name + ' ' + to_base64(bytes) + '\n';
}

std::optional<SignatureLine> parse_signature_line(std::string_view line) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, space);
  const auto bytes = from_base64(line.substr(space + 1));
  if (!is_key_name(name) || !bytes || bytes->size() <= kIdBytes) return std::nullopt;
  return SignatureLine{std::string(name), read_id(*bytes),
                       Bytes(bytes->begin() + kIdBytes, bytes->end())};
}

SignatureLine signature_line(std::string_view text, const Signer& signer) {
  const Signature signature = signer.sign(text);
  return {signer.name(), signer.id(), Bytes(signature.bytes.begin(), signature.bytes.end())};
}

std::string sign_note(std::string_view text, const Signer& signer) {
  MZ_ASSERT(is_note_text(text));
  return std::string(text) + '\n' + to_text(signature_line(text, signer));
}

std::optional<ParsedNote> parse_note(std::string_view note) {
  if (note.size() > kNoteBytesMax || !is_text(note)) return std::nullopt;
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos) return std::nullopt;
  ParsedNote parsed{std::string(note.substr(0, blank + 1)), {}};
  for (std::string_view rest = note.substr(blank + 2); !rest.empty();) {
    const auto line = take_line(rest);
    if (!line || parsed.signatures.size() == kNoteSignaturesMax) return std::nullopt;
    auto signature = parse_signature_line(*line);
    if (!signature) return std::nullopt;
    parsed.signatures.push_back(std::move(*signature));
  }
  if (parsed.signatures.empty()) return std::nullopt;
  return parsed;
}

std::expected<OpenedNote, NoteError> open_note(std::string_view note,
                                               std::span<const Verifier> known) {
  auto parsed = parse_note(note);
  if (!parsed) return std::unexpected(NoteError::malformed);
  OpenedNote opened{std::move(parsed->text), {}, {}};
  for (SignatureLine& line : parsed->signatures) {
    bool is_known = false;
    bool is_good = false;
    for (const Verifier& verifier : known) {
      if (verifier.id() != line.id || verifier.name() != line.name) continue;
      is_known = true;
      is_good = is_good || verifier.verify(opened.text, line.signature);
    }
    if (is_known && !is_good) return std::unexpected(NoteError::bad_signature);
    if (!is_known) {
      opened.unverified.push_back(std::move(line));
    } else if (!has_key(opened.verified, line)) {
      opened.verified.push_back(std::move(line));
    }
  }
  if (opened.verified.empty()) return std::unexpected(NoteError::no_known_signature);
  return opened;
}

std::optional<std::string> add_signatures(std::string_view note,
                                          std::span<const SignatureLine> lines) {
  auto parsed = parse_note(note);
  if (!parsed) return std::nullopt;
  std::string added(note);
  for (const SignatureLine& line : lines) {
    if (has_key(parsed->signatures, line)) continue;
    added += to_text(line);
    parsed->signatures.push_back(line);
  }
  if (parsed->signatures.size() > kNoteSignaturesMax) return std::nullopt;
  if (added.size() > kNoteBytesMax) return std::nullopt;
  return added;
}

}  // namespace mingzhang::tlog
