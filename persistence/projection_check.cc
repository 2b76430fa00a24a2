#include "persistence/projection_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/base/hash.h"
#include "core/model/body.h"
#include "core/model/change_subjects.h"
#include "core/model/turn_record.h"
#include "persistence/client_news.h"
#include "persistence/history_codec.h"
#include "persistence/journal_chain.h"
#include "persistence/tail_reader.h"
#include "persistence/ticket_record.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kProgressEvery = 65'536;  // rows or changes
constexpr std::string_view kNext =
    "Next: stop the daemon and move store/ aside; if the journal begins with seq 1 it is made anew, else restore it from a backup";

// A history as a number: which entries, at what time, with what bytes.
class HistoryHash {
 public:
  void Add(const HistoryEntry& entry) {
    bytes_.clear();
    AppendHistoryEntry(entry, entry.seq, bytes_);
    value_ = Hash64(bytes_.data(), bytes_.size(), value_ ^ entry.seq);
    ++entries_;
  }
  std::uint64_t entries() const { return entries_; }
  friend bool operator==(const HistoryHash& a, const HistoryHash& b) { return a.value_ == b.value_ && a.entries_ == b.entries_; }

 private:
  std::string bytes_;
  std::uint64_t value_ = 0;
  std::uint64_t entries_ = 0;
};

// What the journal says of a ticket.
struct Expected {
  ProjectedTicket record;
  HistoryHash history;
  std::uint64_t body_hash = 0;
  std::uint64_t order = 0;
  enum class Begun : std::uint8_t { kBefore, kHere } begun = Begun::kBefore;  // before the journal's first change, or in it
};

class Check {
 public:
  Check(JournalSink& journal, const Store& store, const VerifyOptions& options, VerifyReport& report, VerifiedProjection& projection)
      : journal_(journal), store_(store), options_(options), report_(report), projection_(projection), mark_(store.written()) {}

  void Run(std::uint64_t directory_id) {
    projection_.projected_seq = mark_.position.seq;
    ReadRows();
    if (!CheckMark(directory_id)) return;
    const std::uint64_t tickets = std::max<std::uint64_t>(projection_.tickets, 1);
    const std::uint64_t per_pass = std::max<std::uint64_t>(options_.tickets_per_pass, 1);
    passes_ = (tickets + per_pass - 1) / per_pass;
    const std::uint64_t wanted = options_.depth == VerifyDepth::kDeep ? passes_ : 1;
    for (std::uint64_t pass = 0; pass < wanted; ++pass) {
      if (!ReadJournal(pass)) return;
      for (const auto& [ticket, expected] : expected_) Compare(ticket, expected);
      for (const auto& [client, name] : clients_.clients()) CompareClient(client, name);
      projection_.compared += expected_.size();
    }
    if (begun_here_ != submitted_here_) {
      Bad(fmt::format("the journal begins {} tickets up to seq {}, the projection has records of {} of them", submitted_here_,
                      mark_.position.seq, begun_here_));
    }
  }

 private:
  void Bad(const std::string& what) { report_.Add(VerifyStage::kProjection, fmt::format("projection: {}. {}", what, kNext)); }
  void Progress(std::uint64_t done, std::uint64_t of) const {
    if (options_.progress) options_.progress(VerifyStage::kProjection, done, of);
  }

  // Whether what the store goes up to is a place of this journal; only then can they be compared.
  bool CheckMark(std::uint64_t directory_id) {
    const JournalPosition at = mark_.position;
    if (directory_id != 0 && mark_.directory_id != 0 && mark_.directory_id != directory_id) {
      Bad(fmt::format("it belongs to the directory {:016x}, this one is {:016x}", mark_.directory_id, directory_id));
      return false;
    }
    if (at.seq > report_.end.seq) {
      Bad(fmt::format("it goes up to seq {}, the journal ends at seq {}", at.seq, report_.end.seq));
      return false;
    }
    if (at.seq < report_.base.seq) {
      Bad(fmt::format("it ends at seq {}, the journal begins at seq {}: what lies between is in neither", at.seq, report_.base.seq + 1));
      return false;
    }
    JournalPosition found = report_.base;
    if (at.seq != report_.base.seq) {
      const absl::Status read = journal_.ReadFrom(at.seq, [&](std::string_view record) {
        found = PositionAfter(record);
        return absl::CancelledError();
      });
      if (!read.ok() && !absl::IsCancelled(read)) return false;  // the journal's own check has said it
    }
    if (found == at) return true;
    Bad(fmt::format("it was made from another journal: at seq {} it has the chain {:016x}, the journal {:016x} (seq {})", at.seq, at.chain,
                    found.chain, found.seq));
    return false;
  }

