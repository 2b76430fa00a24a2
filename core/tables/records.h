// The fixed-size records of the state: tickets, work, recent tickets, customers, agents.
//
// Each is canonical: it holds what decides and nothing of where it lies (places, list links and heap positions are kept beside, in the
// tables that derive them). Trivially copyable, no padding, so that an image can copy and a fingerprint can hash them as bytes.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "core/base/time.h"
#include "core/model/decision_note.h"
#include "core/model/ids.h"
#include "core/model/names.h"

namespace tidegate {

// An open ticket.
struct TicketRecord {
  std::uint64_t id = 0;
  KeyHash key;
  std::uint64_t payload_hash = 0;
  std::uint64_t customer = 0;
  std::uint64_t client = 0;
  Micros received_at = 0;
  Micros status_since = 0;
  Micros first_response_at = 0;  // 0 = none yet; the respond clock runs until then
  Micros order_key = 0;
  std::array<Micros, kClockCount> due{};      // kNever = no such clock
  std::array<Micros, kClockCount> next_at{};  // next step of a clock; kNever = none, or stopped
  std::uint64_t submit_seq = 0;
  std::uint32_t offers = 0;  // how often it was offered; the latest offer's token
  std::uint32_t rules_version = 0;
  std::uint16_t type = 0;
  std::uint16_t region = 0;
  std::array<std::uint16_t, kClockCount> fired_per_mille{};
  std::array<std::uint8_t, kClockCount> steps{};
  std::uint8_t channel = 0;
  std::uint8_t level = 0;
  std::uint8_t order_level = 0;
  std::uint8_t tier = 0;
  std::uint8_t status = 0;
  std::uint8_t live = 0;
  std::uint8_t declines = 0;  // remembered declines, in the decline table
  std::array<std::uint8_t, 7> zero{};
};
static_assert(sizeof(TicketRecord) == 152);

// The part of a ticket that exists while it is offered or assigned.
struct WorkRecord {
  std::uint64_t ticket = 0;
  Micros accept_by = 0;  // of an offer; 0 once accepted
  std::uint32_t agent = 0;
  std::uint32_t accept_within_ms = 0;
  DecisionNote note;
};
static_assert(sizeof(WorkRecord) == 56);

// A ticket that ended: compact and bounded (at most 96 bytes), for duplicates, queries and reopening. Spans are microseconds since
// received_at in 48 bits: nearly nine years.
struct RecentRecord {
  std::uint64_t id = 0;
  KeyHash key;
  std::uint64_t client = 0;
  std::uint64_t customer = 0;
  Micros received_at = 0;
  std::uint64_t ended_seq = 0;  // seq of the change that ended it: the order of eviction
  std::uint64_t submit_seq = 0;
  std::uint32_t agent = 0;
  std::uint32_t payload_hash = 0;  // low half
  std::array<std::uint8_t, 6> first_response_after{};
  std::array<std::uint8_t, 6> ended_after{};
  std::uint16_t type = 0;
  std::uint16_t region = 0;
  std::uint16_t result_code = 0;
  std::uint8_t channel = 0;
  std::uint8_t level = 0;
  std::uint8_t tier = 0;
  std::uint8_t overdue = 0;  // bit c = Clock c was missed
  std::array<std::uint8_t, 2> zero{};
};
static_assert(sizeof(RecentRecord) <= 96);

inline std::array<std::uint8_t, 6> PackSpan(Micros span) {
  std::array<std::uint8_t, 6> packed;
  std::memcpy(packed.data(), &span, packed.size());  // little-endian: the low 48 bits
  return packed;
}
inline Micros UnpackSpan(const std::array<std::uint8_t, 6>& packed) {
  Micros span = 0;
  std::memcpy(&span, packed.data(), packed.size());
  return span;
}

struct CustomerRecord {
  std::uint64_t id = 0;
  std::uint64_t contact_seq = 0;  // seq of the last contact: the order of eviction
  Micros contact_at = 0;
  Micros served_at = 0;          // when last_agent finished with him
  std::uint32_t last_agent = 0;  // 0 = nobody yet
  std::uint32_t zero = 0;
};
static_assert(sizeof(CustomerRecord) == 40);

struct AgentRecord {
  std::uint64_t session = 0;  // who speaks for him; 0 = nobody
  Micros idle_since = 0;      // since his last offer, or his sign-in
  Micros until = 0;           // end of wrap-up or grace; kNever otherwise
  Micros ramp_next_at = 0;    // kNever without a ramp-up
  std::uint64_t resolved = 0;
  std::uint32_t id = 0;
  std::uint32_t capacity = 0;
  std::uint32_t open_capacity = 0;  // of the capacity, what is usable now (ramp-up)
  std::uint32_t cost_per_hour_cents = 0;
  std::uint32_t offered = 0;
  std::uint32_t assigned = 0;
  std::uint8_t status = 0;      // AgentStatus
  std::uint8_t misses = 0;      // in a row
  std::uint8_t remembered = 0;  // declines of his that are remembered
  std::array<std::uint8_t, 5> zero{};
};
static_assert(sizeof(AgentRecord) == 72);

template <class Record>
concept CanonicalRecord = std::is_trivially_copyable_v<Record> && std::has_unique_object_representations_v<Record>;
static_assert(CanonicalRecord<TicketRecord> && CanonicalRecord<WorkRecord> && CanonicalRecord<RecentRecord> &&
              CanonicalRecord<CustomerRecord> && CanonicalRecord<AgentRecord>);

}  // namespace tidegate
