// KnowledgeKeeper: keeps the search index true: catches up at the start, takes what is put, makes it anew when it is damaged.
//
// One owner, one thread (knowledge, low priority); Stop may be called on any. The index is brought to the end of the journal from its mark:
// from the rows of the store, then from the journal behind the store. What is committed later is handed in by Take, in order; a process
// that dies before it took something finds it at the next start, because the mark only moves when everything up to it is in. An index of
// another directory, one that is ahead of the journal, or a damaged one is removed and made anew; that is said in the log (TakeNews), and
// never fatal. A call that fails leaves the keeper as it is; the next one tries again. Cost: making 10 000 articles anew takes seconds
// (knowledge_bench).
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "persistence/journal_sink.h"
#include "persistence/knowledge_index.h"
#include "persistence/store.h"

namespace tidegate {

class KnowledgeKeeper {
 public:
  // Journal and store outlive the keeper; `store` may be nullptr: then the articles come from the journal alone.
  KnowledgeKeeper(std::string path, std::uint64_t directory_id, JournalSink& journal, const Store* store);

  // Opens the index and brings it up to the end of the journal. The other calls do it themselves when it was not done.
  absl::Status CatchUp();
  // Committed articles, in the order of their seqs.
  absl::Status Take(const std::vector<KnowledgeArticle>& articles);
  absl::StatusOr<std::vector<KnowledgeHit>> Find(const KnowledgeQuestion& question);
  absl::StatusOr<std::optional<KnowledgeArticle>> Read(ArticleId id);

  // Ends a catching up that is under way, soon; no call follows.
  void Stop() { stopping_.store(true, std::memory_order_relaxed); }

  // What the log should say since the last call.
  std::vector<std::string> TakeNews();

 private:
  template <class Result, class Call>
  Result Try(Call call);
  absl::Status OpenIndex();
  absl::Status Remake(std::string_view why);
  absl::Status TakeFromStore(std::uint64_t from_seq);
  absl::Status TakeFromJournal(std::uint64_t mark_seq, std::uint64_t end_seq);
  absl::Status PutBatch(const KnowledgeMark* mark);
  bool stopping() const { return stopping_.load(std::memory_order_relaxed); }

  const std::string path_;
  const std::uint64_t directory_id_;
  JournalSink& journal_;
  const Store* store_;
  std::unique_ptr<KnowledgeIndex> index_;  // nullptr = not caught up
  std::vector<KnowledgeArticle> batch_;
  std::vector<std::string> news_;
  std::atomic<bool> stopping_{false};
};

}  // namespace tidegate
