#pragma once

#include <memory>

#include "ledger/base/bytes.h"

namespace mingzhang {

/// FIPS 180-4 SHA-256 of bytes that come in pieces. Threads: one at a time.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  void add(ByteView bytes);
  /// The digest of all that was added; nothing more may be added.
  Hash finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace mingzhang
