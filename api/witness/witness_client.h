#pragma once

#include <functional>
#include <string>

#include "client/https.h"
#include "ledger/tlog/add_checkpoint.h"
#include "ledger/tlog/checkpoint.h"
#include "ledger/tlog/policy.h"

namespace mingzhang::witness {

/// A checkpoint on its way to the witnesses.
struct Candidate {
  std::string note;
  tlog::ParsedNote parsed;
  tlog::Checkpoint checkpoint;
};
/// None when `note` is no checkpoint.
std::optional<Candidate> candidate_of(std::string note);

/// The consistency proof between two sizes of the log.
using Prove = std::function<std::vector<Hash>(std::uint64_t old_size, std::uint64_t size)>;

/// One witness, as the log sees it (c2sp.org/tlog-witness). Threads: one at a time.
class WitnessClient {
 public:
  /// Errors: client::HttpsError bad_url, bad_file.
  WitnessClient(const tlog::PolicyWitness& witness, client::Settings settings);

  /// Asks for a cosignature and returns its line, verified. A witness that remembers another size
  /// than we believed is asked again with the size it told. Errors: std::runtime_error with a
  /// sentence: not reached, refused, it knows a longer log or another history than ours.
  tlog::SignatureLine cosign(const Candidate& candidate, const Prove& prove);

 private:
  tlog::SignatureLine read_line(const Candidate& candidate, const std::string& body) const;
  std::uint64_t read_size(const Candidate& candidate, const client::Response& answer) const;

  tlog::CosignatureVerifier key_;
  client::Https https_;
  std::uint64_t size_ = 0;  // The newest it cosigned, as far as we know.
};

}  // namespace mingzhang::witness
