// How tickets of a type are handled comes with their offers, as the rules in force have it, to whoever reads what he is sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class OfferHandling : public ::testing::Test {
 protected:
  explicit OfferHandling(const WorldOptions& options = {}) : world_(options) { Connect(); }
  void Connect() {
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web");
    admin_ = world_.Connect();
    admin_->Hello(Role::kDataAdmin, "admin");
  }
  void Submit(std::string_view key, std::string_view type) {
    client::SubmitMessage message = Ticket(key);
    message.type = type;
    front_->encode.Submit(front_->outgoing, message, 10);
    front_->Send();
    EXPECT_THAT(front_->TakeEvents(), ElementsAre("10 ok"));
  }
  // The template that comes with the offer of a new ticket.
  std::string Offered(WorldPeer& desk, std::string_view key, std::string_view type) {
    Submit(key, type);
    desk.Read();
    EXPECT_THAT(desk.TakeEvents(), ElementsAre("offer " + std::string(key) + " title"));
    return desk.last_offer_handling();
  }
  // Rules that have nothing but names, and this template for consultations; who comes online has all of his room at once.
  void Activate(const std::string& handling) {
    const std::string source =
        "name = \"templates\"\ntime_zone = \"UTC\"\nsla.active = []\ncatalog.types = [{ name = \"consultation\", handling = \"" + handling +
        "\" }, { name = \"complaint\" }]\ncatalog.channels = [{ name = \"email\" }]\nagents.ramp_up = \"0 s\"\n";
    admin_->encode.ActivateRules(admin_->outgoing, source, RulesUse::kActivate, 0, 5);
    admin_->Send();
    EXPECT_THAT(admin_->TakeEvents(), Contains("5 ok")) << admin_->last_detail();
  }

  PipelineWorld world_;
  std::unique_ptr<WorldPeer> front_;
  std::unique_ptr<WorldPeer> admin_;
};

TEST_F(OfferHandling, TheTemplateOfATypeComesWithTheOffer) {
  auto desk = BringUpDesk(world_, "ann");
  EXPECT_THAT(Offered(*desk, "k1", "complaint"), StartsWith("1. 致歉并复述诉求"));
  EXPECT_THAT(Offered(*desk, "k2", "consultation"), IsEmpty()) << "the type has none";
  EXPECT_THAT(Offered(*desk, "k3", "complaint"), StartsWith("1. 致歉并复述诉求")) << "with each offer, not with the first alone";
}

TEST_F(OfferHandling, TheRulesInForceCountAlsoAfterARestart) {
  auto desk = BringUpDesk(world_, "ann");
  Activate("1. listen");
  EXPECT_EQ(Offered(*desk, "k1", "consultation"), "1. listen");
  EXPECT_EQ(Offered(*desk, "k2", "complaint"), "") << "these rules have none for it";
  Activate("1. answer");
  EXPECT_EQ(Offered(*desk, "k3", "consultation"), "1. answer");
  world_.Restart();
  Connect();
  desk = BringUpDesk(world_, "bob");
  EXPECT_EQ(Offered(*desk, "k4", "consultation"), "1. answer");
  admin_->encode.UndoRules(admin_->outgoing, 3, 2, 0, 6);
  admin_->Send();
  EXPECT_THAT(admin_->TakeEvents(), Contains("6 ok")) << admin_->last_detail();
  EXPECT_EQ(Offered(*desk, "k5", "consultation"), "1. listen");
}

// RULES.md: a Chinese name is known wherever the name is.
TEST_F(OfferHandling, ATypeGoesByItsChineseNameToo) {
  auto desk = BringUpDesk(world_, "ann");
  EXPECT_THAT(Offered(*desk, "k1", "投诉"), StartsWith("1. 致歉并复述诉求"));
  Activate("1. listen");  // these rules have no Chinese name
  client::SubmitMessage message = Ticket("k2");
  message.type = "投诉";
  front_->encode.Submit(front_->outgoing, message, 11);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), Contains("11 refused unknown-name type"));
  world_.Restart();
  Connect();
  desk = BringUpDesk(world_, "bob");
  admin_->encode.UndoRules(admin_->outgoing, 2, 1, 0, 6);
  admin_->Send();
  EXPECT_THAT(admin_->TakeEvents(), Contains("6 ok")) << admin_->last_detail();
  front_->Read();
  front_->TakeEvents();  // the first ticket's new promise
  EXPECT_THAT(Offered(*desk, "k3", "投诉"), StartsWith("1. 致歉并复述诉求"));
  world_.Restart();
  Connect();
  desk = BringUpDesk(world_, "carl");
  EXPECT_THAT(Offered(*desk, "k4", "投诉"), StartsWith("1. 致歉并复述诉求")) << "the first rules that this process has seen";
}

class SlowOfferHandling : public OfferHandling {
 protected:
  SlowOfferHandling() : OfferHandling(Options()) {}
  static WorldOptions Options() {
    WorldOptions options;
    options.limits.outbox_bytes_max = 64;  // one offer that waits is more
    return options;
  }
};

TEST_F(SlowOfferHandling, WhoeverDoesNotReadGetsOffersWithoutIt) {
  auto desk = BringUpDesk(world_, "ann");
  Submit("k1", "consultation");
  Submit("k2", "complaint");
  desk->Read();
  EXPECT_THAT(desk->TakeEvents(), ElementsAre("offer k1 title", "offer  "));
  EXPECT_EQ(desk->last_offer_handling(), "");
  EXPECT_THAT(Offered(*desk, "k3", "complaint"), StartsWith("1. 致歉并复述诉求")) << "he reads again";
}

}  // namespace
}  // namespace tidegate
