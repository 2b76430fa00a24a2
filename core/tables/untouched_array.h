// UntouchedArray<T>: a fixed number of records of zero bytes, of which only those that were touched cost memory.
//
// The whole size is reserved at construction, so that no table grows in a turn; large reservations come from the system as zero pages that
// take memory page by page at their first use. Construction and destruction are O(1) in steps of ours; access is an array access, not
// bounds-checked (the tables around it know their bounds). T is a record for which all bytes zero is a good value.
// Not here: growing, giving memory back, constructors and destructors of T.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <type_traits>

#include "core/base/check.h"

namespace tidegate {

template <class T>
class UntouchedArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  // size may be 0. CHECKs that the system grants the address space: a bound of the configuration that this machine cannot hold.
  explicit UntouchedArray(std::size_t size) : size_(size), records_(static_cast<T*>(std::calloc(size + 1, sizeof(T)))) {
    CHECK(records_ != nullptr);
  }

  T& operator[](std::size_t i) { return records_.get()[i]; }
  const T& operator[](std::size_t i) const { return records_.get()[i]; }
  std::size_t size() const { return size_; }
  T* data() { return records_.get(); }
  const T* data() const { return records_.get(); }

 private:
  struct Release {
    void operator()(T* records) const { std::free(records); }
  };
  std::size_t size_;
  std::unique_ptr<T[], Release> records_;
};

}  // namespace tidegate
