#include "persistence/history_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/model/change_subjects.h"

namespace tidegate {

constexpr int kTriesMax = 8;  // the journal is cut ten times a second at most, and a look takes milliseconds

// Takes changes in ascending order, some of them twice, and keeps those of one page.
class HistoryReader::Gathering {
 public:
  Gathering(const HistoryQuestion& question, HistoryPage& page) : question_(question), page_(page) {}

  // False: the page is full, and what comes after it need not be read.
  bool Take(const HistoryEntry& entry) {
    if (entry.seq <= last_seq_) return true;  // stands in two rows after a crash of the projector
    last_seq_ = entry.seq;
    if (entry.seq < question_.from_seq) return true;
    const std::size_t begin = page_.bytes.size();
    const std::size_t bytes = sizeof(HistoryEntryHeader) + InfoOf(static_cast<std::uint8_t>(entry.change.kind)).struct_bytes +
                              PaddedTo8(entry.change.tail.size());
    if (!seqs_.empty() && (seqs_.size() >= question_.entries_max || begin + bytes > question_.bytes_max)) {
      page_.next_seq = entry.seq;
      return false;
    }
    // Offset 0: the seqs stand beside, those of a page may be further apart than an entry's offset can say.
    AppendHistoryEntry(entry, entry.seq, page_.bytes);
    seqs_.push_back(entry.seq);
    return true;
  }

  // What was taken was of another ticket.
  void Restart() {
    page_.bytes.clear();
    page_.next_seq = 0;
    last_seq_ = 0;
    seqs_.clear();
  }

  // The bytes no longer move.
  void Finish() {
    std::size_t at = 0;
    for (const std::uint64_t seq : seqs_) {
      HistoryWalk walk(std::string_view(page_.bytes).substr(at), seq);
      HistoryEntry entry;
      CHECK(walk.Next(entry));
      at = static_cast<std::size_t>(entry.change.tail.data() - page_.bytes.data()) + PaddedTo8(entry.change.tail.size());
      page_.entries.push_back(entry);
    }
  }

