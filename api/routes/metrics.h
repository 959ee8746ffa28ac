#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mingzhang::routes {

struct Route;

/// What the server counts, in the text format of Prometheus. Threads: any.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// One request was answered. `route` is null for what leads nowhere.
  void count(const Route* route, int status, double seconds);
  /// As of now, for the next `text`.
  void set_entries(std::uint64_t entries);
  void set_waiting(std::uint64_t jobs);
  void set_writable(bool writable);
  /// Entries that the newest checkpoint with enough cosignatures covers.
  void set_witnessed(std::uint64_t entries);
  /// By a time-stamp authority; whether it can be reached.
  void set_stamped(std::uint64_t entries, bool failing);
  /// A witness, and how many entries it has not seen yet.
  void set_witness(const std::string& name, std::uint64_t behind, bool failing);

  std::string text() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace mingzhang::routes
