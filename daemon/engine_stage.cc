#include "daemon/engine_stage.h"

#include <algorithm>

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

EngineStage::Progress EngineStage::Step() {
  if (commits_->CheckRoom() == CommitQueue::Room::kFull) {
    metrics_->Add(Metric::kTurnsBlocked);
    return Progress::kBlocked;
  }
  const ClockReading begin = clocks_->Read();
  const Micros now = clock_.Now(begin);
  const std::span<const Command> commands = taker_.Take();
  if (commands.empty() && now < next_at_) {
    if (copier_.Step() == ImageCopier::Progress::kCopied) return Progress::kTurn;
    idle_for_ = next_at_ == kNever ? kNever : next_at_ - now;
    return Progress::kIdle;
  }
  CommandCounts counts{};
  for (const Command& command : commands) ++counts[command.body.index()];
  engine_->Step({now, commands}, out_);
  next_at_ = out_.next_at;
  taker_.Release();
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
  metrics_->Set(Metric::kClockAheadMicros, clock_.ahead());
  metrics_->Set(Metric::kClockStepped, clock_.stepped() ? 1 : 0);
  return Progress::kTurn;
}

}  // namespace tidegate
