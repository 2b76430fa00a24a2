// KeyChecker: asks a restarted daemon for every key of the ledger and compares: nothing that was acknowledged is missing, behind or under
// another number, and nothing is further than anybody asked.
//
// Of keys without an acknowledgement it learns whether they are there: the repeated submit must then be called a duplicate, or not.
#pragma once

#include "tests/crash/crash_peer.h"

namespace tidegate {

class KeyChecker : public CrashPeer {
 public:
  // `front_ends` are the names whose keys the ledger holds, by LedgerEntry::front_end.
  KeyChecker(CrashRound& round, std::vector<std::string> front_ends)
      : CrashPeer(round, "checker", Role::kSupervisor), front_ends_(std::move(front_ends)) {}

  // Pipelined, as far as credits reach; the rest follows with the answers.
  void Pump() {
    while (round_.alive && asked_ < round_.ledger.size() && client().room() > 0) {
      client::TicketNameMessage name;
      name.external_key = round_.ledger.At(asked_).key;
      name.front_end = front_ends_[round_.ledger.At(asked_).front_end];
      Expect(client().Query(name, asked_));
      ++asked_;
    }
  }
  bool done() const { return answered_ == round_.ledger.size(); }

  std::size_t found_open() const { return found_open_; }
  // Of those that were not acknowledged.
  std::size_t kept() const { return kept_; }
  std::size_t gone() const { return gone_; }

  void OnHello(const client::HelloInfo&) override { Pump(); }

  void OnTicket(const client::TicketInfo& info) override {
    LedgerEntry& entry = round_.ledger.At(info.tag);
    round_.ledger.Learn(info.tag, info.view.ticket);
    EXPECT_GE(info.view.status, entry.promised) << entry.key << " is behind what was acknowledged";
    EXPECT_LE(info.view.status, entry.asked) << entry.key << " is further than anybody asked";
    if (entry.promised >= Status::kAssigned) {
      EXPECT_EQ(info.view.agent.raw(), entry.agent.raw()) << entry.key << " changed hands";
    }
    if (info.view.status != Status::kResolved) ++found_open_;
    if (entry.promised == Status::kNone) ++kept_;
    entry.exists = true;
    Answered();
  }

  void OnAck(const client::AckInfo& ack) override {
    const LedgerEntry& entry = round_.ledger.At(ack.tag);
    EXPECT_EQ(ack.reject, Reject::kUnknownTicket) << client::RefusalWords(ack.reject, ack.field, ack.detail, ack.address);
    EXPECT_EQ(entry.promised, Status::kNone) << "LOST: " << entry.key << " was acknowledged as " << EnglishName(entry.promised);
    EXPECT_EQ(entry.ticket.raw(), 0u) << "LOST: " << entry.key << " was seen by somebody: offered, or found after an earlier crash";
    if (entry.promised == Status::kNone) ++gone_;
    Answered();
  }

 private:
  void Answered() {
    ++answered_;
    Pump();
  }

  std::vector<std::string> front_ends_;
  std::size_t asked_ = 0;
  std::size_t answered_ = 0;
  std::size_t found_open_ = 0;
  std::size_t kept_ = 0;
  std::size_t gone_ = 0;
};

}  // namespace tidegate
