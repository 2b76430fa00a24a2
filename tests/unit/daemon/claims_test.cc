// Claims at the front door of real sessions: within a front end's quota they open the lane, beyond it they count for less.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <map>

#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::Contains;

class Claims : public ::testing::Test {
 protected:
  Claims() : world_(Options()) {
    admin_ = world_.Connect();
    admin_->Hello(Role::kDataAdmin, "admin");
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web", 1024);
  }
  static WorldOptions Options() {
    WorldOptions options;
    options.admission = {65'536, 100, 64 << 20};  // urgent may fill 100 places, high 85, normal 70, low 50
    return options;
  }
  // The rules that the world begins with, and these quotas.
  void Activate(std::string_view admission) {
    const std::string source = fmt::format(
        "name = \"quotas\"\ntime_zone = \"UTC\"\nsla.active = []\ncatalog.types = [{{ name = \"consultation\" }}]\n"
        "catalog.channels = [{{ name = \"email\" }}]\n{}",
        admission);
    admin_->encode.ActivateRules(admin_->outgoing, source, RulesUse::kActivate, 0, 5);
    admin_->Send();
    EXPECT_THAT(admin_->TakeEvents(), Contains("5 ok")) << admin_->last_detail();
  }
  // How many of so many are let in before the engine has a turn.
  int LetIn(int count, Level level, CustomerTier tier = CustomerTier::kNone) {
    std::string bytes;
    for (int i = 0; i < count; ++i) {
      const std::string key = fmt::format("k{}", ++submitted_);
      client::SubmitMessage message = Ticket(key);
      message.level = level;
      message.tier = tier;
      front_->encode.Submit(bytes, message, static_cast<std::uint64_t>(submitted_));
    }
    while (!bytes.empty()) {
      const std::span<char> free = front_->session()->Free();
      const std::size_t taken = std::min(free.size(), bytes.size());
      std::memcpy(free.data(), bytes.data(), taken);
      world_.io().Received(*front_->session(), taken, world_.clocks.Read().boot);
      bytes.erase(0, taken);
    }
    world_.Settle();
    front_->Read();
    int let_in = 0;
    for (const std::string& event : front_->TakeEvents()) let_in += event.ends_with(" ok") ? 1 : 0;
    return let_in;
  }

  PipelineWorld world_;
  std::unique_ptr<WorldPeer> admin_;
  std::unique_ptr<WorldPeer> front_;
  int submitted_ = 0;
};

TEST_F(Claims, WithoutAQuotaTheClaimIsAllThatCounts) {
  EXPECT_EQ(LetIn(120, Level::kUrgent), 100);
  EXPECT_EQ(LetIn(120, Level::kHigh), 85);
  EXPECT_EQ(LetIn(120, Level::kNone), 70);
  EXPECT_EQ(LetIn(120, Level::kLow), 50);
  EXPECT_EQ(LetIn(120, Level::kNormal, CustomerTier::kVip), 85) << "a VIP counts one level higher";
  EXPECT_EQ(world_.metrics().Get(Metric::kClaimsOverQuota), 0);
}

TEST_F(Claims, BeyondTheQuotaAnUrgentClaimOpensNoMoreThanAHighOneAndThenANormalOne) {
  Activate("[admission]\nurgent_per_minute = 80\nhigh_per_minute = 1000\n");
  EXPECT_EQ(LetIn(120, Level::kUrgent), 85) << "80 as urgent, then 5 more as high";
  EXPECT_EQ(world_.metrics().Get(Metric::kClaimsOverQuota), 40);
  world_.clocks.Advance(kHour);
  Activate("[admission]\nurgent_per_minute = 0\nhigh_per_minute = 0\n");
  EXPECT_EQ(LetIn(120, Level::kUrgent), 70);
}

TEST_F(Claims, AFrontEndOfItsOwnQuotaIsNotHeldByTheOthers) {
  Activate("[admission]\nurgent_per_minute = 0\nhigh_per_minute = 0\n[[admission.front_ends]]\nname = \"web\"\nurgent_per_minute = 1000\n");
  EXPECT_EQ(LetIn(120, Level::kUrgent), 100);
}

TEST_F(Claims, TheItemsOfABatchAreClaimsToo) {
  Activate("[admission]\nurgent_per_minute = 10\nhigh_per_minute = 0\n");
  std::vector<std::string> keys;
  for (int i = 0; i < 90; ++i) keys.push_back(fmt::format("b{}", i));
  std::vector<client::Tagged<client::SubmitMessage>> items;
  for (std::uint64_t i = 0; i < keys.size(); ++i) {
    items.push_back({i + 1, Ticket(keys[i])});
    items.back().message.level = Level::kUrgent;
  }
  front_->encode.SubmitBatch(front_->outgoing, items);
  front_->Send();
  int let_in = 0;
  for (const std::string& event : front_->TakeEvents()) let_in += event.ends_with(" ok") ? 1 : 0;
  EXPECT_EQ(let_in, 70) << "10 as urgent, the others as normal";
  EXPECT_EQ(world_.metrics().Get(Metric::kClaimsOverQuota), 80);
}

TEST_F(Claims, QuotasOutliveARestart) {
  Activate("[admission]\nurgent_per_minute = 0\nhigh_per_minute = 0\n");
  world_.Restart();
  front_ = world_.Connect();
  front_->Hello(Role::kFrontEnd, "web", 1024);
  EXPECT_EQ(LetIn(120, Level::kUrgent), 70);
}

}  // namespace
}  // namespace tidegate