 private:
  const HistoryQuestion& question_;
  HistoryPage& page_;
  std::uint64_t last_seq_ = 0;
  std::vector<std::uint64_t> seqs_;
};

absl::StatusOr<HistoryPage> HistoryReader::Read(const HistoryQuestion& question) const {
  // What was cut between the two looks is in the store by now: look again. Each time the journal's begin has moved on.
  for (int tries = 1;; ++tries) {
    absl::StatusOr<HistoryPage> page = ReadOnce(question);
    if (page.ok() || !absl::IsOutOfRange(page.status()) || tries == kTriesMax) return page;
  }
}

absl::StatusOr<HistoryPage> HistoryReader::ReadOnce(const HistoryQuestion& question) const {
  HistoryPage page;
  Gathering gathering(question, page);
  // In this order: what is folded meanwhile comes twice, nothing is missed; and since only what the store has is cut, a mark that lies
  // before a base that was seen before it has lost what it had.
  const std::uint64_t base_seq = journal_.base().seq;
  const std::uint64_t written_seq = store_ == nullptr ? 0 : store_->written().position.seq;
  const std::uint64_t mark_seq = std::max(base_seq, written_seq);
  if (written_seq < base_seq) page.complete_from = base_seq + 1;
  std::uint64_t id = question.ticket.raw();
  if (store_ != nullptr) {
    if (absl::Status status = ReadStore(question, id, gathering); !status.ok()) return status;
  }
  page.committed_seq = page.complete_to = journal_.durable().seq;
  if (absl::Status status = ReadTail(question, mark_seq, id, gathering, page); !status.ok()) return status;
  gathering.Finish();
  if (page.ticket && page.ticket->submit_seq >= page.complete_from) page.complete_from = 0;  // all of it came later
  return page;
}

absl::Status HistoryReader::ReadStore(const HistoryQuestion& question, std::uint64_t& id, Gathering& gathering) const {
  if (id == 0) {
    const absl::StatusOr<std::optional<std::string>> found = store_->Get(StoreTable::kKey, HashKeyOf(question.key));
    if (!found.ok()) return found.status();
    if (!*found || (*found)->size() != sizeof(std::uint64_t)) return absl::OkStatus();
    id = ReadBigEndian(**found);
  }
  const std::string prefix = TicketKey(id);
  const char* flaw = nullptr;
  absl::Status scanned = store_->Scan(StoreTable::kHistory, prefix, prefix, [&](std::string_view key, std::string_view value) {
    if (key.size() != 2 * sizeof(std::uint64_t)) flaw = "a key of the history has not its 16 bytes";
    if (flaw != nullptr) return false;
    HistoryWalk walk(value, ReadBigEndian(key.substr(sizeof(std::uint64_t))));
    for (HistoryEntry entry; walk.Next(entry);) {
      if (!gathering.Take(entry)) return false;
    }
    if (walk.damaged()) flaw = "an entry of the history does not add up";
    return flaw == nullptr;
  });
  if (!scanned.ok()) return scanned;
  if (flaw != nullptr) {
    return absl::DataLossError(
        fmt::format("store: ticket {}: {}. Next: stop the daemon, move store/ aside and restore it from a backup", id, flaw));
  }
  return absl::OkStatus();
}

absl::Status HistoryReader::ReadTail(const HistoryQuestion& question, std::uint64_t mark_seq, std::uint64_t id, Gathering& gathering,
                                     HistoryPage& page) const {
  if (store_ != nullptr && id != 0) {
    const absl::StatusOr<std::optional<std::string>> kept = store_->Get(StoreTable::kRecord, TicketKey(id));
    if (!kept.ok()) return kept.status();
    if (*kept) page.ticket = DecodeProjectedTicket(**kept);
  }
  if (page.committed_seq <= mark_seq) return absl::OkStatus();
  const bool by_number = static_cast<bool>(question.ticket);
  bool full = page.next_seq != 0;
  std::uint64_t looked_at = 0;
  const absl::Status read = journal_.ReadFrom(mark_seq + 1, [&](std::string_view record) {
    TurnReader reader(record);
    const TurnHeader& header = reader.header();
    if (header.first_seq > page.committed_seq) return absl::CancelledError();
    if (looked_at >= tail_changes_max_) {
      page.complete_to = header.first_seq - 1;
      return absl::CancelledError();
    }
    looked_at += header.change_count;
    std::uint64_t seq = header.first_seq - 1;
    for (ChangeView change; reader.Next(change);) {
      ++seq;
      const std::uint64_t ticket = TicketOf(change);
      if (ticket == 0 || (ticket != id && (by_number || change.kind != ChangeKind::kSubmitted))) continue;
      if (change.kind == ChangeKind::kSubmitted) {
        const auto submitted = change.As<Submitted>();
        if (ticket != id) {
          if (KeyHash{submitted.key_high, submitted.key_low} != question.key) continue;
          // A key may be used again once its ticket is forgotten: it names the latest.
          id = ticket;
          gathering.Restart();
          full = false;
          page.ticket.reset();
        }
        change.tail = SplitTail(submitted, change.tail).claims;
        if (!page.ticket) page.ticket = ProjectedTicket{};
      } else if (!page.ticket && page.complete_from != 0) {  // how it began is lost
        page.ticket = ProjectedTicket{};
        page.ticket->ticket = ticket;
      }
      if (page.ticket) Fold(change, seq, *page.ticket);
      if (!full) full = !gathering.Take({seq, header.at, change});
    }
    return absl::OkStatus();
  });
  return absl::IsCancelled(read) ? absl::OkStatus() : read;
}

absl::StatusOr<std::string> HistoryReader::ReadBody(TicketId ticket) const {
  if (store_ == nullptr) return std::string();
  absl::StatusOr<std::optional<std::string>> found = store_->Get(StoreTable::kBody, TicketKey(ticket.raw()));
  if (!found.ok()) return found.status();
  return found->value_or(std::string());
}

}  // namespace tidegate
