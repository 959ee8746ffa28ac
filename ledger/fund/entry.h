#pragma once

#include <memory>
#include <memory_resource>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/base/time.h"
#include "ledger/fund/codec.h"

namespace mingzhang {

struct Kind;

/// The body of one kind; the kind's struct is inside (`Entry::as`).
class Body {
 public:
  virtual ~Body() = default;
};

template <class T>
class BodyOf final : public Body {
 public:
  BodyOf() = default;
  explicit BodyOf(T v) : value(std::move(v)) {}

  T value;
};

/// Where bodies are made that are decoded together and go together: side by side, and without
/// `malloc`, for whose lock the threads of a verification would wait. It outlives every entry that
/// has one of its bodies. Threads: one at a time; the last may be another.
class BodyArena {
 public:
  BodyArena() = default;
  ~BodyArena() { clear(); }
  BodyArena(const BodyArena&) = delete;
  BodyArena& operator=(const BodyArena&) = delete;

  template <class T>
  BodyOf<T>* make() {
    void* const place = memory_.allocate(sizeof(BodyOf<T>), alignof(BodyOf<T>));
    auto* const body = new (place) BodyOf<T>;
    if constexpr (!std::is_trivially_destructible_v<T>) bodies_.push_back(body);
    return body;
  }
  /// Ends every body; the memory is used again.
  void clear() {
    for (Body* const body : bodies_) std::destroy_at(body);
    bodies_.clear();
    memory_.release();
  }

 private:
  static constexpr std::size_t kRoomBytes = 192 << 10;

  std::unique_ptr<std::byte[]> room_ = std::make_unique_for_overwrite<std::byte[]>(kRoomBytes);
  std::pmr::monotonic_buffer_resource memory_{room_.get(), kRoomBytes};
  std::vector<Body*> bodies_;  ///< Those that have something to give back.
};

/// An empty body. What is made in an arena is owned by it: the pointer counts nothing, because the
/// threads of a verification would wait for the count.
template <class T>
std::shared_ptr<BodyOf<T>> make_body(BodyArena* arena) {
  if (arena == nullptr) return std::make_shared<BodyOf<T>>();
  return {std::shared_ptr<void>(), arena->make<T>()};
}

inline constexpr std::size_t kEntryBytesMax = 65535;
inline constexpr std::size_t kCommitmentsMax = 32;
inline constexpr int kFormatVersion = 1;

/// What somebody wants written: an entry without its place, salt and time. Values are shared and
/// never changed once made.
struct Command {
  Id actor;
  Id fund;  ///< Empty where the kind belongs to no fund.
  const Kind* kind = nullptr;
  std::shared_ptr<const Body> body;
  std::vector<Hash> commitments;  ///< `private`: HMACs of the details (design §4).

  template <class T>
  const T& as() const {
    return static_cast<const BodyOf<T>&>(*body).value;
  }
};

/// One line of the books (design §4).
struct Entry : Command {
  Hash prev;
  Salt salt;
  Seq seq = 0;
  Timestamp time;
};

/// The canonical bytes (RFC 8785): what is hashed and stored. Appends to `out`.
/// Pre: a kind and its body.
void encode(const Entry& entry, std::string& out);
std::string encode(const Entry& entry);

/// Accepts exactly what `encode` writes. `hint`, for speed: the kind that is most likely, or null.
/// Errors: any of the class malformed; `field` is the path from the entry. Any input is safe.
Result<Entry> decode(std::string_view bytes, const Kind* hint = nullptr);
/// The same in place, the body in `arena`. Pre: `result` is an empty entry.
void decode(std::string_view bytes, const Kind* hint, BodyArena& arena, Result<Entry>& result);

/// Decodes a body alone, as in a proposal. Errors: as decode.
Result<std::shared_ptr<const Body>> decode_body(const Kind& kind, std::string_view json);
/// SHA-256 over what a proposal and its target must share byte for byte: kind, fund, body without
/// `proposal`, and private.
Hash target_digest(std::string_view kind, std::string_view fund, std::string_view body,
                   const std::vector<Hash>& commitments);

/// Where the chain stands: what the next entry must follow.
struct Link {
  Seq size = 0;
  Hash leaf;       ///< Of entry size - 1; zeros when there is none.
  Timestamp time;  ///< Of entry size - 1.
};

/// What breaks the chain at `entry`, in this order: seq_wrong, prev_wrong, time_backwards.
std::vector<Refusal> check_link(const Link& link, const Entry& entry);

}  // namespace mingzhang
