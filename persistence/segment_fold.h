// SegmentFold: a stretch of the journal sorted by ticket: gathers records, then puts one history row, record and text per ticket, the
// articles, and the names of clients.
//
// One owner (the projector). Memory: the bytes of the stretch's ticket changes once, and 16 bytes a change; both are kept for the next
// stretch. Cost of a change: one copy, its share of a sort, a put per ticket and table. Deterministic: the same records give the same rows.
// Not here: reading the journal, marks, when to begin (Projector).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "persistence/client_news.h"
#include "persistence/knowledge_article.h"
#include "persistence/store.h"
#include "persistence/ticket_record.h"

namespace tidegate {

class SegmentFold {
 public:
  // Forgets everything; the next record begins with `first_seq`.
  void Begin(std::uint64_t first_seq);
  // Takes a verified record. DataLoss when its entries do not add up.
  absl::Status Add(std::string_view record);

  std::size_t bytes() const { return arena_.size() + article_bytes_ + clients_.bytes(); }
  const StoreMark& end() const { return end_; }
  std::uint64_t changes() const { return items_.size(); }

  // Sorts what was gathered. Once, before PutSome.
  void Sort();
  // Puts tickets into the store until `pending_bytes_max` is reached, at least one. False = all are put; nothing is written here. What
  // happens to a ticket that was erased from the archive is passed over.
  absl::StatusOr<bool> PutSome(Store& store, std::size_t pending_bytes_max);
  std::uint64_t tickets_put() const { return tickets_put_; }

 private:
  // A change in the arena: a history entry, and behind that of a Submitted its body (u32 bytes, then the text).
  struct Item {
    std::uint64_t ticket = 0;
    std::uint64_t offset = 0;
  };
  bool PutClients(Store& store, std::size_t pending_bytes_max);
  absl::Status PutTicket(Store& store, std::size_t begin, std::size_t end);

  std::uint64_t first_seq_ = 0;
  StoreMark end_;
  std::string arena_;
  std::vector<Item> items_;
  std::size_t next_item_ = 0;
  std::uint64_t tickets_put_ = 0;
  std::vector<std::string_view> parts_;
  std::vector<KnowledgeArticle> articles_;  // in the order of their seqs
  std::size_t article_bytes_ = 0;
  std::size_t next_article_ = 0;
  ClientNews clients_{ClientNews::kWithoutBound};
  std::uint64_t next_client_ = 0;
};

}  // namespace tidegate
