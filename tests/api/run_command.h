#pragma once

#include <string>
#include <vector>

namespace mingzhang::test {

/// What a program left behind.
struct Ran {
  int code = -1;  ///< Exit code; 128 + the signal when it was killed.
  std::string out;
  std::string err;
};

/// A program that runs beside the test. Killed when it goes out of scope.
class Running {
 public:
  explicit Running(const std::vector<std::string>& arguments);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  int pid() const { return pid_; }
  bool has_ended();
  void kill();
  /// Holds it where it is; kill() still ends it.
  void hold();
  /// Waits for its end.
  Ran wait();

 private:
  int pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

/// Runs one of our programs, `mingzhang` or `mingzhang-audit`, to its end. LANG is en_US.UTF-8.
Ran run(const std::vector<std::string>& arguments);

}  // namespace mingzhang::test
