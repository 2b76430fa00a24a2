// The fixed-size records of the state: tickets, work, recent tickets, customers, agents.
//
// Each is canonical: it holds what decides and nothing of where it lies (places, list links and heap positions are kept beside, in the
// tables that derive them). Trivially copyable, no padding, so that an image can copy and a fingerprint can hash them as bytes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/model/agent_terms.h"
#include "core/model/classification_rules.h"
#include "core/model/decision_note.h"
#include "core/model/duty_flag.h"
#include "core/model/feedback.h"
#include "core/model/ids.h"
#include "core/model/matching_rules.h"
#include "core/model/names.h"
#include "core/model/requirement.h"
#include "core/model/share_counts.h"
#include "core/model/submit_facts.h"

namespace tidegate {

// A number that never needs all its bytes, kept in fewer, little-endian. A larger one is our mistake (CHECKed).
template <std::size_t kBytes>
class Narrow {
 public:
  static_assert(kBytes >= 1 && kBytes <= sizeof(std::uint64_t));  // 8: for want of alignment
  static constexpr std::uint64_t kMax = ~std::uint64_t{0} >> (64 - 8 * kBytes);

  // The smallest type that holds it.
  using Wide = std::conditional_t<kBytes <= 2, std::uint16_t, std::conditional_t<kBytes <= 4, std::uint32_t, std::uint64_t>>;

  constexpr Narrow() = default;
  Narrow(std::uint64_t value) {  // NOLINT(google-explicit-constructor): it is the number
    CHECK_LE(value, kMax);
    std::memcpy(bytes_.data(), &value, kBytes);
  }
  operator Wide() const {  // NOLINT(google-explicit-constructor)
    Wide value = 0;
    std::memcpy(&value, bytes_.data(), kBytes);
    return value;
  }

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
};

// Of rule sets that were ever in force; one a minute for thirty years.
inline constexpr std::uint32_t kRulesVersionMax = Narrow<3>::kMax;

// An instant that has come or is near, in seven bytes: until the year 4253, and no turn is later than kTurnTimeMax. Never kNever (CHECKed).
class NarrowTime {
 public:
  constexpr NarrowTime() = default;
  NarrowTime(Micros at) : at_(static_cast<std::uint64_t>(at)) {}               // NOLINT(google-explicit-constructor): it is the instant
  operator Micros() const { return static_cast<Micros>(std::uint64_t{at_}); }  // NOLINT(google-explicit-constructor)

 private:
  Narrow<7> at_;
};

// Bits of TicketRecord::marks.
enum TicketMark : std::uint8_t {
  kLive = 1,        // its customer is on the line
  kHandedOver = 2,  // a bot gave it back: it is for people only
  kWatchWaits = 4,  // the watchdog begins anew when its agent is back
  kHasRare = 8,     // TicketTable::Rare knows more of it
};

// What few tickets have, kept beside them: of a pause, a reopening, an earlier ticket, parts, a transfer.
struct RareFacts {
  std::uint64_t ticket = 0;
  Micros paused_at = 0;  // since when the clocks of kResolvePaused and kLoopPaused stand; 0 = none does
  Micros respond_since =
      0;  // where respond counts from, after a reopening or with the clocks of a ticket that was merged in; 0 = counts_from()
  Micros answered_at = 0;           // its first response before it was reopened; 0 = it was not
  std::uint64_t parent = 0;         // the earlier ticket that it goes on from; 0 = none
  std::uint8_t reopens = 0;         // how often; stays at the highest
  std::uint8_t answered_late = 0;   // 1 = the first response came past its deadline
  std::uint8_t transfer_asked = 0;  // 1 = its agent asked to give it away (TransferTable)
  std::uint8_t parts_asked = 0;     // parts of it that were ever asked for: the number of the latest
  std::uint8_t parts_open = 0;      // of these, those that have not ended
  std::array<std::uint8_t, 3> zero{};

