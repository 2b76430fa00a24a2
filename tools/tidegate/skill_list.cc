#include "tools/tidegate/skill_list.h"

#include <utility>

#include "core/model/requirement.h"
#include "tools/tidegate/arguments.h"

namespace tidegate {

SkillList SkillList::Parse(std::string_view text, std::string& problem) {
  SkillList out;
  problem.clear();
  for (std::string part : SplitList(text)) {
    std::uint8_t level = 1;  // domain.md 3
    if (const auto colon = part.rfind(':'); colon != std::string::npos) {
      const auto number = ParseNumber(std::string_view(part).substr(colon + 1), 1, kSkillLevelMax);
      if (!number) {
        problem = "`" + part + "` has no level from 1 to " + std::to_string(kSkillLevelMax) + " behind its colon";
        return out;
      }
      level = static_cast<std::uint8_t>(*number);
      part.resize(colon);
    }
    out.texts_.push_back(std::move(part));
    out.names_.push_back({out.texts_.back(), level});
  }
  return out;
}

}  // namespace tidegate
