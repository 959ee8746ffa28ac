#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "api/witness/witness_client.h"
#include "ledger/base/random.h"
#include "ledger/folder.h"

namespace mingzhang::witness {

/// How things are with one witness.
struct Standing {
  std::string name;
  std::uint64_t cosigned = 0;  ///< The largest size it cosigned since the server runs.
  bool failing = false;        ///< The last attempt went wrong.
};

/// Has the log's checkpoints cosigned, in threads of its own that share nothing with the writer:
/// they look at the newest checkpoint now and then. In rounds: all witnesses are asked about one
/// checkpoint, or on a busy ledger no two would sign the same. Who fails is asked again after a
/// pause that grows, and no longer waited for.
class Witnesses {
 public:
  struct Options {
    Options(tlog::WitnessPolicy rules, LedgerFolder where)
        : policy(std::move(rules)), folder(std::move(where)) {}

    tlog::WitnessPolicy policy;
    LedgerFolder folder;  ///< Where the cosigned checkpoints are kept.
    client::Settings tls;
    std::function<std::string()> newest;        ///< The checkpoint to be shown; empty: none. Quick.
    Prove prove;                                ///< Called by any of the threads.
    std::chrono::milliseconds interval{2'000};  ///< Between the beginnings of two rounds.
    std::chrono::milliseconds round_max{30'000};   ///< Then the next begins, whoever is missing.
    std::chrono::milliseconds pause{1'000};        ///< After a first failure; then twice, …
    std::chrono::milliseconds pause_max{300'000};  ///< Half of it up to all of it, by chance.
  };

  /// Errors: client::HttpsError of an address or certificate; std::system_error.
  explicit Witnesses(Options options);
  /// Waits for exchanges under way, at the most until they stall.
  ~Witnesses();
  Witnesses(const Witnesses&) = delete;
  Witnesses& operator=(const Witnesses&) = delete;

  /// `note` with the cosignatures that there are for it. Threads: any.
  std::string with_cosignatures(std::string note) const;
  /// The newest checkpoint with enough cosignatures for the policy; empty when there is none.
  /// Threads: any.
  std::string witnessed() const;
  std::uint64_t witnessed_size() const;
  /// Of each witness that has an address, in the order of the policy. Threads: any.
  std::vector<Standing> standings() const;

 private:
  struct Desk {
    Desk(const tlog::PolicyWitness& witness, const client::Settings& tls)
        : client(witness, tls), standing{witness.name} {}

    WitnessClient client;  // Of its thread alone.
    Standing standing;
    std::uint64_t round = 0;  // The last that is finished.
    std::string complaint;
    std::thread thread;
  };
  using Lock = std::unique_lock<std::mutex>;

  void lead();
  void work(Desk& desk);
  bool round_is_over() const;
  bool attempt(Desk& desk, const Candidate& candidate);
  void keep(const Candidate& candidate, const tlog::SignatureLine& line);
  std::chrono::milliseconds pause_after(int failures);

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;
  SystemRandom random_;
  std::uint64_t round_ = 0;
  std::shared_ptr<const Candidate> candidate_;
  std::string cosigned_;  // The newest with a cosignature.
  std::string witnessed_;
  std::uint64_t witnessed_size_ = 0;
  std::mutex files_;  // Held while they are written, so that readers need not wait for the disk.
  std::vector<std::unique_ptr<Desk>> desks_;
  std::thread leader_;
};

}  // namespace mingzhang::witness
