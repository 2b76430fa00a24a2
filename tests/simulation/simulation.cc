#include "tests/simulation/simulation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/check.h"
#include "tests/simulation/simulation_wire.h"
#include "tests/support/audit.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kCalmStepsMax = 600'000;  // a calm run that takes longer is stuck
constexpr std::uint64_t kAuditEveryTurns = 8;
constexpr std::uint64_t kCompareEveryTurns = 16;

// Small bounds, so that each of them is reached.
PipelineOptions SmallDaemon(const std::string& rules) {
  PipelineOptions options;
  EngineLimits& limits = options.boot.limits;
  limits.tickets_max = 256;
  limits.recent_max = 1024;  // nothing leaves: everything acknowledged must be found
  limits.customers_max = 5;
  limits.agents_max = 32;
  limits.clients_max = 32;
  limits.outcomes_max = 1024;
  limits.declines_max = 64;
  limits.articles_max = 64;
  limits.feedbacks_max = kAnswersKept;
  options.boot.rules_source = rules;
  options.boot.rules_name = "sample";
  options.boot.fresh_directory_id = 7;
  options.boot.fresh_hash_key = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  options.io.workspace = "default";
  options.io.sessions_max = 16;
  options.io.limits.outbox_bytes_max = 4096;
  options.io.admission = {48, 24, 32 * 1024};
  options.io.body_ring_bytes = 8 * 1024;
  options.unsynced = {96, 64 * 1024};
  ProjectorBounds& bounds = options.projection.bounds;
  bounds.segment_bytes = 6 * 1024;
  bounds.segment_age = 2 * kSecond;
  bounds.segment_changes = 40;
  bounds.batch_bytes = 700;
  bounds.flush_bytes = 12 * 1024;
  bounds.flush_age = 20 * kSecond;
  return options;
}

}  // namespace

Simulation::Simulation(const SimulationOptions& options) : options_(options), chance_(options.seed) {
  context_ = {&chance_, &problems_, &ledger_, &tally_, &clocks_, ClientContext::Mood::kWild};
  std::vector<std::string> all;
  for (int i = 0; i < options.front_ends; ++i) {
    front_ends_.push_back(std::make_unique<SimulatedFrontEnd>(&context_, fmt::format("crm{}", i), options.keys));
    clients_.push_back(front_ends_.back().get());
  }
  for (int i = 0; i < options.gateways; ++i) {
    std::vector<std::string> agents;
    for (int k = 0; k < options.agents; ++k) agents.push_back(fmt::format("agent {}.{}", i, k));
    all.insert(all.end(), agents.begin(), agents.end());
    gateways_.push_back(std::make_unique<SimulatedGateway>(&context_, fmt::format("gateway{}", i), agents));
    clients_.push_back(gateways_.back().get());
  }
  admin_ = std::make_unique<SimulatedAdmin>(&context_, all, options.rules);
  supervisor_ = std::make_unique<SimulatedSupervisor>(&context_);
  chief_ = std::make_unique<SimulatedChief>(&context_, all);
  overseer_ = std::make_unique<SimulatedOverseer>(&context_, all);
  watcher_ = std::make_unique<SimulatedWatcher>(&context_);
  clients_.push_back(admin_.get());
  clients_.push_back(supervisor_.get());
  clients_.push_back(chief_.get());
  clients_.push_back(overseer_.get());
  clients_.push_back(watcher_.get());
  pipeline_options_ = SmallDaemon(options.rules);
}

Simulation::~Simulation() = default;

// ---- stages

void Simulation::Push() {
  tally_.Count("stage: mailbox");
  IoStage& io = pipeline_->io();
  io.PushBatch();
  std::vector<std::uint64_t> touched;
  io.TakeTouched(touched);
  to_serve_.insert(touched.begin(), touched.end());
  for (RulesJob& job : io.TakeRulesJobs()) rules_jobs_.push_back(std::move(job));
  for (const BodyJob& job : io.TakeBodyJobs()) body_jobs_.push_back(job);
  for (const FeedJob& job : io.TakeFeedJobs()) feed_jobs_.push_back(job);
  for (KnowledgeJob& job : io.TakeKnowledgeJobs()) knowledge_jobs_.push_back(std::move(job));
}

