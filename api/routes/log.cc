#include "api/routes/office.h"
#include "api/routes/problem.h"
#include "api/routes/route.h"
#include "api/witness/witnesses.h"
#include "ledger/stamped.h"
#include "ledger/tile_reader.h"
#include "ledger/tlog/proof.h"

/// The transparency log: c2sp.org/tlog-tiles. Hashes are public, contents are not.
namespace mingzhang::routes::handle {
namespace {

constexpr const char* kText = "text/plain; charset=utf-8";
/// What a full tile says never changes (c2sp.org/tlog-tiles, "Merkle tree").
constexpr const char* kForEver = "public, max-age=31536000, immutable";

http::Response not_there(const Call& call) {
  return problem(fault_of(404), call.language, call.request.id);
}

void answer_tile(Office& office, const CallPtr& call, std::string_view path, bool entries) {
  const std::optional<tlog::TileId> tile = tlog::parse_tile_path(path);
  if (!tile || (tile->level == tlog::TileId::kEntries) != entries) {
    return call->answer(not_there(*call));
  }
  // What no shown checkpoint covers is not shown either: it may still be lost.
  if (tlog::tile_width(shown_checkpoint(office).size, tile->level, tile->index) < tile->width) {
    return call->answer(not_there(*call));
  }
  const std::optional<Bytes> bytes = read_tile(*office.ledger.snapshot(), *tile);
  if (!bytes) return call->answer(not_there(*call));
  http::Response response(200, "application/octet-stream", std::string(text_of(*bytes)));
  response.headers.add("Cache-Control", entries ? "private, no-store" : kForEver);
  call->answer(std::move(response));
}

/// An empty note: there is none.
void answer_note(const CallPtr& call, std::string note) {
  if (note.empty()) return call->answer(not_there(*call));
  http::Response response(200, kText, std::move(note));
  response.headers.add("Cache-Control", "no-cache");
  call->answer(std::move(response));
}

}  // namespace

/// The newest there is, with the cosignatures it has by now: a reader who needs a quorum asks for
/// the other one, and one who needs the newest entry does not wait for witnesses.
void log_checkpoint(Office& office, const CallPtr& call) {
  std::string note = office.ledger.checkpoint();
  if (office.witnesses != nullptr) note = office.witnesses->with_cosignatures(std::move(note));
  answer_note(call, std::move(note));
}

void log_witnessed(Office& office, const CallPtr& call) {
  answer_note(call, office.witnesses == nullptr ? "" : office.witnesses->witnessed());
}

void log_timestamps(Office& office, const CallPtr& call) {
  std::string text;
  for (const std::uint64_t size : stamped_sizes(office.folder.timestamps())) {
    text += std::to_string(size) + "\n";
  }
  http::Response response(200, kText, std::move(text));
  response.headers.add("Cache-Control", "no-cache");
  call->answer(std::move(response));
}

void log_timestamp(Office& office, const CallPtr& call) {
  const std::string_view name = call->params[0];
  const std::filesystem::path path = office.folder.timestamps() / name;
  if (!is_stamped_name(name) || !std::filesystem::exists(path)) {
    return call->answer(not_there(*call));
  }
  const bool token = name.ends_with(".tsr");
  http::Response response(200, token ? "application/timestamp-reply" : kText, read_file(path));
  response.headers.add("Cache-Control", kForEver);
  call->answer(std::move(response));
}

void log_vkey(Office& office, const CallPtr& call) {
  call->answer(http::Response(200, kText, office.vkey + "\n"));
}

void log_tile(Office& office, const CallPtr& call) {
  answer_tile(office, call, "tile/" + call->params[0], false);
}

void log_entries(Office& office, const CallPtr& call) {
  answer_tile(office, call, "tile/entries/" + call->params[0], true);
}

/// That an entry is in the log, without what it says: index, path, checkpoint.
void log_proof(Office& office, const CallPtr& call) {
  const Result<Seq> seq = seq_of("seq", call->params[0]);
  if (!seq) return call->refuse(seq.error());
  std::optional<tlog::Proof> proof =
      prove(*office.ledger.snapshot(), *seq, shown_checkpoint(office));
  if (!proof) return call->refuse({Code::entry_unknown, "seq", call->params[0]});
  proof->extra.reset();
  http::Response response(200, kText, tlog::to_text(*proof));
  response.headers.add("Cache-Control", "no-cache");
  call->answer(std::move(response));
}

}  // namespace mingzhang::routes::handle
