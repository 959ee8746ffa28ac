#include "api/http/gzip.h"

#include <zlib.h>

#include "ledger/base/assert.h"

namespace mingzhang::http {

std::string gzip(std::string_view text) {
  constexpr int kLevel = 4;  // Of 9: JSON becomes hardly smaller above, and takes twice as long.
  constexpr int kGzipFormat = 15 + 16;
  constexpr int kMemoryDefault = 8;
  z_stream stream{};
  MZ_ASSERT(deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipFormat, kMemoryDefault,
                         Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  // zlib takes a pointer to what it only reads.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  MZ_ASSERT(done == Z_STREAM_END);  // The bound was kept: the text is whole.
  return out;
}

}  // namespace mingzhang::http
