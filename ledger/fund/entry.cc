#include "ledger/fund/entry.h"

#include <array>

#include "ledger/base/sha256.h"
#include "ledger/fund/kind.h"

namespace mingzhang {
namespace {

constexpr std::size_t kKindBytesMax = 40;
constexpr std::array kKeys{
    KeyName{"actor", true}, KeyName{"body", true}, KeyName{"fund", false},
    KeyName{"kind", true},  KeyName{"prev", true}, KeyName{"private", false},
    KeyName{"salt", true},  KeyName{"seq", true},  KeyName{"time", true},
    KeyName{"v", true},
};

/// `"private":[…]`, absent when there is none.
bool read_commitments(JsonReader& reader, std::vector<Hash>& commitments) {
  commitments.clear();
  if (!reader.take_key<"private">(false)) return true;
  List<Hash, kCommitmentsMax> list;
  if (!read_value(reader, list)) return reader.within("private");
  commitments = std::move(list.items);
  return true;
}

template <KeyText Key, class T>
bool read_key(JsonReader& reader, const char* entry, T& value) {
  constexpr bool kFirst = Key.name() == kKeys.front().name;
  if (!reader.take_key<Key>(kFirst)) return reader.fail_keys(entry, kKeys);
  return read_value(reader, value) || reader.within(Key.name());
}

/// The body comes before the kind in the bytes. First try the kind that is most likely; when that
/// is wrong, skip the body and come back to it once the kind is known.
bool read_body(JsonReader& reader, const char* start, const Kind* hint, BodyArena* arena,
               Entry& entry, std::string_view& skipped) {
  if (!reader.take_key<"body">(false)) return reader.fail_keys(start, kKeys);
  if (hint != nullptr) {
    const char* const body = reader.place();
    entry.body = hint->read(reader, arena);
    if (entry.body) {
      entry.kind = hint;
      return true;
    }
    reader.go_back(body);
  }
  return reader.skip(skipped) || reader.within("body");
}

bool read_kind(JsonReader& reader, const char* start, Entry& entry, std::string_view skipped) {
  if (!reader.take_key<"kind">(false)) return reader.fail_keys(start, kKeys);
  const char* const place = reader.place();
  std::string_view same;
  if (entry.kind != nullptr && reader.take_ascii(same)) {
    if (same == entry.kind->name) return true;
    reader.go_back(place);
  }
  std::string name;
  if (!reader.text(kKindBytesMax, name)) return reader.within("kind");
  const Kind* const kind = find_kind(name);
  if (kind == nullptr) {
    reader.fail(Code::kind_unknown, is_printable_ascii(name) ? name : "");
    return reader.within("kind");
  }
  if (skipped.empty()) return false;  // The hint was wrong but fitted.
  entry.kind = kind;
  Result<std::shared_ptr<const Body>> body = decode_body(*kind, skipped);
  if (!body) {
    reader.fail(std::move(body.error()));
    return reader.within("body");
  }
  entry.body = std::move(*body);
  return true;
}

bool read_tail(JsonReader& reader, const char* start, Entry& entry) {
  if (!read_key<"prev">(reader, start, entry.prev) ||
      !read_commitments(reader, entry.commitments) ||
      !read_key<"salt">(reader, start, entry.salt) || !read_key<"seq">(reader, start, entry.seq) ||
      !read_key<"time">(reader, start, entry.time)) {
    return false;
  }
  Int<1, 1> version;
  if (!read_key<"v">(reader, start, version)) {
    if (reader.refusal().code == Code::number_out_of_range) {
      reader.fail(Code::version_unknown);
      reader.within("v");
    }
    return false;
  }
  if (!reader.take('}')) return reader.fail_keys(start, kKeys);
  return reader.done() || reader.fail(Code::json_malformed);
}

bool read_entry(JsonReader& reader, const Kind* hint, BodyArena* arena, Entry& entry) {
  const char* const start = reader.place();
  std::string_view skipped;
  if (!reader.take('{')) return reader.fail(Code::json_malformed);
  if (!read_key<"actor">(reader, start, entry.actor) ||
      !read_body(reader, start, hint, arena, entry, skipped)) {
    return false;
  }
  if (reader.take_key<"fund">(false) && !read_value(reader, entry.fund)) {
    return reader.within("fund");
  }
  return read_kind(reader, start, entry, skipped) && read_tail(reader, start, entry);
}

void decode_in_place(std::string_view bytes, const Kind* hint, BodyArena* arena,
                     Result<Entry>& result) {
  JsonReader reader(bytes);
  if (bytes.size() > kEntryBytesMax) {
    result = refuse(Code::entry_too_large);
  } else if (!read_entry(reader, hint, arena, *result)) {
    // The hint is for speed: no entry is refused because of it.
    result = hint == nullptr ? std::unexpected(reader.refusal()) : decode(bytes);
  }
}

}  // namespace

void encode(const Entry& entry, std::string& out) {
  JsonWriter writer(out);
  writer.raw("{\"actor\":");
  write_value(writer, entry.actor);
  writer.raw(",\"body\":");
  entry.kind->write(writer, *entry.body);
  if (!entry.fund.empty()) {
    writer.raw(",\"fund\":");
    write_value(writer, entry.fund);
  }
  writer.raw(",\"kind\":");
  writer.text(entry.kind->name);
  writer.raw(",\"prev\":");
  write_value(writer, entry.prev);
  if (!entry.commitments.empty()) {
    writer.raw(",\"private\":");
    char separator = '[';
    for (const Hash& commitment : entry.commitments) {
      writer.raw(separator);
      write_value(writer, commitment);
      separator = ',';
    }
    writer.raw(']');
  }
  writer.raw(",\"salt\":");
  write_value(writer, entry.salt);
  writer.raw(",\"seq\":");
  write_value(writer, entry.seq);
  writer.raw(",\"time\":");
  write_value(writer, entry.time);
  writer.raw(",\"v\":1}");
}

std::string encode(const Entry& entry) {
  std::string out;
  out.reserve(512);
  encode(entry, out);
  return out;
}

Result<Entry> decode(std::string_view bytes, const Kind* hint) {
  Result<Entry> result;  // The only thing that is returned: it is made where the caller wants it.
  decode_in_place(bytes, hint, nullptr, result);
  return result;
}

void decode(std::string_view bytes, const Kind* hint, BodyArena& arena, Result<Entry>& result) {
  decode_in_place(bytes, hint, &arena, result);
}

Result<std::shared_ptr<const Body>> decode_body(const Kind& kind, std::string_view json) {
  JsonReader reader(json);
  std::shared_ptr<const Body> body = kind.read(reader, nullptr);
  if (!body) return std::unexpected(reader.refusal());
  if (!reader.done()) return refuse(Code::json_malformed);
  return body;
}

Hash target_digest(std::string_view kind, std::string_view fund, std::string_view body,
                   const std::vector<Hash>& commitments) {
  // No part but the body can hold a line feed, so that the parts cannot run into each other.
  std::string head = std::string(kind) + "\n" + std::string(fund) + "\n";
  for (const Hash& commitment : commitments) head += to_hex(commitment.view()) + "\n";
  return sha256({bytes_of(head), bytes_of(body)});
}

std::vector<Refusal> check_link(const Link& link, const Entry& entry) {
  std::vector<Refusal> broken;
  if (entry.seq != link.size) broken.push_back({Code::seq_wrong, "seq", {}});
  if (entry.prev != link.leaf) broken.push_back({Code::prev_wrong, "prev", {}});
  if (entry.time < link.time) broken.push_back({Code::time_backwards, "time", {}});
  return broken;
}

}  // namespace mingzhang