void Simulation::CarryUp() {
  Wire* wire = AnyWire();
  if (wire == nullptr || wire->session == 0) return;
  Session* session = pipeline_->io().Find(wire->session);
  CHECK(session != nullptr);
  if (wire->up.empty()) {
    if (wire->client == nullptr) ServerCloses(*wire);  // the daemon reads the end of the stream
    return;
  }
  if (!session->wants_bytes()) return;
  tally_.Count("stage: session");
  const std::span<char> free = session->Free();
  const std::size_t piece = chance_.OneIn(2) ? wire->up.size() : 1 + static_cast<std::size_t>(chance_.Below(300));
  const std::size_t count = std::min({piece, wire->up.size(), free.size()});
  std::memcpy(free.data(), wire->up.data(), count);
  wire->up.erase(0, count);
  pipeline_->io().Received(*session, count, clocks_.Read().boot);
}

void Simulation::StepEngine() {
  switch (pipeline_->StepEngine()) {
    case EngineStage::Progress::kTurn: {
      tally_.Count("stage: engine");
      if (++turns_ % kAuditEveryTurns != 0) return;
      tally_.Count("check: audit");
      // Whether more is due at once is the engine's to say; the sleep is judged when it sleeps.
      const State& state = pipeline_->engine().state();
      for (const std::string& violation : Audit(state, state.tables().now)) problems_.Add("audit: " + violation);
      return;
    }
    case EngineStage::Progress::kIdle: {
      tally_.Count("engine idle");
      if (wall_clock_ != WallClock::kTrue || !chance_.OneIn(64)) return;
      tally_.Count("check: audit of the sleep");
      const Micros idle = pipeline_->engine_idle_for();
      const Micros next_at = idle == kNever ? kNever : clocks_.Read().wall + idle;
      for (const std::string& violation : Audit(pipeline_->engine().state(), next_at)) problems_.Add("audit: " + violation);
      return;
    }
    case EngineStage::Progress::kBlocked:
      tally_.Count("engine blocked by the disk");
  }
}

void Simulation::StepCommit() {
  const absl::StatusOr<bool> committed = pipeline_->StepCommit();
  if (!committed.ok()) {
    if (!journal_->fired()) return problems_.Add("commit failed: " + committed.status().ToString());
    if (absl::IsAborted(committed.status())) {
      tally_.Count("crash: power lost");
      return Die(journal_->surviving_bytes());
    }
    tally_.Count("crash: disk failed");
    return Die(journal_->bytes_after_kill());
  }
  if (!*committed) return;
  tally_.Count("stage: committer");
  if (pipeline_->unsynced_changes() == 0 && chance_.OneIn(kCompareEveryTurns)) CheckLive(true);
}

void Simulation::StepImages() {
  const Metrics& metrics = pipeline_->metrics();
  const std::int64_t published = metrics.Get(Metric::kImages);
  pipeline_->StepImages();
  tally_.Count("stage: image");
  if (metrics.Get(Metric::kImages) == published) return;
  tally_.Count("image published");
  if (images_->disk().published.rbegin()->first > journal_->durable().seq) problems_.Add("an image is ahead of the journal");
}

void Simulation::StepRetention() {
  const std::uint64_t before = journal_->base().seq;
  const absl::StatusOr<Micros> wait = pipeline_->StepRetention();
  tally_.Count("stage: retention");
  if (wait.ok()) {
    const std::uint64_t base = journal_->base().seq;
    if (base == before) return;
    tally_.Count("journal cut");
    std::size_t usable = 0;
    for (const auto& [seq, bytes] : images_->disk().published) usable += seq >= base && !damaged_images_.contains(seq) ? 1 : 0;
    if (usable < kImagesKept) problems_.Add(fmt::format("cut behind seq {}, {} good images reach it", base, usable));
    if (store_->surviving().mark.position.seq < base) problems_.Add(fmt::format("cut behind seq {}, the store has less", base));
    if (journal_->ReadFrom(base, [](std::string_view) { return absl::OkStatus(); }).code() != absl::StatusCode::kOutOfRange) {
      problems_.Add("what was cut is read, or its gap is not told");
    }
    return;
  }
  if (!journal_->fired()) return problems_.Add("cutting failed: " + wait.status().ToString());
  if (absl::IsAborted(wait.status())) {
    tally_.Count("crash: power lost while cutting");
    return Die(journal_->surviving_bytes());
  }
  tally_.Count("crash: disk failed while cutting");
  Die(journal_->bytes_after_kill());
}

