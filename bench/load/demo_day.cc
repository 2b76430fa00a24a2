#include "bench/load/demo_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidegate::load {
namespace {

constexpr int kHours = DemoDay::kLastHour - DemoDay::kFirstHour;
// At each full hour from 08:00 to 24:00; straight lines between.
constexpr std::array<std::uint32_t, kHours + 1> kBusy{150, 300, 420, 450, 330, 280, 360, 400, 390, 420, 600, 980, 1000, 600, 330, 180, 80};

}  // namespace

DemoDay::DemoDay(std::uint64_t length_ns, std::uint32_t peak_per_second)
    : length_ns_(std::max<std::uint64_t>(1, length_ns)), peak_per_second_(peak_per_second) {}

std::uint32_t DemoDay::BusyPerMille(int minute) {
  const int since = std::clamp(minute - kFirstHour * 60, 0, kHours * 60);
  const int hour = std::min(since / 60, kHours - 1);
  const int within = since - hour * 60;
  const auto& from = kBusy[static_cast<std::size_t>(hour)];
  const auto& to = kBusy[static_cast<std::size_t>(hour) + 1];
  return static_cast<std::uint32_t>((from * static_cast<std::uint32_t>(60 - within) + to * static_cast<std::uint32_t>(within)) / 60);
}

// The area under the lines: whole hours as trapezoids, then the part of the present one.
std::uint64_t DemoDay::ArrivedAt(std::uint64_t elapsed_ns) const {
  const double hours = static_cast<double>(std::min(elapsed_ns, length_ns_)) / static_cast<double>(length_ns_) * kHours;
  double area = 0;
  for (int hour = 0; hour < kHours; ++hour) {
    const double part = std::clamp(hours - hour, 0.0, 1.0);
    const double from = kBusy[static_cast<std::size_t>(hour)];
    const double to = kBusy[static_cast<std::size_t>(hour) + 1];
    area += part * (from + (to - from) * part / 2);
  }
  const double seconds_an_hour = static_cast<double>(length_ns_) / 1e9 / kHours;
  return static_cast<std::uint64_t>(area / 1000 * seconds_an_hour * peak_per_second_);
}

int DemoDay::MinuteAt(std::uint64_t elapsed_ns) const {
  const double share = static_cast<double>(std::min(elapsed_ns, length_ns_)) / static_cast<double>(length_ns_);
  return kFirstHour * 60 + static_cast<int>(share * kHours * 60);
}

std::string DemoDay::ClockAt(std::uint64_t elapsed_ns) const {
  const int minute = MinuteAt(elapsed_ns);
  return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

}  // namespace tidegate::load
