// The changes: everything that can happen to the state, one struct and one row each.
//
// The table below is the only declaration: the journal writes these structs byte for byte (little-endian, no padding), `State::Apply`
// dispatches on it, the feed maps from it. A change holds results as absolute values, never "recompute". What was asked comes as one change
// (`asked` rows), what the rules made of it as further, `decided`, ones. Numbers are never reused. Variable parts (text, lists) follow in a
// tail whose bound stands in the row. Changes of the submit / offer / accept / resolve / clock paths are at most 64 bytes (design.md 3).
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include "core/base/time.h"
#include "core/model/agent_terms.h"
#include "core/model/article.h"
#include "core/model/body.h"
#include "core/model/decision_note.h"
#include "core/model/feedback.h"
#include "core/model/ids.h"
#include "core/model/plan.h"
#include "core/model/requirement.h"
#include "core/model/rule_set.h"
#include "core/model/submit_facts.h"

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
  X(PromiseAsked, 100, kDecided, 0)

enum class ChangeOrigin : std::uint8_t { kAsked, kDecided };

// Source text, compiled form, name of the author.
inline constexpr std::uint32_t kRulesTailBytesMax = kRuleSetBytesMax + static_cast<std::uint32_t>(kKeyBytesMax);
inline constexpr std::uint32_t kSolutionBytesMax = static_cast<std::uint32_t>(kTextBytesMax);
inline constexpr std::uint32_t kMessageBytesMax = static_cast<std::uint32_t>(kTextBytesMax);  // messages, notes, reasons
// A transfer's reason is read in a list of many: what is longer is a note about the ticket.
inline constexpr std::uint32_t kTransferReasonBytesMax = 512;
inline constexpr std::uint32_t kTransferBytesMax = static_cast<std::uint32_t>(kKeyBytesMax) + kTransferReasonBytesMax;
// What is asked of a part, and what came of it: as a transfer's reason, read in lists; what is longer is a note about the ticket.
inline constexpr std::uint32_t kPartTextBytesMax = 512;
// What a submit says beside its texts: SubmitFacts, then its skills (SkillLevel x skill_count).
constexpr std::size_t SubmitClaimsBytes(std::uint8_t skill_count) { return sizeof(SubmitFacts) + skill_count * sizeof(SkillLevel); }
// The claims, then the encoded Body.
inline constexpr std::uint32_t kSubmittedTailBytesMax =
    static_cast<std::uint32_t>(SubmitClaimsBytes(kRequirementSkillsMax) + kBodyBytesMax);
// All the skills that a ticket asks for.
inline constexpr std::uint32_t kTaggedTailBytesMax = static_cast<std::uint32_t>(kRequirementSkillsMax * sizeof(SkillLevel));
// The Profile, AgentTerms, then the agent's texts.
inline constexpr std::uint32_t kAgentTailBytesMax = static_cast<std::uint32_t>(sizeof(Profile) + sizeof(AgentTerms) + kAgentTextsBytesMax);
inline constexpr std::uint32_t kArticleTailBytesMax = static_cast<std::uint32_t>(kArticleBytesMax);

// Who asked, and as which of his requests: what makes a repeated request harmless (design.md 3, idempotency). request 0 = not remembered.
struct Asker {
  std::uint64_t client = 0;
  std::uint64_t request = 0;
};

// First record of a directory. The hash key never acts in core; it stands here so that it is as durable as what was hashed with it.
struct DirectoryOpened {
  std::uint64_t directory_id = 0;
  std::array<std::uint8_t, 16> hash_key{};
  std::uint32_t partition = 0;
  std::uint32_t time_source = 0;  // TimeSource, for life
};

// A process began to serve: sessions of before are gone, their clocks (offers, grace, wrap-up) start again from `at`.
struct Started {
  Micros at = 0;
  Micros down_from = 0;  // time of the last turn before; 0 in an empty directory
};

