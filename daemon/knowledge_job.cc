#include "daemon/knowledge_job.h"

#include <utility>

#include "core/model/body.h"

namespace tidegate {
namespace {

static_assert(kHitsMax <= kKnowledgeHitsMax);

ArticleHitsView ViewOf(std::vector<KnowledgeHit> hits) {
  ArticleHitsView view;
  view.hits.reserve(hits.size());
  for (KnowledgeHit& hit : hits) {
    view.hits.push_back({hit.id, hit.version, hit.visibility, std::move(hit.title), std::move(hit.excerpt)});
  }
  return view;
}

absl::StatusOr<KnowledgeAnswer> Do(const KnowledgeNews& news, KnowledgeKeeper& keeper, BodyReader) {
  if (absl::Status status = keeper.Take(news.articles); !status.ok()) return status;
  return KnowledgeAnswer{};
}

absl::StatusOr<KnowledgeAnswer> Do(const KnowledgeSearch& search, KnowledgeKeeper& keeper, BodyReader read_body) {
  KnowledgeQuestion question = search.question;
  if (search.ticket) {
    const absl::StatusOr<std::string> body = read_body(search.ticket, search.submit_seq);
    if (!body.ok()) return body.status();
    const std::optional<Body> texts = DecodeBody(*body);
    // A ticket whose texts are gone is like nothing.
    if (texts) question.text = std::string((*texts)[BodyField::kTitle]) + "\n" + std::string((*texts)[BodyField::kText]);
  }
  absl::StatusOr<std::vector<KnowledgeHit>> hits = keeper.Find(question);
  if (absl::IsInvalidArgument(hits.status()) && search.ticket) {  // a ticket without a word is like nothing; its template is there
    KnowledgeAnswer nothing{KnowledgeAnswer::Kind::kHits, {}, {}};
    nothing.hits.handling = search.handling;
    return nothing;
  }
  if (absl::IsInvalidArgument(hits.status())) return KnowledgeAnswer{KnowledgeAnswer::Kind::kNothingAsked, {}, {}};
  if (!hits.ok()) return hits.status();
  bool loose = false;
  if (hits->empty() && question.sense == KnowledgeQuestion::Sense::kAll) {
    question.sense = KnowledgeQuestion::Sense::kLike;
    hits = keeper.Find(question);
    if (!hits.ok()) return hits.status();
    loose = !hits->empty();
  }
  KnowledgeAnswer answer{KnowledgeAnswer::Kind::kHits, ViewOf(*std::move(hits)), {}};
  answer.hits.loose = loose;
  answer.hits.handling = search.handling;
  return answer;
}

absl::StatusOr<KnowledgeAnswer> Do(const KnowledgeTexts& texts, KnowledgeKeeper& keeper, BodyReader) {
  KnowledgeAnswer answer{KnowledgeAnswer::Kind::kArticles, {}, texts.reply};
  for (ArticleRow& row : answer.articles.rows) {
    const absl::StatusOr<std::optional<KnowledgeArticle>> article = keeper.Read(row.article);
    if (!article.ok()) return article.status();
    const std::optional<ArticleText> text = *article ? DecodeArticle((*article)->text) : std::nullopt;
    if (!text) continue;
    row.title = text->title;
    if (answer.articles.part != ArticlesReply::Part::kOne) continue;
    row.keywords = text->keywords;
    row.author = text->author;
    row.text = text->text;
    row.types = text->types;
  }
  return answer;
}

}  // namespace

absl::StatusOr<KnowledgeAnswer> Answer(const KnowledgeJob& job, KnowledgeKeeper& keeper, BodyReader read_body) {
  return std::visit([&](const auto& work) { return Do(work, keeper, read_body); }, job.work);
}

}  // namespace tidegate
