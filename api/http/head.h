#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "api/http/message.h"

/// The head of a request: where it ends, what it says, and why it may be refused.
///
/// Beast splits it into its parts. Around that stand the rules which Beast does not have; where two
/// servers may read one request differently, an attacker hides a second request in the first.
namespace mingzhang::http {

/// Beside kHeaderBytesMax (server.h): the target's length in bytes, and how many fields.
inline constexpr std::size_t kTargetBytesMax = 4 * 1024;
inline constexpr std::size_t kFieldsMax = 100;

/// Looks for the end of a head while its bytes arrive, so that what cannot become one is refused
/// at once and each byte is looked at once.
class HeadScan {
 public:
  enum class State : unsigned char {
    incomplete,
    complete,
    malformed,  ///< A line without CR LF, a CR elsewhere, a fold, an empty first line.
    too_large,  ///< No end within kHeaderBytesMax.
  };
  /// `bytes`: all from the beginning of the request on, as many as there are by now.
  State scan(std::string_view bytes);
  /// With its empty line. Pre: complete.
  std::size_t size() const { return line_; }

 private:
  std::size_t line_ = 0;  // Where the line begins that is looked at.
  std::size_t seen_ = 0;  // Up to here it has no LF.
};

struct Head {
  Request request;          ///< Without peer and id.
  int fault = 0;            ///< The status to refuse it with, or 0.
  bool readable = false;    ///< `request` holds all of it, though it may be at fault.
  bool keep_alive = false;  ///< The client wants to send more.
  bool expects_continue = false;
  std::uint64_t body_bytes = 0;
};

/// Reads a head that HeadScan found complete.
/// Faults in the order tested: 400 malformed; 501 any Transfer-Encoding; 431 more than kFieldsMax;
/// 505 not HTTP/1.1; 400 Content-Length twice or not a number, no Host, two or a bad one; 414 a
/// target longer than kTargetBytesMax; 400 a target that is neither a path nor the https address of
/// one on this very Host; 417 an expectation other than 100-continue. Any input is safe.
Head read_head(std::string_view bytes);

}  // namespace mingzhang::http
