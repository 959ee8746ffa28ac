#pragma once

#include <tuple>

#include "ledger/fund/codec.h"

namespace mingzhang {

/// What `mingzhang backup` leaves beside the ledger once a copy is complete (LedgerFolder::
/// backup_note), so that whoever looks after the machine sees when the last one was made. It proves
/// nothing: the copy may be gone since.
struct BackupNote {
  Int<0, kIntMax> bytes;  ///< Of the copied database.
  TitleText<4096> place;  ///< The folder.
  Seq size = 0;           ///< So many entries it has at least: those there when it began.
  Timestamp time;         ///< When it was complete.

  static constexpr auto fields() {
    return std::tuple(field("bytes", &BackupNote::bytes), field("place", &BackupNote::place),
                      field("size", &BackupNote::size), field("time", &BackupNote::time));
  }
};

}  // namespace mingzhang
