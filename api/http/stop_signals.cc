#include "api/http/stop_signals.h"

#include <pthread.h>

#include <ctime>

namespace mingzhang::http {

StopSignals::StopSignals() {
  sigemptyset(&set_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set_, signal);
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int StopSignals::wait(std::chrono::seconds patience) const {
  const timespec limit{static_cast<time_t>(patience.count()), 0};
  const int signal = sigtimedwait(&set_, nullptr, &limit);
  return signal < 0 ? 0 : signal;
}

}  // namespace mingzhang::http
