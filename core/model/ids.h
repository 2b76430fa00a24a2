// The names of things: every id of the engine, and the hashes by which the outside names them.
#pragma once

#include <compare>
#include <cstdint>

#include "core/base/id.h"
#include "core/base/time.h"

namespace tidegate {

// A ticket's name for ever: day since 2010-01-01 UTC (14 bits) | partition (10) | counter of the day (40).
using TicketId = Id<struct TicketTag, std::uint64_t>;
// Agents are numbered from 1 in the order in which they were declared; the number is also their place in the agent table.
using AgentId = Id<struct AgentTag, std::uint32_t>;
// Who asks: the keyed hash of (workspace, role, name) of a hello. Made at the edge.
using ClientId = Id<struct ClientTag, std::uint64_t>;
// The keyed hash of (workspace, customer id). Made at the edge; 0 = the ticket names no customer.
using CustomerId = Id<struct CustomerTag, std::uint64_t>;
// Names of the catalog, numbered from 1 per kind in the order of their declaration; 0 = none named (no requirement).
using SkillId = Id<struct SkillTag, std::uint16_t>;
using RegionId = Id<struct RegionTag, std::uint16_t>;
using TypeId = Id<struct TypeTag, std::uint16_t>;
using ChannelId = Id<struct ChannelTag, std::uint8_t>;

// The keyed hash of (workspace, front end, external key): the front end's own name of a ticket. 128 bits, so that two keys never meet.
struct KeyHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend constexpr auto operator<=>(const KeyHash&, const KeyHash&) = default;
};

// The parts of a TicketId.
inline constexpr int kTicketDayBits = 14;        // 2010-01-01 .. 2054-11-10
inline constexpr int kTicketPartitionBits = 10;  // 1 024 partitions: design.md 3
inline constexpr int kTicketCounterBits = 40;
static_assert(kTicketDayBits + kTicketPartitionBits + kTicketCounterBits == 64);

inline constexpr Micros kTicketEpoch = 1'262'304'000 * kSecond;  // 2010-01-01T00:00:00Z

// No turn is later: in every time zone its day has a number.
inline constexpr Micros kTurnTimeMax = kTicketEpoch + ((Micros{1} << kTicketDayBits) - 2) * kDay;

constexpr TicketId MakeTicketId(std::uint32_t day, std::uint32_t partition, std::uint64_t counter) {
  return TicketId((static_cast<std::uint64_t>(day) << (kTicketPartitionBits + kTicketCounterBits)) |
                  (static_cast<std::uint64_t>(partition) << kTicketCounterBits) | counter);
}
constexpr std::uint32_t TicketDay(TicketId id) {
  return static_cast<std::uint32_t>(id.raw() >> (kTicketPartitionBits + kTicketCounterBits));
}
constexpr std::uint32_t TicketPartition(TicketId id) {
  return static_cast<std::uint32_t>(id.raw() >> kTicketCounterBits) & ((1u << kTicketPartitionBits) - 1);
}
constexpr std::uint64_t TicketCounter(TicketId id) { return id.raw() & ((std::uint64_t{1} << kTicketCounterBits) - 1); }

}  // namespace tidegate
