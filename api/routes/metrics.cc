#include "api/routes/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "api/routes/route.h"

namespace mingzhang::routes {
namespace {

/// Statuses are counted by their first digit.
constexpr std::size_t kClasses = 6;

}  // namespace

struct Metrics::Parts {
  prometheus::Registry registry;
  prometheus::Gauge* entries = nullptr;
  prometheus::Gauge* waiting = nullptr;
  prometheus::Gauge* writable = nullptr;
  prometheus::Gauge* witnessed = nullptr;
  prometheus::Family<prometheus::Gauge>* stamped = nullptr;
  prometheus::Family<prometheus::Gauge>* unstamped = nullptr;
  prometheus::Family<prometheus::Gauge>* behind = nullptr;
  prometheus::Family<prometheus::Gauge>* failing = nullptr;
  /// By route, the last for what leads nowhere; made at start, so that counting looks nothing up.
  std::vector<std::array<prometheus::Counter*, kClasses>> requests;
  std::vector<prometheus::Histogram*> seconds;
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {
  using namespace prometheus;
  Registry& registry = parts_->registry;
  const auto gauge = [&](const char* name, const char* help) {
    return &BuildGauge().Name(name).Help(help).Register(registry).Add({});
  };
  parts_->entries = gauge("mingzhang_ledger_entries", "Entries in the ledger, durable.");
  parts_->waiting = gauge("mingzhang_jobs_waiting", "Requests that wait for a thread.");
  parts_->writable = gauge("mingzhang_writable", "1 while the ledger takes entries.");
  parts_->witnessed = gauge("mingzhang_witnessed_entries",
                            "Entries that a checkpoint with enough cosignatures covers.");
  // Without an authority they have no value.
  parts_->stamped = &BuildGauge()
                         .Name("mingzhang_stamped_entries")
                         .Help("Entries that a time-stamped checkpoint covers.")
                         .Register(registry);
  parts_->unstamped = &BuildGauge()
                           .Name("mingzhang_timestamp_failing")
                           .Help("1 while the time-stamp authority cannot be reached or refuses.")
                           .Register(registry);
  parts_->behind = &BuildGauge()
                        .Name("mingzhang_witness_behind_entries")
                        .Help("Entries that a witness has not seen yet.")
                        .Register(registry);
  parts_->failing = &BuildGauge()
                         .Name("mingzhang_witness_failing")
                         .Help("1 while a witness cannot be reached or refuses.")
                         .Register(registry);
  auto& requests = BuildCounter()
                       .Name("mingzhang_requests_total")
                       .Help("Requests answered, by operation and class of status.")
                       .Register(registry);
  auto& seconds = BuildHistogram()
                      .Name("mingzhang_request_seconds")
                      .Help("From the end of a request to its answer.")
                      .Register(registry);
  const Histogram::BucketBoundaries bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                           0.1,   0.25,   0.5,   1,    2.5,   10};
  const auto add = [&](std::string_view operation) {
    auto& classes = parts_->requests.emplace_back();
    for (std::size_t i = 1; i < kClasses; ++i) {
      classes[i] = &requests.Add(
          {{"operation", std::string(operation)}, {"status", std::to_string(i) + "xx"}});
    }
    classes[0] = classes[5];
    parts_->seconds.push_back(&seconds.Add({{"operation", std::string(operation)}}, bounds));
  };
  for (const Route& route : all_routes()) add(route.operation);
  add("none");
}

Metrics::~Metrics() = default;

void Metrics::count(const Route* route, int status, double seconds) {
  const std::size_t place = route == nullptr
                                ? parts_->requests.size() - 1
                                : static_cast<std::size_t>(route - all_routes().data());
  const auto digit = static_cast<std::size_t>(status / 100);
  parts_->requests[place][digit < kClasses ? digit : 0]->Increment();
  parts_->seconds[place]->Observe(seconds);
}

void Metrics::set_entries(std::uint64_t entries) {
  parts_->entries->Set(static_cast<double>(entries));
}
void Metrics::set_waiting(std::uint64_t jobs) { parts_->waiting->Set(static_cast<double>(jobs)); }
void Metrics::set_writable(bool writable) { parts_->writable->Set(writable ? 1 : 0); }
void Metrics::set_witnessed(std::uint64_t entries) {
  parts_->witnessed->Set(static_cast<double>(entries));
}
void Metrics::set_stamped(std::uint64_t entries, bool failing) {
  parts_->stamped->Add({}).Set(static_cast<double>(entries));
  parts_->unstamped->Add({}).Set(failing ? 1 : 0);
}
void Metrics::set_witness(const std::string& name, std::uint64_t behind, bool failing) {
  parts_->behind->Add({{"witness", name}}).Set(static_cast<double>(behind));
  parts_->failing->Add({{"witness", name}}).Set(failing ? 1 : 0);
}

std::string Metrics::text() const {
  return prometheus::TextSerializer().Serialize(parts_->registry.Collect());
}

}  // namespace mingzhang::routes