  void ReadRows() {
    std::uint64_t rows = 0;
    const auto scan = [&](StoreTable table, auto check) {
      std::uint64_t& count = projection_.rows[static_cast<std::size_t>(table)];
      const absl::Status scanned = store_.Scan(table, {}, {}, [&](std::string_view key, std::string_view value) {
        ++count;
        if (++rows % kProgressEvery == 0) Progress(rows, 0);
        check(key, value);
        return true;
      });
      if (!scanned.ok()) report_.Add(VerifyStage::kProjection, std::string(scanned.message()));
    };
    scan(StoreTable::kRecord, [this](std::string_view key, std::string_view value) { CheckRecordRow(key, value); });
    scan(StoreTable::kBody, [this](std::string_view key, std::string_view value) {
      if (key.size() != 8 || !DecodeBody(value)) Bad(fmt::format("the texts of ticket {} are damaged", Id(key)));
    });
    scan(StoreTable::kKey, [this](std::string_view key, std::string_view value) {
      if (key.size() != 16 || value.size() != 8) Bad("a row of keys has not its 16 and 8 bytes");
    });
    scan(StoreTable::kCustomer, [this](std::string_view key, std::string_view value) {
      if (key.size() != 16 || !value.empty()) return Bad("a row of customers has not its 16 bytes, or more");
      if (ReadArchiveKey(key).ticket >= mark_.whole_from) ++customer_rows_;
    });
    scan(StoreTable::kOrder, [this](std::string_view key, std::string_view value) {
      if (key.size() != 16 || !value.empty()) Bad("a row of orders has not its 16 bytes, or more");
    });
    // That each is there, Compare finds.
    if (customer_rows_ != customers_) {
      Bad(fmt::format("{} records name a customer, {} rows of customers name tickets", customers_, customer_rows_));
    }
    scan(StoreTable::kClient, [this](std::string_view key, std::string_view value) {
      if (!DecodeClientName(key, value)) Bad("a row of clients has not its 8 bytes, or no role and name");
    });
    scan(StoreTable::kHistory, [this](std::string_view key, std::string_view value) {
      if (key.size() != 16) return Bad("a key of the history has not its 16 bytes");
      HistoryWalk walk(value, ReadBigEndian(key.substr(8)));
      for (HistoryEntry entry; walk.Next(entry);) {
      }
      if (walk.damaged()) Bad(fmt::format("an entry of the history of ticket {} does not add up", Id(key)));
    });
  }

  static std::uint64_t Id(std::string_view key) { return key.size() < 8 ? 0 : ReadBigEndian(key); }

  void CheckRecordRow(std::string_view key, std::string_view value) {
    const std::optional<ProjectedTicket> record = DecodeProjectedTicket(value);
    if (key.size() != 8 || !record || record->ticket != Id(key)) return Bad(fmt::format("the record of ticket {} is damaged", Id(key)));
    ++projection_.tickets;
    if (record->submit_seq > report_.base.seq && record->ticket >= mark_.whole_from) ++begun_here_;
    if (record->customer != 0 && record->ticket >= mark_.whole_from) ++customers_;
    if (record->last_seq > mark_.position.seq) {
      Bad(fmt::format("the record of ticket {} goes up to seq {}, the projection to {}", record->ticket, record->last_seq,
                      mark_.position.seq));
    }
  }

  bool ReadJournal(std::uint64_t pass) {
    expected_.clear();
    clients_.Clear();
    submitted_here_ = 0;
    std::uint64_t looked_at = 0;
    const TailReader journal(journal_, kTailWithoutBound);
    const auto take = [&](const ChangeView& change, std::uint64_t seq, Micros at) {
      if (++looked_at % kProgressEvery == 0) Progress(looked_at, mark_.position.seq - report_.base.seq);
      const ChangeSubjects subjects = SubjectsOf(change);
      const std::uint64_t ticket = subjects.ticket;
      if (ticket == 0 && subjects.client != 0 && Hash64(&subjects.client, sizeof subjects.client) % passes_ == pass) clients_.Take(change);
      if (change.kind == ChangeKind::kSubmitted && ticket >= mark_.whole_from) ++submitted_here_;
      if (ticket != 0 && Hash64(&ticket, sizeof ticket) % passes_ == pass) Take(ticket, {seq, at, change});
      return absl::OkStatus();
    };
    return journal.Read(report_.base.seq, mark_.position.seq, take).ok();  // otherwise the journal's own check has said it
  }

