#include "tests/api/run_command.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace mingzhang::test {
namespace {

/// A file without a name: a program may write any amount before we look.
int nameless_file() {
  std::string name = "/tmp/mz-run-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) throw std::runtime_error("no temporary file");
  ::unlink(name.c_str());
  return file;
}

std::string text_in(int file) {
  std::string text;
  std::array<char, 4096> buffer{};
  ::lseek(file, 0, SEEK_SET);
  for (ssize_t n = 0; (n = ::read(file, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return text;
}

}  // namespace

Running::Running(const std::vector<std::string>& arguments)
    : out_(nameless_file()), err_(nameless_file()) {
  std::vector<std::string> owned = arguments;
  owned[0] = std::string(MZ_BINARY_DIR) + "/" + owned[0];
  std::vector<char*> argv;
  for (std::string& argument : owned) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ > 0) return;
  ::dup2(out_, STDOUT_FILENO);
  ::dup2(err_, STDERR_FILENO);
  ::unsetenv("LC_ALL");
  ::unsetenv("LC_MESSAGES");
  ::setenv("LANG", "en_US.UTF-8", 1);
  ::setenv("MINGZHANG_CONFIG", MZ_SOURCE_DIR "/config", 0);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

Running::~Running() {
  if (!ended_) {
    kill();
    wait();
  }
  ::close(out_);
  ::close(err_);
}

bool Running::has_ended() {
  if (!ended_) ended_ = ::waitpid(pid_, &status_, WNOHANG) == pid_;
  return ended_;
}

void Running::hold() {
  if (!ended_) ::kill(pid_, SIGSTOP);
}

void Running::kill() {
  if (!ended_) ::kill(pid_, SIGKILL);
}

Ran Running::wait() {
  if (!ended_) ::waitpid(pid_, &status_, 0);
  ended_ = true;
  const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
  return {code, text_in(out_), text_in(err_)};
}

Ran run(const std::vector<std::string>& arguments) { return Running(arguments).wait(); }

}  // namespace mingzhang::test
