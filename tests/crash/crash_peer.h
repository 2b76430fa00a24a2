// CrashPeer: one party of a kill round: its state outlives the daemon, its connection does not.
//
// One owner, one thread: the one that runs the round's io_context. What the parties share stands in CrashRound.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>

#include "core/model/command.h"
#include "protocol/client/client.h"
#include "tests/crash/ledger.h"

namespace tidegate {

// What all parties of a round see. `alive` ends with the kill: what was acknowledged before still comes in and counts, nothing more is
// sent.
struct CrashRound {
  explicit CrashRound(std::uint64_t seed) : random(seed) {}

  std::uint64_t Below(std::uint64_t below) { return random() % below; }
  bool OneIn(std::uint64_t n) { return Below(n) == 0; }

  Ledger ledger;
  std::mt19937_64 random;
  std::size_t tickets_max = 0;  // of the ledger: beyond, this round brings no new ones
  bool alive = false;
  bool finishing = false;                            // no new tickets, no declines: everything is brought to its end
  std::function<void(CommandKind)> on_acknowledged;  // after the ledger has it
};

class CrashPeer : public client::ConnectionHandler {
 public:
  CrashPeer(CrashRound& round, std::string name, Role role) : round_(round), name_(std::move(name)), role_(role) {}

  void Connect(boost::asio::io_context& io, const std::string& address) {
    closed_ = false;
    client_ = std::make_unique<client::Client>(io, *this);
    client::HelloMessage hello;
    hello.role = role_;
    hello.name = name_;
    hello.version = "crash test";
    client_->Connect(address, hello);
  }
  void Close() { client_->Close(); }

  bool open() const { return client_->open(); }
  bool closed() const { return closed_; }
  const std::string& name() const { return name_; }
  client::Client& client() { return *client_; }

  void OnClosed(const absl::Status& status) override {
    closed_ = true;
    EXPECT_TRUE(status.ok() || !round_.alive) << name_ << " lost its connection to a living daemon: " << status;
  }

 protected:
  void Expect(client::Sent sent) const { EXPECT_EQ(static_cast<int>(sent), static_cast<int>(client::Sent::kYes)) << name_; }
  void ExpectDone(const client::AckInfo& ack, const std::string& what) const {
    EXPECT_TRUE(ack.ok()) << name_ << ", " << what << ": " << client::RefusalWords(ack.reject, ack.field, ack.detail, ack.address);
  }

  CrashRound& round_;

 private:
  std::string name_;
  Role role_;
  std::unique_ptr<client::Client> client_;
  bool closed_ = true;
};

}  // namespace tidegate
