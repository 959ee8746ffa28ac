#include "ledger/tlog/log_list.h"

#include <algorithm>
#include <array>
#include <optional>

#include "ledger/tlog/text.h"

namespace mingzhang::tlog {
namespace {

constexpr std::string_view kListHeader = "logs/v0";
/// Terms between the operators of log and witness, of no meaning to a program that has no limits.
constexpr std::array<std::string_view, 3> kTerms{"bastion", "qpd", "contact"};

class LogList {
 public:
  /// Why the line is refused; empty if it is not.
  std::string read(std::string_view line) {
    if (line.empty() || line.starts_with('#')) return "";
    if (!headed_) {
      headed_ = line == kListHeader;
      return headed_ ? "" : "the first line is logs/v0";
    }
    const std::size_t space = line.find(' ');
    const std::string_view word = line.substr(0, space);
    const std::string_view rest =
        space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
    if (word == "vkey") return vkey(rest);
    if (!key_) return "a log begins with its vkey";
    if (word == "origin") return origin(rest);
    return std::ranges::count(kTerms, word) == 1 ? "" : "vkey, origin, bastion, qpd or contact";
  }

  /// Adds the log whose lines are read.
  void finish() {
    if (key_) keys_[origin_].push_back(*key_);
    key_.reset();
  }

  bool headed() const { return headed_; }
  LogKeys keys() && { return std::move(keys_); }

 private:
  std::string vkey(std::string_view text) {
    finish();
    key_ = Verifier::parse(text);
    if (!key_) return "not the key of a log";
    origin_ = key_->name();
    return "";
  }

  std::string origin(std::string_view text) {
    if (text.empty()) return "an origin is not empty";
    if (text != "none") origin_ = text;
    return "";
  }

  bool headed_ = false;
  std::optional<Verifier> key_;
  std::string origin_;
  LogKeys keys_;
};

}  // namespace

std::expected<LogKeys, PolicyError> parse_log_list(std::string_view text) {
  if (text.size() > kPolicyBytesMax) return std::unexpected(PolicyError{0, "it is too large"});
  LogList list;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto line = take_line(text);
    if (!line) return std::unexpected(PolicyError{number, "the last line has no line feed"});
    const std::string why = list.read(*line);
    if (!why.empty()) return std::unexpected(PolicyError{number, why});
  }
  if (!list.headed()) return std::unexpected(PolicyError{0, "the first line is logs/v0"});
  list.finish();
  return std::move(list).keys();
}

}  // namespace mingzhang::tlog
