// The outputs of a turn: replies to callers and pushes to desks and boards. Facts only; words are made at the edge.
//
// Every output waits until the last change applied when it was made is committed (TurnOutput::last_seq), rejects and reads included.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/base/time.h"
#include "core/model/agent_terms.h"
#include "core/model/article.h"
#include "core/model/calendar.h"
#include "core/model/decision_note.h"
#include "core/model/feedback.h"
#include "core/model/ids.h"
#include "core/model/names.h"
#include "core/model/plan.h"
#include "core/model/reject.h"
#include "core/model/requirement.h"

namespace tidegate {

// The answer to every command that only does or refuses.
//
// `duplicate` is set when the command changed nothing because it was done before. A submit sent again has number and promised times of the
// first time; place and wait are as of now. Of the commands with a request number, an accept, decline, contact, node or resolve that
// changed something is remembered (ClientTable) and answered as the first time, whatever became of the ticket since. What changed nothing -
// a refusal, or a report of what stands already - leaves no memory: sent again, it is judged anew, by how things stand then.
struct Ack {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::uint64_t ticket = 0;          // TicketId; 0 when the command names none
  Micros respond_by = 0;             // of a submit; 0 otherwise
  Micros resolve_by = 0;             // the same; of a feedback that says "not solved": until when the ticket may be reopened
  std::uint32_t place = 0;           // tickets ahead in the pool, approximate; 0 = offered at once
  std::uint32_t wait_ms = 0;         // expected wait, saturating
  std::uint32_t retry_after_ms = 0;  // with kBusy, kFull, kNoSpace
  std::uint32_t token = 0;
  Reject reject = Reject::kNone;
  std::uint8_t duplicate = 0;
  std::uint8_t status = 0;   // Status of the ticket as it stands now, also with kIllegalState
  std::uint8_t command = 0;  // CommandKind that is answered
  // Of a submit that repeats an earlier ticket of its customer (domain.md 11): that one, and what may be done about it. The choice is the
  // front end's: attach, or reopen and attach, or leave it (and link it, where the earlier one is not its parent already).
  RepeatOffer offer = RepeatOffer::kNone;
  Status earlier_status = Status::kNone;  // kNone = archived
  std::uint64_t earlier = 0;              // TicketId
};

// What a desk needs to know of a ticket that is offered or assigned to its agent.
struct WorkItem {
  std::uint64_t ticket = 0;
  Micros respond_by = 0;
  Micros resolve_by = 0;
  Micros accept_by = 0;          // of an offer; 0 once assigned
  std::uint64_t submit_seq = 0;  // where the body is found
  std::uint32_t agent = 0;
  std::uint32_t token = 0;
  std::uint16_t type = 0;
  std::uint16_t region = 0;
  std::uint8_t channel = 0;
  std::uint8_t level = 0;
  std::uint8_t tier = 0;
  std::uint8_t status = 0;
};

struct OfferPush {
  std::uint64_t session = 0;
  WorkItem item{};
};

struct WithdrawPush {
  std::uint64_t session = 0;
  std::uint64_t ticket = 0;
  std::uint32_t agent = 0;
  std::uint32_t token = 0;
  ReturnReason reason = ReturnReason::kNone;
};

// A clock speaks up. session 0 = to the supervisors' sessions.
struct ClockPush {
  std::uint64_t session = 0;
  std::uint64_t ticket = 0;
  Micros due = 0;
  std::uint32_t agent = 0;  // assignee, 0 = waits in the pool
  std::uint16_t per_mille = 0;
  Clock clock = Clock::kRespond;
  std::uint8_t level = 0;
};

// Something that supervisors should look at now: what, stands in its row (names.h). session 0 = to the supervisors' sessions.
struct AlertPush {
  std::uint64_t session = 0;
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;    // whom it concerns; 0 = nobody
  std::uint32_t article = 0;  // which it concerns; 0 = none
  AlertKind kind = AlertKind::kNone;
  std::uint32_t signature = 0;  // of a group; it counts from 0, and means nothing in other alerts
  std::uint32_t waiting = 0;    // tickets of the group
  std::uint32_t agents = 0;     // on duty in it
};

// A time that was told to the front end of a ticket, or to its customer, is another from now on. To all sessions of that front end: a
// client has as many as it likes.
struct PromisePush {
  static constexpr std::uint64_t session = 0;  // NOLINT(readability-identifier-naming): as all pushes name it; nobody in particular
  std::uint64_t client = 0;                    // whose sessions hear it
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros respond_by = 0;   // kNever = no such clock
  Micros resolve_by = 0;   // the same
  Micros promised_by = 0;  // the time given to the customer; kNever = none was
};

// An agent's status as the desk should show it; the engine changed it (three misses = break, wrap-up over, ...).
struct AgentPush {
  std::uint64_t session = 0;
  Micros until = 0;
  std::uint32_t agent = 0;
  AgentStatus status = AgentStatus::kOffline;
};

struct HelloReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::uint64_t seq = 0;
  std::uint32_t epoch = 0;
  std::uint32_t partition = 0;
  std::uint32_t credits = 0;
  std::uint32_t rules_version = 0;
};

