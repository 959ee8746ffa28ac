#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The little HTML that reports are made of: one file, no scripts, nothing fetched.
namespace mingzhang::audit {

/// Text as it may stand in an element or a quoted attribute.
std::string escaped(std::string_view text);

/// A table of text; every cell is escaped.
class HtmlTable {
 public:
  /// `heads`: one per column; a leading '>' sets the column to the right, as numbers are.
  HtmlTable(std::string_view caption, const std::vector<std::string_view>& heads);
  void row(const std::vector<std::string>& cells, bool strong = false);
  bool empty() const { return rows_.empty(); }
  std::string text() const;

 private:
  std::string caption_;
  std::vector<std::string> heads_;
  std::vector<bool> right_;
  std::string rows_;
};

/// A whole page. `style` is the only style there is: the policy in the page names its digest.
std::string html_page(std::string_view language, std::string_view title, std::string_view style,
                      std::string_view body);

}  // namespace mingzhang::audit
