#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "api/auth/doorman.h"
#include "api/commands/context.h"
#include "api/http/server.h"
#include "api/http/stop_signals.h"
#include "api/routes/contract.h"
#include "api/routes/service.h"
#include "api/routes/web.h"
#include "api/witness/timestamps.h"
#include "api/witness/witnesses.h"
#include "ledger/ledger.h"
#include "ledger/tree.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

/// How long requests under way have when the server is told to stop.
constexpr std::chrono::seconds kPatience{20};
constexpr std::chrono::seconds kTick{60};
/// A witness that says nothing for so long is asked again later.
constexpr std::int64_t kWitnessStallS = 15;
/// The same for a time-stamp authority.
constexpr std::int64_t kAuthorityStallS = 30;

struct ServeArguments {
  std::string folder;
  std::string access_log;
  http::ServerOptions server;
  std::string certificate;
  std::string private_key;
  std::string witness_policy;
  std::string witness_ca;
  std::string timestamp_authority;
  std::string timestamp_ca;
  std::string web;
  std::string verification;
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

/// Until it is told to stop: takes new certificates, and writes what may wait a minute.
void attend(const Context& context, const http::StopSignals& signals, http::Server& server,
            auth::Doorman& doorman, std::FILE* log) {
  for (;;) {
    const int signal = signals.wait(kTick);
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

/// Those who cosign its checkpoints; null where the operator names none.
std::unique_ptr<witness::Witnesses> call_witnesses(const ServeArguments& arguments,
                                                   const LedgerFolder& folder, Ledger& ledger,
                                                   const std::string& vkey) {
  if (arguments.witness_policy.empty()) return nullptr;
  auto policy = tlog::WitnessPolicy::parse(read_file(arguments.witness_policy));
  if (!policy) {
    throw std::runtime_error(fmt::format("{}:{}: {}", arguments.witness_policy, policy.error().line,
                                         policy.error().why));
  }
  const auto& logs = policy->logs();
  if (!logs.empty() && std::ranges::find(logs, vkey, &tlog::Verifier::vkey) == logs.end()) {
    throw std::runtime_error(arguments.witness_policy + " is for other logs than " + vkey);
  }
  witness::Witnesses::Options options{*std::move(policy), folder};
  options.tls.ca = arguments.witness_ca;
  options.tls.stall_timeout_s = kWitnessStallS;
  options.newest = [&ledger] { return ledger.checkpoint(); };
  options.prove = [&ledger](std::uint64_t old_size, std::uint64_t size) {
    const auto rows = ledger.snapshot();
    return tlog::prove_consistency(old_size, size, StoredTree(*rows));
  };
  return std::make_unique<witness::Witnesses>(std::move(options));
}

/// One exchange of RFC 3161, §3.4.
std::string ask_authority(client::Https& https, const Bytes& query) {
  client::Request request;
  request.method = "POST";
  request.headers["Content-Type"] = "application/timestamp-query";
  request.body = text_of(query);
  request.body_bytes_max = kTimestampBytesMax;
  client::Response answer = https.send(request);
  if (answer.status == 200) return std::move(answer.body);
  throw std::runtime_error(fmt::format("{} answered {}", https.url(), answer.status));
}

/// Who stamps its checkpoints; null where the operator names none.
std::unique_ptr<witness::Timestamps> call_authority(const Context& context,
                                                    const ServeArguments& arguments,
                                                    const LedgerFolder& folder, Ledger& ledger) {
  if (arguments.timestamp_authority.empty()) return nullptr;
  client::Settings settings;
  settings.ca = arguments.timestamp_ca;
  settings.stall_timeout_s = kAuthorityStallS;
  settings.plain = true;  // A digest goes out; what comes back is signed.
  const auto https = std::make_shared<client::Https>(arguments.timestamp_authority, settings);
  witness::Timestamps::Options options{
      .folder = folder,
      .ask = [https](const Bytes& query) { return ask_authority(*https, query); },
      .rows = [&ledger] { return ledger.snapshot(); },
      .clock = context.clock};
  options.utc_offset_min =
      ledger.mirror().read([](const State& state, Seq) { return state.utc_offset_min(); });
  return std::make_unique<witness::Timestamps>(std::move(options));
}

int run_serve(const Context& context, ServeArguments& arguments) {
  const http::StopSignals signals;
  const LedgerFolder folder{arguments.folder};
  const LogFile log = open_log(arguments.access_log);
  routes::Metrics metrics;
  Ledger ledger(folder, {context.clock, context.random, context.confirm_clock, true});
  SystemRandom door_random;
  const auto doorman = auth::open_doorman(folder, {context.clock, door_random});
  std::string vkey = read_file(folder.verifier_key());
  if (vkey.ends_with('\n')) vkey.pop_back();
  const auto witnesses = call_witnesses(arguments, folder, ledger, vkey);
  const auto timestamps = call_authority(context, arguments, folder, ledger);
  SystemRandom web_random;
  LockedRandom nonces(web_random);
  const auto web =
      arguments.web.empty() ? nullptr : std::make_unique<routes::Web>(arguments.web, nonces);
  routes::Office office(ledger, *doorman, context.clock, metrics, folder);
  office.config = context.config;
  office.vkey = vkey;
  office.witnesses = witnesses.get();
  office.timestamps = timestamps.get();
  office.contract = routes::contract_text();
  office.version = MZ_VERSION;
  office.web = web.get();
  office.verification = arguments.verification;
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
  command->add_option("--witness-policy", arguments->witness_policy,
                      "file with the witnesses that are to cosign checkpoints, and how many are "
                      "enough (c2sp.org/tlog-policy)");
  command->add_option("--witness-ca", arguments->witness_ca,
                      "PEM file: trust exactly these certificates of witnesses; default: those "
                      "the system trusts");
  command->add_option("--timestamp-authority", arguments->timestamp_authority,
                      "https://… or http://… of a time-stamp authority (RFC 3161) that is to stamp "
                      "the last checkpoint of each day, and the newest one at the start");
  command->add_option("--timestamp-ca", arguments->timestamp_ca,
                      "PEM file: trust exactly this certificate of the authority's https server; "
                      "default: those the system trusts");
  command->add_option("--web", arguments->web,
                      "folder of the built web client, to be served beside the API; its files are "
                      "read once, at the start");
  command->add_option(
      "--verification", arguments->verification,
      "file into which a job writes what mingzhang-audit verify --format json says; "
      "shown to auditors, administrators and the responsible person");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_serve(context, *arguments); };
  });
}

}  // namespace mingzhang