// The snapshot of an agent's open work, true at `seq`; pushes follow.
struct SignInReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::uint64_t seq = 0;
  std::uint32_t agent = 0;
  std::uint32_t capacity = 0;
  std::vector<WorkItem> work;
};

// The time of the turn that answers, and what whoever feeds the turns knows of his clock: that part is filled in by him.
struct ClockReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  Micros now = 0;
  TimeSource source = TimeSource::kWall;
  Reject reject = Reject::kNone;  // of a set-time: time does not go back, or is nobody's to set
  std::uint8_t command = 0;       // CommandKind that is answered
  // Filled in.
  std::uint8_t stepped = 0;  // 1 = the wall clock jumped and is not followed
  Micros next_at = kNever;   // the next instant at which something falls due
  Micros ahead = 0;          // of the machine's wall clock
};

// A clock of an open ticket.
struct ClockView {
  Clock clock = Clock::kRespond;
  ClockState state = ClockState::kNone;
  std::uint16_t fired_per_mille = 0;  // highest step that fired
  std::uint16_t next_per_mille = 0;   // the next step; 0 = none
  Micros due = 0;
  Micros next_at = 0;  // of the next step; 0 = none
};

// A part of the work on a ticket.
struct PartRow {
  TicketId ticket{};
  std::uint8_t part = 0;
  std::uint8_t department = 0;  // of the catalog
  PartNode node = PartNode::kNone;
  AgentId agent{};     // who does it; none = nobody yet
  AgentId asked_by{};  // none = a supervisor
  std::string agent_name;
  std::string asked_by_name;
  Micros asked_at = 0;
  Micros due = kNever;  // never later than its ticket is to be resolved; kNever = neither has a deadline
  Micros node_since = 0;
  std::string text;    // what is to be done
  std::string result;  // what came of it, or why it was dropped; of an open one the last word about it
};

struct TicketView {
  TicketId ticket{};
  KeyHash key{};
  std::uint64_t client = 0;
  std::uint64_t customer = 0;
  Status status = Status::kNone;
  Level level = Level::kNone;
  Level order_level = Level::kNone;
  CustomerTier tier = CustomerTier::kNone;
  TypeId type{};
  RegionId region{};
  ChannelId channel{};
  AgentId agent{};
  std::string agent_name;
  Micros received_at = 0;
  Micros status_since = 0;
  Micros first_response_at = 0;  // 0 = none yet
  Micros resolved_at = 0;        // 0 = open
  std::array<Micros, kMainClockCount> due{};
  std::array<std::uint16_t, kMainClockCount> fired_per_mille{};  // highest step that fired
  std::vector<ClockView> clocks{};                               // of an open ticket: those that it has, in the order of their numbers
  std::uint8_t overdue_reason = 0;                               // code of the rule set; 0 = none given
  std::uint16_t result_code = 0;
  std::uint64_t submit_seq = 0;
  std::uint32_t place = 0;
  std::uint32_t wait_ms = 0;
  std::uint32_t offers = 0;  // how often it was offered
  // Of an open ticket, or from the projection.
  ComplaintCategory category = ComplaintCategory::kNone;
  std::uint8_t complexity = 0;
  std::uint8_t department = 0;  // of the catalog
  std::uint8_t flags = 0;       // TicketFlag
  std::uint64_t tags = 0;
  Micros planned_until = 0;  // outside pool and clocks before; 0 = it is no planned ticket
  std::uint8_t repeats = 0;  // earlier tickets of its customer about the same matter, at most kRepeatsMax; of an open ticket
  std::uint8_t reopens = 0;  // how often it was reopened
  TicketId into{};           // merged: the ticket that goes on
  TicketOrigin origin = TicketOrigin::kCustomer;
  std::vector<PartRow> parts{};  // of an open ticket that was asked for alone
  TicketId parent{};             // the earlier ticket that it goes on from
};

