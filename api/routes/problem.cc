#include "api/routes/problem.h"

#include <array>
#include <charconv>

#include "api/routes/json.h"

namespace mingzhang::routes {
namespace {

constexpr std::array kFaults{
    Fault{400, "request_malformed", {"请求格式不对", "the request is not well-formed"}},
    Fault{404, "route_unknown", {"没有这个地址", "there is nothing at this address"}},
    Fault{405, "method_not_allowed", {"这个地址不能这样用", "this address is not used this way"}},
    Fault{408, "request_timeout", {"请求没有及时发完", "the request did not arrive in time"}},
    Fault{413, "body_too_large", {"内容过大", "the body is too large"}},
    Fault{414, "target_too_long", {"地址过长", "the address is too long"}},
    Fault{415,
          "media_type_unsupported",
          {"内容类型不对", "this is not the type of content that is taken here"}},
    Fault{417, "expectation_failed", {"不支持这种请求方式", "this expectation cannot be met"}},
    Fault{422,
          "import_has_bad_rows",
          {"文件有错行，整份未导入", "the file has bad rows: nothing was imported"}},
    Fault{431, "headers_too_large", {"请求头过大", "the headers are too large"}},
    Fault{500, "internal", {"系统出错，请报告管理员", "something failed here: tell the operator"}},
    Fault{501,
          "not_implemented",
          {"不支持这种传输方式", "this way of sending a request is not supported"}},
    Fault{503, "unavailable", {"系统繁忙，请稍后再试", "the server is busy: try again"}},
    Fault{505, "http_version_unsupported", {"请使用 HTTP/1.1", "speak HTTP/1.1"}},
    Fault{507, "no_space", {"服务器空间不足", "the server has no space left"}},
};

/// A detail may hold bytes that somebody sent; in an answer they are ASCII.
std::string plain(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) >= 0x7F) c = '?';
  }
  return out;
}

http::Response document(int status, std::string_view code, const Sentence& sentence,
                        const Refusal* refusal, Language language, std::string_view request_id) {
  JsonText json;
  json.open('{')
      .member("type", "urn:mingzhang:problem:" + std::string(code))
      .member("title", pick(language, sentence.zh, sentence.en))
      .member("status", status)
      .member("code", code);
  if (refusal != nullptr && !refusal->field.empty()) json.member("field", plain(refusal->field));
  if (refusal != nullptr && !refusal->detail.empty()) json.member("detail", plain(refusal->detail));
  json.member("request", request_id).close('}');
  return problem_response(status, json.take(), language);
}

/// The weight of one language in Accept-Language; negative when it is not named.
double weight_of(std::string_view accepted, std::string_view wanted) {
  double weight = -1;
  while (!accepted.empty()) {
    std::string_view range = accepted.substr(0, accepted.find(','));
    accepted.remove_prefix(std::min(accepted.size(), range.size() + 1));
    while (range.starts_with(' ')) range.remove_prefix(1);
    if (!range.starts_with(wanted)) continue;
    const std::string_view rest = range.substr(wanted.size());
    if (!rest.empty() && rest.front() != '-' && rest.front() != ';' && rest.front() != ' ')
      continue;
    double quality = 1;
    if (const std::size_t at = rest.find("q="); at != std::string_view::npos) {
      std::from_chars(rest.data() + at + 2, rest.data() + rest.size(), quality);
    }
    weight = std::max(weight, quality);
  }
  return weight;
}

}  // namespace

std::span<const Fault> all_faults() { return kFaults; }

const Fault& fault_of(int status) {
  const Fault* internal = &kFaults.front();
  for (const Fault& fault : kFaults) {
    if (fault.status == status) return fault;
    if (fault.status == 500) internal = &fault;
  }
  return *internal;
}

Language language_of(const http::Headers& headers) {
  const std::string_view accepted = headers.find("Accept-Language");
  return weight_of(accepted, "en") > std::max(0.0, weight_of(accepted, "zh")) ? Language::en
                                                                              : Language::zh;
}

int status_of(const Refusal& refusal) {
  switch (refusal_class(refusal.code)) {
    case RefusalClass::malformed:
      return 400;
    case RefusalClass::unauthorized:
      return 401;
    case RefusalClass::forbidden:
      return 403;
    case RefusalClass::not_found:
      return 404;
    case RefusalClass::conflict:
      return 409;
    case RefusalClass::rule:
      return 422;
    case RefusalClass::throttled:
      return 429;
    case RefusalClass::busy:
      return 503;
  }
  return 500;
}

http::Response problem_response(int status, std::string json, Language language) {
  http::Response response(status, "application/problem+json", std::move(json));
  response.headers.add("Content-Language", std::string(pick(language, "zh-CN", "en")));
  response.headers.add("Cache-Control", "no-store");
  return response;
}

http::Response problem(const Refusal& refusal, Language language, std::string_view request_id) {
  http::Response response = document(status_of(refusal), code_name(refusal.code),
                                     code_sentence(refusal.code), &refusal, language, request_id);
  if (response.status == 401) response.headers.add("WWW-Authenticate", "Bearer");
  if (response.status == 503) response.headers.add("Retry-After", "1");
  // The detail of a throttled refusal is how many seconds to wait.
  if (response.status == 429) response.headers.add("Retry-After", refusal.detail);
  return response;
}

http::Response problem(const Fault& fault, Language language, std::string_view request_id) {
  http::Response response =
      document(fault.status, fault.code, fault.sentence, nullptr, language, request_id);
  if (fault.status == 503) response.headers.add("Retry-After", "1");
  return response;
}

}  // namespace mingzhang::routes
