#pragma once

#include <memory>
#include <string>

namespace mingzhang::routes {

/// api/openapi.yaml as it was when this program was built.
std::shared_ptr<const std::string> contract_text();

}  // namespace mingzhang::routes
