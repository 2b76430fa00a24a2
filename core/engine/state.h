// State: everything the engine remembers, and Apply, the only code that alters it.
//
// Owned by the Engine; one thread. Apply cannot fail, reads no rules, no time and nothing outside the change and the tables; live running
// and recovery go through the same functions. A change that does not fit the state is our mistake, or a journal that was checked badly:
// CHECK.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/engine/image_cut.h"
#include "core/engine/tables.h"
#include "core/model/change.h"
#include "core/model/turn_record.h"

namespace tidegate {

class State {
 public:
  explicit State(const EngineLimits& limits) : tables_(limits), image_(tables_) {}

  const Tables& tables() const { return tables_; }

#define TIDEGATE_APPLY(name, number, origin, tail_max)    \
  void Apply(const name& change, std::string_view tail) { \
    ++tables_.seq;                                        \
    Do(change, tail);                                     \
  }
  TIDEGATE_CHANGES(TIDEGATE_APPLY)
#undef TIDEGATE_APPLY

  // A change as it stands in a record.
  void Apply(const ChangeView& change);

  // Time of a turn whose changes were applied.
  void EndTurn(Micros now) { tables_.now = tables_.recorded_at = now; }
  // Time of a turn that changed nothing: no history, lost with the process.
  void PassTime(Micros now) { tables_.now = now; }
  // After recovery: does the wheel's moves without bound, before anybody waits.
  void PrepareWheel(Micros now) {
    tables_.wheel.Prepare(now, [this](std::uint32_t owner) { return TimerOrder(owner); });
  }

  // Order of equal timers: ticket ids, then agents.
  std::uint64_t TimerOrder(std::uint32_t owner) const;

  // Wheel work of the engine: hands out due owners (see TimerWheel::Expire). The wheel is derived, so this alters no canonical content.
  template <class Sink>
  std::uint32_t ExpireOne(Micros now, Sink&& sink) {
    return tables_.wheel.Expire(
        now, 1, [this](std::uint32_t owner) { return TimerOrder(owner); }, sink);
  }
  // Puts an owner whose timer was handed out back to where its fields say.
  void Rearm(std::uint32_t owner);

  // Wrapping sum of hashes of the canonical records (image_record.h); equal for equal states, whatever the history. O(everything).
  std::uint64_t Fingerprint() const;

  // The picture of this state that is under way, if one is. Begun, copied and abandoned between turns; it alters nothing.
  ImageCut& image() { return image_; }

 private:
  friend class ImageLoader;

#define TIDEGATE_DO(name, number, origin, tail_max) void Do(const name& change, std::string_view tail);
  TIDEGATE_CHANGES(TIDEGATE_DO)
#undef TIDEGATE_DO

  std::uint32_t Slot(std::uint64_t ticket) const;
  void Reroute(std::uint32_t slot, const Requirement& requirement);
  // All but one (kRespond, which is none of them: all).
  void DropRareClocks(std::uint32_t slot, Clock but);
  // Keeps the count of overdue tickets: whether it was, and whether it is now.
  void Recount(bool was_overdue, std::uint32_t slot);
  // The ticket moves to the recent ones as its status says; nothing of it runs any more.
  struct Ending {
    std::uint32_t agent = 0;
    std::uint16_t result_code = 0;
    Micros closes_at = kNever;
    std::uint64_t into = 0;
  };
  void EndTicket(std::uint32_t slot, const Ending& ending);
  // Nothing a ticket still remembers of its decliners matters once it ended.
  void ForgetDecliners(std::uint32_t slot);
  // Nobody is to look at it any more.
  void DropReview(TicketRecord& ticket);
  void DropTransfer(std::uint32_t slot);
  // Of a ticket that waits: its own requirement again, and nobody for whom it is kept.
  void ForgetRelaxation(std::uint32_t slot);
  void EnterPool(std::uint32_t slot);
  void LeavePool(std::uint32_t slot);
  void EndWork(std::uint32_t slot);
  void SetTicketStatus(std::uint32_t slot, Status status, Micros at);
  void ArmTicket(std::uint32_t slot);
  void ArmAgent(std::uint32_t agent);
  void ArmArticles();
  void ArmClosing();
  void ArmPlans();
  // Brings the load index and the online counts in line with an agent's record.
  void IndexAgent(std::uint32_t agent);
  void SetAgentStatus(std::uint32_t agent, AgentStatus status);
  // How he counts in his profile: by his status, and by what his hours say.
  void SetPresence(std::uint32_t agent, AgentStatus status, std::uint8_t duty);
  // The agent has another profile from now on.
  void ChangeProfile(std::uint32_t agent, const Profile& profile);
  // A ticket comes into an agent's hands, and into his load; EndWork takes it out.
  void TakeUp(std::uint32_t agent, std::uint32_t slot);
  // A ticket weighs another number of units than before: so does the load of who has it.
  void Reweigh(std::uint32_t slot, std::uint8_t units_before);
  // What he has of the channels for which his profile has rooms.
  void CountRooms(std::uint32_t agent);
  // All agents: what tickets weigh has changed.
  void IndexAllAgents();
  // From the text and the catalogs. False when the text is no rule set.
  bool MakeRules();
  // After the canonical records came from a picture: order, queues, timers, load and counts, all that follows from them.
  void Derive();
  void Remember(const Asker& asker, std::uint64_t ticket, std::uint32_t token, Status status, std::uint8_t command);

  Tables tables_;
  ImageCut image_;
};

// Past the deadline of a clock that runs: respond no longer does after the first response, respond and resolve after `resolved`.
bool IsOverdue(const Tables& tables, std::uint32_t slot);

// When the time of the next open part of a ticket is over, of which that was not told; kNever = none's will be.
Micros NextPartDueOf(const Tables& tables, const TicketRecord& ticket);

// The next instant at which a ticket wants something: the earliest of its running clocks, its offer's end, its next forgotten decline.
Micros NextTimerOf(const Tables& tables, std::uint32_t slot);

}  // namespace tidegate
