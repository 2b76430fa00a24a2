#include "tests/support/audit.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>
#include <tuple>
#include <utility>

#include "core/engine/lifecycle.h"
#include "core/engine/making.h"
#include "core/engine/matching.h"
#include "core/engine/relaxation.h"
#include "tests/support/matching_twin.h"

namespace tidegate {
namespace {

constexpr std::size_t kLoneTimers = 3;      // of the articles, of what silence closes, of the plans
constexpr std::size_t kViolationsMax = 20;  // one broken table breaks everything; the first few say it

class Auditor {
 public:
  Auditor(const State& state, Micros next_at, CapacityHistory history) : t_(state.tables()), next_at_(next_at), history_(history) {}

  std::vector<std::string> Run() {
    Gather();
    CheckLoads();
    CheckWork();
    CheckPool();
    CheckTimers();
    CheckLoadIndex();
    CheckNobodyWaitsInVain();
    CheckCounters();
    CheckNameCounts();
    CheckSignatures();
    CheckRecents();
    CheckDeclines();
    CheckAgenda();
    CheckBounds();
    CheckNames();
    CheckAgents();
    CheckCustomers();
    CheckIdentities();
    CheckClients();
    CheckOrder();
    CheckWaiting();
    CheckRulesFollowed();
    CheckArticles();
    CheckParts();
    CheckPlans();
    CheckFeedbacks();
    CheckDuties();
    CheckRetired();
    return std::move(violations_);
  }

 private:
  struct Held {
    std::uint32_t offered = 0;
    std::uint32_t assigned = 0;
    std::multiset<std::uint32_t> slots;
  };

  template <class... Parts>
  void Expect(bool holds, int number, const Parts&... parts) {
    if (holds || violations_.size() >= kViolationsMax) return;
    std::ostringstream text;
    text << "(" << number << ") ";
    (text << ... << parts);
    violations_.push_back(text.str());
  }

  static Status StatusOf(const TicketRecord& ticket) { return static_cast<Status>(ticket.status); }
  bool Is(std::uint32_t agent, AgentStatus status) const { return t_.agents.At(agent).status == static_cast<std::uint8_t>(status); }

  template <class Visitor>
  void ForEachTicket(Visitor&& visit) const {
    for (std::uint32_t slot = 0; slot < t_.tickets.high_mark(); ++slot) {
      if (t_.tickets.live(slot)) visit(slot, t_.tickets.At(slot));
    }
  }
  template <class Visitor>
  void ForEachAgent(Visitor&& visit) const {
    for (std::uint32_t agent = 1; agent <= t_.agents.size(); ++agent) visit(agent, t_.agents.At(agent));
  }

  void Gather() {
    held_.resize(t_.agents.size() + 1);
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      const WorkRecord* work = t_.tickets.Work(slot);
      if (work == nullptr || !t_.agents.Has(work->agent)) return;
      Held& held = held_[work->agent];
      ++(StatusOf(ticket) == Status::kOffered ? held.offered : held.assigned);
      held.slots.insert(slot);
    });
    t_.declines.ForEach([&](std::uint64_t ticket, std::uint32_t agent, Micros until) { declines_[ticket][agent] = until; });
  }

