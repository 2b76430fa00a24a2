// Mailbox: the way of commands from io threads to the engine thread: batches in, order per producer kept, blocking wait.
//
// Any number of producers, each with its own Producer object and thread; one consumer (the engine's). Push and Pop move a pointer (no
// message is copied); a push costs an atomic add a lane and wakes the engine only when it sleeps. Never spins: spinning cost 28 to 61 % of
// the whole path (design.md 6). The queue itself has no bound: Admission keeps the lanes within theirs, by the depths that are counted
// here. The one file of ours that knows moodycamel (mailbox.cc).
// Not here: what is refused (Admission), which commands make a turn (TurnTaker).
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "core/base/time.h"
#include "daemon/command_batch.h"

namespace tidegate {

// What waits in the lanes, as far as a producer can know: exact for its own pushes, a moment late for what the engine took.
struct LaneDepths {
  std::array<std::uint64_t, kLaneCount> commands{};
  std::uint64_t text_bytes = 0;
};

class Mailbox {
 public:
  class Producer {
   public:
    explicit Producer(Mailbox& mailbox);
    ~Producer();
    Producer(const Producer&) = delete;
    Producer& operator=(const Producer&) = delete;

    // An empty batch, a used one if there is one.
    std::unique_ptr<CommandBatch> NewBatch();
    // Hands the batch over; it must not be empty (CHECKed).
    void Push(std::unique_ptr<CommandBatch> batch);

   private:
    struct Tokens;
    Mailbox& mailbox_;
    std::unique_ptr<Tokens> tokens_;
  };

  Mailbox();
  ~Mailbox();

  LaneDepths depths() const;

  // The consumer's side.
  // Blocks until a batch is there, Wake was called, or `timeout` passed (kNever: no limit; 0: does not block).
  void Wait(Micros timeout);
  // The same, whatever batches are there: for a consumer that must not take any now.
  void WaitForWake(Micros timeout);
  // The next batch, nullptr when there is none.
  std::unique_ptr<CommandBatch> Pop();
  // Commands and their texts left the lanes.
  void Took(Lane lane, std::uint64_t commands, std::uint64_t text_bytes);
  // Gives a batch back for reuse.
  void Recycle(std::unique_ptr<CommandBatch> batch);

  // Ends a Wait, or the next one. Any thread.
  void Wake();

 private:
  struct Queues;
  friend class Producer;

  std::unique_ptr<Queues> queues_;
  std::array<std::atomic<std::uint64_t>, kLaneCount> commands_{};
  std::atomic<std::uint64_t> text_bytes_{0};
};

}  // namespace tidegate
