#include "persistence/history_reader.h"

#include <fmt/format.h>

#include "core/model/body.h"
#include "core/model/change_subjects.h"

namespace tidegate {
namespace {

// Of one question: as many as the engine keeps, and no more than 12 MiB. Later ones have a name once they are in the store.
constexpr std::size_t kTailClientsMax = 65'536;
constexpr std::size_t kClientBytes = kKeyBytesMax + 48;  // of a client in the page's frame, at most

}  // namespace

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
    const std::uint64_t client = SubjectsOf(entry.change).client;
    const std::size_t clients = clients_.size() + (client != 0 && !clients_.contains(client) ? 1 : 0);
    const bool fits = begin + bytes + clients * kClientBytes <= question_.bytes_max;
    if (!seqs_.empty() && (seqs_.size() >= question_.entries_max || !fits)) {
      page_.next_seq = entry.seq;
      return false;
    }
    if (client != 0) clients_.insert(client);
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
    clients_.clear();
  }

  const std::set<std::uint64_t>& clients() const { return clients_; }

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
  std::set<std::uint64_t> clients_;  // whom they name
};

absl::StatusOr<HistoryPage> HistoryReader::Read(const HistoryQuestion& question) const {
  return TailReader::LookUntilUncut<HistoryPage>([&] { return ReadOnce(question); });
}

absl::StatusOr<HistoryPage> HistoryReader::ReadOnce(const HistoryQuestion& question) const {
  HistoryPage page;
  Gathering gathering(question, page);
  const TailBegin tail = tail_.Begin(store_);
  page.complete_from = tail.complete_from;
  std::uint64_t id = question.ticket.raw();
  if (store_ != nullptr) {
    if (absl::Status status = ReadStore(question, id, gathering); !status.ok()) return status;
  }
  page.committed_seq = page.complete_to = journal_.durable().seq;
  ClientNews clients(kTailClientsMax);
  if (absl::Status status = ReadTail(question, tail.mark_seq, id, gathering, clients, page); !status.ok()) return status;
  gathering.Finish();
  if (absl::Status status = NameClients(gathering.clients(), clients, page); !status.ok()) return status;
  if (page.ticket && page.ticket->submit_seq >= page.complete_from) page.complete_from = 0;  // all of it came later
  return page;
}

absl::Status HistoryReader::NameClients(const std::set<std::uint64_t>& clients, const ClientNews& news, HistoryPage& page) const {
  for (const std::uint64_t client : clients) {
    std::optional<ClientName> name;
    if (const auto recent = news.clients().find(client); recent != news.clients().end()) {
      name = recent->second;
    } else if (store_ != nullptr) {
      const std::string key = ClientKey(client);
      const absl::StatusOr<std::optional<std::string>> row = store_->Get(StoreTable::kClient, key);
      if (!row.ok()) return row.status();
      if (*row) name = DecodeClientName(key, **row);
    }
    if (name) page.clients.push_back(*std::move(name));
  }
  return absl::OkStatus();
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
                                     ClientNews& clients, HistoryPage& page) const {
  if (store_ != nullptr && id != 0) {
    const absl::StatusOr<std::optional<std::string>> kept = store_->Get(StoreTable::kRecord, TicketKey(id));
    if (!kept.ok()) return kept.status();
    if (*kept) page.ticket = DecodeProjectedTicket(**kept);
  }
  const bool by_number = static_cast<bool>(question.ticket);
  bool full = page.next_seq != 0;
  const absl::StatusOr<std::uint64_t> complete_to =
      tail_.Read(mark_seq, page.committed_seq, [&](ChangeView change, std::uint64_t seq, Micros at) {
        clients.Take(change);
        const std::uint64_t ticket = TicketOf(change);
        if (ticket == 0 || (ticket != id && (by_number || change.kind != ChangeKind::kSubmitted))) return absl::OkStatus();
        if (change.kind == ChangeKind::kSubmitted) {
          const auto submitted = change.As<Submitted>();
          if (ticket != id) {
            if (KeyHash{submitted.key_high, submitted.key_low} != question.key) return absl::OkStatus();
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
        if (!full) full = !gathering.Take({seq, at, change});
        return absl::OkStatus();
      });
  if (!complete_to.ok()) return complete_to.status();
  page.complete_to = *complete_to;
  return absl::OkStatus();
}

absl::StatusOr<std::string> HistoryReader::ReadBody(TicketId ticket) const {
  if (store_ == nullptr) return std::string();
  absl::StatusOr<std::optional<std::string>> found = store_->Get(StoreTable::kBody, TicketKey(ticket.raw()));
  if (!found.ok()) return found.status();
  return found->value_or(std::string());
}

}  // namespace tidegate
