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

CatalogNames::CatalogNames(Lists lists, const ChineseNames& chinese) : lists_(std::move(lists)) {
  for (std::size_t kind = 0; kind < lists_.size(); ++kind) {
    const std::vector<std::string>& names = lists_[kind];
    CHECK_LT(names.size(), std::numeric_limits<std::uint16_t>::max());
    chinese_[kind].resize(names.size());
    std::vector<Place>& places = places_[kind];
    places.resize(std::bit_ceil(names.size() * 2 + chinese[kind].size() * 2 + 2));
    const auto put = [&places](std::string_view name, std::size_t index) {
      const std::uint64_t hash = HashOf(name);
      std::size_t at = hash & (places.size() - 1);
      while (places[at].id != 0) at = (at + 1) & (places.size() - 1);
      places[at] = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint16_t>(index + 1)};
    };
    for (std::size_t i = 0; i < names.size(); ++i) put(names[i], i);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto found = chinese[kind].find(names[i]);
      if (found == chinese[kind].end()) continue;
      const bool taken = Find(static_cast<CatalogKind>(kind), found->second) != 0;
      chinese_[kind][i] = found->second;
      if (!taken) put(found->second, i);
    }
  }
}

std::uint16_t CatalogNames::Find(CatalogKind kind, std::string_view name) const {
  const auto index = static_cast<std::size_t>(kind);
  const std::vector<Place>& places = places_[index];
  const std::uint64_t hash = HashOf(name);
  for (std::size_t at = hash & (places.size() - 1); places[at].id != 0; at = (at + 1) & (places.size() - 1)) {
    const std::size_t row = places[at].id - 1u;
    if (places[at].hash == static_cast<std::uint32_t>(hash >> 32) && (lists_[index][row] == name || chinese_[index][row] == name)) {
      return places[at].id;
    }
  }
  return 0;
}

std::string_view CatalogNames::NameOf(CatalogKind kind, std::uint16_t id) const { return At(lists_, kind, id); }

std::string_view CatalogNames::ChineseOf(CatalogKind kind, std::uint16_t id) const { return At(chinese_, kind, id); }

std::string_view CatalogNames::At(const Lists& lists, CatalogKind kind, std::uint16_t id) {
  const std::vector<std::string>& names = lists[static_cast<std::size_t>(kind)];
  return id >= 1 && id <= names.size() ? std::string_view(names[id - 1u]) : std::string_view();
}

}  // namespace tidegate
