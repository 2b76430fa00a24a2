#include "core/engine/active_rules.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "core/base/check.h"

namespace tidegate {
namespace {

// Bits of the cells that a row's level and tier masks cover; an empty mask covers all.
std::uint16_t CellsOf(const SlaRow& row) {
  std::uint16_t cells = 0;
  for (const Name& level : NameTable<Level>::kRows) {
    if (row.levels != 0 && (row.levels >> level.number & 1) == 0) continue;
    for (const Name& tier : NameTable<CustomerTier>::kRows) {
      if (row.customer_tiers != 0 && (row.customer_tiers >> tier.number & 1) == 0) continue;
      cells = static_cast<std::uint16_t>(
          cells | 1u << ActiveRules::CellOf(static_cast<Level>(level.number), static_cast<CustomerTier>(tier.number)));
    }
  }
  return cells;
}

// Of rows that differ in nothing but how long they give, the shortest always gives the earliest instant: more time in the same hours never
// ends sooner. Time and working days are not comparable. What is left stands in the order of the rule set.
void DropBeaten(std::vector<ActiveRules::Row>& rows) {
  const auto kin = [](const ActiveRules::Row& row) {
    return std::tuple(row.calendar, row.channel_set, row.working_days > 0, row.pauses, row.categories, row.tag_set);
  };
  std::sort(rows.begin(), rows.end(), [&](const ActiveRules::Row& a, const ActiveRules::Row& b) {
    return std::tuple(kin(a), a.target, a.working_days, a.place) < std::tuple(kin(b), b.target, b.working_days, b.place);
  });
  rows.erase(std::unique(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return kin(a) == kin(b); }), rows.end());
  std::sort(rows.begin(), rows.end(), [](const ActiveRules::Row& a, const ActiveRules::Row& b) { return a.place < b.place; });
}

template <class Places>
std::uint16_t FindPlace(const Places& places, std::string_view name) {
  const auto at =
      std::lower_bound(places.begin(), places.end(), name, [](const auto& entry, std::string_view n) { return entry.first < n; });
  return at != places.end() && at->first == name ? at->second : 0;
}

template <class Places, class Rule>
void ListPlaces(const std::vector<Rule>& rules, Places& places) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto place = static_cast<std::uint16_t>(i + 1);
    places.emplace_back(rules[i].name, place);
    if (!rules[i].chinese.empty()) places.emplace_back(rules[i].chinese, place);
  }
  std::sort(places.begin(), places.end());
}

RuleSet Sound(RuleSet rules) {
  if (const char* flaw = FindFlaw(rules)) CheckFailed(__FILE__, __LINE__, flaw, rules.name);
  return rules;
}

}  // namespace

ActiveRules::ActiveRules(RuleSet rules, std::uint32_t version) : rules_(Sound(std::move(rules))), classifier_(rules_), version_(version) {
  weight_of_id_.fill(kPlaceUnits);
  for (const Calendar& calendar : rules_.calendars) calendars_until_ = std::min(calendars_until_, calendar.valid_until());
  ListPlaces(rules_.types, type_places_);
  ListPlaces(rules_.channels, channel_places_);
  InternChannels(SetOf({}));  // set 0: every channel
  InternTags({});
  for (std::size_t scheme = 0; scheme <= rules_.active_by_team.size(); ++scheme) BuildRows(static_cast<std::uint8_t>(scheme));
  for (std::size_t scheme = 0; scheme <= rules_.active_by_team.size(); ++scheme) {
    ChannelSet& silent = no_silence_.emplace_back();
    for (const std::string& preset : rules_.no_silence_in) {
      const ChannelSet active = ActiveIn(preset, static_cast<std::uint8_t>(scheme));
      for (std::size_t word = 0; word < silent.size(); ++word) silent[word] |= active[word];
    }
  }
  for (RowLists* lists : {&general_, &typed_}) lists->begin.push_back(static_cast<std::uint32_t>(lists->rows.size()));
}

ActiveRules::ChannelSet ActiveRules::SetOf(const std::vector<std::string>& names) const {
  ChannelSet set{};
  for (const std::string& name : names) {
    const std::uint16_t place = FindPlace(channel_places_, name);
    set[place / 64] |= std::uint64_t{1} << (place % 64);
  }
  if (names.empty()) set.fill(~std::uint64_t{0});
  return set;
}

ActiveRules::ChannelSet ActiveRules::ActiveIn(const std::string& preset, std::uint8_t scheme) const {
  const auto names = [&](const std::vector<std::string>& presets) {
    return std::find(presets.begin(), presets.end(), preset) != presets.end();
  };
  ChannelSet set{};
  if (scheme != 0) {
    if (names(rules_.active_by_team[scheme - 1u].presets)) set.fill(~std::uint64_t{0});
    return set;
  }
  if (names(rules_.active_presets)) set.fill(~std::uint64_t{0});
  for (const ChannelPresets& own : rules_.active_by_channel) {
    const std::uint16_t place = FindPlace(channel_places_, own.channel);
    const std::uint64_t bit = std::uint64_t{1} << (place % 64);
    if (names(own.presets)) {
      set[place / 64] |= bit;
    } else {
      set[place / 64] &= ~bit;
    }
  }
  return set;
}

