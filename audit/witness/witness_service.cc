#include "audit/witness/witness_service.h"

#include <cstdio>

#include "ledger/tlog/add_checkpoint.h"

namespace mingzhang::audit {
namespace {

constexpr std::string_view kPlainText = "text/plain; charset=utf-8";

http::Response text(int status, std::string_view sentence) {
  return {status, kPlainText, std::string(sentence) + "\n"};
}

http::Response answer_of(Witness& witness, std::string_view body) {
  try {
    WitnessAnswer answer = witness.add_checkpoint(body);
    return {answer.status, answer.type, std::move(answer.body)};
  } catch (const std::exception& error) {
    std::fprintf(stderr, "mingzhang-audit: %s\n", error.what());
    return text(500, "nothing was signed");
  }
}

}  // namespace

http::Intake WitnessService::admit(const http::Request& head) {
  http::Intake intake;
  intake.body_bytes_max = tlog::kAddCheckpointBytesMax;
  if (head.path != "/add-checkpoint") {
    intake.answer = text(404, "there is only POST /add-checkpoint");
  } else if (head.method != "POST") {
    intake.answer = text(405, "there is only POST /add-checkpoint");
    intake.answer->headers.add("Allow", "POST");
  }
  return intake;
}

void WitnessService::answer(http::Request request, http::Respond respond) {
  const bool queued = workers_.run(
      [this, body = std::move(request.body), respond] { respond(answer_of(witness_, body)); });
  if (queued) return;
  http::Response busy = text(503, "too many requests wait");
  busy.headers.add("Retry-After", "1");
  respond(std::move(busy));
}

http::Response WitnessService::fault(int status, const http::Request*) {
  return text(status, "this request cannot be taken");
}

}  // namespace mingzhang::audit
