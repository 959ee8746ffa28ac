#include "api/routes/json.h"
#include "api/routes/office.h"
#include "api/routes/route.h"
#include "api/routes/web.h"
#include "api/witness/timestamps.h"
#include "api/witness/witnesses.h"

/// For those who watch the server, and for who comes to its door by chance.
namespace mingzhang::routes::handle {

void welcome(Office& office, const CallPtr& call) {
  if (office.web != nullptr && wants_page(call->request.headers)) {
    return call->answer(office.web->first_page(call->request));
  }
  const std::string text =
      "Mingzhang 明账 " + office.version +
      "\n\n"
      "这里是慈善救助基金的账本服务。接口说明：/v1/openapi.yaml，账本指纹：/log/checkpoint\n"
      "This is the ledger of a charity relief fund. Contract: /v1/openapi.yaml, checkpoint: "
      "/log/checkpoint\n";
  http::Response response(200, "text/plain; charset=utf-8", text);
  if (office.web != nullptr) response.headers.add("Vary", "Accept");
  call->answer(std::move(response));
}

void healthz(Office&, const CallPtr& call) {
  call->answer(http::Response(200, "text/plain; charset=utf-8", "ok\n"));
}

void readyz(Office& office, const CallPtr& call) {
  const bool writable = office.ledger.writable();
  call->answer(http::Response(writable ? 200 : 503, "text/plain; charset=utf-8",
                              writable ? "ready\n" : "read only\n"));
}

void metrics(Office& office, const CallPtr& call) {
  const Seq size = office.ledger.mirror().read([](const State&, Seq entries) { return entries; });
  office.metrics.set_entries(size);
  office.metrics.set_waiting(office.readers.waiting() + office.slow.waiting());
  office.metrics.set_writable(office.ledger.writable());
  if (office.witnesses != nullptr) {
    office.metrics.set_witnessed(office.witnesses->witnessed_size());
    for (const witness::Standing& standing : office.witnesses->standings()) {
      // One that cosigned since `size` was read is not behind.
      const Seq behind = size - std::min<Seq>(size, standing.cosigned);
      office.metrics.set_witness(standing.name, behind, standing.failing);
    }
  }
  if (office.timestamps != nullptr) {
    office.metrics.set_stamped(office.timestamps->stamped_size(), office.timestamps->failing());
  }
  call->answer(
      http::Response(200, "text/plain; version=0.0.4; charset=utf-8", office.metrics.text()));
}

void contract(Office& office, const CallPtr& call) {
  http::Response response(200, "application/yaml", {});
  response.ready = office.contract;
  call->answer(std::move(response));
}

}  // namespace mingzhang::routes::handle
