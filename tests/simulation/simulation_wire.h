// A connection of the simulation: what is under way in both directions, and who is still there. Part of Simulation, whose files share it.
#pragma once

#include <cstdint>
#include <string>

#include "tests/simulation/simulation.h"

namespace tidegate {

struct Simulation::Wire {
  Wire(std::uint64_t number, SimulatedClient* peer, const DurableHistory* history, Problems* problems, Tally* tally)
      : session(number), client(peer), witness(history, problems, tally) {}
  std::uint64_t session;    // 0 = the daemon closed it
  SimulatedClient* client;  // nullptr = the client is gone
  std::string up;
  std::string down;
  enum class Reading { kReads, kSleeps } reading = Reading::kReads;
  Witness witness;
};

}  // namespace tidegate
