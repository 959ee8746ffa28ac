#include "api/http/message.h"

#include "api/http/text.h"

namespace mingzhang::http {

std::string_view Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (same_name(key, name)) return value;
  }
  return {};
}

}  // namespace mingzhang::http
