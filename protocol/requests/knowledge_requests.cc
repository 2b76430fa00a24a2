// Articles: written, reviewed, used, found.
#include <algorithm>
#include <array>

#include "core/model/article.h"
#include "protocol/requests/request_decoder.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::PutArticle& in, FieldChecker& checker) {
  ArticleText text;
  const auto visibility = checker.RequiredListed<Visibility>(static_cast<std::uint8_t>(in.visibility()), "visibility");
  text.title = checker.RequiredText(in.title(), "title", kTitleBytesMax);
  text.text = checker.RequiredText(in.text(), "text", kTextBytesMax);
  text.keywords = checker.Text(in.keywords(), "keywords", kKeywordsBytesMax);
  text.author = identity_.name;
  std::array<std::uint16_t, kArticleTypesMax> types;
  const std::size_t count = DecodeList(in.types(), "types", CatalogKind::kType, checker, types.data(), types.size());
  text.types.assign(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(count));
  if (!checker.ok()) return;
  std::sort(text.types.begin(), text.types.end());
  text.types.erase(std::unique(text.types.begin(), text.types.end()), text.types.end());
  Add(frame_.header.correlation, in.request(), PutArticle{ArticleId(in.article()), visibility, arena_.Store(EncodeArticle(text))});
}

void RequestDecoder::Decoded(const wire::ReviewArticle& in, FieldChecker& checker) {
  const ArticleId article(checker.Required(in.article(), "article"));
  if (checker.ok()) Add(frame_.header.correlation, in.request(), ReviewArticle{article});
}

void RequestDecoder::Decoded(const wire::UseArticle& in, FieldChecker& checker) {
  const UseArticle body{AgentId(checker.Required(in.agent(), "agent")), TicketId(checker.Required(in.ticket(), "ticket")),
                        ArticleId(checker.Required(in.article(), "article"))};
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::ListArticles& in, FieldChecker&) {
  Add(frame_.header.correlation, 0,
      ListArticles{ArticleId(in.article()), ArticleId(in.after()), in.stale() ? ArticleScope::kStale : ArticleScope::kAll});
}

void RequestDecoder::Decoded(const wire::FindArticles& in, FieldChecker& checker) {
  ArticlesRequest request;
  request.text = checker.Text(in.text(), "text", kQuestionBytesMax);
  request.type = TypeId(checker.NamedId(in.type(), "type", CatalogKind::kType, names_));
  request.ticket = TicketId(in.ticket());
  if (!checker.ok()) return;
  if (request.text.empty() == !request.ticket) {
    return checker.Refuse(request.text.empty() ? Reject::kMissingField : Reject::kMalformed, "text", "give either words or a ticket");
  }
  request.hits_max = in.hits() != 0 ? in.hits() : request.ticket ? kHitsOfTicketUsual : kHitsUsual;
  if (request.hits_max > kHitsMax) {
    return checker.Refuse(Reject::kMalformed, "hits", std::to_string(request.hits_max) + "; at most " + std::to_string(kHitsMax));
  }
  result_.own = request;
}

}  // namespace tidegate
