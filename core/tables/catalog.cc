#include "core/tables/catalog.h"

#include "core/base/check.h"
#include "core/base/hash.h"

namespace tidegate {

Catalog::Catalog(std::uint32_t max) : index_(max, NameAt{&names_}) {}

std::uint32_t Catalog::Find(std::string_view name) const {
  const std::uint32_t slot = index_.Find(name, Hash64(name.data(), name.size()));
  return slot == kNoSlot ? 0 : slot + 1;
}

std::uint32_t Catalog::Add(std::string_view name) {
  CHECK_EQ(Find(name), 0u);
  const std::uint32_t slot = size();
  names_.emplace_back(name);
  index_.Insert(Hash64(name.data(), name.size()), slot);
  return slot + 1;
}

std::string_view Catalog::Name(std::uint32_t number) const {
  CHECK(number >= 1 && number <= names_.size());
  return names_[number - 1];
}

}  // namespace tidegate
