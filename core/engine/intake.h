// Intake: tickets come in: submitted, planned ones when their time has come, and those that the engine makes (making.h).
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"
#include "core/model/ids.h"
#include "core/model/names.h"

namespace tidegate {

// The number of the next ticket that comes in.
TicketId NextTicketId(const Tables& tables, Micros now);

// What decides the clocks of a ticket, its order and who may take it.
struct Intake {
  TicketId ticket;
  Level level = Level::kNormal;
  CustomerTier tier = CustomerTier::kOrdinary;
  TypeId type;
  RegionId region;
  ChannelId channel;
  Micros counts_from = 0;
  std::uint8_t category = 0;  // ComplaintCategory
  std::uint64_t tags = 0;
  TicketOrigin origin = TicketOrigin::kCustomer;
  RuleOutput level_from = RuleOutput::kNone;  // what gave the level
};

// Its entry into the pool under the rules in force.
Classified EntryOf(const Tables& tables, const Intake& intake);

// The not-before time of a planned ticket has come: its clocks begin to run and it is dispatched, as a submit of this moment would be.
// What the rules made of it when it was submitted stands.
void EnterPlanned(Emitter& emit, std::uint32_t slot);

}  // namespace tidegate
