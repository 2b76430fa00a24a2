// KnowledgeIndex: the search index over the articles: one SQLite file beside the store, and SQLite's only home.
//
// One owner, one thread. Everything in it can be made again from the store and the journal (KnowledgeKeeper does), so a write is not synced
// (SQLite's own log keeps the file whole after a crash, perhaps with the latest writes missing) and damage is no loss: DataLoss says that
// the file is to be removed and made anew. The mark says how far it goes: every article put up to that seq of the journal is in it, as it
// was put last; later ones may be.
//
// Words are cut by knowledge_words.h; SQLite's full-text index only sees the result, and no text of a question is ever part of a statement
// or of its language. Costs over 10 000 articles of some 1 KB: knowledge_bench. Memory: a page cache of kKnowledgeCacheBytes.
// Not here: who may see what (the caller says how far a question reaches), uses and review dates (the engine's), the journal.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/time.h"
#include "core/model/article.h"
#include "persistence/knowledge_article.h"

namespace tidegate {

inline constexpr std::size_t kKnowledgeCacheBytes = 4 << 20;
inline constexpr std::uint32_t kKnowledgeHitsMax = 50;  // of one question; whoever reads further asks better

struct KnowledgeMark {
  std::uint64_t seq = 0;
  std::uint64_t directory_id = 0;  // 0 = of no directory yet
  friend bool operator==(const KnowledgeMark&, const KnowledgeMark&) = default;
};

struct KnowledgeQuestion {
  std::string text;
  enum class Sense : std::uint8_t {
    kAll,   // articles that have all of it
    kLike,  // articles that have something of it, most alike first
  } sense = Sense::kAll;
  enum class Reach : std::uint8_t { kEveryone, kCustomers } reach = Reach::kEveryone;  // kCustomers: public articles only
  std::uint16_t type = 0;  // TypeId: articles for it, or for every type; 0 = whatever type
  std::uint32_t hits_max = 20;
};

struct KnowledgeHit {
  ArticleId id{};
  std::uint32_t version = 0;
  Visibility visibility = Visibility::kNone;
  std::string title;
  std::string excerpt;
};

class KnowledgeIndex {
 public:
  // Opens or makes the file. DataLoss: damaged, or of a format that this program does not know: Remove it, then open again.
  static absl::StatusOr<std::unique_ptr<KnowledgeIndex>> Open(const std::string& path);
  // The file and what belongs to it, in steps that hold up nobody's fdatasync.
  static absl::Status Remove(const std::string& path);
  ~KnowledgeIndex();

  // Puts articles and, when given, the mark, all at once or not at all. An article at or below the seq that stands there is passed over.
  absl::Status Put(const std::vector<KnowledgeArticle>& articles, const KnowledgeMark* mark);
  KnowledgeMark mark() const;

  // Best first; equals by their number. InvalidArgument when there is no letter, digit or character to look for.
  absl::StatusOr<std::vector<KnowledgeHit>> Find(const KnowledgeQuestion& question);
  absl::StatusOr<std::optional<KnowledgeArticle>> Read(ArticleId id);
  absl::StatusOr<std::uint64_t> Count();

 private:
  class Impl;
  explicit KnowledgeIndex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate
