// ClientSessions: the open sessions of each front end, by its client, for pushes that are about its tickets.
//
// One owner (the outbox), used on its thread. A client's latest kSessionsOfClientMax sessions hear of its tickets; a front end has a few.
// Sessions that ended are found out when another one of the client begins, and all of them when there are twice as many clients as there
// were after the last such look: Add O(1) in the mean. Memory: the sessions there are, times two.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace tidegate {

inline constexpr std::size_t kSessionsOfClientMax = 64;

class ClientSessions {
 public:
  std::span<const std::uint64_t> Of(std::uint64_t client) const {
    const auto found = by_client_.find(client);
    return found == by_client_.end() ? std::span<const std::uint64_t>() : std::span<const std::uint64_t>(found->second);
  }
  // is_gone(session) tells whether one has ended.
  template <class IsGone>
  void Add(std::uint64_t client, std::uint64_t session, IsGone is_gone) {
    if (by_client_.size() >= sweep_at_) {
      for (auto at = by_client_.begin(); at != by_client_.end();) {
        std::erase_if(at->second, is_gone);
        at = at->second.empty() ? by_client_.erase(at) : std::next(at);
      }
      sweep_at_ = 2 * by_client_.size() + kSweepAtLeast;
    }
    std::vector<std::uint64_t>& sessions = by_client_[client];
    std::erase_if(sessions, is_gone);
    if (sessions.size() == kSessionsOfClientMax) sessions.erase(sessions.begin());
    sessions.push_back(session);
  }
  std::size_t clients() const { return by_client_.size(); }

 private:
  static constexpr std::size_t kSweepAtLeast = 64;

  std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> by_client_;
  std::size_t sweep_at_ = kSweepAtLeast;
};

}  // namespace tidegate
