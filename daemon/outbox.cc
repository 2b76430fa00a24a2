#include "daemon/outbox.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/model/turn_record.h"
#include "daemon/output_address.h"

namespace tidegate {
namespace {

// What the outputs of a turn say about its record, so that a record is walked only when there is something to find.
struct TurnContent {
  bool names = false;
  bool texts = false;
  bool articles = false;
};

TurnContent ContentOf(const TurnOutput& turn) {
  TurnContent content;
  for (const Output& output : turn.outputs) {
    const auto* ack = std::get_if<Ack>(&output);
    if (ack == nullptr || ack->reject != Reject::kNone || ack->duplicate != 0) continue;
    const auto command = static_cast<CommandKind>(ack->command);
    content.texts |= command == CommandKind::kSubmit;
    content.articles |= command == CommandKind::kPutArticle;
    content.names |= command == CommandKind::kDeclare || command == CommandKind::kActivateRules || command == CommandKind::kUndoRules;
  }
  return content;
}

// Of what goes to the supervisors.
bool ConcernsOperators(const Output& output) {
  const auto* alert = std::get_if<AlertPush>(&output);
  if (alert == nullptr) return false;
  switch (alert->kind) {
    case AlertKind::kDiskFilling:
    case AlertKind::kDiskRelieved:
    case AlertKind::kClockJumped:
    case AlertKind::kClockRegained:
      return true;
    default:
      return false;
  }
}

}  // namespace

Outbox::Outbox(SessionContext* context, SessionTable* sessions, TurnPool* turns, Feed* feed, std::size_t body_ring_bytes,
               CatalogNames::Lists names)
    : context_(context), sessions_(sessions), turns_(turns), feed_(feed), ring_(body_ring_bytes), names_(std::move(names)) {
  MakeNames();
}

void Outbox::Step(CommitBatch& batch, Micros now, std::vector<std::uint64_t>& touched) {
  CHECK_GE(batch.committed_seq, committed_seq_);
  committed_seq_ = batch.committed_seq;
  for (TurnOutput& turn : batch.turns) held_.push_back(std::move(turn));
  batch.turns.clear();
  while (!held_.empty() && held_.front().last_seq <= committed_seq_) {
    TellTurn(held_.front(), now, touched);
    told_seq_ = std::max(told_seq_, held_.front().last_seq);
    turns_->Put(std::move(held_.front()));
    held_.pop_front();
  }
  if (told_seq_ != 0) feed_->Committed(told_seq_);
}

void Outbox::TellTurn(TurnOutput& turn, Micros now, std::vector<std::uint64_t>& touched) {
  const TurnContent content = ContentOf(turn);
  if (feed_->watched() && !turn.record.empty()) feed_->Take(turn.record);  // before the ring keeps the record
  if (content.names && !turn.record.empty()) TakeNames(turn.record);       // rules that were tried only leave none
  if (content.articles) TakeArticles(turn.record);  // before anybody is told that they are put, and before the ring keeps the record
  if (content.texts) ring_.Add(turn.record);
  for (const Output& output : turn.outputs) {
    const std::uint64_t session = SessionOf(output);
    if (session == kDaemonSession) {
      if (const auto* status = std::get_if<std::unique_ptr<StatusReply>>(&output)) {
        context_->metrics->Publish((*status)->view, now);
        ++own_answers_;
      }
    } else if (const auto* promise = std::get_if<PromisePush>(&output)) {
      for (const std::uint64_t front_end : front_ends_.Of(promise->client)) Tell(front_end, output, touched);
    } else if (session == 0) {
      for (const std::uint64_t supervisor : supervisors_) Tell(supervisor, output, touched);
      if (!ConcernsOperators(output)) continue;
      for (const std::uint64_t operator_session : operators_) Tell(operator_session, output, touched);
    } else {
      Tell(session, output, touched);
    }
  }
  context_->metrics->Add(Metric::kOutputs, static_cast<std::int64_t>(turn.outputs.size()));
}

void Outbox::Tell(std::uint64_t number, const Output& output, std::vector<std::uint64_t>& touched) {
  Session* session = sessions_->Find(number);
  if (session == nullptr) return;
  session->Deliver(output, &ring_);
  if (touched.empty() || touched.back() != number) touched.push_back(number);
  if (!std::holds_alternative<HelloReply>(output)) return;
  // Those who left are forgotten here: they come and go far more rarely than clocks speak.
  if (session->role() == Role::kFrontEnd) {
    front_ends_.Add(session->client().raw(), number, [this](std::uint64_t gone) { return sessions_->Find(gone) == nullptr; });
    return;
  }
  if (session->role() != Role::kSupervisor && session->role() != Role::kOperator) return;
  std::vector<std::uint64_t>& list = session->role() == Role::kSupervisor ? supervisors_ : operators_;
  std::erase_if(list, [this](std::uint64_t gone) { return sessions_->Find(gone) == nullptr; });
  list.push_back(number);
}

void Outbox::TakeArticles(std::string_view record) {
  TurnReader reader(record);
  KnowledgeNews news;
  std::uint64_t seq = reader.header().first_seq - 1;
  for (ChangeView change; reader.Next(change);) {
    ++seq;
    if (change.kind != ChangeKind::kArticlePut) continue;
    if (std::optional<KnowledgeArticle> article = ArticleOf(change, seq)) news.articles.push_back(*std::move(article));
  }
  if (!news.articles.empty()) context_->knowledge_jobs.emplace_back().work.emplace<KnowledgeNews>(std::move(news));
}

void Outbox::TakeNames(std::string_view record) {
  TurnReader reader(record);
  for (ChangeView change; reader.Next(change);) {
    if (change.kind == ChangeKind::kRulesActivated) {
      const auto activated = change.As<RulesActivated>();
      UseRules(activated.version, SplitRules(activated, change.tail).compiled);
    }
    if (change.kind != ChangeKind::kDeclared) continue;
    const auto declared = change.As<Declared>();
    std::vector<std::string>& names = names_[declared.kind];
    CHECK_EQ(names.size() + 1, std::size_t{declared.id});
    names.emplace_back(change.tail);
  }
  MakeNames();
}

void Outbox::UseRules(std::uint32_t version, std::string_view compiled) {
  context_->rules = context_->shelf->For(compiled);
  context_->rules_version = version;
  context_->claims->SetQuotas(context_->rules->quotas);
  MakeNames();
}

void Outbox::MakeNames() { context_->names = std::make_shared<const CatalogNames>(names_, context_->rules->chinese); }

}  // namespace tidegate
