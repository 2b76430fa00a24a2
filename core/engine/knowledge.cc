// Articles: put, reviewed, used, listed, gone stale. The texts pass through; what they say is for the search (persistence/knowledge_...).
#include "core/engine/decide.h"
#include "core/engine/effects.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/timers.h"

namespace tidegate {
namespace {

bool MayWrite(const Caller& caller) { return caller.role == Role::kDataAdmin || caller.role == Role::kSupervisor; }

Micros StaleAt(const Emitter& emit) {
  const Micros review = emit.tables().rules->rules().article_review;
  return review == 0 ? kNever : emit.now() + review;
}

// Customers' front ends see public articles; of others not even that they are there.
bool MaySee(const Caller& caller, const ArticleRecord& article) {
  return caller.role != Role::kFrontEnd || article.visibility == static_cast<std::uint8_t>(Visibility::kCustomer);
}

ArticleRow RowOf(const ArticleRecord& article) {
  ArticleRow row;
  row.article = ArticleId(article.id);
  row.version = article.version;
  row.visibility = static_cast<Visibility>(article.visibility);
  row.reviewed_at = article.reviewed_at;
  row.stale_at = article.stale_at;
  row.uses = article.uses;
  row.judged = article.judged;
  row.solved = article.solved;
  return row;
}

Verdict Done(std::uint32_t article) {
  Verdict verdict;
  verdict.ack.token = article;
  return verdict;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const PutArticle& command) {
  const Tables& tables = emit.tables();
  if (!MayWrite(caller)) return Refuse(Reject::kNotAllowed);
  const std::optional<ArticleText> text = DecodeArticle(command.text);
  if (!text || !IsListed<Visibility>(static_cast<std::uint8_t>(command.visibility))) return Refuse(Reject::kMalformed);
  const std::uint32_t known = command.article.raw();
  if (known != 0 && !tables.articles.Has(known)) return Refuse(Reject::kUnknownArticle);
  if (text->title.empty() || text->text.empty()) return Refuse(Reject::kMissingField);
  for (const std::uint16_t type : text->types) {
    if (type == 0 || type > tables.catalog(CatalogKind::kType).size()) return Refuse(Reject::kMalformed);
  }
  if (known == 0 && tables.articles.full()) return Refuse(Reject::kLimit);
  const std::uint32_t article = known != 0 ? known : tables.articles.size() + 1;
  emit.Emit(ArticlePut{.asker = AskerOf(caller),
                       .at = emit.now(),
                       .stale_at = StaleAt(emit),
                       .article = article,
                       .version = known != 0 ? tables.articles.At(known).version + 1 : 1,
                       .visibility = static_cast<std::uint8_t>(command.visibility)},
            command.text);
  return Done(article);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ReviewArticle& command) {
  if (!MayWrite(caller)) return Refuse(Reject::kNotAllowed);
  const std::uint32_t article = command.article.raw();
  if (!emit.tables().articles.Has(article)) return Refuse(Reject::kUnknownArticle);
  emit.Emit(ArticleReviewed{.asker = AskerOf(caller), .at = emit.now(), .stale_at = StaleAt(emit), .article = article});
  return Done(article);
}

Verdict Decide(Emitter& emit, const Caller& caller, const UseArticle& command) {
  const Tables& tables = emit.tables();
  const std::uint32_t agent = command.agent.raw();
  if (!tables.agents.Has(agent)) return Refuse(Reject::kUnknownAgent);
  if (!SpeaksFor(tables, caller, agent)) return Refuse(Reject::kNotSignedIn);
  const std::uint32_t slot = tables.tickets.FindId(command.ticket.raw());
  const std::uint32_t recent = slot == kNoSlot ? tables.recents.FindId(command.ticket.raw()) : kNoSlot;
  if (slot == kNoSlot && recent == kNoSlot) return Refuse(Reject::kUnknownTicket);
  const bool ended = recent != kNoSlot;
  const auto status = static_cast<Status>(ended ? tables.recents.Ended(recent).status : tables.tickets.At(slot).status);
  const WorkRecord* work = ended ? nullptr : tables.tickets.Work(slot);
  if (!ended && (work == nullptr || work->agent != agent)) return Refuse(Reject::kNotYours, status);
  if (!IsLegal(CommandKind::kUseArticle, status)) return Refuse(Reject::kIllegalState, status);
  const std::uint32_t article = command.article.raw();
  if (!tables.articles.Has(article)) return Refuse(Reject::kUnknownArticle, status);
  emit.Emit(ArticleUsed{.asker = AskerOf(caller), .ticket = command.ticket.raw(), .at = emit.now(), .article = article, .agent = agent});
  Verdict verdict = Done(article);
  verdict.ack.ticket = command.ticket.raw();
  verdict.ack.status = static_cast<std::uint8_t>(status);
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListArticles& command) {
  const Tables& tables = emit.tables();
  const std::uint32_t one = command.article.raw();
  if (one == 0 && caller.role == Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  if (one != 0 && (!tables.articles.Has(one) || !MaySee(caller, tables.articles.At(one)))) return Refuse(Reject::kUnknownArticle);
  auto reply = std::make_unique<ArticlesReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  if (one != 0) {
    reply->part = ArticlesReply::Part::kOne;
    reply->rows.push_back(RowOf(tables.articles.At(one)));
    emit.Tell(std::move(reply));
    return Told();
  }
  constexpr std::uint32_t kLookedAtMax = 4'096;  // articles that are not stale cost little, but not nothing
  std::uint32_t article = command.after.raw();
  std::uint32_t last = article;
  for (std::uint32_t looked_at = 0; looked_at < kLookedAtMax && article < tables.articles.size(); ++looked_at) {
    if (reply->rows.size() == kArticlesPerPageMax) break;
    const ArticleRecord& record = tables.articles.At(++article);
    last = article;
    if (command.scope == ArticleScope::kStale && record.stale_at > emit.now()) continue;
    reply->rows.push_back(RowOf(record));
  }
  reply->more = last < tables.articles.size();
  reply->next = ArticleId(last);
  emit.Tell(std::move(reply));
  return Told();
}

void FireArticleTimer(Emitter& emit) {
  const ArticleTable& articles = emit.tables().articles;
  if (emit.tables().uses.NextJudgeAt() <= emit.now()) return FireEffect(emit);
  if (articles.NextStaleAt() > emit.now()) return;
  const std::uint32_t article = articles.NextStale();
  emit.Emit(ArticleStale{.at = emit.now(), .article = article});
  emit.Tell(AlertPush{.at = emit.now(), .article = article, .kind = AlertKind::kArticleStale});
}

}  // namespace tidegate
