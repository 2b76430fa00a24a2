// BodyRing: the texts of recent tickets, found by the seq of their Submitted change, so that offers carry them.
//
// One owner (the outbox). Keeps whole committed records: Add swaps a record in and an old one's memory out, so a text is never copied. The
// changes of a record are indexed at the first lookup in it: a floor that only submits pays nothing. Add O(1) amortised; FindBody
// O(log records), and once per record O(its changes). Bounded by bytes; the oldest records leave.
// Not here: texts older than the ring (the reader of the journal has them).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ids.h"
#include "protocol/reply_encoder.h"

namespace tidegate {

// The encoded Body in a committed record, when the change at `submit_seq` is the Submitted of `ticket`.
std::optional<std::string_view> BodyInRecord(std::string_view record, std::uint64_t submit_seq, TicketId ticket);

class BodyRing final : public BodyLookup {
 public:
  explicit BodyRing(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  // Takes a committed record with submits in it; records come in the order of their seqs. `record` gets memory for reuse.
  void Add(std::string& record);

  // Valid until the next Add.
  std::optional<std::string_view> FindBody(std::uint64_t submit_seq, TicketId ticket) override;

  std::size_t bytes() const { return bytes_; }

 private:
  struct Place {
    std::uint64_t seq = 0;
    std::uint32_t offset = 0;  // of the entry in the record
  };
  struct Kept {
    std::string record;
    std::uint64_t first_seq = 0;
    std::uint64_t last_seq = 0;
    std::vector<Place> submits;  // ascending
    bool indexed = false;
  };
  static void IndexSubmits(Kept& kept);
  void DropOldest();

  std::size_t bytes_max_;
  std::size_t bytes_ = 0;  // capacity of the records kept
  std::deque<Kept> kept_;
  std::vector<Place> spare_places_;
  std::string spare_record_;
};

}  // namespace tidegate
