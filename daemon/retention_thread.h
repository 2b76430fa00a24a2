// RetentionThread: the thread `tg-retain`: steps a pipeline's retention at ordinary priority and logs what it says.
//
// Ordinary, because under lasting load nothing would be cut by what others leave; a step is some syncs of small files. Begins with the
// object, ends with Stop or the destructor; Stop waits for the step under way.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "daemon/pipeline.h"

namespace tidegate {

class RetentionThread {
 public:
  // The pipeline outlives the thread. `journal_failed` gets the error that ends the process, on this thread.
  RetentionThread(Pipeline* pipeline, std::function<void(const absl::Status&)> journal_failed);
  ~RetentionThread() { Stop(); }

  void Stop();

 private:
  void Loop();

  Pipeline& pipeline_;
  std::function<void(const absl::Status&)> journal_failed_;
  std::mutex mutex_;
  std::condition_variable stopping_;
  enum class Life : std::uint8_t { kRunning, kStopping } life_ = Life::kRunning;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace tidegate
