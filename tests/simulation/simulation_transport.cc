// The simulated transport: bytes in pieces, connections that are lost, peers that do not read.
#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "tests/simulation/simulation.h"
#include "tests/simulation/simulation_wire.h"

namespace tidegate {
namespace {

constexpr std::size_t kSocketBytes = 4096;  // what the simulated kernel holds for a peer that does not read

}  // namespace

Simulation::Wire* Simulation::AnyWire() {
  return wires_.empty() ? nullptr : wires_[static_cast<std::size_t>(chance_.Below(wires_.size()))].get();
}

Simulation::Wire* Simulation::FindWire(std::uint64_t session) {
  for (const std::unique_ptr<Wire>& wire : wires_) {
    if (wire->session == session) return wire.get();
  }
  return nullptr;
}

void Simulation::Serve() {
  if (to_serve_.empty()) return;
  auto one = to_serve_.begin();
  std::advance(one, static_cast<std::ptrdiff_t>(chance_.Below(to_serve_.size())));
  const std::uint64_t number = *one;
  to_serve_.erase(one);
  if (Wire* wire = FindWire(number)) ServeOne(*wire);
}

// As the runner of the program does it: write what the socket takes, look after the peer, say good-bye.
void Simulation::ServeOne(Wire& wire) {
  tally_.Count("stage: session writes");
  Session* session = pipeline_->io().Find(wire.session);
  CHECK(session != nullptr);
  for (std::string_view bytes = session->Unwritten(); !bytes.empty(); bytes = session->Unwritten()) {
    const std::size_t room = kSocketBytes - std::min(kSocketBytes, wire.down.size());
    if (room == 0) {
      to_serve_.insert(wire.session);
      break;
    }
    const std::size_t count = std::min(room, bytes.size());
    wire.witness.See(bytes.substr(0, count));
    wire.down.append(bytes, 0, count);
    session->Wrote(count);
  }
  if (session->Check(clocks_.Read().boot) == Session::Health::kDrop) {
    tally_.Count("session dropped by the daemon");
    return ServerCloses(wire);
  }
  if (session->state() == SessionState::kClosing && session->unwritten_bytes() == 0) {
    tally_.Count("session closed by the daemon");
    ServerCloses(wire);
  }
}

void Simulation::ReachClient(Wire& wire, std::size_t bytes) {
  if (wire.client == nullptr || bytes == 0) return;
  const std::string piece = wire.down.substr(0, bytes);
  wire.down.erase(0, bytes);
  told_ = Hash64(piece.data(), piece.size(), told_);
  wire.client->Receive(piece);
}

void Simulation::CarryDown() {
  Wire* wire = AnyWire();
  if (wire == nullptr || wire->client == nullptr || wire->reading == Wire::Reading::kSleeps) return;
  if (!wire->down.empty()) {
    const std::size_t piece = chance_.OneIn(2) ? wire->down.size() : 1 + static_cast<std::size_t>(chance_.Below(300));
    return ReachClient(*wire, std::min(piece, wire->down.size()));
  }
  if (wire->session == 0) {
    wire->client->Lost();
    wire->client = nullptr;
    Sweep();
  }
}

void Simulation::Connect(SimulatedClient& client) {
  Session* session = pipeline_->io().Open(clocks_.Read().boot);
  if (session == nullptr) return tally_.Count("connection refused");
  tally_.Count("connected");
  wires_.push_back(std::make_unique<Wire>(session->number(), &client, history_.get(), &problems_, &tally_));
  client.Connected();
}

// The daemon learns of it later, and may still read what was sent.
void Simulation::ClientLeaves(Wire& wire) {
  if (wire.client == nullptr) return;
  tally_.Count("connection lost");
  if (chance_.OneIn(2)) wire.up.append(wire.client->out, 0, static_cast<std::size_t>(chance_.Below(wire.client->out.size() + 1)));
  wire.client->Lost();
  wire.client = nullptr;
  wire.down.clear();
  Sweep();
}

void Simulation::ServerCloses(Wire& wire) {
  pipeline_->io().End(wire.session);
  wire.session = 0;
  Sweep();
}

void Simulation::Sweep() {
  std::erase_if(wires_, [](const std::unique_ptr<Wire>& wire) { return wire->session == 0 && wire->client == nullptr; });
}

}  // namespace tidegate
