// The changes: everything that can happen to the state, one struct and one row each.
//
// The structs lie in core/model/changes/ by subject; they and the table below are the only declaration: the journal writes the structs byte
// for byte (little-endian, no padding), `State::Apply` dispatches on the table, the feed maps from it. A change holds results as absolute
// values, never "recompute". What was asked comes as one change (`asked` rows), what the rules made of it as further, `decided`, ones.
// Numbers are never reused. Variable parts (text, lists) follow in a tail whose bound stands in the row. Changes of the submit / offer /
// accept / resolve / clock paths are at most 64 bytes (design.md 3).
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

#include "core/model/body.h"
#include "core/model/changes/agents.h"
#include "core/model/changes/clocks.h"
#include "core/model/changes/customers.h"
#include "core/model/changes/directory.h"
#include "core/model/changes/knowledge.h"
#include "core/model/changes/life.h"
#include "core/model/changes/matching.h"
#include "core/model/changes/parts_and_plans.h"
#include "core/model/changes/submits.h"
#include "core/model/changes/talk.h"
#include "core/model/feedback.h"
#include "core/model/plan.h"

namespace tidegate {

// X(struct, number, asked or decided, bound of the tail in bytes)
#define TIDEGATE_CHANGES(X)                           \
  X(DirectoryOpened, 1, kAsked, 0)                    \
  X(Started, 2, kAsked, 0)                            \
  X(RulesActivated, 3, kAsked, kRulesTailBytesMax)    \
  X(Declared, 4, kAsked, kKeyBytesMax)                \
  X(AgentDeclared, 5, kAsked, kAgentTailBytesMax)     \
  X(ClientKnown, 6, kAsked, kKeyBytesMax)             \
  X(ClientForgotten, 7, kDecided, 0)                  \
  X(SignedIn, 8, kAsked, 0)                           \
  X(AgentStatusChanged, 9, kDecided, 0)               \
  X(CapacityOpened, 10, kDecided, 0)                  \
  X(Submitted, 11, kAsked, kSubmittedTailBytesMax)    \
  X(Classified, 12, kDecided, 0)                      \
  X(Offered, 13, kDecided, 0)                         \
  X(Accepted, 14, kAsked, 0)                          \
  X(Returned, 15, kDecided, 0)                        \
  X(DeclineForgotten, 16, kDecided, 0)                \
  X(ContactReported, 17, kAsked, 0)                   \
  X(NodeReported, 18, kAsked, 0)                      \
  X(Resolved, 19, kAsked, kSolutionBytesMax)          \
  X(ClockFired, 20, kDecided, 0)                      \
  X(RecentEvicted, 21, kDecided, 0)                   \
  X(CustomerEvicted, 22, kDecided, 0)                 \
  X(AgendaQueued, 23, kDecided, 0)                    \
  X(AgendaAdvanced, 24, kDecided, 0)                  \
  X(Refused, 25, kDecided, 0)                         \
  X(TimeSet, 26, kAsked, 0)                           \
  X(SpaceMarked, 27, kAsked, 0)                       \
  X(MatchPlanned, 30, kDecided, 0)                    \
  X(Relaxed, 31, kDecided, 0)                         \
  X(SaturationNoted, 33, kDecided, 0)                 \
  X(AssignedByHand, 34, kAsked, 0)                    \
  X(ManagerSet, 35, kAsked, 0)                        \
  X(MessageReceived, 36, kAsked, kMessageBytesMax)    \
  X(MessageSent, 37, kAsked, kMessageBytesMax)        \
  X(Promised, 38, kAsked, kMessageBytesMax)           \
  X(ClockSet, 39, kDecided, 0)                        \
  X(LoopClosed, 40, kAsked, kMessageBytesMax)         \
  X(OverdueReasonSet, 41, kAsked, kMessageBytesMax)   \
  X(LevelChanged, 42, kAsked, kMessageBytesMax)       \
  X(TicketMoved, 43, kDecided, 0)                     \
  X(Touched, 44, kDecided, kMessageBytesMax)          \
  X(Escalated, 45, kDecided, 0)                       \
  X(Tagged, 46, kDecided, kTaggedTailBytesMax)        \
  X(Planned, 47, kDecided, 0)                         \
  X(Reviewed, 48, kAsked, 0)                          \
  X(ReviewAlerted, 49, kDecided, 0)                   \
  X(DutyTurned, 56, kDecided, 0)                      \
  X(TicketWeighed, 57, kDecided, 0)                   \
  X(ArticlePut, 60, kAsked, kArticleTailBytesMax)     \
  X(ArticleReviewed, 61, kAsked, 0)                   \
  X(ArticleUsed, 62, kAsked, 0)                       \
  X(ArticleStale, 63, kDecided, 0)                    \
  X(TicketClosed, 64, kAsked, 0)                      \
  X(TicketHeld, 65, kAsked, kMessageBytesMax)         \
  X(TicketPooled, 66, kAsked, 0)                      \
  X(TicketEnded, 67, kAsked, kMessageBytesMax)        \
  X(Reopened, 68, kAsked, kMessageBytesMax)           \
  X(WroteAfter, 69, kAsked, kMessageBytesMax)         \
  X(TransferAsked, 70, kAsked, kTransferBytesMax)     \
  X(TransferSettled, 71, kAsked, kTransferBytesMax)   \
  X(TransferAlerted, 72, kDecided, 0)                 \
  X(Made, 73, kDecided, 0)                            \
  X(FeedbackGiven, 74, kAsked, kFeedbackTextBytesMax) \
  X(FollowUpNoted, 75, kDecided, 0)                   \
  X(SurveyRequested, 76, kDecided, 0)                 \
  X(FeedbackForgotten, 77, kDecided, 0)               \
  X(UsesAwaited, 78, kDecided, 0)                     \
  X(UseJudged, 79, kDecided, 0)                       \
  X(ParentNoted, 80, kDecided, 0)                     \
  X(ParentSet, 81, kAsked, 0)                         \
  X(IdentityLinked, 82, kAsked, 0)                    \
  X(IdentityUnlinked, 83, kAsked, 0)                  \
  X(CustomersMerged, 84, kAsked, 0)                   \
  X(PartAsked, 86, kAsked, kPartTextBytesMax)         \
  X(PartAssigned, 87, kAsked, 0)                      \
  X(PartReported, 88, kAsked, kPartTextBytesMax)      \
  X(PartEnded, 89, kAsked, kPartTextBytesMax)         \
  X(PartAlerted, 90, kDecided, 0)                     \
  X(PartMoved, 91, kDecided, 0)                       \
  X(PlanPut, 92, kAsked, kPlanBytesMax)               \
  X(PlanDropped, 93, kAsked, 0)                       \
  X(PlanFired, 94, kDecided, 0)                       \
  X(CallBackSet, 95, kDecided, 0)                     \
  X(Looked, 96, kAsked, kKeyBytesMax)                 \
  X(Rerouted, 99, kDecided, 0)                        \
  X(PromiseAsked, 100, kDecided, 0)                   \
  X(AgentRetired, 101, kAsked, 0)

enum class ChangeOrigin : std::uint8_t { kAsked, kDecided };

inline constexpr std::uint32_t kMessageBytesMax = static_cast<std::uint32_t>(kTextBytesMax);  // messages, notes, reasons

enum class ChangeKind : std::uint8_t {
  kNone = 0,
#define TIDEGATE_CHANGE_ENUM(name, number, origin, tail) k##name = number,
  TIDEGATE_CHANGES(TIDEGATE_CHANGE_ENUM)
#undef TIDEGATE_CHANGE_ENUM
};

template <class T>
struct ChangeTraits;

#define TIDEGATE_CHANGE_TRAITS(name, number, origin_, tail)                                            \
  template <>                                                                                          \
  struct ChangeTraits<name> {                                                                          \
    static constexpr ChangeKind kKind = ChangeKind::k##name;                                           \
    static constexpr ChangeOrigin kOrigin = ChangeOrigin::origin_;                                     \
    static constexpr std::uint32_t kTailBytesMax = tail;                                               \
    static constexpr std::string_view kName = #name;                                                   \
  };                                                                                                   \
  static_assert(std::is_trivially_copyable_v<name> && std::has_unique_object_representations_v<name>); \
  static_assert(sizeof(name) % 8 == 0 && sizeof(name) <= 64);
TIDEGATE_CHANGES(TIDEGATE_CHANGE_TRAITS)
#undef TIDEGATE_CHANGE_TRAITS

// What is known of a kind at run time. nullptr-like (kind kNone) for a number that is not in the table.
struct ChangeInfo {
  ChangeKind kind = ChangeKind::kNone;
  ChangeOrigin origin = ChangeOrigin::kDecided;
  std::uint32_t struct_bytes = 0;
  std::uint32_t tail_bytes_max = 0;
  std::string_view name = "?";
};

constexpr ChangeInfo InfoOf(std::uint8_t number) {
  switch (number) {
#define TIDEGATE_CHANGE_CASE(name, number_, origin_, tail) \
  case number_:                                            \
    return {ChangeKind::k##name, ChangeOrigin::origin_, static_cast<std::uint32_t>(sizeof(name)), tail, #name};
    TIDEGATE_CHANGES(TIDEGATE_CHANGE_CASE)
#undef TIDEGATE_CHANGE_CASE
    default:
      return {};
  }
}

}  // namespace tidegate
