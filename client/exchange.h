#pragma once

#include <exception>
#include <fstream>

#include "client/https.h"

namespace mingzhang::client {

/// What is sent and received while one request is under way, for the callbacks of libcurl. They
/// must not throw through it: what happened is kept in `failure`.
class Exchange {
 public:
  /// Opens the file to upload. Errors: HttpsError bad_file.
  explicit Exchange(const Request& request);

  /// Bytes of the body to be sent.
  std::uint64_t size() const { return size_; }

  /// Gives at most `room` bytes of the body; 0 at its end. False when it cannot be read.
  bool read(char* out, std::size_t room, std::size_t& count);
  /// Goes to a place in the body, where it has to be sent again.
  bool seek(std::uint64_t offset);
  /// Takes a piece of the answer. False when it is too large.
  bool take(std::string_view piece);
  /// Takes one line of the head of the answer.
  void take_header(std::string_view line);
  /// False when the exchange is to end.
  bool tell(std::uint64_t done);

  /// Why the exchange was ended from here, if it was.
  std::exception_ptr failure;
  bool too_large = false;
  Response response;

 private:
  const Request& request_;
  std::ifstream file_;
  std::uint64_t size_ = 0;
  std::uint64_t at_ = 0;
};

}  // namespace mingzhang::client
