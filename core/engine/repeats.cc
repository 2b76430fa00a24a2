#include "core/engine/repeats.h"

#include <tuple>

#include "core/engine/ending.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"

namespace tidegate {
namespace {

constexpr int kMergesFollowed = 8;  // a ticket that was merged on and on more often counts as over

bool IsAbout(const CustomerMatter& kept, const Matter& matter) {
  const bool same_order = matter.order != 0 && kept.order == matter.order;
  return same_order || (kept.type == matter.type && kept.category == matter.category);
}

// Where an earlier ticket stands, and what may be offered about it. One that was merged is the one that goes on.
Earlier StandingOfEarlier(const Tables& tables, std::uint64_t ticket, Micros now) {
  const Micros reopen_within = tables.rules->rules().reopen_within;
  Earlier earlier{.ticket = ticket, .offer = RepeatOffer::kLinked};
  for (int hop = 0; hop < kMergesFollowed; ++hop) {
    const std::uint32_t open = tables.tickets.FindId(earlier.ticket);
    if (open != kNoSlot) {
      const TicketRecord& record = tables.tickets.At(open);
      earlier.status = static_cast<Status>(record.status);
      if (IsLegal(CommandKind::kAttach, earlier.status)) {
        earlier.offer = RepeatOffer::kAttach;
      } else if (IsLegal(CommandKind::kReopen, earlier.status) && now - record.status_since <= reopen_within) {
        earlier.offer = RepeatOffer::kReopen;
      }
      return earlier;
    }
    const std::uint32_t recent = tables.recents.FindId(earlier.ticket);
    if (recent == kNoSlot) {
      earlier.status = Status::kNone;
      return earlier;
    }
    const EndedRecord& ended = tables.recents.Ended(recent);
    earlier.status = static_cast<Status>(ended.status);
    if (earlier.status != Status::kMerged) {
      const bool reopens = IsLegal(CommandKind::kReopen, earlier.status) && now - tables.recents.At(recent).ended_at() <= reopen_within;
      if (reopens) earlier.offer = RepeatOffer::kReopen;
      return earlier;
    }
    earlier.ticket = ended.into;
  }
  return earlier;
}

// An open ticket by id or key, whoever may see it: what a front end attaches to is often another front end's.
std::uint32_t SlotOf(const Tables& tables, TicketId ticket, const KeyHash& key) {
  return ticket ? tables.tickets.FindId(ticket.raw()) : tables.tickets.FindKey(key);
}

bool SameCustomer(const Tables& tables, std::uint64_t a, std::uint64_t b) {
  return a != 0 && tables.identities.Survivor(a) == tables.identities.Survivor(b);
}

// What ended or was never there; illegal-state names the status in which it ended.
Verdict RefuseEnded(const Tables& tables, TicketId ticket, const KeyHash& key) {
  const std::uint32_t recent = ticket ? tables.recents.FindId(ticket.raw()) : tables.recents.FindKey(key);
  if (recent == kNoSlot) return Refuse(Reject::kUnknownTicket);
  const Held held{.recent = recent, .status = static_cast<Status>(tables.recents.Ended(recent).status)};
  return RefuseOf(tables, held, TicketId(tables.recents.At(recent).id), Reject::kIllegalState);
}

}  // namespace

Earlier FindEarlier(const Tables& tables, const Matter& matter, Micros now) {
  const Micros within = tables.rules->rules().repeat_within;
  const CustomerRecord* customer = within == 0 || matter.customer == 0 ? nullptr : tables.customers.Find(matter.customer);
  Earlier best;
  if (customer == nullptr) return best;
  std::uint8_t repeats = 0;
  Micros best_contact = 0;
  for (const CustomerMatter& kept : customer->matters) {
    const Micros contact = FromEpochSeconds(kept.contact_s);
    if (kept.ticket == 0 || kept.ticket >= matter.before || now - contact > within || !IsAbout(kept, matter)) continue;
    ++repeats;
    const Earlier found = StandingOfEarlier(tables, kept.ticket, now);
    const bool better = best.ticket == 0 || found.offer < best.offer ||
                        (found.offer == best.offer && std::tuple(contact, found.ticket) > std::tuple(best_contact, best.ticket));
    if (!better) continue;
    best = found;
    best_contact = contact;
  }
  best.repeats = repeats;
  return best;
}

std::uint8_t AllEarlier(const Tables& tables, const Matter& matter, Micros now, std::array<std::uint64_t, kRepeatsMax>& tickets) {
  const Micros within = tables.rules->rules().repeat_within;
  const CustomerRecord* customer = within == 0 || matter.customer == 0 ? nullptr : tables.customers.Find(matter.customer);
  std::uint8_t count = 0;
  if (customer == nullptr) return count;
  for (const CustomerMatter& kept : customer->matters) {
    const bool lately = now - FromEpochSeconds(kept.contact_s) <= within;
    if (kept.ticket == 0 || kept.ticket >= matter.before || !lately || !IsAbout(kept, matter)) continue;
    tickets[count++] = kept.ticket;
  }
  return count;
}

void TellEarlier(const Earlier& earlier, Verdict& verdict) {
  verdict.ack.offer = earlier.offer;
  verdict.ack.earlier = earlier.ticket;
  verdict.ack.earlier_status = earlier.status;
}

Earlier EarlierOfOpen(const Tables& tables, std::uint32_t slot, Micros now) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (ticket.repeats == 0) return {};
  if (const std::uint64_t parent = tables.tickets.Rare(slot).parent; parent != 0) {
    Earlier earlier = StandingOfEarlier(tables, parent, now);
    earlier.ticket = parent;
    earlier.offer = RepeatOffer::kLinked;
    return earlier;
  }
  const CustomerRecord* customer = tables.customers.Find(ticket.customer);
  if (customer == nullptr) return {};
  for (const CustomerMatter& own : customer->matters) {
    if (own.ticket != ticket.id) continue;
    return FindEarlier(
        tables, {.customer = ticket.customer, .order = own.order, .type = own.type, .category = own.category, .before = ticket.id}, now);
  }
  return {};
}

