#include "persistence/archive_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/model/change_subjects.h"
#include "core/model/turn_record.h"

namespace tidegate {
namespace {

absl::Status Damaged(std::string_view what) {
  return absl::DataLossError(fmt::format("store: {}. Next: stop the daemon, move store/ aside and restore it from a backup", what));
}

// The day of a number is that of its receipt in the workspace's zone: within a day of it by UTC, and a changed zone takes none back.
std::uint64_t FirstOfDay(Micros at, Micros days_on) {
  const Micros days = std::clamp<Micros>((std::max<Micros>(at - kTicketEpoch, 0) / kDay) + days_on, 0, (1 << kTicketDayBits) - 1);
  return MakeTicketId(static_cast<std::uint32_t>(days), 0, 0).raw();
}

}  // namespace

// The tickets of one page, from store and journal, in the order of the page: the first rows_max of all that belong to it, and one more,
// which tells that there is a next page.
class ArchiveReader::Gathering {
 public:
  explicit Gathering(const ArchiveQuestion& question)
      : question_(question), latest_first_(!question.ticket && (question.customer || question.order != 0)) {}

  bool latest_first() const { return latest_first_; }
  // Whether a page may have a ticket of this number: not before where it begins, nor behind where the store's part of it ended.
  bool IsWithin(std::uint64_t ticket) const {
    if (question_.ticket) return ticket == question_.ticket.raw();
    const std::uint64_t after = question_.after.raw();
    if (after != 0 && (latest_first_ ? ticket > after : ticket < after)) return false;
    return !stopped_at_ || (latest_first_ ? ticket > *stopped_at_ : ticket < *stopped_at_);
  }
  bool IsWanted(const ProjectedTicket& ticket) const { return ticket.received_at >= question_.from && ticket.received_at < question_.to; }
  // A ticket that began in the journal's tail: by what its submit says.
  bool IsWanted(const Submitted& submitted, std::uint64_t order) const {
    if (submitted.at < question_.from || submitted.at >= question_.to || !IsWithin(submitted.ticket)) return false;
    if (question_.ticket) return true;
    if (question_.customer) return submitted.customer == question_.customer.raw();
    return question_.order == 0 || order == question_.order;
  }

  bool full() const { return tickets_.size() > question_.rows_max; }
  void Add(const ProjectedTicket& ticket) {
    tickets_.emplace(Key(ticket.ticket), ticket);
    if (tickets_.size() <= question_.rows_max + 1) return;
    tickets_.erase(std::prev(tickets_.end()));
  }
  ProjectedTicket* Find(std::uint64_t ticket) {
    const auto found = tickets_.find(Key(ticket));
    return found == tickets_.end() ? nullptr : &found->second;
  }
  // The store's rows from this ticket on were not looked at.
  void StopAt(std::uint64_t ticket) { stopped_at_ = ticket; }

  void Finish(ArchiveRows& page) const {
    for (const auto& [key, ticket] : tickets_) {
      if (page.rows.size() == question_.rows_max) {
        page.next = TicketId(ticket.ticket);
        return;
      }
      page.rows.push_back(ticket);
    }
    if (stopped_at_) page.next = TicketId(*stopped_at_);
  }

 private:
  // The map's order is the page's.
  std::uint64_t Key(std::uint64_t ticket) const { return latest_first_ ? ~ticket : ticket; }

