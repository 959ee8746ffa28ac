#pragma once

namespace mingzhang {

/// Prints where we were wrong and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace mingzhang

/// For internal invariants only; on in release; unreachable from any request or file.
#define MZ_ASSERT(condition) \
  ((condition) ? (void)0 : ::mingzhang::assertion_failed(#condition, __FILE__, __LINE__))
