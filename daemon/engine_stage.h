// EngineStage: takes turns: asks the clock once, takes commands from the mailbox, steps the engine, passes the turn on to the committer.
//
// Used on one thread (the engine's). Step does at most one turn and never blocks; the runner sleeps as long as it is told. The engine does
// not wait for the disk; only when the unsynced bound is reached no turn is taken (design.md 4). A piece of an image that is under way is
// copied after each turn, and without one when nothing else is to be done.
//
// Where time is driven, the clocks of the machine only measure: `now` stands until a SetTime is taken, then goes to each instant at which
// something falls due, a turn each, and at last to the time asked for, in whose turn the SetTime is answered. Commands that come meanwhile
// wait. So a jump over a week is as many turns as its timers need, none longer than others.
//
// Where time is the machine's, a wall clock that jumped (TurnClock), and one that is followed again, is told to supervisors and operators
// with the next turn; one is taken for it, if there is none.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "core/engine/engine.h"
#include "daemon/commit_queue.h"
#include "daemon/image_copier.h"
#include "daemon/mailbox.h"
#include "daemon/metrics.h"
#include "daemon/rule_shelf.h"
#include "daemon/turn_clock.h"
#include "daemon/turn_pool.h"
#include "daemon/turn_taker.h"

namespace tidegate {

class EngineStage {
 public:
  // Everything handed in outlives the stage. `next_at` is what the engine's last turn said.
  EngineStage(Engine* engine, Mailbox* mailbox, CommitQueue* commits, TurnPool* turns, ClockSource* clocks, Metrics* metrics,
              ImageFeed* images, const TurnClock& clock, Micros next_at);
  // Where time is driven: it stands at `now`. Before the first Step.
  void Drive(Micros now) { driven_now_ = now; }

  // Where the scanners of rule sets are. Before the first Step.
  void SetRules(RuleShelf* shelf) { shelf_ = shelf; }

  enum class Progress : std::uint8_t {
    kTurn,     // call again at once
    kIdle,     // nothing to do before a command comes or idle_for() has passed
    kBlocked,  // the disk is behind: nothing to do before a commit
  };
  Progress Step();
  // After kIdle: time until the next timer; kNever when none is armed.
  Micros idle_for() const { return idle_for_; }

 private:
  void RefreshKeywords();
  Micros TurnTime(const ClockReading& reading, std::span<const Command>& commands);
  void CompleteClockReplies();
  bool ClockHasNews() const { return !driven_now_ && clock_.stepped() != stepped_told_; }
  void TellClock(Micros now);

  Engine* engine_;
  CommitQueue* commits_;
  TurnPool* turns_;
  ClockSource* clocks_;
  Metrics* metrics_;
  TurnClock clock_;
  std::optional<Micros> driven_now_;  // nullopt = time is the machine's
  TurnTaker taker_;
  RuleShelf* shelf_ = nullptr;
  std::shared_ptr<const KeywordScanner> keywords_;  // of the rules in force; nullptr when none of them asks for keywords
  std::uint32_t keywords_version_ = 0;
  std::span<Command> taken_;  // and not yet stepped: a SetTime whose time has not come
  ImageCopier copier_;
  TurnOutput out_;
  Micros next_at_;
  Micros idle_for_ = 0;
  bool stepped_told_ = false;  // the last that was told of clock_.stepped()
};

}  // namespace tidegate
