#include "persistence/segment_fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "core/base/check.h"
#include "core/model/change_subjects.h"
#include "core/model/turn_record.h"
#include "persistence/history_codec.h"
#include "persistence/journal_chain.h"

namespace tidegate {

void SegmentFold::Begin(std::uint64_t first_seq) {
  first_seq_ = first_seq;
  end_ = {};
  arena_.clear();
  items_.clear();
  next_item_ = 0;
  tickets_put_ = 0;
  articles_.clear();
  article_bytes_ = 0;
  next_article_ = 0;
  clients_.Clear();
  next_client_ = 0;
}

absl::Status SegmentFold::Add(std::string_view record) {
  TurnReader reader(record);
  const Micros at = reader.header().at;
  std::uint64_t seq = reader.header().first_seq - 1;
  for (ChangeView change; reader.Next(change);) {
    ++seq;
    if (change.kind == ChangeKind::kDirectoryOpened) end_.directory_id = change.As<DirectoryOpened>().directory_id;
    if (change.kind == ChangeKind::kArticlePut) {
      const std::optional<KnowledgeArticle> article = ArticleOf(change, seq);
      if (!article) return absl::DataLossError(fmt::format("the article in the journal at seq {} cannot be read", seq));
      article_bytes_ += article->text.size();
      articles_.push_back(*article);
    }
    clients_.Take(change);
    const std::uint64_t ticket = TicketOf(change);
    if (ticket == 0) continue;
    items_.push_back({ticket, arena_.size()});
    if (change.kind != ChangeKind::kSubmitted) {
      AppendHistoryEntry({seq, at, change}, first_seq_, arena_);
      continue;
    }
    const SubmittedTail tail = SplitTail(change.As<Submitted>(), change.tail);
    change.tail = tail.claims;
    AppendHistoryEntry({seq, at, change}, first_seq_, arena_);
    const auto body_bytes = static_cast<std::uint32_t>(tail.body.size());
    arena_.append(reinterpret_cast<const char*>(&body_bytes), sizeof body_bytes);
    arena_.append(tail.body);
    arena_.resize(PaddedTo8(arena_.size()), '\0');
  }
  if (reader.damaged() || seq + 1 != reader.header().first_seq + reader.header().change_count) {
    return absl::DataLossError(fmt::format("the journal's record at seq {} does not add up behind seq {}", reader.header().first_seq, seq));
  }
  end_.position = PositionAfter(record);
  end_.at = at;
  return absl::OkStatus();
}

void SegmentFold::Sort() {
  std::sort(items_.begin(), items_.end(),
            [](const Item& a, const Item& b) { return a.ticket != b.ticket ? a.ticket < b.ticket : a.offset < b.offset; });
}

absl::StatusOr<bool> SegmentFold::PutSome(Store& store, std::size_t pending_bytes_max) {
  for (bool first = true; next_item_ < items_.size() && (first || store.pending_bytes() < pending_bytes_max); first = false) {
    std::size_t end = next_item_ + 1;
    while (end < items_.size() && items_[end].ticket == items_[next_item_].ticket) ++end;
    if (absl::Status status = PutTicket(store, next_item_, end); !status.ok()) return status;
    next_item_ = end;
    ++tickets_put_;
  }
  while (next_item_ == items_.size() && next_article_ < articles_.size() && store.pending_bytes() < pending_bytes_max) {
    PutArticleRows(store, articles_[next_article_++]);
  }
  if (next_item_ < items_.size() || next_article_ < articles_.size()) return true;
  return PutClients(store, pending_bytes_max);
}

bool SegmentFold::PutClients(Store& store, std::size_t pending_bytes_max) {
  auto next = clients_.clients().lower_bound(next_client_);
  while (next != clients_.clients().end() && store.pending_bytes() < pending_bytes_max) {
    const auto& [client, name] = *next++;
    if (name) {
      store.Put(StoreTable::kClient, ClientKey(client), EncodeClientName(*name));
    } else {
      store.Erase(StoreTable::kClient, ClientKey(client));
    }
  }
  if (next == clients_.clients().end()) return false;
  next_client_ = next->first;
  return true;
}

absl::Status SegmentFold::PutTicket(Store& store, std::size_t begin, std::size_t end) {
  const std::uint64_t id = items_[begin].ticket;
  const std::string ticket_key = TicketKey(id);
  ProjectedTicket ticket;
  bool known = false;
  parts_.clear();
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view rest = std::string_view(arena_).substr(items_[i].offset);
    HistoryWalk walk(rest, first_seq_);
    HistoryEntry entry;
    CHECK(walk.Next(entry));
    const std::size_t bytes = static_cast<std::size_t>(entry.change.data - rest.data()) +
                              InfoOf(static_cast<std::uint8_t>(entry.change.kind)).struct_bytes + PaddedTo8(entry.change.tail.size());
    parts_.push_back(rest.substr(0, bytes));
    if (!known) {
      known = true;
      // The record of a ticket that began here is made here, also when it was folded before and not all of it was lost: what was folded
      // from later changes will be folded again.
      if (entry.change.kind != ChangeKind::kSubmitted) {
        absl::StatusOr<std::optional<std::string>> kept = store.Get(StoreTable::kRecord, ticket_key);
        if (!kept.ok()) return kept.status();
        if (!*kept && id < store.written().whole_from) return absl::OkStatus();  // erased: its archive is closed
        const std::optional<ProjectedTicket> decoded = *kept ? DecodeProjectedTicket(**kept) : std::nullopt;
        if (!decoded) {
          return absl::DataLossError(
              fmt::format("the store has no whole record of ticket {}, which changed at seq {}. Next: stop the daemon, move the directory "
                          "store/ aside and start again: it is made anew as long as the journal begins with seq 1",
                          id, entry.seq));
        }
        ticket = *decoded;
      }
    }
    Fold(entry.change, entry.seq, ticket);
    if (entry.change.kind == ChangeKind::kSubmitted) {
      std::uint32_t body_bytes;
      std::memcpy(&body_bytes, rest.data() + bytes, sizeof body_bytes);
      store.Put(StoreTable::kBody, ticket_key, rest.substr(bytes + sizeof body_bytes, body_bytes));
      store.Put(StoreTable::kKey, HashKeyOf(ticket.key), ticket_key);
      if (ticket.customer != 0) store.Put(StoreTable::kCustomer, ArchiveKey(ticket.customer, id), std::string_view());
      const std::uint64_t order = OrderOf(entry.change);
      if (order != 0) store.Put(StoreTable::kOrder, ArchiveKey(order, id), std::string_view());
    }
  }
  store.Put(StoreTable::kRecord, ticket_key, BytesOf(ticket));
  store.Put(StoreTable::kHistory, HistoryKey(id, first_seq_), parts_);
  return absl::OkStatus();
}

}  // namespace tidegate
