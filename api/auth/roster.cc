#include "api/auth/roster.h"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

namespace mingzhang::auth {
namespace {

bool has_expired(const store::SessionRow& row, Timestamp now) {
  return row.expires_ms <= now.ms || row.last_used_ms + lifetime_of(row.kind).idle_ms <= now.ms;
}

}  // namespace

// The digests of random tokens: any bytes of them will do.
std::size_t Roster::FirstBytes::operator()(const Hash& hash) const {
  std::size_t bytes = 0;
  std::memcpy(&bytes, hash.bytes.data(), sizeof bytes);
  return bytes;
}

Roster::Roster(OpenStore open) : open_(std::move(open)) { reload(); }

/// Takes the lock of those who write. From here to the end of the lock nobody else changes what is
/// known of persons and sessions, but when they were used.
std::unique_lock<std::mutex> Roster::start_writing() {
  std::unique_lock writing(writing_);
  if (!store_) reload();
  return writing;
}

/// Pre: `writing_` is held, or nobody else is there yet.
void Roster::reload() {
  std::unique_ptr<store::AccessStore> store = open_();
  const auto credentials = store->credentials();
  const auto sessions = store->sessions();
  store_ = std::move(store);
  const std::lock_guard lock(mutex_);
  credentials_.clear();
  for (const store::CredentialRow& row : credentials) credentials_.emplace(row.person, row);
  auto before = std::exchange(sessions_, {});
  for (const store::SessionRow& row : sessions) {
    Live live{row, row.last_used_ms};
    const auto known = before.find(row.digest);
    if (known != before.end()) {
      live.row.last_used_ms = std::max(row.last_used_ms, known->second.row.last_used_ms);
    }
    sessions_.emplace(row.digest, std::move(live));
  }
}

/// Pre: `writing_` is held.
template <class OnDisk>
void Roster::on_disk(OnDisk&& action) {
  try {
    action(*store_);
  } catch (...) {
    store_.reset();
    throw;
  }
}

void Roster::forget_sessions(std::string_view person, const std::optional<Hash>& kept) {
  std::erase_if(sessions_, [&](const auto& session) {
    return session.second.row.person == person && session.first != kept;
  });
}

/// Pre: `mutex_` is held.
bool Roster::is_known(const store::CredentialRow& row) const {
  const auto found = credentials_.find(row.person);
  return found != credentials_.end() && found->second.password == row.password &&
         found->second.totp == row.totp;
}

/// Pre: `mutex_` is held.
std::optional<Session> Roster::session_of(const store::SessionRow& row) const {
  const auto credential = credentials_.find(row.person);
  if (credential == credentials_.end()) return std::nullopt;
  Session session;
  session.id = row.digest;
  session.person = Id(row.person);
  session.kind = row.kind;
  session.second_factor = row.second_factor;
  session.must_change_password = credential->second.must_change;
  session.has_second_factor = credential->second.totp.has_value();
  session.created = {row.created_ms};
  session.last_used = {row.last_used_ms};
  session.expires = {row.expires_ms};
  session.label = row.label;
  return session;
}

std::optional<store::CredentialRow> Roster::credential(std::string_view person) const {
  const std::lock_guard lock(mutex_);
  const auto found = credentials_.find(person);
  if (found == credentials_.end()) return std::nullopt;
  return found->second;
}

Result<Session> Roster::use(const Hash& id, Timestamp now) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return refuse(Code::session_missing);
  store::SessionRow& row = found->second.row;
  if (has_expired(row, now)) return refuse(Code::session_expired);
  row.last_used_ms = std::max(row.last_used_ms, now.ms);
  std::optional<Session> session = session_of(row);
  if (!session) return refuse(Code::session_missing);
  return *std::move(session);
}

std::vector<Session> Roster::sessions_of(std::string_view person, Timestamp now) const {
  std::vector<Session> sessions;
  const std::lock_guard lock(mutex_);
  for (const auto& [id, live] : sessions_) {
    if (live.row.person != person || has_expired(live.row, now)) continue;
    if (std::optional<Session> session = session_of(live.row)) sessions.push_back(*session);
  }
  std::ranges::sort(sessions, [](const Session& a, const Session& b) {
    return std::tie(b.created, a.id) < std::tie(a.created, b.id);
  });
  return sessions;
}

void Roster::put_password(std::string_view person, const std::string& password, Timestamp now) {
  const std::unique_lock writing = start_writing();
  on_disk([&](store::AccessStore& store) {
    store.put_password(person, password, true, now.ms, std::nullopt);
  });
  const std::lock_guard lock(mutex_);
  store::CredentialRow& row = credentials_[std::string(person)];
  row.person = person;
  row.password = password;
  row.must_change = true;
  row.set_ms = now.ms;
  forget_sessions(person, std::nullopt);
}

bool Roster::change_password(const store::CredentialRow& known, const std::string& password,
                             Timestamp now, const Hash& kept) {
  const std::unique_lock writing = start_writing();
  {
    const std::lock_guard lock(mutex_);
    if (!is_known(known) || !sessions_.contains(kept)) return false;
  }
  on_disk([&](store::AccessStore& store) {
    store.put_password(known.person, password, false, now.ms, kept);
  });
  const std::lock_guard lock(mutex_);
  store::CredentialRow& row = credentials_[known.person];
  row.password = password;
  row.must_change = false;
  row.set_ms = now.ms;
  forget_sessions(known.person, kept);
  return true;
}

