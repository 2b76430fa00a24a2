// Staff: the agents of a load run, and the daemon's names that its tickets may use.
//
// Blocking: done before the clock of a run starts.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/names.h"
#include "core/model/output.h"
#include "protocol/client/messages.h"

namespace tidegate::load {

struct AgentRecord {
  std::string name;
  AgentTier tier = AgentTier::kRegular;
  std::vector<client::SkillName> skills;  // names must outlive the record
  std::uint32_t capacity = 5;
  std::uint32_t cost_per_hour_cents = 0;
};

// Names without the empty one at [0].
struct Catalog {
  std::vector<std::string> skills;
  std::vector<std::string> types;
  std::vector<std::string> channels;
  std::vector<std::string> regions;
};

absl::StatusOr<Catalog> AskCatalog(std::string_view address);
absl::StatusOr<StatusView> AskStatus(std::string_view address);
absl::StatusOr<std::vector<AgentRow>> AskAgents(std::string_view address);
// As a data administrator; declaring again what is there changes nothing.
absl::Status DeclareSkills(std::string_view address, const std::vector<std::string>& names);
absl::Status DeclareStaff(std::string_view address, const std::vector<AgentRecord>& staff);

// `count` agents named prefix-0001..: most regular, a sixth senior, a few experts; one to four of `skills` each, at levels 3 to 5, so that
// every skill has its share. The same for the same arguments.
std::vector<AgentRecord> MixedStaff(std::string_view prefix, std::uint32_t count, const std::vector<std::string>& skills);

}  // namespace tidegate::load
