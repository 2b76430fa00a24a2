// DemoDay: how busy a day is, minute by minute, squeezed into the seconds of a demonstration.
//
// Pure. From 08:00 to 24:00 with a bump before noon, a lull after it and the evening peak of 19:00 to 21:00 (domain.md 15).
#pragma once

#include <cstdint>
#include <string>

namespace tidegate::load {

class DemoDay {
 public:
  static constexpr int kFirstHour = 8;
  static constexpr int kLastHour = 24;

  // `length_ns`: how long the whole day takes. `peak_per_second`: arrivals at the top of the peak.
  DemoDay(std::uint64_t length_ns, std::uint32_t peak_per_second);

  // Tickets that have arrived `elapsed_ns` after the day began; never falls. O(hours).
  std::uint64_t ArrivedAt(std::uint64_t elapsed_ns) const;
  bool OverAt(std::uint64_t elapsed_ns) const { return elapsed_ns >= length_ns_; }
  // Minute of the day, from 8 x 60 to 24 x 60.
  int MinuteAt(std::uint64_t elapsed_ns) const;
  std::string ClockAt(std::uint64_t elapsed_ns) const;  // "19:32"
  // How busy a minute is, in per mille of the peak.
  static std::uint32_t BusyPerMille(int minute);

 private:
  std::uint64_t length_ns_;
  std::uint32_t peak_per_second_;
};

}  // namespace tidegate::load
