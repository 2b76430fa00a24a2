// ActiveRules: a rule set made ready for decisions: ids instead of names, and for every kind of ticket the few SLA rows that can match it.
//
// Owned by the engine, one thread. Built at activation, then bound to the catalog: every name that the catalog knows, and later every name
// that is declared, is given with its id. Names that the rule set does not know are legal: such a type has level normal and no bot, such a
// channel is not live and served 24x7, and only rows that name no type or channel match them. Building and binding allocate; asking does
// not. Costs: building O(rows x names of a row), Bind O(log names), every question O(1). Not here: computing instants (clocks.h).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/engine/classification.h"
#include "core/model/ids.h"
#include "core/model/names.h"
#include "core/model/output.h"
#include "core/model/rule_set.h"

namespace tidegate {

// Whether bots may take a ticket: by its type and the flow rule of its channel; kFirst: where a flow rule says so, people get it only while
// no bot that may take it has a free place (domain.md 4).
enum class BotUse : std::uint8_t { kRefused, kAllowed, kFirst };

class ActiveRules {
 public:
  // An SLA row of an active preset, made small.
  struct Row {
    Micros target = 0;
    std::int32_t working_days = 0;
    std::uint16_t calendar = 0;     // place in RuleSet::calendars, or kChannelHours
    std::uint16_t cells = 0;        // bit CellOf(level, tier) set = matches; looked at in rows of a type only
    std::uint16_t channel_set = 0;  // place among the sets of channels; 0 = every channel
    std::uint16_t place = 0;        // in RuleSet::sla: the earlier row wins when two give the same instant
    bool pauses = false;            // while the ticket waits for its customer
    std::uint8_t categories = 0;    // bit c set = ComplaintCategory c; 0 = every one, and none
    std::uint8_t tag_set = 0;       // place among the sets of tags; 0 = whatever its tags
    friend bool operator==(const Row&, const Row&) = default;
  };
  static_assert(kRuleRowsMax <= 0xFFFF);

  // `rules` must have no flaw (CHECKed).
  ActiveRules(RuleSet rules, std::uint32_t version);
  ActiveRules(ActiveRules&&) = default;
  ActiveRules& operator=(ActiveRules&&) = default;

  // Says which id a name of the catalog has. Chinese names of types and channels are known too. Regions need no binding and are
  // ignored.
  void Bind(CatalogKind kind, std::string_view name, std::uint32_t id);

  const RuleSet& rules() const { return rules_; }
  std::uint32_t version() const { return version_; }
  // When the first of the calendars ends, after which all time counts; kNever when all are always open.
  Micros calendars_until() const { return calendars_until_; }

  // The level of a ticket that claims none.
  Level DefaultLevel(TypeId type) const;
  bool Live(ChannelId channel) const;
  BotUse Bots(TypeId type, ChannelId channel) const;
  // What the rules make of a submit. `skills`: those that it asks for.
  struct Submission {
    TypeId type;
    ChannelId channel;
    Level claimed_level = Level::kNone;
    CustomerTier tier = CustomerTier::kOrdinary;
    SubmitFacts facts;
    std::span<const SkillLevel> skills;
  };
  Classification Classify(const Submission& submission) const;
  // The names of a classification rule, and of the flow rule of a channel and type; empty when there is none.
  std::string_view RuleName(std::uint8_t place) const;
  FiredRule FlowOf(TypeId type, ChannelId channel) const;
  bool wants_keywords() const { return classifier_.wants_keywords(); }
  // Service hours.
  const Calendar& Hours(ChannelId channel) const;
  // The calendar of that name; nullptr when there is none.
  const Calendar* FindCalendar(std::string_view name) const;
  // What a ticket of the channel weighs in the load of who has it, in kPlaceUnits-ths of a place, and while it waits for its customer.
  std::uint8_t Weight(ChannelId channel) const { return weight_of_id_[channel.raw()]; }
  std::uint8_t WaitingWeight(std::uint8_t weight) const;
  // By the number of the channel.
  const std::array<std::uint8_t, 256>& weights() const { return weight_of_id_; }
  // The channels whose tickets weigh something else than a place, of those that the catalog knows; ascending.
  const std::vector<std::uint8_t>& weighted_channels() const { return weighted_channels_; }