// The disk fills and empties as chance has it; in the calm there is enough.
void Simulation::MeasureSpace() {
  constexpr std::uint64_t kBudget = 1'000;
  const std::uint64_t used = context_.mood == ClientContext::Mood::kWild && chance_.OneIn(3) ? chance_.Below(kBudget) : 0;
  if (const auto report = pipeline_->space_watch().Step(used, kBudget)) {
    tally_.Count("space reported");
    pipeline_->io().ReportSpace(*report);
  }
}

void Simulation::StepProjection() {
  ProjectionStage& projection = pipeline_->projection();
  switch (projection.Step()) {
    case ProjectionStage::Progress::kWorked:
      tally_.Count("stage: projection");
      break;
    case ProjectionStage::Progress::kIdle:
      tally_.Count("projection idle");
      break;
    case ProjectionStage::Progress::kStopped:
      problems_.Add("the projection stopped: " + projection.TakeFailure().value_or("long ago"));
  }
  if (chance_.OneIn(16)) store_->FlushByItself();
  if (chance_.OneIn(256)) CheckHistories();
}

void Simulation::CheckHistories() {
  tally_.Count("check: histories");
  const HistoryReader reader(*journal_, store_.get());
  for (const std::string& problem : Compare(history_->naive(), reader, 1 + static_cast<std::size_t>(chance_.Below(12))))
    problems_.Add(problem);
}

void Simulation::StepFeed() {
  if (feed_jobs_.empty()) return;
  tally_.Count("stage: feed reader");
  const FeedJob job = feed_jobs_.front();
  feed_jobs_.pop_front();
  const absl::StatusOr<FeedAnswer> answer = pipeline_->ReadFeed(job);
  if (!answer.ok()) return problems_.Add("the journal cannot be read for the feed: " + answer.status().ToString());
  pipeline_->io().FeedRead(job, *answer);
}

void Simulation::StepKnowledge() {
  if (knowledge_jobs_.empty()) return;
  tally_.Count("stage: knowledge");
  if (knowledge_ == nullptr) {
    knowledge_ = std::make_unique<KnowledgeKeeper>(":memory:", pipeline_->engine().state().tables().directory_id, *watched_, store_.get());
    pipeline_->UseKnowledge(knowledge_.get());
  }
  const KnowledgeJob job = std::move(knowledge_jobs_.front());
  knowledge_jobs_.pop_front();
  const absl::StatusOr<KnowledgeAnswer> answer = pipeline_->AnswerKnowledge(job);
  if (!answer.ok()) return problems_.Add("the articles cannot be searched: " + answer.status().ToString());
  if (job.asker.session != 0) pipeline_->io().KnowledgeRead(job.asker, *answer);
}

void Simulation::StepHelper() {
  IoStage& io = pipeline_->io();
  StepFeed();
  StepKnowledge();
  if (chance_.OneIn(2)) StepProjection();
  if (!rules_jobs_.empty()) {
    tally_.Count("stage: rules helper");
    const RulesJob job = std::move(rules_jobs_.front());
    rules_jobs_.pop_front();
    const absl::StatusOr<std::string> compiled = Pipeline::CompileRules(job.source, clocks_.Read().wall);
    if (compiled.ok()) {
      io.RulesCompiled(job, *compiled);
    } else {
      io.RulesRefused(job, std::string(compiled.status().message()));
    }
  }
  if (!body_jobs_.empty()) {
    tally_.Count("stage: body helper");
    const BodyJob job = body_jobs_.front();
    body_jobs_.pop_front();
    const absl::StatusOr<std::string> body = pipeline_->ReadBody(job);
    if (!body.ok()) problems_.Add("texts cannot be read: " + body.status().ToString());
    io.BodyRead(job, body.ok() ? *body : std::string());
  }
}

