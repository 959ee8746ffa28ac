#include "api/auth/doorman.h"

#include "ledger/base/sha256.h"
#include "ledger/master_key.h"
#include "ledger/store/sqlite_access.h"

namespace mingzhang::auth {
namespace {

/// One key for each use, so that what one of them leaks says nothing of the other.
Block<32> derive(const Block<32>& master, std::string_view use) {
  return hmac_sha256(master.view(), bytes_of("mingzhang/access/" + std::string(use) + "/1\n"));
}

std::unexpected<Refusal> refuse_for_now(std::int64_t wait_ms) {
  return refuse(Code::throttled, {}, std::to_string((wait_ms + 999) / 1000));
}

Result<void> check_label(std::string_view label) {
  if (label.size() > store::kSessionLabelBytesMax) return refuse(Code::text_too_long, "label");
  if (!is_title(label)) return refuse(Code::text_malformed, "label");
  return {};
}

}  // namespace

Doorman::Doorman(OpenStore open, const Block<32>& master, const Options& options)
    : clock_(options.clock),
      random_(options.random),
      issuer_(options.issuer),
      cost_(options.cost),
      password_key_(derive(master, "password")),
      totp_key_(derive(master, "totp")),
      nobody_(hash_of_nobody(random_, cost_)),
      roster_(std::move(open)) {}

std::string Doorman::hash(std::string_view password) {
  return hash_password(password_key_, password, random_.block<Salt::kSize>(), cost_);
}

Result<SignedIn> Doorman::sign_in(const SignIn& request) {
  if (const Result<void> fine = check_label(request.label); !fine) {
    return std::unexpected(fine.error());
  }
  const std::int64_t wait_ms =
      throttle_.admit(request.person, request.address, clock_.monotonic_ms());
  if (wait_ms > 0) return refuse_for_now(wait_ms);
  std::optional<store::CredentialRow> row;
  if (request.duties) row = roster_.credential(request.person);
  // As much work for an unknown person: the time must not tell who is known.
  const std::string& known = row ? row->password : nobody_;
  if (!verify_password(password_key_, request.password, known) || !row) {
    return refuse(Code::credentials_wrong);
  }
  if (row->totp) {
    if (!request.code) {
      // No failure, but no success either: else it would clear the failures of guessed codes.
      throttle_.withdraw(request.person, request.address);
      return refuse(Code::code_needed, "code");
    }
    if (const Result<void> fine = check_code(*row, *request.code); !fine) {
      return std::unexpected(fine.error());
    }
  }
  throttle_.succeed(request.person, request.address);
  return begin_session(request, *row);
}

/// Who guesses codes has the password, and may come from many addresses: that person waits.
Result<void> Doorman::check_code(const store::CredentialRow& row, std::string_view code) {
  const std::int64_t wait_ms = codes_.admit(row.person, clock_.monotonic_ms());
  if (wait_ms > 0) return refuse_for_now(wait_ms);
  const std::optional<TotpSecret> secret = open_totp(totp_key_, row.person, *row.totp);
  if (!secret) {
    throw store::StoreError(store::StoreError::Kind::corrupt,
                            "the second factor of " + row.person + " does not open: reset it");
  }
  const auto step = match_totp(*secret, code, clock_.now(), row.totp_last_step);
  if (!step || !roster_.advance_totp(row, *step)) return refuse(Code::code_wrong, "code");
  codes_.forget(row.person);
  return {};
}

Result<SignedIn> Doorman::begin_session(const SignIn& request, const store::CredentialRow& row) {
  SignedIn signed_in;
  signed_in.token = make_token(random_);
  const Timestamp now = clock_.now();
  store::SessionRow session;
  session.digest = *digest_of_token(signed_in.token);
  session.person = row.person;
  session.kind = request.kind;
  session.second_factor = row.totp.has_value();
  session.created_ms = now.ms;
  session.last_used_ms = now.ms;
  session.expires_ms = now.ms + lifetime_of(request.kind).absolute_ms;
  session.label = request.label;
  // The password, or the second factor, may have been changed while this one was checked.
  if (!roster_.begin(row, session)) return refuse(Code::credentials_wrong);
  if (cost_of(row.password) != cost_) roster_.rehash(row, hash(request.password));
  Result<Session> begun = identify(signed_in.token);
  if (!begun) return std::unexpected(begun.error());
  signed_in.session = *std::move(begun);
  signed_in.must = must_of(signed_in.session, *request.duties);
  return signed_in;
}

Result<Session> Doorman::identify(std::string_view token) {
  const std::optional<Hash> id = digest_of_token(token);
  if (!id) return refuse(Code::session_missing);
  Result<Session> session = roster_.use(*id, clock_.now());
  if (session && session->kind == SessionKind::cookie) session->csrf = csrf_of_token(token);
  return session;
}

void Doorman::sign_out(std::string_view token) {
  if (const std::optional<Hash> id = digest_of_token(token)) roster_.end(*id);
}

/// The session as it is now.
Result<Session> Doorman::live(const Session& session) {
  return roster_.use(session.id, clock_.now());
}

Result<void> Doorman::change_password(const Session& session, const PasswordChange& change) {
  const Result<Session> now = live(session);
  if (!now) return std::unexpected(now.error());
  const std::string person = now->person.str();
  if (const Result<void> fine = check_password(change.new_password, person); !fine) {
    return refuse(fine.error().code, "new_password", fine.error().detail);
  }
  if (change.new_password == change.old_password) {
    return refuse(Code::password_weak, "new_password", "same");
  }
  // A session in a stranger's hands must not be a way to guess at the password.
  const std::int64_t wait_ms = throttle_.admit(person, change.address, clock_.monotonic_ms());
  if (wait_ms > 0) return refuse_for_now(wait_ms);
  const std::optional<store::CredentialRow> row = roster_.credential(person);
  const bool right = row && verify_password(password_key_, change.old_password, row->password);
  if (!right) return refuse(Code::credentials_wrong, "old_password");
  throttle_.succeed(person, change.address);
  if (!roster_.change_password(*row, hash(change.new_password), clock_.now(), session.id)) {
    return refuse(Code::session_missing);
  }
  return {};
}

Result<Enrolment> Doorman::begin_second_factor(const Session& session) {
  const Result<Session> now = live(session);
  if (!now) return std::unexpected(now.error());
  if (now->has_second_factor) return refuse(Code::exists_already);
  const TotpSecret secret = random_.block<TotpSecret::kSize>();
  const std::int64_t now_ms = clock_.monotonic_ms();
  {
    const std::lock_guard lock(pending_mutex_);
    std::erase_if(pending_, [&](const auto& one) { return one.second.until_ms <= now_ms; });
    pending_.insert_or_assign(session.id, Pending{secret, now_ms + kEnrolmentMs});
  }
  return Enrolment{to_base32(secret.view()), otpauth_uri(issuer_, now->person.view(), secret)};
}

Result<void> Doorman::confirm_second_factor(const Session& session, std::string_view code) {
  const Result<Session> now = live(session);
  if (!now) return std::unexpected(now.error());
  std::optional<TotpSecret> secret;
  {
    const std::lock_guard lock(pending_mutex_);
    const auto found = pending_.find(session.id);
    if (found != pending_.end() && found->second.until_ms > clock_.monotonic_ms()) {
      secret = found->second.secret;
    }
  }
  if (!secret) return refuse(Code::step_not_allowed);
  const std::optional<std::int64_t> step = match_totp(*secret, code, clock_.now(), 0);
  if (!step) return refuse(Code::code_wrong, "code");
  const Bytes sealed = seal_totp(totp_key_, now->person.view(), *secret, random_);
  const bool enrolled = roster_.enrol(*now, sealed, *step);
  const std::lock_guard lock(pending_mutex_);
  pending_.erase(session.id);
  if (!enrolled) return refuse(Code::step_not_allowed);
  return {};
}

std::string Doorman::set_password(const Id& person) {
  std::string password = make_initial_password(random_);
  roster_.put_password(person.view(), hash(password), clock_.now());
  return password;
}

Result<void> Doorman::reset_second_factor(const Id& person) {
  if (!roster_.credential(person.view())) return refuse(Code::person_unknown, "person");
  roster_.drop_second_factor(person.view());
  codes_.forget(person.str());
  return {};
}

std::vector<Session> Doorman::sessions_of(const Id& person) {
  return roster_.sessions_of(person.view(), clock_.now());
}

Result<void> Doorman::end_session(const Id& person, const Hash& id) {
  for (const Session& session : sessions_of(person)) {
    if (session.id != id) continue;
    roster_.end(id);
    return {};
  }
  return refuse(Code::session_missing);
}

void Doorman::end_all(const Id& person) { roster_.end_all(person.view()); }

std::optional<Credentials> Doorman::credentials_of(const Id& person) {
  const std::optional<store::CredentialRow> row = roster_.credential(person.view());
  if (!row) return std::nullopt;
  return Credentials{{row->set_ms}, row->must_change, row->totp.has_value()};
}

void Doorman::flush() { roster_.flush(clock_.now()); }

std::unique_ptr<Doorman> open_doorman(const LedgerFolder& folder, const Doorman::Options& options) {
  const Block<32> master = read_master_key(folder);
  const auto open = [path = folder.access().string()] { return store::open_sqlite_access(path); };
  return std::make_unique<Doorman>(open, master, options);
}

}  // namespace mingzhang::auth
