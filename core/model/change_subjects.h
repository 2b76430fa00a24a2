// ChangeSubjects: whom each change is about: the ticket, agent, client and customer that it names. One row a change; a change without a row
// does not compile.
//
// The projection files a ticket's history by it, the feed filters and masks by it. O(1): one jump, one load. RecentEvicted,
// CustomerEvicted and FeedbackForgotten are about the engine's memory, not about the life of a ticket: they name none.
#pragma once

#include <cstdint>

#include "core/model/turn_record.h"

namespace tidegate {

// 0 = the change names none.
struct ChangeSubjects {
  std::uint64_t ticket = 0;
  std::uint32_t agent = 0;
  std::uint64_t client = 0;  // who asked, or who is spoken of
  std::uint64_t customer = 0;
  friend bool operator==(const ChangeSubjects&, const ChangeSubjects&) = default;
};

// X(struct, ticket, agent, client, customer): of the change `c`.
#define TIDEGATE_CHANGE_SUBJECTS(X)                                   \
  X(DirectoryOpened, 0, 0, 0, 0)                                      \
  X(Started, 0, 0, 0, 0)                                              \
  X(RulesActivated, 0, 0, 0, 0)                                       \
  X(Declared, 0, 0, 0, 0)                                             \
  X(AgentDeclared, 0, c.agent, 0, 0)                                  \
  X(ClientKnown, 0, 0, c.client, 0)                                   \
  X(ClientForgotten, 0, 0, c.client, 0)                               \
  X(SignedIn, 0, c.agent, c.asker.client, 0)                          \
  X(AgentStatusChanged, 0, c.agent, 0, 0)                             \
  X(CapacityOpened, 0, c.agent, 0, 0)                                 \
  X(Submitted, c.ticket, 0, c.client, c.customer)                     \
  X(Classified, c.ticket, 0, 0, 0)                                    \
  X(Offered, c.ticket, c.agent, 0, 0)                                 \
  X(Accepted, c.ticket, c.agent, c.asker.client, 0)                   \
  X(Returned, c.ticket, c.agent, c.asker.client, 0)                   \
  X(DeclineForgotten, c.ticket, c.agent, 0, 0)                        \
  X(ContactReported, c.ticket, c.agent, c.asker.client, 0)            \
  X(NodeReported, c.ticket, c.agent, c.asker.client, 0)               \
  X(Resolved, c.ticket, c.agent, c.asker.client, 0)                   \
  X(ClockFired, c.ticket, 0, 0, 0)                                    \
  X(RecentEvicted, 0, 0, 0, 0)                                        \
  X(CustomerEvicted, 0, 0, 0, c.customer)                             \
  X(AgendaQueued, 0, 0, 0, 0)                                         \
  X(AgendaAdvanced, 0, 0, 0, 0)                                       \
  X(Refused, 0, 0, c.client, 0)                                       \
  X(TimeSet, 0, 0, 0, 0)                                              \
  X(SpaceMarked, 0, 0, 0, 0)                                          \
  X(MatchPlanned, c.ticket, c.held_for, 0, 0)                         \
  X(Relaxed, c.ticket, 0, 0, 0)                                       \
  X(SaturationNoted, 0, 0, 0, 0)                                      \
  X(AssignedByHand, c.ticket, c.agent, c.asker.client, 0)             \
  X(ManagerSet, 0, c.manager, c.asker.client, c.customer)             \
  X(MessageReceived, c.ticket, 0, c.asker.client, 0)                  \
  X(MessageSent, c.ticket, c.agent, c.asker.client, 0)                \
  X(Promised, c.ticket, c.agent, c.asker.client, 0)                   \
  X(ClockSet, c.ticket, 0, 0, 0)                                      \
  X(LoopClosed, c.ticket, c.agent, c.asker.client, 0)                 \
  X(OverdueReasonSet, c.ticket, c.agent, c.asker.client, 0)           \
  X(LevelChanged, c.ticket, 0, c.asker.client, 0)                     \
  X(TicketMoved, c.ticket, 0, 0, 0)                                   \
  X(Touched, c.ticket, c.agent, c.asker.client, 0)                    \
  X(Escalated, c.ticket, 0, 0, 0)                                     \
  X(Tagged, c.ticket, 0, 0, 0)                                        \
  X(Planned, c.ticket, 0, 0, 0)                                       \
  X(Reviewed, c.ticket, 0, c.asker.client, 0)                         \
  X(ReviewAlerted, c.ticket, 0, 0, 0)                                 \
  X(ArticlePut, 0, 0, c.asker.client, 0)                              \
  X(ArticleReviewed, 0, 0, c.asker.client, 0)                         \
  X(ArticleUsed, c.ticket, c.agent, c.asker.client, 0)                \
  X(ArticleStale, 0, 0, 0, 0)                                         \
  X(DutyTurned, 0, c.agent, 0, 0)                                     \
  X(TicketWeighed, c.ticket, 0, 0, 0)                                 \
  X(TicketClosed, c.ticket, 0, c.asker.client, 0)                     \
  X(TicketHeld, c.ticket, c.agent, c.asker.client, 0)                 \
  X(TicketPooled, c.ticket, 0, c.asker.client, 0)                     \
  X(TicketEnded, c.ticket, c.agent, c.asker.client, 0)                \
  X(Reopened, c.ticket, 0, c.asker.client, 0)                         \
  X(WroteAfter, c.ticket, 0, c.asker.client, 0)                       \
  X(TransferAsked, c.ticket, c.agent, c.asker.client, 0)              \
  X(TransferSettled, c.ticket, c.agent, c.asker.client, 0)            \
  X(TransferAlerted, c.ticket, 0, 0, 0)                               \
  X(Made, c.ticket, 0, 0, 0)                                          \
  X(FeedbackGiven, c.ticket, c.agent, c.asker.client, 0)              \
  X(FollowUpNoted, c.ticket, 0, 0, 0)                                 \
  X(SurveyRequested, c.ticket, 0, c.client, c.customer)               \
  X(FeedbackForgotten, 0, 0, 0, 0)                                    \
  X(UsesAwaited, c.ticket, 0, 0, 0)                                   \
  X(UseJudged, c.ticket, 0, 0, 0)                                     \
  X(ParentNoted, c.ticket, 0, 0, 0)                                   \
  X(ParentSet, c.ticket, 0, c.asker.client, 0)                        \
  X(IdentityLinked, 0, 0, c.asker.client, c.customer)                 \
  X(IdentityUnlinked, 0, 0, c.asker.client, c.customer)               \
  X(CustomersMerged, 0, c.manager, c.asker.client, c.into)            \
  X(PartAsked, c.ticket, c.agent, c.asker.client, 0)                  \
  X(PartAssigned, c.ticket, c.agent, c.asker.client, 0)               \
  X(PartReported, c.ticket, c.agent, c.asker.client, 0)               \
  X(PartEnded, c.ticket, c.agent, c.asker.client, 0)                  \
  X(PartAlerted, c.ticket, 0, 0, 0)                                   \
  X(PartMoved, c.ticket, 0, 0, 0)                                     \
  X(PlanPut, 0, 0, c.asker.client, 0)                                 \
  X(PlanDropped, 0, 0, c.asker.client, 0)                             \
  X(PlanFired, c.ticket, 0, 0, 0)                                     \
  X(CallBackSet, c.ticket, static_cast<std::uint32_t>(c.agent), 0, 0) \
  X(Looked, c.ticket, c.agent, c.asker.client, 0)                     \
  X(Rerouted, c.ticket, 0, 0, 0)                                      \
  X(PromiseAsked, c.ticket, 0, 0, 0)                                  \
  X(AgentRetired, 0, static_cast<std::uint32_t>(c.agent), c.asker.client, 0)

// A helper per change, so that a row can read its fields as `c`.
#define TIDEGATE_SUBJECTS_FUNCTION(name, ticket_, agent_, client_, customer_) \
  constexpr ChangeSubjects SubjectsOf([[maybe_unused]] const name& c) { return {ticket_, agent_, client_, customer_}; }
TIDEGATE_CHANGE_SUBJECTS(TIDEGATE_SUBJECTS_FUNCTION)
#undef TIDEGATE_SUBJECTS_FUNCTION

inline ChangeSubjects SubjectsOf(const ChangeView& change) {
  switch (change.kind) {
#define TIDEGATE_SUBJECTS_CASE(name, number, origin, tail) \
  case ChangeKind::k##name:                                \
    return SubjectsOf(change.As<name>());
    TIDEGATE_CHANGES(TIDEGATE_SUBJECTS_CASE)
#undef TIDEGATE_SUBJECTS_CASE
    case ChangeKind::kNone:
      break;
  }
  return {};
}

// The ticket in whose history the change belongs; 0 = in none.
inline std::uint64_t TicketOf(const ChangeView& change) { return SubjectsOf(change).ticket; }

}  // namespace tidegate