std::uint16_t ActiveRules::InternChannels(const ChannelSet& set) {
  const auto known = std::find(channel_sets_.begin(), channel_sets_.end(), set) - channel_sets_.begin();
  if (static_cast<std::size_t>(known) == channel_sets_.size()) channel_sets_.push_back(set);
  return static_cast<std::uint16_t>(known);
}

std::uint8_t ActiveRules::InternTags(std::vector<std::string> tags) {
  const auto known = std::find(tag_sets_.begin(), tag_sets_.end(), tags) - tag_sets_.begin();
  if (static_cast<std::size_t>(known) == tag_sets_.size()) {
    tag_sets_.push_back(std::move(tags));
    tag_masks_.push_back(0);
    CHECK_LE(tag_sets_.size(), kRowTagSetsMax + 1u);
  }
  return static_cast<std::uint8_t>(known);
}

void ActiveRules::BuildRows(std::uint8_t scheme) {
  std::vector<std::vector<Row>> general(kClockCount * kCellCount);
  std::vector<std::vector<Row>> typed((rules_.types.size() + 1) * kClockCount);
  for (std::size_t place = 0; place < rules_.sla.size(); ++place) {
    const SlaRow& source = rules_.sla[place];
    ChannelSet channels = SetOf(source.channels);
    const ChannelSet active = ActiveIn(source.preset, scheme);
    for (std::size_t word = 0; word < channels.size(); ++word) channels[word] &= active[word];
    if (channels == ChannelSet{}) continue;
    const auto clock = static_cast<std::size_t>(source.clock);
    Row row;
    row.target = source.target;
    row.working_days = source.working_days;
    row.calendar = source.calendar;
    row.cells = CellsOf(source);
    row.channel_set = InternChannels(channels);
    row.pauses = source.pauses;
    row.categories = source.categories;
    row.tag_set = InternTags(source.tags);
    row.place = static_cast<std::uint16_t>(place);
    for (const std::string& name : source.types) typed[FindPlace(type_places_, name) * kClockCount + clock].push_back(row);
    if (!source.types.empty()) continue;
    for (std::size_t cell = 0; cell < kCellCount; ++cell) {
      if ((row.cells >> cell & 1) != 0) general[clock * kCellCount + cell].push_back(row);
    }
  }
  for (std::vector<Row>& rows : general) DropBeaten(rows);
  for (const auto& [lists, flat] : {std::pair(&general, &general_), std::pair(&typed, &typed_)}) {
    for (const std::vector<Row>& rows : *lists) {
      flat->begin.push_back(static_cast<std::uint32_t>(flat->rows.size()));
      flat->rows.insert(flat->rows.end(), rows.begin(), rows.end());
    }
  }
}

void ActiveRules::Bind(CatalogKind kind, std::string_view name, std::uint32_t id) {
  classifier_.Bind(kind, name, id);
  if (kind == CatalogKind::kType) {
    const std::uint16_t place = FindPlace(type_places_, name);
    if (place == 0) return;
    CHECK_LE(id, 0xFFFFu);
    if (type_of_id_.size() <= id) type_of_id_.resize(id + 1);
    type_of_id_[id] = place;
  } else if (kind == CatalogKind::kChannel) {
    CHECK_LT(id, channel_of_id_.size());
    channel_of_id_[id] = static_cast<std::uint8_t>(FindPlace(channel_places_, name));
    if (channel_of_id_[id] == 0) return;
    weight_of_id_[id] = static_cast<std::uint8_t>(rules_.channels[channel_of_id_[id] - 1u].weight_percent / kWeightPercentStep);
    if (weight_of_id_[id] == kPlaceUnits) return;
    weighted_channels_.insert(std::upper_bound(weighted_channels_.begin(), weighted_channels_.end(), static_cast<std::uint8_t>(id)),
                              static_cast<std::uint8_t>(id));
  } else if (kind == CatalogKind::kTag) {
    for (std::size_t set = 0; set < tag_sets_.size(); ++set) {
      const bool named = std::find(tag_sets_[set].begin(), tag_sets_[set].end(), name) != tag_sets_[set].end();
      if (named) tag_masks_[set] |= std::uint64_t{1} << (id - 1);
    }
  }
}

Level ActiveRules::DefaultLevel(TypeId type) const {
  const std::uint16_t place = TypePlace(type);
  return place == 0 ? Level::kNormal : rules_.types[place - 1].level;
}

BotUse ActiveRules::Bots(TypeId type, ChannelId channel) const {
  if (!classifier_.BotAllowed(rules_, TypePlace(type), ChannelPlace(channel))) return BotUse::kRefused;
  const int row = classifier_.FindFlow(TypePlace(type), ChannelPlace(channel));
  return row >= 0 && rules_.flows[static_cast<std::size_t>(row)].bots == FlowBots::kAllowed ? BotUse::kFirst : BotUse::kAllowed;
}

