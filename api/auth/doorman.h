#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/auth/password.h"
#include "api/auth/roster.h"
#include "api/auth/session.h"
#include "api/auth/throttle.h"
#include "api/auth/totp.h"
#include "ledger/base/result.h"
#include "ledger/folder.h"
#include "ledger/store/access.h"

namespace mingzhang::auth {

/// What somebody at the door says.
struct SignIn {
  std::string person;
  std::string password;
  std::optional<std::string> code;  ///< Six digits; none: not asked yet.
  std::string address;              ///< Where from, as http::Request::peer.
  SessionKind kind = SessionKind::cookie;
  std::string label;  ///< For the list of sessions; a title of at most 64 bytes, or empty.
  /// The duties of this person in the ledger now; none: there is no such person, or they are
  /// suspended. They are then refused like somebody with a wrong password, and as slowly.
  std::optional<Duties> duties;
};

struct SignedIn {
  std::string token;  ///< Shown once and not stored.
  Session session;
  Must must;
};

struct PasswordChange {
  std::string old_password;
  std::string new_password;
  std::string address;  ///< As in SignIn: guesses count here as well.
};

/// What the person's telephone is told; shown once.
struct Enrolment {
  std::string secret;  ///< Base32, for typing.
  std::string uri;     ///< otpauth://…, for a QR code.
};

/// What is known of a person's credentials, without secrets.
struct Credentials {
  Timestamp password_set;
  bool must_change_password = false;
  bool has_second_factor = false;
};

/// Who is at the door: passwords, second factors and sessions. It says which person it is, and
/// nothing of what they may do: that is in the ledger and asked at each request.
/// All sessions are in memory as well as in the store. Unless it says otherwise, a call may compute
/// a password hash and write, and may take a second. Errors of all that write: StoreError; what was
/// asked for is then not done, or not known to be.
/// Threads: any. How many calls compute at once is the caller's to limit: each takes kPasswordCost.
class Doorman {
 public:
  using OpenStore = Roster::OpenStore;
  struct Options {
    Clock& clock;
    Random& random;                    ///< Used under a lock of the doorman's, and by nobody else.
    std::string issuer = "Mingzhang";  ///< What the telephone calls us.
    PasswordCost cost = kPasswordCost;
  };

  /// How long a second factor waits for its first code.
  static constexpr std::int64_t kEnrolmentMs = 10 * kMinuteMs;
  /// `open` opens the store; it is asked again after a write that failed. `master`: the ledger's.
  /// Errors: StoreError.
  Doorman(OpenStore open, const Block<32>& master, const Options& options);

  /// Errors: text_too_long, text_malformed (label); throttled (detail: seconds to wait);
  /// credentials_wrong (unknown, suspended, no password, or a wrong one: nobody is told which);
  /// code_needed; code_wrong (also a code that was used).
  Result<SignedIn> sign_in(const SignIn& request);
  /// Whose token this is; the session counts as used now. Quick: no disk, no hashing of passwords.
  /// Errors: session_missing; session_expired (for a day after it expired, then session_missing).
  Result<Session> identify(std::string_view token);
  /// Of a token that is not known: nothing.
  void sign_out(std::string_view token);

  /// Ends the person's other sessions. Errors: session_missing (it has ended since);
  /// password_weak (field `new_password`; detail: see check_password, `same`); throttled;
  /// credentials_wrong (field `old_password`).
  Result<void> change_password(const Session& session, const PasswordChange& change);
  /// A secret that waits in memory for its first code; an earlier one is forgotten.
  /// Errors: session_missing; exists_already (it must be reset first).
  Result<Enrolment> begin_second_factor(const Session& session);
  /// From now on a code is needed; this session has given it, the person's others end.
  /// Errors: session_missing (it has ended since); step_not_allowed (not begun in this session, or
  /// too long ago); code_wrong.
  Result<void> confirm_second_factor(const Session& session, std::string_view code);

  /// An administrator's act: a new initial password, to be handed over on paper and changed at the
  /// first use. Ends all sessions of the person; the second factor stays.
  /// Pre: the person is in the ledger.
  std::string set_password(const Id& person);
  /// An administrator's act. Ends all sessions of the person. Errors: person_unknown (without
  /// credentials).
  Result<void> reset_second_factor(const Id& person);

  /// Those that have not expired, the newest first. Quick.
  std::vector<Session> sessions_of(const Id& person);
  /// One of the person's own. Errors: session_missing.
  Result<void> end_session(const Id& person, const Hash& id);
  /// For who is suspended, or has lost something.
  void end_all(const Id& person);
  /// None: this person has no password. Quick.
  std::optional<Credentials> credentials_of(const Id& person);

  /// Writes when sessions were used, and drops those that expired. For a timer of about a minute,
  /// and before the end.
  void flush();

 private:
  /// A second factor that waits for its first code.
  struct Pending {
    TotpSecret secret;
    std::int64_t until_ms;  ///< Of the monotonic clock.
  };

  Result<SignedIn> begin_session(const SignIn& request, const store::CredentialRow& row);
  Result<void> check_code(const store::CredentialRow& row, std::string_view code);
  std::string hash(std::string_view password);
  Result<Session> live(const Session& session);

  Clock& clock_;
  LockedRandom random_;
  const std::string issuer_;
  const PasswordCost cost_;
  const Block<32> password_key_;
  const Block<32> totp_key_;
  const std::string nobody_;  ///< What unknown persons are checked against.
  Throttle throttle_;
  Backoff codes_{Throttle::kOfPerson};  ///< Wrong codes of a person, from wherever.
  Roster roster_;
  std::mutex pending_mutex_;
  std::map<Hash, Pending> pending_;  ///< By session.
};

/// The doorman of a ledger: access.db in its folder, which is made when it is missing.
/// Pre: the ledger's writers' lock is held. Errors: LedgerError wrong_key; StoreError.
std::unique_ptr<Doorman> open_doorman(const LedgerFolder& folder, const Doorman::Options& options);

}  // namespace mingzhang::auth