// A rule that decided something of a ticket.
struct FiredRule {
  RuleOutput output = RuleOutput::kNone;
  std::uint8_t place = 0;  // in the rule set, from 1
  std::string name;        // empty = its rule set is no longer in force
  friend bool operator==(const FiredRule&, const FiredRule&) = default;
};

struct TicketReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  TicketView view;
  bool looked = false;  // the answer to a LookAt, which is recorded: personal data may be shown
};

// What becomes of a ticket next, and when.
enum class NextEvent : std::uint8_t {
  kNone = 0,
  kOfferExpires,      // the offer goes back to the pool
  kClockStep,         // a clock speaks up
  kDeclineForgotten,  // an agent who declined may get it again
  kPlanEnds,          // a planned ticket comes in
  kReviewOverdue,     // nobody has reviewed it by then
  kRelaxes,           // what it asks for is loosened
  kManagerWaitEnds,   // it is kept for its customer's manager no longer
  kShiftBegins,       // an agent who may take it comes to work
  kRampStep,          // an agent who came to work a moment ago may take one more
  kPartDue,           // the time of a part of it is over
  kCallBackDue,       // its customer is to be called back
};

// An agent, and what he is to a ticket.
struct AgentVerdict {
  AgentId agent{};
  std::string name{};
  Eligibility eligibility = Eligibility::kNone;
  AgentStatus status = AgentStatus::kOffline;
  std::uint8_t load = 0;  // relative, 0 to 64
  Micros until = 0;       // of a decline: when he may get it again; of who is away: when his shift begins; of a ramp-up: its next step
};
inline constexpr std::uint32_t kVerdictsMax = 32;  // of each kind: those who may have it, and the others; the counts say how many more

// Something that will happen to a ticket by itself.
struct Upcoming {
  NextEvent event = NextEvent::kNone;
  Clock clock = Clock::kRespond;  // of kClockStep
  std::uint16_t per_mille = 0;    // of kClockStep
  std::uint32_t agent = 0;        // of kDeclineForgotten, kOfferExpires and kManagerWaitEnds
  Micros at = 0;
  friend bool operator==(const Upcoming&, const Upcoming&) = default;
};

struct ExplainView {
  TicketView ticket;
  Requirement requirement;
  DecisionNote note{};  // of the present offer or assignment; rules_version 0 = never offered
  // The naive count over all agents, now.
  std::uint32_t agents = 0;
  std::uint32_t available = 0;  // eligible, on duty, below capacity, did not decline
  std::uint32_t at_capacity = 0;
  std::uint32_t off_shift = 0;  // signed in, but off shift, or at its end
  std::uint32_t off_duty = 0;   // not there for another reason
  std::uint32_t declined = 0;
  std::array<std::uint32_t, 6> excluded{};  // by Exclusion
  std::uint32_t rules_version = 0;          // under which it was classified
  std::vector<FiredRule> rules;
  std::uint32_t ahead = 0;  // tickets before it in the order of its signature
  NextEvent next = NextEvent::kNone;
  Micros next_at = 0;
  Clock next_clock = Clock::kRespond;
  std::uint16_t next_per_mille = 0;
  std::uint8_t relaxed = 0;            // bit s = Relaxation s was taken
  AgentId held_for{};                  // the customer's manager for whom it is kept
  std::uint32_t kept_for_urgent = 0;   // not at capacity, but their free places are kept for urgent tickets
  std::vector<AgentVerdict> may_have;  // available, who is least loaded first
  std::vector<AgentVerdict> others;    // those who come closest first
  std::vector<Upcoming> upcoming;      // all that is planned, the earliest first; `next` is the first of it
};

struct ExplainReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  ExplainView view;
};

struct AgentRow {
  AgentId agent{};
  std::string name;
  AgentTier tier = AgentTier::kNone;
  AgentStatus status = AgentStatus::kOffline;
  std::uint32_t offered = 0;
  std::uint32_t assigned = 0;
  std::uint32_t capacity = 0;
  std::uint32_t open_capacity = 0;
  std::uint64_t resolved = 0;
  Micros idle_since = 0;
  Micros until = 0;
  bool retired = false;
};

