#include "daemon/command_batch.h"

namespace tidegate {

std::size_t TextBytes(const Command& command) {
  switch (command.kind()) {
    case CommandKind::kSubmit:
      return std::get<Submit>(command.body).body.size();
    case CommandKind::kResolve:
      return std::get<Resolve>(command.body).solution.size();
    case CommandKind::kActivateRules: {
      const auto& rules = std::get<ActivateRules>(command.body);
      return rules.source.size() + rules.compiled.size();
    }
    case CommandKind::kDeclareAgent:
      return sizeof(Profile) + kAgentTextsBytesMax;
    default:
      return 0;  // a name at most: kNameBytesMax, which the bound on commands covers
  }
}

}  // namespace tidegate
