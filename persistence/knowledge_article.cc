#include "persistence/knowledge_article.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <set>
#include <type_traits>

#include "core/base/check.h"
#include "persistence/ticket_record.h"

namespace tidegate {
namespace {

struct RowHead {
  std::uint64_t seq = 0;
  Micros at = 0;
  std::uint32_t version = 0;
  std::uint8_t visibility = 0;
  std::array<std::uint8_t, 3> zero{};
};
static_assert(sizeof(RowHead) == 24 && std::has_unique_object_representations_v<RowHead>);

constexpr char kByNumber = 'a';
constexpr char kBySeq = 's';

std::string Key(char kind, std::uint64_t number) { return kind + TicketKey(number); }

std::optional<KnowledgeArticle> Decode(ArticleId id, std::string_view row) {
  RowHead head;
  if (row.size() < sizeof head) return std::nullopt;
  std::memcpy(&head, row.data(), sizeof head);
  KnowledgeArticle article{.id = id,
                           .seq = head.seq,
                           .version = head.version,
                           .visibility = static_cast<Visibility>(head.visibility),
                           .at = head.at,
                           .text = std::string(row.substr(sizeof head))};
  if (!IsListed<Visibility>(head.visibility) || !DecodeArticle(article.text)) return std::nullopt;
  return article;
}

}  // namespace

std::optional<KnowledgeArticle> ArticleOf(const ChangeView& change, std::uint64_t seq) {
  const auto put = change.As<ArticlePut>();
  if (!IsListed<Visibility>(put.visibility) || !DecodeArticle(change.tail)) return std::nullopt;
  return KnowledgeArticle{.id = ArticleId(put.article),
                          .seq = seq,
                          .version = put.version,
                          .visibility = static_cast<Visibility>(put.visibility),
                          .at = put.at,
                          .text = std::string(change.tail)};
}

void PutArticleRows(Store& store, const KnowledgeArticle& article) {
  const RowHead head{
      .seq = article.seq, .at = article.at, .version = article.version, .visibility = static_cast<std::uint8_t>(article.visibility)};
  const std::string_view parts[] = {{reinterpret_cast<const char*>(&head), sizeof head}, article.text};
  store.Put(StoreTable::kArticle, Key(kByNumber, article.id.raw()), parts);
  store.Put(StoreTable::kArticle, Key(kBySeq, article.seq), TicketKey(article.id.raw()));
}

absl::Status VisitArticlesAfter(const Store& store, std::uint64_t seq, absl::FunctionRef<bool(KnowledgeArticle)> visit) {
  std::set<std::uint32_t> ids;
  const char* flaw = nullptr;
  absl::Status scanned =
      store.Scan(StoreTable::kArticle, std::string(1, kBySeq), Key(kBySeq, seq + 1), [&](std::string_view key, std::string_view value) {
        if (key.size() != 9 || value.size() != 8) flaw = "a row of the articles has not its size";
        if (flaw == nullptr) ids.insert(static_cast<std::uint32_t>(ReadBigEndian(value)));
        return flaw == nullptr;
      });
  if (!scanned.ok()) return scanned;
  for (const std::uint32_t id : ids) {
    const absl::StatusOr<std::optional<std::string>> row = store.Get(StoreTable::kArticle, Key(kByNumber, id));
    if (!row.ok()) return row.status();
    std::optional<KnowledgeArticle> article = *row ? Decode(ArticleId(id), **row) : std::nullopt;
    if (!article) flaw = "an article does not add up";
    if (flaw != nullptr) break;
    if (!visit(*std::move(article))) return absl::OkStatus();
  }
  if (flaw == nullptr) return absl::OkStatus();
  return absl::DataLossError(fmt::format("store: {}. Next: stop the daemon, move store/ aside and restore it from a backup", flaw));
}

}  // namespace tidegate