Verdict Decide(Emitter& emit, const Caller& caller, const Attach& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kFrontEnd && caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held gone = LookAny(tables, caller, command.ticket, command.key);
  if (gone.reject != Reject::kNone) return RefuseOf(tables, gone, command.ticket, gone.reject);
  const std::uint32_t stays = SlotOf(tables, command.to, command.to_key);
  if (gone.slot == kNoSlot) {  // attached before, to the same one: the same answer again
    const std::uint64_t into = tables.recents.Ended(gone.recent).into;
    const bool same = gone.status == Status::kMerged && (stays != kNoSlot ? tables.tickets.At(stays).id == into : command.to.raw() == into);
    if (same) return DoneBefore(TicketId(tables.recents.At(gone.recent).id), gone.status);
    return RefuseOf(tables, gone, TicketId(tables.recents.At(gone.recent).id), Reject::kIllegalState);
  }
  if (stays == kNoSlot) return RefuseEnded(tables, command.to, command.to_key);
  if (gone.slot == stays) return Refuse(Reject::kSameTicket, gone.status);
  if (caller.role == Role::kSupervisor) {
    const Held into = LookOpen(tables, caller, command.to, command.to_key);
    if (into.reject != Reject::kNone) return RefuseOf(tables, into, command.to, into.reject);
  }
  const TicketRecord& ticket = tables.tickets.At(gone.slot);
  const TicketRecord& other = tables.tickets.At(stays);
  if (caller.role == Role::kFrontEnd && !SameCustomer(tables, ticket.customer, other.customer)) {
    return Refuse(Reject::kOtherCustomer, gone.status);
  }
  for (const Held& one : {gone, Held{.slot = stays, .status = static_cast<Status>(other.status)}}) {
    if (!IsLegal(CommandKind::kAttach, one.status)) return RefuseOf(tables, one, {}, Reject::kIllegalState);
  }
  return MergeTickets(emit, caller, {.gone = gone.slot, .stays = stays, .by = MergedBy::kAttach});
}

Verdict Decide(Emitter& emit, const Caller& caller, const LinkTicket& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kFrontEnd && caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held held = LookOpen(tables, caller, command.ticket, command.key);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kLinkTicket, held.status)) return Refuse(Reject::kIllegalState, held.status);
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  const std::uint32_t open = SlotOf(tables, command.parent, command.parent_key);
  const std::uint32_t recent = open != kNoSlot  ? kNoSlot
                               : command.parent ? tables.recents.FindId(command.parent.raw())
                                                : tables.recents.FindKey(command.parent_key);
  if (open == kNoSlot && recent == kNoSlot) return Refuse(Reject::kUnknownTicket, held.status);
  const std::uint64_t parent = open != kNoSlot ? tables.tickets.At(open).id : tables.recents.At(recent).id;
  if (parent == ticket.id) return Refuse(Reject::kSameTicket, held.status);
  const std::uint64_t customer = open != kNoSlot ? tables.tickets.At(open).customer : tables.recents.At(recent).customer;
  if (caller.role == Role::kFrontEnd && !SameCustomer(tables, ticket.customer, customer)) {
    return Refuse(Reject::kOtherCustomer, held.status);
  }
  if (parent > ticket.id) return Refuse(Reject::kMalformed, held.status);  // what goes on from another one came later
  const TicketId id(ticket.id);
  if (tables.tickets.Rare(held.slot).parent == parent) return DoneBefore(id, held.status);
  emit.Emit(ParentSet{.asker = AskerOf(caller), .ticket = id.raw(), .parent = parent, .at = emit.now()});
  return Done(id, held.status);
}

}  // namespace tidegate
