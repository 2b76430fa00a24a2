#include "core/engine/table_limits.h"

#include <array>

#include "core/base/check.h"

namespace tidegate {
namespace {

constexpr auto kRows = std::to_array<TableLimitInfo>({
#define TIDEGATE_TABLE_LIMIT_ROW(name, what, option, field, held) TableLimitInfo{TableLimit::name, what, option, &EngineLimits::field},
    TIDEGATE_TABLE_LIMITS(TIDEGATE_TABLE_LIMIT_ROW)
#undef TIDEGATE_TABLE_LIMIT_ROW
});

TableLimit PassedBySubmit(const Tables& t, const Submitted& change) {
  if (t.tickets.size() >= t.limits.tickets_max) return TableLimit::kTickets;
  const bool contact = change.customer != 0 && change.client != 0;  // as State::Do
  return contact && t.customers.full() && t.customers.Find(change.customer) == nullptr ? TableLimit::kCustomers : TableLimit::kNone;
}

TableLimit PassedByEnd(const Tables& t) { return t.recents.full() ? TableLimit::kRecents : TableLimit::kNone; }

TableLimit PassedByHello(const Tables& t, const ClientKnown& change) {
  const ClientRecord* known = t.clients.Find(change.client);
  if (known == nullptr && t.clients.full()) return TableLimit::kClients;
  return t.clients.Fits(change.credits, known == nullptr ? 0 : known->credits) ? TableLimit::kNone : TableLimit::kOutcomes;
}

TableLimit PassedByManager(const Tables& t, const ManagerSet& change) {
  const CustomerRecord* known = t.customers.Find(change.customer);
  if (known == nullptr && t.customers.full()) return TableLimit::kCustomers;
  const bool more = change.manager != 0 && (known == nullptr || known->manager == 0);
  return more && t.customers.managed() >= t.customers.managed_max() ? TableLimit::kManaged : TableLimit::kNone;
}

}  // namespace

const TableLimitInfo& InfoOf(TableLimit limit) {
  for (const TableLimitInfo& row : kRows) {
    if (row.limit == limit) return row;
  }
  CHECK(false);
  return kRows.front();
}

std::uint64_t HeldOf(TableLimit limit, const Tables& t) {
  switch (limit) {
#define TIDEGATE_TABLE_LIMIT_HELD(name, what, option, field, held) \
  case TableLimit::name:                                           \
    return held;
    TIDEGATE_TABLE_LIMITS(TIDEGATE_TABLE_LIMIT_HELD)
#undef TIDEGATE_TABLE_LIMIT_HELD
    case TableLimit::kNone:
      break;
  }
  return 0;
}

CountedLimit PassedBy(const ImageCounts& counts, const EngineLimits& limits) {
  for (const CountedLimit& row : {CountedLimit{TableLimit::kTickets, counts.tickets}, CountedLimit{TableLimit::kRecents, counts.recents},
                                  CountedLimit{TableLimit::kCustomers, counts.customers}, CountedLimit{TableLimit::kAgents, counts.agents},
                                  CountedLimit{TableLimit::kClients, counts.clients}, CountedLimit{TableLimit::kOutcomes, counts.outcomes},
                                  CountedLimit{TableLimit::kDeclines, counts.declines}}) {
    if (row.held > limits.*InfoOf(row.limit).bound) return row;
  }
  return {};
}

TableLimit PassedBy(const Tables& t, const ChangeView& change) {
  switch (change.kind) {
    case ChangeKind::kSubmitted:
      return PassedBySubmit(t, change.As<Submitted>());
    case ChangeKind::kReopened:  // one whose loop was open is among the open ones still
      return t.tickets.size() >= t.limits.tickets_max && t.tickets.FindId(change.As<Reopened>().ticket) == kNoSlot ? TableLimit::kTickets
                                                                                                                   : TableLimit::kNone;
    case ChangeKind::kResolved:
      return change.As<Resolved>().stays != 0 ? TableLimit::kNone : PassedByEnd(t);
    case ChangeKind::kLoopClosed:
    case ChangeKind::kTicketEnded:
      return PassedByEnd(t);
    case ChangeKind::kManagerSet:
      return PassedByManager(t, change.As<ManagerSet>());
    case ChangeKind::kAgentDeclared:
      return t.agents.size() >= t.limits.agents_max && !t.agents.Has(change.As<AgentDeclared>().agent) ? TableLimit::kAgents
                                                                                                       : TableLimit::kNone;
    case ChangeKind::kClientKnown:
      return PassedByHello(t, change.As<ClientKnown>());
    case ChangeKind::kReturned: {
      const auto returned = change.As<Returned>();
      const bool remembered = returned.excluded_until != 0 && t.declines.full();
      return remembered && !t.declines.Contains(returned.ticket, returned.agent) ? TableLimit::kDeclines : TableLimit::kNone;
    }
    case ChangeKind::kArticlePut:
      return t.articles.full() && !t.articles.Has(change.As<ArticlePut>().article) ? TableLimit::kArticles : TableLimit::kNone;
    case ChangeKind::kFeedbackGiven:
      return t.feedbacks.full() && t.feedbacks.Find(change.As<FeedbackGiven>().ticket) == nullptr ? TableLimit::kFeedbacks
                                                                                                  : TableLimit::kNone;
    default:
      return TableLimit::kNone;
  }
}

std::string LimitText(TableLimit limit, const EngineLimits& limits) {
  const TableLimitInfo& row = InfoOf(limit);
  return "more " + std::string(row.what) + " than --" + std::string(row.option) + " allows (" + std::to_string(limits.*row.bound) + ")";
}

std::string LimitRemedy(TableLimit limit, const EngineLimits& limits) {
  const TableLimitInfo& row = InfoOf(limit);
  return "start with the --" + std::string(row.option) + " that it had before: more than " + std::to_string(limits.*row.bound);
}

}  // namespace tidegate
