// Changes of what was said and done about an open ticket.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/changes/asker.h"

namespace tidegate {

// First contact with the customer: stops the respond clock.
struct ContactReported {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros order_key = 0;  // from now: due of the next running clock
  std::uint32_t agent = 0;
  std::uint32_t status = 0;  // Status from now
};

struct NodeReported {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;
  std::uint32_t status = 0;
};

// The customer wrote. Tail: the text.
struct MessageReceived {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros stale_at = kNever;
  std::uint32_t status = 0;  // Status from now
  std::uint32_t zero = 0;
};

// A message to the customer. Tail: the text.
struct MessageSent {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros order_key = 0;  // from now
  Micros stale_at = kNever;
  std::uint32_t agent = 0;
  std::uint8_t kind = 0;            // MessageKind
  std::uint8_t first_response = 0;  // 1 = stops the respond clock
  std::uint8_t status = 0;          // Status from now
  std::uint8_t zero = 0;
};
static_assert(sizeof(MessageSent) == 56);

// A time was given to the customer; its clock follows as a ClockSet. Tail: the interim solution, if one was given.
struct Promised {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros promised_at = 0;
  Micros stale_at = kNever;
  std::uint32_t agent = 0;
  std::uint32_t zero = 0;
};

// It was said that the customer is to be given a time; not again until one was.
struct PromiseAsked {
  std::uint64_t ticket = 0;
};

// A note, the end of a call, or the watchdog's word. Tail: the note.
struct Touched {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros stale_at = kNever;
  std::uint32_t agent = 0;
  std::uint8_t kind = 0;        // TouchKind
  std::uint8_t stale_told = 0;  // 1 = the agent was told; the supervisor is next
  std::uint8_t waits = 0;       // 1 = its agent is away: the watchdog begins anew when he is back
  std::uint8_t zero = 0;
};
static_assert(sizeof(Touched) == 48);

// Somebody was shown the personal data of a ticket unmasked. Tail: the name of the client.
struct Looked {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;  // who had it then; 0 = nobody
  std::uint8_t role = 0;    // Role of who looked
  std::array<std::uint8_t, 3> zero{};
};

}  // namespace tidegate
