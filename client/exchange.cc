#include "client/exchange.h"

#include <algorithm>

namespace mingzhang::client {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return small;
}

}  // namespace

std::string Response::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

Exchange::Exchange(const Request& request) : request_(request), size_(request.body.size()) {
  if (request.upload.empty()) return;
  std::error_code error;
  size_ = std::filesystem::file_size(request.upload, error);
  if (!error) file_.open(request.upload, std::ios::binary);
  if (error || !file_) {
    throw HttpsError(HttpsError::Kind::bad_file, request.upload.string() + " cannot be read");
  }
}

bool Exchange::read(char* out, std::size_t room, std::size_t& count) {
  count = static_cast<std::size_t>(std::min<std::uint64_t>(room, size_ - at_));
  if (request_.upload.empty()) {
    std::copy_n(request_.body.data() + at_, count, out);
  } else if (!file_.read(out, static_cast<std::streamsize>(count))) {
    failure = std::make_exception_ptr(HttpsError(
        HttpsError::Kind::bad_file, request_.upload.string() + " changed while it was sent"));
    return false;
  }
  at_ += count;
  return true;
}

bool Exchange::seek(std::uint64_t offset) {
  if (offset > size_) return false;
  at_ = offset;
  if (!request_.upload.empty()) {
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(offset));
  }
  return request_.upload.empty() || static_cast<bool>(file_);
}

bool Exchange::take(std::string_view piece) {
  too_large = piece.size() > request_.body_bytes_max - response.body.size();
  if (!too_large) response.body += piece;
  return !too_large;
}

void Exchange::take_header(std::string_view line) {
  // Each answer of several (100, then 200) has a head of its own: the last one counts.
  if (line.starts_with("HTTP/")) response.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || response.headers.size() >= Response::kHeadersMax) return;
  response.headers.insert_or_assign(in_small_letters(trimmed(line.substr(0, colon))),
                                    std::string(trimmed(line.substr(colon + 1))));
}

bool Exchange::tell(std::uint64_t done) {
  if (!request_.progress || size_ == 0) return true;
  try {
    request_.progress(done, size_);
    return true;
  } catch (...) {
    failure = std::current_exception();
    return false;
  }
}

}  // namespace mingzhang::client
