// Simulation: the whole daemon but its threads, sockets and disk, with its clients, in virtual time, step by step as the seed says.
//
// One thread; everything that happens is a function of SimulationOptions. Stages (Session, Admission, Mailbox, Engine, Committer, Outbox,
// helpers) are those of the program; simulated are the transport (bytes in pieces, lost connections, peers that do not read), the clocks,
// and the disk (MemoryJournal). Wild at first: crashes, lost connections, declines, pauses; then calm, until every ticket is resolved and
// every key was asked for again on a new connection. What does not hold is collected in the problems.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/pipeline.h"
#include "persistence/knowledge_keeper.h"
#include "persistence/memory_image_store.h"
#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/single_node_coordinator.h"
#include "tests/simulation/durable_history.h"
#include "tests/simulation/simulated_chief.h"
#include "tests/simulation/simulated_front_end.h"
#include "tests/simulation/simulated_gateway.h"
#include "tests/simulation/simulated_office.h"
#include "tests/simulation/simulated_overseer.h"
#include "tests/simulation/simulated_watcher.h"
#include "tests/simulation/simulation_parts.h"
#include "tests/simulation/witness.h"

namespace tidegate {

struct SimulationOptions {
  std::uint64_t seed = 1;
  int front_ends = 2;
  int keys = 40;  // of each front end
  int gateways = 2;
  int agents = 4;  // of each gateway
  std::uint64_t wild_steps = 12'000;
  // The plan of the first process; later ones have none when it is given.
  std::optional<FaultPlan> only_fault;
  // Images and cuts as often as can be: a short day meets them, too.
  enum class Retaining { kSomehow, kEagerly } retaining = Retaining::kSomehow;
  std::string rules;  // the source of a rule file
};

struct SimulationResult {
  std::uint64_t fingerprint = 0;  // of the state at the end
  std::uint64_t told = 0;         // hash of every byte that clients got
  bool fired = false;             // the only fault
  Tally tally;
  std::vector<std::string> problems;
};

class Simulation {
 public:
  explicit Simulation(const SimulationOptions& options);
  ~Simulation();

  SimulationResult Run();

 private:
  struct Wire;

  void Boot();
  void OpenOnce();
  FaultPlan MakePlan();
  // The process is gone; `disk` is what it left.
  void Die(MemoryDisk disk);
  void Rebuild(const MemoryDisk& disk);
  void CheckLedger();
  void CheckLive(bool idle);

  void Step();
  void CarryUp();
  void Push();
  void StepEngine();
  void StepCommit();
  void StepImages();
  void StepRetention();
  void MeasureSpace();
  void DamageNewestImage();
  void CheckWarnings();
  void StepHelper();
  void StepFeed();
  void StepKnowledge();
  void StepProjection();
  void CheckHistories();
  void Serve();
  void ServeOne(Wire& wire);
  void CarryDown();
  void Act();
  void Tick();
  void Disturb();
  void PassTime();

  void Connect(SimulatedClient& client);
  void ClientLeaves(Wire& wire);
  void ServerCloses(Wire& wire);
  void ReachClient(Wire& wire, std::size_t bytes);
  Wire* AnyWire();
  Wire* FindWire(std::uint64_t session);
  void Sweep();
  bool AllDone() const;
  void Finish();

  const SimulationOptions options_;
  Chance chance_;
  SimulatedClocks clocks_;
  Problems problems_;
  Ledger ledger_;
  Tally tally_;
  ClientContext context_;
  std::vector<std::unique_ptr<SimulatedFrontEnd>> front_ends_;
  std::vector<std::unique_ptr<SimulatedGateway>> gateways_;
  std::unique_ptr<SimulatedAdmin> admin_;
  std::unique_ptr<SimulatedSupervisor> supervisor_;
  std::unique_ptr<SimulatedChief> chief_;
  std::unique_ptr<SimulatedOverseer> overseer_;
  std::unique_ptr<SimulatedWatcher> watcher_;
  std::vector<SimulatedClient*> clients_;

  // A process, and what it stands on.
  PipelineOptions pipeline_options_;
  std::unique_ptr<MemoryJournal> journal_;
  std::unique_ptr<DurableHistory> history_;
  std::unique_ptr<WatchedJournal> watched_;
  std::unique_ptr<SingleNodeCoordinator> coordinator_;
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<MemoryImageStore> images_;
  MemoryDisk disk_;
  MemoryImages image_disk_;
  std::set<std::uint64_t> damaged_images_;                                // seqs
  std::unique_ptr<MemoryStore> store_ = std::make_unique<MemoryStore>();  // its live part dies with the process

  std::vector<std::unique_ptr<Wire>> wires_;
  std::set<std::uint64_t> to_serve_;
  std::deque<RulesJob> rules_jobs_;
  std::deque<BodyJob> body_jobs_;
  std::deque<FeedJob> feed_jobs_;
  std::deque<KnowledgeJob> knowledge_jobs_;
  std::unique_ptr<KnowledgeKeeper> knowledge_;  // made when it is asked first: each process makes its index anew, from store and journal
  enum class WallClock { kTrue, kDoubtful } wall_clock_ = WallClock::kTrue;
  std::uint64_t processes_ = 0;
  std::uint64_t turns_ = 0;
  std::uint64_t told_ = 0;
  bool fired_ = false;
};

}  // namespace tidegate
