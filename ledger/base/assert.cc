#include "ledger/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace mingzhang {

void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: our mistake, please report it: %s\n", file, line, condition);
  std::abort();
}

}  // namespace mingzhang
