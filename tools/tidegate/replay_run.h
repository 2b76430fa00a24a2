// ReplayRun: plays a plan through a daemon: submits in order and pace, desks that accept, work and resolve, until all is resolved or
// nothing can move.
//
// One owner, one thread; no sockets and no clock: time comes with Step and set_now, answers as a client::Handler, requests leave through a
// ReplayWire. First the desks sign in, then it plays. A submit of a key that the daemon knows counts as a
// duplicate; a ticket that is still open from an earlier run is worked on like any other. Offers of tickets that are not the plan's are
// declined, work that is not the plan's is left alone.
// Not here: connecting, declaring names and agents, verifying afterwards, words for people.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "protocol/client/messages.h"
#include "tools/tidegate/desk_plan.h"
#include "tools/tidegate/key_sweep.h"
#include "tools/tidegate/replay_plan.h"
#include "tools/tidegate/replay_wire.h"

namespace tidegate {

inline constexpr Micros kUnclaimedWait = 5 * kSecond;       // an offer may overtake the submit's answer; longer, and it is not ours
inline constexpr Micros kQuietBeforeExplain = 1 * kSecond;  // quiet for so long, and the waiting ones are asked why
inline constexpr std::size_t kExplainsMax = 64;             // of them; as many are told in the report

// kOwn: the daemon's time is its own, and the history is moved to now. kRecorded: the daemon's time is driven (recorded_time.h), and
// everything happens at the time at which it is recorded.
enum class ReplayTime : std::uint8_t { kOwn, kRecorded };

struct ReplayOptions {
  double speed = 0;                // recorded time is divided by it; 0 = as fast as it goes
  Micros patience = 60 * kSecond;  // no event for so long while all desks are idle: nothing can move
  ReplayTime time = ReplayTime::kOwn;
};

enum class ReplayEnd : std::uint8_t { kRunning, kAllResolved, kNothingMoves };

// What became of one ticket.
struct ReplayTicket {
  enum class Phase : std::uint8_t { kPlanned, kSent, kWaiting, kAccepting, kWorking, kResolving, kResolved, kRefused };
  TicketId id;
  AgentId agent;
  Micros acknowledged_at = 0;  // its submit, in this run
  Micros offered_at = 0;       // first offer after it
  std::uint32_t token = 0;
  Phase phase = Phase::kPlanned;
  Status acknowledged = Status::kNone;  // the furthest that an answer promised
  bool duplicate = false;
};

struct RefusedRow {
  std::uint64_t line = 0;
  std::string key;
  Reject reject = Reject::kNone;
  std::string field;
  std::string detail;
};

struct ReplayCounts {
  std::uint64_t submitted = 0;  // submits acknowledged, duplicates among them
  std::uint64_t duplicates = 0;
  std::uint64_t assigned = 0;       // offers accepted in this run
  std::uint64_t resolved = 0;       // tickets of the plan that are resolved, whenever
  std::uint64_t resolved_now = 0;   // by this run
  std::uint64_t refused = 0;        // submits refused for good
  std::uint64_t retried = 0;        // submits put off by a busy or full daemon
  std::uint64_t foreign = 0;        // offers of other people's tickets, declined
  std::uint64_t desk_refusals = 0;  // desk requests refused for good
};

class ReplayRun : public client::Handler {
 public:
  // Everything given outlives the run. `found`, by place in the plan, is what the daemon has already (KeySweep): offers and assignments of
  // an earlier run are known by it.
  ReplayRun(const ReplayPlan& plan, const KeysFound& found, const std::vector<PlannedDesk>& desks, const ReplayOptions& options,
            ReplayWire& wire, Micros now);

  // The time of the answers that follow: waits are measured with it.
  void set_now(Micros now) { now_ = now; }
  // Sends what is due and notices the end. Call it after every bunch of answers and when next_at() has come.
  void Step(Micros now);
  // When something is due without an answer coming in; kNever = nothing.
  Micros next_at() const;
  ReplayEnd end() const { return end_; }

