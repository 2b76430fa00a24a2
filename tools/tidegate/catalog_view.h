// CatalogView: the daemon's names by id, as asked for once, for telling requirements in words.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/names.h"
#include "tools/tidegate/language.h"

namespace tidegate {

struct CatalogView {
  using Lists = std::array<std::vector<std::string>, NameTable<CatalogKind>::kRows.size() + 1>;  // by CatalogKind, then id

  Lists names;
  Lists chinese;                                // empty where the rules have no Chinese name
  std::map<std::uint32_t, std::string> agents;  // as far as they were asked for

  // As programs go by it; "#7" for an id that is not in the view.
  std::string NameOf(CatalogKind kind, std::uint32_t id) const {
    const auto& list = names[static_cast<std::size_t>(kind)];
    return id < list.size() && !list[id].empty() ? list[id] : "#" + std::to_string(id);
  }
  // As people read it.
  std::string NameIn(Language language, CatalogKind kind, std::uint32_t id) const {
    const auto& list = chinese[static_cast<std::size_t>(kind)];
    return language == Language::kChinese && id < list.size() && !list[id].empty() ? list[id] : NameOf(kind, id);
  }
  std::string AgentName(std::uint32_t id) const {
    const auto at = agents.find(id);
    return at == agents.end() ? "#" + std::to_string(id) : at->second;
  }
};

}  // namespace tidegate
