#include "daemon/admission.h"

#include "core/base/hash.h"

namespace tidegate {

std::optional<Busy> Admission::Refuse(Lane lane, Level claimed, const LaneDepths& depths, std::uint64_t correlation) const {
  const auto level = static_cast<std::size_t>(claimed) <= kLevelCount ? static_cast<std::size_t>(claimed) : 0;
  bool room = false;
  if (lane == Lane::kWork) {
    room = depths.commands[0] < bounds_.work_lane_max && depths.text_bytes < bounds_.text_bytes_max;
  } else {
    const std::uint64_t share = kLaneSharePerMille[level];
    room = depths.commands[1] * 1000 < bounds_.submit_lane_max * share &&
           depths.text_bytes * 1'000'000 < bounds_.text_bytes_max * kSubmitTextPerMille * share;
  }
  if (room) return std::nullopt;
  const std::uint32_t base = lane == Lane::kWork ? kRetryAfterMs[static_cast<std::size_t>(Level::kUrgent)] : kRetryAfterMs[level];
  return Busy{base + static_cast<std::uint32_t>(Mix64(correlation, depths.commands[1]) % (base + 1))};
}

}  // namespace tidegate
