#include <fmt/format.h>
#include <unistd.h>

#include <charconv>

#include "api/http/stop_signals.h"
#include "audit/commands/context.h"
#include "audit/witness/witness_service.h"
#include "ledger/base/random.h"
#include "ledger/folder.h"

namespace mingzhang::audit {
namespace {

namespace fs = std::filesystem;

/// How long requests under way have when the witness is told to stop.
constexpr std::chrono::seconds kPatience{20};

struct WitnessArguments {
  std::string listen;
  std::string state;
  std::string logs;
  std::string name;
  std::string certificate;
  std::string private_key;
};

/// "127.0.0.1:8444", "[::1]:0".
http::ServerOptions address_of(const std::string& listen) {
  http::ServerOptions options;
  const std::size_t colon = listen.rfind(':');
  options.address = listen.substr(0, colon);
  const std::string port = colon == std::string::npos ? "" : listen.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  if (port.empty() || error != std::errc() || end != port.data() + port.size()) {
    throw std::runtime_error("--listen is an address and a port, like 127.0.0.1:8444");
  }
  return options;
}

tlog::LogKeys read_logs(const std::string& path) {
  auto logs = tlog::parse_log_list(read_file(path));
  if (logs) return *std::move(logs);
  throw std::runtime_error(fmt::format("{}:{}: {}", path, logs.error().line, logs.error().why));
}

int run_witness(const Context& context, const WitnessArguments& arguments) {
  const http::StopSignals signals;
  const WitnessFolder folder{arguments.state};
  http::ServerOptions options = address_of(arguments.listen);
  options.certificate =
      arguments.certificate.empty() ? folder.root / "tls.crt" : fs::path(arguments.certificate);
  options.private_key =
      arguments.private_key.empty() ? folder.root / "tls.key" : fs::path(arguments.private_key);
  const tlog::LogKeys logs = read_logs(arguments.logs);
  SystemRandom random;
  tlog::Cosigner cosigner = folder.open_key(arguments.name, random);
  const std::string vkey = cosigner.verifier().vkey();
  Witness witness(folder, logs, std::move(cosigner), system_clock());
  WitnessService service(witness);
  http::Server server(options, service);
  const std::string host =
      options.address.contains(':') ? "[" + options.address + "]" : options.address;
  fmt::print("{} https://{}:{} pid {} {}\n", context.say("已就绪", "ready"), host, server.port(),
             getpid(), vkey);
  std::fflush(stdout);
  for (;;) {
    const int signal = signals.wait(std::chrono::hours(1));
    if (signal == SIGINT || signal == SIGTERM) break;
    if (signal != SIGHUP) continue;
    try {
      server.reload_certificate();
    } catch (const std::exception& error) {
      fmt::print(stderr, "mingzhang-audit: {}\n", error.what());
    }
  }
  server.stop(kPatience);
  return kSound;
}

}  // namespace

void add_witness(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<WitnessArguments>();
  CLI::App* const command = app.add_subcommand(
      "witness",
      "Be a witness of logs (c2sp.org/tlog-witness): cosign their checkpoints, as long as each "
      "goes on from the one before, until SIGINT or SIGTERM; SIGHUP takes a new certificate. "
      "Prints one line with its key when it answers.");
  command->add_option("--listen", arguments->listen, "ADDRESS:PORT; port 0: any free one")
      ->required();
  command
      ->add_option("--state", arguments->state,
                   "folder of its key and of what it cosigned; made when it is not there. Never "
                   "put an old copy of it back")
      ->required();
  command
      ->add_option("--logs", arguments->logs,
                   "file with the logs it serves: a line logs/v0, then of each a line vkey KEY")
      ->required();
  command->add_option("--name", arguments->name, "of a new witness, without spaces");
  command->add_option("--certificate", arguments->certificate,
                      "PEM with the whole chain; default: tls.crt in its folder");
  command->add_option("--private-key", arguments->private_key,
                      "PEM; default: tls.key in its folder");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_witness(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
