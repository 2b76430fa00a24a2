#include "persistence/knowledge_keeper.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "persistence/tail_reader.h"

namespace tidegate {
namespace {

constexpr std::size_t kBatchArticles = 100;  // of one transaction: SQLite's log stays a few MiB

const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

}  // namespace

KnowledgeKeeper::KnowledgeKeeper(std::string path, std::uint64_t directory_id, JournalSink& journal, const Store* store)
    : path_(std::move(path)), directory_id_(directory_id), journal_(journal), store_(store) {}

std::vector<std::string> KnowledgeKeeper::TakeNews() { return std::exchange(news_, {}); }

absl::Status KnowledgeKeeper::Remake(std::string_view why) {
  news_.push_back(fmt::format("the knowledge index is made anew: {}", why));
  index_.reset();
  if (absl::Status status = KnowledgeIndex::Remove(path_); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<KnowledgeIndex>> opened = KnowledgeIndex::Open(path_);
  if (!opened.ok()) return opened.status();
  index_ = *std::move(opened);
  return absl::OkStatus();
}

absl::Status KnowledgeKeeper::OpenIndex() {
  absl::StatusOr<std::unique_ptr<KnowledgeIndex>> opened = KnowledgeIndex::Open(path_);
  if (absl::IsDataLoss(opened.status())) return Remake(std::string(opened.status().message()));
  if (!opened.ok()) return opened.status();
  index_ = *std::move(opened);
  const KnowledgeMark mark = index_->mark();
  if (mark.seq == 0) return absl::OkStatus();
  if (mark.directory_id != directory_id_) return Remake("it is of another directory");
  if (mark.seq > journal_.durable().seq) return Remake("it goes further than the journal");
  return absl::OkStatus();
}

absl::Status KnowledgeKeeper::CatchUp() {
  // A second time when damage shows only while it is written.
  for (int attempt = 0;; ++attempt) {
    absl::Status status = attempt == 0 ? OpenIndex() : Remake("it is damaged");
    if (!status.ok()) return status;
    batch_.clear();
    const KnowledgeMark mark{.seq = journal_.durable().seq, .directory_id = directory_id_};
    const std::uint64_t from = index_->mark().seq;
    // In this order: what is folded meanwhile comes twice, nothing is missed.
    const std::uint64_t stored = store_ == nullptr ? 0 : store_->written().position.seq;
    const std::uint64_t behind = std::max({from, stored, journal_.base().seq});
    if (store_ != nullptr) status = TakeFromStore(from);
    if (status.ok() && journal_.base().seq > std::max(from, stored)) {
      news_.push_back(
          fmt::format("articles put between seq {} and {} cannot be searched: the journal was cut, and the projection is not there",
                      std::max(from, stored), journal_.base().seq));
    }
    if (status.ok()) status = TakeFromJournal(behind, mark.seq);
    if (status.ok()) status = PutBatch(&mark);
    if (status.ok()) return status;
    index_.reset();
    if (!absl::IsDataLoss(status) || attempt != 0) return status;
  }
}

absl::Status KnowledgeKeeper::TakeFromStore(std::uint64_t from_seq) {
  absl::Status put;
  absl::Status visited = VisitArticlesAfter(*store_, from_seq, [&](KnowledgeArticle article) {
    batch_.push_back(std::move(article));
    if (batch_.size() >= kBatchArticles) put = PutBatch(nullptr);
    if (stopping()) put = absl::CancelledError("stopping");
    return put.ok();
  });
  return put.ok() ? visited : put;
}

absl::Status KnowledgeKeeper::TakeFromJournal(std::uint64_t mark_seq, std::uint64_t end_seq) {
  const TailReader tail(journal_, kTailWithoutBound);
  const absl::StatusOr<std::uint64_t> read = tail.Read(mark_seq, end_seq, [&](const ChangeView& change, std::uint64_t seq, Micros) {
    if (change.kind == ChangeKind::kArticlePut) {
      if (std::optional<KnowledgeArticle> article = ArticleOf(change, seq)) batch_.push_back(*std::move(article));
    }
    if (batch_.size() >= kBatchArticles) {
      if (absl::Status status = PutBatch(nullptr); !status.ok()) return status;
    }
    return stopping() ? absl::CancelledError() : absl::OkStatus();
  });
  if (!read.ok()) return read.status();
  return stopping() ? absl::CancelledError("stopping") : absl::OkStatus();
}

absl::Status KnowledgeKeeper::PutBatch(const KnowledgeMark* mark) {
  absl::Status status = index_->Put(batch_, mark);
  batch_.clear();
  return status;
}

template <class Result, class Call>
Result KnowledgeKeeper::Try(Call call) {
  if (index_ == nullptr) {
    if (absl::Status status = CatchUp(); !status.ok()) return status;
  }
  Result result = call();
  if (!absl::IsDataLoss(StatusOf(result))) return result;
  news_.push_back(std::string(StatusOf(result).message()));
  if (absl::Status status = Remake("it is damaged"); !status.ok()) return status;
  index_.reset();
  if (absl::Status status = CatchUp(); !status.ok()) return status;
  return call();
}

absl::Status KnowledgeKeeper::Take(const std::vector<KnowledgeArticle>& articles) {
  return Try<absl::Status>([&] { return index_->Put(articles, nullptr); });
}

absl::StatusOr<std::vector<KnowledgeHit>> KnowledgeKeeper::Find(const KnowledgeQuestion& question) {
  return Try<absl::StatusOr<std::vector<KnowledgeHit>>>([&] { return index_->Find(question); });
}

absl::StatusOr<std::optional<KnowledgeArticle>> KnowledgeKeeper::Read(ArticleId id) {
  return Try<absl::StatusOr<std::optional<KnowledgeArticle>>>([&] { return index_->Read(id); });
}

}  // namespace tidegate
