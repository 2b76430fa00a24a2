#include "daemon/io_stage.h"

#include <utility>

#include "core/base/check.h"
#include "daemon/projection_stage.h"
#include "daemon/space_watch.h"

namespace tidegate {

IoStage::IoStage(const IoStageOptions& options, const KeyHasher& hasher, Mailbox* mailbox, TurnPool* turns, Metrics* metrics,
                 CatalogNames::Lists names)
    : options_(options),
      mailbox_(mailbox),
      metrics_(metrics),
      admission_(options.admission),
      sessions_(options.sessions_max),
      feed_(&sessions_, metrics, options.partition, options.limits.outbox_bytes_max),
      producer_(*mailbox),
      batch_(producer_.NewBatch()),
      outbox_(&context_, &sessions_, turns, &feed_, options.body_ring_bytes, std::move(names)) {
  context_.workspace = options_.workspace;
  context_.partition = options_.partition;
  context_.epoch = options_.epoch;
  context_.limits = options_.limits;
  context_.time_source = options_.time_source;
  context_.hasher = &hasher;
  context_.admission = &admission_;
  context_.claims = &claims_;
  context_.metrics = metrics;
  context_.feed = &feed_;
  context_.encoder.durability = options_.durability;
  context_.encoder.server = options_.server;
  context_.encoder.projection = &context_.projection;
  context_.encoder.space = &context_.space;
  context_.batch = batch_.get();
}

IoStage::~IoStage() = default;

void IoStage::SetRules(RuleShelf* shelf, std::uint32_t rules_version, std::string_view compiled) {
  context_.shelf = shelf;
  outbox_.UseRules(rules_version, compiled);
}

Session* IoStage::Open(Micros now) {
  Session* session = sessions_.Open(&context_, now);
  metrics_->Add(session != nullptr ? Metric::kSessionsOpened : Metric::kSessionsRefused);
  metrics_->Set(Metric::kSessions, sessions_.count());
  return session;
}

void IoStage::Received(Session& session, std::size_t bytes, Micros now) {
  context_.pushed = mailbox_->depths();
  session.Received(bytes, now);
  if (session.unwritten_bytes() != 0) touched_.push_back(session.number());
}

void IoStage::End(std::uint64_t number) {
  Session* session = sessions_.Find(number);
  CHECK(session != nullptr);
  if (context_.time_driver == number) context_.time_driver = 0;
  feed_.End(number);
  if (session->known_to_engine()) {
    // Never refused: desks that are gone must not keep their work. At most one per session, which sessions_max bounds.
    Command command;
    command.caller.session = kDaemonSession;
    command.body = SessionEnded{number};
    batch_->lane(Lane::kWork).push_back(command);
  }
  sessions_.End(number);
  metrics_->Set(Metric::kSessions, sessions_.count());
}

void IoStage::PushBatch() {
  if (batch_->empty()) return;
  producer_.Push(std::exchange(batch_, producer_.NewBatch()));
  context_.batch = batch_.get();
}

void IoStage::Deliver(CommitBatch& batch, Micros now) {
  context_.projection = ProjectionOf(*metrics_);
  context_.space = SpaceOf(*metrics_);
  outbox_.Step(batch, now, touched_);
}

void IoStage::TakeTouched(std::vector<std::uint64_t>& touched) {
  touched.clear();
  touched.swap(touched_);
  feed_.TakeTouched(touched);
}

void IoStage::AskOwnStatus(Lane lane) {
  Command command;
  command.caller.session = kDaemonSession;
  command.body = AskStatus{};
  batch_->lane(lane).push_back(command);
}

void IoStage::ReportSpace(const tidegate::ReportSpace& report) {
  Command command;
  command.caller.session = kDaemonSession;
  command.body = report;
  batch_->lane(Lane::kWork).push_back(command);
}

std::vector<RulesJob> IoStage::TakeRulesJobs() { return std::exchange(context_.rules_jobs, {}); }

void IoStage::RulesCompiled(const RulesJob& job, std::string_view compiled) {
  Command command;
  command.caller = job.caller;
  command.body = ActivateRules{.source = batch_->texts.Store(job.source),
                               .compiled = batch_->texts.Store(compiled),
                               .author = batch_->texts.Store(job.author),
                               .use = job.use};
  batch_->lane(Lane::kWork).push_back(command);
}

void IoStage::RulesRefused(const RulesJob& job, std::string_view errors) {
  Session* session = sessions_.Find(job.caller.session);
  if (session == nullptr) return;
  session->DeliverRulesErrors(job.caller, errors);
  touched_.push_back(session->number());
}

std::vector<BodyJob> IoStage::TakeBodyJobs() { return std::exchange(context_.body_jobs, {}); }

void IoStage::BodyRead(const BodyJob& job, std::string_view body) {
  Session* session = sessions_.Find(job.session);
  if (session == nullptr) return;
  if (body.empty()) {
    session->DeliverNoBody(job.correlation, job.ticket);
  } else {
    session->DeliverBody(job.correlation, job.ticket, body, job.sight);
  }
  touched_.push_back(session->number());
}

std::vector<HistoryJob> IoStage::TakeHistoryJobs() { return std::exchange(context_.history_jobs, {}); }

void IoStage::HistoryRead(const HistoryJob& job, const HistoryAnswer& answer) {
  Session* session = sessions_.Find(job.session);
  if (session == nullptr) return;
  session->DeliverHistory(job.correlation, answer);
  touched_.push_back(session->number());
}

std::vector<KnowledgeJob> IoStage::TakeKnowledgeJobs() { return std::exchange(context_.knowledge_jobs, {}); }

IoStage::Failure IoStage::KnowledgeRead(const KnowledgeAsker& asker, const KnowledgeAnswer& answer) {
  Failure failure = Failure::kNews;
  if (asker.offered) {
    CHECK_GT(context_.suggestions_under_way, 0u);
    --context_.suggestions_under_way;
    if (context_.suggesting == SessionContext::Suggesting::kPaused) failure = Failure::kTold;
    if (answer.kind == KnowledgeAnswer::Kind::kFailed) context_.suggesting = SessionContext::Suggesting::kPaused;
  }
  Session* session = sessions_.Find(asker.session);
  if (session == nullptr) return failure;
  if (asker.offered) {
    session->DeliverSuggestions(asker.offered, answer);
  } else {
    session->DeliverKnowledge(asker.correlation, answer);
  }
  touched_.push_back(session->number());
  return failure;
}

void IoStage::Tick(Micros now) {
  feed_.Tick(now);
  if (context_.suggesting == SessionContext::Suggesting::kYes) return;
  if (suggest_again_at_ == kNever) suggest_again_at_ = now + kSuggestionsPause;
  if (now < suggest_again_at_) return;
  context_.suggesting = SessionContext::Suggesting::kYes;
  suggest_again_at_ = kNever;
}

}  // namespace tidegate
