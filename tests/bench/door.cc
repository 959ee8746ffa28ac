#include "tests/bench/door.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "api/http/server.h"
#include "tests/bench/office.h"

namespace mingzhang::bench {
namespace {

class Constant final : public http::Handler {
 public:
  explicit Constant(std::size_t bytes) : body_(std::make_shared<std::string>(bytes, 'x')) {}

  http::Intake admit(const http::Request&) override { return {}; }
  void answer(http::Request, http::Respond respond) override {
    http::Response response(200, "text/plain", {});
    response.ready = body_;
    respond(std::move(response));
  }
  http::Response fault(int status, const http::Request*) override {
    return http::Response(status, "text/plain", "fault");
  }

 private:
  std::shared_ptr<const std::string> body_;
};

}  // namespace

int run_constant(const std::filesystem::path& folder, unsigned threads, std::size_t body_bytes) {
  Constant handler(body_bytes);
  http::ServerOptions options;
  options.port = 0;
  options.certificate = folder / "tls.crt";
  options.private_key = folder / "tls.key";
  options.spool = folder;
  options.threads = threads;
  http::Server server(options, handler);
  fmt::print("port {}\n", server.port());
  std::fflush(stdout);
  while (std::fgetc(stdin) != EOF) {
  }
  server.stop(std::chrono::seconds(1));
  return 0;
}

int run_commits(const std::filesystem::path& folder, std::uint64_t count) {
  SystemRandom random;
  Ledger ledger({folder}, {system_clock(), random, false});
  const Seq first = ledger.snapshot()->head().size;
  std::vector<double> took;
  for (const Command& command : gifts(1'000'000'000 + first, count)) {
    const auto start = std::chrono::steady_clock::now();
    const Answer answer = ledger.write({command, std::nullopt, true});
    if (!answer) throw std::runtime_error(to_text(answer.error()));
    took.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::nth_element(took.begin(), took.begin() + static_cast<std::ptrdiff_t>(took.size() / 2),
                   took.end());
  fmt::print("commit_s {:.6f}\n", took[took.size() / 2]);
  return 0;
}

}  // namespace mingzhang::bench
