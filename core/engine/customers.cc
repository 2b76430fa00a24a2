// Who a customer is: identities linked and unlinked, two customers merged into one; what the engine knows of one (domain.md 3, 11).
#include <utility>

#include "core/engine/decide.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"

namespace tidegate {
namespace {

bool MayLink(const Caller& caller) { return caller.role == Role::kSupervisor || caller.role == Role::kDataAdmin; }

Verdict DoneAlready() {
  Verdict verdict;
  verdict.ack.duplicate = 1;
  return verdict;
}

// What every link asks of its names.
Reject Check(const Tables& tables, CustomerId customer, CustomerId identity, ChannelId channel) {
  if (!customer || !identity) return Reject::kMissingField;
  if (channel.raw() > tables.catalog(CatalogKind::kChannel).size()) return Reject::kUnknownName;
  return tables.identities.IsMerged(customer.raw()) ? Reject::kCustomerMerged : Reject::kNone;
}

// The customer of a ticket that the caller may see: of a desk's, one that it holds.
CustomerId CustomerOfTicket(const Tables& tables, const Caller& caller, TicketId ticket, Reject& reject) {
  const Held held = SeeAny(tables, caller, ticket, {});
  reject = held.reject;
  if (reject != Reject::kNone) return {};
  return CustomerId(held.slot != kNoSlot ? tables.tickets.At(held.slot).customer : tables.recents.At(held.recent).customer);
}

// Who is shown under a name: the customer with whom he is one by now; of a name that is nothing but somebody's on every channel, whose.
CustomerId Shown(const Tables& tables, CustomerId asked) {
  const std::uint64_t customer = tables.identities.Survivor(asked.raw());
  const bool known = tables.customers.Find(customer) != nullptr || tables.identities.CountOf(customer) != 0;
  return CustomerId(known ? customer : tables.identities.CustomerOf(customer, kEveryChannel));
}

std::string NameOf(const Tables& tables, std::uint32_t agent) {
  return agent == 0 ? std::string() : std::string(tables.agents.Name(agent));
}

Status StatusOfTicket(const Tables& tables, std::uint64_t ticket) {
  if (const std::uint32_t open = tables.tickets.FindId(ticket); open != kNoSlot) {
    return static_cast<Status>(tables.tickets.At(open).status);
  }
  const std::uint32_t recent = tables.recents.FindId(ticket);
  return recent == kNoSlot ? Status::kNone : static_cast<Status>(tables.recents.Ended(recent).status);
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const LinkIdentity& command) {
  const IdentityTable& identities = emit.tables().identities;
  if (!MayLink(caller)) return Refuse(Reject::kNotAllowed);
  if (const Reject reject = Check(emit.tables(), command.customer, command.identity, command.channel); reject != Reject::kNone) {
    return Refuse(reject);
  }
  const std::uint64_t customer = command.customer.raw();
  const std::uint64_t identity = command.identity.raw();
  if (identity == customer) return Refuse(Reject::kSameCustomer);
  if (identities.Survivor(identity) == customer) return Refuse(Reject::kCustomerMerged);
  const IdentityRecord* there = identities.Find(identity, command.channel.raw());
  if (there != nullptr && there->customer == customer) return DoneAlready();
  // Whoever has identities himself is a customer: he is merged, not linked everywhere.
  const bool is_customer = command.channel.raw() == kEveryChannel && identities.CountOf(identity) != 0;
  if (there != nullptr || is_customer) return Refuse(Reject::kLinkedElsewhere);
  if (identities.full() || identities.CountOf(customer) >= kIdentitiesPerCustomerMax) return Refuse(Reject::kLimit);
  emit.Emit(IdentityLinked{
      .asker = AskerOf(caller), .identity = identity, .customer = customer, .at = emit.now(), .channel = command.channel.raw()});
  return {};
}

Verdict Decide(Emitter& emit, const Caller& caller, const UnlinkIdentity& command) {
  const IdentityTable& identities = emit.tables().identities;
  if (!MayLink(caller)) return Refuse(Reject::kNotAllowed);
  if (const Reject reject = Check(emit.tables(), command.customer, command.identity, command.channel); reject != Reject::kNone) {
    return Refuse(reject);
  }
  const IdentityRecord* there = identities.Find(command.identity.raw(), command.channel.raw());
  if (there == nullptr || there->customer != command.customer.raw()) return Refuse(Reject::kNotLinked);
  if (there->merged != 0) return Refuse(Reject::kCustomerMerged);  // what was known of both is one by now
  emit.Emit(IdentityUnlinked{.asker = AskerOf(caller),
                             .identity = command.identity.raw(),
                             .customer = command.customer.raw(),
                             .at = emit.now(),
                             .channel = command.channel.raw()});
  return {};
}

Verdict Decide(Emitter& emit, const Caller& caller, const MergeCustomers& command) {
  const Tables& tables = emit.tables();
  const IdentityTable& identities = tables.identities;
  if (!MayLink(caller)) return Refuse(Reject::kNotAllowed);
  const std::uint64_t from = command.from.raw();
  const std::uint64_t into = command.into.raw();
  if (from == 0 || into == 0) return Refuse(Reject::kMissingField);
  if (from != into && identities.Survivor(from) == into) return DoneAlready();
  if (from == into) return Refuse(Reject::kSameCustomer);
  if (identities.IsMerged(from) || identities.IsMerged(into)) return Refuse(Reject::kCustomerMerged);
  if (identities.Find(from, kEveryChannel) != nullptr) return Refuse(Reject::kLinkedElsewhere);  // no customer, but somebody's identity
  if (identities.Find(into, kEveryChannel) != nullptr) return Refuse(Reject::kLinkedElsewhere);
  if (identities.full() || identities.CountOf(from) + identities.CountOf(into) >= kIdentitiesPerCustomerMax) {
    return Refuse(Reject::kLimit);
  }
  const CustomerRecord* stays = tables.customers.Find(into);
  const CustomerRecord* goes = tables.customers.Find(from);
  const CustomerRecord* manager = stays != nullptr && stays->manager != 0 ? stays : goes;  // who has one keeps him
  emit.Emit(CustomersMerged{.asker = AskerOf(caller),
                            .from = from,
                            .into = into,
                            .at = emit.now(),
                            .manager = manager == nullptr ? 0u : std::uint32_t{manager->manager},
                            .deputy = manager == nullptr ? 0u : std::uint32_t{manager->deputy}});
  return {};
}

Verdict Decide(Emitter& emit, const Caller& caller, const ShowCustomer& command) {
  const Tables& tables = emit.tables();
  CustomerId customer = command.customer;
  if (customer) {
    if (!MayLink(caller)) return Refuse(Reject::kNotAllowed);
  } else {
    if (!command.ticket) return Refuse(Reject::kMissingField);
    if (caller.role == Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
    Reject reject = Reject::kNone;
    customer = CustomerOfTicket(tables, caller, command.ticket, reject);
    if (reject != Reject::kNone) return Refuse(reject);
  }
  auto reply = std::make_unique<CustomerReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  CustomerView& view = reply->view;
  view.customer = Shown(tables, customer);
  if (const CustomerRecord* record = view.customer ? tables.customers.Find(view.customer.raw()) : nullptr; record != nullptr) {
    view.known = 1;
    view.contact_at = record->contact_at;
    view.last_agent = AgentId(record->last_agent);
    view.manager = AgentId(record->manager);
    view.deputy = AgentId(record->deputy);
    view.last_agent_name = NameOf(tables, record->last_agent);
    view.manager_name = NameOf(tables, record->manager);
    view.deputy_name = NameOf(tables, record->deputy);
    for (const CustomerMatter& matter : record->matters) {
      if (matter.ticket == 0) continue;
      view.matters.push_back({.ticket = TicketId(matter.ticket),
                              .status = StatusOfTicket(tables, matter.ticket),
                              .type = TypeId(matter.type),
                              .category = static_cast<ComplaintCategory>(matter.category),
                              .contact_at = FromEpochSeconds(matter.contact_s)});
    }
  }
  tables.identities.ForEachOf(view.customer.raw(), [&](const IdentityRecord& record) {
    view.identities.push_back(
        {.identity = CustomerId(record.identity), .channel = ChannelId(record.channel), .since = record.since, .merged = record.merged});
  });
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
