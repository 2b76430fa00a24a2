#include "persistence/journal_chain.h"

#include <fmt/format.h>

#include <cstring>

#include "core/base/check.h"
#include "core/model/turn_record.h"

namespace tidegate {
namespace {

TurnHeader HeaderOf(std::string_view record) {
  CHECK_GE(record.size(), sizeof(TurnHeader));
  TurnHeader header;
  std::memcpy(&header, record.data(), sizeof header);
  return header;
}

constexpr std::string_view kNextStep =
    "Next: start nothing on it, copy the data directory as it is, check the disk, and restore the whole directory from a backup";

}  // namespace

absl::Status JournalDamage(std::string_view place, std::uint64_t seq, std::string_view what) {
  return absl::DataLossError(fmt::format("journal {} is damaged at seq {}: {}. {}", place, seq, what, kNextStep));
}

JournalPosition PositionAfter(std::string_view record) {
  const TurnHeader header = HeaderOf(record);
  return JournalPosition{header.first_seq + header.change_count - 1, header.checksum};
}

JournalPosition PositionBefore(std::string_view record) {
  const TurnHeader header = HeaderOf(record);
  return JournalPosition{header.first_seq - 1, header.previous};
}

ChainWalk ChainWalk::BelievingPast(std::string place, std::uint64_t first_seq) {
  ChainWalk walk(std::move(place), JournalPosition{first_seq - 1, 0});
  walk.believe_past_ = true;
  return walk;
}

absl::Status ChainWalk::Next(std::string_view& rest, std::string_view& record) {
  CHECK(!rest.empty());
  const std::uint64_t expected = position_.seq + 1;
  if (rest.size() < sizeof(TurnHeader)) return JournalDamage(place_, expected, "the record is shorter than its header");
  const TurnHeader header = HeaderOf(rest);
  if (header.bytes < sizeof header || header.bytes > rest.size()) {
    return JournalDamage(place_, expected, fmt::format("the record claims {} bytes, {} are there", header.bytes, rest.size()));
  }
  record = rest.substr(0, header.bytes);
  if (const char* wrong = VerifyRecord(record)) return JournalDamage(place_, expected, wrong);
  if (header.first_seq != expected || header.change_count == 0) {
    return JournalDamage(
        place_, expected,
        fmt::format("the record holds {} changes from seq {} on; records are missing or doubled", header.change_count, header.first_seq));
  }
  if (!believe_past_ && header.previous != position_.chain) {
    return JournalDamage(
        place_, expected,
        fmt::format("the chain is broken: the record follows {:016x}, the one before is {:016x}", header.previous, position_.chain));
  }
  believe_past_ = false;
  position_ = PositionAfter(record);
  rest.remove_prefix(header.bytes);
  return absl::OkStatus();
}

absl::Status CheckHighWater(std::string_view place, const JournalPosition& mark, const JournalPosition& end,
                            const JournalPosition* at_mark) {
  if (mark.seq > end.seq) {
    return absl::DataLossError(fmt::format(
        "journal {} ends at seq {}, but seq {} was acknowledged as durable (high_water): the changes from seq {} on are lost. {}", place,
        end.seq, mark.seq, end.seq + 1, kNextStep));
  }
  if (at_mark == nullptr || at_mark->chain != mark.chain) {
    return absl::DataLossError(
        fmt::format("journal {} is not the one that high_water belongs to: they differ at or before seq {} (chain {:016x} in the journal, "
                    "{:016x} in high_water). {}",
                    place, mark.seq, at_mark == nullptr ? 0 : at_mark->chain, mark.chain, kNextStep));
  }
  return absl::OkStatus();
}

}  // namespace tidegate
