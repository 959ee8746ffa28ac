#include "api/witness/witnesses.h"

#include <fmt/format.h>

#include <algorithm>

namespace mingzhang::witness {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A note that was kept, if it is one; cosignatures can be had again.
std::string read_kept(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) return {};
  std::string note = read_file(path);
  return candidate_of(note) ? note : std::string();
}

}  // namespace

Witnesses::Witnesses(Options options)
    : options_(std::move(options)),
      cosigned_(read_kept(options_.folder.cosigned())),
      witnessed_(read_kept(options_.folder.witnessed())) {
  if (const auto kept = candidate_of(witnessed_)) witnessed_size_ = kept->checkpoint.size;
  for (const tlog::PolicyWitness& witness : options_.policy.witnesses()) {
    if (!witness.url.empty()) desks_.push_back(std::make_unique<Desk>(witness, options_.tls));
  }
  for (const auto& desk : desks_) {
    desk->thread = std::thread([this, &desk = *desk] { work(desk); });
  }
  leader_ = std::thread([this] { lead(); });
}

Witnesses::~Witnesses() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  leader_.join();
  for (const auto& desk : desks_) desk->thread.join();
}

/// Begins rounds.
void Witnesses::lead() {
  Lock lock(mutex_);
  while (!ending_) {
    lock.unlock();
    auto newest = candidate_of(options_.newest());
    lock.lock();
    if (newest && (!candidate_ || newest->note != candidate_->note)) {
      candidate_ = std::make_shared<const Candidate>(*std::move(newest));
      ++round_;
      wake_.notify_all();
    }
    const auto begun = steady_clock::now();
    wake_.wait_until(lock, begun + options_.interval, [this] { return ending_; });
    wake_.wait_until(lock, begun + options_.round_max,
                     [this] { return ending_ || round_is_over(); });
  }
}

bool Witnesses::round_is_over() const {
  return std::ranges::all_of(
      desks_, [this](const auto& desk) { return desk->round == round_ || desk->standing.failing; });
}

/// Takes the candidate of each round to one witness.
void Witnesses::work(Desk& desk) {
  Lock lock(mutex_);
  for (int failures = 0;;) {
    wake_.wait(lock, [&] { return ending_ || desk.round != round_; });
    if (ending_) return;
    const std::uint64_t round = round_;
    const std::shared_ptr<const Candidate> candidate = candidate_;
    lock.unlock();
    const bool done = attempt(desk, *candidate);
    lock.lock();
    desk.standing.failing = !done;
    if (done) {
      desk.round = round;
      desk.standing.cosigned = candidate->checkpoint.size;
    }
    failures = done ? 0 : failures + 1;
    wake_.notify_all();
    if (!done) wake_.wait_for(lock, pause_after(failures), [this] { return ending_; });
  }
}

bool Witnesses::attempt(Desk& desk, const Candidate& candidate) {
  std::string complaint;
  try {
    keep(candidate, desk.client.cosign(candidate, options_.prove));
  } catch (const std::exception& error) {
    complaint = error.what();
  }
  // Once, not at every attempt of a day.
  if (complaint != desk.complaint) {
    fmt::print(stderr, "mingzhang: witness {}: {}\n", desk.standing.name,
               complaint.empty() ? "cosigns again" : complaint);
    desk.complaint = complaint;
  }
  return complaint.empty();
}

void Witnesses::keep(const Candidate& candidate, const tlog::SignatureLine& line) {
  const std::lock_guard writing(files_);
  Lock lock(mutex_);
  const auto before = candidate_of(cosigned_);
  const bool same = before && before->parsed.text == candidate.parsed.text;
  // Too late: another round has its first cosignature already.
  if (before && !same && before->checkpoint.size > candidate.checkpoint.size) return;
  lock.unlock();
  const auto cosigned = tlog::add_signatures(same ? before->note : candidate.note, {&line, 1});
  if (!cosigned) return;
  const auto parsed = tlog::parse_note(*cosigned);
  const bool enough = parsed && options_.policy.check(*parsed).enough;
  write_file(options_.folder.cosigned(), *cosigned);
  if (enough) write_file(options_.folder.witnessed(), *cosigned);
  lock.lock();
  cosigned_ = *cosigned;
  if (!enough) return;
  witnessed_ = *cosigned;
  witnessed_size_ = candidate.checkpoint.size;
}

milliseconds Witnesses::pause_after(int failures) {
  const int doublings = std::min(failures - 1, 20);
  const milliseconds most = std::min(options_.pause * (1 << doublings), options_.pause_max);
  const auto chance = std::to_integer<int>(random_.block<1>().bytes[0]);
  return most / 2 + most / 2 * chance / 255;
}

std::string Witnesses::with_cosignatures(std::string note) const {
  const std::lock_guard lock(mutex_);
  // The same body and the log's own signature: Ed25519 is deterministic.
  return cosigned_.starts_with(note) ? cosigned_ : note;
}

std::string Witnesses::witnessed() const {
  const std::lock_guard lock(mutex_);
  return witnessed_;
}

std::uint64_t Witnesses::witnessed_size() const {
  const std::lock_guard lock(mutex_);
  return witnessed_size_;
}

std::vector<Standing> Witnesses::standings() const {
  const std::lock_guard lock(mutex_);
  std::vector<Standing> all;
  for (const auto& desk : desks_) all.push_back(desk->standing);
  return all;
}

}  // namespace mingzhang::witness