  // Mask of the agent tiers (bit t = AgentTier t) that may take a ticket of this level: the rungs open from the start, and `relaxed` more
  // (0 until relaxation opens them). Bots are left out when refused, and always for urgent tickets (domain.md 4).
  std::uint8_t OpenTiers(Level level, int relaxed, BotUse bot) const;

  // For clocks.h. Rows that name no type, for one level and tier; and the rows that name a type, whose cells are still to be tested. What
  // another row of the same hours and channels always beats is left out.
  // `scheme`: whose presets are in force, of SchemeOf.
  std::span<const Row> GeneralRows(Clock clock, Level level, CustomerTier tier, std::uint8_t scheme = 0) const;
  std::span<const Row> TypeRows(Clock clock, TypeId type, std::uint8_t scheme = 0) const;
  // 0 = the workspace's and the channels'; else that of a team with presets of its own.
  std::uint8_t SchemeOf(std::string_view team) const;
  // Whether silence closes the resolved tickets of a channel, under a scheme: close_silence, and none of no_silence_in in force.
  bool ClosesBySilence(ChannelId channel, std::uint8_t scheme) const;
  bool RowHasChannel(const Row& row, ChannelId channel) const;
  // Whether a ticket of this category with these tags is meant.
  bool RowHasNature(const Row& row, std::uint8_t category, std::uint64_t tags) const {
    return (row.categories == 0 || (row.categories >> category & 1) != 0) && (row.tag_set == 0 || (tag_masks_[row.tag_set] & tags) != 0);
  }
  const Calendar& RowCalendar(const Row& row, ChannelId channel) const;

  static constexpr int kCellCount = 16;  // levels x customer tiers
  // Place of (level, tier) in 0..kCellCount - 1; no tier counts as ordinary. The level must be one of the four.
  static constexpr int CellOf(Level level, CustomerTier tier) {
    const int column = tier == CustomerTier::kNone ? static_cast<int>(CustomerTier::kOrdinary) : static_cast<int>(tier);
    return (static_cast<int>(level) - 1) * 4 + column - 1;
  }

 private:
  // Rows of many keys behind one another; those of key k are [begin[k], begin[k + 1]).
  struct RowLists {
    std::vector<Row> rows;
    std::vector<std::uint32_t> begin;
    std::span<const Row> Of(std::size_t key) const { return std::span(rows).subspan(begin[key], begin[key + 1] - begin[key]); }
  };
  // A set of places in RuleSet::channels, shifted by one; bit 0 = a channel that the rule set does not know.
  using ChannelSet = std::array<std::uint64_t, 4>;
  // A sorted list of (name, place + 1).
  using Places = std::vector<std::pair<std::string_view, std::uint16_t>>;

  // One scheme's rows into general_ and typed_, behind those of the schemes before.
  void BuildRows(std::uint8_t scheme);
  ChannelSet SetOf(const std::vector<std::string>& names) const;
  // The channels whose tickets a preset counts for.
  ChannelSet ActiveIn(const std::string& preset, std::uint8_t scheme) const;
  std::uint16_t InternChannels(const ChannelSet& set);
  std::uint8_t InternTags(std::vector<std::string> tags);
  // Place + 1 in the rule set; 0 = not known to it.
  std::uint16_t TypePlace(TypeId type) const { return type.raw() < type_of_id_.size() ? type_of_id_[type.raw()] : 0; }
  std::uint8_t ChannelPlace(ChannelId channel) const { return channel_of_id_[channel.raw()]; }

  RuleSet rules_;
  Classifier classifier_;  // borrows strings of rules_
  std::uint32_t version_ = 0;
  Micros calendars_until_ = kNever;
  Places type_places_;     // views into rules_
  Places channel_places_;  // views into rules_
  std::vector<std::uint16_t> type_of_id_;
  std::array<std::uint8_t, 256> channel_of_id_{};
  std::array<std::uint8_t, 256> weight_of_id_{};
  std::vector<std::uint8_t> weighted_channels_;
  std::vector<ChannelSet> channel_sets_;
  std::vector<ChannelSet> no_silence_;              // by scheme
  std::vector<std::vector<std::string>> tag_sets_;  // [0] is of rows that name none
  std::vector<std::uint64_t> tag_masks_;            // of the same places: bit t - 1 = tag t of the catalog
  RowLists general_;                                // key: (scheme x kClockCount + clock) x kCellCount + cell
  RowLists typed_;                                  // key: (scheme x (types + 1) + place + 1 of the type) x kClockCount + clock
};

}  // namespace tidegate
