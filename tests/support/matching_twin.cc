#include "tests/support/matching_twin.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/engine/matching.h"

namespace tidegate::twin {
namespace {

const Profile& ProfileOf(const Tables& tables, std::uint32_t agent) {
  return tables.signatures.ProfileAt(tables.agents.profile(agent)).profile;
}

// The order of agents: domain.md 7, with design.md 3's definition of relative load.
auto OrderOf(const Tables& tables, std::uint32_t agent) {
  const AgentRecord& record = tables.agents.At(agent);
  const std::uint64_t units = UnitsOf(tables, agent);
  const std::uint64_t capacity = std::uint64_t{record.capacity} * 10;  // in tenths of a place, as what tickets weigh
  const std::uint64_t relative = std::min<std::uint64_t>((64 * units + capacity - 1) / capacity, 64);
  return std::tuple(relative, record.idle_since, record.cost_per_hour_cents, agent);
}

std::uint64_t RelativeOf(const Tables& tables, std::uint32_t agent) { return std::get<0>(OrderOf(tables, agent)); }

// All agents by what they are to a ticket.
struct Crowd {
  std::vector<std::uint32_t> candidates;       // eligible, free, did not decline
  std::vector<std::uint32_t> free_decliners;   // eligible, free, declined
  std::vector<std::uint32_t> online_eligible;  // full or not, declined or not
  std::uint32_t eligible = 0;
  std::uint32_t off_shift = 0;  // eligible and signed in, but for the hours
  std::uint32_t by_skill = 0;
  std::uint32_t by_region = 0;
  std::uint32_t by_channel = 0;
  std::uint32_t by_customer_tier = 0;
  std::uint32_t by_agent_tier = 0;
};

bool HasSkills(const Requirement& requirement, const Profile& profile) {
  for (int i = 0; i < requirement.skill_count; ++i) {
    bool has = false;
    for (int j = 0; j < profile.skill_count; ++j) {
      has |= profile.skills[j].skill == requirement.skills[i].skill && profile.skills[j].level >= requirement.skills[i].level;
    }
    if (!has) return false;
  }
  return true;
}

template <class List>
bool ServesOne(const List& list, int count, int wanted) {
  if (wanted == 0 || count == 0) return true;
  return std::find(list.begin(), list.begin() + count, wanted) != list.begin() + count;
}

bool ServesRegion(const Requirement& r, const Profile& p) { return ServesOne(p.regions, p.region_count, r.region); }
bool ServesChannel(const Requirement& r, const Profile& p) { return ServesOne(p.channels, p.channel_count, r.channel); }
bool ServesCustomer(const Requirement& r, const Profile& p) {
  return r.customer_tier == 0 || p.customer_tiers == 0 || (p.customer_tiers & (1 << r.customer_tier)) != 0;
}
bool StandsOnLadder(const Requirement& r, const Profile& p) { return (r.agent_tiers & (1 << p.tier)) != 0; }

bool IsFor(const Tables& tables, std::uint32_t agent, const TicketRecord& ticket) {
  return IsFree(tables, agent, ticket.channel) && !IsKept(tables, agent, ticket.order_level);
}

// As manager or deputy, without the ladder.
bool MayManage(const Tables& tables, std::uint32_t slot, std::uint32_t agent) {
  if ((tables.agents.At(agent).duty & kRetired) != 0) return false;
  const Requirement& requirement = RequirementOf(tables, slot);
  const Profile& profile = ProfileOf(tables, agent);
  return HasSkills(requirement, profile) && ServesRegion(requirement, profile) && ServesChannel(requirement, profile) &&
         ServesCustomer(requirement, profile);
}

const CustomerRecord* CustomerOf(const Tables& tables, const TicketRecord& ticket) {
  std::uint64_t customer = ticket.customer;  // who was merged is the other one
  tables.identities.ForEach([&](const IdentityRecord& record) {
    if (record.merged != 0 && record.identity == ticket.customer) customer = record.customer;
  });
  for (std::uint32_t slot = 0; slot < tables.customers.high_mark(); ++slot) {
    if (tables.customers.live(slot) && customer != 0 && tables.customers.At(slot).id == customer) return &tables.customers.At(slot);
  }
  return nullptr;
}

Crowd CrowdOf(const Tables& tables, const TicketRecord& ticket, const Requirement& requirement) {
  Crowd crowd;
  for (std::uint32_t agent = 1; agent <= tables.agents.size(); ++agent) {
    if ((tables.agents.At(agent).duty & kRetired) != 0) continue;
    const Profile& profile = ProfileOf(tables, agent);
    if (!HasSkills(requirement, profile)) {
      ++crowd.by_skill;
    } else if (!ServesRegion(requirement, profile)) {
      ++crowd.by_region;
    } else if (!ServesChannel(requirement, profile)) {
      ++crowd.by_channel;
    } else if (!ServesCustomer(requirement, profile)) {
      ++crowd.by_customer_tier;
    } else if (!StandsOnLadder(requirement, profile)) {
      ++crowd.by_agent_tier;
    } else {
      ++crowd.eligible;
      const auto status = static_cast<AgentStatus>(tables.agents.At(agent).status);
      const bool working = status == AgentStatus::kOnline || status == AgentStatus::kWrapUp;
      crowd.off_shift += working && !TakesNewWork(tables.agents.At(agent).duty) ? 1 : 0;
      if (status != AgentStatus::kOnline || !TakesNewWork(tables.agents.At(agent).duty)) continue;
      crowd.online_eligible.push_back(agent);
      const bool declined = Declined(tables, ticket.id, agent);
      if (IsFor(tables, agent, ticket)) (declined ? crowd.free_decliners : crowd.candidates).push_back(agent);
    }
  }
  return crowd;
}

std::uint32_t LeastLoaded(const Tables& tables, const std::vector<std::uint32_t>& agents, std::uint32_t without) {
  std::uint32_t best = 0;
  for (const std::uint32_t agent : agents) {
    if (agent != without && (best == 0 || OrderOf(tables, agent) < OrderOf(tables, best))) best = agent;
  }
  return best;
}

bool IsBot(const Tables& tables, std::uint32_t agent) {
  return ProfileOf(tables, agent).tier == static_cast<std::uint8_t>(AgentTier::kBot);
}

// Whether only the ramp-up keeps an agent from one more ticket of the channel: his record has a place for it.
bool IsRamping(const Tables& tables, std::uint32_t agent, std::uint8_t channel) {
  const AgentRecord& record = tables.agents.At(agent);
  if (record.ramp_next_at == kNever || UnitsOf(tables, agent) + tables.rules->Weight(ChannelId(channel)) > record.capacity * 10u)
    return false;
  const Profile& profile = ProfileOf(tables, agent);
  return std::all_of(profile.rooms.begin(), profile.rooms.begin() + profile.room_count, [&](const ChannelRoom& room) {
    return room.channel != channel || TakenOf(tables, agent, channel) < room.tickets_max;
  });
}

// Whether the first flow rule that matches the ticket lets bots have it.
bool WantsBotsFirst(const Tables& tables, const TicketRecord& ticket) {
  const FiredRule flow = tables.rules->FlowOf(TypeId(ticket.type), ChannelId(ticket.channel));
  return flow.place != 0 && tables.rules->rules().flows[flow.place - 1u].bots == FlowBots::kAllowed;
}

std::vector<std::uint32_t> BotsAmong(const Tables& tables, const std::vector<std::uint32_t>& agents) {
  std::vector<std::uint32_t> bots;
  std::copy_if(agents.begin(), agents.end(), std::back_inserter(bots), [&](std::uint32_t agent) { return IsBot(tables, agent); });
  return bots;
}

struct Prediction {
  std::uint32_t agent = 0;
  Choice choice = Choice::kNone;
  std::uint32_t runner_up = 0;
};

// The agent for a ticket that looks for one.
Prediction Predict(const Tables& tables, std::uint32_t ticket_slot, const Crowd& crowd, Micros now) {
  const TicketRecord& ticket = tables.tickets.At(ticket_slot);
  const CustomerRecord* customer = CustomerOf(tables, ticket);
  Prediction prediction;
  if (ticket.owner != 0 && MayManage(tables, ticket_slot, ticket.owner)) {
    const bool his = IsFor(tables, ticket.owner, ticket) && !Declined(tables, ticket.id, ticket.owner);
    return his ? Prediction{ticket.owner, Choice::kOwner, 0} : Prediction{};
  }
  const auto choose = [&](std::uint32_t agent, Choice choice) {
    if (prediction.agent == 0 && agent != 0) prediction = {agent, choice, LeastLoaded(tables, crowd.candidates, agent)};
  };
  if (WantsBotsFirst(tables, ticket)) choose(LeastLoaded(tables, BotsAmong(tables, crowd.candidates), 0), Choice::kLeastLoaded);
  if (customer != nullptr && customer->manager != 0) {
    for (const auto& [agent, choice] :
         {std::pair(customer->manager, Choice::kDedicatedManager), std::pair(customer->deputy, Choice::kDeputy)}) {
      if (agent != 0 && IsFor(tables, agent, ticket) && !Declined(tables, ticket.id, agent) && MayManage(tables, ticket_slot, agent)) {
        choose(agent, choice);
      }
    }
    std::vector<std::uint32_t> of_vips;
    for (const std::uint32_t agent : crowd.candidates) {
      if ((ProfileOf(tables, agent).customer_tiers & (1 << static_cast<int>(CustomerTier::kVip))) != 0) of_vips.push_back(agent);
    }
    choose(LeastLoaded(tables, of_vips, 0), Choice::kServesVip);
  }
  const Micros within = tables.rules->rules().same_agent_within;
  if (customer != nullptr && within != 0 && customer->last_agent != 0 && now - customer->served_at <= within &&
      std::find(crowd.candidates.begin(), crowd.candidates.end(), customer->last_agent) != crowd.candidates.end()) {
    choose(customer->last_agent, Choice::kSameAgent);
  }
  choose(LeastLoaded(tables, crowd.candidates, 0), Choice::kLeastLoaded);
  if (prediction.agent != 0 || !crowd.candidates.empty()) return prediction;
  prediction.agent = DeclinerFor(tables, ticket_slot);
  if (prediction.agent != 0) prediction.choice = Choice::kLongestDeclined;
  return prediction;
}

const TicketRecord* FindTicket(const Tables& tables, std::uint64_t id, std::uint32_t* slot) {
  for (*slot = 0; *slot < tables.tickets.high_mark(); ++*slot) {
    if (tables.tickets.live(*slot) && tables.tickets.At(*slot).id == id) return &tables.tickets.At(*slot);
  }
  return nullptr;
}

bool IsAnsweredUrgent(const TicketRecord& ticket) {
  return ticket.order_level == static_cast<std::uint8_t>(Level::kUrgent) && ticket.first_response_at != 0;
}

// The first waiting ticket that the agent may take, of one level or (kNone) of all.
const TicketRecord* FirstOf(const Tables& tables, std::uint32_t agent, Level level) {
  const TicketRecord* first = nullptr;
  for (std::uint32_t slot = 0; slot < tables.tickets.high_mark(); ++slot) {
    if (!tables.tickets.live(slot)) continue;
    const TicketRecord& ticket = tables.tickets.At(slot);
    if (ticket.status != static_cast<std::uint8_t>(Status::kPooled)) continue;
    if (level != Level::kNone && ticket.order_level != static_cast<std::uint8_t>(level)) continue;
    const bool his =
        ticket.held_for == agent ? MayManage(tables, slot, agent) : MayTake(RequirementOf(tables, slot), ProfileOf(tables, agent));
    if (!his || !IsFree(tables, agent, ticket.channel) || Declined(tables, ticket.id, agent) || IsKept(tables, agent, ticket.order_level))
      continue;
    if (first == nullptr || StandsBefore(ticket, *first)) first = &ticket;
  }
  return first;
}

// The ticket for an agent who looks for one: urgent ones that nobody has answered first; else of the levels whose share is due, and then of
// the highest.
const TicketRecord* FirstFor(const Tables& tables, std::uint32_t agent, const OfferLog& log) {
  if (const TicketRecord* urgent = FirstOf(tables, agent, Level::kUrgent); urgent != nullptr && !IsAnsweredUrgent(*urgent)) return urgent;
  const auto left = [&](Level level) {
    const int percent = tables.rules->rules().matching.share_percent[static_cast<std::size_t>(level)];
    return percent == 0 ? 1'000 : 100 / percent - log.SinceLast(tables, agent, level);
  };
  const int low = left(Level::kLow);
  const int normal = left(Level::kNormal);
  if (low <= 1) {
    if (const TicketRecord* first = FirstOf(tables, agent, Level::kLow)) return first;
  }
  if (normal <= 1 || (normal <= 2 && low <= 2)) {
    if (const TicketRecord* first = FirstOf(tables, agent, Level::kNormal)) return first;
  }
  return FirstOf(tables, agent, Level::kNone);
}

std::string Number(const char* what, std::uint64_t expected, std::uint64_t actual) {
  if (expected == actual) return {};
  return std::string(what) + " " + std::to_string(actual) + " instead of " + std::to_string(expected) + "; ";
}

std::string FindNoteFault(const Crowd& crowd, const DecisionNote& note) {
  return Number("excluded by skill", crowd.by_skill, note.by_skill) + Number("by region", crowd.by_region, note.by_region) +
         Number("by channel", crowd.by_channel, note.by_channel) +
         Number("by customer tier", crowd.by_customer_tier, note.by_customer_tier) +
         Number("by agent tier", crowd.by_agent_tier, note.by_agent_tier) +
         Number("by capacity", crowd.online_eligible.size() - crowd.candidates.size() - crowd.free_decliners.size(), note.by_capacity) +
         Number("by decline", crowd.free_decliners.size(), note.by_decline) +
         Number("by shift", std::min(crowd.off_shift, 255u), note.by_shift) +
         Number("off duty", crowd.eligible - crowd.online_eligible.size() - crowd.off_shift, note.off_duty);
}

}  // namespace

bool MayTake(const Requirement& requirement, const Profile& profile) {
  return HasSkills(requirement, profile) && ServesRegion(requirement, profile) && ServesChannel(requirement, profile) &&
         ServesCustomer(requirement, profile) && StandsOnLadder(requirement, profile);
}

// What he has is on his list: that the list is right, the audit finds out.
std::uint32_t UnitsOf(const Tables& tables, std::uint32_t agent) {
  std::uint32_t units = 0;
  for (const std::uint32_t slot : tables.agents.WorkOf(agent)) {
    const TicketRecord& ticket = tables.tickets.At(slot);
    units += ticket.status == static_cast<std::uint8_t>(Status::kWaitingCustomer) ? ticket.waiting_weight : ticket.weight;
  }
  return units;
}

std::uint32_t TakenOf(const Tables& tables, std::uint32_t agent, std::uint8_t channel) {
  std::uint32_t taken = 0;
  for (const std::uint32_t slot : tables.agents.WorkOf(agent)) {
    const TicketRecord& ticket = tables.tickets.At(slot);
    taken += ticket.channel == channel && ticket.weight != 0 ? 1 : 0;  // a follow-up takes no room
  }
  return taken;
}

bool IsFree(const Tables& tables, std::uint32_t agent, std::uint8_t channel) {
  const AgentRecord& record = tables.agents.At(agent);
  if (record.status != static_cast<std::uint8_t>(AgentStatus::kOnline) || !TakesNewWork(record.duty)) return false;
  for (const ChannelRoom& room : ProfileOf(tables, agent).rooms) {
    if (room.channel == channel && room.channel != 0 && TakenOf(tables, agent, channel) >= room.tickets_max) return false;
  }
  const std::string_view name = tables.catalog(CatalogKind::kChannel).Name(channel);
  std::uint32_t weight = 10;
  for (const ChannelRule& rule : tables.rules->rules().channels) {
    if (rule.name == name || (rule.chinese == name && !rule.chinese.empty())) weight = rule.weight_percent / 10u;
  }
  return UnitsOf(tables, agent) + weight <= record.open_capacity * 10;
}

std::uint32_t PlacesOf(const Tables& tables, std::uint32_t agent) {
  const AgentRecord& record = tables.agents.At(agent);
  const std::uint32_t units = UnitsOf(tables, agent);
  const bool online = record.status == static_cast<std::uint8_t>(AgentStatus::kOnline) && TakesNewWork(record.duty);
  return !online || units > record.open_capacity * 10 ? 0 : (record.open_capacity * 10 - units) / 10;
}

bool IsOnDuty(const Tables& tables, std::uint32_t agent) {
  const auto status = static_cast<AgentStatus>(tables.agents.At(agent).status);
  return (status == AgentStatus::kOnline || status == AgentStatus::kWrapUp) && TakesNewWork(tables.agents.At(agent).duty);
}

namespace {

bool OpenAt(const Calendar& calendar, Micros at) {
  const auto& intervals = calendar.intervals();
  if (intervals.empty() || at < intervals.front().open || at >= intervals.back().close) return true;
  return std::any_of(intervals.begin(), intervals.end(), [&](const OpenInterval& i) { return i.open <= at && at < i.close; });
}

}  // namespace

std::uint8_t DutyOf(const Tables& tables, std::uint32_t agent, Micros at) {
  const AgentTexts texts = tables.agents.Texts(agent);
  std::uint8_t duty = 0;
  for (const Calendar& calendar : tables.rules->rules().calendars) {
    if (calendar.name() == texts.shift && !OpenAt(calendar, at)) duty |= kOffShift;
    if (calendar.name() == texts.tier_hours && OpenAt(calendar, at)) duty |= kInTierHours;
    if (calendar.name() != texts.shift || (duty & kOffShift) != 0) continue;
    for (const OpenInterval& interval : calendar.intervals()) {
      const bool soon = interval.close > at && interval.close <= at + tables.rules->rules().matching.shift_end;
      if (soon && !OpenAt(calendar, interval.close)) duty |= kShiftEnding;
    }
  }
  return duty;
}

std::uint32_t DeclinerFor(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  std::uint32_t first = 0;
  Micros earliest = kNever;
  for (std::uint32_t agent = 1; agent <= tables.agents.size(); ++agent) {
    if (!IsOnDuty(tables, agent) || !MayTake(RequirementOf(tables, slot), ProfileOf(tables, agent))) continue;
    Micros declined_until = 0;
    tables.declines.ForEach([&](std::uint64_t of, std::uint32_t by, Micros until) {
      if (of == ticket.id && by == agent) declined_until = until;
    });
    if (declined_until == 0) return 0;  // it waits for him
    if (!IsFor(tables, agent, ticket) || declined_until >= earliest) continue;
    earliest = declined_until;
    first = agent;
  }
  return first;
}

bool Declined(const Tables& tables, std::uint64_t ticket, std::uint32_t agent) {
  bool declined = false;
  tables.declines.ForEach([&](std::uint64_t of, std::uint32_t by, Micros) { declined |= of == ticket && by == agent; });
  return declined;
}

bool StandsBefore(const TicketRecord& a, const TicketRecord& b) {
  return std::tuple(a.order_level, IsAnsweredUrgent(a), a.order_key, a.id) <
         std::tuple(b.order_level, IsAnsweredUrgent(b), b.order_key, b.id);
}

void OfferLog::Add(const Tables& before, const Offered& offered) {
  std::uint32_t slot = 0;
  const TicketRecord* ticket = FindTicket(before, offered.ticket, &slot);
  if (ticket == nullptr || !before.agents.Has(offered.agent)) return;
  if (ticket->order_level == static_cast<std::uint8_t>(Level::kUrgent) && !IsAnsweredUrgent(*ticket)) return;
  const Profile& profile = ProfileOf(before, offered.agent);
  std::deque<Level>& levels = levels_[std::string(reinterpret_cast<const char*>(&profile), sizeof profile)];
  levels.push_back(static_cast<Level>(ticket->order_level));
  if (levels.size() > 100) levels.pop_front();
}

void OfferLog::Forget(const Tables& tables) {
  std::erase_if(levels_, [&](const auto& entry) {
    for (std::uint32_t agent = 1; agent <= tables.agents.size(); ++agent) {
      const Profile& profile = ProfileOf(tables, agent);
      if (entry.first == std::string_view(reinterpret_cast<const char*>(&profile), sizeof profile)) return false;
    }
    return true;
  });
}

int OfferLog::SinceLast(const Tables& tables, std::uint32_t agent, Level level) const {
  const Profile& profile = ProfileOf(tables, agent);
  const auto found = levels_.find(std::string(reinterpret_cast<const char*>(&profile), sizeof profile));
  if (found == levels_.end()) return 0;
  int since = 0;
  for (auto offer = found->second.rbegin(); offer != found->second.rend() && *offer != level; ++offer) ++since;
  return since;
}

bool IsKept(const Tables& tables, std::uint32_t agent, std::uint8_t order_level) {
  const auto of_reserve = [&](std::uint32_t who) {
    const auto tier = static_cast<AgentTier>(ProfileOf(tables, who).tier);
    return tier == AgentTier::kSenior || tier == AgentTier::kExpert;
  };
  const std::uint16_t reserve = tables.rules->rules().matching.reserve;
  if (reserve == 0 || order_level == static_cast<std::uint8_t>(Level::kUrgent) || !of_reserve(agent)) return false;
  std::uint64_t places = 0;
  for (std::uint32_t who = 1; who <= tables.agents.size(); ++who) {
    if (of_reserve(who)) places += PlacesOf(tables, who);
  }
  return places <= reserve;
}

std::string FindFault(const Tables& before, const Offered& offered, const OfferLog& log) {
  std::uint32_t slot = 0;
  const TicketRecord* ticket = FindTicket(before, offered.ticket, &slot);
  if (ticket == nullptr) return "an offer of a ticket that is not open";
  if (ticket->status != static_cast<std::uint8_t>(Status::kPooled)) return "an offer of a ticket that does not wait";
  if (offered.token != ticket->offers + 1) return "an offer whose token is not the next";
  const std::uint32_t agent = offered.agent;
  if (!before.agents.Has(agent)) return "an offer to nobody";
  const Requirement& requirement = RequirementOf(before, slot);
  if (!IsFree(before, agent, ticket->channel)) return "an offer to an agent who is not free";
  const std::uint8_t duty = before.agents.At(agent).duty;
  if (duty != DutyOf(before, agent, offered.at) || !TakesNewWork(duty)) return "an offer to an agent who is off shift, or in other hours";
  const auto choice = static_cast<Choice>(offered.note.choice);
  const bool by_owner = choice == Choice::kOwner;
  const bool by_customer = choice == Choice::kDedicatedManager || choice == Choice::kDeputy || by_owner;
  if (by_customer ? !MayManage(before, slot, agent) : !MayTake(requirement, ProfileOf(before, agent))) {
    return "an offer to an agent who may not take the ticket";
  }
  if (IsKept(before, agent, ticket->order_level)) return "an offer that takes a place kept for urgent tickets";

  const Crowd crowd = CrowdOf(before, *ticket, requirement);
  if (!by_owner && WantsBotsFirst(before, *ticket) && !IsBot(before, agent) && !BotsAmong(before, crowd.candidates).empty()) {
    return "an offer to a person while a bot that is to have the ticket first is free";
  }
  std::string fault;
  if (choice == Choice::kFreedAgent || ((choice == Choice::kDedicatedManager || by_owner) && ticket->held_for == agent)) {
    const TicketRecord* first = FirstFor(before, agent, log);
    if (first != ticket)
      fault = "a freed agent got " + std::to_string(ticket->id) + " instead of " + std::to_string(first == nullptr ? 0 : first->id) + "; ";
    fault += Number("eligible", crowd.candidates.size(), offered.note.eligible);
  } else if (by_owner && ticket->owner != agent) {
    // Who resolved it is told by stories; here: it was reopened in this very turn.
    const RareFacts& rare = before.tickets.Rare(slot);
    if (rare.reopens == 0 || rare.respond_since != offered.at) fault = "an owner of a ticket that was not reopened; ";
    fault += Number("eligible", crowd.candidates.size(), offered.note.eligible);
  } else {
    Prediction right = Predict(before, slot, crowd, offered.at);
    // It may be the decliner who looked for a ticket: then nobody asks whether its customer's manager has become free since.
    if (choice == Choice::kLongestDeclined && crowd.candidates.empty()) right = {DeclinerFor(before, slot), choice, 0};
    fault = Number("agent", right.agent, agent) + Number("choice", static_cast<std::uint64_t>(right.choice), offered.note.choice) +
            Number("runner-up", right.runner_up, offered.note.runner_up);
    if (right.runner_up != 0) fault += Number("runner-up's load", RelativeOf(before, right.runner_up), offered.note.runner_up_load);
    const std::size_t eligible = choice == Choice::kLongestDeclined ? crowd.free_decliners.size() : crowd.candidates.size();
    fault += Number("eligible", eligible, offered.note.eligible);
    // Nobody who waits for this agent is overtaken, unless the agenda is about to serve him.
    const TicketRecord* first = FirstOf(before, agent, Level::kNone);
    const auto tier = static_cast<AgentTier>(ProfileOf(before, agent).tier);
    const bool reserve = tier == AgentTier::kSenior || tier == AgentTier::kExpert;
    const bool served = before.agenda.Contains(AgendaKind::kFillAgent, agent) || before.agenda.Contains(AgendaKind::kFillAll, 0) ||
                        (reserve && before.agenda.Contains(AgendaKind::kFillReserve, 0));
    if (first != nullptr && StandsBefore(*first, *ticket) && !served) {
      fault += "it overtakes " + std::to_string(first->id) + " that waits for the same agent; ";
    }
  }
  fault += Number("load", RelativeOf(before, agent), offered.note.load);
  fault += Number("rules version", before.rules_version, offered.note.rules_version);
  fault += FindNoteFault(crowd, offered.note);
  return fault;
}

std::string FindExplainFault(const Tables& tables, std::uint32_t slot, const ExplainView& view) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  std::array<std::uint32_t, NameTable<Eligibility>::kRows.size() + 1> counts{};
  std::uint32_t declined = 0;
  std::map<std::uint32_t, Eligibility> judged;  // all but those who were retired
  for (std::uint32_t agent = 1; agent <= tables.agents.size(); ++agent) {
    if ((tables.agents.At(agent).duty & kRetired) != 0) continue;
    const Profile& profile = ProfileOf(tables, agent);
    const Requirement& requirement = view.requirement;
    const bool refused = Declined(tables, ticket.id, agent);
    declined += refused ? 1 : 0;
    auto is = Eligibility::kFree;
    if (!HasSkills(requirement, profile)) {
      is = Eligibility::kSkill;
    } else if (!ServesRegion(requirement, profile)) {
      is = Eligibility::kRegion;
    } else if (!ServesChannel(requirement, profile)) {
      is = Eligibility::kChannel;
    } else if (!ServesCustomer(requirement, profile)) {
      is = Eligibility::kCustomerTier;
    } else if (!StandsOnLadder(requirement, profile)) {
      is = Eligibility::kAgentTier;
    } else if (refused) {
      is = Eligibility::kDeclined;
    } else if ((tables.agents.At(agent).status == static_cast<std::uint8_t>(AgentStatus::kOnline) ||
                tables.agents.At(agent).status == static_cast<std::uint8_t>(AgentStatus::kWrapUp)) &&
               !TakesNewWork(tables.agents.At(agent).duty)) {
      is = Eligibility::kOffShift;
    } else if (tables.agents.At(agent).status != static_cast<std::uint8_t>(AgentStatus::kOnline)) {
      is = Eligibility::kOffDuty;
    } else if (!IsFree(tables, agent, ticket.channel)) {
      is = IsRamping(tables, agent, ticket.channel) ? Eligibility::kRampUp : Eligibility::kFull;
    } else if (IsKept(tables, agent, ticket.order_level)) {
      is = Eligibility::kReserved;
    }
    judged[agent] = is;
  }
  const bool behind_bots = WantsBotsFirst(tables, ticket) && std::any_of(judged.begin(), judged.end(), [&](const auto& entry) {
                             return entry.second == Eligibility::kFree && IsBot(tables, entry.first);
                           });
  for (auto& [agent, is] : judged) {
    if (behind_bots && is == Eligibility::kFree && !IsBot(tables, agent)) is = Eligibility::kBotFirst;
    ++counts[static_cast<std::size_t>(is)];
  }
  const auto count = [&counts](Eligibility is) { return counts[static_cast<std::size_t>(is)]; };
  const auto excluded = [&view](Exclusion by) { return view.excluded[static_cast<std::size_t>(by)]; };
  std::string fault = Number("agents", judged.size(), view.agents) +
                      Number("available", count(Eligibility::kFree) + count(Eligibility::kBotFirst), view.available) +
                      Number("declined", declined, view.declined) +
                      Number("by skill", count(Eligibility::kSkill), excluded(Exclusion::kSkill)) +
                      Number("by region", count(Eligibility::kRegion), excluded(Exclusion::kRegion)) +
                      Number("by channel", count(Eligibility::kChannel), excluded(Exclusion::kChannel)) +
                      Number("by customer tier", count(Eligibility::kCustomerTier), excluded(Exclusion::kCustomerTier)) +
                      Number("by agent tier", count(Eligibility::kAgentTier), excluded(Exclusion::kAgentTier));
  // Decliners stand among those who are full or off duty as well.
  if (declined == 0) {
    fault += Number("full", count(Eligibility::kFull) + count(Eligibility::kRampUp), view.at_capacity) +
             Number("kept for urgent", count(Eligibility::kReserved), view.kept_for_urgent) +
             Number("off shift", count(Eligibility::kOffShift), view.off_shift) +
             Number("off duty", count(Eligibility::kOffDuty), view.off_duty);
  }
  fault += Number("named who may", std::min(count(Eligibility::kFree), kVerdictsMax), view.may_have.size());
  fault += Number("named others", std::min(static_cast<std::uint32_t>(judged.size()) - count(Eligibility::kFree), kVerdictsMax),
                  view.others.size());
  for (const std::vector<AgentVerdict>* list : {&view.may_have, &view.others}) {
    for (const AgentVerdict& verdict : *list) {
      const std::uint32_t agent = verdict.agent.raw();
      if (!judged.contains(agent) || judged.at(agent) != verdict.eligibility || tables.agents.Name(agent) != verdict.name) {
        fault += "agent " + std::to_string(agent) + " is said to be " + std::string(EnglishName(verdict.eligibility)) + "; ";
      }
    }
  }
  // Who is named first of those who may have it gets it, when least load decides.
  std::vector<std::uint32_t> free;
  for (const auto& [agent, is] : judged) {
    if (is == Eligibility::kFree) free.push_back(agent);
  }
  if (!free.empty() && !view.may_have.empty()) fault += Number("first", LeastLoaded(tables, free, 0), view.may_have.front().agent.raw());
  return fault;
}

}  // namespace tidegate::twin
