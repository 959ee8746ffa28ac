#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <ctime>

#include "api/auth/doorman.h"
#include "api/commands/context.h"
#include "api/http/server.h"
#include "api/routes/contract.h"
#include "api/routes/service.h"
#include "ledger/ledger.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

/// How long requests under way have when the server is told to stop.
constexpr std::chrono::seconds kPatience{20};
constexpr timespec kTick{60, 0};

struct ServeArguments {
  std::string folder;
  std::string access_log;
  http::ServerOptions server;
  std::string certificate;
  std::string private_key;
};

/// Closes what was opened; standard output and nothing are left alone.
struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdout) std::fclose(file);
  }
};
using LogFile = std::unique_ptr<std::FILE, CloseFile>;

LogFile open_log(const std::string& path) {
  if (path.empty()) return nullptr;
  if (path == "-") return LogFile(stdout);
  LogFile file(std::fopen(path.c_str(), "a"));
  if (!file) throw std::runtime_error("cannot write " + path);
  return file;
}

/// The signals that mean something to the server; no other thread takes them.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return set;
}

/// Until it is told to stop: takes new certificates, and writes what may wait a minute.
void attend(const Context& context, const sigset_t& signals, http::Server& server,
            auth::Doorman& doorman, std::FILE* log) {
  for (;;) {
    const int signal = sigtimedwait(&signals, nullptr, &kTick);
    if (signal == SIGINT || signal == SIGTERM) return;
    try {
      if (signal == SIGHUP) {
        server.reload_certificate();
        fmt::print(stderr, "{}\n", context.say("已换用新证书", "the new certificate is in use"));
      }
      doorman.flush();
    } catch (const std::exception& error) {
      fmt::print(stderr, "mingzhang: {}\n", error.what());
    }
    if (log != nullptr) std::fflush(log);
  }
}

int run_serve(const Context& context, ServeArguments& arguments) {
  const sigset_t signals = block_signals();
  const LedgerFolder folder{arguments.folder};
  const LogFile log = open_log(arguments.access_log);
  routes::Metrics metrics;
  Ledger ledger(folder, {context.clock, context.random, context.confirm_clock, true});
  SystemRandom door_random;
  const auto doorman = auth::open_doorman(folder, {context.clock, door_random});
  routes::Office office(ledger, *doorman, context.clock, metrics, folder);
  office.config = context.config;
  office.vkey = read_file(folder.verifier_key());
  if (office.vkey.ends_with('\n')) office.vkey.pop_back();
  office.contract = routes::contract_text();
  office.version = MZ_VERSION;
  routes::Service service(office, log.get());

  http::ServerOptions& options = arguments.server;
  options.certificate =
      arguments.certificate.empty() ? folder.root / "tls.crt" : fs::path(arguments.certificate);
  options.private_key =
      arguments.private_key.empty() ? folder.root / "tls.key" : fs::path(arguments.private_key);
  options.spool = folder.root / "spool";
  fs::create_directories(options.spool);
  http::Server server(options, service);
  fmt::print("{} https://{}:{} pid {}\n", context.say("已就绪", "ready"), options.address,
             server.port(), getpid());
  std::fflush(stdout);
  attend(context, signals, server, *doorman, log.get());
  fmt::print(stderr, "{}\n", context.say("正在停止……", "stopping …"));
  server.stop(kPatience);
  doorman->flush();
  return kDone;
}

}  // namespace

void add_serve(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "serve",
      "Serve a ledger over HTTPS until SIGINT or SIGTERM; SIGHUP takes a new certificate.\n"
      "Prints one line when it answers. Everything it can do is in api/openapi.yaml.");
  auto arguments = std::make_shared<ServeArguments>();
  http::ServerOptions& server = arguments->server;
  command->add_option("DIR", arguments->folder, "folder of the ledger")->required();
  command->add_option("--address", server.address, "where to listen; default 127.0.0.1");
  command->add_option("--port", server.port, "default 8443; 0: any free one");
  command->add_option("--certificate", arguments->certificate,
                      "PEM with the whole chain; default DIR/tls.crt");
  command->add_option("--private-key", arguments->private_key, "PEM; default DIR/tls.key");
  command->add_option("--threads", server.threads, "that talk to clients; default 2")
      ->check(CLI::Range(1U, 64U));
  command->add_option("--access-log", arguments->access_log,
                      "a file for one line of JSON per request; - is standard output");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_serve(context, *arguments); };
  });
}

}  // namespace mingzhang
