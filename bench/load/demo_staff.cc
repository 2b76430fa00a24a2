#include "bench/load/demo_staff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <random>
#include <string_view>

namespace tidegate::load {
namespace {

constexpr std::string_view kFamilyNames[] = {"王", "李", "张", "刘", "陈", "杨", "黄",   "赵", "吴", "周",
                                             "徐", "孙", "马", "朱", "胡", "林", "欧阳", "何", "高", "罗"};
constexpr std::string_view kGivenNames[] = {"晓雯", "伟",   "静", "思远", "丽", "强",   "雨桐", "磊",
                                            "敏",   "子涵", "芳", "浩然", "婷", "建国", "梓萱", "洋"};

struct TierPlan {
  AgentTier tier;
  std::uint32_t places_of_30;  // how many of thirty agents
  std::uint32_t capacity;
  std::size_t skills;
  std::uint8_t level_min;
  std::uint8_t level_max;
  std::uint32_t cost_per_hour_cents;
};

// Regular agents carry the complaints (domain.md 7: high starts at regular), senior ones and experts what is urgent.
constexpr std::array<TierPlan, 5> kPlans{{{AgentTier::kBot, 1, 30, 8, 1, 1, 200},
                                          {AgentTier::kNew, 4, 3, 3, 1, 2, 4'000},
                                          {AgentTier::kRegular, 18, 5, 4, 3, 4, 6'000},
                                          {AgentTier::kSenior, 4, 5, 6, 4, 5, 9'000},
                                          {AgentTier::kExpert, 3, 5, 8, 5, 5, 14'000}}};

const TierPlan& PlanOf(std::uint32_t n) {
  std::uint32_t place = n % 30;
  for (const TierPlan& plan : kPlans) {
    if (place < plan.places_of_30) return plan;
    place -= plan.places_of_30;
  }
  return kPlans[2];
}

std::string NameOf(std::uint32_t n, AgentTier tier, std::uint32_t bots) {
  if (tier == AgentTier::kBot) return fmt::format("小潮{}号", bots);
  constexpr std::uint32_t kNames = std::size(kFamilyNames) * std::size(kGivenNames);
  // Each family name meets the given names in an order of its own: every pair comes once before any comes twice.
  const std::string name =
      std::string(kFamilyNames[n % std::size(kFamilyNames)]) +
      std::string(kGivenNames[(n / std::size(kFamilyNames) + n % std::size(kFamilyNames) * 7) % std::size(kGivenNames)]);
  return n < kNames ? name : fmt::format("{}{}", name, 1 + n / kNames);
}

}  // namespace

const std::vector<std::string>& DemoSkills() {
  static const std::vector<std::string> kSkills{"payment", "technical", "logistics", "refund",
                                                "billing", "account",   "complaint", "security"};
  return kSkills;
}

std::vector<AgentRecord> DemoStaff(std::uint32_t count) {
  const std::vector<std::string>& skills = DemoSkills();
  std::mt19937_64 random(count);
  std::vector<AgentRecord> staff;
  std::uint32_t bots = 0;
  for (std::uint32_t n = 0; n < count; ++n) {
    const TierPlan& plan = PlanOf(n);
    if (plan.tier == AgentTier::kBot) ++bots;
    AgentRecord agent;
    agent.name = NameOf(n, plan.tier, bots);
    agent.tier = plan.tier;
    agent.capacity = plan.capacity;
    agent.cost_per_hour_cents = plan.cost_per_hour_cents;
    // Skills go round, so that each tier has all of them among its agents.
    for (std::size_t i = 0; i < std::min(plan.skills, skills.size()); ++i) {
      const auto level = static_cast<std::uint8_t>(plan.level_min + random() % (plan.level_max - plan.level_min + 1u));
      agent.skills.push_back({skills[(n + i * 3) % skills.size()], level});
    }
    staff.push_back(std::move(agent));
  }
  return staff;
}

}  // namespace tidegate::load
