#include "protocol/catalog_names.h"

#include <bit>
#include <limits>

#include "core/base/check.h"
#include "core/base/hash.h"

namespace tidegate {
namespace {

std::uint64_t HashOf(std::string_view name) { return Hash64(name.data(), name.size()); }

}  // namespace

CatalogNames::CatalogNames() : CatalogNames(Lists{}) {}

CatalogNames::CatalogNames(Lists lists) : lists_(std::move(lists)) {
  for (std::size_t kind = 0; kind < lists_.size(); ++kind) {
    const std::vector<std::string>& names = lists_[kind];
    CHECK_LT(names.size(), std::numeric_limits<std::uint16_t>::max());
    std::vector<Place>& places = places_[kind];
    places.resize(std::bit_ceil(names.size() * 2 + 2));
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::uint64_t hash = HashOf(names[i]);
      std::size_t at = hash & (places.size() - 1);
      while (places[at].id != 0) at = (at + 1) & (places.size() - 1);
      places[at] = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint16_t>(i + 1)};
    }
  }
}

std::uint16_t CatalogNames::Find(CatalogKind kind, std::string_view name) const {
  const std::vector<Place>& places = places_[static_cast<std::size_t>(kind)];
  const std::vector<std::string>& names = lists_[static_cast<std::size_t>(kind)];
  const std::uint64_t hash = HashOf(name);
  for (std::size_t at = hash & (places.size() - 1); places[at].id != 0; at = (at + 1) & (places.size() - 1)) {
    if (places[at].hash == static_cast<std::uint32_t>(hash >> 32) && names[places[at].id - 1u] == name) return places[at].id;
  }
  return 0;
}

std::string_view CatalogNames::NameOf(CatalogKind kind, std::uint16_t id) const {
  const std::vector<std::string>& names = lists_[static_cast<std::size_t>(kind)];
  return id >= 1 && id <= names.size() ? std::string_view(names[id - 1u]) : std::string_view();
}

}  // namespace tidegate
