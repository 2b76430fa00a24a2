// The life of the simulated processes: they start, die, and what they leave on the disk is held against what was told.
#include <fmt/format.h>

#include <map>
#include <utility>

#include "persistence/journal_chain.h"
#include "tests/simulation/simulation.h"
#include "tests/simulation/simulation_wire.h"

namespace tidegate {

FaultPlan Simulation::MakePlan() {
  ++processes_;
  if (options_.only_fault) return processes_ == 1 ? *options_.only_fault : FaultPlan{};
  if (context_.mood == ClientContext::Mood::kCalm) return {};
  FaultPlan plan;
  const std::uint64_t at = 1 + chance_.Below(chance_.OneIn(3) ? 6 : 250);
  switch (chance_.Below(4)) {
    case 0:
      plan.fail_write_at = at;
      break;
    case 1:
      plan.fail_sync_at = at;
      break;
    default:
      plan.crash_at_sync = at;
  }
  const std::uint64_t torn = chance_.Below(3);
  plan.torn_bytes = torn == 0 ? 0 : torn == 1 ? FaultPlan::kAllBytes : chance_.Below(400);
  return plan;
}

void Simulation::Boot() {
  while (pipeline_ == nullptr && problems_.list().empty()) OpenOnce();
}

void Simulation::OpenOnce() {
  tally_.Count("stage: boot");
  absl::StatusOr<std::unique_ptr<MemoryJournal>> journal = MemoryJournal::Open(disk_, MakePlan());
  if (!journal.ok()) return problems_.Add("the disk cannot be opened again: " + journal.status().ToString());
  journal_ = *std::move(journal);
  watched_ = std::make_unique<WatchedJournal>(journal_.get(), history_.get());
  absl::StatusOr<std::unique_ptr<SingleNodeCoordinator>> coordinator = SingleNodeCoordinator::Open(*watched_);
  absl::Status status = coordinator.status();
  if (coordinator.ok()) {
    coordinator_ = *std::move(coordinator);
    pipeline_options_.boot.limits.epoch = coordinator_->Current().epoch;
    pipeline_options_.io.epoch = coordinator_->Current().epoch;
    ImageFaultPlan image_faults;
    if (chance_.OneIn(4)) image_faults.fail_append_at = 1 + chance_.Below(60);
    if (chance_.OneIn(8)) image_faults.fail_sync_at = 1 + chance_.Below(6);
    if (chance_.OneIn(8)) image_faults.fail_trim_at = 1 + chance_.Below(20);
    images_ = std::make_unique<MemoryImageStore>(image_disk_, image_faults);
    pipeline_options_.images = images_.get();
    const bool eager = options_.retaining == SimulationOptions::Retaining::kEagerly;
    if (eager) {
      ProjectorBounds& bounds = pipeline_options_.projection.bounds;
      bounds.segment_age = bounds.flush_age = 0;
      bounds.flush_bytes = 1;
    }
    pipeline_options_.image_every_bytes = eager ? 1'000 : 2'000 + chance_.Below(30'000);
    pipeline_options_.retention = {.keep_bytes = eager ? 0 : chance_.Below(3) * 5'000,
                                   .keep_for = chance_.OneIn(2) ? kDay : 0,
                                   .budget = chance_.OneIn(2) ? std::uint64_t{1} << 30 : 200'000};
    pipeline_options_.projection.store = store_.get();
    absl::StatusOr<std::unique_ptr<Pipeline>> pipeline = Pipeline::Open(pipeline_options_, *watched_, *coordinator_, clocks_);
    status = pipeline.status();
    if (pipeline.ok()) {
      pipeline_ = *std::move(pipeline);
      if (pipeline_->booted().image.seq != 0) tally_.Count("boot from an image");
      CheckWarnings();
    }
  }
  if (status.ok()) return CheckLive(true);
  if (!journal_->fired()) return problems_.Add("the daemon does not start: " + status.ToString());
  tally_.Count("crash: while starting");
  Die(absl::IsAborted(status) ? journal_->surviving_bytes() : journal_->bytes_after_kill());
}

void Simulation::Die(MemoryDisk disk) {
  fired_ = fired_ || journal_->fired();
  for (const std::unique_ptr<Wire>& wire : wires_) {
    wire->session = 0;
    if (wire->client == nullptr) continue;
    // What the kernel had already taken may still arrive.
    if (chance_.OneIn(2)) ReachClient(*wire, wire->down.size());
    wire->client->Lost();
  }
  wires_.clear();
  to_serve_.clear();
  rules_jobs_.clear();
  body_jobs_.clear();
  feed_jobs_.clear();
  knowledge_jobs_.clear();
  pipeline_.reset();
  knowledge_.reset();
  coordinator_.reset();
  watched_.reset();
  journal_.reset();
  if (images_ != nullptr) image_disk_ = images_->disk();
  images_.reset();
  if (chance_.OneIn(6)) DamageNewestImage();
  store_ = std::make_unique<MemoryStore>(store_->surviving());
  disk_ = std::move(disk);
  if (chance_.OneIn(2)) clocks_.RestartBoot();
  clocks_.Advance(static_cast<Micros>(chance_.Below(20)) * kSecond);
  if (chance_.OneIn(4)) clocks_.JumpWall(-static_cast<Micros>(chance_.Below(60)) * kSecond);
  Rebuild(disk_);
  CheckLedger();
}

// A new engine gets the surviving disk: it must come by the state that was followed, and by no more than the commit that was under way.
void Simulation::Rebuild(const MemoryDisk& disk) {
  auto rebuilt = std::make_unique<DurableHistory>(pipeline_options_.boot.limits, &problems_);
  absl::StatusOr<std::unique_ptr<MemoryJournal>> journal = MemoryJournal::Open(disk);
  if (!journal.ok()) return problems_.Add("the disk cannot be read: " + journal.status().ToString());
  const std::uint64_t followed = history_ != nullptr ? history_->seq() : 0;
  if ((*journal)->durable().seq < followed) {
    problems_.Add(fmt::format("the disk ends at seq {}, {} was durable", (*journal)->durable().seq, followed));
  }
  // What was cut is known from before: nothing else may have been.
  const JournalPosition base = (*journal)->base();
  JournalPosition cut;
  for (std::size_t i = 0; history_ != nullptr && cut.seq < base.seq && i < history_->records().size(); ++i) {
    rebuilt->Follow(history_->records()[i]);
    cut = PositionAfter(history_->records()[i]);
  }
  if (cut != base) problems_.Add(fmt::format("the journal begins behind seq {} with another past than it had", base.seq));
  if (base.seq != 0) tally_.Count("check: rebuilt from a cut journal");
  if ((*journal)->durable().seq != base.seq) {
    const absl::Status read = (*journal)->ReadFrom(base.seq + 1, [&](std::string_view record) {
      rebuilt->Follow(record);
      if (history_ != nullptr && rebuilt->seq() == followed) {
        tally_.Count("check: rebuilt after a crash");
        if (rebuilt->Fingerprint() != history_->Fingerprint()) problems_.Add("rebuilt after a crash, the state is another");
      }
      return absl::OkStatus();
    });
    if (!read.ok()) problems_.Add("the disk cannot be read: " + read.ToString());
  }
  if (rebuilt->seq() > followed) tally_.Count("crash: commit under way survived");
  history_ = std::move(rebuilt);
}

void Simulation::CheckLedger() {
  for (const auto& [key, told] : ledger_.submits) {
    if (history_->Find(told.ticket) == nullptr) problems_.Add(fmt::format("lost: {} was acknowledged as {}", key, told.ticket.raw()));
  }
  for (const auto& [offer, agent] : ledger_.taken) {
    const DurableHistory::TicketFacts* facts = history_->Find(TicketId(offer.first));
    if (facts == nullptr || !facts->accepted.contains(offer.second))
      problems_.Add(fmt::format("lost: the accept of ticket {}", offer.first));
  }
  for (const std::uint64_t ticket : ledger_.resolved) {
    const DurableHistory::TicketFacts* facts = history_->Find(TicketId(ticket));
    if (facts == nullptr || facts->resolutions == 0) problems_.Add(fmt::format("lost: the end of ticket {}", ticket));
  }
  for (const auto& [key, told] : ledger_.submits) {
    const bool resolved = ledger_.resolved.contains(told.ticket.raw());
    if (resolved && !history_->care().Surveyed(told.ticket.raw())) problems_.Add(fmt::format("nobody asks the customer of {}", key));
  }
  history_->care().Check(ledger_.care, KeyHasher(pipeline_options_.boot.fresh_hash_key), problems_);
}

// The live engine against the one that only follows the disk, when nothing is between them.
void Simulation::CheckLive(bool idle) {
  const Tables& tables = pipeline_->engine().state().tables();
  if (tables.seq != history_->seq()) {
    if (idle) problems_.Add(fmt::format("the engine stands at seq {}, the disk at {}", tables.seq, history_->seq()));
    return;
  }
  tally_.Count("check: live engine against the disk");
  if (pipeline_->engine().state().Fingerprint() != history_->Fingerprint()) {
    problems_.Add(fmt::format("at seq {} the engine and the one rebuilt from the disk differ", tables.seq));
  }
}

// Of images a start warns when they are damaged, and says that nothing is lost; otherwise never.
void Simulation::CheckWarnings() {
  std::size_t warned = 0;
  for (const std::string& warning : pipeline_->booted().warnings) {
    if (warning.find("image") == std::string::npos) continue;
    ++warned;
    if (warning.find("nothing is lost") == std::string::npos) problems_.Add("a start warns: " + warning);
  }
  std::size_t damaged = 0;
  for (const std::uint64_t seq : damaged_images_) damaged += image_disk_.published.count(seq);
  if (warned != damaged) problems_.Add(fmt::format("a start warns of {} damaged images, there are {}", warned, damaged));
  if (damaged != 0 && pipeline_->booted().image.seq != 0) tally_.Count("boot from the older image");
}

// The disk loses a bit of the newest image. The one before it must do; it stays whole.
void Simulation::DamageNewestImage() {
  std::map<std::uint64_t, std::string>& published = image_disk_.published;
  for (const std::uint64_t seq : damaged_images_) {
    if (published.contains(seq)) return;
  }
  if (published.size() < kImagesKept) return;
  std::string& bytes = published.rbegin()->second;
  bytes[bytes.size() / 3 + static_cast<std::size_t>(chance_.Below(bytes.size() / 3))] ^= static_cast<char>(1u << chance_.Below(8));
  damaged_images_.insert(published.rbegin()->first);
  tally_.Count("newest image damaged");
}

}  // namespace tidegate
