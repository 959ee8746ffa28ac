#pragma once

#include <chrono>
#include <csignal>

namespace mingzhang::http {

/// The signals that mean something to a server: SIGINT and SIGTERM end it, SIGHUP has it take a new
/// certificate. From its construction on no thread is ended by them; make it before the threads.
class StopSignals {
 public:
  StopSignals();

  /// The next of them, or 0 when `patience` is over.
  int wait(std::chrono::seconds patience) const;

 private:
  sigset_t set_;
};

}  // namespace mingzhang::http
