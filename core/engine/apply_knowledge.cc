// Apply: articles.
#include <algorithm>

#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {

void State::Do(const ArticlePut& change, std::string_view) {
  tables_.articles.Put(change.article, change.version, change.visibility);
  tables_.articles.Review(change.article, change.at, change.stale_at);
  ArmArticles();
  tables_.clients.Record(
      change.asker.client,
      Outcome{.request = change.asker.request, .token = change.article, .command = static_cast<std::uint8_t>(CommandKind::kPutArticle)});
}

void State::Do(const ArticleReviewed& change, std::string_view) {
  tables_.articles.Review(change.article, change.at, change.stale_at);
  ArmArticles();
  tables_.clients.Record(
      change.asker.client,
      Outcome{.request = change.asker.request, .token = change.article, .command = static_cast<std::uint8_t>(CommandKind::kReviewArticle)});
}

void State::Do(const ArticleUsed& change, std::string_view) {
  tables_.articles.CountUse(change.article);
  if (tables_.uses.Takes(change.ticket, change.article)) tables_.uses.Add(change.ticket, change.article);
  const std::uint32_t slot = Slot(change.ticket);
  Remember(change.asker, change.ticket, change.article, static_cast<Status>(tables_.tickets.At(slot).status),
           static_cast<std::uint8_t>(CommandKind::kUseArticle));
}

void State::Do(const ArticleStale& change, std::string_view) {
  tables_.articles.TellStale(change.article);
  ArmArticles();
}

void State::ArmArticles() {
  tables_.wheel.Arm(tables_.WheelOwnerOfArticles(), std::min(tables_.articles.NextStaleAt(), tables_.uses.NextJudgeAt()));
}

}  // namespace tidegate
