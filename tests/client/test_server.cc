#include "tests/client/test_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace mingzhang::test {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;

  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    read = ends[0];
    write = ends[1];
  }
};

std::string line_from(int file) {
  std::string line;
  for (char c = 0; ::read(file, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

}  // namespace

Certificate::Certificate(const std::string& name) {
  folder_ = (std::filesystem::temp_directory_path() / "mz-tls-XXXXXX").string();
  if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
      "/CN=mingzhang-test -addext subjectAltName=" +
      name + " -out " + file() + " -keyout " + key() + " 2>/dev/null";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("no certificate: " + command);
}

Certificate::~Certificate() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

const Certificate& loopback_certificate() {
  static const Certificate certificate("IP:127.0.0.1");
  return certificate;
}

TestServer::TestServer(const Certificate& certificate, std::vector<std::string> arguments) {
  // Whatever proxy there is stays out of it.
  ::setenv("no_proxy", "127.0.0.1,localhost", 1);
  arguments.insert(arguments.begin(),
                   {"/usr/bin/python3", MZ_SOURCE_DIR "/tests/client/https_server.py",
                    certificate.file(), certificate.key()});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const Pipe in;
  const Pipe out;
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) {
    ::dup2(in.read, STDIN_FILENO);
    ::dup2(out.write, STDOUT_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(in.read);
  ::close(out.write);
  input_ = in.write;
  const std::string ready = line_from(out.read);
  ::close(out.read);
  if (!ready.starts_with("ready ")) throw std::runtime_error("the test's server did not start");
  port_ = ready.substr(6);
}

TestServer::~TestServer() {
  ::close(input_);
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::string unused_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket, any, size) != 0 || ::getsockname(socket, any, &size) != 0) {
    throw std::runtime_error("no port");
  }
  ::close(socket);
  return std::to_string(ntohs(address.sin_port));
}

}  // namespace mingzhang::test