std::string_view ActiveRules::RuleName(std::uint8_t place) const {
  return place == 0 || place > rules_.classification.size() ? std::string_view() : std::string_view(rules_.classification[place - 1u].name);
}

FiredRule ActiveRules::FlowOf(TypeId type, ChannelId channel) const {
  const int row = classifier_.FindFlow(TypePlace(type), ChannelPlace(channel));
  if (row < 0) return {};
  return {
      .output = RuleOutput::kFlow, .place = static_cast<std::uint8_t>(row + 1), .name = rules_.flows[static_cast<std::size_t>(row)].name};
}

Classification ActiveRules::Classify(const Submission& submission) const {
  return classifier_.Classify(rules_, ClassifiedFacts{.type = submission.type,
                                                      .channel = submission.channel,
                                                      .type_place = TypePlace(submission.type),
                                                      .channel_place = ChannelPlace(submission.channel),
                                                      .claimed_level = submission.claimed_level,
                                                      .tier = submission.tier,
                                                      .facts = submission.facts,
                                                      .skills = submission.skills});
}

bool ActiveRules::Live(ChannelId channel) const {
  const std::uint8_t place = ChannelPlace(channel);
  return place != 0 && rules_.channels[place - 1].live;
}

const Calendar* ActiveRules::FindCalendar(std::string_view name) const {
  const auto found = std::find_if(rules_.calendars.begin(), rules_.calendars.end(), [&](const Calendar& c) { return c.name() == name; });
  return found == rules_.calendars.end() ? nullptr : &*found;
}

std::uint8_t ActiveRules::WaitingWeight(std::uint8_t weight) const {
  return static_cast<std::uint8_t>((weight * rules_.matching.waiting_customer_percent + 99) / 100);  // what weighs something is not nothing
}

const Calendar& ActiveRules::Hours(ChannelId channel) const {
  const std::uint8_t place = ChannelPlace(channel);
  return rules_.calendars[place == 0 ? 0 : rules_.channels[place - 1].calendar];
}

std::uint8_t ActiveRules::OpenTiers(Level level, int relaxed, BotUse bot) const {
  CHECK_GE(relaxed, 0);
  CHECK(IsListed<Level>(static_cast<std::uint8_t>(level)));
  constexpr std::uint8_t kEveryTier = (1u << (static_cast<int>(AgentTier::kSupervisor) + 1)) - 2;
  constexpr std::uint8_t kBot = 1u << static_cast<int>(AgentTier::kBot);
  const std::vector<std::uint8_t>& ladder = rules_.ladders[static_cast<std::size_t>(level) - 1];
  std::uint8_t tiers = ladder.empty() ? kEveryTier : std::uint8_t{0};
  const std::size_t open = std::min(ladder.size(), static_cast<std::size_t>(rules_.open_rungs) + static_cast<std::size_t>(relaxed));
  for (std::size_t rung = 0; rung < open; ++rung) tiers |= ladder[rung];
  if (bot == BotUse::kRefused || level == Level::kUrgent) tiers &= static_cast<std::uint8_t>(~kBot);
  return tiers;
}

std::span<const ActiveRules::Row> ActiveRules::GeneralRows(Clock clock, Level level, CustomerTier tier, std::uint8_t scheme) const {
  const std::size_t list = std::size_t{scheme} * kClockCount + static_cast<std::size_t>(clock);
  return general_.Of(list * kCellCount + static_cast<std::size_t>(CellOf(level, tier)));
}

std::span<const ActiveRules::Row> ActiveRules::TypeRows(Clock clock, TypeId type, std::uint8_t scheme) const {
  const std::size_t list = scheme * (rules_.types.size() + 1) + TypePlace(type);
  return typed_.Of(list * kClockCount + static_cast<std::size_t>(clock));
}

std::uint8_t ActiveRules::SchemeOf(std::string_view team) const {
  if (team.empty()) return 0;
  for (std::size_t i = 0; i < rules_.active_by_team.size(); ++i) {
    if (rules_.active_by_team[i].team == team) return static_cast<std::uint8_t>(i + 1);
  }
  return 0;
}

bool ActiveRules::ClosesBySilence(ChannelId channel, std::uint8_t scheme) const {
  const std::uint8_t place = ChannelPlace(channel);
  return rules_.close_silence != 0 && (no_silence_[scheme][place / 64] >> (place % 64) & 1) == 0;
}

bool ActiveRules::RowHasChannel(const Row& row, ChannelId channel) const {
  const std::uint8_t place = ChannelPlace(channel);
  return (channel_sets_[row.channel_set][place / 64] >> (place % 64) & 1) != 0;
}

const Calendar& ActiveRules::RowCalendar(const Row& row, ChannelId channel) const {
  return row.calendar == kChannelHours ? Hours(channel) : rules_.calendars[row.calendar];
}

}  // namespace tidegate