bool Roster::rehash(const store::CredentialRow& known, const std::string& password) {
  const std::unique_lock writing = start_writing();
  {
    const std::lock_guard lock(mutex_);
    if (!is_known(known)) return false;
  }
  on_disk([&](store::AccessStore& store) { store.rehash(known.person, password); });
  const std::lock_guard lock(mutex_);
  credentials_[known.person].password = password;
  return true;
}

bool Roster::enrol(const Session& session, const Bytes& totp, std::int64_t step) {
  const std::unique_lock writing = start_writing();
  const std::string person = session.person.str();
  {
    const std::lock_guard lock(mutex_);
    const auto row = credentials_.find(person);
    if (row == credentials_.end() || row->second.totp || !sessions_.contains(session.id)) {
      return false;
    }
  }
  on_disk(
      [&](store::AccessStore& store) { store.put_second_factor(person, totp, step, session.id); });
  const std::lock_guard lock(mutex_);
  store::CredentialRow& row = credentials_[person];
  row.totp = totp;
  row.totp_last_step = step;
  forget_sessions(person, session.id);
  const auto live = sessions_.find(session.id);
  if (live != sessions_.end()) live->second.row.second_factor = true;
  return true;
}

void Roster::drop_second_factor(std::string_view person) {
  const std::unique_lock writing = start_writing();
  on_disk([&](store::AccessStore& store) { store.drop_second_factor(person); });
  const std::lock_guard lock(mutex_);
  forget_sessions(person, std::nullopt);
  const auto row = credentials_.find(person);
  if (row == credentials_.end()) return;
  row->second.totp.reset();
  row->second.totp_last_step = 0;
}

bool Roster::advance_totp(const store::CredentialRow& known, std::int64_t step) {
  const std::unique_lock writing = start_writing();
  {
    const std::lock_guard lock(mutex_);
    if (!is_known(known)) return false;
  }
  bool advanced = false;
  on_disk([&](store::AccessStore& store) { advanced = store.advance_totp(known.person, step); });
  if (!advanced) return false;
  const std::lock_guard lock(mutex_);
  credentials_[known.person].totp_last_step = step;
  return true;
}

/// Which sessions make room for a new one. Pre: `mutex_` is held.
std::vector<Hash> Roster::giving_way(std::string_view person) const {
  std::vector<std::pair<std::int64_t, Hash>> found;
  for (const auto& [id, live] : sessions_) {
    if (live.row.person == person) found.emplace_back(live.row.last_used_ms, id);
  }
  std::ranges::sort(found);
  std::vector<Hash> ids;
  for (std::size_t i = 0; i + kSessionsOfPersonMax <= found.size(); ++i) {
    ids.push_back(found[i].second);
  }
  return ids;
}

bool Roster::begin(const store::CredentialRow& known, const store::SessionRow& row) {
  const std::unique_lock writing = start_writing();
  std::vector<Hash> dropped;
  {
    const std::lock_guard lock(mutex_);
    if (!is_known(known)) return false;
    dropped = giving_way(row.person);
  }
  on_disk([&](store::AccessStore& store) { store.put_session(row, dropped); });
  const std::lock_guard lock(mutex_);
  for (const Hash& id : dropped) sessions_.erase(id);
  sessions_.insert_or_assign(row.digest, Live{row, row.last_used_ms});
  return true;
}

void Roster::end(const Hash& id) {
  const std::unique_lock writing = start_writing();
  {
    const std::lock_guard lock(mutex_);
    if (!sessions_.contains(id)) return;
  }
  on_disk([&](store::AccessStore& store) { store.drop_session(id); });
  const std::lock_guard lock(mutex_);
  sessions_.erase(id);
}

void Roster::end_all(std::string_view person) {
  const std::unique_lock writing = start_writing();
  on_disk([&](store::AccessStore& store) { store.drop_sessions_of(person, std::nullopt); });
  const std::lock_guard lock(mutex_);
  forget_sessions(person, std::nullopt);
}

void Roster::flush(Timestamp now) {
  const std::unique_lock writing = start_writing();
  std::vector<store::SessionUse> uses;
  bool some_expired = false;
  const std::int64_t before_ms = now.ms - kExpiredKeptMs;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, live] : sessions_) {
      if (live.row.last_used_ms - live.written_ms >= kUseWrittenMs) {
        uses.push_back({id, live.row.last_used_ms});
      }
      some_expired = some_expired || live.row.expires_ms < before_ms;
    }
  }
  if (!uses.empty()) {
    on_disk([&](store::AccessStore& store) { store.touch_sessions(uses); });
  }
  if (some_expired) {
    on_disk([&](store::AccessStore& store) { store.drop_sessions_before(before_ms); });
  }
  const std::lock_guard lock(mutex_);
  for (const store::SessionUse& use : uses) {
    const auto live = sessions_.find(use.digest);
    if (live != sessions_.end()) live->second.written_ms = use.last_used_ms;
  }
  std::erase_if(sessions_,
                [&](const auto& session) { return session.second.row.expires_ms < before_ms; });
}

}  // namespace mingzhang::auth
