// ProjectionThread: what runs a ProjectionStage: sleeps when nothing is to be folded, logs a failure once.
//
// Two threads, one at a time: `tg-project` takes only what all others leave of the processor, and does the work; while retention presses
// (Metric::kProjectionPressed) `tg-project-now`, at ordinary priority, does it instead. Two, because only a privileged process may take a
// thread out of the idle class again. They change over between two steps.
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
  void Loop(StorePace pace);

  ProjectionStage* stage_;
  std::mutex step_mutex_;  // the stage's
  std::mutex mutex_;
  std::condition_variable stopping_;
  enum class Life : std::uint8_t { kRunning, kStopping, kStopped } life_ = Life::kRunning;  // guarded by mutex_
  std::thread behind_;
  std::thread ordinary_;
};

}  // namespace tidegate
