#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/auth/session.h"
#include "ledger/base/result.h"
#include "ledger/store/access.h"

namespace mingzhang::auth {

/// How many sessions one person has at most; the one not used for longest gives way.
inline constexpr std::size_t kSessionsOfPersonMax = 20;
/// How much later than the last use that the store knows a session may have been used.
inline constexpr std::int64_t kUseWrittenMs = kMinuteMs;
/// How long it is known of a session that it has expired.
inline constexpr std::int64_t kExpiredKeptMs = 24 * kHourMs;

/// All credentials and sessions, in memory and in the store. What reads, reads memory alone; what
/// writes, writes the store first. After a write that failed, the next one opens the store again
/// and takes over what is there: it may have been done or not.
/// Errors of what writes: StoreError. Threads: any.
class Roster {
 public:
  using OpenStore = std::function<std::unique_ptr<store::AccessStore>()>;

  /// Errors: StoreError.
  explicit Roster(OpenStore open);

  std::optional<store::CredentialRow> credential(std::string_view person) const;
  /// The session counts as used now. Errors: session_missing, session_expired.
  Result<Session> use(const Hash& id, Timestamp now);
  /// Those that have not expired, the newest first.
  std::vector<Session> sessions_of(std::string_view person, Timestamp now) const;

  void put_password(std::string_view person, const std::string& password, Timestamp now);
  /// False, and nothing is changed, when the password is not `known` any more.
  bool change_password(const store::CredentialRow& known, const std::string& password,
                       Timestamp now, const Hash& kept);
  bool rehash(const store::CredentialRow& known, const std::string& password);
  /// False when the session is over, or the person has a second factor.
  bool enrol(const Session& session, const Bytes& totp, std::int64_t step);
  void drop_second_factor(std::string_view person);
  /// Uses up the codes of `step` and before; false when they were, or the factor is another now.
  bool advance_totp(const store::CredentialRow& known, std::int64_t step);

  /// False when the password or the second factor is another than `known` by now.
  bool begin(const store::CredentialRow& known, const store::SessionRow& row);
  void end(const Hash& id);
  void end_all(std::string_view person);
  void flush(Timestamp now);

 private:
  struct Live {
    store::SessionRow row;
    std::int64_t written_ms;  ///< The last use that the store knows.
  };
  struct FirstBytes {
    std::size_t operator()(const Hash& hash) const;
  };

  std::unique_lock<std::mutex> start_writing();
  void reload();
  template <class OnDisk>
  void on_disk(OnDisk&& action);
  void forget_sessions(std::string_view person, const std::optional<Hash>& kept);
  bool is_known(const store::CredentialRow& row) const;
  std::optional<Session> session_of(const store::SessionRow& row) const;
  std::vector<Hash> giving_way(std::string_view person) const;

  const OpenStore open_;
  std::mutex writing_;  ///< Held over the store and the change in memory; taken before `mutex_`.
  std::unique_ptr<store::AccessStore> store_;  ///< None: the last write failed.
  mutable std::mutex mutex_;                   ///< Held for moments, never while the disk is asked.
  std::map<std::string, store::CredentialRow, std::less<>> credentials_;
  std::unordered_map<Hash, Live, FirstBytes> sessions_;
};

}  // namespace mingzhang::auth
