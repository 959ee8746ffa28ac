#include "api/acts/canonical_json.h"

#include <algorithm>
#include <vector>

#include "api/acts/strict_json.h"
#include "ledger/fund/json.h"

namespace mingzhang {
namespace {

constexpr std::size_t kDigitsMax = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Copies one value after the other to the end of `out`.
class Canon {
 public:
  Canon(std::string_view text, std::string& out) : left_(text), out_(out) {}

  bool value(int depth) {
    skip_space();
    if (left_.empty()) return false;
    switch (left_.front()) {
      case '{':
        return depth < kJsonDepthMax && object(depth + 1);
      case '[':
        return depth < kJsonDepthMax && array(depth + 1);
      case '"':
        return text();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      default:
        return number();
    }
  }

  bool at_end() {
    skip_space();
    return left_.empty();
  }

 private:
  /// A member in `out`: from its key to the end of its value.
  struct Member {
    std::size_t begin;
    std::size_t key_end;
    std::size_t end;
  };

  void skip_space() {
    const std::size_t count = left_.find_first_not_of(" \t\n\r");
    left_.remove_prefix(std::min(count, left_.size()));
  }
  void copy(std::size_t count) {
    out_ += left_.substr(0, count);
    left_.remove_prefix(count);
  }
  bool take(char c) {
    skip_space();
    if (!left_.starts_with(c)) return false;
    left_.remove_prefix(1);
    return true;
  }

  bool word(std::string_view name) {
    if (!left_.starts_with(name)) return false;
    copy(name.size());
    return true;
  }

  bool number() {
    const std::size_t sign = left_.front() == '-' ? 1 : 0;
    std::size_t end = sign;
    while (end < left_.size() && is_digit(left_[end])) ++end;
    const std::size_t digits = end - sign;
    if (digits == 0 || digits > kDigitsMax) return false;
    // A leading zero is none; the zero with a sign is not canonical.
    if (left_[sign] == '0' && (digits > 1 || sign == 1)) return false;
    copy(end);
    return true;
  }

  bool text() {
    if (!left_.starts_with('"')) return false;
    std::size_t end = 1;
    while (end < left_.size() && is_in(kPlainAscii, left_[end])) ++end;
    if (end == left_.size() || left_[end] != '"') return false;
    copy(end + 1);
    return true;
  }

  bool array(int depth) {
    copy(1);
    if (!take(']')) {
      do {
        if (out_.back() != '[') out_ += ',';
        if (!value(depth)) return false;
      } while (take(','));
      if (!take(']')) return false;
    }
    out_ += ']';
    return true;
  }

  bool object(int depth) {
    copy(1);
    std::vector<Member> members;
    if (!take('}')) {
      do {
        if (!members.empty()) out_ += ',';
        if (!member(depth, members.emplace_back())) return false;
      } while (take(','));
      if (!take('}')) return false;
    }
    out_ += '}';
    return sort(members);
  }

  bool member(int depth, Member& member) {
    skip_space();
    member.begin = out_.size();
    if (!text() || !take(':')) return false;
    member.key_end = out_.size();
    out_ += ':';
    if (!value(depth)) return false;
    member.end = out_.size();
    return true;
  }

  std::string_view key(const Member& member) const {
    // Without quotes: the closing one would sort after a space.
    return std::string_view(out_).substr(member.begin + 1, member.key_end - member.begin - 2);
  }

  /// Sorts the members at the end of `out`. False when two have one key.
  bool sort(std::vector<Member>& members) {
    const auto before = [&](const Member& a, const Member& b) { return key(a) < key(b); };
    const auto no_later = [&](const Member& a, const Member& b) { return key(a) >= key(b); };
    if (std::ranges::adjacent_find(members, no_later) == members.end()) return true;
    std::ranges::sort(members, before);
    if (std::ranges::adjacent_find(members, no_later) != members.end()) return false;
    std::string sorted;
    for (const Member& member : members) {
      sorted.append(out_, member.begin, member.end - member.begin).push_back(',');
    }
    sorted.back() = '}';
    out_.replace(out_.size() - sorted.size(), sorted.size(), sorted);
    return true;
  }

  std::string_view left_;
  std::string& out_;
};

}  // namespace

std::optional<std::string> canonical_json(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  Canon canon(text, out);
  if (!canon.value(0) || !canon.at_end()) return std::nullopt;
  return out;
}

}  // namespace mingzhang
