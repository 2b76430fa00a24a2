// KnowledgeArticle: an article as it was put: from the journal, and as rows of the store (FORMAT.md 10).
//
// Two rows each in StoreTable::kArticle: the article under its number, replaced by the next version; and its number under the seq of the
// put, so that whoever has everything up to a seq finds what came after it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "core/base/time.h"
#include "core/model/article.h"
#include "core/model/turn_record.h"
#include "persistence/store.h"

namespace tidegate {

struct KnowledgeArticle {
  ArticleId id{};
  std::uint64_t seq = 0;  // of the ArticlePut
  std::uint32_t version = 0;
  Visibility visibility = Visibility::kNone;
  Micros at = 0;
  std::string text;  // EncodeArticle
  friend bool operator==(const KnowledgeArticle&, const KnowledgeArticle&) = default;
};

// Of an ArticlePut (CHECKed) at `seq`; nullopt when its texts cannot be read.
std::optional<KnowledgeArticle> ArticleOf(const ChangeView& change, std::uint64_t seq);

// Gathers both rows for the next write.
void PutArticleRows(Store& store, const KnowledgeArticle& article);

// Articles of the store whose last put stands above `seq`, in the order of their numbers: visit returns whether to go on. One article at a
// time in memory. DataLoss for a row that does not add up.
absl::Status VisitArticlesAfter(const Store& store, std::uint64_t seq, absl::FunctionRef<bool(KnowledgeArticle)> visit);

}  // namespace tidegate