  bool operator==(const RareFacts&) const = default;
};
static_assert(sizeof(RareFacts) == 48);

// An open ticket. Two hundred bytes and some: a million of them wait on a bad day.
struct TicketRecord {
  std::uint64_t id = 0;
  KeyHash key;
  std::uint64_t customer = 0;
  std::uint64_t client = 0;
  Micros order_key = 0;
  std::array<Micros, kMainClockCount> due{};      // kNever = no such clock
  std::array<Micros, kMainClockCount> next_at{};  // next step of a clock; kNever = none, or stopped
  Micros stale_at = kNever;                       // when the watchdog asks for a report; kNever = it does not watch
  Micros match_next_at = kNever;                  // while it waits: when its matching is looked at again by itself
  std::uint64_t tags = 0;                         // bit t - 1 = tag t of the catalog
  std::uint32_t payload_hash = 0;                 // low half
  std::uint32_t offers = 0;                       // how often it was offered; the latest offer's token
  std::uint32_t order = 0;                        // low half of SubmitFacts::order: tells a customer's orders apart; 0 = none
  std::uint32_t planned_after_s = 0;              // outside pool and clocks until so long after the receipt
  std::uint16_t type = 0;
  std::uint16_t region = 0;
  std::array<std::uint16_t, kMainClockCount> fired_per_mille{};  // the highest step that has fired; only what lies beyond fires any more
  Narrow<6> submit_seq;
  NarrowTime received_at;
  NarrowTime status_since;
  NarrowTime first_response_at;  // 0 = none yet; the respond clock runs until then
  NarrowTime resolve_from;       // where resolve counts from: received_at, later by what it paused
  Narrow<3> rules_version;
  Narrow<3> held_for;  // while it waits: its customer's manager, for whom it is kept until match_next_at; 0 = for nobody
  Narrow<3> owner;     // agent with whom it stays (kOwnerFixed), since he took it; a supervisor's word ends that
  std::uint8_t channel = 0;
  std::uint8_t level = 0;
  std::uint8_t order_level = 0;
  std::uint8_t tier = 0;
  std::uint8_t status = 0;
  std::uint8_t marks = 0;           // TicketMark
  std::uint8_t declines = 0;        // remembered declines, in the decline table
  std::uint8_t repeats = 0;         // earlier tickets of its customer about the same matter, when it was accepted
  std::uint8_t overdue_reason = 0;  // code of the rule set; 0 = none given
  std::uint8_t clock_flags = 0;     // ClockFlag
  std::uint8_t rare_clocks = 0;     // clocks beyond the first two: how many stand in the clock table
  std::uint8_t scheme = 0;          // whose presets count, under rules_version: ActiveRules::SchemeOf the team that accepted it
  // Further rules that matched, by place in the rule set of rules_version, from 1: the first ones, behind those that decided; 0 = no more.
  std::array<std::uint8_t, 4> also_rules{};
  std::uint8_t nature = 0;          // ComplaintCategory, and complexity shifted by kComplexityShift
  std::uint8_t department = 0;      // of the catalog; 0 = none
  std::uint8_t flags = 0;           // TicketFlag
  std::uint8_t review_minutes = 0;  // so long after counts_from() an unreviewed ticket is alerted again; 0 = not, or it was
  // The rules that decided, by place in the rule set of rules_version, from 1; 0 = none did.
  std::uint8_t level_rule = 0;
  std::uint8_t type_rule = 0;
  std::uint8_t category_rule = 0;
  std::uint8_t department_rule = 0;
  std::uint8_t relaxed = 0;          // bit s = Relaxation s was taken since its latest entry into the pool
  std::uint8_t own_agent_tiers = 0;  // of its requirement before any relaxation
  // What it weighs in the load of who has it, in kPlaceUnits-ths of a place: as a rule, and while it waits for its customer.
  std::uint8_t weight = kPlaceUnits;
  std::uint8_t waiting_weight = kPlaceUnits;
  std::uint8_t made = 0;  // TicketOrigin, and what gave the level (RuleOutput) shifted by kLevelFromShift