  // (1) The load of an agent is his offered and assigned tickets, never above his capacity.
  void CheckLoads() {
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      const Held& held = held_[agent];
      Expect(record.offered == held.offered, 1, "agent ", agent, " counts ", record.offered, " offered, holds ", held.offered);
      Expect(record.assigned == held.assigned, 1, "agent ", agent, " counts ", record.assigned, " assigned, holds ", held.assigned);
      const std::vector<std::uint32_t>& work = t_.agents.WorkOf(agent);
      Expect(std::multiset<std::uint32_t>(work.begin(), work.end()) == held.slots, 1, "agent ", agent, " lists other work than he holds");
      const bool by_hand = std::any_of(work.begin(), work.end(), [&](std::uint32_t slot) {
        const WorkRecord* held_work = t_.tickets.Work(slot);
        return held_work != nullptr && held_work->note.choice == static_cast<std::uint8_t>(Choice::kByHand);
      });
      Expect(t_.agents.Units(agent) == twin::UnitsOf(t_, agent), 1, "agent ", agent, " counts ", t_.agents.Units(agent), " units of ",
             twin::UnitsOf(t_, agent));
      // What waited for its customer and weighs more again may be above it.
      const bool reweighs = std::any_of(
          work.begin(), work.end(), [&](std::uint32_t slot) { return t_.tickets.At(slot).weight != t_.tickets.At(slot).waiting_weight; });
      if (history_ == CapacityHistory::kMayBeLowered || by_hand) return;
      for (const ChannelRoom& room : t_.signatures.ProfileAt(t_.agents.profile(agent)).profile.rooms) {
        if (room.channel == 0) continue;
        const std::uint32_t taken = twin::TakenOf(t_, agent, room.channel);
        Expect(taken <= room.tickets_max, 1, "agent ", agent, " holds ", taken, " of channel ", int{room.channel}, " above ",
               room.tickets_max);
      }
      if (reweighs) return;
      Expect(t_.agents.Units(agent) <= record.capacity * kPlaceUnits, 1, "agent ", agent, " holds ", t_.agents.Units(agent),
             " units above capacity ", record.capacity);
    });
  }

  // (2) An open ticket waits, or has exactly one work record, of an agent that exists; its status says which.
  void CheckWork() {
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      const WorkRecord* work = t_.tickets.Work(slot);
      const Status status = StatusOf(ticket);
      const bool with_agent = status == Status::kOffered || IsWithAgent(status);
      const bool unclosed = status == Status::kResolved && t_.clocks.Find(ticket.id, Clock::kCloseLoop) != nullptr;
      const bool planned = status == Status::kReceived && (ticket.flags & kPlanned) != 0;
      Expect(with_agent || planned || status == Status::kPooled || status == Status::kHeld || unclosed, 2, "ticket ", ticket.id,
             " is open in status ", int{ticket.status});
      Expect(with_agent == (work != nullptr), 2, "ticket ", ticket.id, " in status ", EnglishName(status), work ? " has" : " has no",
             " work");
      if (work == nullptr) return;
      Expect(work->ticket == ticket.id, 2, "the work of ticket ", ticket.id, " names ticket ", work->ticket);
      Expect(t_.agents.Has(work->agent), 2, "the work of ticket ", ticket.id, " names agent ", work->agent);
      Expect((work->accept_by != 0) == (status == Status::kOffered), 2, "ticket ", ticket.id, " ", EnglishName(status), " with accept_by ",
             work->accept_by);
      Expect(ticket.offers > 0, 2, "ticket ", ticket.id, " is with an agent and was never offered");
    });
  }

  // (3) The pool holds exactly the waiting tickets, each once, under its signature, order level, key, and in the side queue iff somebody
  // declined it.
  void CheckPool() {
    std::map<std::uint32_t, PoolPlace> waiting;
    std::map<std::pair<std::uint32_t, Level>, std::uint32_t> lanes;
    t_.pool.ForEach([&](std::uint32_t slot, const PoolPlace& place) {
      Expect(waiting.emplace(slot, place).second, 3, "slot ", slot, " waits twice");
      if (place.signature != kNoSignature) ++lanes[{place.signature, place.order_level}];
    });
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      const auto found = waiting.find(slot);
      Expect((found != waiting.end()) == (StatusOf(ticket) == Status::kPooled), 3, "ticket ", ticket.id, " in status ",
             EnglishName(StatusOf(ticket)), found == waiting.end() ? " is not" : " is", " in the pool");
      if (found == waiting.end()) return;
      const PoolPlace& place = found->second;
      Expect(place.signature == t_.tickets.signature(slot), 3, "ticket ", ticket.id, " waits under another signature");
      Expect(place.order_level == static_cast<Level>(ticket.order_level), 3, "ticket ", ticket.id, " waits in another level");
      Expect(place.key == QueueKeyOf(ticket) && place.id == ticket.id, 3, "ticket ", ticket.id, " waits at another place");
      const bool side = place.queue == PoolPlace::Queue::kSide;
      Expect(place.signature == kNoSignature || side == (ticket.declines != 0), 3, "ticket ", ticket.id, " with ", int{ticket.declines},
             " declines waits in the ", side ? "side" : "main", " queue");
      waiting.erase(found);
    });
    for (const auto& [slot, place] : waiting) Expect(false, 3, "slot ", slot, " waits and holds no open ticket");
    for (const auto& [lane, count] : lanes) {
      const auto& [signature, level] = lane;
      Expect(t_.signatures.live(signature), 3, "tickets wait under signature ", signature, " that is gone");
      Expect(t_.pool.Waiting(signature, level) == count, 3, "signature ", signature, " counts ", t_.pool.Waiting(signature, level), " of ",
             count);
      Expect(t_.pool.First(signature, level) != kNoSlot, 3, "signature ", signature, " has no first ticket of ", count);
    }
  }

  // (4) Every ticket's and agent's timer is armed at the earliest of what it waits for, and a running clock waits for its next step. When
  // the engine wants no turn before next_at, nothing is due before it.
  void CheckTimers() {
    std::size_t marked = 0;
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      Micros earliest = (ticket.flags & kPlanned) != 0 ? ticket.counts_from() : kNever;
      if (ticket.review_minutes != 0 && (ticket.flags & kPlanned) == 0) {
        earliest = std::min(earliest, ticket.counts_from() + ticket.review_minutes * kMinute);
      }
      for (const Micros step : ticket.next_at) earliest = std::min(earliest, step);
      earliest = std::min(earliest, ticket.stale_at);
      std::size_t rare = 0;
      t_.clocks.ForEach([&](const ClockRecord& clock) {
        if (clock.ticket != ticket.id) return;
        ++rare;
        earliest = std::min(earliest, clock.next_at);
        if (clock.call_back_s == 0) return;
        earliest = std::min(earliest, FromEpochSeconds(clock.call_back_s));
        Expect(clock.clock == static_cast<std::uint8_t>(Clock::kCloseLoop) && StatusOf(ticket) == Status::kResolved, 4, "ticket ",
               ticket.id, " is not resolved, and its customer is to be called back");
      });
      Expect(rare == ticket.rare_clocks, 4, "ticket ", ticket.id, " counts ", int{ticket.rare_clocks}, " rare clocks of ", rare);
      marked += ticket.Has(kHasRare) ? 1 : 0;
      Expect(!ticket.Has(kHasRare) || t_.tickets.Rare(slot) != RareFacts{.ticket = ticket.id}, 4, "ticket ", ticket.id,
             " is marked as having rare facts, and all are at their defaults");
      Expect(ticket.stale_at == kNever || IsWithAgent(StatusOf(ticket)), 4, "ticket ", ticket.id, " is watched and with nobody");
      const WorkRecord* work = t_.tickets.Work(slot);
      if (work != nullptr && work->accept_by != 0) earliest = std::min(earliest, work->accept_by);
      if (StatusOf(ticket) == Status::kPooled) earliest = std::min(earliest, ticket.match_next_at);
      Expect(StatusOf(ticket) == Status::kPooled || ticket.match_next_at == kNever, 4, "ticket ", ticket.id,
             " is planned and does not wait");
      const Transfer* transfer = t_.transfers.Find(ticket.id);
      Expect((transfer != nullptr) == (t_.tickets.Rare(slot).transfer_asked != 0), 4, "ticket ", ticket.id, " and the transfers disagree");
      Expect(transfer == nullptr || (work != nullptr && work->agent == transfer->record.agent), 4, "ticket ", ticket.id,
             " is asked to be given away by who has it not");
      if (transfer != nullptr) earliest = std::min(earliest, transfer->record.alert_at);
      t_.parts.ForEach([&](const Part& part) {
        const bool waits = part.record.ticket == ticket.id && part.record.open() && part.record.alerted == 0;
        const bool paused = (ticket.clock_flags & kResolvePaused) != 0;
        if (waits) earliest = std::min({earliest, part.record.due, paused ? kNever : ticket.due[1]});
      });
      for (const auto& [agent, until] : DeclinesOf(ticket.id)) earliest = std::min(earliest, until);
      Expect(t_.wheel.due(slot) == earliest, 4, "ticket ", ticket.id, " is armed at ", t_.wheel.due(slot), " instead of ", earliest);
      Expect(t_.wheel.due(slot) >= next_at_ || next_at_ <= t_.now, 4, "ticket ", ticket.id, " is due at ", t_.wheel.due(slot),
             " and the engine sleeps until ", next_at_);
      if (t_.rules == nullptr || ticket.rules_version != t_.rules_version) return;
      const std::vector<std::uint16_t>& steps = t_.rules->rules().clock_steps;
      for (std::size_t clock = 0; clock < kMainClockCount; ++clock) {
        const bool stopped = (clock == static_cast<std::size_t>(Clock::kRespond) && ticket.first_response_at != 0) ||
                             (clock == static_cast<std::size_t>(Clock::kResolve) && (ticket.clock_flags & kResolvePaused) != 0) ||
                             StatusOf(ticket) == Status::kResolved;
        const bool any = std::any_of(steps.begin(), steps.end(), [&](std::uint16_t step) { return step > ticket.fired_per_mille[clock]; });
        const bool runs = ticket.due[clock] != kNever && !stopped && any;
        Expect(runs == (ticket.next_at[clock] != kNever), 4, "clock ", clock, " of ticket ", ticket.id, runs ? " runs" : " does not run",
               " and its next step is at ", ticket.next_at[clock]);
      }
    });
    Expect(marked == t_.tickets.with_rare(), 4, marked, " tickets are marked as having rare facts, and there are ", t_.tickets.with_rare());
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      const Micros due = t_.wheel.due(t_.WheelOwnerOfAgent(agent));
      Expect(due == std::min({record.until, record.ramp_next_at, record.duty_next_at}), 4, "agent ", agent, " is armed at ", due);
      Expect(due >= next_at_ || next_at_ <= t_.now, 4, "agent ", agent, " is due at ", due, " and the engine sleeps until ", next_at_);
    });
    Expect(t_.agenda.empty() || next_at_ <= t_.now, 4, "the agenda waits and the engine sleeps until ", next_at_);
  }

  // (5) The load index holds exactly the agents who are online, in shift, and have a whole place of their open capacity, with their key,
  // under their profile; the lanes those who have a place for a channel that weighs otherwise or has a room of its own.
  void CheckLoadIndex() {
    std::uint32_t free = 0;
    std::set<std::uint32_t> in_lanes;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      const std::uint64_t units = twin::UnitsOf(t_, agent);
      const bool online = Is(agent, AgentStatus::kOnline) && TakesNewWork(record.duty);
      const bool is_free = online && units + kPlaceUnits <= record.open_capacity * kPlaceUnits;
      free += is_free ? 1 : 0;
      for (std::uint32_t channel = 1; t_.rules != nullptr && channel <= t_.catalog(CatalogKind::kChannel).size(); ++channel) {
        const auto number = static_cast<std::uint8_t>(channel);
        const Profile& profile = t_.signatures.ProfileAt(t_.agents.profile(agent)).profile;
        const bool room =
            std::any_of(profile.rooms.begin(), profile.rooms.end(), [&](const ChannelRoom& r) { return r.channel == number; });
        const bool own = room || t_.rules->Weight(ChannelId(number)) != kPlaceUnits;
        const bool stands = own && twin::IsFree(t_, agent, number);
        if (stands) in_lanes.insert(agent);
        Expect(t_.lanes.Contains(agent, number) == stands, 5, "agent ", agent, stands ? " is not" : " is", " in the lane of channel ",
               channel);
      }
      Expect(t_.load.Contains(agent) == is_free, 5, "agent ", agent, is_free ? " is free and not" : " is not free and",
             " in the load index");
      if (!is_free || !t_.load.Contains(agent)) return;
      const LoadKey* key = t_.load.Find(t_.agents.profile(agent), agent);
      Expect(key != nullptr, 5, "agent ", agent, " stands under another profile");
      if (key == nullptr) return;
      const std::uint64_t capacity = std::uint64_t{record.capacity} * kPlaceUnits;
      const auto relative = static_cast<std::uint32_t>((64 * units + capacity - 1) / capacity);
      const LoadKey right{.relative = relative, .idle_since = record.idle_since, .cost = record.cost_per_hour_cents, .agent = agent};
      Expect(*key == right, 5, "agent ", agent, " stands with another key: load ", key->relative, " instead of ", relative);
    });
    Expect(t_.load.size() == free, 5, "the load index counts ", t_.load.size(), " of ", free);
    Expect(t_.lanes.size() == in_lanes.size(), 5, "the lanes count ", t_.lanes.size(), " agents of ", in_lanes.size());
  }

  // (6) No ticket waits while an agent who may take it and did not decline it is free, unless the agenda is about to serve that agent; nor
  // while everybody on duty who may take it declined it and one of them is free, unless it is about to serve him or to ask decliners.
  void CheckNobodyWaitsInVain() {
    std::vector<std::uint32_t> free;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      if (!Is(agent, AgentStatus::kOnline) || !TakesNewWork(record.duty) || record.duty_next_at <= t_.now) return;
      if (!t_.agenda.Contains(AgendaKind::kFillAgent, agent)) free.push_back(agent);
    });
    if (free.empty() || t_.agenda.Contains(AgendaKind::kFillAll, 0)) return;
    const bool fills = t_.agenda.Contains(AgendaKind::kFillReserve, 0);
    const bool asks = t_.agenda.Contains(AgendaKind::kAskDecliners, 0) || t_.agenda.Contains(AgendaKind::kAskDecliners, 1);
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      if (StatusOf(ticket) != Status::kPooled || ticket.match_next_at <= t_.now) return;
      const std::uint32_t decliner = asks || ticket.declines == 0 ? 0 : twin::DeclinerFor(t_, slot);
      Expect(std::find(free.begin(), free.end(), decliner) == free.end(), 6, "ticket ", ticket.id,
             " waits in vain, only decliners are left and ", decliner, " of them is free");
      Expect(ticket.held_for == 0 || std::find(free.begin(), free.end(), ticket.held_for) == free.end() ||
                 !twin::IsFree(t_, ticket.held_for, ticket.channel) || DeclinesOf(ticket.id).contains(ticket.held_for) ||
                 twin::IsKept(t_, ticket.held_for, ticket.order_level) || !FitsManager(t_, slot, ticket.held_for),
             6, "ticket ", ticket.id, " is kept for ", ticket.held_for, " who is free");
      for (const std::uint32_t agent : free) {
        if (DeclinesOf(ticket.id).contains(agent) || !twin::IsFree(t_, agent, ticket.channel)) continue;
        const bool of_reserve = IsOfReserve(static_cast<AgentTier>(t_.signatures.ProfileAt(t_.agents.profile(agent)).profile.tier));
        if (of_reserve && (fills || twin::IsKept(t_, agent, ticket.order_level))) continue;
        Expect(!twin::MayTake(RequirementOf(t_, slot), t_.signatures.ProfileAt(t_.agents.profile(agent)).profile), 6, "ticket ", ticket.id,
               " waits in vain, agent ", agent, " is free for it");
      }
    });
  }

  // (7) Every present count equals a recount.
  void CheckCounters() {
    std::array<std::uint64_t, kLevelCount + 1> pooled{};
    std::uint64_t offered = 0;
    std::uint64_t assigned = 0;
    std::uint64_t overdue = 0;
    std::uint64_t waiting = 0;
    std::uint64_t unclosed = 0;
    std::uint64_t to_review = 0;
    ForEachTicket([&](std::uint32_t, const TicketRecord& ticket) {
      const Status status = StatusOf(ticket);
      if (status == Status::kPooled) ++pooled[ticket.level], ++waiting;
      if ((ticket.flags & kNeedsReview) != 0) ++to_review;
      Expect(t_.to_review.contains(ticket.id) == ((ticket.flags & kNeedsReview) != 0), 7, "ticket ", ticket.id,
             " is listed for review otherwise than its flag says");
      if (status == Status::kOffered) ++offered;
      if (IsWithAgent(status)) ++assigned;
      const bool respond = ticket.fired_per_mille[0] >= 1000 && ticket.first_response_at == 0;
      bool late = status != Status::kResolved && (respond || ticket.fired_per_mille[1] >= 1000);
      t_.clocks.ForEach([&](const ClockRecord& clock) { late = late || (clock.ticket == ticket.id && clock.fired_per_mille >= 1000); });
      if (late) ++overdue;
      if (status == Status::kResolved) ++unclosed;
    });
    std::uint64_t online = 0;
    std::uint64_t resolved = 0;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      online += Is(agent, AgentStatus::kOnline) ? 1 : 0;
      resolved += record.resolved;
    });
    const Counters& c = t_.counters;
    for (std::size_t level = 1; level <= kLevelCount; ++level) {
      Expect(c.pooled[level] == pooled[level], 7, "counted ", c.pooled[level], " waiting of level ", level, ", there are ", pooled[level]);
    }
    Expect(c.to_review == to_review, 7, "counted ", c.to_review, " to review, there are ", to_review);
    Expect(t_.to_review.size() == to_review, 7, "listed ", t_.to_review.size(), " for review, there are ", to_review);
    Expect(t_.pool.size() == waiting, 7, "the pool counts ", t_.pool.size(), ", there are ", waiting);
    Expect(c.offered == offered, 7, "counted ", c.offered, " offered, there are ", offered);
    Expect(c.assigned == assigned, 7, "counted ", c.assigned, " assigned, there are ", assigned);
    Expect(c.overdue == overdue, 7, "counted ", c.overdue, " overdue, there are ", overdue);
    Expect(c.online == online, 7, "counted ", c.online, " online, there are ", online);
    Expect(c.resolved_total == resolved, 7, "counted ", c.resolved_total, " resolved, the agents have ", resolved);
    Expect(c.unclosed == unclosed, 7, "counted ", c.unclosed, " unclosed, there are ", unclosed);
    // Every ticket is open, or among the recent ones, or has left those; never two of them.
    Expect(c.submitted_total == t_.tickets.size() + t_.recents.size() + c.recents_evicted_total, 7, "submitted ", c.submitted_total,
           " are not open ", t_.tickets.size(), ", recent ", t_.recents.size(), " and evicted ", c.recents_evicted_total);
    std::size_t closing = 0;
    for (std::uint32_t slot = 0; slot < t_.recents.high_mark(); ++slot) {
      if (!t_.recents.live(slot)) continue;
      const EndedRecord& ended = t_.recents.Ended(slot);
      const auto status = static_cast<Status>(ended.status);
      Expect(ended.ticket == t_.recents.At(slot).id, 7, "ended ticket ", t_.recents.At(slot).id, " has the facts of ", ended.ticket);
      Expect(IsOver(status), 7, "ticket ", ended.ticket, " ended as ", EnglishName(status));
      Expect(status == Status::kResolved || ended.closes_at == kNever, 7, "ticket ", ended.ticket, " closes though it is over");
      Expect((ended.into != 0) == (status == Status::kMerged), 7, "ticket ", ended.ticket, " merged into ", ended.into);
      if (ended.closes_at == kNever) continue;
      ++closing;
      Expect(ended.closes_at >= t_.recents.NextCloseAt(), 7, "ticket ", ended.ticket, " closes before the next");
    }
    Expect(closing == t_.recents.closing(), 7, "silence waits for ", t_.recents.closing(), " of ", closing);
    Expect(t_.wheel.due(t_.WheelOwnerOfClosing()) == t_.recents.NextCloseAt(), 7, "silence is armed at ",
           t_.wheel.due(t_.WheelOwnerOfClosing()));
  }

  // (7) The names that open tickets carry are counted right.
  void CheckNameCounts() {
    std::map<std::pair<CatalogKind, std::uint32_t>, std::uint32_t> counts;
    std::map<std::uint32_t, std::uint32_t> reasons;
    ForEachTicket([&](std::uint32_t, const TicketRecord& ticket) {
      ++counts[{CatalogKind::kType, ticket.type}];
      ++counts[{CatalogKind::kRegion, ticket.region}];
      ++counts[{CatalogKind::kChannel, ticket.channel}];
      ++counts[{CatalogKind::kDepartment, ticket.department}];
      for (std::uint32_t tag = 1; tag <= kTagsMax; ++tag) {
        if ((ticket.tags >> (tag - 1) & 1) != 0) ++counts[{CatalogKind::kTag, tag}];
      }
      ++reasons[ticket.overdue_reason];
    });
    for (const Name& row : NameTable<CatalogKind>::kRows) {
      const auto kind = static_cast<CatalogKind>(row.number);
      if (kind == CatalogKind::kSkill) continue;  // signatures have them
      for (std::uint32_t id = 1; id <= t_.catalog(kind).size(); ++id) {
        const std::uint32_t said = t_.tickets.names().Of(kind, id);
        Expect(said == counts[{kind, id}], 7, "counted ", said, " tickets with ", row.english, " ", id, ", there are ", counts[{kind, id}]);
      }
    }
    for (std::uint32_t code = 1; code <= 255; ++code) {
      const std::uint32_t said = t_.tickets.names().OfReason(static_cast<std::uint8_t>(code));
      Expect(said == reasons[code], 7, "counted ", said, " tickets with overdue reason ", code, ", there are ", reasons[code]);
    }
  }

  // (8) Signatures count their tickets and profiles their agents, and who is eligible for what is what a naive look at every pair says.
  void CheckSignatures() {
    std::map<std::uint32_t, std::uint32_t> tickets;
    ForEachTicket([&](std::uint32_t slot, const TicketRecord&) { ++tickets[t_.tickets.signature(slot)]; });
    struct Staff {
      std::uint32_t declared = 0;
      std::uint32_t retired = 0;
      std::uint32_t online = 0;
      std::uint32_t on_duty = 0;
      std::uint32_t off_shift = 0;
    };
    std::map<std::uint32_t, Staff> agents;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      Staff& staff = agents[t_.agents.profile(agent)];
      ++staff.declared;
      staff.retired += (record.duty & kRetired) != 0 ? 1 : 0;
      const bool works = Is(agent, AgentStatus::kOnline) || Is(agent, AgentStatus::kWrapUp);
      staff.online += Is(agent, AgentStatus::kOnline) && TakesNewWork(record.duty) ? 1 : 0;
      staff.off_shift += works && !TakesNewWork(record.duty) ? 1 : 0;
      staff.on_duty += twin::IsOnDuty(t_, agent) ? 1 : 0;
    });
    for (std::uint32_t s = 0; s < t_.signatures.signatures_high_mark(); ++s) {
      if (!t_.signatures.live(s)) continue;
      const Signature& signature = t_.signatures.At(s);
      Expect(signature.tickets == tickets[s], 8, "signature ", s, " counts ", signature.tickets, " tickets of ", tickets[s]);
      Expect(t_.signatures.Find(signature.requirement) == s, 8, "signature ", s, " is not found by its requirement");
      ExclusionCounts excluded{};
      for (std::uint32_t p = 0; p < t_.signatures.profiles_high_mark(); ++p) {
        const bool live = t_.signatures.profile_live(p);
        const bool eligible = live && twin::MayTake(signature.requirement, t_.signatures.ProfileAt(p).profile);
        Expect(signature.profiles.Test(p) == eligible, 8, "signature ", s, eligible ? " misses" : " has", " profile ", p);
        if (!live) continue;
        const Exclusion exclusion = Examine(signature.requirement, t_.signatures.ProfileAt(p).profile);
        Expect((exclusion == Exclusion::kNone) == eligible, 8, "Examine of signature ", s, " and profile ", p, " disagrees with the twin");
        Expect(t_.signatures.ProfileAt(p).signatures.Test(s) == eligible, 8, "profile ", p, eligible ? " misses" : " has", " signature ",
               s);
        excluded[static_cast<std::size_t>(exclusion)] += agents[p].declared - agents[p].retired;
      }
      Expect(t_.signatures.Excluded(s) == excluded, 8, "signature ", s, " has another census");
    }
    for (const auto& [s, count] : tickets) {
      Expect(s == kNoSignature || t_.signatures.live(s), 8, count, " tickets have signature ", s, " that is gone");
    }
    for (std::uint32_t p = 0; p < t_.signatures.profiles_high_mark(); ++p) {
      if (!t_.signatures.profile_live(p)) continue;
      const ProfileStaff& profile = t_.signatures.StaffOf(p);
      const Staff& staff = agents[p];
      Expect(profile.agents == staff.declared && profile.agents > 0, 8, "profile ", p, " counts ", profile.agents, " agents of ",
             staff.declared);
      Expect(profile.retired == staff.retired, 8, "profile ", p, " counts ", profile.retired, " retired of ", staff.retired);
      Expect(profile.online == staff.online, 8, "profile ", p, " counts ", profile.online, " online of ", staff.online);
      Expect(profile.off_shift == staff.off_shift, 8, "profile ", p, " counts ", profile.off_shift, " off shift of ", staff.off_shift);
      Expect(profile.on_duty == staff.on_duty, 8, "profile ", p, " counts ", profile.on_duty, " on duty of ", staff.on_duty);
    }
  }

  // (9) Recent tickets are bounded and no longer open; the one that ended first leaves first.
  void CheckRecents() {
    std::uint32_t count = 0;
    const RecentRecord* oldest = nullptr;
    for (std::uint32_t slot = 0; slot < t_.recents.high_mark(); ++slot) {
      if (!t_.recents.live(slot)) continue;
      ++count;
      const RecentRecord& recent = t_.recents.At(slot);
      if (oldest == nullptr || recent.ended_seq < oldest->ended_seq) oldest = &recent;
      Expect(t_.recents.FindId(recent.id) == slot, 9, "recent ticket ", recent.id, " is not found by id");
      Expect(t_.recents.FindKey(recent.key) == slot, 9, "recent ticket ", recent.id, " is not found by key");
      Expect(t_.tickets.FindId(recent.id) == kNoSlot && t_.tickets.FindKey(recent.key) == kNoSlot, 9, "recent ticket ", recent.id,
             " is open");
    }
    Expect(count == t_.recents.size(), 9, "counted ", t_.recents.size(), " recent, there are ", count);
    Expect(oldest == nullptr || t_.recents.Oldest() == oldest->id, 9, "the next to leave is not the one that ended first");
  }

  // (10) Tickets and agents count their remembered declines; only open tickets have any.
  void CheckDeclines() {
    std::size_t total = 0;
    std::map<std::uint32_t, std::uint32_t> by_agent;
    for (const auto& [ticket, agents] : declines_) {
      total += agents.size();
      Expect(t_.tickets.FindId(ticket) != kNoSlot, 10, "a decline of ticket ", ticket, " that is not open");
      for (const auto& [agent, until] : agents) {
        ++by_agent[agent];
        Expect(until > t_.now || next_at_ <= t_.now, 10, "the decline of ticket ", ticket, " by agent ", agent, " should be forgotten");
      }
      Expect(agents.size() <= kDeclinesPerTicketMax, 10, "ticket ", ticket, " remembers ", agents.size(), " declines");
    }
    std::size_t by_agent_total = 0;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord&) {
      t_.declines.ForEachBy(agent, [&](std::uint64_t ticket) {
        ++by_agent_total;
        Expect(DeclinesOf(ticket).contains(agent), 10, "ticket ", ticket, " stands under agent ", agent, " who did not decline it");
      });
    });
    Expect(by_agent_total == total, 10, "by agent there are ", by_agent_total, " declines, by ticket ", total);
    Expect(t_.declines.size() == total, 10, "counted ", t_.declines.size(), " declines, there are ", total);
    ForEachTicket([&](std::uint32_t, const TicketRecord& ticket) {
      Expect(ticket.declines == DeclinesOf(ticket.id).size(), 10, "ticket ", ticket.id, " counts ", int{ticket.declines}, " declines of ",
             DeclinesOf(ticket.id).size());
    });
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      Expect(record.remembered == by_agent[agent], 10, "agent ", agent, " counts ", int{record.remembered}, " declines of ",
             by_agent[agent]);
      Expect(record.remembered <= kDeclinesPerAgentMax, 10, "agent ", agent, " is remembered ", int{record.remembered}, " times");
    });
  }

  // (11) Each (kind, subject) stands on the agenda once, and its subject exists.
  void CheckAgenda() {
    std::set<std::pair<AgendaKind, std::uint64_t>> seen;
    std::uint64_t last = 0;
    t_.agenda.ForEach([&](const AgendaEntry& entry) {
      Expect(seen.emplace(entry.kind, entry.subject).second, 11, "subject ", entry.subject, " stands twice");
      Expect(t_.agenda.Contains(entry.kind, entry.subject), 11, "entry ", entry.item, " is not found by its subject");
      Expect(entry.item > last && entry.item < t_.agenda.next_item(), 11, "entry ", entry.item, " is out of order");
      last = entry.item;
      if (entry.kind != AgendaKind::kFillAgent && entry.kind != AgendaKind::kReleaseAgent) return;
      Expect(t_.agents.Has(static_cast<std::uint32_t>(entry.subject)), 11, "entry ", entry.item, " names agent ", entry.subject);
    });
    Expect(t_.agenda.size() == seen.size(), 11, "counted ", t_.agenda.size(), " entries, there are ", seen.size());
  }

  // (12) No table exceeds its limit.
  void CheckBounds() {
    const EngineLimits& limits = t_.limits;
    Expect(t_.tickets.size() <= limits.tickets_max, 12, t_.tickets.size(), " open tickets");
    Expect(t_.recents.size() <= limits.recent_max, 12, t_.recents.size(), " recent tickets");
    Expect(t_.customers.size() <= limits.customers_max, 12, t_.customers.size(), " customers");
    Expect(t_.agents.size() <= limits.agents_max, 12, t_.agents.size(), " agents");
    Expect(t_.clients.size() <= limits.clients_max, 12, t_.clients.size(), " clients");
    Expect(t_.declines.size() <= limits.declines_max, 12, t_.declines.size(), " declines");
    Expect(t_.wheel.size() <= t_.tickets.size() + t_.agents.size() + kLoneTimers, 12, t_.wheel.size(), " timers");
  }

  // (13) Ids and keys name one open ticket each; numbers ascend and were all given out.
  void CheckNames() {
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      Expect(t_.tickets.FindId(ticket.id) == slot, 13, "ticket ", ticket.id, " is not found by id");
      Expect(t_.tickets.FindKey(ticket.key) == slot, 13, "ticket ", ticket.id, " is not found by key");
      const TicketId id(ticket.id);
      Expect(TicketPartition(id) == t_.limits.partition, 13, "ticket ", ticket.id, " names another partition");
      Expect(std::pair(TicketDay(id), TicketCounter(id)) <= std::pair(t_.ticket_day, t_.ticket_counter), 13, "ticket ", ticket.id,
             " has a number that was not given yet");
    });
  }

  // (14) What an agent's status says of the rest of his record, and whose session speaks for him.
  void CheckAgents() {
    const bool grace_comes = t_.agenda.Contains(AgendaKind::kGraceAgents, 0);
    std::map<std::uint64_t, std::uint32_t> first_of_session;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      const auto status = static_cast<AgentStatus>(record.status);
      Expect(record.id == agent, 14, "agent ", agent, " says he is ", record.id);
      Expect(t_.agents.Find(t_.agents.Name(agent)) == agent, 14, "agent ", agent, " is not found by his name");
      const bool gone = status == AgentStatus::kOffline || status == AgentStatus::kDisconnected;
      Expect(gone == (record.session == 0), 14, "agent ", agent, " is ", EnglishName(status), " with session ", record.session);
      const bool ends =
          status == AgentStatus::kWrapUp || (status == AgentStatus::kDisconnected && !(grace_comes && record.until == kNever));
      Expect(ends == (record.until != kNever), 14, "agent ", agent, " is ", EnglishName(status), " until ", record.until);
      Expect(record.open_capacity <= record.capacity, 14, "agent ", agent, " has ", record.open_capacity, " open of ", record.capacity);
      const bool ramps = record.ramp_next_at != kNever;
      Expect(gone || ramps || record.open_capacity == record.capacity, 14, "agent ", agent, " has ", record.open_capacity, " open of ",
             record.capacity, " for ever");
      if (record.session != 0) first_of_session.emplace(record.session, agent);
    });
    for (const auto& [session, agent] : first_of_session) {
      Expect(t_.agents.FirstOfSession(session) == agent, 14, "session ", session, " does not begin with agent ", agent);
    }
  }

  // (80) Whom an identity means was not merged himself; who was merged is no customer of his own; a ticket goes on from an earlier one.
  void CheckIdentities() {
    std::map<std::uint64_t, std::size_t> of_customer;
    std::size_t count = 0;
    t_.identities.ForEach([&](const IdentityRecord& record) {
      ++count;
      ++of_customer[record.customer];
      Expect(record.customer != 0 && record.identity != 0, 80, "an identity without a name or a customer");
      Expect(t_.identities.Survivor(record.customer) == record.customer, 80, "identity ", record.identity, " means one who was merged");
      Expect(t_.identities.CustomerOf(record.identity, record.channel) == record.customer, 80, "identity ", record.identity,
             " is not found");
      if (record.merged == 0) return;
      Expect(record.channel == kEveryChannel, 80, "customer ", record.identity, " was merged on one channel");
      for (std::uint32_t slot = 0; slot < t_.customers.high_mark(); ++slot) {
        Expect(!t_.customers.live(slot) || t_.customers.At(slot).id != record.identity, 80, "customer ", record.identity,
               " was merged and is there");
      }
    });
    Expect(count == t_.identities.size() && count <= kIdentitiesMax, 80, count, " identities");
    for (const auto& [customer, found] : of_customer) {
      Expect(found <= kIdentitiesPerCustomerMax && found == t_.identities.CountOf(customer), 80, "customer ", customer, " has ", found,
             " identities");
    }
    for (std::uint32_t slot = 0; slot < t_.tickets.high_mark(); ++slot) {
      if (!t_.tickets.live(slot)) continue;
      const TicketRecord& ticket = t_.tickets.At(slot);
      Expect(t_.tickets.Rare(slot).parent < ticket.id, 80, "ticket ", ticket.id, " goes on from ", t_.tickets.Rare(slot).parent);
    }
  }

  // (15) Of the customers without a manager the one whose last contact is longest ago leaves first; at most half have one.
  void CheckCustomers() {
    std::uint32_t count = 0;
    const CustomerRecord* oldest = nullptr;
    for (std::uint32_t slot = 0; slot < t_.customers.high_mark(); ++slot) {
      if (!t_.customers.live(slot)) continue;
      ++count;
      const CustomerRecord& customer = t_.customers.At(slot);
      const bool leaves = customer.manager == 0;
      if (leaves && (oldest == nullptr || customer.contact_seq < oldest->contact_seq)) oldest = &customer;
      Expect(t_.customers.Find(customer.id) == &customer, 15, "customer ", customer.id, " is not found");
      Expect(customer.last_agent == 0 || t_.agents.Has(customer.last_agent), 15, "customer ", customer.id, " was served by nobody known");
    }
    Expect(t_.customers.managed() <= t_.limits.customers_max / 2, 15, t_.customers.managed(), " customers have a manager");
    Expect(count == t_.customers.size(), 15, "counted ", t_.customers.size(), " customers, there are ", count);
    Expect(oldest == nullptr || t_.customers.Oldest() == oldest->id, 15, "the next to leave is not the one longest without contact");
  }

  // (16) A client keeps as many outcomes as he has credits, each at its place; all together stay within the bound.
  void CheckClients() {
    std::uint64_t outcomes = 0;
    std::size_t count = 0;
    std::uint64_t last_hello = 0;
    t_.clients.ForEach([&](const ClientRecord& client) {
      ++count;
      outcomes += client.credits;
      Expect(client.outcomes.size() == client.credits, 16, "client ", client.id, " has another number of outcomes than credits");
      Expect(client.hello_seq > last_hello, 16, "client ", client.id, " stands out of order");
      last_hello = client.hello_seq;
      for (std::size_t place = 0; place < client.outcomes.size(); ++place) {
        const Outcome& outcome = client.outcomes[place];
        Expect(outcome.request == 0 || outcome.request % client.credits == place, 16, "an outcome of client ", client.id, " is misplaced");
      }
    });
    Expect(count == t_.clients.size(), 16, "counted ", t_.clients.size(), " clients, there are ", count);
    Expect(outcomes <= t_.limits.outcomes_max, 16, outcomes, " outcomes are remembered");
  }

  // (17) A ticket is ordered at its level, or one level higher once its respond deadline has passed, and never so as urgent.
  void CheckOrder() {
    ForEachTicket([&](std::uint32_t, const TicketRecord& ticket) {
      const bool late = ticket.fired_per_mille[0] >= 1000;
      const int right = late && ticket.level > static_cast<std::uint8_t>(Level::kHigh) ? ticket.level - 1 : ticket.level;
      const bool raised = (ticket.clock_flags & kClockRaised) != 0 && ticket.level > static_cast<std::uint8_t>(Level::kHigh) &&
                          ticket.order_level + 1 == ticket.level;
      Expect(ticket.order_level == right || raised, 17, "ticket ", ticket.id, " of level ", int{ticket.level}, late ? ", late," : "",
             " is ordered at level ", int{ticket.order_level});
    });
  }

  // (18) What a waiting ticket asks for is what it asked for at its entry, loosened by the steps it has taken; kept for a manager, it is
  // open to no tier, and stands in the list of what is kept. The reserve counts the free places of its agents, full groups are those
  // flagged.
  void CheckWaiting() {
    std::size_t held = 0;
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      const Requirement& asks = RequirementOf(t_, slot);
      const bool kept = ticket.held_for != 0 && StatusOf(ticket) == Status::kPooled;
      held += kept ? 1 : 0;
      Expect(!kept || (t_.held.contains({ticket.held_for, ticket.id}) && asks.agent_tiers == 0), 18, "ticket ", ticket.id,
             " is kept and not so found");
      if (kept || StatusOf(ticket) != Status::kPooled) return;
      Expect(ticket.relaxed < 1 << kRelaxationCount, 18, "ticket ", ticket.id, " has taken steps ", int{ticket.relaxed});
      const bool any_region = (ticket.relaxed & 1) != 0 || (ticket.clock_flags & kClockWidened) != 0;
      const bool next_rung = (ticket.relaxed & 2) != 0;
      const bool lower = (ticket.relaxed & 4) != 0;
      if (ticket.made_as() == TicketOrigin::kFollowUp) return;  // (73)
      Expect(asks.region == (any_region ? 0 : ticket.region), 18, "ticket ", ticket.id, " asks for region ", asks.region);
      Expect(asks.customer_tier == (next_rung ? 0 : ticket.tier), 18, "ticket ", ticket.id, " asks for tier ", int{asks.customer_tier});
      Expect(next_rung ? (asks.agent_tiers & ticket.own_agent_tiers) == ticket.own_agent_tiers : asks.agent_tiers == ticket.own_agent_tiers,
             18, "ticket ", ticket.id, " is open to tiers ", int{asks.agent_tiers});
      for (int i = 0; i < asks.skill_count; ++i) {
        const SkillLevel& skill = asks.skills[static_cast<std::size_t>(i)];
        Expect(skill.level >= 1 && skill.lowered <= (lower ? 1 : 0), 18, "ticket ", ticket.id, " asks for skill level ", int{skill.level});
      }
    });
    Expect(t_.held.size() == held, 18, "counted ", t_.held.size(), " kept, there are ", held);
    std::uint64_t places = 0;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      const auto tier = static_cast<AgentTier>(t_.signatures.ProfileAt(t_.agents.profile(agent)).profile.tier);
      if (IsOfReserve(tier)) places += twin::PlacesOf(t_, agent);
      Expect(record.full_since_s == 0 || twin::UnitsOf(t_, agent) + kPlaceUnits > record.capacity * kPlaceUnits, 18, "agent ", agent,
             " is said to be full");
    });
    Expect(t_.reserve_places == places, 18, "counted ", t_.reserve_places, " places of the reserve, there are ", places);
    std::uint32_t saturated = 0;
    for (std::uint32_t s = 0; s < t_.signatures.signatures_high_mark(); ++s) {
      const bool full = t_.signatures.live(s) && t_.signatures.At(s).saturated_since != 0;
      saturated += full ? 1 : 0;
      Expect(t_.signatures.saturated().Test(s) == full, 18, "signature ", s, " is not flagged as it says");
    }
    Expect(t_.signatures.saturated_count() == saturated, 18, "counted ", t_.signatures.saturated_count(), " full groups of ", saturated);
    std::uint32_t managed = 0;
    for (std::uint32_t slot = 0; slot < t_.customers.high_mark(); ++slot) {
      managed += t_.customers.live(slot) && t_.customers.At(slot).manager != 0 ? 1 : 0;
    }
    Expect(t_.customers.managed() == managed, 18, "counted ", t_.customers.managed(), " customers with a manager of ", managed);
  }

  // (99) What a ticket is open to, and when its matching is looked at again, is what its level and the rules in force say, as soon as it
  // counts as one of theirs. Nobody waits for a manager of whom nobody knows when he comes, unless the agenda is about to see to it.
  void CheckRulesFollowed() {
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      const Status status = StatusOf(ticket);
      if ((kInWork & StatusBit(status)) == 0 || ticket.rules_version != t_.rules_version) return;
      const BotUse bots = ticket.Has(kHandedOver) ? BotUse::kRefused : t_.rules->Bots(TypeId(ticket.type), ChannelId(ticket.channel));
      const auto tiers = [&](int level, int rungs) {
        return IsForSupervisors(ticket.made_as()) ? kSupervisorsOnly : t_.rules->OpenTiers(static_cast<Level>(level), rungs, bots);
      };
      int own = tiers(ticket.level, (ticket.clock_flags & kClockWidened) != 0 ? kLadderRungsMax : 0);
      if ((ticket.clock_flags & kClockRaised) != 0) own |= tiers(ticket.level - 1, 0);
      Expect(ticket.own_agent_tiers == own, 99, "ticket ", ticket.id, " of level ", int{ticket.level}, " is open to tiers ",
             int{ticket.own_agent_tiers}, " of its own instead of ", own);
      if (status != Status::kPooled) return;
      const bool stays = ticket.owner != 0 && ticket.held_for == ticket.owner;
      if (ticket.held_for != 0) {
        const AgentRecord& keeper = t_.agents.At(ticket.held_for);
        const bool gone =
            keeper.status == static_cast<std::uint8_t>(AgentStatus::kOffline) && t_.agents.Texts(ticket.held_for).shift.empty();
        Expect(stays || !gone || t_.agenda.Contains(AgendaKind::kFreeKept, ticket.held_for) || ticket.match_next_at <= t_.now, 99,
               "ticket ", ticket.id, " is kept for agent ", ticket.held_for, ", who is gone");
        return;
      }
      const Requirement asked = Unrelax(ticket, RequirementOf(t_, slot));
      Expect(Relax(*t_.rules, ticket, asked, ticket.relaxed) == RequirementOf(t_, slot), 99, "ticket ", ticket.id,
             " asks for something else than its steps make of its own requirement");
      Micros next = kNever;
      for (int step = 0; step < kRelaxationCount; ++step) {
        const auto bit = static_cast<std::uint8_t>(1u << step);
        if ((ticket.relaxed & bit) != 0 || Relax(*t_.rules, ticket, asked, bit) == asked) continue;
        const RelaxationStep& rule = t_.rules->rules().matching.relaxation[static_cast<std::size_t>(step)];
        if (rule.after > 0) next = std::min(next, ticket.status_since + rule.after);
        if (rule.per_mille > 0) next = std::min(next, RespondShareAt(t_, slot, ticket.status_since, rule.per_mille));
      }
      Expect(ticket.match_next_at == next || ticket.match_next_at <= t_.now, 99, "ticket ", ticket.id, " asks for less at ",
             ticket.match_next_at, " instead of ", next);
    });
  }

  // (84) A part belongs to an open ticket, which counts those that it ever had and those that are open; a resolved ticket has none of
  // these; whoever does one was named, and what has ended has a result.
  void CheckParts() {
    std::map<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>> counts;  // by ticket: the highest number, how many are open
    std::size_t open = 0;
    t_.parts.ForEach([&](const Part& part) {
      const PartRecord& record = part.record;
      const auto node = static_cast<PartNode>(record.node);
      Expect(t_.tickets.FindId(record.ticket) != kNoSlot, 84, "part ", int{record.part}, " is of ticket ", record.ticket,
             ", which is not open");
      Expect(record.part >= 1 && record.part <= kPartsPerTicketMax && record.department >= 1 &&
                 record.department <= t_.catalog(CatalogKind::kDepartment).size(),
             84, "part ", int{record.part}, " of ticket ", record.ticket, " has no number or department");
      Expect(IsListed<PartNode>(record.node) && !part.text.empty(), 84, "part ", int{record.part}, " of ticket ", record.ticket,
             " says nothing");
      Expect((node == PartNode::kOpen) == (record.agent == 0 && record.open()), 84, "part ", int{record.part}, " of ticket ", record.ticket,
             " is with agent ", record.agent, " and ", EnglishName(node));
      Expect(record.open() || !part.result.empty(), 84, "part ", int{record.part}, " of ticket ", record.ticket, " ended without a result");
      auto& [highest, open_ones] = counts[record.ticket];
      highest = std::max<std::uint32_t>(highest, record.part);
      open_ones += record.open() ? 1 : 0;
      open += record.open() ? 1 : 0;
    });
    Expect(open == t_.parts.open(), 84, "counted ", t_.parts.open(), " open parts of ", open);
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      const auto [highest, open_ones] = counts[ticket.id];
      const RareFacts& rare = t_.tickets.Rare(slot);
      Expect(rare.parts_asked >= highest && rare.parts_asked <= kPartsPerTicketMax, 84, "ticket ", ticket.id, " had ",
             int{rare.parts_asked}, " parts and has number ", highest);
      Expect(rare.parts_open == open_ones, 84, "ticket ", ticket.id, " counts ", int{rare.parts_open}, " open parts of ", open_ones);
      Expect(StatusOf(ticket) != Status::kResolved || open_ones == 0, 84, "ticket ", ticket.id, " is resolved with open parts");
    });
  }

  // (85) Plans have names of their own and numbers that were given; the one that comes next is armed.
  void CheckPlans() {
    Micros next = kNever;
    std::set<std::string> names;
    for (const PlanEntry* plan = t_.plans.After(0); plan != nullptr; plan = t_.plans.After(plan->record.id)) {
      next = std::min(next, plan->record.next_at);
      Expect(plan->record.id <= t_.counters.plans_total, 85, "plan ", plan->record.id, " has a number that was not given");
      Expect(names.insert(std::string(plan->plan().texts.name)).second, 85, "plan ", plan->record.id, " has the name of another");
      Expect(plan->record.made == 0 || plan->record.last_ticket != 0, 85, "plan ", plan->record.id, " made tickets and no last one");
    }
    Expect(t_.plans.NextAt() == next, 85, "the next round comes at ", next, ", not at ", t_.plans.NextAt());
    const Micros due = t_.wheel.due(t_.WheelOwnerOfPlans());
    Expect(due == next, 85, "the plans are armed at ", due, " instead of ", next);
    Expect(due >= next_at_ || next_at_ <= t_.now, 85, "a round is due at ", due, " and the engine sleeps until ", next_at_);
  }

  // (60) Articles are numbered without gaps, and the next to go stale is the next that will be told of, once.
  void CheckArticles() {
    Micros next = kNever;
    for (std::uint32_t id = 1; id <= t_.articles.size(); ++id) {
      const ArticleRecord& article = t_.articles.At(id);
      Expect(article.id == id, 60, "article ", id, " says it is ", article.id);
      Expect(article.version >= 1 && IsListed<Visibility>(article.visibility), 60, "article ", id, " has no version or visibility");
      Expect(article.stale_at > article.reviewed_at, 60, "article ", id, " is stale before its review");
      if (article.told_stale == 0) next = std::min(next, article.stale_at);
      Expect(article.told_stale == 0 || article.stale_at <= t_.now, 60, "article ", id, " was told stale too early");
    }
    Expect(t_.articles.NextStaleAt() == next, 60, "the next article goes stale at ", next, ", not at ", t_.articles.NextStaleAt());
    Micros judged = kNever;
    t_.uses.ForEach([&](const ArticleUseRecord& use) {
      judged = std::min(judged, use.judge_at);
      Expect(t_.articles.Has(use.article), 60, "ticket ", use.ticket, " was answered with article ", use.article, " that is none");
      const std::uint32_t open = t_.tickets.FindId(use.ticket);
      const bool waits = open != kNoSlot && !IsOver(StatusOf(std::as_const(t_.tickets).At(open)));
      Expect(waits == (use.judge_at == kNever), 60, "whether article ", use.article, " solved ticket ", use.ticket, " is judged at ",
             use.judge_at);
    });
    Expect(t_.uses.NextJudgeAt() == judged, 60, "the next effect is judged at ", judged, ", not at ", t_.uses.NextJudgeAt());
    next = std::min(next, judged);
    const Micros due = t_.wheel.due(t_.WheelOwnerOfArticles());
    Expect(due == next, 60, "the articles are armed at ", due, " instead of ", next);
    Expect(due >= next_at_ || next_at_ <= t_.now, 60, "an article is due at ", due, " and the engine sleeps until ", next_at_);
  }

  // (73) A ticket has at most one answer that counts, with the mean of its scores, and at most one follow-up, of none but itself. A
  // follow-up weighs nothing, is nobody's but supervisors' to take, and has no deadline but its response.
  void CheckFeedbacks() {
    std::set<std::uint64_t> follow_ups;
    std::uint64_t last = 0;
    for (const FeedbackRecord* record = t_.feedbacks.After(0); record != nullptr; record = t_.feedbacks.After(record->ticket)) {
      Expect(record->ticket > last, 73, "the answers are not in the order of their tickets");
      last = record->ticket;
      const int sum = record->scores[0] + record->scores[1] + record->scores[2];
      Expect(AreScores(record->scores) && record->tenths == (20 * sum + 3) / 6, 73, "ticket ", record->ticket, " is scored ",
             int{record->tenths});
      Expect(IsListed<Solved>(record->solved) && record->answers > 0, 73, "the answer about ticket ", record->ticket, " is none");
      if (record->follow_up == 0) continue;
      Expect(record->follow_up > record->ticket && follow_ups.insert(record->follow_up).second, 73, "ticket ", record->follow_up,
             " follows up ticket ", record->ticket, " and another");
      const std::uint32_t open = t_.tickets.FindId(record->follow_up);
      if (open == kNoSlot) continue;
      const TicketRecord& ticket = std::as_const(t_.tickets).At(open);
      Expect(ticket.made_as() == TicketOrigin::kFollowUp, 73, "ticket ", ticket.id, " is no follow-up of ticket ", record->ticket);
    }
    Expect(t_.feedbacks.size() <= t_.limits.feedbacks_max, 12, "more answers than feedbacks_max");
    ForEachTicket([&](std::uint32_t slot, const TicketRecord& ticket) {
      if (ticket.made_as() != TicketOrigin::kFollowUp) return;
      Expect(ticket.weight == 0 && ticket.waiting_weight == 0, 73, "follow-up ", ticket.id, " weighs ", int{ticket.weight});
      Expect(ticket.customer == 0 && ticket.client == 0, 73, "follow-up ", ticket.id, " is a customer's");
      constexpr std::uint8_t kSupervisors = 1u << static_cast<int>(AgentTier::kSupervisor);
      const Requirement& asks = RequirementOf(t_, slot);
      Expect(asks.agent_tiers == kSupervisors && asks.skill_count == 0 && asks.region == 0 && asks.channel == ticket.channel, 73,
             "follow-up ", ticket.id, " asks for more than a supervisor");
    });
  }

  // (19) What an agent's record says of his hours is what a look at the calendars says, unless his timer is about to turn it;
  // in exclusive hours he serves their tiers, else those of his record, unless there was no place for the other profile.
  void CheckDuties() {
    if (t_.rules == nullptr) return;
    std::uint32_t timed = 0;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      const AgentTexts texts = t_.agents.Texts(agent);
      timed += texts.shift.empty() && texts.tier_hours.empty() ? 0 : 1;
      if ((record.duty & kRetired) != 0) return;
      const std::uint8_t right = twin::DutyOf(t_, agent, t_.now);
      Expect(record.duty_next_at <= t_.now || (record.duty & ~kHoursWait) == right, 19, "agent ", agent, " stands with duty ",
             int{record.duty}, " instead of ", int{right});
      const std::uint8_t tiers = t_.signatures.ProfileAt(t_.agents.profile(agent)).profile.customer_tiers;
      const std::uint8_t serves = (record.duty & kInTierHours) != 0 ? record.terms.hours_tiers : record.own_customer_tiers;
      Expect((record.duty & kHoursWait) != 0 || tiers == serves, 19, "agent ", agent, " serves tiers ", int{tiers}, " instead of ",
             int{serves});
    });
    Expect(t_.agents.timed() == timed, 19, "counted ", t_.agents.timed(), " agents with hours of ", timed);
  }

  // (20) Who was retired is offline, has neither work nor an open part, nothing is kept for him, no record in force and no customer names
  // him, and no time is armed for him; he counts in no profile.
  void CheckRetired() {
    const auto retired = [this](std::uint32_t agent) { return agent != 0 && (t_.agents.At(agent).duty & kRetired) != 0; };
    std::uint32_t count = 0;
    ForEachAgent([&](std::uint32_t agent, const AgentRecord& record) {
      if (!retired(agent)) {
        Expect(!retired(record.terms.supervisor) && !retired(record.terms.duty_supervisor), 20, "agent ", agent,
               " has a retired supervisor");
        return;
      }
      ++count;
      Expect(record.duty == kRetired && Is(agent, AgentStatus::kOffline) && held_[agent].slots.empty(), 20, "agent ", agent,
             " is retired and at work");
      Expect(std::min({record.duty_next_at, record.until, record.ramp_next_at}) == kNever, 20, "agent ", agent,
             " is retired and has a timer");
    });
    Expect(t_.signatures.retired() == count, 20, "counted ", t_.signatures.retired(), " retired of ", count);
    t_.parts.ForEach([&](const Part& part) {
      Expect(!part.record.open() || !retired(part.record.agent), 20, "a part of ", part.record.ticket, " is a retired agent's");
    });
    ForEachTicket([&](std::uint32_t, const TicketRecord& ticket) {
      Expect(StatusOf(ticket) != Status::kPooled || !retired(ticket.held_for), 20, "ticket ", ticket.id, " is kept for a retired agent");
    });
    for (std::uint32_t slot = 0; slot < t_.customers.high_mark(); ++slot) {
      if (!t_.customers.live(slot)) continue;
      const CustomerRecord& customer = t_.customers.At(slot);
      Expect(!retired(customer.manager) && !retired(customer.deputy), 20, "customer ", customer.id, " is a retired agent's");
    }
  }

  const std::map<std::uint32_t, Micros>& DeclinesOf(std::uint64_t ticket) const {
    static const std::map<std::uint32_t, Micros> kNone;
    const auto found = declines_.find(ticket);
    return found == declines_.end() ? kNone : found->second;
  }

  const Tables& t_;
  const Micros next_at_;
  const CapacityHistory history_;
  std::vector<Held> held_;                                             // by agent
  std::map<std::uint64_t, std::map<std::uint32_t, Micros>> declines_;  // by ticket, by agent
  std::vector<std::string> violations_;
};

}  // namespace

std::vector<std::string> Audit(const State& state, Micros next_at, CapacityHistory history) {
  return Auditor(state, next_at, history).Run();
}

}  // namespace tidegate