// ---- the world

void Simulation::Act() {
  SimulatedClient& client = *clients_[static_cast<std::size_t>(chance_.Below(clients_.size()))];
  if (!client.connected()) {
    if (chance_.OneIn(4)) Connect(client);
    return;
  }
  client.Act();
  for (const std::unique_ptr<Wire>& wire : wires_) {
    if (wire->client != &client) continue;
    wire->up += client.out;
    client.out.clear();
  }
}

void Simulation::Tick() {
  tally_.Count("stage: tick");
  const Micros now = clocks_.Read().boot;
  pipeline_->io().Tick(now);
  std::vector<std::uint64_t> dropped;
  pipeline_->io().ForEach([&](Session& session) {
    if (session.Check(now) == Session::Health::kDrop) {
      dropped.push_back(session.number());
    } else if (session.unwritten_bytes() != 0 || session.state() == SessionState::kClosing) {
      to_serve_.insert(session.number());
    }
  });
  for (const std::uint64_t number : dropped) {
    tally_.Count("session dropped by the daemon");
    if (Wire* wire = FindWire(number)) ServerCloses(*wire);
  }
  if (chance_.OneIn(4)) pipeline_->io().AskOwnStatus(chance_.OneIn(2) ? Lane::kWork : Lane::kSubmits);
  if (chance_.OneIn(2)) MeasureSpace();
}

