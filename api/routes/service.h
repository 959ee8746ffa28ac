#pragma once

#include <cstdio>

#include "api/routes/office.h"
#include "api/routes/route.h"

namespace mingzhang::routes {

/// The largest file of gifts that is taken.
inline constexpr std::uint64_t kUploadBytesMax = 256ULL << 20;

/// Finds who asks and what for, sends the call to its handler on the right thread, and turns what
/// goes wrong into an answer.
class Service final : public http::Handler {
 public:
  /// `access_log`: one line of JSON per request; null: none.
  explicit Service(Office& office, std::FILE* access_log = nullptr)
      : office_(office), access_log_(access_log) {}

  http::Intake admit(const http::Request& head) override;
  void answer(http::Request request, http::Respond respond) override;
  http::Response fault(int status, const http::Request* head) override;

 private:
  http::Respond watched(const http::Request& request, const Route* route, http::Respond respond);

  Office& office_;
  std::FILE* const access_log_;
};

/// Finds the session of a call and the person's place in the ledger. Errors: session_missing,
/// session_expired, csrf_missing, password_must_change, second_factor_needed, actor_suspended,
/// duty_missing.
Result<void> authorise(Office& office, const Route& route, Call& call);

}  // namespace mingzhang::routes
