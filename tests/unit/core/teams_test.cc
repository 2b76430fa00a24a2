// A supervisor acts on his own team: each of his commands, by whoever may and by whoever may not. That no command is missing among those
// that are refused, ownership_test sees to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;
using Side = EngineWorld::Side;

struct Act {
  std::string_view name;
  std::function<std::uint64_t(EngineWorld&)> give;
  std::function<void(EngineWorld&)> before = [](EngineWorld&) {};
};

// Of T, which A1 has; "other" waits for somebody who does not exist.
const std::vector<Act>& Acts() {
  using World = EngineWorld&;
  const auto resolve = [](World w) { w.Resolve("A1", "T"); };
  const auto ask_part = [](World w) { w.AskPart("A1", "T", "logistics"); };
  static const std::vector<Act> kActs = {
      {"assign", [](World w) { return w.Assign("T", "A2"); }},
      {"take back", [](World w) { return w.TakeBack("T"); }},
      {"confirm", [](World w) { return w.Review("T", ReviewWord::kConfirm); }},
      {"redirect", [](World w) { return w.Review("T", ReviewWord::kRedirect); }},
      {"level", [](World w) { return w.Level("T", Level::kLow); }},
      {"overdue reason", [](World w) { return w.Reason("", "T", 1, ""); }, [](World w) { w.Advance(kHour); }},
      {"hold", [](World w) { return w.Hold("T"); }},
      {"cancel", [](World w) { return w.Cancel("T", Side::kSupervisor); }},
      {"merge", [](World w) { return w.Merge("T", "other"); }},
      {"merge into", [](World w) { return w.Merge("other", "T"); }},
      {"attach", [](World w) { return w.Attach("T", "other", Side::kSupervisor); }},
      {"attach to", [](World w) { return w.Attach("other", "T", Side::kSupervisor); }},
      {"link", [](World w) { return w.LinkTicket("T", "other", Side::kSupervisor); }},
      {"reopen", [](World w) { return w.Reopen("T", Side::kSupervisor); }, resolve},
      {"call back", [](World w) { return w.CallBack("", "T"); }, resolve},
      {"approve", [](World w) { return w.SettleTransfer("T", TransferWord::kApprove); },
       [](World w) { w.AskTransfer("A1", "T", "A2", ""); }},
      {"refuse", [](World w) { return w.SettleTransfer("T", TransferWord::kRefuse); }, [](World w) { w.AskTransfer("A1", "T", "A2", ""); }},
      {"message", [](World w) { return w.Add({}, MessageOut{.ticket = w.TicketOf("T"), .text = "on it"}); }},
      {"promise", [](World w) { return w.Add({}, Promise{.ticket = w.TicketOf("T"), .at = w.now() + kHour, .interim = "a way around"}); }},
      {"note", [](World w) { return w.Note("", "T", TouchKind::kNote); }},
      {"ask for a part", [](World w) { return w.AskPart("", "T", "logistics"); }},
      {"give a part", [](World w) { return w.AssignPart("", "T", 1, "B1"); }, ask_part},
      {"take a part over", [](World w) { return w.AssignPart("", "T", 1, "A2"); }, ask_part},
      {"report a part", [](World w) { return w.ReportPart("", "T", 1, PartNode::kDone, "on its way"); }, ask_part},
      {"drop a part", [](World w) { return w.ReportPart("", "T", 1, PartNode::kDropped, "lost"); }, ask_part},
  };
  return kActs;
}

enum class Named { kSupervisors, kNobody };

// T, with A1, whose record names chen and on duty wang, or nobody; B1 is li's.
class Floor {
 public:
  explicit Floor(Named named) : world_(Options()) {
    for (const char* name : {"chen", "wang", "zhou", "li"}) world_.Declare({.name = name, .tier = AgentTier::kSupervisor});
    AgentSpec agent{.name = "A1", .skills = {{"refund"}}, .capacity = 3};
    if (named == Named::kSupervisors) agent.supervisor = "chen", agent.duty_supervisor = "wang";
    Step(world_.Declare(agent));
    world_.Declare({.name = "A2"});
    world_.Declare({.name = "B1", .team = "logistics", .supervisor = "li"});
    world_.Add({.role = Role::kDataAdmin}, Declare{CatalogKind::kDepartment, "logistics"});
    Step(world_.SignIn("A1"));
    Step(world_.Submit({.key = "other", .level = Level::kLow, .skills = {{"billing"}}}));
    Step(world_.Submit({.key = "T", .level = Level::kHigh, .skills = {{"refund"}}}));
    Step(world_.Accept("A1", "T"));
  }
  EngineWorld& operator*() { return world_; }
  EngineWorld* operator->() { return &world_; }

