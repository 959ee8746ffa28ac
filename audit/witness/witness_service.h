#pragma once

#include "api/http/server.h"
#include "api/http/workers.h"
#include "audit/witness/witness.h"

namespace mingzhang::audit {

/// A witness at the door: POST /add-checkpoint, and nothing else.
class WitnessService final : public http::Handler {
 public:
  /// `witness` outlives it.
  explicit WitnessService(Witness& witness) : witness_(witness) {}

  http::Intake admit(const http::Request& head) override;
  void answer(http::Request request, http::Respond respond) override;
  http::Response fault(int status, const http::Request* head) override;

 private:
  Witness& witness_;
  http::Workers workers_{4, 1024};  // Each waits for the disk; logs do not wait for each other.
};

}  // namespace mingzhang::audit
