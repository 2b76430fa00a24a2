#include "bench/load/loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace tidegate::load {
namespace {

constexpr int kTurnHandlersMax = 64;               // More only delays timers and flushers: a handler decodes up to a buffer full.
constexpr std::uint64_t kSleepNsMax = 10'000'000;  // Ctrl-C and deadlines are noticed within this.
constexpr std::uint64_t kMicrosPerNs = 1'000;

}  // namespace

std::uint64_t Loop::NowNs() {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count());
}

void Loop::At(std::uint64_t at_ns, std::function<void()> action) { timers_.push(Timer{at_ns, timer_order_++, std::move(action)}); }

void Loop::Fail(absl::Status failure) {
  if (failure_.ok()) failure_ = std::move(failure);
}

bool Loop::RunHandlers() {
  if (io_.stopped()) io_.restart();
  int ran = 0;
  while (ran < kTurnHandlersMax && io_.poll_one() > 0) ++ran;
  return ran > 0;
}

bool Loop::RunTimers() {
  if (timers_.empty()) return false;
  bool ran = false;
  const std::uint64_t now = NowNs();
  while (!timers_.empty() && timers_.top().at_ns <= now) {
    const std::function<void()> action = timers_.top().action;
    timers_.pop();
    action();
    ran = true;
  }
  return ran;
}

absl::Status Loop::RunUntil(const std::function<bool()>& done, Micros patience, const char* what) {
  const std::uint64_t deadline = NowNs() + static_cast<std::uint64_t>(patience) * kMicrosPerNs;
  while (true) {
    const bool handled = RunHandlers();
    const bool timed = RunTimers();
    for (const auto& flush : flushers_) flush();
    if (!failure_.ok()) return failure_;
    if (done()) return absl::OkStatus();
    if (handled || timed) {
      if (NowNs() < deadline) continue;
    }
    const std::uint64_t now = NowNs();
    if (now >= deadline) {
      return absl::DeadlineExceededError(fmt::format("{}: not done within {} s", what, patience / kSecond));
    }
    std::uint64_t sleep = std::min(kSleepNsMax, deadline - now);
    if (!timers_.empty()) sleep = std::min(sleep, timers_.top().at_ns > now ? timers_.top().at_ns - now : 0);
    if (io_.stopped()) io_.restart();
    io_.run_one_for(std::chrono::nanoseconds(sleep));
  }
}

}  // namespace tidegate::load
