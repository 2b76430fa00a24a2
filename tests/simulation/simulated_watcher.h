// SimulatedWatcher: a system downstream: follows the feed, takes it at its own pace, and after every interruption goes on where it stopped.
//
// What it was told must be, at the end, exactly the events of the journal: each once, in order, none that did not last.
#pragma once

#include <cstdint>
#include <map>

#include "core/model/event.h"
#include "persistence/journal_sink.h"
#include "tests/simulation/simulated_client.h"

namespace tidegate {

class SimulatedWatcher final : public SimulatedClient {
 public:
  explicit SimulatedWatcher(ClientContext* context);

  bool Done() const override { return true; }  // it is there for as long as the others
  std::uint64_t next_seq() const { return next_seq_; }
  // Compares everything told with what the journal still has.
  void Compare(JournalSink& journal);

  void OnAck(const client::AckInfo& ack) override;
  void OnFollowing(const client::FollowingInfo& info) override;
  void OnEvents(const client::EventsInfo& info) override;

 protected:
  void Opened() override;
  void Closed() override;
  void Do() override;

 private:
  std::uint64_t next_seq_ = 1;
  std::uint64_t follow_ = 0;  // tag of the follow of this connection
  std::map<std::uint64_t, EventKind> told_;
  enum class Hand : std::uint8_t { kEmpty, kFull } hand_ = Hand::kEmpty;  // full: something was dealt with and not yet said to be taken
};

}  // namespace tidegate
