// The mailbox and what takes turns from it: order per producer, lane shares, bounds of a turn; and threads that really race.
#include "daemon/mailbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>
#include <thread>

#include "core/model/body.h"
#include "daemon/turn_taker.h"

namespace tidegate {
namespace {

Command WorkCommand(std::uint64_t session, std::uint64_t number) {
  Command command;
  command.caller.session = session;
  command.caller.correlation = number;
  command.body = Accept{};
  return command;
}

Command SubmitCommand(std::uint64_t session, std::uint64_t number, std::string_view body = {}) {
  Command command = WorkCommand(session, number);
  Submit submit;
  submit.body = body;
  command.body = submit;
  return command;
}

// Pushes `work` and `submits` commands, numbered on from `next`, as one batch.
void Push(Mailbox::Producer& producer, int work, int submits, std::uint64_t& next, std::size_t body_bytes = 0) {
  std::unique_ptr<CommandBatch> batch = producer.NewBatch();
  const std::string body(body_bytes, 'x');
  for (int i = 0; i < work; ++i) batch->lane(Lane::kWork).push_back(WorkCommand(1, next++));
  for (int i = 0; i < submits; ++i) batch->lane(Lane::kSubmits).push_back(SubmitCommand(1, next++, batch->texts.Store(body)));
  producer.Push(std::move(batch));
}

int CountSubmits(std::span<const Command> commands) {
  int count = 0;
  for (const Command& command : commands) count += command.kind() == CommandKind::kSubmit ? 1 : 0;
  return count;
}

TEST(TurnTaker, ARuleSetIsTheLastOfItsTurn) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::unique_ptr<CommandBatch> batch = producer.NewBatch();
  batch->lane(Lane::kWork).push_back(WorkCommand(1, 1));
  batch->lane(Lane::kWork).push_back(WorkCommand(1, 2));
  batch->lane(Lane::kWork).back().body = ActivateRules{};
  batch->lane(Lane::kWork).push_back(WorkCommand(1, 3));
  batch->lane(Lane::kSubmits).push_back(SubmitCommand(1, 4));
  producer.Push(std::move(batch));
  const std::span<const Command> first = taker.Take();
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first.back().kind(), CommandKind::kActivateRules);
  taker.Release();
  EXPECT_EQ(taker.Take().size(), 2u) << "what comes behind it is decided under the new rules";
}

TEST(Mailbox, EmptyGivesNothingAndDoesNotBlockWithoutATimeout) {
  Mailbox mailbox;
  mailbox.Wait(0);
  EXPECT_EQ(mailbox.Pop(), nullptr);
}

TEST(Mailbox, DepthsCountWhatWaits) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::uint64_t next = 0;
  Push(producer, 3, 5, next, 10);
  EXPECT_EQ(mailbox.depths().commands[0], 3u);
  EXPECT_EQ(mailbox.depths().commands[1], 5u);
  EXPECT_EQ(mailbox.depths().text_bytes, 50u);
  EXPECT_EQ(taker.Take().size(), 8u);
  EXPECT_EQ(mailbox.depths().commands[0], 0u);
  EXPECT_EQ(mailbox.depths().commands[1], 0u);
  EXPECT_EQ(mailbox.depths().text_bytes, 0u);
}

TEST(Mailbox, BatchesComeBackWithTheirMemory) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::unique_ptr<CommandBatch> batch = producer.NewBatch();
  const CommandBatch* const first = batch.get();
  batch->lane(Lane::kWork).push_back(WorkCommand(1, 1));
  producer.Push(std::move(batch));
  taker.Take();
  taker.Release();
  batch = producer.NewBatch();
  EXPECT_EQ(batch.get(), first);
  EXPECT_TRUE(batch->empty());
  EXPECT_GE(batch->lane(Lane::kWork).capacity(), 1u);
}

TEST(Mailbox, WakeEndsTheNextWait) {
  Mailbox mailbox;
  mailbox.Wake();
  mailbox.Wait(kNever);  // would block for a day
}

TEST(Mailbox, WaitForWakeSleepsThoughCommandsWait) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  std::uint64_t next = 0;
  Push(producer, 1, 1, next);
  mailbox.Wait(kNever);  // they end this one
  const auto begin = std::chrono::steady_clock::now();
  mailbox.WaitForWake(10 * kMillisecond);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(10));
  mailbox.Wake();
  mailbox.WaitForWake(kNever);
}

TEST(Mailbox, WaitEndsAtItsTimeout) {
  Mailbox mailbox;
  mailbox.Wait(1);  // nobody wakes it
  EXPECT_EQ(mailbox.Pop(), nullptr);
}

TEST(TurnTaker, WorkComesFirst) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::uint64_t next = 0;
  Push(producer, 0, 2, next);
  Push(producer, 2, 0, next);
  const std::span<const Command> turn = taker.Take();
  ASSERT_EQ(turn.size(), 4u);
  EXPECT_EQ(turn[0].kind(), CommandKind::kAccept);
  EXPECT_EQ(turn[3].kind(), CommandKind::kSubmit);
}

TEST(TurnTaker, SubmitsHaveAQuarterOfATurnWhenWorkAbounds) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::uint64_t next = 0;
  Push(producer, 2000, 2000, next);
  for (int turns = 0; turns < 3; ++turns) {
    const std::span<const Command> turn = taker.Take();
    EXPECT_EQ(turn.size(), kTurnCommandsMax);
    EXPECT_EQ(CountSubmits(turn), static_cast<int>(kTurnSubmitsMin));
    taker.Release();
  }
}

