#include "core/tables/ticket_queue.h"

#include <cstring>

namespace tidegate {

struct TicketQueue::Heap : TicketQueue::View {
  explicit Heap(TicketQueue& queue) : View{queue}, target(queue) {}
  void Put(std::uint32_t i, const QueueEntry& entry) { target.Put(i, entry); }
  void Shrink() { target.Shrink(); }
  TicketQueue& target;
};

void TicketQueue::Push(std::uint32_t slot, Micros key, std::uint64_t id) {
  CHECK(links_ != nullptr && slot < links_->slots_max());
  CHECK_EQ(links_->place(slot), 0u);
  Grow();
  Heap array(*this);
  heap::SiftUp(array, size_ - 1, QueueEntry{key, id, slot});
}

void TicketQueue::Remove(std::uint32_t slot) {
  CHECK(Contains(slot));
  const std::uint32_t i = links_->place(slot) - 1;
  links_->place(slot) = 0;
  Heap array(*this);
  heap::RemoveAt(array, i);
}

bool TicketQueue::Contains(std::uint32_t slot) const {
  if (links_ == nullptr || slot >= links_->slots_max()) return false;
  const std::uint32_t place = links_->place(slot);
  return place != 0 && place <= size_ && Get(place - 1).slot == slot;
}

QueueEntry TicketQueue::Pop() {
  const QueueEntry top = Top();
  Remove(top.slot);
  return top;
}

void TicketQueue::Clear() {
  while (size_ != 0) {
    links_->place(Get(size_ - 1).slot) = 0;
    Shrink();
  }
}

void TicketQueue::Swap(TicketQueue& other) noexcept {
  std::swap(links_, other.links_);
  std::swap(first_, other.first_);
  std::swap(size_, other.size_);
  std::swap(block_class_, other.block_class_);
  std::swap(block_, other.block_);
  pages_.swap(other.pages_);
}

void TicketQueue::Put(std::uint32_t i, const QueueEntry& entry) {
  links_->place(entry.slot) = i + 1;
  if (i == 0) {
    first_ = entry;
  } else {
    std::memcpy(At(i), &entry, QueueLinks::kEntryBytes);
  }
}

std::uint32_t TicketQueue::Room() const {
  if (block_class_ == kNoClass) return 0;
  if (block_class_ == QueueLinks::kPageClass) return static_cast<std::uint32_t>(pages_.size()) * QueueLinks::kPageEntries;
  return QueueLinks::kBlockEntries[block_class_];
}

void TicketQueue::Grow() {
  const std::uint32_t wanted = size_;  // entries in blocks, when one more is there
  if (wanted > Room()) {
    if (block_class_ == QueueLinks::kPageClass) {
      pages_.push_back(links_->AllocateBlock(QueueLinks::kPageClass));
    } else {
      MoveTo(block_class_ + 1);
    }
  }
  ++size_;
}

// Gives room back only when half of the next smaller room would do, so that a queue around a bound does not move to and fro.
void TicketQueue::Shrink() {
  --size_;
  if (block_class_ == kNoClass) return;
  if (block_class_ == QueueLinks::kPageClass && pages_.size() > 1) {
    if (Stored() + QueueLinks::kPageEntries + QueueLinks::kPageEntries / 2 <= Room()) {
      links_->FreeBlock(QueueLinks::kPageClass, pages_.back());
      pages_.pop_back();
    }
    return;
  }
  const std::uint32_t smaller_room = block_class_ == 0 ? 0 : QueueLinks::kBlockEntries[block_class_ - 1];
  if (Stored() <= smaller_room / 2) MoveTo(block_class_ - 1);
}

// The queue has at most one block now, and so afterwards.
void TicketQueue::MoveTo(std::int32_t block_class) {
  char* to = block_class == kNoClass ? nullptr : links_->AllocateBlock(block_class);
  if (to != nullptr && block_ != nullptr) std::memcpy(to, block_, std::size_t{Stored()} * QueueLinks::kEntryBytes);
  if (block_ != nullptr) links_->FreeBlock(block_class_, block_);
  block_class_ = block_class;
  block_ = to;
  pages_.clear();
  if (block_class == QueueLinks::kPageClass) pages_.push_back(to);
}

}  // namespace tidegate
