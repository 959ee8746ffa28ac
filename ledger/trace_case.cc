#include "ledger/trace_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/payment.h"

namespace mingzhang {
namespace {

/// In this order a payment takes from the pools of its case.
int rank_of(const Pool* pool) {
  if (pool == nullptr) return 4;
  switch (pool->purpose.type) {
    case PurposeType::village:
      return 0;
    case PurposeType::cause:
      return 1;
    case PurposeType::county:
      return 2;
    case PurposeType::none:
    case PurposeType::campaign:
      return 3;
  }
  return 4;
}

class CaseReader {
 public:
  explicit CaseReader(TraceRows& rows) : rows_(rows) {}

  void read(const Entry& entry) {
    if (entry.kind == &kinds::case_opened()) {
      money_.household = entry.as<CaseOpened>().household;
    } else if (entry.kind == &kinds::aid_paid()) {
      pay(entry.seq, entry.as<AidPaid>());
    } else if (entry.kind == &kinds::aid_returned()) {
      send_back(entry.seq, entry.as<AidReturned>());
    } else if (entry.kind == &kinds::aid_delivered()) {
      const auto& body = entry.as<AidDelivered>();
      if (PaidLine* const line = line_of(body.batch, body.line.value)) line->delivered = true;
    } else if (!rows_.taken_by(entry.seq).empty()) {
      free(entry.seq);
    }
  }
  CaseMoney take() { return std::move(money_); }

 private:
  PaidLine* line_of(const Id& batch, std::int64_t number) {
    const auto it = std::find_if(
        money_.lines.begin(), money_.lines.end(),
        [&](const PaidLine& line) { return line.batch == batch && line.line == number; });
    return it == money_.lines.end() ? nullptr : &*it;
  }

  /// The rows of an entry that took what a case has must be exactly these.
  void expect(Seq by, std::vector<Place> places) {
    std::sort(places.begin(), places.end());
    if (rows_.taken_by(by) != places) {
      rows_.damage(RowFault::differs, fmt::format("taken({},…)", by));
    }
  }

  void pay(Seq seq, const AidPaid& body) {
    PaidLine line;
    line.payment = seq;
    line.batch = body.batch;
    line.line = body.line.value;
    line.source = body.source;
    std::vector<Place> fresh = rows_.taken_by(seq);
    for (const Place& place : take_held(body.source, body.amount.fen())) {
      if (std::erase(fresh, place) != 1) {
        rows_.damage(RowFault::differs, fmt::format("taken({},…)", seq));
      }
      line.pieces.push_back(place);
    }
    std::stable_sort(fresh.begin(), fresh.end(), [&](const Place& a, const Place& b) {
      return rank_of(rows_.pool(a.pool)) < rank_of(rows_.pool(b.pool));
    });
    line.pieces.insert(line.pieces.end(), fresh.begin(), fresh.end());
    money_.lines.push_back(std::move(line));
  }

  std::vector<Place> take_held(Source source, std::int64_t fen) {
    std::vector<Place> places;
    for (HeldFen& held : money_.held) {
      const std::int64_t count = std::min(fen, held.place.fen());
      if (held.source != source || count == 0) continue;
      places.push_back({held.place.pool, held.place.start, held.place.start + count});
      held.place.start += count;
      fen -= count;
    }
    std::erase_if(money_.held, [](const HeldFen& held) { return held.place.fen() == 0; });
    return places;
  }

  void send_back(Seq seq, const AidReturned& body) {
    PaidLine* const line = line_of(body.batch, body.line.value);
    if (line == nullptr) return rows_.damage(RowFault::missing, fmt::format("entry {}", seq));
    const std::vector<Place> back = take_last(*line, body.amount.fen());
    line->returned += body.amount.fen();
    if (body.next == AfterReturn::cancel) return expect(seq, back);
    for (const Place& place : back) money_.held.push_back({place, line->payment, line->source});
  }

  static std::vector<Place> take_last(PaidLine& line, std::int64_t fen) {
    const std::int64_t all = sum_of(line.pieces);
    const std::int64_t kept = std::max<std::int64_t>(0, all - fen);
    std::vector<Place> back = slice(line.pieces, kept, all - kept);
    line.pieces = slice(line.pieces, 0, kept);
    return back;
  }

  /// What is held goes back to its pools.
  void free(Seq seq) {
    std::vector<Place> places;
    for (const HeldFen& held : money_.held) places.push_back(held.place);
    expect(seq, std::move(places));
    money_.held.clear();
  }

  TraceRows& rows_;
  CaseMoney money_;
};

}  // namespace

const PaidLine* CaseMoney::line_of(Seq payment) const {
  const auto it = std::find_if(lines.begin(), lines.end(),
                               [&](const PaidLine& line) { return line.payment == payment; });
  return it == lines.end() ? nullptr : &*it;
}

CaseMoney read_case(TraceRows& rows, const Id& id) {
  CaseReader reader(rows);
  for (const Seq seq : rows.entries_of("case:" + id.str())) {
    if (const Entry* const entry = rows.entry(seq)) reader.read(*entry);
  }
  return reader.take();
}

}  // namespace mingzhang