struct AgentView {
  AgentRow row;
  Profile profile;
  std::string team;
  std::string supervisor;
  std::string duty_supervisor;
  std::string shift;
  std::string tier_hours;
  std::uint8_t hours_tiers = 0;  // bit t set = CustomerTier t
  std::vector<ChannelRoom> rooms;
  std::uint32_t cost_per_hour_cents = 0;
  std::uint32_t misses = 0;    // offers missed in a row
  bool signed_in = false;      // a desk speaks for him
  Micros full_since = 0;       // 0 = he is not full, or nobody was told
  Micros ramp_next_at = 0;     // the next step of his ramp-up; 0 = he has none
  std::vector<WorkItem> work;  // by ticket; at most kPageRecordsMax
  // Tickets that he does not get again before a time.
  struct Excluded {
    TicketId ticket{};
    Micros until = 0;
  };
  std::vector<Excluded> excluded;
};

struct AgentReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  AgentView view;
};

struct FullAgent {
  AgentId agent{};
  std::string name;
  std::uint32_t units = 0;
  std::uint32_t capacity = 0;
  Micros since = 0;
};

struct FullGroup {
  std::uint32_t signature = 0;
  Requirement requirement;
  std::uint32_t waiting = 0;  // tickets
  std::uint32_t on_duty = 0;  // agents
  Micros since = 0;
};

struct SaturationReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<FullAgent> agents;
  std::vector<FullGroup> groups;
  bool watched = false;  // the rules ask to be told who is full; otherwise nobody is known to be
  bool more = false;     // the next page begins behind these:
  std::uint32_t after_agent = 0;
  std::uint32_t from_group = 0;
};

// A version of the rules that is kept.
struct RuleVersionRow {
  std::uint32_t version = 0;
  std::uint32_t restored = 0;
  RuleCause cause = RuleCause::kNone;
  Micros at = 0;
  std::uint32_t source_bytes = 0;
  std::string author;
};

struct RulesReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<RuleVersionRow> versions;  // the oldest first; the last is in force
  std::uint32_t version = 0;             // of the part
  std::uint32_t offset = 0;
  std::string part;  // of its source; empty behind the end
};
inline constexpr std::uint32_t kRulesPartBytesMax = 32 << 10;  // fits a frame, with all versions

// Rules would take away what is in use: nothing was done.
struct NameInUse {
  RuleName kind = RuleName::kNone;
  std::string name;
  std::uint32_t tickets = 0;  // open ones
  std::uint32_t agents = 0;   // records
};
inline constexpr std::uint32_t kNamesInUseMax = 64;  // told one by one; nobody mends more at once

struct NamesInUseReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  Reject reject = Reject::kNone;
  std::uint8_t command = 0;  // CommandKind that is answered
  std::vector<NameInUse> names;
  std::uint32_t more = 0;  // names in use beyond these
};

struct AgentsReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<AgentRow> rows;
  bool more = false;
};

// What became, or would become, of one record of a DeclareAgents.
struct RecordVerdict {
  std::uint32_t place = 0;   // in the command
  std::uint16_t fields = 0;  // of a changed one: bit f = RecordField f
  Reject reject = Reject::kNone;
  RecordNews news = RecordNews::kSame;
  friend bool operator==(const RecordVerdict&, const RecordVerdict&) = default;
};

// The answer to a DeclareAgents: those that are new, changed or refused, in its order.
struct RecordsReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  bool applied = false;  // all of it; false = nothing was done
  std::vector<RecordVerdict> rows;
};

// An agent is not retired: what ties him. Nothing was done.
struct TieRow {
  AgentTie tie = AgentTie::kNone;
  std::uint32_t count = 0;               // tickets, parts, agents or customers
  std::vector<std::uint64_t> numbers{};  // of tickets, or of customers; the first ones
  std::vector<std::string> names{};      // of agents
};
inline constexpr std::uint32_t kTiesNamedMax = 8;  // of each kind: nobody mends more at once

struct AgentTiedReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<TieRow> ties;
};

struct PoolRow {
  std::uint32_t signature = 0;
  Requirement requirement;
  std::array<std::uint32_t, kLevelCount> waiting{};  // by order level
  std::uint32_t eligible_on_duty = 0;
  Micros oldest_received_at = 0;  // of the heads
  std::uint32_t interval_ms = 0;
};

