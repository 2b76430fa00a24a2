// CrashFrontEnd: submits tickets as fast as they are acknowledged; after a crash it repeats what was not acknowledged, and some that was.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/crash/crash_peer.h"

namespace tidegate {

class CrashFrontEnd : public CrashPeer {
 public:
  CrashFrontEnd(CrashRound& round, std::string name, std::size_t number)
      : CrashPeer(round, std::move(name), Role::kFrontEnd), number_(number) {}

  // Sends everything again that has no answer yet, and a few that have one: the answers must be the first ones.
  void Repeat();
  // Submits new tickets, one by one or many in a frame, up to the window.
  void Pump();

  std::size_t unanswered() const { return unanswered_.size(); }

  void OnAck(const client::AckInfo& ack) override;

 private:
  void Send(const std::vector<std::size_t>& indexes);

  std::size_t number_;
  std::set<std::size_t> unanswered_;  // places in the ledger
};

}  // namespace tidegate