  static constexpr int kComplexityShift = 4;
  ComplaintCategory category() const { return static_cast<ComplaintCategory>(nature & ((1 << kComplexityShift) - 1)); }
  std::uint8_t complexity() const { return static_cast<std::uint8_t>(nature >> kComplexityShift); }
  void SetNature(std::uint8_t category, std::uint8_t complexity) {
    nature = static_cast<std::uint8_t>(category | complexity << kComplexityShift);
  }
  static constexpr int kLevelFromShift = 4;
  static_assert(NameTable<TicketOrigin>::kRows.back().number < 1 << kLevelFromShift);
  static_assert(NameTable<RuleOutput>::kRows.back().number < 1 << (8 - kLevelFromShift));
  TicketOrigin made_as() const { return static_cast<TicketOrigin>(made & ((1 << kLevelFromShift) - 1)); }
  void SetMadeAs(std::uint8_t origin) { made = static_cast<std::uint8_t>(made >> kLevelFromShift << kLevelFromShift | origin); }
  RuleOutput level_from() const { return static_cast<RuleOutput>(made >> kLevelFromShift); }  // kNone = not known any more
  void SetLevelFrom(std::uint8_t from) { made = static_cast<std::uint8_t>(static_cast<std::uint8_t>(made_as()) | from << kLevelFromShift); }
  // What it weighs where it stands.
  std::uint8_t units() const { return status == static_cast<std::uint8_t>(Status::kWaitingCustomer) ? waiting_weight : weight; }
  // Whoever moves a ticket to another rules version without classifying it anew forgets which rules decided: they name places.
  void ForgetRules() {
    level_rule = type_rule = category_rule = department_rule = 0;
    also_rules = {};
  }
  // When nobody looked at it in time; kNever = nobody is asked to, or was told so.
  Micros review_alert_at() const { return review_minutes == 0 ? kNever : counts_from() + review_minutes * kMinute; }
  // Since when clocks run and the order counts: the receipt, or the end of a plan.
  Micros counts_from() const { return received_at + planned_after_s * kSecond; }
  bool Has(TicketMark mark) const { return (marks & mark) != 0; }
  // `on`: 0 or 1, as changes carry it.
  void Put(TicketMark mark, std::uint8_t on) { marks = static_cast<std::uint8_t>(on != 0 ? marks | mark : marks & ~mark); }
};
static_assert(sizeof(TicketRecord) == 200);

inline Answered AnsweredOf(const TicketRecord& ticket) { return ticket.first_response_at == 0 ? Answered::kNo : Answered::kYes; }

// The key by which a waiting ticket stands in the queue of its order level: among the urgent ones those that somebody has answered come
// behind all others, because only unanswered ones go before the shares (domain.md 7).
inline constexpr Micros kBehindUnanswered = Micros{1} << 61;  // 73 000 years: beyond every due
inline Micros QueueKeyOf(const TicketRecord& ticket) {
  if (ticket.order_level != static_cast<std::uint8_t>(Level::kUrgent)) return ticket.order_key;
  const Micros key = std::min(ticket.order_key, kBehindUnanswered - 1);  // without a clock the last of its kind
  return AnsweredOf(ticket) == Answered::kYes ? key + kBehindUnanswered : key;
}

// Bits of TicketRecord::clock_flags.
enum ClockFlag : std::uint8_t {
  kResolvePaused = 1,
  kLoopPaused = 2,
  kSolutionPut = 4,     // the solution was put to the customer: the statutory clock has stopped for good
  kPromiseAsked = 8,    // it was said that a promise is needed
  kStaleToldOnce = 16,  // the watchdog has told the agent; the supervisor is next
  kClockRaised = 32,    // escalated: ordered, and open to agents, as one level higher
  kClockWidened = 64,   // escalated: open to every rung of its ladder and every region
  kNobodyTold = 128,    // it was said that nobody who may take it is on duty
};

// Nobody is expected to report.
inline void StopWatching(TicketRecord& ticket) {
  ticket.stale_at = kNever;
  ticket.Put(kWatchWaits, 0);
  ticket.clock_flags &= static_cast<std::uint8_t>(~kStaleToldOnce);
}

// A clock that few tickets have (ClockTable).
struct ClockRecord {
  std::uint64_t ticket = 0;
  Micros from = 0;  // where it counts from; later by what it paused
  Micros due = kNever;
  Micros next_at = kNever;  // next step; kNever = none, or paused
  std::uint32_t agent = 0;  // close-loop of a resolved ticket: who resolved it
  std::uint16_t result_code = 0;
  std::uint16_t fired_per_mille = 0;
  std::uint8_t clock = 0;  // Clock
  std::array<std::uint8_t, 3> zero{};
  std::uint32_t call_back_s =
      0;  // close-loop of a resolved ticket: seconds since kTicketEpoch when its customer is to be called back; 0 = told
};
static_assert(sizeof(ClockRecord) == 48);

// The part of a ticket that exists while it is offered or assigned.
struct WorkRecord {
  std::uint64_t ticket = 0;
  Micros accept_by = 0;  // of an offer; 0 once accepted
  std::uint32_t agent = 0;
  std::uint32_t accept_within_ms = 0;
  DecisionNote note;
};
static_assert(sizeof(WorkRecord) == 56);

// A ticket that ended: compact and bounded (at most 96 bytes), for duplicates, queries and reopening.
//
// Kept in fewer bytes than elsewhere: seqs (48 bits: 17 years of 500 000 changes a second), agents (24 bits), spans since the receipt in
// microseconds (48 bits: nearly nine years; what is longer stays at the longest), the receipt as a span since three days before the day of
// its number (the day of a number is that of its receipt but for zones and their changes: at most two days off). Not kept: whether a
// deadline was missed, which the times say.
struct RecentRecord {
  std::uint64_t id = 0;
  KeyHash key;
  std::uint64_t client = 0;
  std::uint64_t customer = 0;
  std::uint32_t payload_hash = 0;  // low half
  std::uint16_t type = 0;
  std::uint16_t region = 0;
  std::uint16_t result_code = 0;
  std::uint8_t channel = 0;
  std::uint8_t level_and_tier = 0;  // Level, and CustomerTier shifted by kTierShift
  Narrow<3> agent;
  Narrow<5> received_since;
  Narrow<6> submit_seq;
  Narrow<6> ended_seq;  // seq of the change that ended it: the order of eviction
  Narrow<6> first_response_after;
  Narrow<6> ended_after;
  std::array<Narrow<6>, kMainClockCount> due_after;  // kNoDue = no such clock