// Tail: source text (source_bytes), then the compiled form (compiled_bytes), then the name of who did it (author_bytes).
struct RulesActivated {
  std::uint32_t version = 0;
  std::uint32_t source_bytes = 0;
  std::uint32_t compiled_bytes = 0;
  std::uint32_t author_bytes = 0;
  Micros at = 0;
  std::uint64_t source_hash = 0;  // Hash64 of the source text: tells whether a file differs
  std::uint32_t restored = 0;     // the version whose text came back; 0 = it came as a text
  std::uint8_t cause = 0;         // RuleCause
  std::array<std::uint8_t, 3> zero{};
};

// The parts of its tail.
struct RulesTail {
  std::string_view source;
  std::string_view compiled;
  std::string_view author;
};
inline RulesTail SplitRules(const RulesActivated& change, std::string_view tail) {
  return {.source = tail.substr(0, change.source_bytes),
          .compiled = tail.substr(change.source_bytes, change.compiled_bytes),
          .author = tail.substr(std::size_t{change.source_bytes} + change.compiled_bytes, change.author_bytes)};
}

// Tail: the name.
struct Declared {
  std::uint16_t kind = 0;  // CatalogKind
  std::uint16_t id = 0;
  std::uint32_t zero = 0;
};

// Tail: Profile, AgentTerms, its texts. A second declaration of the same agent replaces the record.
struct AgentDeclared {
  std::uint32_t agent = 0;
  std::uint32_t capacity = 0;  // open tickets at once
  std::uint32_t cost_per_hour_cents = 0;
  std::uint32_t zero = 0;
  std::uint64_t declared_by = 0;  // the client whose desk declared him (dev.open_desks); 0 = a data administrator did
};

// A client said hello. Tail: its name.
struct ClientKnown {
  std::uint64_t client = 0;
  Micros at = 0;
  std::uint32_t credits = 0;  // as many last outcomes are kept
  std::uint32_t role = 0;     // Role
};

struct ClientForgotten {
  std::uint64_t client = 0;
};

struct SignedIn {
  Asker asker{};
  Micros at = 0;
  std::uint64_t session = 0;  // the transport session that speaks for the agent from now on
  std::uint32_t agent = 0;
  std::uint32_t open_capacity = 0;  // of the ramp-up: how much of the capacity is usable at once
  Micros ramp_next_at = 0;          // next step of the ramp-up, kNever without one
};

struct AgentStatusChanged {
  Micros at = 0;
  Micros until = 0;  // end of wrap-up or grace; kNever otherwise
  std::uint32_t agent = 0;
  std::uint8_t status = 0;  // AgentStatus
  std::uint8_t misses = 0;  // offers missed in a row, from now
  std::uint16_t zero = 0;
};

// A step of the ramp-up.
struct CapacityOpened {
  Micros next_at = 0;
  std::uint32_t agent = 0;
  std::uint32_t open_capacity = 0;
};

// The raw inputs. Tail: SubmitFacts, skills, then the body.
struct Submitted {
  std::uint64_t ticket = 0;
  std::uint64_t key_high = 0;
  std::uint64_t key_low = 0;
  std::uint64_t payload_hash = 0;
  std::uint64_t customer = 0;
  std::uint64_t client = 0;
  Micros at = 0;
  std::uint16_t type = 0;
  std::uint16_t region = 0;
  std::uint8_t channel = 0;
  std::uint8_t claimed_level = 0;
  std::uint8_t claimed_tier = 0;
  std::uint8_t skill_count = 0;
};
static_assert(sizeof(Submitted) == 64);

