// Repeats: whether a ticket is about the matter of an earlier one of its customer, and what may be done about that (domain.md 11).
//
// Same order, or same type and category as submitted, and a last contact so lately (`repeat.within`); another external key it has by being
// a ticket of its own. Reads what the customers table keeps of a customer: at most kRepeatsMax tickets, so all is O(1). On the engine's
// thread, inside a turn.
#pragma once

#include <array>
#include <cstdint>

#include "core/engine/decide.h"
#include "core/engine/tables.h"

namespace tidegate {

// What tells a ticket's matter.
struct Matter {
  std::uint64_t customer = 0;                // 0 = nobody's: it repeats nothing
  std::uint32_t order = 0;                   // low half of SubmitFacts::order
  std::uint16_t type = 0;                    // as submitted
  std::uint8_t category = 0;                 // the same
  std::uint64_t before = ~std::uint64_t{0};  // only tickets with a number below
};

// The earlier tickets about a matter, and the one of them that counts: open before resolved before over, then the latest contact.
struct Earlier {
  std::uint8_t repeats = 0;
  std::uint64_t ticket = 0;  // of a merged one the ticket that goes on
  RepeatOffer offer = RepeatOffer::kNone;
  Status status = Status::kNone;  // of that ticket; kNone = archived
};
Earlier FindEarlier(const Tables& tables, const Matter& matter, Micros now);

// All of them. Returns how many.
std::uint8_t AllEarlier(const Tables& tables, const Matter& matter, Micros now, std::array<std::uint64_t, kRepeatsMax>& tickets);

// Puts into the answer to a submit what was found.
void TellEarlier(const Earlier& earlier, Verdict& verdict);

// The same for a submit that is sent again, of a ticket that is still open: as things stand now.
Earlier EarlierOfOpen(const Tables& tables, std::uint32_t slot, Micros now);

}  // namespace tidegate
