// KnowledgeJob and KnowledgeAnswer: questions for the articles, and articles that were put, on their way to the knowledge thread and back.
//
// Jobs are done in the order in which they were handed over, so whoever was told that an article is put finds it.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "core/model/output.h"
#include "persistence/knowledge_keeper.h"
#include "protocol/article_hits.h"

namespace tidegate {

// Articles that were committed. Nobody waits for an answer.
struct KnowledgeNews {
  std::vector<KnowledgeArticle> articles;
};

struct KnowledgeSearch {
  KnowledgeQuestion question;
  // For what fits a ticket: its texts are the question.
  TicketId ticket;
  std::uint64_t submit_seq = 0;
  std::string handling;  // the template of its type, told with the articles
};

// What the engine said, to be completed.
struct KnowledgeTexts {
  ArticlesReply reply;
};

// Whom an answer goes to.
struct KnowledgeAsker {
  std::uint64_t session = 0;  // 0 = nobody waits
  std::uint64_t correlation = 0;
  TicketId offered;  // nobody asked: what is found goes with the offer of this ticket
};

struct KnowledgeJob {
  KnowledgeAsker asker;
  std::variant<KnowledgeNews, KnowledgeSearch, KnowledgeTexts> work;
};

struct KnowledgeAnswer {
  enum class Kind : std::uint8_t { kHits, kArticles, kNothingAsked, kFailed } kind = Kind::kFailed;
  ArticleHitsView hits;
  ArticlesReply articles;
};

// Reads the encoded body of a ticket; empty when it is no longer kept.
using BodyReader = absl::FunctionRef<absl::StatusOr<std::string>(TicketId ticket, std::uint64_t submit_seq)>;

// On the knowledge thread. The error, if any, is for the log; the asker gets kFailed then.
absl::StatusOr<KnowledgeAnswer> Answer(const KnowledgeJob& job, KnowledgeKeeper& keeper, BodyReader read_body);

}  // namespace tidegate
