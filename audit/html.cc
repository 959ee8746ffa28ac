#include "audit/html.h"

#include <fmt/format.h>

#include "ledger/base/sha256.h"

namespace mingzhang::audit {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

HtmlTable::HtmlTable(std::string_view caption, const std::vector<std::string_view>& heads)
    : caption_(caption) {
  for (std::string_view head : heads) {
    right_.push_back(head.starts_with('>'));
    if (right_.back()) head.remove_prefix(1);
    heads_.emplace_back(head);
  }
}

void HtmlTable::row(const std::vector<std::string>& cells, bool strong) {
  rows_ += strong ? "<tr class=\"sum\">" : "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    rows_ += fmt::format("<td{}>{}</td>", right_.at(i) ? " class=\"n\"" : "", escaped(cells[i]));
  }
  rows_ += "</tr>\n";
}

std::string HtmlTable::text() const {
  std::string out = "<table>";
  if (!caption_.empty()) out += "<caption>" + escaped(caption_) + "</caption>";
  out += "\n<thead><tr>";
  for (std::size_t i = 0; i < heads_.size(); ++i) {
    out += fmt::format("<th scope=\"col\"{}>{}</th>", right_[i] ? " class=\"n\"" : "",
                       escaped(heads_[i]));
  }
  return out + "</tr></thead>\n<tbody>\n" + rows_ + "</tbody></table>\n";
}

std::string html_page(std::string_view language, std::string_view title, std::string_view style,
                      std::string_view body) {
  const std::string digest = to_base64(sha256(bytes_of(style)).view());
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n"
      "<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      language, digest, escaped(title), style, body);
}

}  // namespace mingzhang::audit
