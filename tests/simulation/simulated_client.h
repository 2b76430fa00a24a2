// SimulatedClient: one program that speaks the real protocol to the simulated daemon, over bytes that the simulation carries.
//
// Owned by the simulation, one thread. It is told when its connection is there and when it is gone, gets bytes, and writes to `out`.
// After a lost connection it sends what was unanswered again, unchanged. What the daemon gets wrong goes to the problems.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/client/client_codec.h"
#include "protocol/client/messages.h"
#include "protocol/frame_buffer.h"
#include "tests/simulation/simulation_parts.h"

namespace tidegate {

// What every client of a run may use.
struct ClientContext {
  Chance* chance = nullptr;
  Problems* problems = nullptr;
  Ledger* ledger = nullptr;
  Tally* tally = nullptr;
  SimulatedClocks* clocks = nullptr;
  enum class Mood { kWild, kCalm } mood = Mood::kWild;  // calm: everybody only wants to finish
};

class SimulatedClient : public client::Handler {
 public:
  SimulatedClient(ClientContext* context, std::string name, Role role, std::uint32_t credits, std::uint8_t suggestions = 0);

  const std::string& name() const { return name_; }
  bool connected() const { return connected_; }
  bool open() const { return open_; }

  void Connected();
  void Lost();
  void Receive(std::string_view bytes);
  // Does something of its own accord, if it is open.
  void Act();
  // Nothing is left to be done.
  virtual bool Done() const = 0;

  std::string out;  // to the daemon

  void OnHello(const client::HelloInfo& info) override;
  void OnGoodBye(const client::GoodByeInfo& info) override;

 protected:
  virtual void Opened() {}
  virtual void Closed() {}
  virtual void Do() = 0;

  bool Calm() const { return context_->mood == ClientContext::Mood::kCalm; }
  Chance& chance() { return *context_->chance; }
  Ledger& ledger() const { return *context_->ledger; }
  Micros Now() { return context_->clocks->Read().wall; }
  // Whether a time given may lie behind the daemon's by now: it does not go back with a wall clock that is set back, by less than this.
  bool MayBePast(Micros at) { return at <= Now() + 10 * kMinute; }
  void Count(const std::string& what) { context_->tally->Count(what); }
  CareLedger::Times& Times(CommandKind kind, TicketId ticket) { return ledger().care.words[{kind, ticket.raw()}]; }
  // One that was not acknowledged as over, or one that was as resolved; none when chance finds none.
  TicketId AnyOpen();
  TicketId AnyResolved();
  void Problem(const std::string& what);

  client::RequestEncoder encoder_;
  const std::uint32_t credits_;
  const std::uint8_t suggestions_;
  std::uint64_t last_tag_ = 0;

 private:
  TicketId AnyTicket();

  ClientContext* context_;
  std::string name_;
  Role role_;
  std::unique_ptr<FrameBuffer> in_;
  bool connected_ = false;
  bool open_ = false;
};

}  // namespace tidegate