  static constexpr int kTierShift = 4;
  static constexpr std::uint64_t kNoDue = Narrow<6>::kMax;

  Level level() const { return static_cast<Level>(level_and_tier & ((1 << kTierShift) - 1)); }
  CustomerTier tier() const { return static_cast<CustomerTier>(level_and_tier >> kTierShift); }
  Micros received_at() const { return SinceWhen() + static_cast<Micros>(std::uint64_t{received_since}); }
  // 0 = it ended without one.
  Micros first_response_at() const {
    return first_response_after == kNoDue ? 0 : received_at() + static_cast<Micros>(std::uint64_t{first_response_after});
  }
  Micros ended_at() const { return received_at() + static_cast<Micros>(std::uint64_t{ended_after}); }
  Micros due(Clock clock) const {
    const std::uint64_t after = due_after[static_cast<std::size_t>(clock)];
    return after == kNoDue ? kNever : received_at() + static_cast<Micros>(after);
  }
  // Whether the deadline of a clock had passed when what it waited for came.
  bool missed(Clock clock) const {
    const Micros answered = first_response_at();
    return (clock == Clock::kRespond && answered != 0 ? answered : ended_at()) > due(clock);
  }

  // id comes first; the spans count from the receipt.
  void SetReceived(Micros at) { received_since = static_cast<std::uint64_t>(at - SinceWhen()); }
  static Narrow<6> SpanOf(Micros span) { return std::min(static_cast<std::uint64_t>(span), kNoDue - 1); }
  static Narrow<6> DueSpan(Micros received_at, Micros due) { return due == kNever ? Narrow<6>(kNoDue) : SpanOf(due - received_at); }

 private:
  Micros SinceWhen() const { return kTicketEpoch + (static_cast<Micros>(TicketDay(TicketId(id))) - 3) * kDay; }
};
static_assert(sizeof(RecentRecord) <= 96);

// A ticket of a customer, as far as it tells whether a later one is about the same matter.
struct CustomerMatter {
  Narrow<8> ticket;           // 0 = unused place
  Narrow<4> contact_s;        // its last contact, in seconds since kTicketEpoch
  Narrow<4> order;            // low half of SubmitFacts::order; 0 = none
  Narrow<2> type;             // as it was submitted
  std::uint8_t category = 0;  // the same
};
static_assert(sizeof(CustomerMatter) == 19);

// Beside a RecentRecord: how the ticket ended, and what it takes to reopen it while it is resolved.
struct EndedRecord {
  std::uint64_t ticket = 0;
  std::uint64_t tags = 0;
  std::uint64_t into = 0;     // merged: the ticket that goes on; 0 otherwise
  std::uint64_t parent = 0;   // as TicketRecord::parent
  Micros closes_at = kNever;  // resolved: when silence closes it; kNever = nothing does by itself
  Micros resolve_from = 0;
  std::uint32_t order = 0;
  std::uint32_t planned_after_s = 0;
  std::uint32_t offers = 0;
  std::array<Narrow<3>, kRequirementSkillsMax> skills;  // SkillId, and the level shifted by kSkillShift
  std::uint16_t resolve_fired_per_mille = 0;
  std::uint8_t status = 0;  // Status
  std::uint8_t nature = 0;
  std::uint8_t department = 0;
  std::uint8_t overdue_reason = 0;
  std::uint8_t flags = 0;  // TicketFlag
  std::uint8_t reopens = 0;
  std::uint8_t skill_count = 0;
  std::uint8_t answered_late = 0;
  std::uint8_t origin = 0;       // TicketOrigin
  std::uint8_t parts_asked = 0;  // as TicketRecord::parts_asked