  Reject Try(const Act& act, std::string_view who) {
    act.before(world_);
    world_.Settle();
    world_.ActAs(std::string(who));
    const std::uint64_t changes = world_.changes();
    const std::uint64_t asked = act.give(world_);
    world_.Settle();
    const Ack* ack = world_.AckOf(asked);
    const Reject reject = ack == nullptr ? Reject::kNone : ack->reject;
    EXPECT_TRUE(reject == Reject::kNone || world_.changes() == changes) << act.name << " by " << who;
    EXPECT_THAT(world_.problems(), IsEmpty()) << act.name << " by " << who;
    return reject;
  }
  void Step(std::uint64_t) { world_.Settle(); }

 private:
  static EngineWorld::Options Options() {
    EngineWorld::Options options;
    options.rules.review.levels = 1u << static_cast<int>(Level::kHigh);
    options.rules.overdue_reasons = {{.code = 1, .name = "staff-short"}};
    return options;
  }

  EngineWorld world_;
};

TEST(Teams, OnlyTheSupervisorTheDutySupervisorAndWhoeverHasItActOnATicket) {
  for (const Act& act : Acts()) {
    for (const std::string_view who : {"chen", "wang", "A1"})
      EXPECT_EQ(Floor(Named::kSupervisors).Try(act, who), Reject::kNone) << act.name << " by " << who;
    for (const std::string_view who : {"zhou", "A2", "a stranger", ""}) {
      EXPECT_EQ(Floor(Named::kSupervisors).Try(act, who), Reject::kOtherTeam) << act.name << " by " << who;
    }
  }
}

TEST(Teams, WhereTheRecordNamesNobodyEverySupervisorActs) {
  for (const Act& act : Acts()) {
    for (const std::string_view who : {"zhou", "a stranger"})
      EXPECT_EQ(Floor(Named::kNobody).Try(act, who), Reject::kNone) << act.name << " by " << who;
  }
}

TEST(Teams, WhatNobodyHasIsEverySupervisorsAndMayGoToAnyTeam) {
  Floor floor(Named::kSupervisors);
  EXPECT_EQ(floor.Try({"assign", [](EngineWorld& w) { return w.Assign("other", "A1"); }}, "zhou"), Reject::kNone);
  EXPECT_EQ(floor.Try({"take back", [](EngineWorld& w) { return w.TakeBack("other"); }}, "zhou"), Reject::kOtherTeam) << "now A1 has it";
  EXPECT_EQ(floor.Try({"give away", [](EngineWorld& w) { return w.Assign("T", "B1"); }}, "wang"), Reject::kNone);
  EXPECT_EQ(floor.Try({"take back", [](EngineWorld& w) { return w.TakeBack("T"); }}, "wang"), Reject::kOtherTeam) << "now it is li's";
  EXPECT_EQ(floor.Try({"hold", [](EngineWorld& w) { return w.Hold("T"); }}, "li"), Reject::kNone);
  EXPECT_EQ(floor.Try({"release", [](EngineWorld& w) { return w.Release("T"); }}, "zhou"), Reject::kNone) << "what is held nobody has";
}

// A part is of the team of whoever does it, too; one that nobody does yet is given by the supervisor of whoever gets
// it in its department.
TEST(Teams, ADepartmentsSupervisorHandlesItsParts) {
  Floor floor(Named::kSupervisors);
  floor.Step(floor->AskPart("A1", "T", "logistics"));
  EXPECT_EQ(floor.Try({"report", [](EngineWorld& w) { return w.ReportPart("", "T", 1, PartNode::kDone, "sent"); }}, "li"),
            Reject::kOtherTeam);
  EXPECT_EQ(floor.Try({"give", [](EngineWorld& w) { return w.AssignPart("", "T", 1, "B1"); }}, "li"), Reject::kNone);
  EXPECT_EQ(floor.Try({"take", [](EngineWorld& w) { return w.AssignPart("", "T", 1, "A2"); }}, "zhou"), Reject::kOtherTeam);
  EXPECT_EQ(floor.Try({"report", [](EngineWorld& w) { return w.ReportPart("", "T", 1, PartNode::kDone, "sent"); }}, "li"), Reject::kNone);
  EXPECT_EQ(floor.Try({"hold", [](EngineWorld& w) { return w.Hold("T"); }}, "li"), Reject::kOtherTeam) << "the ticket is not his";
}

TEST(Teams, EverySupervisorReadsEverything) {
  Floor floor(Named::kSupervisors);
  floor->ActAs("zhou");
  const TicketId ticket = floor->TicketOf("T");
  for (const CommandBody& ask : {CommandBody(FindTicket{.ticket = ticket}), CommandBody(ExplainTicket{.ticket = ticket}),
                                 CommandBody(ListFeedback{.ticket = ticket}), CommandBody(ShowCustomer{.ticket = ticket})}) {
    const std::uint64_t asked = floor->Add({}, ask);
    floor->Settle();
    EXPECT_EQ(floor->AckOf(asked), nullptr) << "it was refused";
  }
}

}  // namespace
}  // namespace tidegate