  void Take(std::uint64_t ticket, HistoryEntry entry) {
    Expected& expected = expected_[ticket];
    entry.change.command = 0;
    if (entry.change.kind == ChangeKind::kSubmitted) {
      const SubmittedTail tail = SplitTail(entry.change.As<Submitted>(), entry.change.tail);
      expected.begun = Expected::Begun::kHere;
      expected.body_hash = Hash64(tail.body.data(), tail.body.size());
      expected.order = OrderOf(entry.change);
      entry.change.tail = tail.claims;
    }
    Fold(entry.change, entry.seq, expected.record);
    expected.history.Add(entry);
  }

  void Compare(std::uint64_t ticket, const Expected& expected) {
    const std::string key = TicketKey(ticket);
    if (ticket < mark_.whole_from) {
      const absl::StatusOr<std::optional<std::string>> there = store_.Get(StoreTable::kRecord, key);
      const bool may_be_erased = expected.begun == Expected::Begun::kBefore || expected.record.ended_at() != 0;
      if (there.ok() && !*there && may_be_erased) return;
    }
    const auto bad = [&](const char* what) { Bad(fmt::format("{} of ticket {} is not what the journal says", what, ticket)); };
    HistoryHash history;
    std::uint64_t last_seq = report_.base.seq;
    const absl::Status scanned = store_.Scan(StoreTable::kHistory, key, key, [&](std::string_view row, std::string_view value) {
      HistoryWalk walk(value, ReadBigEndian(row.substr(8)));
      for (HistoryEntry entry; walk.Next(entry);) {
        if (entry.seq <= last_seq) continue;  // before the journal, or twice after a crash of the projector
        last_seq = entry.seq;
        history.Add(entry);
      }
      return true;
    });
    if (!scanned.ok()) return;  // ReadRows has said it
    if (!(history == expected.history)) bad("the history");
    const absl::StatusOr<std::optional<std::string>> kept = store_.Get(StoreTable::kRecord, key);
    if (!kept.ok()) return;
    const std::optional<ProjectedTicket> record = *kept ? DecodeProjectedTicket(**kept) : std::nullopt;
    if (!record) return bad("the record");
    if (expected.begun == Expected::Begun::kBefore) {
      if (record->last_seq != expected.record.last_seq) bad("the record");
      return;
    }
    if (BytesOf(*record) != BytesOf(expected.record)) bad("the record");
    const absl::StatusOr<std::optional<std::string>> body = store_.Get(StoreTable::kBody, key);
    if (body.ok() && (!*body || Hash64((*body)->data(), (*body)->size()) != expected.body_hash)) bad("the text");
    const absl::StatusOr<std::optional<std::string>> named = store_.Get(StoreTable::kKey, HashKeyOf(expected.record.key));
    // A key may be used again when its ticket is forgotten: it then names a later one.
    if (named.ok() && (!*named || (*named)->size() != 8 || ReadBigEndian(**named) < ticket)) bad("the external key");
    const auto lacks = [&](StoreTable table, std::uint64_t name) {
      if (name == 0) return false;
      const absl::StatusOr<std::optional<std::string>> row = store_.Get(table, ArchiveKey(name, ticket));
      return row.ok() && !*row;
    };
    if (lacks(StoreTable::kCustomer, expected.record.customer)) bad("the row of its customer");
    if (lacks(StoreTable::kOrder, expected.order)) bad("the row of its order");
  }

  void CompareClient(std::uint64_t client, const std::optional<ClientName>& expected) {
    const std::string key = ClientKey(client);
    const absl::StatusOr<std::optional<std::string>> row = store_.Get(StoreTable::kClient, key);
    if (!row.ok()) return;  // ReadRows has said it
    const std::optional<ClientName> name = *row ? DecodeClientName(key, **row) : std::nullopt;
    if (name != expected) Bad(fmt::format("the name of client {:016x} is not what the journal says", client));
  }

  JournalSink& journal_;
  const Store& store_;
  const VerifyOptions& options_;
  VerifyReport& report_;
  VerifiedProjection& projection_;
  const StoreMark mark_;
  std::uint64_t passes_ = 1;
  std::unordered_map<std::uint64_t, Expected> expected_;  // of one pass
  ClientNews clients_{ClientNews::kWithoutBound};         // of one pass
  std::uint64_t begun_here_ = 0;                          // records whose submit stands in the journal
  std::uint64_t customers_ = 0;                           // records that name a customer
  std::uint64_t customer_rows_ = 0;
  std::uint64_t submitted_here_ = 0;  // submits in the journal, up to the mark
};

}  // namespace

void CheckProjection(JournalSink& journal, const Store& store, std::uint64_t directory_id, const VerifyOptions& options,
                     VerifyReport& report) {
  VerifiedProjection& projection = report.projection.emplace();
  Check(journal, store, options, report, projection).Run(directory_id);
}

}  // namespace tidegate
