// CatalogView: the daemon's names by id, as asked for once, for telling requirements in words.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/names.h"

namespace tidegate {

struct CatalogView {
  std::array<std::vector<std::string>, NameTable<CatalogKind>::kRows.size() + 1> names;  // by CatalogKind, then id
  std::map<std::uint32_t, std::string> agents;                                           // as far as they were asked for

  // "#7" for an id that is not in the view.
  std::string NameOf(CatalogKind kind, std::uint32_t id) const {
    const auto& list = names[static_cast<std::size_t>(kind)];
    return id < list.size() && !list[id].empty() ? list[id] : "#" + std::to_string(id);
  }
  std::string AgentName(std::uint32_t id) const {
    const auto at = agents.find(id);
    return at == agents.end() ? "#" + std::to_string(id) : at->second;
  }
};

}  // namespace tidegate
