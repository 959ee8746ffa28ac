#include "api/acts/strict_json.h"

#include <set>
#include <vector>

namespace mingzhang {
namespace {

using Json = nlohmann::json;

/// Builds the value as nlohmann does, and stops at what its own parser would let through.
class StrictReader final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return put(Json(nullptr)); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(std::int64_t value) override { return put(Json(value)); }
  bool number_unsigned(std::uint64_t value) override {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return fail(Code::number_out_of_range, key_);
    }
    return put(Json(value));
  }
  /// Fractions and exponents, and whole numbers beyond 64 bits.
  bool number_float(double, const std::string& text) override {
    const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
    return fail(whole ? Code::number_out_of_range : Code::number_malformed, key_);
  }
  bool string(std::string& value) override { return put(Json(std::move(value))); }
  bool binary(Json::binary_t&) override { return fail(Code::json_malformed, key_); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool key(std::string& name) override {
    key_ = name;
    if (open_.back()->contains(name)) return fail(Code::key_duplicate, name);
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    return fail(Code::json_malformed, {});
  }

  Json take() { return std::move(root_); }
  const Refusal& refusal() const { return refusal_; }

 private:
  bool fail(Code code, std::string_view field) {
    refusal_ = {code, std::string(field), {}};
    return false;
  }
  Json* place(Json value) {
    if (open_.empty()) return &(root_ = std::move(value));
    Json& outer = *open_.back();
    if (outer.is_object()) return &(outer[key_] = std::move(value));
    return &outer.emplace_back(std::move(value));
  }
  bool put(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json value) {
    if (open_.size() == kJsonDepthMax) return fail(Code::too_deep, key_);
    // A reference into an array would not outlive its growth, but only the last item is open.
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;
  std::string key_;
  Refusal refusal_{Code::json_malformed, {}, {}};
};

}  // namespace

Result<Json> parse_strictly(std::string_view text) {
  StrictReader reader;
  if (!Json::sax_parse(text.begin(), text.end(), &reader)) {
    return std::unexpected(reader.refusal());
  }
  return reader.take();
}

}  // namespace mingzhang
