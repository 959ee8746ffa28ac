#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/ed25519.h"

/// Signed notes: c2sp.org/signed-note, with Ed25519 keys.
namespace mingzhang::tlog {

inline constexpr std::size_t kNoteBytesMax = 1'048'576;
inline constexpr std::size_t kNoteSignaturesMax = 64;

/// Why a note is not believed.
enum class NoteError {
  malformed,           ///< not of the form, or above a limit
  bad_signature,       ///< a known key's signature does not verify: the whole note is refused
  no_known_signature,  ///< well formed, but signed by nobody we know
  other_origin,        ///< a checkpoint whose origin is not the name of the key (open_checkpoint)
};

/// "malformed", "bad_signature", …
std::string_view to_text(NoteError error);

/// UTF-8, not empty, no Unicode space, no control character, no '+'.
[[nodiscard]] bool is_key_name(std::string_view name);

/// UTF-8, ends in a newline, no other control character (below U+0020), below kNoteBytesMax.
[[nodiscard]] bool is_note_text(std::string_view text);

/// What an Ed25519 key says by signing (c2sp.org/signed-note, "Signature types").
enum class KeyType : unsigned char {
  note = 0x01,         ///< "I publish this text": a log.
  cosignature = 0x04,  ///< "I saw this checkpoint then, and nothing older since": a witness.
};

/// First four bytes, big-endian, of SHA-256(name || 0x0A || type || public key).
std::uint32_t key_id(std::string_view name, const PublicKey& public_key,
                     KeyType type = KeyType::note);

/// "name+hhhhhhhh+base64(type || public key)". Pre: is_key_name(name).
std::string make_vkey(std::string_view name, const PublicKey& public_key,
                      KeyType type = KeyType::note);

struct NamedKey {
  std::string name;
  PublicKey public_key;
};
/// Accepts exactly what make_vkey() writes of this type; so the key id is known to fit.
std::optional<NamedKey> parse_vkey(std::string_view vkey, KeyType type = KeyType::note);

/// A name and public key that signatures are checked against. A value; threads: const use from any.
class Verifier {
 public:
  /// As parse_vkey().
  static std::optional<Verifier> parse(std::string_view vkey);
  /// Pre: is_key_name(name).
  Verifier(std::string name, const PublicKey& public_key);

  const std::string& name() const { return name_; }
  std::uint32_t id() const { return id_; }
  const PublicKey& public_key() const { return key_.public_key(); }
  std::string vkey() const { return make_vkey(name_, public_key()); }
  /// `signature` is without the key id. Any input is safe.
  [[nodiscard]] bool verify(std::string_view text, ByteView signature) const;

  bool operator==(const Verifier&) const = default;

 private:
  std::string name_;
  VerifyKey key_;
  std::uint32_t id_;
};

/// A name and private key. A resource: moved, not copied. Threads: const use from any.
class Signer {
 public:
  /// Pre: is_key_name(name).
  Signer(std::string name, SigningKey key);

  const std::string& name() const { return name_; }
  std::uint32_t id() const { return id_; }
  const PublicKey& public_key() const { return public_key_; }
  Verifier verifier() const { return Verifier(name_, public_key_); }
  Signature sign(std::string_view text) const { return key_.sign(bytes_of(text)); }

 private:
  std::string name_;
  SigningKey key_;
  PublicKey public_key_;
  std::uint32_t id_;
};

/// "— name base64(key id || signature)", of any signature type.
struct SignatureLine {
  std::string name;
  std::uint32_t id = 0;
  Bytes signature;  ///< without the key id; at least one byte

  bool operator==(const SignatureLine&) const = default;
};

/// With its newline. Pre: is_key_name(line.name) and a signature of at least one byte.
std::string to_text(const SignatureLine& line);

/// Strict; `line` has no newline.
std::optional<SignatureLine> parse_signature_line(std::string_view line);

/// The line by which `signer` signs `text`.
SignatureLine signature_line(std::string_view text, const Signer& signer);

/// A note of `text` with one signature. Pre: is_note_text(text).
std::string sign_note(std::string_view text, const Signer& signer);

/// A note as it was read. Nothing here is believed; see open_note().
struct ParsedNote {
  std::string text;
  std::vector<SignatureLine> signatures;  ///< in their order
};

/// Takes a note apart without checking a signature, for those who hold the keys elsewhere.
/// Strict: UTF-8, no control characters, a blank line, then signature lines (1 …
/// kNoteSignaturesMax).
std::optional<ParsedNote> parse_note(std::string_view note);

/// A note signed by at least one known key, and wrongly by none.
struct OpenedNote {
  std::string text;
  std::vector<SignatureLine> verified;    ///< one for each known key that signed
  std::vector<SignatureLine> unverified;  ///< by keys we do not know: nothing is known about these
};

/// Errors, in the order tested: malformed, bad_signature, no_known_signature. A line belongs to a
/// known key if name and key id are the same. Any input is safe.
std::expected<OpenedNote, NoteError> open_note(std::string_view note,
                                               std::span<const Verifier> known);

/// The same note with these lines after its own (cosignatures). A line by a key that has signed
/// (same name and key id) is left out: the first one stands. The lines are not verified. Nothing if
/// the note is malformed or would have more than kNoteSignaturesMax lines or kNoteBytesMax bytes.
/// Pre: the lines are as to_text() needs them.
std::optional<std::string> add_signatures(std::string_view note,
                                          std::span<const SignatureLine> lines);

}  // namespace mingzhang::tlog
