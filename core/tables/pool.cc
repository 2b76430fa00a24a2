#include "core/tables/pool.h"

namespace tidegate {

Pool::Pool(std::uint32_t tickets_max) : links_(tickets_max) {}

Pool::Lane& Pool::LaneOf(const PoolPlace& place) {
  if (place.signature >= lanes_.size()) lanes_.resize(place.signature + 1);
  std::unique_ptr<Lanes>& lanes = lanes_[place.signature];
  if (lanes == nullptr) {
    lanes = std::make_unique<Lanes>();
    for (Lane& lane : *lanes) {
      lane.main = TicketQueue(&links_);
      lane.side = TicketQueue(&links_);
    }
  }
  return (*lanes)[IndexOf(place.order_level)];
}

const Pool::Lane* Pool::FindLane(std::uint32_t signature, Level level) const {
  return signature < lanes_.size() && lanes_[signature] != nullptr ? &(*lanes_[signature])[IndexOf(level)] : nullptr;
}

void Pool::Enter(std::uint32_t slot, const PoolPlace& place) {
  ++size_;
  if (place.signature == kNoSignature) {
    CHECK((overflow_.insert({{static_cast<std::uint8_t>(place.order_level), place.key, place.id}, slot}).second));
    return;
  }
  Lane& lane = LaneOf(place);
  if (lane.buckets == nullptr) lane.buckets = std::make_unique<std::array<std::uint32_t, kBuckets>>();
  ++(*lane.buckets)[BucketOf(place.key)];
  const bool main = place.queue == PoolPlace::Queue::kMain;
  (main ? lane.main : lane.side).Push(slot, place.key, place.id);
  if (main) {
    if (lane.main.Top().slot == slot) heads_[IndexOf(place.order_level)].Set(place.signature, lane.main.Top());
    return;
  }
  Bitset& waiting = side_waiting_[IndexOf(place.order_level)];
  waiting.GrowTo(place.signature + 1);
  waiting.Set(place.signature);
}

void Pool::Leave(std::uint32_t slot, const PoolPlace& place) {
  --size_;
  if (place.signature == kNoSignature) {
    CHECK_EQ(overflow_.erase({static_cast<std::uint8_t>(place.order_level), place.key, place.id}), 1u);
    return;
  }
  Lane& lane = LaneOf(place);
  --(*lane.buckets)[BucketOf(place.key)];
  const bool main = place.queue == PoolPlace::Queue::kMain;
  TicketQueue& queue = main ? lane.main : lane.side;
  const bool first = queue.Top().slot == slot;
  queue.Remove(slot);
  if (!main) {
    if (queue.empty()) side_waiting_[IndexOf(place.order_level)].Clear(place.signature);
  } else if (queue.empty()) {
    heads_[IndexOf(place.order_level)].Clear(place.signature);
  } else if (first) {
    heads_[IndexOf(place.order_level)].Set(place.signature, queue.Top());
  }
}

std::uint32_t Pool::Waiting(std::uint32_t signature, Level level) const {
  const Lane* lane = FindLane(signature, level);
  return lane == nullptr ? 0 : lane->main.size() + lane->side.size();
}

std::uint32_t Pool::First(std::uint32_t signature, Level level) const {
  const Lane* lane = FindLane(signature, level);
  if (lane == nullptr || (lane->main.empty() && lane->side.empty())) return kNoSlot;
  if (lane->side.empty()) return lane->main.Top().slot;
  if (lane->main.empty()) return lane->side.Top().slot;
  const QueueEntry& main = lane->main.Top();
  const QueueEntry& side = lane->side.Top();
  return main.key < side.key || (main.key == side.key && main.id < side.id) ? main.slot : side.slot;
}

std::uint32_t Pool::Ahead(std::uint32_t signature, Level level, Micros key) const {
  std::uint32_t ahead = 0;
  for (int more_urgent = 1; more_urgent < static_cast<int>(level); ++more_urgent) {
    ahead += Waiting(signature, static_cast<Level>(more_urgent));
  }
  const Lane* lane = FindLane(signature, level);
  if (lane == nullptr || lane->buckets == nullptr) return ahead;
  // The buckets are a ring over the keys: it begins at the bucket of the first ticket that waits.
  Micros first = kNever;
  if (!lane->main.empty()) first = lane->main.Top().key;
  if (!lane->side.empty() && lane->side.Top().key < first) first = lane->side.Top().key;
  if (first == kNever || key < first) return ahead;
  const Micros span = (key >> kBucketShift) - (first >> kBucketShift);
  const std::uint32_t buckets = span >= kBuckets ? kBuckets : static_cast<std::uint32_t>(span) + 1;
  for (std::uint32_t i = 0; i < buckets; ++i) ahead += (*lane->buckets)[(BucketOf(first) + i) & (kBuckets - 1)];
  return ahead > 0 ? ahead - 1 : 0;  // not itself
}

}  // namespace tidegate
