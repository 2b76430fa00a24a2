#include "bench/load/desk_peer.h"

#include <algorithm>

#include "core/base/check.h"
#include "protocol/frame.h"

namespace tidegate::load {
namespace {

constexpr std::uint8_t kOverdueReason = 1;  // the first of a rule set, where an overdue ticket wants one
constexpr std::uint16_t kResultSolved = 1;
constexpr std::string_view kSolution = "已为客户处理完毕 / solved";
constexpr std::uint8_t kDeclineBusy = 1;
constexpr std::uint64_t kSignInTag = std::uint64_t{1} << 32;  // above every job's tag

}  // namespace

DeskPeer::DeskPeer(Loop& loop, PeerName name, std::vector<std::string> agents, DeskWork& work)
    : Peer(loop, std::move(name)), agents_(std::move(agents)), work_(work) {}

void DeskPeer::SignIn() {
  while (next_agent_ < agents_.size() && client().room() > 0) {
    Expect(client().SignIn(agents_[next_agent_++], 0, NextRequest(), kSignInTag), "a sign-in");
  }
}

std::uint32_t DeskPeer::NewJob(const WorkItem& item, std::uint64_t handle_ns, std::string_view key) {
  if (idle_.empty()) {
    idle_.push_back(static_cast<std::uint32_t>(jobs_.size()));
    jobs_.emplace_back();
  }
  const std::uint32_t job = idle_.back();
  idle_.pop_back();
  jobs_[job].item = item;
  jobs_[job].handle_ns = handle_ns;
  jobs_[job].key.assign(work_.keeps_keys ? key : std::string_view());
  return job;
}

void DeskPeer::Free(std::uint32_t job) {
  jobs_[job].item.ticket = 0;
  idle_.push_back(job);
}

void DeskPeer::Work(std::uint32_t job) {
  if (jobs_[job].handle_ns == 0) {
    to_resolve_.push_back(job);
  } else {
    loop_.At(Loop::NowNs() + jobs_[job].handle_ns, [this, job] { to_resolve_.push_back(job); });
  }
}

// The snapshot: what the agent has from before is accepted or finished like anything else.
void DeskPeer::OnSignedIn(const client::SignedInInfo& info) {
  for (const WorkItem& item : info.work) {
    const std::uint32_t job = NewJob(item, 0, "");
    (item.status == static_cast<std::uint8_t>(Status::kOffered) ? to_accept_ : to_resolve_).push_back(job);
  }
  if (info.more) return;
  ++work_.signed_in;
  SignIn();
}

void DeskPeer::OnOffer(const client::OfferInfo& offer) {
  ++work_.offered;
  if (work_.on_offered) work_.on_offered(offer.external_key, offer.item);
  const bool declines = work_.declines && work_.declines(offer);
  const std::uint64_t handle_ns = work_.handle_ns && !declines ? work_.handle_ns(offer) : 0;
  (declines ? to_decline_ : to_accept_).push_back(NewJob(offer.item, handle_ns, offer.external_key));
}

void DeskPeer::OnAck(const client::AckInfo& ack) {
  const auto command = static_cast<CommandKind>(ack.command);
  if (command == CommandKind::kSignIn || ack.tag == kSignInTag) {
    if (!ack.ok()) Fail("a sign-in", ack);
    return;
  }
  CHECK_LT(ack.tag, jobs_.size());
  const auto job = static_cast<std::uint32_t>(ack.tag);
  if (!ack.ok()) {
    if (command == CommandKind::kAccept && ack.reject == Reject::kStaleOffer) {
      ++work_.stale;
    } else {
      ++work_.refused;
      Fail(CommandName(command), ack);
    }
    Free(job);
    return;
  }
  if (command == CommandKind::kAccept) {
    ++work_.assigned;
    if (work_.on_assigned) work_.on_assigned(jobs_[job].key, jobs_[job].item);
    Work(job);
  } else if (command == CommandKind::kResolve) {
    ++work_.resolved;
    if (work_.on_resolved) work_.on_resolved(jobs_[job].key, jobs_[job].item);
    Free(job);
  } else {
    ++work_.declined;
    Free(job);
  }
}

// The accept of a withdrawn offer is refused as stale; there is nothing else to do about it here.
void DeskPeer::OnWithdrawn(const client::WithdrawalInfo&) {}

void DeskPeer::Flush() {
  if (to_accept_.empty() && to_resolve_.empty() && to_decline_.empty()) return;
  const auto batch = [this](const std::vector<std::uint32_t>& jobs) {
    return std::min<std::size_t>({jobs.size(), client().room(), kBatchItemsMax});
  };
  // What was taken first is sent first: the front of each list.
  const std::size_t resolve_count = batch(to_resolve_);
  if (resolve_count > 0) {
    resolves_.clear();
    for (std::size_t i = 0; i < resolve_count; ++i) {
      const WorkItem& item = jobs_[to_resolve_[i]].item;
      resolves_.push_back(
          {to_resolve_[i], {AgentId(item.agent), TicketId(item.ticket), kResultSolved, kSolution, NextRequest(), kOverdueReason}});
    }
    Expect(client().ResolveBatch(resolves_), "a batch of resolves");
    to_resolve_.erase(to_resolve_.begin(), to_resolve_.begin() + static_cast<std::ptrdiff_t>(resolve_count));
  }
  const std::size_t accept_count = batch(to_accept_);
  if (accept_count > 0) {
    accepts_.clear();
    for (std::size_t i = 0; i < accept_count; ++i) {
      const WorkItem& item = jobs_[to_accept_[i]].item;
      accepts_.push_back({to_accept_[i], {AgentId(item.agent), TicketId(item.ticket), item.token, NextRequest()}});
    }
    Expect(client().AcceptBatch(accepts_), "a batch of accepts");
    to_accept_.erase(to_accept_.begin(), to_accept_.begin() + static_cast<std::ptrdiff_t>(accept_count));
  }
  while (!to_decline_.empty() && client().room() > 0) {
    const WorkItem& item = jobs_[to_decline_.back()].item;
    Expect(client().Decline({AgentId(item.agent), TicketId(item.ticket), item.token, kDeclineBusy, NextRequest()}, to_decline_.back()),
           "a decline");
    to_decline_.pop_back();
  }
}

}  // namespace tidegate::load
