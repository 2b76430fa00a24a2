#include "core/engine/making.h"

#include <array>
#include <cstring>
#include <string>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/engine/deadlines.h"
#include "core/engine/intake.h"
#include "core/model/body.h"
#include "core/model/matching_rules.h"
#include "core/model/submit_facts.h"

namespace tidegate {

bool HasPlaceForMade(const Tables& tables) { return tables.tickets.size() < tables.limits.tickets_max; }

std::uint32_t MakeTicket(Emitter& emit, const MadeTerms& terms) {
  const Tables& tables = emit.tables();
  CHECK(HasPlaceForMade(tables));
  CHECK(terms.origin != TicketOrigin::kCustomer && terms.type && terms.channel);
  CHECK_LE(terms.skills.size(), static_cast<std::size_t>(kRequirementSkillsMax));
  const TicketId ticket = NextTicketId(tables, emit.now());
  const std::uint64_t customer = terms.customer.raw();
  if (customer != 0 && tables.customers.Find(customer) == nullptr && tables.customers.full()) {
    emit.Emit(CustomerEvicted{.customer = tables.customers.Oldest()});
  }
  SubmitFacts facts;
  facts.order = terms.order;
  facts.category = terms.category;
  const auto skills = static_cast<std::uint8_t>(terms.skills.size());
  std::array<char, SubmitClaimsBytes(kRequirementSkillsMax)> claims;
  std::memcpy(claims.data(), &facts, sizeof facts);
  if (skills != 0) std::memcpy(claims.data() + sizeof facts, terms.skills.data(), skills * sizeof(SkillLevel));
  Body body;
  body[BodyField::kCustomer] = terms.customer_name;
  body[BodyField::kTitle] = terms.title;
  body[BodyField::kText] = terms.text;
  std::string texts;
  AppendBody(body, texts);
  // No front end's key can be the same: theirs are keyed hashes.
  emit.Emit(Submitted{.ticket = ticket.raw(),
                      .key_high = ticket.raw(),
                      .key_low = Mix64(ticket.raw(), 0),
                      .customer = customer,
                      .at = emit.now(),
                      .type = terms.type.raw(),
                      .region = terms.region.raw(),
                      .channel = terms.channel.raw(),
                      .skill_count = skills},
            std::string_view(claims.data(), SubmitClaimsBytes(skills)), texts);
  emit.Emit(Made{.ticket = ticket.raw(),
                 .plan = terms.plan,
                 .origin = static_cast<std::uint8_t>(terms.origin),
                 .weight = IsForSupervisors(terms.origin) ? std::uint8_t{0} : kPlaceUnits});
  if (terms.parent) emit.Emit(ParentNoted{.ticket = ticket.raw(), .parent = terms.parent.raw()});
  emit.Emit(EntryOf(tables, {.ticket = ticket,
                             .level = terms.level,
                             .tier = terms.tier,
                             .type = terms.type,
                             .region = terms.region,
                             .channel = terms.channel,
                             .counts_from = emit.now(),
                             .category = terms.category,
                             .origin = terms.origin}));
  const std::uint32_t slot = tables.tickets.FindId(ticket.raw());
  StartRareClocks(emit, slot);
  return slot;
}

}  // namespace tidegate
