// DurableHistory: what the simulated disk has, followed record by record: a rebuilt engine, and facts by ticket counted naively.
//
// The measure of everything that leaves the daemon: an answer may only say what stands here at that moment. Fed by WatchedJournal after
// each successful Append, or by reading a surviving disk. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/state.h"
#include "persistence/journal_sink.h"
#include "tests/simulation/durable_care.h"
#include "tests/simulation/naive_history.h"
#include "tests/simulation/simulation_parts.h"

namespace tidegate {

class DurableHistory {
 public:
  struct TicketFacts {
    std::uint32_t offered_to = 0;  // the one who has the offer now
    std::uint32_t held_by = 0;     // the one who has accepted it
    std::uint32_t token = 0;       // of the latest offer
    std::uint64_t accept_seq = 0;
    std::uint64_t return_seq = 0;
    std::uint32_t resolutions = 0;
    bool resolved = false;                          // and not reopened since
    bool ended = false;                             // otherwise: cancelled, abandoned, or part of another one
    std::uint64_t looks = 0;                        // at its personal data
    std::map<std::uint32_t, std::uint32_t> offers;  // agent by token
    std::set<std::uint32_t> accepted;               // tokens
    std::set<std::uint32_t> returned;               // tokens
  };

  DurableHistory(const EngineLimits& limits, Problems* problems) : engine_(limits), problems_(problems) {}

  void Follow(std::string_view record);

  std::uint64_t seq() const { return engine_.state().tables().seq; }
  std::uint64_t Fingerprint() const { return engine_.state().Fingerprint(); }
  // nullptr when the disk knows no such ticket.
  const TicketFacts* Find(TicketId ticket) const;
  std::uint64_t tickets() const { return tickets_.size(); }
  // Everything followed, in order: also what was cut from the disk since.
  const std::vector<std::string>& records() const { return records_; }
  // What histories must say.
  const NaiveHistory& naive() const { return naive_; }
  const DurableCare& care() const { return care_; }

 private:
  void Check(const ChangeView& change);

  Engine engine_;
  Problems* problems_;
  std::uint64_t walked_seq_ = 0;
  NaiveHistory naive_;
  DurableCare care_;
  std::map<std::uint64_t, TicketFacts> tickets_;
  std::vector<std::string> records_;
};

// A journal that tells the history what became durable.
class WatchedJournal final : public JournalSink {
 public:
  WatchedJournal(JournalSink* journal, DurableHistory* history) : journal_(journal), history_(history) {}

  absl::Status Append(const JournalCommit& commit) override;
  JournalPosition durable() const override { return journal_->durable(); }
  JournalPosition base() const override { return journal_->base(); }
  absl::Status ReadFrom(std::uint64_t seq, RecordCallback callback) override { return journal_->ReadFrom(seq, callback); }
  absl::Status CutBefore(std::uint64_t seq) override { return journal_->CutBefore(seq); }
  std::vector<JournalPiece> Pieces() const override { return journal_->Pieces(); }
  absl::Status CutAfter(std::uint64_t seq, std::uint32_t epoch) override { return journal_->CutAfter(seq, epoch); }
  absl::Status PromiseEpoch(std::uint32_t epoch) override { return journal_->PromiseEpoch(epoch); }
  std::uint32_t promised_epoch() const override { return journal_->promised_epoch(); }
  absl::Status SyncNow() override { return journal_->SyncNow(); }
  bool synced() const override { return journal_->synced(); }

 private:
  JournalSink* journal_;
  DurableHistory* history_;
};

}  // namespace tidegate