struct PoolReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<PoolRow> rows;
  std::uint32_t next = 0;  // where the next page begins
  bool more = false;
};

struct StatusView {
  Micros now = 0;
  std::uint64_t seq = 0;
  std::uint32_t rules_version = 0;
  std::uint64_t open = 0;
  std::uint64_t open_max = 0;
  std::uint64_t recent = 0;
  std::uint64_t agenda = 0;
  std::array<std::uint64_t, kLevelCount> pooled{};  // by level
  std::uint64_t offered = 0;
  std::uint64_t assigned = 0;
  std::uint64_t overdue = 0;          // open tickets past a running deadline
  std::uint64_t to_review = 0;        // open tickets that a supervisor is to look at
  std::uint64_t to_review_total = 0;  // these, and the two below: since the directory was made
  std::uint64_t reviewed_total = 0;
  std::uint64_t redirected_total = 0;
  std::uint64_t agents = 0;
  std::uint64_t agents_online = 0;
  // Since the directory was made.
  std::uint64_t submitted_total = 0;
  std::uint64_t assigned_total = 0;
  std::uint64_t resolved_total = 0;
  std::uint64_t closed_total = 0;  // confirmed; the next: by silence
  std::uint64_t closed_unconfirmed_total = 0;
  std::uint64_t cancelled_total = 0;
  std::uint64_t merged_total = 0;
  std::uint64_t abandoned_total = 0;
  std::uint64_t reopened_total = 0;
  std::uint64_t brought_total = 0;  // of the submitted ones, those that front ends brought
  std::uint64_t repeats_total = 0;  // of these, those that repeated an earlier one of their customer
  std::uint64_t recents_evicted_total = 0;
  std::uint64_t declines_unremembered_total = 0;
  SpaceMark space_mark = SpaceMark::kEnough;  // which submits are refused for want of disk
  Micros calendars_until = 0;                 // when the first calendar ends: the rules are to be loaded again before; 0 = none ends
};

// Whether the calendars end so soon that an operator is to be alarmed.
inline bool CalendarsEndSoon(const StatusView& view) {
  return view.calendars_until != 0 && view.now > view.calendars_until - kCalendarAlarmAhead;
}

// What the engine knows of an article. The texts, where they are wanted, are filled in by who feeds the turns.
struct ArticleRow {
  ArticleId article{};
  std::uint32_t version = 0;
  Visibility visibility = Visibility::kNone;
  Micros reviewed_at = 0;
  Micros stale_at = kNever;  // when it has gone, or will have gone, without review for too long
  std::uint64_t uses = 0;
  std::uint64_t judged = 0;  // tickets answered with it of which it is known whether they stayed solved
  std::uint64_t solved = 0;  // of these, those that did
  // Filled in.
  std::string title;
  std::string keywords;
  std::string author;
  std::string text;
  std::vector<std::uint16_t> types;
};

struct ArticlesReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  enum class Part : std::uint8_t { kPage, kOne } part = Part::kPage;  // one with all its texts, or a page with titles
  std::vector<ArticleRow> rows;                                       // of a page: may be empty though there are more
  bool more = false;
  ArticleId next{};  // where the next page begins
};

// A transfer that waits for a supervisor's decision.
struct TransferRow {
  TicketId ticket{};
  AgentId agent{};
  AgentId to{};  // asked for; none = the team, or whoever the supervisor chooses
  std::string agent_name;
  std::string to_name;
  std::string team;
  std::string reason;
  Micros asked_at = 0;
  Status status = Status::kNone;
  Level level = Level::kNone;
};

// A ticket that waits for review: it was dispatched at once, and no supervisor has looked at it yet.
struct ReviewRow {
  TicketId ticket{};
  AgentId agent{};  // who has it, or is asked to take it; none = nobody
  std::string agent_name;
  Level level = Level::kNone;
  Status status = Status::kNone;
  TypeId type{};
  ChannelId channel{};
  Micros waits_since = 0;  // from here the time counts after which the alert is repeated; of a planned ticket it lies ahead
  Micros respond_by = 0;   // kNever = no such clock, or none yet
  Micros resolve_by = 0;   // the same
};

struct ReviewsReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<ReviewRow> rows;
  bool more = false;
};

