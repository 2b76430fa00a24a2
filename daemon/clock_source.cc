#include "daemon/clock_source.h"

#include <ctime>

#include "core/base/check.h"

namespace tidegate {
namespace {

Micros ReadClock(clockid_t clock) {
  timespec time{};
  CHECK_EQ(clock_gettime(clock, &time), 0);
  return static_cast<Micros>(time.tv_sec) * kSecond + time.tv_nsec / 1'000;
}

}  // namespace

ClockReading SystemClocks::Read() { return {ReadClock(CLOCK_REALTIME), ReadClock(CLOCK_BOOTTIME)}; }

}  // namespace tidegate