  static constexpr int kSkillShift = 16;
};
static_assert(sizeof(EndedRecord) == 96);

// An agent asks to give a ticket away; he keeps it until a supervisor has decided. The group and the reason lie beside it.
struct TransferRecord {
  std::uint64_t ticket = 0;
  Micros asked_at = 0;
  Micros alert_at = kNever;  // when supervisors are told that nobody decided; kNever = they were
  std::uint32_t agent = 0;
  std::uint32_t to = 0;  // agent he asks for; 0 = a group, or whoever the supervisor chooses
};
static_assert(sizeof(TransferRecord) == 32);

// A part of the work on an open ticket that a department does. What is asked, and what came of it, lie beside it.
struct PartRecord {
  std::uint64_t ticket = 0;
  Micros asked_at = 0;
  Micros due = kNever;  // as asked for; kNever = with its ticket. Never later than its ticket is to be resolved: DueOf(part)
  Micros node_since = 0;
  std::uint32_t agent = 0;     // who does it; 0 = nobody yet
  std::uint32_t asked_by = 0;  // agent; 0 = a supervisor
  std::uint8_t part = 0;       // of its ticket, from 1
  std::uint8_t department = 0;
  std::uint8_t node = 0;     // PartNode
  std::uint8_t alerted = 0;  // 1 = that its time is over was told
  std::array<std::uint8_t, 4> zero{};

