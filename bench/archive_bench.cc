// archive_bench: what it costs to find archived tickets by customer, order, number and time, and to make the archive.
//
// The tickets are made by the projector's own code out of a journal that is never written: each record is made anew when it is read. A
// ticket is submitted, classified, offered, accepted, resolved and closed; a customer has some five of them, one customer has very many.
// Then the store is opened again, what the system keeps of its files in memory is given back, and questions are asked at random: so nearly
// every one meets the disk. The goal is 20 ms for a page of a customer's tickets over 10 million (bench/results).
//
//   archive_bench [TICKETS]     (default 10000000; in $TMPDIR, else /tmp; some 450 bytes of disk a ticket)
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/model/body.h"
#include "core/model/turn_record.h"
#include "persistence/archive_reader.h"
#include "persistence/data_directory.h"
#include "persistence/journal_chain.h"
#include "persistence/projector.h"
#include "persistence/rocksdb_store.h"

namespace tidegate {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kTicketsUsual = 10'000'000;
constexpr std::uint64_t kTicketsPerDay = 200'000;
constexpr std::uint64_t kTicketsPerRecord = 64;
constexpr std::uint64_t kChangesPerTicket = 6;
constexpr std::uint64_t kTicketsPerCustomer = 5;
constexpr std::uint64_t kBusyEvery = 500;  // each so many tickets one of the customer who has very many
constexpr std::uint64_t kBusyCustomer = 77;
constexpr std::size_t kQuestions = 500;

double Seconds(Clock::duration span) { return std::chrono::duration<double>(span).count(); }

// Spreads numbers as a keyed hash does.
std::uint64_t Spread(std::uint64_t number) {
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
  return number ^ (number >> 31);
}

std::uint64_t TicketAt(std::uint64_t place) {
  return MakeTicketId(static_cast<std::uint32_t>(5'000 + place / kTicketsPerDay), 0, place % kTicketsPerDay + 1).raw();
}
Micros ReceivedAt(std::uint64_t place) {
  return kTicketEpoch + static_cast<Micros>(5'000 + place / kTicketsPerDay) * kDay +
         static_cast<Micros>(place % kTicketsPerDay) * (kDay / static_cast<Micros>(kTicketsPerDay));
}
std::uint64_t CustomerAt(std::uint64_t place, std::uint64_t tickets) {
  return place % kBusyEvery == 0 ? kBusyCustomer : Spread(place % (tickets / kTicketsPerCustomer) + 1'000);
}
std::uint64_t OrderAt(std::uint64_t place) { return Spread(place / 2 + 1) | 1; }

// The journal of a house that has been open for long. Reads only.
class MadeJournal final : public JournalSink {
 public:
  explicit MadeJournal(std::uint64_t tickets) : tickets_(tickets), records_(tickets / kTicketsPerRecord) {
    Body texts;
    texts[BodyField::kExternalKey] = "INC0000045";
    texts[BodyField::kTitle] = "the refund has not arrived";
    texts[BodyField::kText] = "Ordered last week, sent back on Monday, and the money is not there. Please look into it.";
    AppendBody(texts, body_);
    end_ = PositionAfter(Record(records_ - 1));
  }

  JournalPosition durable() const override { return end_; }
  JournalPosition base() const override { return {}; }
  absl::Status ReadFrom(std::uint64_t seq, RecordCallback callback) override {
    for (std::uint64_t record = (seq - 1) / (kTicketsPerRecord * kChangesPerTicket); record < records_; ++record) {
      if (absl::Status status = callback(Record(record)); !status.ok()) return status;
    }
    return absl::OkStatus();
  }
  absl::Status Append(const JournalCommit&) override { return absl::UnimplementedError("it is only read"); }
  absl::Status CutBefore(std::uint64_t) override { return absl::UnimplementedError("it is only read"); }
  std::vector<JournalPiece> Pieces() const override { return {}; }
  absl::Status CutAfter(std::uint64_t, std::uint32_t) override { return absl::UnimplementedError("it is only read"); }
  absl::Status PromiseEpoch(std::uint32_t) override { return absl::UnimplementedError("it is only read"); }
  std::uint32_t promised_epoch() const override { return 0; }
  absl::Status SyncNow() override { return absl::OkStatus(); }
  bool synced() const override { return true; }

 private:
  std::string_view Record(std::uint64_t number) {
    record_.assign(sizeof(TurnHeader), '\0');
    const std::uint64_t first = number * kTicketsPerRecord;
    for (std::uint64_t place = first; place < first + kTicketsPerRecord; ++place) AddTicket(place);
    TurnHeader header{.first_seq = first * kChangesPerTicket + 1, .at = ReceivedAt(first) + 4 * kHour, .epoch = 1};
    header.change_count = static_cast<std::uint32_t>(kTicketsPerRecord * kChangesPerTicket);
    header.bytes = static_cast<std::uint32_t>(record_.size());
    std::memcpy(record_.data(), &header, sizeof header);
    SealRecord(record_.data(), record_.size(), Spread(number));
    return record_;
  }

  void AddTicket(std::uint64_t place) {
    const std::uint64_t id = TicketAt(place);
    const Micros at = ReceivedAt(place);
    Submitted submitted{.ticket = id, .key_high = Spread(id), .key_low = Spread(id + 1)};
    submitted.customer = CustomerAt(place, tickets_);
    submitted.client = 9;
    submitted.at = at;
    submitted.type = static_cast<std::uint16_t>(1 + place % 4);
    submitted.channel = static_cast<std::uint8_t>(1 + place % 10);
    SubmitFacts facts;
    facts.order = OrderAt(place);
    std::string tail(reinterpret_cast<const char*>(&facts), sizeof facts);
    Add(submitted, tail + body_);
    Add(Classified{.ticket = id, .respond_due = at + kHour, .resolve_due = at + kDay, .level = 3, .tier = 4, .order_level = 3}, {});
    Add(Offered{.ticket = id, .at = at, .agent = static_cast<std::uint32_t>(1 + place % 900), .token = 1}, {});
    Add(Accepted{.ticket = id, .at = at + kSecond, .agent = static_cast<std::uint32_t>(1 + place % 900), .token = 1}, {});
    Resolved resolved{.ticket = id, .at = at + kHour, .first_response_at = at + kMinute};
    resolved.agent = static_cast<std::uint32_t>(1 + place % 900);
    resolved.result_code = 1;
    Add(resolved, "the refund was sent again");
    Add(TicketClosed{.ticket = id, .at = at + 2 * kHour, .status = static_cast<std::uint64_t>(Status::kClosed)}, {});
  }

  template <class Change>
  void Add(const Change& change, std::string_view tail) {
    const EntryHeader entry{.kind = static_cast<std::uint8_t>(ChangeTraits<Change>::kKind),
                            .tail_bytes = static_cast<std::uint32_t>(tail.size())};
    record_.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    record_.append(reinterpret_cast<const char*>(&change), sizeof change);
    record_.append(tail).append(PaddedTo8(tail.size()) - tail.size(), '\0');
  }

  const std::uint64_t tickets_;
  const std::uint64_t records_;
  std::string body_;
  std::string record_;
  JournalPosition end_;
};

// Gives back what the system keeps of the files in memory.
void ForgetFiles(const std::string& folder) {
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    const int descriptor = ::open(file.path().c_str(), O_RDONLY);
    if (descriptor < 0) continue;
    ::fsync(descriptor);
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    ::close(descriptor);
  }
}

void Ask(const char* what, const ArchiveReader& reader, const std::function<ArchiveQuestion(std::mt19937_64&)>& question) {
  std::mt19937_64 dice(42);
  std::vector<double> spans;
  std::uint64_t rows = 0;
  for (std::size_t i = 0; i < kQuestions; ++i) {
    const ArchiveQuestion asked = question(dice);
    const Clock::time_point begin = Clock::now();
    const absl::StatusOr<ArchiveRows> page = reader.Read(asked);
    spans.push_back(Seconds(Clock::now() - begin) * 1e3);
    CHECK(page.ok());
    rows += page->rows.size();
  }
  std::sort(spans.begin(), spans.end());
  fmt::print("{:<40} {:>8.2f} {:>8.2f} {:>8.2f}   {:>6.1f} rows\n", what, spans[spans.size() / 2], spans[spans.size() * 99 / 100],
             spans.back(), static_cast<double>(rows) / kQuestions);
}

int Run(std::uint64_t tickets) {
  const char* above = std::getenv("TMPDIR");
  std::string folder = fmt::format("{}/archive_bench.XXXXXX", above != nullptr ? above : "/tmp");
  CHECK(::mkdtemp(folder.data()) != nullptr);
  {
    const std::unique_ptr<DataDirectory> directory = DataDirectory::Open(folder + "/data").value();
    MadeJournal journal(tickets);
    const Clock::time_point begin = Clock::now();
    {
      const std::unique_ptr<RocksdbStore> store = RocksdbStore::Open(*directory).value();
      store->SetPace(StorePace::kOrdinary);
      Projector projector(journal, *store);
      projector.Hurry();
      while (projector.facts().projected_seq != journal.durable().seq) CHECK(projector.Step(kSecond).ok());
      CHECK(projector.Finish().ok());
      const double span = Seconds(Clock::now() - begin);
      fmt::print("{} tickets made in {:.0f} s ({:.0f} a second), {:.2f} GB, {:.0f} bytes a ticket\n", tickets, span,
                 static_cast<double>(tickets) / span, static_cast<double>(store->Bytes()) / 1e9,
                 static_cast<double>(store->Bytes()) / static_cast<double>(tickets));
    }
    ForgetFiles(directory->store_path());
    const std::unique_ptr<RocksdbStore> store = RocksdbStore::Open(*directory).value();
    const ArchiveReader reader(journal, store.get());
    fmt::print("{:<40} {:>8} {:>8} {:>8}   ms, {} questions each\n", "a page of at most 64 tickets", "p50", "p99", "max", kQuestions);
    const auto place = [tickets](std::mt19937_64& dice) { return dice() % (tickets / kTicketsPerRecord * kTicketsPerRecord); };
    Ask("by customer", reader, [&](std::mt19937_64& dice) {
      return ArchiveQuestion{.customer = CustomerId(CustomerAt(place(dice) / kBusyEvery * kBusyEvery + 1, tickets))};
    });
    Ask("by customer, one with very many", reader, [&](std::mt19937_64& dice) {
      return ArchiveQuestion{.customer = CustomerId(kBusyCustomer), .after = TicketId(TicketAt(place(dice)))};
    });
    Ask("by order", reader, [&](std::mt19937_64& dice) { return ArchiveQuestion{.order = OrderAt(place(dice))}; });
    Ask("by number", reader, [&](std::mt19937_64& dice) { return ArchiveQuestion{.ticket = TicketId(TicketAt(place(dice)))}; });
    Ask("received within an hour", reader, [&](std::mt19937_64& dice) {
      const Micros from = ReceivedAt(place(dice));
      return ArchiveQuestion{.from = from, .to = from + kHour};
    });
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return 0;
}

}  // namespace
}  // namespace tidegate

int main(int argc, char** argv) {
  const std::uint64_t tickets = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : tidegate::kTicketsUsual;
  if (tickets < 1'000) {
    fmt::print(stderr, "archive_bench [TICKETS]: at least 1000\n");
    return 2;
  }
  return tidegate::Run(tickets);
}
