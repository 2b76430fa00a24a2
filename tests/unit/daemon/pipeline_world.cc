#include "tests/unit/daemon/pipeline_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <utility>

#include "core/base/check.h"
#include "core/engine/state.h"
#include "daemon/status_text.h"

namespace tidegate {
namespace {

// Rules without wrap-up and ramp-up: a test that resolves goes on at once.
std::string SampleRules() {
  std::ifstream file("deploy/sample/bench.toml");
  CHECK(file.is_open());  // tests run in the root of the project
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

WorldPeer::WorldPeer(PipelineWorld* world, Session* session)
    : world_(world), number_(session->number()), incoming_(FrameSide::kClient, 4096) {}

Session* WorldPeer::session() { return world_->io().Find(number_); }

void WorldPeer::Send(std::size_t chunk) {
  std::size_t at = 0;
  while (at < outgoing.size()) {
    Session* session = this->session();
    CHECK(session != nullptr);
    if (!session->wants_bytes()) {
      world_->Settle();
      Read();
      session = this->session();
      if (session == nullptr || !session->wants_bytes()) break;
    }
    const std::span<char> free = session->Free();
    const std::size_t bytes = std::min({chunk, free.size(), outgoing.size() - at});
    std::memcpy(free.data(), outgoing.data() + at, bytes);
    at += bytes;
    world_->io().Received(*session, bytes, world_->clocks.Read().boot);
  }
  outgoing.clear();
  world_->Settle();
  Read();
}

void WorldPeer::Hello(Role role, std::string_view name, std::uint32_t credits, std::uint8_t suggestions) {
  client::HelloMessage message;
  message.role = role;
  message.name = name;
  message.credits = credits;
  message.suggestions = suggestions;
  encode.Hello(outgoing, message, 1);
  Send();
  CHECK_EQ(events_.size(), 1u);
  events_.clear();
}

void WorldPeer::Read(std::size_t bytes_max) {
  Session* session = this->session();
  if (session == nullptr) return;
  for (std::string_view bytes = session->Unwritten(); !bytes.empty() && bytes_max != 0; bytes = session->Unwritten()) {
    const std::span<char> free = incoming_.Free();
    const std::size_t taken = std::min({bytes.size(), free.size(), bytes_max});
    std::memcpy(free.data(), bytes.data(), taken);
    incoming_.Commit(taken);
    session->Wrote(taken);
    bytes_max -= taken;
    for (FrameResult result = incoming_.Next(); result.status != FrameStatus::kNeedMore; result = incoming_.Next()) {
      CHECK(result.status == FrameStatus::kFrame);
      const client::ReplyCount count = client::DecodeReply(result.frame, *this);
      CHECK(count.wrong == nullptr);
    }
  }
}

void WorldPeer::OnHello(const client::HelloInfo& info) { events_.push_back(fmt::format("hello credits {}", info.credits)); }
void WorldPeer::OnAck(const client::AckInfo& info) {
  if (!info.ok()) {
    last_detail_ = std::string(info.detail);
    events_.push_back(
        fmt::format("{} refused {}{}{}", info.tag, RejectInfo(info.reject).english, info.field.empty() ? "" : " ", info.field));
  } else {
    events_.push_back(fmt::format("{} ok{}", info.tag, info.duplicate ? " duplicate" : ""));
  }
}
void WorldPeer::OnSignedIn(const client::SignedInInfo& info) {
  last_agent_ = info.agent;
  last_handling_.clear();
  for (const client::TypeHandling& row : info.handling) last_handling_.emplace_back(row.text);
  events_.push_back(fmt::format("{} signed in, {} open", info.tag, info.work.size()));
}
void WorldPeer::OnTicket(const client::TicketInfo& info) {
  events_.push_back(fmt::format("{} ticket {}", info.tag, EnglishName(info.view.status)));
}
void WorldPeer::OnStatus(const client::StatusInfo& info) { events_.push_back(fmt::format("{} status open {}", info.tag, info.view.open)); }
void WorldPeer::OnClock(const client::ClockInfo& info) {
  events_.push_back(fmt::format("{} clock {}{} at {}", info.tag, info.source == TimeSource::kDriven ? "driven" : "wall",
                                info.stepped ? " stepped" : "", info.now / kSecond));
}
void WorldPeer::OnBody(const client::BodyInfo& info) {
  last_sight_ = info.sight;
  events_.push_back(fmt::format("{} body {}|{}", info.tag, info.title, info.text));
}
void WorldPeer::OnHistory(const client::HistoryInfo& info) {
  last_sight_ = info.view.masked ? Sight::kMasked : Sight::kPlain;
  std::string line = fmt::format("{} history", info.tag);
  for (const Event& event : info.view.events) {
    line += fmt::format(" {}", EnglishName(event.kind));
    if (!event.text.empty()) line += fmt::format("({})", event.text);
  }
  if (info.view.next_seq != 0) line += " ...";
  events_.push_back(line);
}
void WorldPeer::OnFollowing(const client::FollowingInfo& info) {
  events_.push_back(fmt::format("{} following from {} of {}", info.tag, info.next_seq, info.committed_seq));
}
void WorldPeer::OnEvents(const client::EventsInfo& info) {
  const FeedView& view = info.view;
  std::string line = fmt::format("feed {}", view.follow);
  for (const Event& event : view.events) {
    line += fmt::format(" {}:{}", event.seq, EnglishName(event.kind));
    if (!event.text.empty()) line += fmt::format("({})", event.text);
  }
  line += fmt::format(" next {}", view.next_seq);
  if (view.gap_first_seq != 0) line += fmt::format(" gap to {}", view.gap_first_seq);
  events_.push_back(line);
  last_next_seq_ = view.next_seq;
}
void WorldPeer::OnCustomer(const client::CustomerInfo& info) {
  last_customer_ = info.view;
  events_.push_back(fmt::format("{} customer, {} identities", info.tag, info.view.identities.size()));
}
void WorldPeer::OnArchive(const client::ArchiveInfo& info) {
  last_archive_ = info.view;
  std::string line = fmt::format("{} archive", info.tag);
  for (const TicketView& row : info.view.rows) line += fmt::format(" {}:{}", TicketCounter(row.ticket), EnglishName(row.status));
  if (info.view.next) line += " ...";
  events_.push_back(line);
}
void WorldPeer::OnTransfers(const client::TransfersInfo& info) {
  std::string line = fmt::format("{} transfers", info.tag);
  for (const TransferRow& row : info.rows) line += " " + row.reason;
  events_.push_back(line);
}
void WorldPeer::OnNames(const client::NamesInfo& info) { events_.push_back(fmt::format("{} names {}", info.tag, info.rows.size())); }
void WorldPeer::OnPong(const client::PongInfo& info) { events_.push_back(fmt::format("{} pong {}", info.tag, info.bytes)); }
void WorldPeer::OnOffer(const client::OfferInfo& info) {
  last_offer_ = info;
  last_offer_title_ = std::string(info.title);
  last_offer_text_ = std::string(info.text);
  last_offer_handling_ = std::string(info.handling);
  events_.push_back(fmt::format("offer {} {}", info.external_key, info.title));
}
void WorldPeer::OnWithdrawn(const client::WithdrawalInfo& info) {
  events_.push_back(fmt::format("withdrawn {}", EnglishName(info.reason)));
}
void WorldPeer::OnClockAlert(const client::ClockAlertInfo& info) {
  events_.push_back(fmt::format("clock {} {}", EnglishName(info.clock), info.per_mille));
}
namespace {

std::string Listed(const std::vector<ArticleHit>& hits) {
  std::string line;
  for (const ArticleHit& hit : hits) line += fmt::format(" {}:{}({})", hit.article.raw(), hit.title, hit.excerpt);
  return line;
}

}  // namespace

void WorldPeer::OnArticleHits(const client::ArticleHitsInfo& info) {
  std::string line = fmt::format("{} hits{}", info.tag, info.view.loose ? " loose" : "") + Listed(info.view.hits);
  if (!info.view.handling.empty()) line += " handled " + info.view.handling.substr(0, info.view.handling.find('\n'));
  events_.push_back(line);
}
void WorldPeer::OnSuggestions(const client::SuggestionsInfo& info) { events_.push_back("suggested" + Listed(info.hits)); }
void WorldPeer::OnArticles(const client::ArticlesInfo& info) {
  std::string line = fmt::format("{} articles", info.tag);
  for (const ArticleRow& row : info.rows) {
    line += fmt::format(" {}v{}:{}({}) uses {} by {}", row.article.raw(), row.version, row.title, row.text, row.uses, row.author);
  }
  events_.push_back(line);
}
void WorldPeer::OnAlert(const client::AlertInfo& info) {
  events_.push_back(fmt::format("alert {} {}", EnglishName(info.kind), info.agent.raw()));
}
void WorldPeer::OnPromise(const client::PromiseInfo& info) {
  const Micros received =
      world_->engine().state().tables().tickets.At(world_->engine().state().tables().tickets.FindId(info.ticket.raw())).received_at;
  events_.push_back(fmt::format("promise respond in {} s", (info.respond_by - received) / kSecond));
}
void WorldPeer::OnGoodBye(const client::GoodByeInfo& info) {
  events_.push_back(fmt::format("good-bye {}", info.reject == Reject::kNone ? "none" : RejectInfo(info.reject).english));
}

PipelineWorld::PipelineWorld(const WorldOptions& options) : options_(options) { Open({}, {}); }

PipelineOptions PipelineWorld::PlanFor(std::uint32_t epoch, ImageStore* images) const {
  PipelineOptions plan;
  plan.boot.limits.tickets_max = options_.tickets_max;
  plan.boot.limits.recent_max = 1024;
  plan.boot.limits.customers_max = 1024;
  plan.boot.limits.agents_max = 1024;
  plan.boot.limits.clients_max = 256;
  plan.boot.limits.outcomes_max = 65'536;
  plan.boot.limits.declines_max = 1024;
  plan.boot.rules_source = SampleRules();
  plan.boot.rules_name = "bench.toml";
  plan.boot.fresh_directory_id = 7;
  plan.boot.time_source = plan.io.time_source = options_.time_source;
  plan.boot.driven_from = options_.driven_from;
  plan.io.workspace = "default";
  plan.io.epoch = epoch;
  plan.io.sessions_max = options_.sessions_max;
  plan.io.limits = options_.limits;
  plan.io.admission = options_.admission;
  plan.io.body_ring_bytes = options_.body_ring_bytes;
  plan.unsynced = options_.unsynced;
  plan.image_bounds = options_.image_bounds;
  if (options_.image_every_bytes != 0) {
    plan.images = images;
    plan.image_every_bytes = options_.image_every_bytes;
  }
  plan.projection.store = store_.get();
  plan.retention = options_.retention;
  return plan;
}

void PipelineWorld::Open(MemoryDisk disk, MemoryImages images) {
  pipeline_.reset();
  knowledge_.reset();
  images_ = std::make_unique<MemoryImageStore>(std::move(images), images_ == nullptr ? options_.image_faults : ImageFaultPlan{});
  coordinator_.reset();
  auto journal = MemoryJournal::Open(std::move(disk), {}, options_.journal_sync);
  CHECK(journal.ok());
  journal_ = *std::move(journal);
  auto coordinator = SingleNodeCoordinator::Open(*journal_);
  CHECK(coordinator.ok());
  coordinator_ = *std::move(coordinator);
  const PipelineOptions plan = PlanFor(coordinator_->Current().epoch, images_.get());
  auto pipeline = Pipeline::Open(plan, *journal_, *coordinator_, clocks);
  if (!pipeline.ok()) CheckFailed(__FILE__, __LINE__, "boot", StatusText(pipeline.status()));
  pipeline_ = *std::move(pipeline);
  knowledge_ =
      std::make_unique<KnowledgeKeeper>(knowledge_folder_ / "knowledge", engine().state().tables().directory_id, *journal_, store_.get());
  pipeline_->UseKnowledge(knowledge_.get());
}

std::string PipelineWorld::RefusalToRestart(TimeSource time_source) {
  PipelineOptions plan = PlanFor(coordinator_->Current().epoch + 1, nullptr);
  plan.boot.time_source = time_source;
  return Refusal(plan, Images::kThere);
}

std::string PipelineWorld::RefusalToRestart(const EngineLimits& limits, Images images) {
  PipelineOptions plan = PlanFor(coordinator_->Current().epoch + 1, nullptr);
  plan.boot.limits = limits;
  return Refusal(plan, images);
}

std::string PipelineWorld::Refusal(PipelineOptions& plan, Images images) {
  MemoryImageStore store(images == Images::kThere ? images_->disk() : MemoryImages{});
  auto journal = MemoryJournal::Open(journal_->bytes_after_kill());
  CHECK(journal.ok());
  const auto coordinator = SingleNodeCoordinator::Open(**journal);
  CHECK(coordinator.ok());
  plan.images = options_.image_every_bytes == 0 ? nullptr : &store;
  plan.projection.store = nullptr;
  return StatusText(Pipeline::Open(plan, **journal, **coordinator, clocks).status());
}

void PipelineWorld::ForEachChange(const std::function<void(const ChangeView&, Micros)>& visit) {
  const absl::Status read = journal_->ReadFrom(1, [&](std::string_view record) {
    TurnReader reader(record);
    for (ChangeView change; reader.Next(change);) visit(change, reader.header().at);
    return absl::OkStatus();
  });
  CHECK(read.ok());
}

std::unique_ptr<WorldPeer> PipelineWorld::Connect() {
  Session* session = io().Open(clocks.Read().boot);
  CHECK(session != nullptr);
  return std::make_unique<WorldPeer>(this, session);
}

bool PipelineWorld::StepAll(Commits commits) {
  io().PushBatch();
  bool moved = false;
  while (pipeline_->StepEngine() == EngineStage::Progress::kTurn) moved = true;
  if (commits == Commits::kYes) {
    const absl::StatusOr<bool> committed = pipeline_->StepCommit();
    CHECK(committed.ok());
    moved |= *committed;
  }
  moved |= pipeline_->StepOutbox();
  for (const RulesJob& job : io().TakeRulesJobs()) {
    const absl::StatusOr<std::string> compiled = Pipeline::CompileRules(job.source, clocks.Read().wall);
    if (compiled.ok()) {
      io().RulesCompiled(job, *compiled);
    } else {
      io().RulesRefused(job, StatusText(compiled.status()));
    }
    moved = true;
  }
  for (const BodyJob& job : io().TakeBodyJobs()) {
    const absl::StatusOr<std::string> body = pipeline_->ReadBody(job);
    CHECK(body.ok());
    io().BodyRead(job, *body);
    moved = true;
  }
  for (const HistoryJob& job : io().TakeHistoryJobs()) {
    const absl::StatusOr<HistoryAnswer> answer = pipeline_->ReadHistory(job);
    io().HistoryRead(job, answer.ok() ? *answer : HistoryAnswer{HistoryAnswer::Kind::kFailed, {}});
    moved = true;
  }
  for (const FeedJob& job : io().TakeFeedJobs()) {
    const absl::StatusOr<FeedAnswer> answer = pipeline_->ReadFeed(job);
    io().FeedRead(job, answer.ok() ? *answer : FeedAnswer{.kind = FeedAnswer::Kind::kFailed, .events = {}});
    moved = true;
  }
  const std::vector<KnowledgeJob> searches = searches_ == Searches::kHeld ? std::vector<KnowledgeJob>() : io().TakeKnowledgeJobs();
  for (const KnowledgeJob& job : searches) {
    const absl::StatusOr<KnowledgeAnswer> answer =
        searches_ == Searches::kFailed ? absl::UnavailableError("no index") : pipeline_->AnswerKnowledge(job);
    if (job.asker.session != 0) io().KnowledgeRead(job.asker, answer.ok() ? *answer : KnowledgeAnswer{});
    moved = true;
  }
  return moved || io().batch_count() != 0;
}

void PipelineWorld::Settle() {
  while (StepAll(Commits::kYes)) {
  }
}

void PipelineWorld::SettleWithoutCommits() {
  while (StepAll(Commits::kNo)) {
  }
}

void PipelineWorld::Project() {
  pipeline_->projection().Hurry();
  while (pipeline_->projection().Step() == ProjectionStage::Progress::kWorked) {
  }
}

void PipelineWorld::HangUp(WorldPeer& peer) {
  io().End(peer.number());
  Settle();
}

void PipelineWorld::RestartWith(MemoryImages images) {
  const MemoryDisk disk = journal_->bytes_after_kill();
  pipeline_.reset();
  store_ = std::make_unique<MemoryStore>(store_->surviving());
  Open(disk, std::move(images));
}

void PipelineWorld::RestartAfterPowerLoss() {
  const MemoryDisk disk = journal_->bytes_after_power_loss();
  MemoryImages images = images_->disk();
  pipeline_.reset();
  store_ = std::make_unique<MemoryStore>(store_->surviving());
  Open(disk, std::move(images));
}

void PipelineWorld::RestartWithoutStore() {
  pipeline_.reset();
  store_ = std::make_unique<MemoryStore>();
  Open(journal_->bytes_after_kill(), images_->disk());
}

void PipelineWorld::MakeImage() {
  const std::int64_t before = metrics().Get(Metric::kImages) + metrics().Get(Metric::kImageFailures);
  pipeline_->image_stage().WishNow();
  while (metrics().Get(Metric::kImages) + metrics().Get(Metric::kImageFailures) == before) {
    StepImages();
    Settle();
  }
}

}  // namespace tidegate
