// DeskPeer: a simulated desk, or a gateway with many: takes what is offered, works on it for a while, resolves it.
//
// One owner: the Loop's thread. What a turn of the loop brought is answered in one frame at its end (accept-batch, resolve-batch).
// Every accept and resolve that the daemon refuses is counted by its reason; only an offer that expired or was withdrawn meanwhile is
// normal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bench/load/latency_histogram.h"
#include "bench/load/peer.h"

namespace tidegate::load {

// What the desks of a run do, and what became of it. Shared by its peers.
struct DeskWork {
  // How long this ticket keeps its agent busy; 0 = resolved at once. Empty = always 0.
  std::function<std::uint64_t(const client::OfferInfo&)> handle_ns;
  // Declines this offer. Empty = never.
  std::function<bool(const client::OfferInfo&)> declines;
  // Hears what happened; each may be empty. `key` is empty when the offer came without its texts.
  std::function<void(std::string_view key, const WorkItem&)> on_offered;
  std::function<void(std::string_view key, const WorkItem&)> on_assigned;
  std::function<void(std::string_view key, const WorkItem&)> on_resolved;
  bool keeps_keys = false;  // whether on_assigned and on_resolved get the key

  std::uint64_t offered = 0;
  std::uint64_t assigned = 0;
  std::uint64_t declined = 0;
  std::uint64_t resolved = 0;
  std::uint64_t stale = 0;    // offers gone before the accept came
  std::uint64_t refused = 0;  // anything else
  std::uint64_t signed_in = 0;
};

class DeskPeer : public Peer {
 public:
  DeskPeer(Loop& loop, PeerName name, std::vector<std::string> agents, DeskWork& work);

  // Signs its agents in, as many at a time as there are credits; DeskWork::signed_in counts them.
  void SignIn();
  // Sends what the turn gathered, as far as credits reach.
  void Flush();
  // Tickets between offer and resolve. O(most there ever were).
  template <class Visit>
  void VisitBusy(Visit visit) const {
    for (const Job& job : jobs_) {
      if (job.item.ticket != 0) visit(job.item);
    }
  }

  void OnSignedIn(const client::SignedInInfo& info) override;
  void OnOffer(const client::OfferInfo& offer) override;
  void OnAck(const client::AckInfo& ack) override;
  void OnWithdrawn(const client::WithdrawalInfo& withdrawal) override;

 private:
  struct Job {
    WorkItem item;
    std::uint64_t handle_ns = 0;
    std::string key;
  };

  std::uint32_t NewJob(const WorkItem& item, std::uint64_t handle_ns, std::string_view key);
  void Free(std::uint32_t job);
  void Work(std::uint32_t job);

  std::vector<std::string> agents_;
  DeskWork& work_;
  std::size_t next_agent_ = 0;  // to sign in
  std::vector<Job> jobs_;       // by tag
  std::vector<std::uint32_t> idle_;
  std::vector<std::uint32_t> to_accept_;
  std::vector<std::uint32_t> to_resolve_;
  std::vector<std::uint32_t> to_decline_;
  std::vector<client::Tagged<client::AcceptMessage>> accepts_;
  std::vector<client::Tagged<client::ResolveMessage>> resolves_;
};

}  // namespace tidegate::load
