// CatalogNames: an immutable snapshot of the catalog for io threads: name -> id for decoding, id -> names for telling.
//
// Built after a turn that declared something or changed the rules, shared by all sessions (shared_ptr<const CatalogNames>); never changed.
// The catalog only grows, so an old snapshot is never wrong, only short: a name that it does not know is refused with kUnknownName, and the
// next try finds it. Find: one hash and one compare, no allocation, about 15 ns (codec_bench).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/names.h"

namespace tidegate {

// By CatalogKind, what the rules in force call a name in Chinese: types and channels (RULES.md).
using ChineseNames = std::array<std::map<std::string, std::string, std::less<>>, kCatalogKindCount + 1>;

class CatalogNames {
 public:
  // Names of each CatalogKind in the order of their ids; the first has id 1.
  using Lists = std::array<std::vector<std::string>, kCatalogKindCount + 1>;  // by CatalogKind; [0] is unused

  CatalogNames();
  explicit CatalogNames(Lists lists, const ChineseNames& chinese = {});

  // The id of a name, 0 = not in the catalog. A Chinese name is as good, unless the catalog has it as a name of its own.
  std::uint16_t Find(CatalogKind kind, std::string_view name) const;
  // The name of an id, empty = not in the catalog.
  std::string_view NameOf(CatalogKind kind, std::uint16_t id) const;
  // Its Chinese one, empty = there is none.
  std::string_view ChineseOf(CatalogKind kind, std::uint16_t id) const;
  std::size_t count(CatalogKind kind) const { return lists_[static_cast<std::size_t>(kind)].size(); }

 private:
  struct Place {
    std::uint32_t hash = 0;
    std::uint16_t id = 0;  // 0 = empty
  };
  static std::string_view At(const Lists& lists, CatalogKind kind, std::uint16_t id);

  Lists lists_;
  Lists chinese_;                                                 // of the same ids; empty = none
  std::array<std::vector<Place>, kCatalogKindCount + 1> places_;  // open addressing, at most half full, size a power of two
};

}  // namespace tidegate