TEST(TurnTaker, WhatOneLaneLeavesTheOtherTakes) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::uint64_t next = 0;
  Push(producer, 10, 2000, next);
  const std::span<const Command> turn = taker.Take();
  EXPECT_EQ(turn.size(), kTurnCommandsMax);
  EXPECT_EQ(CountSubmits(turn), static_cast<int>(kTurnCommandsMax) - 10);
  taker.Release();

  Push(producer, 2000, 3, next);
  int submits = 2000 + 3 - (static_cast<int>(kTurnCommandsMax) - 10);
  while (taker.waiting()) {
    submits -= CountSubmits(taker.Take());
    taker.Release();
  }
  EXPECT_EQ(submits, 0);
}

TEST(TurnTaker, ATurnKeepsItsBytes) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::uint64_t next = 0;
  Push(producer, 0, 40, next, 10'000);
  std::size_t taken = 0;
  while (taken < 40) {
    const std::span<const Command> turn = taker.Take();
    ASSERT_FALSE(turn.empty());
    std::size_t bytes = 0;
    for (const Command& command : turn) bytes += TextBytes(command);
    EXPECT_LE(bytes, kTurnBytesMax);
    taken += turn.size();
    taker.Release();
  }
}

TEST(TurnTaker, ACommandLargerThanATurnIsATurnOfItsOwn) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::uint64_t next = 0;
  Push(producer, 0, 1, next, 1);
  Push(producer, 0, 1, next, kTurnBytesMax + 1);
  Push(producer, 0, 1, next, 1);
  for (std::uint64_t number = 0; number < 3; ++number) {
    const std::span<const Command> turn = taker.Take();
    ASSERT_EQ(turn.size(), 1u);
    EXPECT_EQ(turn[0].caller.correlation, number);
    taker.Release();
  }
}

TEST(TurnTaker, ALargeSubmitIsNotStarvedByWorkWithTexts) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::uint64_t next = 0;
  Push(producer, 0, 1, next, kTextBytesMax);
  for (int turns = 0; turns < 2; ++turns) {
    std::unique_ptr<CommandBatch> batch = producer.NewBatch();
    const std::string solution(8'000, 'x');
    for (int i = 0; i < 100; ++i) {
      Command command = WorkCommand(1, next++);
      Resolve resolve;
      resolve.solution = batch->texts.Store(solution);
      command.body = resolve;
      batch->lane(Lane::kWork).push_back(command);
    }
    producer.Push(std::move(batch));
    if (CountSubmits(taker.Take()) == 1) return;
    taker.Release();
  }
  FAIL() << "not taken in two turns";
}

TEST(TurnTaker, TextsLiveUntilTheTurnIsReleased) {
  Mailbox mailbox;
  Mailbox::Producer producer(mailbox);
  TurnTaker taker(mailbox);
  std::unique_ptr<CommandBatch> batch = producer.NewBatch();
  for (int i = 0; i < 2; ++i) {
    batch->lane(Lane::kSubmits).push_back(SubmitCommand(1, i, batch->texts.Store(std::string(kTurnBytesMax, static_cast<char>('a' + i)))));
  }
  producer.Push(std::move(batch));
  for (int i = 0; i < 2; ++i) {
    const std::span<const Command> turn = taker.Take();
    EXPECT_EQ(std::get<Submit>(turn[0].body).body.back(), static_cast<char>('a' + i));
    taker.Release();
  }
  EXPECT_NE(producer.NewBatch(), nullptr);
}

// Producers race with a consumer that sleeps whenever it may. Every command arrives once, and each producer's in its order.
TEST(Mailbox, KeepsTheOrderOfEachProducerUnderThreads) {
  constexpr std::uint64_t kProducers = 3;
  constexpr std::uint64_t kCommands = 20'000;
  Mailbox mailbox;
  std::vector<std::jthread> threads;
  for (std::uint64_t p = 1; p <= kProducers; ++p) {
    threads.emplace_back([&mailbox, p] {
      Mailbox::Producer producer(mailbox);
      std::uint64_t next = 0;
      while (next < kCommands) {
        std::unique_ptr<CommandBatch> batch = producer.NewBatch();
        for (std::uint64_t i = 0; i < 1 + (next + p) % 7 && next < kCommands; ++i) {
          batch->lane(next % 2 == 0 ? Lane::kWork : Lane::kSubmits)
              .push_back(next % 2 == 0 ? WorkCommand(p, next) : SubmitCommand(p, next, batch->texts.Store("text")));
          ++next;
        }
        producer.Push(std::move(batch));
      }
    });
  }
  TurnTaker taker(mailbox);
  std::map<std::pair<std::uint64_t, bool>, std::uint64_t> last;
  std::uint64_t taken = 0;
  while (taken < kProducers * kCommands) {
    const std::span<const Command> turn = taker.Take();
    if (turn.empty()) mailbox.Wait(kNever);
    for (const Command& command : turn) {
      const bool submit = command.kind() == CommandKind::kSubmit;
      if (submit) {
        ASSERT_EQ(std::get<Submit>(command.body).body, "text");
      }
      std::uint64_t& before = last[{command.caller.session, submit}];
      ASSERT_TRUE(before == 0 || command.caller.correlation > before - 1);
      before = command.caller.correlation + 1;
    }
    taken += turn.size();
    taker.Release();
  }
  EXPECT_EQ(taken, kProducers * kCommands);
  EXPECT_EQ(mailbox.depths().commands[0] + mailbox.depths().commands[1] + mailbox.depths().text_bytes, 0u);
}

}  // namespace
}  // namespace tidegate