// What the rules made of a submit: level, clocks, place in the order, and who may take it (requirement masks).
struct Classified {
  std::uint64_t ticket = 0;
  Micros respond_due = 0;
  Micros respond_next_at = 0;  // next step of the clock
  Micros resolve_due = 0;
  Micros resolve_next_at = 0;
  Micros order_key = 0;  // virtual due
  std::uint32_t rules_version = 0;
  std::uint16_t region = 0;        // of the requirement
  std::uint8_t channel = 0;        // of the requirement
  std::uint8_t customer_tier = 0;  // of the requirement
  std::uint8_t agent_tiers = 0;    // of the requirement
  std::uint8_t level = 0;
  std::uint8_t tier = 0;  // the customer's, that counts
  std::uint8_t order_level = 0;
  std::uint8_t live = 0;        // arrived on a live channel
  std::uint8_t level_from = 0;  // RuleOutput: what gave the level
  std::array<std::uint8_t, 2> zero{};
};
static_assert(sizeof(Classified) == 64);

struct Offered {
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;
  std::uint32_t accept_within_ms = 0;
  std::uint32_t token = 0;        // names this offer; accept and decline carry it
  std::uint32_t interval_ms = 0;  // smoothed interval between offers of this signature, from now
  DecisionNote note{};
};
static_assert(sizeof(Offered) == 64);

struct Accepted {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros stale_at = kNever;  // from now: when a report is missed
  std::uint32_t agent = 0;
  std::uint32_t token = 0;
};

// An offer ended without an accept, or an assignment was taken from its agent; the ticket goes back to its place in the pool.
struct Returned {
  Asker asker{};  // of a decline; 0 otherwise
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros excluded_until = 0;  // the agent does not get it again before; 0 = may at once
  std::uint32_t agent = 0;
  std::uint8_t reason = 0;        // ReturnReason
  std::uint8_t decline_code = 0;  // what the agent gave as reason, free for the desk
  std::uint8_t misses = 0;        // of the agent, in a row, from now
  std::uint8_t unremembered = 0;  // 1 = a decline that found no place in memory: counted
  Micros order_key = 0;           // from now: its place among those that wait
};
static_assert(sizeof(Returned) == 56);

struct DeclineForgotten {
  std::uint64_t ticket = 0;
  std::uint32_t agent = 0;
  std::uint32_t zero = 0;
};

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

// Ends the work: the ticket moves to the table of recent ones. Tail: the solution.
struct Resolved {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros first_response_at = 0;  // as it stands from now on; = at when no contact was reported before
  Micros wrap_up_until = 0;      // 0 = no wrap-up
  std::uint32_t agent = 0;
  std::uint16_t result_code = 0;
  std::uint8_t overdue_reason = 0;  // given with it; 0 = as it stood
  std::uint8_t stays = 0;           // 1 = the ticket stays open, with nobody, until its loop is closed
  Micros closes_at = kNever;        // when silence closes it; kNever = it does not
};
static_assert(sizeof(Resolved) == 64);

// A step of a clock: 50 %, 80 %, overdue, ...
struct ClockFired {
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros next_at = 0;  // the next step; kNever after the last
  std::uint16_t per_mille = 0;
  std::uint8_t clock = 0;        // Clock
  std::uint8_t order_level = 0;  // from now: a ticket past its respond deadline is ordered one level higher, once
  std::uint8_t nobody_told = 0;  // 1 = it was said, now or before, that nobody who may take it is on duty
  std::array<std::uint8_t, 3> zero{};
};

struct RecentEvicted {
  std::uint64_t ticket = 0;
};

struct CustomerEvicted {
  std::uint64_t customer = 0;
};

// Work on many tickets, to be done in bounded steps.
struct AgendaQueued {
  std::uint64_t item = 0;     // names the entry; ascending
  std::uint64_t subject = 0;  // agent or session, by kind
  std::uint64_t kind = 0;     // AgendaKind
};

struct AgendaAdvanced {
  std::uint64_t item = 0;
  std::uint64_t cursor = 0;
  std::uint32_t done = 0;   // 1 = the entry is finished and leaves
  std::uint32_t moved = 0;  // tickets touched so far
};

