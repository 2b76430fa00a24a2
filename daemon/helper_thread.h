// HelperThread: one thread of low priority for what would hold up the io thread: compiling rule sets, reading old texts and histories.
//
// Jobs run in order. The queue is bounded by what sessions may ask for (their credits, kSuggestionsMax). Stop drops what has not begun.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace tidegate {

class HelperThread {
 public:
  // `name` as ps and top show it.
  explicit HelperThread(std::string name);
  ~HelperThread() { Stop(); }

  void Run(std::function<void()> job);  // any thread
  void Stop();                          // waits for the job under way

 private:
  void Loop();

  const std::string name_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> jobs_;  // guarded by mutex_
  enum class Life : std::uint8_t { kRunning, kStopping } life_ = Life::kRunning;
  std::thread thread_;
};

}  // namespace tidegate