  bool open() const { return node < static_cast<std::uint8_t>(PartNode::kDone); }
};
static_assert(sizeof(PartRecord) == 48);

// A plan by which tickets come again and again; its terms and texts lie beside it.
struct PlanRecord {
  Micros put_at = 0;
  Micros next_at = 0;             // its next round
  std::uint64_t last_ticket = 0;  // that it made; 0 = none yet
  std::uint64_t made = 0;         // tickets
  std::uint32_t id = 0;
  std::uint32_t round = 0;   // of next_at, from 0
  std::uint32_t missed = 0;  // rounds that passed while nothing ran
  std::uint32_t zero = 0;
};
static_assert(sizeof(PlanRecord) == 48);

// What a customer answered to the survey of a ticket: the latest answer; those before it stand in the history.
struct FeedbackRecord {
  std::uint64_t ticket = 0;
  std::uint64_t follow_up = 0;  // the ticket that it led to; 0 = none
  Micros at = 0;
  std::uint32_t agent = 0;  // who had resolved it
  std::uint16_t answers = 0;
  std::array<std::uint8_t, kSurveyQuestions> scores{};  // 1 to 5 each, by SurveyQuestion
  std::uint8_t tenths = 0;                              // their mean
  std::uint8_t solved = 0;                              // Solved
  std::uint8_t flags = 0;                               // FeedbackFlag
  std::array<std::uint8_t, 4> zero{};
};
static_assert(sizeof(FeedbackRecord) == 40);

// A ticket was answered with an article, and it is not yet known whether that solved it.
struct ArticleUseRecord {
  std::uint64_t ticket = 0;
  Micros judge_at = kNever;  // resolved: when it has been without a repeat for long enough; kNever = it is open
  std::uint32_t article = 0;
  std::uint32_t zero = 0;
};
static_assert(sizeof(ArticleUseRecord) == 24);

struct CustomerRecord {
  std::uint64_t id = 0;
  Micros contact_at = 0;
  Micros served_at = 0;                               // when last_agent finished with him
  Narrow<6> contact_seq;                              // seq of the last contact: the order of eviction
  Narrow<3> last_agent;                               // 0 = nobody yet
  Narrow<3> manager;                                  // agent who looks after him; 0 = nobody
  Narrow<3> deputy;                                   // the same, in the manager's place
  std::array<CustomerMatter, kRepeatsMax> matters{};  // his latest tickets by contact; by ticket, unused places last
  std::array<std::uint8_t, 5> zero{};
};
static_assert(sizeof(CustomerRecord) == 120);

// What a customer is called on a channel (IdentityTable).
struct IdentityRecord {
  std::uint64_t identity = 0;  // keyed hash, as of a customer's name
  std::uint64_t customer = 0;  // whom it means: never one who was merged
  Micros since = 0;
  std::uint8_t channel = 0;  // of the catalog; 0 = every one
  std::uint8_t merged = 0;   // 1 = it was a customer of its own, who was merged into this one
  std::array<std::uint8_t, 6> zero{};
};
static_assert(sizeof(IdentityRecord) == 32);

struct AgentRecord {
  std::uint64_t session = 0;  // who speaks for him; 0 = nobody
  Micros idle_since = 0;      // since his last offer, or his sign-in
  Micros until = 0;           // end of wrap-up or grace; kNever otherwise
  Micros ramp_next_at = 0;    // kNever without a ramp-up
  std::uint64_t resolved = 0;
  std::uint32_t id = 0;
  std::uint32_t capacity = 0;
  std::uint32_t open_capacity = 0;  // of the capacity, what is usable now (ramp-up)
  std::uint32_t cost_per_hour_cents = 0;
  std::uint32_t offered = 0;
  std::uint32_t assigned = 0;
  std::uint8_t status = 0;              // AgentStatus
  std::uint8_t misses = 0;              // in a row
  std::uint8_t remembered = 0;          // declines of his that are remembered
  std::uint8_t duty = 0;                // DutyFlag
  std::uint32_t full_since_s = 0;       // seconds since kTicketEpoch when it was told that he is full; 0 = it was not
  std::uint8_t own_customer_tiers = 0;  // as his record says; in exclusive hours his profile says others
  std::array<std::uint8_t, 7> zero{};
  std::uint64_t declared_by = 0;  // the client whose desk declared him (dev.open_desks); 0 = a data administrator did
  Micros duty_next_at = kNever;   // when `duty` is looked at again; kNever = neither shift nor hours
  AgentTerms terms;
};
static_assert(sizeof(AgentRecord) == 112);

// A knowledge article; its texts are elsewhere.
struct ArticleRecord {
  std::uint64_t uses = 0;    // reports of desks that answered with it
  std::uint64_t judged = 0;  // tickets answered with it of which it is known whether they stayed solved
  std::uint64_t solved = 0;  // of these, those that did: neither reopened nor repeated for RuleSet::repeat_within
  Micros reviewed_at = 0;
  Micros stale_at = 0;  // kNever = never
  std::uint32_t id = 0;
  std::uint32_t version = 0;
  std::uint8_t visibility = 0;  // Visibility
  std::uint8_t told_stale = 0;  // 1 = that it is stale was told
  std::array<std::uint8_t, 6> zero{};
};
static_assert(sizeof(ArticleRecord) == 56);

// An instant as AgentRecord keeps it: to the second, until 2146; and back. 0 stays 0.
inline std::uint32_t SinceEpochSeconds(Micros at) { return at == 0 ? 0 : static_cast<std::uint32_t>((at - kTicketEpoch) / kSecond); }
constexpr Micros FromEpochSeconds(std::uint32_t seconds) { return seconds == 0 ? 0 : kTicketEpoch + Micros{seconds} * kSecond; }

template <class Record>
concept CanonicalRecord = std::is_trivially_copyable_v<Record> && std::has_unique_object_representations_v<Record>;
static_assert(CanonicalRecord<TicketRecord> && CanonicalRecord<WorkRecord> && CanonicalRecord<RecentRecord> &&
              CanonicalRecord<CustomerRecord> && CanonicalRecord<AgentRecord> && CanonicalRecord<ClockRecord> &&
              CanonicalRecord<IdentityRecord> && CanonicalRecord<ArticleRecord> && CanonicalRecord<EndedRecord> &&
              CanonicalRecord<PartRecord> && CanonicalRecord<PlanRecord> && CanonicalRecord<TransferRecord> &&
              CanonicalRecord<FeedbackRecord> && CanonicalRecord<ArticleUseRecord>);

}  // namespace tidegate
