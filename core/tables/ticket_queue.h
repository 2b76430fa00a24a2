// TicketQueue: the waiting tickets of one signature and level, most urgent first.
//
// One owner, no locking. Order: key (virtual due), then ticket id: total, so neither history nor slots decide. An indexed 4-ary heap whose
// first entry lies in the queue itself - the head of a queue is read without touching its blocks - and the others in blocks of QueueLinks.
// Push, Pop and Remove O(log4 n): a pair takes 0.13 us at 1 000 and 0.5 us at 1 M waiting (core_bench). 24 bytes a waiting ticket, 72 a
// queue. Growing never copies more than 64 entries; the list of a queue's pages is copied when it doubles (16 KiB at 1 M tickets). Not
// here: which ticket fits whom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/tables/four_heap.h"
#include "core/tables/queue_links.h"

namespace tidegate {

class TicketQueue {
 public:
  // Without links a queue is only a place for one that is moved in.
  TicketQueue() = default;
  // `links` outlives the queue.
  explicit TicketQueue(QueueLinks* links) : links_(links) {}
  TicketQueue(TicketQueue&& other) noexcept { Swap(other); }
  TicketQueue& operator=(TicketQueue&& other) noexcept {
    Swap(other);
    return *this;
  }
  ~TicketQueue() { Clear(); }

  // The ticket must not be in a queue of these links (CHECKed).
  void Push(std::uint32_t slot, Micros key, std::uint64_t id);
  // The ticket must be in this queue (CHECKed).
  void Remove(std::uint32_t slot);
  bool Contains(std::uint32_t slot) const;

  // The queue must not be empty (CHECKed).
  const QueueEntry& Top() const {
    CHECK(size_ != 0);
    return first_;
  }
  QueueEntry Pop();

  std::uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // Takes all out: O(n).
  void Clear();

  // Calls fn(const QueueEntry&) for the first `limit` in order; an fn that returns bool stops with false. The queue must not change
  // meanwhile. O(limit log limit). Returns how many were given.
  template <class Fn>
  std::uint32_t ForEachInOrder(std::uint32_t limit, Fn&& fn) const;

 private:
  // The queue as four_heap.h wants it, for reading.
  struct View {
    const TicketQueue& queue;
    std::uint32_t size() const { return queue.size_; }
    QueueEntry Get(std::uint32_t i) const { return queue.Get(i); }
    static bool Before(const QueueEntry& a, const QueueEntry& b) { return (a.key < b.key) | ((a.key == b.key) & (a.id < b.id)); }
    const char* Children(std::uint32_t first) const { return queue.At(first); }
    static bool BeforeIn(const char* children, std::uint32_t a, std::uint32_t b) {
      Micros key_a, key_b;
      std::uint64_t id_a, id_b;
      std::memcpy(&key_a, children + std::size_t{a} * QueueLinks::kEntryBytes, sizeof key_a);
      std::memcpy(&key_b, children + std::size_t{b} * QueueLinks::kEntryBytes, sizeof key_b);
      std::memcpy(&id_a, children + std::size_t{a} * QueueLinks::kEntryBytes + sizeof key_a, sizeof id_a);
      std::memcpy(&id_b, children + std::size_t{b} * QueueLinks::kEntryBytes + sizeof key_b, sizeof id_b);
      return (key_a < key_b) | ((key_a == key_b) & (id_a < id_b));
    }
  };
  // And for changing.
  struct Heap;

  void Swap(TicketQueue& other) noexcept;
  char* At(std::uint32_t i) const;
  QueueEntry Get(std::uint32_t i) const;
  void Put(std::uint32_t i, const QueueEntry& entry);
  std::uint32_t Stored() const { return size_ == 0 ? 0 : size_ - 1; }  // entries in blocks
  std::uint32_t Room() const;                                          // for entries in blocks
  void Grow();
  void Shrink();
  void MoveTo(std::int32_t block_class);

  QueueLinks* links_ = nullptr;
  QueueEntry first_;
  std::uint32_t size_ = 0;
  std::int32_t block_class_ = kNoClass;
  char* block_ = nullptr;     // the only block, or the first page
  std::vector<char*> pages_;  // all pages, when the block is one

  static constexpr std::int32_t kNoClass = -1;
};

// Entry 0 lies in the queue; entry i > 0 is the (i - 1)-th of the blocks, so that the four children of an entry never cross a page.
inline char* TicketQueue::At(std::uint32_t i) const {
  const std::uint32_t stored = i - 1;
  char* page = stored < QueueLinks::kPageEntries ? block_ : pages_[stored / QueueLinks::kPageEntries];
  return page + std::size_t{stored % QueueLinks::kPageEntries} * QueueLinks::kEntryBytes;
}

inline QueueEntry TicketQueue::Get(std::uint32_t i) const {
  if (i == 0) return first_;
  QueueEntry entry;
  std::memcpy(static_cast<void*>(&entry), At(i), QueueLinks::kEntryBytes);
  return entry;
}

template <class Fn>
std::uint32_t TicketQueue::ForEachInOrder(std::uint32_t limit, Fn&& fn) const {
  if (size_ == 0) return 0;
  std::vector<std::uint32_t> scratch = std::move(links_->scratch());  // taken out, so that fn may walk another queue
  std::uint32_t given = 0;
  heap::VisitInOrder(View{*this}, limit, scratch, [&](const QueueEntry& entry) {
    ++given;
    if constexpr (std::is_same_v<std::invoke_result_t<Fn, const QueueEntry&>, bool>) {
      return fn(entry);
    } else {
      fn(entry);
      return true;
    }
  });
  links_->scratch() = std::move(scratch);
  return given;
}

}  // namespace tidegate
