#include "bench/load/staff.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "protocol/client/blocking_client.h"

namespace tidegate::load {
namespace {

constexpr std::chrono::milliseconds kCallTimeout{10'000};  // set-up is not measured; a call that takes longer will not come
constexpr std::uint32_t kSkillsMax = 4;
constexpr std::uint32_t kCapacity = 5;  // domain.md 6
constexpr std::uint32_t kRegularCostCents = 6'000;
constexpr std::uint32_t kSeniorCostCents = 9'000;

absl::Status Open(client::BlockingClient& client, std::string_view address, Role role) {
  client::HelloMessage hello;
  hello.role = role;
  hello.name = "tidegate-load";
  hello.version = "tidegate-load";
  return client.Open(address, hello);
}

absl::StatusOr<std::vector<std::string>> Names(client::BlockingClient& client, CatalogKind kind) {
  const auto known = client.Names(kind);
  if (!known.ok()) return known.status();
  std::vector<std::string> names;
  for (const client::CatalogName& name : *known) {
    if (!name.name.empty()) names.push_back(name.name);  // [0] has none
  }
  return names;
}

}  // namespace

absl::StatusOr<Catalog> AskCatalog(std::string_view address) {
  client::BlockingClient client(kCallTimeout);
  if (absl::Status opened = Open(client, address, Role::kOperator); !opened.ok()) return opened;
  Catalog catalog;
  for (const auto& [kind, list] :
       {std::pair{CatalogKind::kSkill, &catalog.skills}, std::pair{CatalogKind::kType, &catalog.types},
        std::pair{CatalogKind::kChannel, &catalog.channels}, std::pair{CatalogKind::kRegion, &catalog.regions}}) {
    absl::StatusOr<std::vector<std::string>> names = Names(client, kind);
    if (!names.ok()) return names.status();
    *list = *std::move(names);
  }
  return catalog;
}

absl::StatusOr<StatusView> AskStatus(std::string_view address) {
  client::BlockingClient client(kCallTimeout);
  if (absl::Status opened = Open(client, address, Role::kOperator); !opened.ok()) return opened;
  return client.AskStatus();
}

absl::StatusOr<std::vector<AgentRow>> AskAgents(std::string_view address) {
  client::BlockingClient client(kCallTimeout);
  if (absl::Status opened = Open(client, address, Role::kOperator); !opened.ok()) return opened;
  return client.Agents();
}

absl::Status DeclareSkills(std::string_view address, const std::vector<std::string>& names) {
  client::BlockingClient client(kCallTimeout);
  if (absl::Status opened = Open(client, address, Role::kDataAdmin); !opened.ok()) return opened;
  for (const std::string& name : names) {
    if (const auto ack = client.Declare(CatalogKind::kSkill, name); !ack.ok()) return ack.status();
  }
  return absl::OkStatus();
}

absl::Status DeclareStaff(std::string_view address, const std::vector<AgentRecord>& staff) {
  client::BlockingClient client(kCallTimeout);
  if (absl::Status opened = Open(client, address, Role::kDataAdmin); !opened.ok()) return opened;
  for (const AgentRecord& agent : staff) {
    client::DeclareAgentMessage message;
    message.name = agent.name;
    message.tier = agent.tier;
    message.skills = agent.skills;
    message.capacity = agent.capacity;
    message.cost_per_hour_cents = agent.cost_per_hour_cents;
    if (const auto ack = client.DeclareAgent(message); !ack.ok()) return ack.status();
  }
  return absl::OkStatus();
}

std::vector<AgentRecord> MixedStaff(std::string_view prefix, std::uint32_t count, const std::vector<std::string>& skills) {
  std::mt19937_64 random(count);
  std::vector<AgentRecord> staff;
  for (std::uint32_t n = 0; n < count; ++n) {
    AgentRecord agent;
    agent.name = fmt::format("{}-{:04}", prefix, n + 1);
    agent.tier = n % 12 == 0 ? AgentTier::kExpert : n % 4 == 0 ? AgentTier::kSenior : AgentTier::kRegular;
    agent.capacity = kCapacity;
    agent.cost_per_hour_cents = agent.tier == AgentTier::kRegular ? kRegularCostCents : kSeniorCostCents;
    // The first skill goes round, so that none is left without agents; the others are drawn.
    const std::size_t wanted = std::min<std::size_t>(skills.size(), 1 + random() % kSkillsMax);
    std::vector<std::size_t> chosen;
    for (std::size_t next = n % std::max<std::size_t>(1, skills.size()); chosen.size() < wanted; next = random() % skills.size()) {
      if (std::find(chosen.begin(), chosen.end(), next) == chosen.end()) chosen.push_back(next);
    }
    for (const std::size_t skill : chosen) agent.skills.push_back({skills[skill], static_cast<std::uint8_t>(3 + random() % 3)});
    staff.push_back(std::move(agent));
  }
  return staff;
}

}  // namespace tidegate::load
