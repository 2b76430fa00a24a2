// Loop: the one thread of the load generator: runs an io_context, timers in between, and stops at the first failure.
//
// One owner, one thread. A turn is at most kTurnHandlersMax ready handlers (a handler is one read of one socket), then the due timers, then
// the flushers: what a turn gathered leaves together. It sleeps only when nothing is ready. Times are CLOCK_MONOTONIC nanoseconds.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include "core/base/time.h"
#include "protocol/client/client.h"

namespace tidegate::load {

class Loop {
 public:
  boost::asio::io_context& io() { return io_; }

  static std::uint64_t NowNs();

  // Calls `action` once, at or after `at_ns`; equal times in the order in which they were asked for.
  void At(std::uint64_t at_ns, std::function<void()> action);
  // Calls `action` at the end of every turn, for as long as the loop lives.
  void AfterEachTurn(std::function<void()> action) { flushers_.push_back(std::move(action)); }

  // The first failure ends every RunUntil; later ones are dropped.
  void Fail(absl::Status failure);

  // Runs until `done`, checked after every turn. An error when something failed, or when `done` is not reached within `patience`.
  absl::Status RunUntil(const std::function<bool()>& done, Micros patience, const char* what);

 private:
  struct Timer {
    std::uint64_t at_ns;
    std::uint64_t order;
    std::function<void()> action;
    friend bool operator<(const Timer& a, const Timer& b) { return a.at_ns != b.at_ns ? a.at_ns > b.at_ns : a.order > b.order; }
  };

  bool RunHandlers();
  bool RunTimers();

  boost::asio::io_context io_{1};
  std::priority_queue<Timer> timers_;
  std::uint64_t timer_order_ = 0;
  std::vector<std::function<void()>> flushers_;
  absl::Status failure_;
};

}  // namespace tidegate::load