  const ReplayCounts& counts() const { return counts_; }
  const std::vector<ReplayTicket>& tickets() const { return tickets_; }  // by place in the plan
  const std::vector<AgentId>& agents() const { return agents_; }         // by place in the desks; none = not signed in
  const std::vector<RefusedRow>& refused() const { return refused_; }
  const std::vector<RefusedRow>& refused_desks() const { return refused_desks_; }  // line 0, key = the desk's name
  // Of tickets still open when nothing moved; by place in the plan.
  const std::vector<std::pair<std::size_t, ExplainView>>& explained() const { return explained_; }
  std::uint64_t waiting() const;
  bool playing() const { return phase_ == Phase::kPlay; }

  void OnAck(const client::AckInfo& ack) override;
  void OnExplain(const client::ExplainInfo& info) override;
  void OnSignedIn(const client::SignedInInfo& info) override;
  void OnOffer(const client::OfferInfo& offer) override;
  void OnWithdrawn(const client::WithdrawalInfo& withdrawal) override;
  void OnAgentState(const client::AgentStateInfo& state) override;

 private:
  enum class Phase : std::uint8_t { kSignIn, kPlay };
  enum class Alarm : std::uint8_t { kSubmitAgain, kAskAgain, kFinish, kNotOurs };
  struct Action {
    ReplayAsk ask;
    std::uint64_t index;  // of a ticket or desk; the TicketId for kDecline
  };
  struct Timer {
    Micros at;
    Alarm alarm;
    std::uint64_t index;  // of a ticket; the TicketId for kNotOurs
    Action action;        // for kAskAgain
    friend bool operator>(const Timer& a, const Timer& b) { return a.at > b.at; }
  };
  struct Unclaimed {
    AgentId agent;
    std::uint32_t token = 0;
  };

  void PlayDue();
  Micros DueAt(std::size_t index) const;
  Taken SendSubmit(std::size_t index);
  Taken Send(const Action& action);
  void FireTimers();
  void SendActions();
  bool Busy() const;
  void NoticeQuiet();
  void AskWhy();
  void Progress();
  bool Hopeless() const;

  void Know(std::size_t index, TicketId id);
  void Enter(std::size_t index, ReplayTicket::Phase phase);
  void Offered(std::size_t index, AgentId agent, std::uint32_t token);
  void Work(std::size_t index);
  void MarkResolved(std::size_t index);
  Micros HandlingOf(std::size_t index) const;
  Micros FinishAt(std::size_t index) const;
  void Acknowledge(std::size_t index, Status status);
  void PutOff(const client::AckInfo& ack, const Action& action);
  void OnSubmitAck(std::size_t index, const client::AckInfo& ack);
  void OnAcceptAck(std::size_t index, const client::AckInfo& ack);
  void OnResolveAck(std::size_t index, const client::AckInfo& ack);
  void OnSignInRefused(std::size_t index, const client::AckInfo& ack);
  void DeskRefused(std::string key, const client::AckInfo& ack);

  const ReplayPlan& plan_;
  const std::vector<PlannedDesk>& desks_;
  const ReplayOptions options_;
  ReplayWire& wire_;
  Micros now_;
  Micros started_ = 0;  // of the playing
  Micros last_progress_;
  Phase phase_ = Phase::kSignIn;
  ReplayEnd end_ = ReplayEnd::kRunning;

  std::vector<ReplayTicket> tickets_;
  std::unordered_map<std::uint64_t, std::size_t> place_of_;  // TicketId to place
  std::unordered_map<std::uint64_t, Unclaimed> unclaimed_;   // offers of tickets not known yet
  std::vector<AgentId> agents_;
  std::size_t next_submit_ = 0;
  std::size_t next_sign_in_ = 0;
  std::size_t signed_in_ = 0;  // answered
  std::uint64_t submits_in_flight_ = 0;
  std::uint64_t working_ = 0;  // tickets in kAccepting, kWorking, kResolving
  std::deque<Action> actions_;
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers_;

  enum class Asked : std::uint8_t { kNot, kOnce, kLast };
  Asked asked_ = Asked::kNot;      // since the last progress
  std::size_t explains_open_ = 0;  // not answered yet
  std::vector<std::pair<std::size_t, ExplainView>> explained_;
  ReplayCounts counts_;
  std::vector<RefusedRow> refused_;
  std::vector<RefusedRow> refused_desks_;
};

}  // namespace tidegate
