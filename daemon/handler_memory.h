// HandlerMemory: one place for the operation of a socket that is under way, so that arming it again costs no allocation.
//
// One operation at a time per object, one thread. Falls back to the heap when the place is taken or too small.
#pragma once

#include <cstddef>
#include <new>

namespace tidegate {

class HandlerMemory {
 public:
  void* Allocate(std::size_t bytes) {
    if (used_ || bytes > sizeof bytes_) return ::operator new(bytes);
    used_ = true;
    return bytes_;
  }
  void Free(void* memory) {
    if (memory == bytes_) {
      used_ = false;
    } else {
      ::operator delete(memory);
    }
  }

 private:
  static constexpr std::size_t kBytes = 256;  // an Asio read operation with our handler: 160 bytes
  alignas(std::max_align_t) unsigned char bytes_[kBytes];
  bool used_ = false;
};

template <class T>
class HandlerAllocator {
 public:
  using value_type = T;
  explicit HandlerAllocator(HandlerMemory* memory) : memory_(memory) {}
  template <class U>
  HandlerAllocator(const HandlerAllocator<U>& other) : memory_(other.memory_) {}  // NOLINT(google-explicit-constructor)

  T* allocate(std::size_t count) { return static_cast<T*>(memory_->Allocate(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t) { memory_->Free(memory); }
  template <class U>
  bool operator==(const HandlerAllocator<U>& other) const {
    return memory_ == other.memory_;
  }

 private:
  template <class U>
  friend class HandlerAllocator;
  HandlerMemory* memory_;
};

}  // namespace tidegate
