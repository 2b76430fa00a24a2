// FrontRun: what every mode in which nobody works on the tickets begins and ends with.
//
// One owner, blocking. Begin looks whether the daemon has room for the tickets, takes the names of its catalog and opens the connections;
// End holds the daemon's own count of submits against what it acknowledged and asks for a sample of the keys. In between the mode sends
// what it wants through door().
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "bench/load/figure.h"
#include "bench/load/front_door.h"
#include "bench/load/load_options.h"
#include "bench/load/loop.h"
#include "core/model/output.h"

namespace tidegate::load {

// How many more tickets of any level the daemon takes: its last 5 % of places are for urgent and high ones.
std::uint64_t RoomFor(const StatusView& status);

// OK, or which option of the daemon makes room for so many tickets more.
absl::Status CheckRoom(const StatusView& status, std::uint64_t tickets);

class FrontRun {
 public:
  FrontRun(const LoadOptions& options, std::string_view mode);

  // What the daemon says of itself, before anything else.
  absl::StatusOr<StatusView> Look();

  struct Plan {
    std::uint64_t tickets = 0;  // that the run leaves open
    std::uint32_t window = 1;   // requests in flight on a connection
    std::size_t text_bytes = kTicketTextBytes;
  };
  // Look comes first.
  absl::Status Begin(const Plan& plan);
  absl::Status End();

  Loop& loop() { return loop_; }
  FrontDoor& door() { return door_; }
  Report& report() { return report_; }
  // A new figure of the report; references to earlier ones are gone.
  Figure& AddFigure(std::string_view name, std::string shape);

 private:
  const LoadOptions& options_;
  Report report_;
  Loop loop_;
  FrontDoor door_;
  StatusView before_;
};

}  // namespace tidegate::load
