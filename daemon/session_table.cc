#include "daemon/session_table.h"

#include "core/base/check.h"

namespace tidegate {
namespace {

constexpr int kPlaceBits = 16;
static_assert(kSessionPlacesMax < 1u << kPlaceBits);

}  // namespace

SessionTable::SessionTable(std::uint32_t sessions_max) : sessions_max_(sessions_max), places_(1) {
  CHECK_LE(sessions_max, kSessionPlacesMax);
}

Session* SessionTable::Open(SessionContext* context, Micros now) {
  std::uint32_t place = 0;
  if (!free_.empty()) {
    place = free_.back();
    free_.pop_back();
  } else if (places_.size() <= sessions_max_) {
    place = static_cast<std::uint32_t>(places_.size());
    places_.emplace_back();
  } else {
    return nullptr;
  }
  Place& taken = places_[place];
  const std::uint64_t number = (++taken.generation << kPlaceBits) | place;
  taken.session = std::make_unique<Session>(number, context, now);
  ++count_;
  return taken.session.get();
}

Session* SessionTable::Find(std::uint64_t number) {
  const std::size_t place = number & ((1u << kPlaceBits) - 1);
  if (place >= places_.size() || places_[place].generation != number >> kPlaceBits) return nullptr;
  return places_[place].session.get();
}

void SessionTable::End(std::uint64_t number) {
  CHECK(Find(number) != nullptr);
  const auto place = static_cast<std::uint32_t>(number & ((1u << kPlaceBits) - 1));
  places_[place].session.reset();
  free_.push_back(place);
  --count_;
}

}  // namespace tidegate
