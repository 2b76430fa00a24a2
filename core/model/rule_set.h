// RuleSet: everything of domain.md that is marked (cfg), compiled: what decisions read.
//
// Immutable once built. Made from TOML by protocol/rules, checked there; core only reads it. Names (skills, types, ...) are local here; the
// catalog of the state gives them their ids at activation. EncodeRuleSet gives the compiled form that the journal keeps, so that recovery
// needs neither TOML nor time-zone data.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/calendar.h"
#include "core/model/claim_quota.h"
#include "core/model/classification_rules.h"
#include "core/model/feedback.h"
#include "core/model/ids.h"
#include "core/model/matching_rules.h"
#include "core/model/names.h"
#include "core/model/submit_facts.h"

namespace tidegate {

inline constexpr int kRuleRowsMax = 1024;
inline constexpr int kRuleNamesMax = 4096;    // per kind of the catalog, but channels
inline constexpr int kRuleChannelsMax = 255;  // ChannelId is a byte
// Names of a kind that a catalog takes: as many as its ids have room for, and as a set of them has bits.
constexpr std::uint32_t CatalogNamesMax(CatalogKind kind) {
  switch (kind) {
    case CatalogKind::kChannel:
      return kRuleChannelsMax;
    case CatalogKind::kTag:
      return kTagsMax;
    case CatalogKind::kDepartment:
      return kDepartmentsMax;
    default:
      return kRuleNamesMax;
  }
}
inline constexpr int kRuleCalendarsMax = 64;
inline constexpr int kClockStepsMax = 4;
inline constexpr int kRuleSetBytesMax = 8 << 20;  // source text and compiled form together
inline constexpr int kOverdueReasonsMax = 64;
inline constexpr int kRowTagSetsMax = 254;  // different lists of tags that rows name; a place among them fits a byte
inline constexpr int kRuleTeamsMax = 63;    // with presets of their own; the rows are kept once for each
inline constexpr int kRowNamesMax = 255;    // types, and channels, that one row names; more is "every"
inline constexpr int kRulePresetsMax = 64;
inline constexpr int kLadderRungsMax = 6;           // as many as there are tiers of agents
inline constexpr int kMissesForBreakMax = 100;      // fits the agent's counter
inline constexpr Micros kRuleSpanMax = 366 * kDay;  // of every duration in a rule set: a year; shares of it cannot overflow
inline constexpr std::int32_t kWorkingDaysMax = 366;
inline constexpr std::uint16_t kPerMilleMax = 10'000;     // ten times a clock's working time; beyond it a step means nothing
inline constexpr std::uint16_t kOverduePerMille = 1'000;  // the step that is the deadline itself; every rule set has it
// SlaRow::calendar of a row that follows the service hours of the ticket's channel; an undeclared channel is served 24x7.
inline constexpr std::uint16_t kChannelHours = 0xFFFF;

// A row of an SLA preset (domain.md 5): which tickets, which clock, how long, in which calendar.
struct SlaRow {
  std::string preset;
  std::uint8_t levels = 0;            // bit l set = Level l; 0 = every level
  std::uint8_t customer_tiers = 0;    // bit t set = CustomerTier t; 0 = every tier
  std::vector<std::string> types;     // empty = every type
  std::vector<std::string> channels;  // empty = every channel
  std::uint8_t categories = 0;        // bit c set = ComplaintCategory c; 0 = every one, and none
  std::vector<std::string> tags;      // one of them will do; empty = whatever its tags
  Clock clock = Clock::kRespond;
  Micros target = 0;              // working time, when working_days == 0
  std::int32_t working_days = 0;  // N working days, when > 0
  std::uint16_t calendar = 0;     // place in RuleSet::calendars, or kChannelHours
  bool pauses = false;            // while the ticket waits for its customer; resolve and close-loop only
  friend bool operator==(const SlaRow&, const SlaRow&) = default;
};

// The presets in force for the tickets of one channel, instead of active_presets.
struct ChannelPresets {
  std::string channel;
  std::vector<std::string> presets;
  friend bool operator==(const ChannelPresets&, const ChannelPresets&) = default;
};

// The presets in force for tickets that an agent of a team accepted, from then on.
struct TeamPresets {
  std::string team;
  std::vector<std::string> presets;
  friend bool operator==(const TeamPresets&, const TeamPresets&) = default;
};

// Why a ticket is overdue. The code is what tickets keep: a number never changes its meaning.
struct OverdueReason {
  std::uint8_t code = 0;  // from 1
  std::string name{};
  std::string chinese{};
  bool asks_text = false;
  friend bool operator==(const OverdueReason&, const OverdueReason&) = default;
};

// What is done with a ticket far past its deadline; bits of RuleSet::escalation.
inline constexpr std::uint8_t kEscalateRaise = 1;       // ordered one level higher
inline constexpr std::uint8_t kEscalateWiden = 2;       // open to every rung of its ladder and every region
inline constexpr std::uint8_t kEscalateSupervisor = 4;  // supervisors are alerted

// What is asked of customers whose tickets were resolved, and which answers are looked after (domain.md 9).
struct FeedbackRules {
  bool survey = false;               // a survey is asked for, on the stream of changes, of each resolved ticket
  std::uint8_t flag_at_tenths = 30;  // a score so low is looked after; 0 = no score is
  std::vector<std::string> slow_words{"响应慢", "等待时间太长", "slow"};  // so is an answer whose text has one of them
  Micros respond_within = kDay;                                           // of the answer, around the clock: the deadline of the follow-up
  friend bool operator==(const FeedbackRules&, const FeedbackRules&) = default;
};

inline constexpr std::size_t kHandlingBytesMax = 4'096;  // of a type's template: a page, shown beside a ticket

struct TypeRule {
  std::string name;
  std::string chinese;
  Level level = Level::kNormal;  // when nothing is claimed
  bool bot_allowed = false;
  std::string department{};  // responsible, when no classification rule says another; empty = none
  std::string handling{};    // template that desks get with a ticket of the type; empty = none
  friend bool operator==(const TypeRule&, const TypeRule&) = default;
};

struct ChannelRule {
  std::string name;
  std::string chinese;
  bool live = false;
  std::uint16_t calendar = 0;          // service hours
  std::uint16_t weight_percent = 100;  // of a place that a ticket takes; a multiple of kWeightPercentStep
  friend bool operator==(const ChannelRule&, const ChannelRule&) = default;
};

struct RuleSet {
  std::string name;
  std::string time_zone;  // IANA name: the workspace's days and the default of its calendars
  Micros day_offset = 0;  // local minus UTC for the day of a ticket's number; constant, so that days never go back
  std::vector<Calendar> calendars = std::vector<Calendar>(1);  // [0] is 24x7
  std::vector<std::string> active_presets;
  std::vector<ChannelPresets> active_by_channel;
  std::vector<TeamPresets> active_by_team;  // before those of the channel
  std::vector<SlaRow> sla;                  // of all presets; the active ones count

