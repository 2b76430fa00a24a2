// Apply: who a customer is, and from which earlier ticket one goes on.
#include <utility>

#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::uint8_t Number(CommandKind kind) { return static_cast<std::uint8_t>(kind); }

}  // namespace

void State::Do(const ParentNoted& change, std::string_view) {
  tables_.tickets.AlterRare(Slot(change.ticket), [&](RareFacts& rare) { rare.parent = change.parent; });
}

void State::Do(const ParentSet& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  tables_.tickets.AlterRare(slot, [&](RareFacts& rare) { rare.parent = change.parent; });
  Remember(change.asker, change.ticket, 0, static_cast<Status>(std::as_const(tables_.tickets).At(slot).status),
           Number(CommandKind::kLinkTicket));
}

void State::Do(const IdentityLinked& change, std::string_view) {
  tables_.identities.Add(
      {.identity = change.identity, .customer = change.customer, .since = change.at, .channel = static_cast<std::uint8_t>(change.channel)});
  Remember(change.asker, 0, 0, Status::kNone, Number(CommandKind::kLinkIdentity));
}

void State::Do(const IdentityUnlinked& change, std::string_view) {
  tables_.identities.Erase(change.identity, static_cast<std::uint8_t>(change.channel));
  Remember(change.asker, 0, 0, Status::kNone, Number(CommandKind::kUnlinkIdentity));
}

void State::Do(const CustomersMerged& change, std::string_view) {
  tables_.customers.Absorb(change.from, change.into, change.manager, change.deputy, change.at, tables_.seq);
  tables_.identities.Merge(change.from, change.into, change.at);
  Remember(change.asker, 0, 0, Status::kNone, Number(CommandKind::kMergeCustomers));
}

}  // namespace tidegate
