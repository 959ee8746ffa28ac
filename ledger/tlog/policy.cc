#include "ledger/tlog/policy.h"

#include <algorithm>
#include <set>

#include "ledger/tlog/text.h"

namespace mingzhang::tlog {
namespace {

constexpr std::string_view kNone = "none";
constexpr std::string_view kBlank = " \t";

/// The words of a line; a word that begins with '#' can only be the first of a comment.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t begin = line.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return words;
    const std::size_t end = std::min(line.find_first_of(kBlank, begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    line.remove_prefix(end);
  }
}

bool is_allowed(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

}  // namespace

class WitnessPolicy::Parser {
 public:
  std::expected<WitnessPolicy, PolicyError> parse(std::string_view text) {
    if (text.size() > kPolicyBytesMax) return std::unexpected(PolicyError{0, "it is too large"});
    for (std::size_t number = 1; !text.empty(); ++number) {
      const auto line = take_line(text);
      if (!line) return std::unexpected(PolicyError{number, "the last line has no line feed"});
      const std::string why = read(*line);
      if (!why.empty()) return std::unexpected(PolicyError{number, why});
    }
    if (policy_.quorum_.empty()) return std::unexpected(PolicyError{0, "there is no quorum line"});
    return std::move(policy_);
  }

 private:
  /// Why the line is refused; empty if it is not.
  std::string read(std::string_view line) {
    if (!std::ranges::all_of(line, is_allowed)) return "a control character";
    const std::vector<std::string_view> words = words_of(line);
    if (words.empty() || words[0].starts_with('#')) return "";
    if (words[0] == "log") return log(words);
    if (words[0] == "witness") return witness(words);
    if (words[0] == "group") return group(words);
    if (words[0] == "quorum") return quorum(words);
    return "a line begins with log, witness, group or quorum";
  }

  std::string log(std::span<const std::string_view> words) {
    if (words.size() < 2 || words.size() > 3) return "it is: log VKEY [URL]";
    auto key = Verifier::parse(words[1]);
    if (!key) return "not the key of a log";
    if (policy_.logs_.size() == kPolicyItemsMax) return "too many logs";
    for (const Verifier& other : policy_.logs_) {
      if (other.public_key() == key->public_key()) return "this key was named already";
    }
    policy_.logs_.push_back(std::move(*key));
    return "";
  }

  std::string witness(std::span<const std::string_view> words) {
    if (words.size() < 3 || words.size() > 4) return "it is: witness NAME VKEY [URL]";
    auto key = CosignatureVerifier::parse(words[2]);
    if (!key) return "not the Ed25519 key of a witness";
    for (const PolicyWitness& other : policy_.witnesses_) {
      if (other.key.public_key() == key->public_key()) return "this key was named already";
    }
    const std::string why = add({std::string(words[1]), policy_.witnesses_.size()});
    if (!why.empty()) return why;
    policy_.witnesses_.push_back(
        {std::string(words[1]), std::move(*key), std::string(words.size() == 4 ? words[3] : "")});
    return "";
  }

  std::string group(std::span<const std::string_view> words) {
    if (words.size() < 4) return "it is: group NAME all|any|NUMBER NAME…";
    Item item{std::string(words[1]), std::nullopt};
    for (const std::string_view name : words.subspan(3)) {
      const auto member = find(name);
      if (!member) return "a group names witnesses and groups of earlier lines";
      // Or one witness would count twice.
      if (!members_.insert(*member).second) return "a name is in one group, once";
      item.members.push_back(*member);
    }
    const auto number = parse_decimal(words[2]);
    item.needed = words[2] == "all"   ? item.members.size()
                  : words[2] == "any" ? 1
                                      : number.value_or(0);
    if (item.needed < 1 || item.needed > item.members.size()) {
      return "a group needs all, any, or a number of its members from 1 on";
    }
    return add(std::move(item));
  }

  std::string quorum(std::span<const std::string_view> words) {
    if (words.size() != 2) return "it is: quorum NAME";
    if (!policy_.quorum_.empty()) return "there is a quorum line already";
    policy_.quorum_item_ = find(words[1]);
    if (!policy_.quorum_item_ && words[1] != kNone) {
      return "the quorum is a witness or a group of an earlier line, or none";
    }
    policy_.quorum_ = words[1];
    return "";
  }

  std::string add(Item item) {
    if (item.name == kNone) return "none is no name";
    if (find(item.name)) return "this name was used already";
    if (policy_.items_.size() == 2 * kPolicyItemsMax) return "too many witnesses and groups";
    policy_.items_.push_back(std::move(item));
    return "";
  }

  std::optional<std::size_t> find(std::string_view name) const {
    const auto at = std::ranges::find(policy_.items_, name, &Item::name);
    if (at == policy_.items_.end()) return std::nullopt;
    return static_cast<std::size_t>(at - policy_.items_.begin());
  }

  WitnessPolicy policy_;
  std::set<std::size_t> members_;
};

std::expected<WitnessPolicy, PolicyError> WitnessPolicy::parse(std::string_view text) {
  return Parser().parse(text);
}

Witnessed WitnessPolicy::check(const ParsedNote& note) const {
  Witnessed result;
  for (const PolicyWitness& witness : witnesses_) {
    Witnessed::Seen& seen = result.seen.emplace_back();
    for (const SignatureLine& line : note.signatures) {
      seen.named = seen.named || witness.key.is_named_in(line);
      seen.time_s = std::max(seen.time_s, witness.key.verify(note.text, line));
    }
  }
  // Members come before their groups.
  std::vector<bool> met;
  for (const Item& item : items_) {
    const auto count = std::ranges::count_if(item.members, [&](std::size_t i) { return met[i]; });
    met.push_back(item.witness ? result.seen[*item.witness].time_s.has_value()
                               : static_cast<std::size_t>(count) >= item.needed);
  }
  result.enough = !quorum_item_ || met[*quorum_item_];
  return result;
}

}  // namespace mingzhang::tlog