  const ArchiveQuestion& question_;
  const bool latest_first_;
  std::map<std::uint64_t, ProjectedTicket> tickets_;
  std::optional<std::uint64_t> stopped_at_;
};

absl::StatusOr<ArchiveRows> ArchiveReader::Read(const ArchiveQuestion& question) const {
  return TailReader::LookUntilUncut<ArchiveRows>([&] { return ReadOnce(question); });
}

absl::StatusOr<ArchiveRows> ArchiveReader::ReadOnce(const ArchiveQuestion& question) const {
  ArchiveRows page;
  Gathering gathering(question);
  const TailBegin tail = tail_.Begin(store_);
  page.complete_from = tail.complete_from;
  if (store_ != nullptr) {
    absl::Status status;
    if (question.ticket) {
      const absl::StatusOr<std::optional<ProjectedTicket>> record = RecordOf(question.ticket.raw());
      if (!record.ok()) return record.status();
      if (*record && gathering.IsWanted(**record)) gathering.Add(**record);
    } else if (question.customer) {
      status = ReadIndex(StoreTable::kCustomer, question.customer.raw(), question, gathering);
    } else if (question.order != 0) {
      status = ReadIndex(StoreTable::kOrder, question.order, question, gathering);
    } else {
      status = ReadByTime(question, gathering);
    }
    if (!status.ok()) return status;
  }
  page.committed_seq = page.complete_to = journal_.durable().seq;
  if (absl::Status status = ReadTail(tail.mark_seq, gathering, page); !status.ok()) return status;
  gathering.Finish(page);
  // All of the ticket that was asked for came later.
  if (question.ticket && !page.rows.empty() && page.rows.front().submit_seq >= page.complete_from) page.complete_from = 0;
  return page;
}

absl::StatusOr<std::optional<ProjectedTicket>> ArchiveReader::RecordOf(std::uint64_t ticket) const {
  const absl::StatusOr<std::optional<std::string>> kept = store_->Get(StoreTable::kRecord, TicketKey(ticket));
  if (!kept.ok()) return kept.status();
  if (!*kept) return std::optional<ProjectedTicket>();
  std::optional<ProjectedTicket> record = DecodeProjectedTicket(**kept);
  if (!record) return Damaged(fmt::format("the record of ticket {} is damaged", ticket));
  return record;
}

// Rows first, records behind them: a scan holds the store, and a look into another table in the middle of it is not everywhere allowed.
absl::Status ArchiveReader::ReadIndex(StoreTable table, std::uint64_t name, const ArchiveQuestion& question, Gathering& gathering) const {
  const std::string prefix = TicketKey(name);
  std::string from = question.after ? ArchiveKey(name, question.after.raw()) : prefix;
  const std::size_t rows_at_once = std::max<std::size_t>(question.rows_max + 1, 1);
  std::size_t looked_at = 0;
  while (!gathering.full()) {
    std::vector<std::uint64_t> found;
    bool damaged = false;
    absl::Status scanned = store_->Scan(table, prefix, from, [&](std::string_view key, std::string_view) {
      damaged = key.size() != 2 * sizeof(std::uint64_t);
      if (damaged || found.size() == rows_at_once) return false;
      found.push_back(ReadArchiveKey(key).ticket);
      return true;
    });
    if (!scanned.ok()) return scanned;
    if (damaged) return Damaged("a row of the archive has not its 16 bytes");
    for (const std::uint64_t ticket : found) {
      if (looked_at++ == kLookMax) {
        gathering.StopAt(ticket);
        return absl::OkStatus();
      }
      const absl::StatusOr<std::optional<ProjectedTicket>> record = RecordOf(ticket);
      if (!record.ok()) return record.status();
      if (!*record) continue;                                               // erased; the row goes when its neighbours are rewritten
      if ((*record)->received_at < question.from) return absl::OkStatus();  // and so are all that follow
      if (gathering.IsWanted(**record)) gathering.Add(**record);
      if (gathering.full()) return absl::OkStatus();
    }
    if (found.size() < rows_at_once) return absl::OkStatus();
    from = ArchiveKey(name, found.back() - 1);
  }
  return absl::OkStatus();
}

// Numbers ascend with the time of receipt, so the first of a range is found by halving.
absl::StatusOr<std::uint64_t> ArchiveReader::FirstReceivedFrom(Micros from) const {
  std::uint64_t low = FirstOfDay(from, -2);
  std::uint64_t high = FirstOfDay(from, 3);
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    std::optional<ProjectedTicket> first;
    bool damaged = false;
    absl::Status scanned = store_->Scan(StoreTable::kRecord, {}, TicketKey(middle), [&](std::string_view, std::string_view value) {
      first = DecodeProjectedTicket(value);
      damaged = !first;
      return false;
    });
    if (!scanned.ok()) return scanned;
    if (damaged) return Damaged("a record is damaged");
    if (first && first->received_at < from) {
      low = first->ticket + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

absl::Status ArchiveReader::ReadByTime(const ArchiveQuestion& question, Gathering& gathering) const {
  std::uint64_t first = question.after.raw();
  if (first == 0 && question.from > kTicketEpoch) {
    const absl::StatusOr<std::uint64_t> found = FirstReceivedFrom(question.from);
    if (!found.ok()) return found.status();
    first = *found;
  }
  std::size_t looked_at = 0;
  bool damaged = false;
  absl::Status scanned = store_->Scan(StoreTable::kRecord, {}, TicketKey(first), [&](std::string_view key, std::string_view value) {
    const std::optional<ProjectedTicket> ticket = DecodeProjectedTicket(value);
    damaged = !ticket || key.size() != sizeof(std::uint64_t);
    if (damaged || ticket->received_at >= question.to) return false;
    if (looked_at++ == kLookMax) {
      gathering.StopAt(ticket->ticket);
      return false;
    }
    if (gathering.IsWanted(*ticket)) gathering.Add(*ticket);
    return !gathering.full();
  });
  if (damaged) return Damaged("a record is damaged");
  return scanned;
}

absl::Status ArchiveReader::ReadTail(std::uint64_t mark_seq, Gathering& gathering, ArchiveRows& page) const {
  const absl::StatusOr<std::uint64_t> complete_to =
      tail_.Read(mark_seq, page.committed_seq, [&](const ChangeView& change, std::uint64_t seq, Micros) {
        const std::uint64_t id = TicketOf(change);
        if (id == 0) return absl::OkStatus();
        if (change.kind == ChangeKind::kSubmitted && gathering.Find(id) == nullptr) {
          const auto submitted = change.As<Submitted>();
          ProjectedTicket begun;
          begun.ticket = id;
          if (gathering.IsWanted(submitted, OrderOf(change))) gathering.Add(begun);
        }
        if (ProjectedTicket* ticket = gathering.Find(id)) Fold(change, seq, *ticket);
        return absl::OkStatus();
      });
  if (!complete_to.ok()) return complete_to.status();
  page.complete_to = *complete_to;
  return absl::OkStatus();
}

}  // namespace tidegate
