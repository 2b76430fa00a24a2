// The commands: what somebody asks of the engine. Verbs; already decoded, verified and named by ids.
//
// A command borrows its texts from the batch that carries it: they live until the turn that takes it has returned. Ids in a command were
// checked to exist in the catalog when it was decoded (the catalog only grows); everything else is checked by the engine.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <string_view>
#include <variant>

#include "core/base/time.h"
#include "core/model/agent_terms.h"
#include "core/model/article.h"
#include "core/model/feedback.h"
#include "core/model/ids.h"
#include "core/model/names.h"
#include "core/model/plan.h"
#include "core/model/reject.h"
#include "core/model/requirement.h"
#include "core/model/rule_set.h"
#include "core/model/submit_facts.h"

namespace tidegate {

// Where a reply goes and who asks. `session` and `correlation` are opaque to core.
struct Caller {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  ClientId client{};
  std::uint64_t request = 0;  // number of the client's mutating request, 0 = not remembered
  Role role = Role::kNone;
  std::string_view name{};  // of the client: of roles that are IsNamed, and with LookAt; else empty
};

// Whose name counts in what he may do: a supervisor's team and an agent who is at no desk go by it.
constexpr bool IsNamed(Role role) { return role == Role::kSupervisor || role == Role::kAgent; }

// X(struct, number, english name, mutates)
#define TIDEGATE_COMMANDS(X)                          \
  X(Hello, 1, "hello", true)                          \
  X(Submit, 2, "submit", true)                        \
  X(SignIn, 3, "sign-in", true)                       \
  X(SetAgentStatus, 4, "set-agent-status", true)      \
  X(Accept, 5, "accept", true)                        \
  X(Decline, 6, "decline", true)                      \
  X(ReportContact, 7, "report-contact", true)         \
  X(ReportNode, 8, "report-node", true)               \
  X(Resolve, 9, "resolve", true)                      \
  X(Declare, 10, "declare", true)                     \
  X(DeclareAgent, 11, "declare-agent", true)          \
  X(ActivateRules, 12, "activate-rules", true)        \
  X(SessionEnded, 13, "session-ended", true)          \
  X(Start, 14, "start", true)                         \
  X(FindTicket, 15, "find-ticket", false)             \
  X(ExplainTicket, 16, "explain-ticket", false)       \
  X(ListAgents, 17, "list-agents", false)             \
  X(ListPool, 18, "list-pool", false)                 \
  X(AskStatus, 19, "ask-status", false)               \
  X(OpenDirectory, 20, "open-directory", true)        \
  X(SetTime, 21, "set-time", true)                    \
  X(AskClock, 22, "ask-clock", false)                 \
  X(ReportSpace, 23, "report-space", true)            \
  X(Assign, 25, "assign", true)                       \
  X(TakeBack, 26, "take-back", true)                  \
  X(SetManager, 27, "set-manager", true)              \
  X(MessageIn, 30, "message-in", true)                \
  X(MessageOut, 31, "message-out", true)              \
  X(Promise, 32, "promise", true)                     \
  X(Confirm, 33, "confirm", true)                     \
  X(RecordCallBack, 34, "record-call-back", true)     \
  X(SetOverdueReason, 35, "set-overdue-reason", true) \
  X(ChangeLevel, 36, "change-level", true)            \
  X(AddNote, 37, "add-note", true)                    \
  X(ReviewTicket, 40, "review-ticket", true)          \
  X(DeclareAgents, 50, "declare-agents", true)        \
  X(UndoRules, 55, "undo-rules", true)                \
  X(ShowRules, 56, "show-rules", false)               \
  X(ShowAgent, 57, "show-agent", false)               \
  X(ListSaturated, 58, "list-saturated", false)       \
  X(PutArticle, 60, "put-article", true)              \
  X(ReviewArticle, 61, "review-article", true)        \
  X(UseArticle, 62, "use-article", true)              \
  X(ListArticles, 63, "list-articles", false)         \
  X(Hold, 64, "hold", true)                           \
  X(Release, 65, "release", true)                     \
  X(Cancel, 66, "cancel", true)                       \
  X(Abandon, 67, "abandon", true)                     \
  X(Merge, 68, "merge", true)                         \
  X(Reopen, 69, "reopen", true)                       \
  X(AskTransfer, 70, "ask-transfer", true)            \
  X(SettleTransfer, 71, "settle-transfer", true)      \
  X(ListTransfers, 72, "list-transfers", false)       \
  X(GiveFeedback, 73, "give-feedback", true)          \
  X(ListFeedback, 74, "list-feedback", false)         \
  X(Attach, 77, "attach", true)                       \
  X(LinkTicket, 78, "link-ticket", true)              \
  X(LinkIdentity, 79, "link-identity", true)          \
  X(UnlinkIdentity, 80, "unlink-identity", true)      \
  X(MergeCustomers, 81, "merge-customers", true)      \
  X(ShowCustomer, 82, "show-customer", false)         \
  X(AskPart, 84, "ask-part", true)                    \
  X(AssignPart, 85, "assign-part", true)              \
  X(ReportPart, 86, "report-part", true)              \
  X(ListParts, 87, "list-parts", false)               \
  X(PutPlan, 88, "put-plan", true)                    \
  X(DropPlan, 89, "drop-plan", true)                  \
  X(ListPlans, 90, "list-plans", false)               \
  X(LookAt, 91, "look-at", true)                      \
  X(NoteRefusals, 92, "note-refusals", true)          \
  X(RetireAgent, 93, "retire-agent", true)            \
  X(ListReviews, 94, "list-reviews", false)

// A session begins to speak for a client.
struct Hello {
  std::string_view name;
  std::uint32_t credits = 0;  // requests in flight, and outcomes remembered
};

struct Submit {
  KeyHash key{};
  std::uint64_t payload_hash = 0;  // without send times
  CustomerId customer{};
  TypeId type{};
  RegionId region{};
  ChannelId channel{};
  Level claimed_level = Level::kNone;
  CustomerTier claimed_tier = CustomerTier::kNone;
  Level admitted_level = Level::kNone;  // not kNone: the claim lies beyond the front end's quota, and counts for a place as this one
  std::uint8_t skill_count = 0;
  std::array<SkillLevel, kRequirementSkillsMax> skills{};
  SubmitFacts facts{};
  std::string_view body;  // encoded Body
};

// A desk comes online for an existing agent.
struct SignIn {
  std::string_view agent;  // name
};

struct SetAgentStatus {
  AgentId agent{};
  AgentStatus status = AgentStatus::kOnline;  // kOnline, kBusy, kBreak or kOffline
};

struct Accept {
  AgentId agent{};
  TicketId ticket{};
  std::uint32_t token = 0;
};

struct Decline {
  AgentId agent{};
  TicketId ticket{};
  std::uint32_t token = 0;
  std::uint8_t reason = 0;
};

struct ReportContact {
  AgentId agent{};
  TicketId ticket{};
};

// The agent says where the work stands: kToContact, kInProgress, kToReply, kWaitingCustomer, kWaitingDepartment.
struct ReportNode {
  AgentId agent{};
  TicketId ticket{};
  Status status = Status::kNone;
};

struct Resolve {
  AgentId agent{};
  TicketId ticket{};
  std::uint16_t result_code = 0;    // required, from 1
  std::uint8_t overdue_reason = 0;  // of an overdue ticket, unless one was given before
  std::string_view solution;        // required
};

struct Declare {
  CatalogKind kind = CatalogKind::kNone;
  std::string_view name;
};

// The whole record of an agent; what is left out is not kept from an earlier one.
struct DeclareAgent {
  std::string_view name;
  const Profile* profile = nullptr;  // canonical
  std::uint32_t capacity = 0;
  std::uint32_t cost_per_hour_cents = 0;
  std::string_view team{};
  std::string_view supervisor{};       // name of an agent; empty = none
  std::string_view duty_supervisor{};  // the same
  std::string_view shift{};            // name of a calendar of the rules in force; empty = always on shift
  std::string_view tier_hours{};       // name of a calendar: while it is open he serves `hours_tiers` only; empty = never
  std::uint8_t hours_tiers = 0;        // bit t set = CustomerTier t; goes with tier_hours
  std::uint8_t room_count = 0;
  std::array<ChannelRoom, kChannelRoomsMax> rooms{};  // in any order, no channel twice
};

// Agents' records, all or none: every flaw is told, and then nothing is done.
struct DeclareAgents {
  std::span<const DeclareAgent> agents;  // at most kRecordsAtOnceMax
  Applying applying = Applying::kApply;
};

// Takes an agent's record back, until it is declared again.
struct RetireAgent {
  std::string_view name;
};

struct ActivateRules {
  std::string_view source;
  std::string_view compiled;  // EncodeRuleSet
  std::string_view author{};  // name of the client
  RulesUse use = RulesUse::kActivate;
};

// An earlier version of the rules comes into force again, as a new version.
struct UndoRules {
  std::uint32_t in_force = 0;  // the version that the asker means to undo: if another is in force, he decides again
  std::uint32_t restore = 0;   // 0 = the one before that
  std::string_view author{};   // name of the client
};

// The versions that are kept, and a part of the source of one of them.
struct ShowRules {
  std::uint32_t version = 0;  // 0 = the one in force
  std::uint32_t offset = 0;   // in bytes
};

// All that is known of an agent.
struct ShowAgent {
  std::string_view name;
};

// Who is full now: agents with an id above `after_agent`, then groups with a signature from `from_group` on; at most kPageRecordsMax.
struct ListSaturated {
  AgentId after_agent{};
  std::uint32_t from_group = 0;
};

// From the daemon: a transport session is gone. Its agents get the disconnect grace.
struct SessionEnded {
  std::uint64_t ended = 0;
};

// From the daemon, first of a process's life.
struct Start {};

// From the daemon, first of a directory's life.
struct OpenDirectory {
  std::uint64_t directory_id = 0;
  std::array<std::uint8_t, 16> hash_key{};
  std::uint32_t partition = 0;
  TimeSource time_source = TimeSource::kWall;
};

// Where time is driven: it shall be `at`. Whoever feeds the turns gives this one the time asked for, after turns at every instant before it
// at which something fell due; the engine only sees that it was done, or that time would go back.
struct SetTime {
  Micros at = 0;
};

// What time it is, and what is known of the clock. kAcceptStep: an operator's word that the machine's wall clock is right after a jump; the
// one who feeds the turns hears it, to the engine it changes nothing.
enum class ClockWord : std::uint8_t { kNone, kAcceptStep };
struct AskClock {
  ClockWord word = ClockWord::kNone;
};

// From the daemon: the data directory has passed a mark of its budget. A measured fact, so that what is refused because of it is decided
// here and again in every replay.
struct ReportSpace {
  SpaceMark mark = SpaceMark::kEnough;
  std::uint64_t used_bytes = 0;
  std::uint64_t budget_bytes = 0;
};

// By id, or by key when the id is none.
struct FindTicket {
  TicketId ticket{};
  KeyHash key{};
};

struct ExplainTicket {
  TicketId ticket{};
  KeyHash key{};
};

// Agents with an id above `after`, at most kPageRecordsMax.
struct ListAgents {
  AgentId after{};
};

// Signatures with waiting tickets, in canonical order of their places; at most kPageRecordsMax from `after` on.
struct ListPool {
  std::uint32_t after = 0;
};

struct AskStatus {};

// The customer wrote: by id, or by key when the id is none.
struct MessageIn {
  TicketId ticket{};
  KeyHash key{};
  std::string_view text{};  // required
  CustomerWord word = CustomerWord::kNone;
};

// A message reached the customer. Here and below an agent that is none: a supervisor does it.
struct MessageOut {
  AgentId agent{};
  TicketId ticket{};
  MessageKind kind = MessageKind::kAnswer;
  std::string_view text{};  // required
};

// A time is given to the customer.
struct Promise {
  AgentId agent{};
  TicketId ticket{};
  Micros at = 0;
  std::string_view interim{};  // what helps until then; required of an urgent ticket
};

// The customer is content with a resolved ticket.
struct Confirm {
  TicketId ticket{};
  KeyHash key{};
};

// Somebody called the customer back about a resolved ticket.
struct RecordCallBack {
  AgentId agent{};  // none: a supervisor did
  TicketId ticket{};
  std::string_view note{};
};

struct SetOverdueReason {
  AgentId agent{};  // none: a supervisor says so
  TicketId ticket{};
  std::uint8_t reason = 0;  // code of the rule set
  std::string_view text{};  // where the reason asks for it
};

struct ChangeLevel {
  TicketId ticket{};
  Level level = Level::kNone;
  std::string_view reason{};  // required
};

// A note about a ticket, or that a call with its customer ended.
struct AddNote {
  AgentId agent{};
  TicketId ticket{};
  TouchKind kind = TouchKind::kNote;
  std::string_view text{};  // required of a note
};

// A supervisor looked at a ticket that was dispatched at once: it stays with whoever has it, or goes to others (domain.md 4).
struct ReviewTicket {
  TicketId ticket{};
  ReviewWord word = ReviewWord::kConfirm;
};

// A supervisor's word on who has a ticket: overrides everything but capacity, and capacity only when he says so (domain.md 7). The agent
// has it at once, without an offer; whoever had it before is told.
struct Assign {
  TicketId ticket{};  // or by key, when none
  KeyHash key{};
  std::string_view agent;  // name
  CapacityUse capacity = CapacityUse::kWithin;
};

// A supervisor takes a ticket from whoever has it, or was offered it, back to its place in the pool.
struct TakeBack {
  TicketId ticket{};  // or by key, when none
  KeyHash key{};
};

// Who looks after a customer (domain.md 7); empty = nobody.
struct SetManager {
  CustomerId customer{};
  std::string_view manager;  // name of an agent
  std::string_view deputy;   // the same
};

// Here and below a ticket is named by id, or by key when the id is none.

// A supervisor keeps a ticket back: it leaves the pool, or its agent, and waits for Release. Its clocks run on.
struct Hold {
  TicketId ticket{};
  KeyHash key{};
  std::string_view reason{};  // required
};

struct Release {
  TicketId ticket{};
  KeyHash key{};
};

// The customer wants nothing any more; of a front end, or a supervisor.
struct Cancel {
  TicketId ticket{};
  KeyHash key{};
  std::string_view reason{};
};

// The customer of a live channel left before anybody came.
struct Abandon {
  TicketId ticket{};
  KeyHash key{};
};

// One matter came twice: `into` goes on, with the earliest deadline of each clock; the other ends.
struct Merge {
  TicketId ticket{};
  KeyHash key{};
  TicketId into{};
  KeyHash into_key{};
  std::string_view reason{};
};

// A resolved ticket was not solved after all; of its front end, or a supervisor.
struct Reopen {
  TicketId ticket{};
  KeyHash key{};
  std::string_view reason{};
};

// An agent asks to give a ticket away: to an agent, to a team, or to whoever the supervisor chooses.
struct AskTransfer {
  AgentId agent{};
  TicketId ticket{};
  std::string_view to{};      // name of an agent
  std::string_view team{};    // name of a team; not with `to`
  std::string_view reason{};  // required
};

// What a supervisor says to it. Approved without a name it goes to whom the agent asked for.
struct SettleTransfer {
  TicketId ticket{};
  KeyHash key{};
  TransferWord word = TransferWord::kNone;
  std::string_view to{};
  std::string_view team{};
  std::string_view reason{};  // required of a refusal
};

// Transfers that wait for a decision, of tickets with a number above `after`, at most kTransfersPerPageMax.
struct ListTransfers {
  TicketId after{};
};

// Tickets that a supervisor is to look at, with a number above `after`, at most kPageRecordsMax.
struct ListReviews {
  TicketId after{};
};

// What a front end was offered of a repeat, or a supervisor says so: the ticket is about the matter of an earlier, open one, and is merged
// into it. A front end attaches its own tickets, to any of the same customer.
struct Attach {
  TicketId ticket{};
  KeyHash key{};
  TicketId to{};
  KeyHash to_key{};
};

// The ticket goes on from an earlier one, which stays as it is.
struct LinkTicket {
  TicketId ticket{};
  KeyHash key{};
  TicketId parent{};
  KeyHash parent_key{};
};

// What a customer is called on a channel (none: on every one) is his from now on, or no longer is.
struct LinkIdentity {
  CustomerId customer{};
  CustomerId identity{};
  ChannelId channel{};
};
struct UnlinkIdentity {
  CustomerId customer{};
  CustomerId identity{};
  ChannelId channel{};
};

// Two customers are one person; `into` goes on.
struct MergeCustomers {
  CustomerId from{};
  CustomerId into{};
};

// What the engine knows of a customer: by name, or as the customer of a ticket.
struct ShowCustomer {
  CustomerId customer{};
  TicketId ticket{};  // or, when there is no customer, whose ticket
};

// What the customer of a resolved ticket says of the work on it; of its front end. A later answer replaces an earlier one.
struct GiveFeedback {
  TicketId ticket{};
  KeyHash key{};
  SurveyScores scores{};
  Solved solved = Solved::kNone;  // required
  std::string_view text{};
};

// The answer about one ticket, by id or key; or, where none is named, a page of answers about tickets with a number above `after`, at most
// kFeedbacksPerPageMax.
struct ListFeedback {
  TicketId ticket{};
  KeyHash key{};
  TicketId after{};
  FeedbackScope scope = FeedbackScope::kAll;
};

// A new article, or another version of one; putting it counts as a review.
struct PutArticle {
  ArticleId article{};  // none: a new one
  Visibility visibility = Visibility::kNone;
  std::string_view text;  // EncodeArticle
};

// The article was read and is right.
struct ReviewArticle {
  ArticleId article{};
};

// The desk answered with it.
struct UseArticle {
  AgentId agent{};
  TicketId ticket{};
  ArticleId article{};
};

// What the engine knows of one article, or, where none is named, of those with an id above `after`, at most kArticlesPerPageMax. The texts
// are found by who feeds the turns.
struct ListArticles {
  ArticleId article{};
  ArticleId after{};
  ArticleScope scope = ArticleScope::kAll;
};

// A department is asked for a part of the work on a ticket: by whoever has it, or a supervisor (agent none).
struct AskPart {
  AgentId agent{};
  TicketId ticket{};
  std::uint8_t department = 0;  // of the catalog; required
  std::string_view to{};        // name of the agent who is to do it; empty = nobody yet
  Micros due = 0;               // 0 = with its ticket
  std::string_view text{};      // what is to be done; required
};

// A part is given to an agent by a supervisor, or taken by an agent of the department's team (agent = to).
struct AssignPart {
  AgentId agent{};  // none: a supervisor says so
  TicketId ticket{};
  std::uint8_t part = 0;
  std::string_view to{};  // required of a supervisor
};

// Where the work on a part stands, by whoever does it, or a supervisor (agent none), who alone may drop it.
struct ReportPart {
  AgentId agent{};
  TicketId ticket{};
  std::uint8_t part = 0;
  PartNode node = PartNode::kNone;  // kInProgress, kWaiting, kDone or kDropped
  std::string_view text{};          // the result of one that is done, why it is dropped: required; else a word about it
};

// Parts that are open, ascending by ticket and part, at most kPartsPerPageMax behind (after, after_part).
struct ListParts {
  AgentId agent{};              // those that this agent is to do, for his desk; none = all, for supervisors
  std::uint8_t department = 0;  // 0 = of all
  TicketId after{};
  std::uint8_t after_part = 0;
};

// A plan by which tickets come again and again; one of the same name is replaced.
struct PutPlan {
  PlanTerms terms;
  PlanTexts texts;
};

struct DropPlan {
  std::string_view name;
};

// Plans with a number above `after`, at most kPlansPerPageMax.
struct ListPlans {
  std::uint32_t after = 0;
};

inline constexpr std::uint32_t kPartsPerPageMax = 32;  // with what is asked and what came of it: a page stays below a frame's 64 KiB
inline constexpr std::uint32_t kPlansPerPageMax = 16;  // the same, with longer texts
// Somebody who may asks to see the personal data of a ticket unmasked (domain.md 14): the look is recorded, with the caller's name, before
// he sees anything.
struct LookAt {
  TicketId ticket{};
  KeyHash key{};
};

// From the daemon: requests of the caller were refused before they became commands, because his role may not make them.
enum class CommandKind : std::uint8_t;
struct NoteRefusals {
  CommandKind command{};        // that they would have become; kNone = the session answers them itself
  std::uint8_t frame = 0;       // number of the kind of frame
  Reject code = Reject::kNone;  // of the latest
  std::uint32_t count = 0;
};

inline constexpr std::uint32_t kTransfersPerPageMax = 64;  // with their reasons: a page stays below a frame's 64 KiB
inline constexpr std::uint32_t kPageRecordsMax = 256;      // A page costs a turn less than its share of commands: engine_bench.

#define TIDEGATE_COMMAND_VARIANT(name, number, english, mutates) , name
using CommandBody = std::variant<std::monostate TIDEGATE_COMMANDS(TIDEGATE_COMMAND_VARIANT)>;
#undef TIDEGATE_COMMAND_VARIANT

// Numbers have gaps; a retired one stays one.
enum class CommandKind : std::uint8_t {
  kNone = 0,
#define TIDEGATE_COMMAND_ENUM(name, number, english, mutates) k##name = number,
  TIDEGATE_COMMANDS(TIDEGATE_COMMAND_ENUM)
#undef TIDEGATE_COMMAND_ENUM
};

// By place in the variant.
inline constexpr CommandKind kCommandKinds[] = {CommandKind::kNone,
#define TIDEGATE_COMMAND_KIND(name, number, english, mutates) CommandKind::k##name,
                                                TIDEGATE_COMMANDS(TIDEGATE_COMMAND_KIND)
#undef TIDEGATE_COMMAND_KIND
};
static_assert(std::size(kCommandKinds) == std::variant_size_v<CommandBody>);

struct Command {
  Caller caller;
  CommandBody body;
  CommandKind kind() const { return kCommandKinds[body.index()]; }
};

constexpr std::string_view CommandName(CommandKind kind) {
  switch (kind) {
#define TIDEGATE_COMMAND_NAME(name, number, english, mutates) \
  case CommandKind::k##name:                                  \
    return english;
    TIDEGATE_COMMANDS(TIDEGATE_COMMAND_NAME)
#undef TIDEGATE_COMMAND_NAME
    default:
      return "none";
  }
}

}  // namespace tidegate