void Simulation::PassTime() {
  const std::uint64_t pick = chance_.Below(200);
  if (pick < 180) return clocks_.Advance(static_cast<Micros>(chance_.Below(20)) * kMillisecond);
  if (pick < 198) return clocks_.Advance(static_cast<Micros>(chance_.Below(3'000)) * kMillisecond);
  clocks_.Advance(static_cast<Micros>(chance_.Below(pick == 198 ? 40 : 900)) * kSecond);
}

void Simulation::Disturb() {
  Wire* wire = AnyWire();
  switch (chance_.Below(10)) {
    case 0:
    case 1:
    case 2:
      if (wire != nullptr && wire->client != nullptr) ClientLeaves(*wire);
      return;
    case 3:
    case 4:
      if (wire != nullptr) wire->reading = Wire::Reading::kSleeps;
      tally_.Count("reader fell asleep");
      return;
    case 5:
    case 6:
    case 7:
      for (const std::unique_ptr<Wire>& each : wires_) each->reading = Wire::Reading::kReads;
      return;
    case 8:
      if (options_.only_fault || !chance_.OneIn(4)) return;
      tally_.Count("crash: killed");
      return Die(journal_->bytes_after_kill());
    default:
      if (!chance_.OneIn(8)) return;
      wall_clock_ = WallClock::kDoubtful;
      clocks_.JumpWall(static_cast<Micros>(chance_.Below(40)) * kSecond - 20 * kSecond);
      tally_.Count("wall clock jumped");
  }
}

void Simulation::Step() {
  if (pipeline_ == nullptr) return Boot();
  if (options_.retaining == SimulationOptions::Retaining::kEagerly && chance_.OneIn(4)) {
    const std::uint64_t which = chance_.Below(3);
    return which == 0 ? StepImages() : which == 1 ? StepProjection() : StepRetention();
  }
  const std::uint64_t pick = chance_.Below(100);
  if (pick < 18) return CarryUp();
  if (pick < 26) return Push();
  if (pick < 40) return StepEngine();
  if (pick < 50) return StepCommit();
  if (pick < 58) {
    if (pipeline_->StepOutbox()) tally_.Count("stage: outbox");
    return;
  }
  if (pick < 66) return Serve();
  if (pick < 78) return CarryDown();
  if (pick < 92) return Act();
  if (pick < 94) return chance_.OneIn(4) ? StepHelper() : chance_.OneIn(5) ? StepRetention() : StepImages();
  if (pick < 95) return Tick();
  if (pick < 99) return PassTime();
  if (context_.mood == ClientContext::Mood::kWild && chance_.OneIn(2)) Disturb();
}

bool Simulation::AllDone() const {
  const auto total = static_cast<std::size_t>(options_.front_ends) * static_cast<std::size_t>(options_.keys);
  if (ledger_.submits.size() != total || pipeline_ == nullptr) return false;
  if (!std::all_of(clients_.begin(), clients_.end(), [](const SimulatedClient* client) { return client->Done(); })) return false;
  return std::all_of(ledger_.submits.begin(), ledger_.submits.end(), [this](const auto& submit) {
    const DurableHistory::TicketFacts* facts = history_->Find(submit.second.ticket);
    return facts->resolved || facts->ended;
  });
}

// Every key is asked for on a new connection; then the live state, the followed one and one rebuilt from the disk must be the same.
void Simulation::Finish() {
  while (!wires_.empty()) {
    Wire& wire = *wires_.back();
    if (wire.client != nullptr) {
      wire.client->Lost();
      wire.client = nullptr;
    }
    if (wire.session != 0) ServerCloses(wire);
    Sweep();
  }
  for (const auto& front_end : front_ends_) front_end->AskForAll();
  const auto asked = [&] {
    return std::all_of(front_ends_.begin(), front_ends_.end(), [](const auto& front_end) { return front_end->Asked(); });
  };
  for (std::uint64_t step = 0; !asked(); ++step) {
    if (step == kCalmStepsMax) return problems_.Add("the questions at the end are not answered");
    Step();
  }
  // A crash may still come: what it was to happen at, a sync, is made by the follower's sessions too.
  for (std::uint64_t step = 0; pipeline_ == nullptr || watcher_->next_seq() != journal_->durable().seq + 1; ++step) {
    if (step == kCalmStepsMax) return problems_.Add("the follower does not come to the end of the feed");
    Step();
  }
  watcher_->Compare(*journal_);
  // Everything that is under way comes to rest.
  for (int round = 0; round < 1000; ++round) {
    Boot();  // here a crash may come, too: with a commit that the follower did not wait for
    if (pipeline_ == nullptr) return;
    Push();
    StepEngine();
    StepCommit();
    if (pipeline_ != nullptr) pipeline_->StepOutbox();
  }
  CheckLive(true);
  CheckHistories();
  pipeline_->projection().Hurry();
  for (int round = 0; round < 10'000 && store_->written().position != journal_->durable(); ++round) StepProjection();
  if (store_->written().position != journal_->durable()) problems_.Add("the projection does not come to the end");
  CheckHistories();
  const std::uint64_t live = pipeline_->engine().state().Fingerprint();
  Rebuild(journal_->surviving_bytes());
  if (history_->Fingerprint() != live) problems_.Add("rebuilt at the end, the state is another");
  CheckLedger();
  for (const auto& [what, times] : history_->care().counts()) tally_.Count(what, times);
}

SimulationResult Simulation::Run() {
  history_ = std::make_unique<DurableHistory>(pipeline_options_.boot.limits, &problems_);
  const auto sound = [this] { return problems_.list().empty(); };
  for (std::uint64_t step = 0; step < options_.wild_steps && sound(); ++step) Step();
  context_.mood = ClientContext::Mood::kCalm;
  for (const std::unique_ptr<Wire>& wire : wires_) wire->reading = Wire::Reading::kReads;
  for (std::uint64_t step = 0; sound() && !AllDone(); ++step) {
    if (step == kCalmStepsMax) problems_.Add(fmt::format("after {} calm steps not everything is resolved", step));
    Step();
  }
  if (sound()) Finish();
  SimulationResult result;
  if (pipeline_ != nullptr) result.fingerprint = pipeline_->engine().state().Fingerprint();
  result.told = told_;
  result.fired = fired_ || (journal_ != nullptr && journal_->fired());
  result.tally = tally_;
  result.problems = problems_.list();
  return result;
}

}  // namespace tidegate
