// ClockSource: the seam to the machine's clocks. The daemon reads SystemClocks; the simulator brings its own.
#pragma once

#include "core/base/time.h"

namespace tidegate {

// Both clocks at one instant.
struct ClockReading {
  Micros wall = 0;  // UTC; may jump
  Micros boot = 0;  // since the machine started, sleep included; never goes back
};

class ClockSource {
 public:
  virtual ~ClockSource() = default;
  virtual ClockReading Read() = 0;
};

// CLOCK_REALTIME and CLOCK_BOOTTIME: two vDSO calls, about 50 ns. Any thread.
class SystemClocks : public ClockSource {
 public:
  ClockReading Read() override;
};

}  // namespace tidegate