// What a customer said of the work on his ticket. What he wrote stands in the ticket's history.
struct FeedbackRow {
  TicketId ticket{};
  TicketId follow_up{};  // that it led to; none = none
  AgentId agent{};       // who had resolved it
  std::string agent_name;
  Micros at = 0;
  std::uint32_t answers = 0;  // this one replaced the others
  SurveyScores scores{};
  std::uint8_t tenths = 0;
  Solved solved = Solved::kNone;
  std::uint8_t flags = 0;                   // FeedbackFlag
  Status status = Status::kNone;            // of the ticket
  Status follow_up_status = Status::kNone;  // kNone = there is none, or it is archived
  Micros reopen_until = 0;                  // not solved: until when it may be reopened; 0 = not, or no more
};

struct FeedbackReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<FeedbackRow> rows;  // may be empty though there are more
  bool more = false;
  TicketId next{};  // `after` of the next page
};

struct TransfersReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<TransferRow> rows;
  bool more = false;
};

// What a customer is called on a channel.
struct IdentityRow {
  CustomerId identity{};
  ChannelId channel{};  // none = on every channel
  Micros since = 0;
  std::uint8_t merged = 0;  // 1 = it was a customer of its own, and was merged into this one: its tickets are this one's
};

// A late ticket of a customer, by which repeats are told.
struct MatterRow {
  TicketId ticket{};
  Status status = Status::kNone;  // kNone = archived
  TypeId type{};                  // as submitted
  ComplaintCategory category = ComplaintCategory::kNone;
  Micros contact_at = 0;  // its last contact
};

struct CustomerView {
  CustomerId customer{};   // who he is now: the one into whom the one asked for was merged
  std::uint8_t known = 0;  // 1 = the engine remembers him; what follows is of him
  Micros contact_at = 0;
  AgentId last_agent{};
  AgentId manager{};
  AgentId deputy{};
  std::string last_agent_name;
  std::string manager_name;
  std::string deputy_name;
  std::vector<IdentityRow> identities;  // at most kIdentitiesPerCustomerMax
  std::vector<MatterRow> matters;       // at most kRepeatsMax
};

// A page of tickets, open and archived, from the projection and the journal behind it.
struct ArchiveView {
  std::vector<TicketView> rows;     // without place and agent's name
  TicketId next{};                  // ask again from here; none = this was the last page
  std::uint64_t complete_to = 0;    // nothing up to this seq is missing
  std::uint64_t committed_seq = 0;  // above complete_to: the projection is too far behind to read all of it
  std::uint64_t complete_from = 0;  // before this seq something may be missing for good, as in HistoryView; 0 = nothing is
};
inline constexpr std::uint32_t kArchiveRowsMax = 64;  // of a page: one frame

struct CustomerReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  CustomerView view;
};

struct PartsReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<PartRow> rows;  // may be empty though there are more
  bool more = false;
  TicketId after{};  // where the next page begins
  std::uint8_t after_part = 0;
};

// A plan by which tickets come again and again.
struct PlanRow {
  std::uint32_t plan = 0;
  PlanTerms terms;
  std::string name;
  std::string calendar;
  std::string title;
  std::string text;
  Micros next_at = 0;
  std::uint64_t made = 0;    // tickets
  std::uint32_t missed = 0;  // rounds that passed while nothing ran
  TicketId last_ticket{};
};

struct PlansReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  std::vector<PlanRow> rows;
  bool more = false;
};

struct StatusReply {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  StatusView view;
};

// Rare and large outputs sit behind a pointer, so that the common ones stay small in the vector of a turn.
using Output = std::variant<Ack, OfferPush, WithdrawPush, ClockPush, AlertPush, AgentPush, HelloReply, std::unique_ptr<SignInReply>,
                            std::unique_ptr<TicketReply>, std::unique_ptr<ExplainReply>, std::unique_ptr<AgentsReply>,
                            std::unique_ptr<PoolReply>, std::unique_ptr<StatusReply>, ClockReply, std::unique_ptr<ArticlesReply>,
                            std::unique_ptr<RecordsReply>, std::unique_ptr<AgentReply>, std::unique_ptr<SaturationReply>,
                            std::unique_ptr<RulesReply>, std::unique_ptr<NamesInUseReply>, std::unique_ptr<TransfersReply>,
                            std::unique_ptr<FeedbackReply>, std::unique_ptr<CustomerReply>, PromisePush, std::unique_ptr<PartsReply>,
                            std::unique_ptr<PlansReply>, std::unique_ptr<AgentTiedReply>, std::unique_ptr<ReviewsReply>>;

}  // namespace tidegate