  std::vector<std::string> skills;
  std::vector<std::string> regions;
  std::vector<TypeRule> types;
  std::vector<ChannelRule> channels;
  std::vector<std::string> tags;
  std::vector<std::string> departments;

  // What a ticket is (domain.md 4).
  std::vector<KeywordGroup> keywords;
  std::vector<ClassificationRule> classification;
  std::vector<FlowRule> flows;
  ReviewRule review;
  Micros repeat_within = 7 * kDay;  // of the earlier ticket's last contact; 0 = nothing is a repeat (domain.md 11)

  // Order inside a level: virtual due = received + f x respond target; f in per mille by CustomerTier (domain.md 7). [0] unused.
  std::array<std::uint16_t, 5> order_per_mille{1000, 400, 600, 800, 1000};
  // Which tiers of agents may take a level, rung by rung; bit t = AgentTier t. [level - 1][rung]. A level without a
  // ladder is open to every tier.
  std::array<std::vector<std::uint8_t>, kLevelCount> ladders;
  std::uint8_t open_rungs = 1;  // rungs open from the entry into the pool; more than a ladder has = all
  MatchingRules matching;
  // Shares of the clock at which it speaks up, per mille, ascending; 1000 = overdue (domain.md 5).
  std::vector<std::uint16_t> clock_steps{500, 800, kOverduePerMille, 1500};
  std::uint16_t supervisor_per_mille = 800;  // steps from here on are told to supervisors too

  std::uint8_t escalation = 0;                 // bits above
  std::uint8_t promise_complexity = 0;         // from this complexity on a customer is to be given a time; 0 = never for that
  std::uint16_t promise_per_mille = 0;         // likewise once so much of resolve is used; 0 = never for that
  Micros stale_after = 0;                      // after a contact a report is expected within this time; 0 = nobody watches
  std::vector<OverdueReason> overdue_reasons;  // an overdue ticket is resolved with one of them; empty = without

  Micros accept_live = 20 * kSecond;
  Micros accept_other = 3 * kMinute;
  Micros decline_memory = 10 * kMinute;
  std::int32_t misses_for_break = 3;
  Micros same_agent_within = 30 * kDay;  // who served a customer within this time gets him again; 0 = nobody does (domain.md 7)
  Micros wrap_up = 30 * kSecond;
  Micros ramp_up = 10 * kMinute;
  Micros disconnect_grace = 60 * kSecond;
  Micros article_review = 30 * kDay;       // an article not reviewed for so long is stale (domain.md 10); 0 = none ever is
  Micros close_silence = 0;                // a resolved ticket is closed so long after the last contact (domain.md 8); 0 = never by itself
  std::vector<std::string> no_silence_in;  // presets: where one of them is in force, it is not
  Micros reopen_within = 7 * kDay;         // of its resolution; later contacts are new tickets
  FeedbackRules feedback;
  Micros transfer_alert = 10 * kMinute;  // nobody has decided a transfer for so long: supervisors are told; 0 = never
  Micros call_back_after = 0;            // after a complaint is resolved, while its loop is open: its customer is called back; 0 = unasked
  std::vector<ClaimQuota> quotas;        // of front ends, for what they claim
  bool open_desks = false;               // dev.open_desks: a desk may declare itself (domain.md 6)

  friend bool operator==(const RuleSet&, const RuleSet&) = default;
};

// What makes a rule set unfit for use, or nullptr: bounds, references into lists that do not exist, doubles. Parsed and decoded rule sets
// have no flaw; the functions below and ActiveRules CHECK it. O(size).
const char* FindFlaw(const RuleSet& rules);

// The compiled form: versioned, little-endian, the same bytes for equal rule sets. CHECKs that there is no flaw.
std::string EncodeRuleSet(const RuleSet& rules);
// nullopt when the bytes are not exactly what EncodeRuleSet gives for some rule set of a known version. Any bytes may be given.
std::optional<RuleSet> DecodeRuleSet(std::string_view bytes);

}  // namespace tidegate
