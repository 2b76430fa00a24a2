// SessionTable: the sessions of an io stage by number.
//
// One owner (the io stage). A number is (generation << 16) | place, so that an output for a session that has ended finds nobody, never its
// successor. Open, Find, End: O(1).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "daemon/session.h"

namespace tidegate {

// The session of the daemon itself: its commands are answered to it. No table gives this number.
inline constexpr std::uint64_t kDaemonSession = 1;
inline constexpr std::uint32_t kSessionPlacesMax = 65'535;

class SessionTable {
 public:
  explicit SessionTable(std::uint32_t sessions_max);

  // nullptr when all places are taken. The session lives until End.
  Session* Open(SessionContext* context, Micros now);
  Session* Find(std::uint64_t number);
  // The session must exist (CHECKed).
  void End(std::uint64_t number);

  std::uint32_t count() const { return count_; }
  // Calls `visit(Session&)` for each, in the order of places; `visit` may End the session it got.
  template <class Visit>
  void ForEach(Visit visit) {
    for (std::size_t place = 1; place < places_.size(); ++place) {
      if (places_[place].session != nullptr) visit(*places_[place].session);
    }
  }

 private:
  struct Place {
    std::uint64_t generation = 0;
    std::unique_ptr<Session> session;
  };
  std::uint32_t sessions_max_;
  std::uint32_t count_ = 0;
  std::vector<Place> places_;  // [0] is unused
  std::vector<std::uint32_t> free_;
};

}  // namespace tidegate
