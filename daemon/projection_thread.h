// ProjectionThread: the thread `project` around a ProjectionStage: low priority, sleeps when nothing is to be folded, logs a failure once.
//
// Begins with the object, ends with Stop or the destructor. Stop waits for the step under way and a flush, together well
// under a second of work.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "daemon/projection_stage.h"

namespace tidegate {

class ProjectionThread {
 public:
  // The stage outlives the thread.
  explicit ProjectionThread(ProjectionStage* stage);
  ~ProjectionThread() { Stop(); }

  void Stop();

 private:
  void Loop();

  ProjectionStage* stage_;
  std::mutex mutex_;
  std::condition_variable stopping_;
  enum class Life : std::uint8_t { kRunning, kStopping } life_ = Life::kRunning;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace tidegate