// Refusals, once per client, command and minute, with how many there were since the last such record.
struct Refused {
  std::uint64_t client = 0;
  Micros at = 0;
  std::uint32_t count = 0;
  std::uint8_t command = 0;  // CommandKind; 0 = a request that never becomes one
  std::uint8_t code = 0;     // Reject of the latest
  std::uint8_t frame = 0;    // refused before it became a command: number of the kind of frame
  std::uint8_t zero = 0;
};
// Which refusals are counted together: a command, or a frame that never becomes one.
constexpr std::uint16_t RefusalWhat(std::uint8_t command, std::uint8_t frame) {
  return command != 0 ? command : static_cast<std::uint16_t>(0x100 | frame);
}

// The session that drives the time has moved it here, and everything that fell due on the way was done. Nothing else changes: it is written
// so that what was told about the time is as durable as everything told.
struct TimeSet {
  Micros at = 0;
};

// The data directory has passed a mark of its budget, upwards or downwards.
struct SpaceMarked {
  Micros at = 0;
  std::uint64_t used_bytes = 0;
  std::uint64_t budget_bytes = 0;
  std::uint64_t mark = 0;  // SpaceMark
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

// A clock as it stands from now on.
struct ClockSet {
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros from = 0;      // where it counts from
  Micros due = kNever;  // kNever = it has stopped
  Micros next_at = kNever;
  std::uint16_t per_mille = 0;  // the highest step that has fired
  std::uint8_t clock = 0;       // Clock
  std::uint8_t news = 0;        // ClockNews
  std::uint32_t zero = 0;
};
static_assert(sizeof(ClockSet) == 48);

// The loop of a resolved ticket is closed: it ends. Tail: a note.
struct LoopClosed {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros closes_at = kNever;  // called back, it is resolved and not closed: when silence closes it
  std::uint32_t agent = 0;    // who called back; 0 = nobody
  std::uint32_t closing = 0;  // LoopClosing
};

// Why the ticket is overdue. Tail: in words.
struct OverdueReasonSet {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;   // 0 = a supervisor
  std::uint32_t reason = 0;  // code of the rule set
};

// A human set another level; its deadlines follow as a TicketMoved. Tail: why.
struct LevelChanged {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint8_t level = 0;
  std::uint8_t order_level = 0;
  std::uint8_t agent_tiers = 0;      // of the requirement, with the steps of relaxation that were taken
  std::uint8_t own_agent_tiers = 0;  // of the requirement before any relaxation
  std::array<std::uint8_t, 4> zero{};
};

// The deadlines of the two main clocks under the rules in force, after other rules or another level.
struct TicketMoved {
  std::uint64_t ticket = 0;
  Micros respond_due = 0;
  Micros respond_next_at = 0;
  Micros resolve_due = 0;
  Micros resolve_next_at = 0;
  Micros order_key = 0;
  std::uint32_t rules_version = 0;
  std::uint32_t scheme = 0;  // whose presets count: ActiveRules::SchemeOf
};
static_assert(sizeof(TicketMoved) == 56);

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

// Far past a deadline the machine orders the ticket higher, and opens it to more agents. Its level and targets stay.
struct Escalated {
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint16_t region = 0;        // of the requirement
  std::uint8_t customer_tier = 0;  // of the requirement
  std::uint8_t agent_tiers = 0;    // of the requirement
  std::uint8_t order_level = 0;
  std::uint8_t own_agent_tiers = 0;  // of the requirement before any relaxation
  std::uint8_t flags = 0;            // of ClockFlag those that are set from now on
  std::uint8_t zero = 0;
};

// What the classification and flow rules made of a submit beside its level; stands before Classified, when there is anything to say.
// Tail: the skills that it asks for from now on (SkillLevel x skill_count).
struct Tagged {
  std::uint64_t ticket = 0;
  std::uint64_t tags = 0;
  std::array<std::uint8_t, 32> fired{};  // bit p - 1 = the classification rule at place p of the rule set matched
  std::uint16_t type = 0;
  std::uint8_t category = 0;    // ComplaintCategory
  std::uint8_t department = 0;  // of the catalog
  std::uint8_t flags = 0;       // TicketFlag
  std::uint8_t review_minutes = 0;
  std::uint8_t level_rule = 0;  // the rules that decided, by place from 1; 0 = none did
  std::uint8_t type_rule = 0;
  std::uint8_t category_rule = 0;
  std::uint8_t department_rule = 0;
  std::uint8_t flow_rule = 0;
  std::uint8_t skill_count = 0;
  std::uint32_t rules_version = 0;
};
static_assert(sizeof(Tagged) == 64);

// A submit with a not-before time: outside pool and clocks until so long after its receipt. Classified brings it in.
struct Planned {
  std::uint64_t ticket = 0;
  std::uint32_t after_s = 0;
  std::uint32_t rules_version = 0;
  std::uint8_t level = 0;
  std::uint8_t tier = 0;
  std::uint8_t level_from = 0;  // RuleOutput: what gave the level
  std::array<std::uint8_t, 5> zero{};
};

// A supervisor looked at a ticket: it stays as it is, or it goes to others (what follows stands in changes of its own).
struct Reviewed {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint64_t flags = 0;  // TicketFlag, from now
};

// Nobody looked in time: the alert is repeated, the dispatch stands.
struct ReviewAlerted {
  std::uint64_t ticket = 0;
};

// An agent's shift or exclusive hours begin, end or come to their last minutes; or his record or the calendars changed.
struct DutyTurned {
  Micros at = 0;
  Micros next_at = 0;  // when they turn again; kNever = never
  Micros ramp_next_at = 0;
  std::uint32_t agent = 0;
  std::uint32_t open_capacity = 0;
  std::uint8_t duty = 0;            // DutyFlag
  std::uint8_t customer_tiers = 0;  // that he serves from now on; bit t = CustomerTier t, 0 = all
  std::array<std::uint8_t, 6> zero{};
};

// What a ticket weighs in the load of who has it, in kPlaceUnits-ths of a place. Before it, kPlaceUnits both.
struct TicketWeighed {
  std::uint64_t ticket = 0;
  std::uint8_t weight = 0;
  std::uint8_t waiting_weight = 0;  // while it waits for its customer
  std::array<std::uint8_t, 6> zero{};
};

// A ticket stays in the pool: when its matching is looked at again by itself, and for whom it is kept until then.
struct MatchPlanned {
  std::uint64_t ticket = 0;
  Micros next_at = 0;
  std::uint32_t held_for = 0;  // agent: the customer's manager; nobody else gets it before. 0 = anybody may
  std::uint32_t zero = 0;
};

// What a waiting ticket asks for was loosened, or it is kept for its customer's manager no longer.
struct Relaxed {
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros next_at = 0;               // the next step, kNever after the last
  std::uint16_t region = 0;         // of the requirement, from now
  std::uint8_t customer_tier = 0;   // the same
  std::uint8_t agent_tiers = 0;     // the same
  std::uint8_t steps = 0;           // bit s = Relaxation s was taken since the ticket's entry into the pool
  std::uint8_t skills_lowered = 0;  // 1 = the minimum level of each skill is one below what was asked
  std::uint16_t zero = 0;
};

// What a ticket asks for, and what is planned of its matching, under the rules in force: its level, or the rules, are others than before.
struct Rerouted {
  std::uint64_t ticket = 0;
  Micros next_at = 0;                // as MatchPlanned
  Micros order_key = 0;              // its place among those that wait
  std::uint16_t region = 0;          // of the requirement, from now
  std::uint8_t customer_tier = 0;    // the same
  std::uint8_t agent_tiers = 0;      // the same; of one that is kept for an agent, what it asks for when it is kept no longer
  std::uint8_t own_agent_tiers = 0;  // of the requirement before any relaxation
  std::array<std::uint8_t, 3> zero{};
};
static_assert(sizeof(Rerouted) == 32);

// It was said that the customer is to be given a time; not again until one was.
struct PromiseAsked {
  std::uint64_t ticket = 0;
};

// An agent, or all of a group, is full, or no longer is.
enum class SaturationOf : std::uint8_t { kAgent = 1, kGroup = 2 };
struct SaturationNoted {
  Micros at = 0;
  std::uint32_t subject = 0;  // agent or signature
  std::uint32_t waiting = 0;  // tickets of the group
  std::uint32_t agents = 0;   // on duty in it
  std::uint8_t kind = 0;      // SaturationOf
  std::uint8_t full = 0;      // 1 = from now, 0 = no longer
  std::uint16_t zero = 0;
};

// A supervisor gave a ticket to an agent: it is his at once.
struct AssignedByHand {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros stale_at = kNever;
  std::uint32_t agent = 0;
  std::uint32_t from = 0;   // who had it; 0 = it waited
  std::uint32_t token = 0;  // as of an offer
  std::uint32_t rules_version = 0;
  std::uint8_t load = 0;           // relative load of the agent before
  std::uint8_t over_capacity = 0;  // 1 = the supervisor said so, and it was needed
  std::array<std::uint8_t, 6> zero{};
};
static_assert(sizeof(AssignedByHand) == 64);

// Who looks after a customer.
struct ManagerSet {
  Asker asker{};
  std::uint64_t customer = 0;
  Micros at = 0;
  std::uint32_t manager = 0;  // agent; 0 = nobody
  std::uint32_t deputy = 0;   // the same
};

// A new article (version 1), or another version of one. Tail: its texts (EncodeArticle).
struct ArticlePut {
  Asker asker{};
  Micros at = 0;
  Micros stale_at = 0;  // when it will have gone without review for too long; kNever = it may
  std::uint32_t article = 0;
  std::uint32_t version = 0;
  std::uint8_t visibility = 0;  // Visibility
  std::array<std::uint8_t, 7> zero{};
};

struct ArticleReviewed {
  Asker asker{};
  Micros at = 0;
  Micros stale_at = 0;
  std::uint32_t article = 0;
  std::uint32_t zero = 0;
};

// A desk answered a ticket with it.
struct ArticleUsed {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t article = 0;
  std::uint32_t agent = 0;
};

// It went without review for too long: told once.
struct ArticleStale {
  Micros at = 0;
  std::uint32_t article = 0;
  std::uint32_t zero = 0;
};

// A resolved ticket is closed: by the customer's word, or by silence.
struct TicketClosed {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint64_t status = 0;  // Status: kClosed or kClosedUnconfirmed
};

// A supervisor keeps it back. Tail: why.
struct TicketHeld {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;  // from whom it was taken; 0 = it waited
  std::uint32_t zero = 0;
};

// It enters the pool: released, or reopened (then its asker is nobody: Reopened names him).
struct TicketPooled {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros order_key = 0;  // from now
};

// It ends without having been resolved. Tail: why.
struct TicketEnded {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint64_t into = 0;     // merged: the ticket that goes on
  std::uint32_t agent = 0;    // who had it; 0 = nobody
  std::uint8_t status = 0;    // Status: kCancelled, kMerged or kAbandoned
  std::uint8_t attached = 0;  // 1 = merged by an attach
  std::uint16_t zero = 0;
};

// It was not solved after all: open again under its number, outside the pool until TicketPooled, its clocks in changes of their own.
// Tail: why.
struct Reopened {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t rules_version = 0;
  std::uint8_t agent_tiers = 0;  // of the requirement
  std::uint8_t live = 0;
  std::uint8_t by_message = 0;  // 1 = a message of the customer said so
  std::uint8_t zero = 0;
};

// The customer wrote about a resolved ticket, and did not say that it is not solved. Tail: the text.
struct WroteAfter {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros closes_at = kNever;  // silence begins anew
};

// An agent asks to give a ticket away. Tail: the team (team_bytes), then why.
struct TransferAsked {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros alert_at = kNever;
  std::uint32_t agent = 0;
  std::uint32_t to = 0;  // agent; 0 = the team, or nobody in particular
  std::uint64_t team_bytes = 0;
};

// A supervisor has decided it; approved, the assignment follows as an AssignedByHand. Tail: why.
struct TransferSettled {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;  // who asked
  std::uint32_t word = 0;   // TransferWord
};

// Nobody decided it in time: told once.
struct TransferAlerted {
  std::uint64_t ticket = 0;
};

// A ticket goes on from an earlier one: the machine found or made it so. Stands behind its Submitted.
struct ParentNoted {
  std::uint64_t ticket = 0;
  std::uint64_t parent = 0;
};

// The same, because somebody said so.
struct ParentSet {
  Asker asker{};
  std::uint64_t ticket = 0;
  std::uint64_t parent = 0;
  Micros at = 0;
};

// What a customer is called on a channel is his from now on: tickets that come in under it are his.
struct IdentityLinked {
  Asker asker{};
  std::uint64_t identity = 0;  // keyed hash, as of a customer
  std::uint64_t customer = 0;
  Micros at = 0;
  std::uint64_t channel = 0;  // of the catalog; 0 = on every channel
};

// And no longer is. Tickets that came in meanwhile stay his.
struct IdentityUnlinked {
  Asker asker{};
  std::uint64_t identity = 0;
  std::uint64_t customer = 0;  // whose it was
  Micros at = 0;
  std::uint64_t channel = 0;
};

// Two customers are one person: `from` is another name of `into` from now on, and what was known of him is known of `into`.
struct CustomersMerged {
  Asker asker{};
  std::uint64_t from = 0;
  std::uint64_t into = 0;
  Micros at = 0;
  std::uint32_t manager = 0;  // of both together; 0 = nobody
  std::uint32_t deputy = 0;
};

// A part of a ticket is asked of a department. Tail: what is to be done.
struct PartAsked {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros due = kNever;      // kNever = with its ticket
  std::uint32_t agent = 0;  // who asks; 0 = a supervisor
  std::uint32_t to = 0;     // agent who is to do it; 0 = nobody yet
  std::uint8_t part = 0;    // of the ticket, from 1
  std::uint8_t department = 0;
  std::array<std::uint8_t, 6> zero{};
};

// The agent is to do it from now on.
struct PartAssigned {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;
  std::uint8_t part = 0;
  std::array<std::uint8_t, 3> zero{};
};

// Where the work on it stands. Tail: a word about it.
struct PartReported {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;  // 0 = a supervisor
  std::uint8_t part = 0;
  std::uint8_t node = 0;  // PartNode
  std::uint16_t zero = 0;
};

// It has ended: done or dropped. Tail: the result, or why.
struct PartEnded {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros stale_at = kNever;  // of the ticket, from now: whoever has it is to report
  std::uint32_t agent = 0;   // 0 = a supervisor, or nobody: its ticket ended
  std::uint8_t part = 0;
  std::uint8_t node = 0;    // PartNode: kDone or kDropped
  std::uint8_t by_end = 0;  // 1 = its ticket ends
  std::uint8_t zero = 0;
};

// Its time is over: told once.
struct PartAlerted {
  std::uint64_t ticket = 0;
  std::uint64_t part = 0;
};

// Its ticket is merged into another, where the work on it goes on.
struct PartMoved {
  std::uint64_t ticket = 0;  // from now on
  std::uint64_t from = 0;
  std::uint8_t part = 0;  // of the ticket, from now on
  std::uint8_t was = 0;   // of the one before
  std::array<std::uint8_t, 6> zero{};
};

// A plan, or another wording of one. Tail: EncodePlan.
struct PlanPut {
  Asker asker{};
  Micros at = 0;
  Micros next_at = 0;  // its next round
  std::uint32_t plan = 0;
  std::uint32_t round = 0;  // of next_at, from 0
};

struct PlanDropped {
  Asker asker{};
  Micros at = 0;
  std::uint64_t plan = 0;
};

// A round has come, and what it makes: a ticket, or the beginning of tickets for many; or a ticket of those.
struct PlanFired {
  std::uint64_t ticket = 0;  // 0 = those come one by one, or there is nobody to make one for
  Micros at = 0;
  Micros next_at = 0;
  std::uint32_t plan = 0;
  std::uint32_t round = 0;   // of next_at
  std::uint32_t missed = 0;  // rounds that passed while nothing ran, and make nothing
  std::uint32_t zero = 0;
};

// The customer of a resolved ticket is to be called back; or whoever is to do it was told.
struct CallBackSet {
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros due = 0;           // 0 = told
  std::uint64_t agent = 0;  // who is to call
};

// Somebody was shown the personal data of a ticket unmasked. Tail: the name of the client.
struct Looked {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;  // who had it then; 0 = nobody
  std::uint8_t role = 0;    // Role of who looked
  std::array<std::uint8_t, 3> zero{};
};

// The engine opened this ticket by itself; stands right behind its Submitted, whose client is nobody. The ticket that it belongs to is told
// by a ParentNoted.
struct Made {
  std::uint64_t ticket = 0;
  std::uint32_t plan = 0;   // of a planned one: which plan made it
  std::uint8_t origin = 0;  // TicketOrigin
  std::uint8_t weight = 0;  // in the load of who has it, in kPlaceUnits-ths of a place
  std::uint16_t zero = 0;
};
static_assert(sizeof(Made) == 16);

// A customer's answer to the survey of a resolved ticket; it replaces an earlier one. Tail: what he wrote.
struct FeedbackGiven {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint64_t follow_up = 0;  // the ticket that it led to, or an earlier answer had; 0 = none. Made behind this change
  std::uint32_t agent = 0;      // who had resolved it
  std::uint16_t answers = 0;    // of this ticket, with this one
  SurveyScores scores{};
  std::uint8_t tenths = 0;  // their mean
  std::uint8_t solved = 0;  // Solved
  std::uint8_t flags = 0;   // FeedbackFlag
  std::array<std::uint8_t, 4> zero{};
};
static_assert(sizeof(FeedbackGiven) == 56);

// A later answer was better: said in the history of the follow-up that an earlier one had led to.
struct FollowUpNoted {
  std::uint64_t ticket = 0;    // the follow-up
  std::uint64_t answered = 0;  // the ticket of the answer
  Micros at = 0;
  std::uint8_t tenths = 0;
  std::uint8_t tenths_before = 0;
  std::array<std::uint8_t, 6> zero{};
};
static_assert(sizeof(FollowUpNoted) == 32);

// A ticket was resolved and its customer is to be asked how content he is: for whoever follows the changes and has a way to ask him.
struct SurveyRequested {
  std::uint64_t ticket = 0;
  std::uint64_t client = 0;    // the front end that submitted it
  std::uint64_t customer = 0;  // 0 = it names none
  Micros at = 0;
};

// Of more answers than are kept that of the oldest ticket is forgotten; no further answer about it, or an older one, is taken.
struct FeedbackForgotten {
  std::uint64_t ticket = 0;
};

// A ticket that was answered with articles is resolved: when it is known whether they solved it.
struct UsesAwaited {
  std::uint64_t ticket = 0;
  Micros judge_at = 0;
};

// Whether an article solved a ticket is known now, and is counted.
struct UseJudged {
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t article = 0;
  std::uint32_t solved = 0;  // 1 = neither reopened nor repeated in time
};

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
