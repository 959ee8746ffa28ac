#include "api/witness/witness_client.h"

#include "ledger/tlog/text.h"

namespace mingzhang::witness {
namespace {

/// One to learn the size, one that should do, and one where another of us came between.
constexpr int kAttemptsMax = 3;

}  // namespace

std::optional<Candidate> candidate_of(std::string note) {
  auto parsed = tlog::parse_note(note);
  if (!parsed) return std::nullopt;
  auto checkpoint = tlog::parse_checkpoint_body(parsed->text);
  if (!checkpoint) return std::nullopt;
  return Candidate{std::move(note), *std::move(parsed), *std::move(checkpoint)};
}

WitnessClient::WitnessClient(const tlog::PolicyWitness& witness, client::Settings settings)
    : key_(witness.key), https_(witness.url, std::move(settings)) {}

tlog::SignatureLine WitnessClient::cosign(const Candidate& candidate, const Prove& prove) {
  const std::uint64_t size = candidate.checkpoint.size;
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    client::Request request;
    request.method = "POST";
    request.path = "/add-checkpoint";
    request.body = tlog::to_text({size_, prove(size_, size), candidate.note});
    request.body_bytes_max = tlog::kAddCheckpointBytesMax;
    const client::Response answer = https_.send(request);
    if (answer.status == 200) {
      tlog::SignatureLine line = read_line(candidate, answer.body);
      size_ = size;
      return line;
    }
    if (answer.status != 409) {
      throw std::runtime_error("it answered " + std::to_string(answer.status) + ": " +
                               answer.body.substr(0, answer.body.find('\n')));
    }
    size_ = read_size(candidate, answer);
  }
  throw std::runtime_error("it changes its mind about the size it saw");
}

tlog::SignatureLine WitnessClient::read_line(const Candidate& candidate,
                                             const std::string& body) const {
  for (auto& line :
       tlog::parse_signature_lines(body).value_or(std::vector<tlog::SignatureLine>{})) {
    if (key_.verify(candidate.parsed.text, line)) return std::move(line);
  }
  throw std::runtime_error("its answer holds no cosignature of its key");
}

std::uint64_t WitnessClient::read_size(const Candidate& candidate,
                                       const client::Response& answer) const {
  std::string_view rest = answer.body;
  const auto line = tlog::take_line(rest);
  const auto told = line && rest.empty() ? tlog::parse_decimal(*line) : std::nullopt;
  if (!told || answer.header("content-type") != tlog::kTreeSizeType) {
    throw std::runtime_error("it answered 409 without the size it saw");
  }
  if (*told > candidate.checkpoint.size) {
    throw std::runtime_error("it has seen " + std::to_string(*told) + " entries, we have " +
                             std::to_string(candidate.checkpoint.size) +
                             ": was an old copy of the ledger put back?");
  }
  if (*told == size_) {
    throw std::runtime_error("it has seen another history of " + std::to_string(*told) +
                             " entries: THE LOG IS FORKED");
  }
  return *told;
}

}  // namespace mingzhang::witness
