#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/store/store.h"

/// The contract of what keeps passwords and sessions: rows only. They are service rows: not derived
/// from entries, and not audited.
namespace mingzhang::store {

/// Sizes of a row, in bytes.
inline constexpr std::size_t kPasswordHashBytesMax = 128;
inline constexpr std::size_t kSealedTotpBytesMax = 128;
inline constexpr std::size_t kSessionLabelBytesMax = 64;
/// More rows than this are taken for damage.
inline constexpr std::size_t kCredentialsMax = 100'000;
inline constexpr std::size_t kSessionsMax = 1'000'000;

/// How a person signs in.
struct CredentialRow {
  std::string person;
  std::string password;      ///< A hash in the form of PHC, "$argon2id$…"; printable ASCII.
  bool must_change = false;  ///< Somebody else chose the password.
  std::int64_t set_ms = 0;   ///< When it was set.
  /// The secret of the second factor, sealed; none: not enrolled.
  std::optional<Bytes> totp;
  std::int64_t totp_last_step = 0;  ///< Codes of this step and all before are used up.

  bool operator==(const CredentialRow&) const = default;
};

/// How a session's token travels.
enum class SessionKind : unsigned char { bearer, cookie };

struct SessionRow {
  Hash digest;  ///< Of the token, which is not stored.
  std::string person;
  SessionKind kind = SessionKind::cookie;
  bool second_factor = false;  ///< Whether it was begun, or went on, with a code.
  std::int64_t created_ms = 0;
  std::int64_t last_used_ms = 0;
  std::int64_t expires_ms = 0;
  std::string label;  ///< What its owner knows it by: a title, or empty.

  bool operator==(const SessionRow&) const = default;
};

struct SessionUse {
  Hash digest;
  std::int64_t last_used_ms = 0;
};

/// One database. Every write is one transaction, synced when it returns. After one that threw
/// anything but busy, all further writes throw io: drop this object, open it again and read what is
/// there. Errors of all: StoreError; a row that is not of its form is corrupt. Threads: any.
class AccessStore {
 public:
  virtual ~AccessStore() = default;

  /// In the order of the person.
  virtual std::vector<CredentialRow> credentials() = 0;
  /// In the order of the digest.
  virtual std::vector<SessionRow> sessions() = 0;

  /// A new password; the second factor stays. All sessions of the person end, but `kept`.
  virtual void put_password(std::string_view person, std::string_view password, bool must_change,
                            std::int64_t set_ms, const std::optional<Hash>& kept) = 0;
  /// The same password under other parameters: nothing else changes. Without a row, does nothing.
  virtual void rehash(std::string_view person, std::string_view password) = 0;
  /// A new second factor, of which `step` is used up. The session `kept` has used it; all others of
  /// the person end. Pre: the person has a password.
  virtual void put_second_factor(std::string_view person, ByteView totp, std::int64_t step,
                                 const Hash& kept) = 0;
  /// No second factor, and no sessions either.
  virtual void drop_second_factor(std::string_view person) = 0;
  /// Uses up the codes of `step` and before; false when they were, or without a second factor.
  [[nodiscard]] virtual bool advance_totp(std::string_view person, std::int64_t step) = 0;

  /// A new session, for which others may have to go. Errors also: corrupt when it is there already.
  virtual void put_session(const SessionRow& row, std::span<const Hash> dropped) = 0;
  /// Those that are not there any more are left alone.
  virtual void touch_sessions(std::span<const SessionUse> uses) = 0;
  virtual void drop_session(const Hash& digest) = 0;
  /// Ends the sessions of a person, but `kept`.
  virtual void drop_sessions_of(std::string_view person, const std::optional<Hash>& kept) = 0;
  /// Drops sessions that expired before `time_ms`.
  virtual void drop_sessions_before(std::int64_t time_ms) = 0;
};

}  // namespace mingzhang::store
