#include "daemon/engine_stage.h"

#include <algorithm>

#include "core/engine/state.h"

namespace tidegate {

EngineStage::EngineStage(Engine* engine, Mailbox* mailbox, CommitQueue* commits, TurnPool* turns, ClockSource* clocks, Metrics* metrics,
                         ImageFeed* images, const TurnClock& clock, Micros next_at)
    : engine_(engine),
      commits_(commits),
      turns_(turns),
      clocks_(clocks),
      metrics_(metrics),
      clock_(clock),
      taker_(*mailbox),
      copier_(engine, images),
      next_at_(next_at) {}

// The time of the next turn. A SetTime that is still ahead of a timer waits: `commands` is then empty.
Micros EngineStage::TurnTime(const ClockReading& reading, std::span<const Command>& commands) {
  if (!driven_now_) return clock_.Now(reading);
  const auto* set = commands.empty() ? nullptr : std::get_if<SetTime>(&commands.front().body);
  if (set != nullptr && set->at >= *driven_now_) {
    if (next_at_ <= set->at) commands = {};
    driven_now_ = std::max(*driven_now_, std::min(next_at_, set->at));
  }
  return *driven_now_;
}

// What io scanned under an earlier rule set is scanned again: rare, the few commands that were on their way when the rules changed. An
// activation ends its turn (TurnTaker), so that everything of a turn is decided under one rule set.
void EngineStage::RefreshKeywords() {
  const Tables& tables = engine_->state().tables();
  if (shelf_ == nullptr) return;
  if (tables.rules_version != keywords_version_) {
    keywords_version_ = tables.rules_version;
    keywords_ = shelf_->For(tables.rule_versions.in_force().compiled)->keywords;
  }
  if (keywords_ == nullptr) return;
  for (Command& command : taken_) {
    auto* submit = std::get_if<Submit>(&command.body);
    if (submit != nullptr && submit->facts.keywords_version != keywords_version_) ScanSubmit(*keywords_, keywords_version_, *submit);
  }
}

void EngineStage::CompleteClockReplies() {
  for (Output& output : out_.outputs) {
    auto* reply = std::get_if<ClockReply>(&output);
    if (reply == nullptr) continue;
    reply->next_at = out_.next_at;
    if (driven_now_) continue;
    reply->stepped = clock_.stepped() ? 1 : 0;
    reply->ahead = clock_.ahead();
  }
}

// No business of the engine's: its time runs on as if nothing had been.
void EngineStage::TellClock(Micros now) {
  metrics_->Set(Metric::kClockStepped, clock_.stepped() ? 1 : 0);
  if (!ClockHasNews()) return;
  stepped_told_ = clock_.stepped();
  out_.outputs.push_back(AlertPush{.at = now, .kind = stepped_told_ ? AlertKind::kClockJumped : AlertKind::kClockRegained});
}

EngineStage::Progress EngineStage::Step() {
  if (commits_->CheckRoom() == CommitQueue::Room::kFull) {
    metrics_->Add(Metric::kTurnsBlocked);
    return Progress::kBlocked;
  }
  const ClockReading begin = clocks_->Read();
  if (taken_.empty()) {
    taken_ = taker_.Take();
    RefreshKeywords();
  }
  std::span<const Command> commands = taken_;
  const Micros now = TurnTime(begin, commands);
  metrics_->Set(Metric::kClockAheadMicros, driven_now_ ? *driven_now_ - begin.wall : clock_.ahead());
  if (taken_.empty() && now < next_at_ && !ClockHasNews()) {
    if (copier_.Step() == ImageCopier::Progress::kCopied) return Progress::kTurn;
    idle_for_ = next_at_ == kNever || driven_now_ ? kNever : next_at_ - now;
    return Progress::kIdle;
  }
  CommandCounts counts{};
  for (const Command& command : commands) {
    ++counts[static_cast<std::size_t>(command.kind())];
    const auto* clock = std::get_if<AskClock>(&command.body);
    if (clock != nullptr && clock->word == ClockWord::kAcceptStep && command.caller.role == Role::kOperator) clock_.AcceptStep();
  }
  engine_->Step({now, commands}, out_);
  next_at_ = out_.next_at;
  if (counts[static_cast<std::size_t>(CommandKind::kAskClock)] + counts[static_cast<std::size_t>(CommandKind::kSetTime)] != 0) {
    CompleteClockReplies();
  }
  TellClock(now);
  if (!commands.empty()) {
    taker_.Release();
    taken_ = {};
  }
  if (!out_.record.empty() || !out_.outputs.empty()) {
    commits_->Push(std::move(out_));
    out_ = turns_->Get();
  }
  copier_.Step();
  const Micros spent = clocks_->Read().boot - begin.boot;
  metrics_->AddCommands(counts);
  metrics_->Add(Metric::kTurns);
  metrics_->Add(Metric::kTurnMicros, spent);
  metrics_->Raise(Metric::kWorstTurnMicros, spent);
  return Progress::kTurn;
}

}  // namespace tidegate
