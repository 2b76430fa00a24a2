#include "daemon/turn_taker.h"

#include <algorithm>

namespace tidegate {

void TurnTaker::PopAll() {
  while (std::unique_ptr<CommandBatch> batch = mailbox_.Pop()) {
    for (std::size_t lane = 0; lane < kLaneCount; ++lane) waiting_[lane] += batch->lanes[lane].size();
    batches_.push_back(std::move(batch));
  }
}

void TurnTaker::TakeFrom(Lane lane, std::uint32_t commands_max, std::uint64_t text_bytes_max, Taken& turn) {
  const auto index = static_cast<std::size_t>(lane);
  Cursor& cursor = cursors_[index];
  Taken lane_taken;
  while (cursor.batch < batches_.size() && turn.commands < commands_max && turn.end == Taken::End::kOpen) {
    const std::vector<Command>& commands = batches_[cursor.batch]->lanes[index];
    if (cursor.command == commands.size()) {
      ++cursor.batch;
      cursor.command = 0;
      continue;
    }
    const Command& command = commands[cursor.command];
    const std::size_t bytes = TextBytes(command);
    if (command.kind() == CommandKind::kSetTime) {
      if (turn.commands != 0) break;
      turn.end = Taken::End::kAlone;
    }
    if (turn.commands != 0 && turn.text_bytes + bytes > text_bytes_max) break;
    if (command.kind() == CommandKind::kActivateRules || command.kind() == CommandKind::kUndoRules) turn.end = Taken::End::kAlone;
    turn_.push_back(command);
    ++cursor.command;
    ++turn.commands;
    turn.text_bytes += bytes;
    ++lane_taken.commands;
    lane_taken.text_bytes += bytes;
  }
  if (lane_taken.commands == 0) return;
  waiting_[index] -= lane_taken.commands;
  mailbox_.Took(lane, lane_taken.commands, lane_taken.text_bytes);
}

std::span<Command> TurnTaker::Take() {
  PopAll();
  turn_.clear();
  Taken turn;
  const auto reserved = static_cast<std::uint32_t>(std::min<std::uint64_t>(waiting(Lane::kSubmits), kTurnSubmitsMin));
  const std::uint64_t submits_before = waiting(Lane::kSubmits);
  if (submits_first_) TakeFrom(Lane::kSubmits, kTurnSubmitsMin, kTurnSubmitBytesMin, turn);
  TakeFrom(Lane::kWork, kTurnCommandsMax - reserved, reserved != 0 ? kTurnBytesMax - kTurnSubmitBytesMin : kTurnBytesMax, turn);
  TakeFrom(Lane::kSubmits, kTurnCommandsMax, kTurnBytesMax, turn);
  // What the submits left over belongs to work again.
  TakeFrom(Lane::kWork, kTurnCommandsMax, kTurnBytesMax, turn);
  submits_first_ = submits_before != 0 && waiting(Lane::kSubmits) == submits_before;
  return turn_;
}

void TurnTaker::Release() {
  std::size_t done = batches_.size();
  for (std::size_t lane = 0; lane < kLaneCount; ++lane) {
    // Skip what is empty in this lane, so that a batch does not wait for a lane that it never had.
    Cursor& cursor = cursors_[lane];
    while (cursor.batch < batches_.size() && cursor.command == batches_[cursor.batch]->lanes[lane].size()) {
      ++cursor.batch;
      cursor.command = 0;
    }
    done = std::min(done, cursor.batch);
  }
  for (std::size_t i = 0; i < done; ++i) {
    mailbox_.Recycle(std::move(batches_.front()));
    batches_.pop_front();
  }
  for (Cursor& cursor : cursors_) cursor.batch -= done;
}

}  // namespace tidegate
