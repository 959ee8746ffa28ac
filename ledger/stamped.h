#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ledger/store/store.h"

/// Checkpoints that a time-stamp authority stamped (RFC 3161, docs/format.md §14), as a folder
/// keeps them: SIZE.checkpoint, the signed note; SIZE.tsr, the response for its SHA-256, DER.
namespace mingzhang {

struct Stamped {
  std::uint64_t size = 0;
  std::string note;
  std::string response;
};

/// "36.tsr", "36.checkpoint": the names of their files.
std::string stamped_response_name(std::uint64_t size);
std::string stamped_note_name(std::uint64_t size);
/// Whether a text is such a name.
bool is_stamped_name(std::string_view name);

/// The sizes of those in a folder, ascending; none where there is no such folder. Other files are
/// left out. Errors: std::filesystem::filesystem_error.
std::vector<std::uint64_t> stamped_sizes(const std::filesystem::path& folder);
/// What a folder has, ascending; where a note is missing it is empty. Errors: std::runtime_error: a
/// file is larger than any can be; std::system_error.
std::vector<Stamped> read_all_stamped(const std::filesystem::path& folder);
/// Makes the folder where there is none; on the disk when it returns, the response last. Threads:
/// one. Errors: as write_file.
void write_stamped(const std::filesystem::path& folder, const Stamped& stamped);

/// The last checkpoint whose entries were all written before a moment; none when the first entry
/// was not. Entries' times never go back. Errors: StoreError.
std::optional<store::CheckpointRow> last_checkpoint_before(store::Rows& rows, Timestamp moment);

}  // namespace mingzhang
