// IoRunner: the io thread: sockets around an IoStage. Accepts TCP, reads, writes once per session and loop turn, drains on SIGTERM.
//
// One io_context, one thread (Run). A loop turn runs what is ready, at most kHandlersPerTurn handlers or kBatchCommandsMax commands, then
// hands the batch to the engine and writes what the sessions have. Sockets do not block: a write is tried at once, and only what the kernel
// does not take waits. A message costs no allocation; handlers' memory is recycled.
// Other threads: NotifyCommitted, Post. Asio stays in io_runner.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/time.h"
#include "daemon/pipeline.h"

namespace tidegate {

inline constexpr int kHandlersPerTurn = 64;  // sockets served before the batch leaves: 64 sessions one request at a time are one batch

struct IoRunnerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0 = any
  Micros drain = 10 * kSecond;
};

class IoRunner {
 public:
  using Job = std::function<void()>;
  using RunJob = std::function<void(Job)>;
  // Run a job on other threads.
  struct Helpers {
    RunJob helper;     // short ones
    RunJob reader;     // histories, which may take seconds
    RunJob feed;       // stretches of the journal for followers, 20 ms each
    RunJob knowledge;  // searches, all in order on one thread
  };
  // The pipeline outlives the runner. `drain_begins` is called once, on the io thread, when the drain begins.
  IoRunner(Pipeline* pipeline, const IoRunnerOptions& options, Helpers helpers, std::function<void()> drain_begins);
  ~IoRunner();

  // Binds and listens; the address as HOST:PORT, with the port that was picked.
  absl::StatusOr<std::string> Listen();
  // Serves until SIGTERM or SIGINT and the drain that follows. Call Listen before.
  void Run();

  // Something was committed: the outbox steps. Any thread.
  void NotifyCommitted();
  // Runs `job` on the io thread. Any thread.
  void Post(Job job);
  // The same as SIGTERM. Any thread.
  void Stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate
