// The table of the lifecycle against the engine: every command that has a row, in every status there is.
#include "core/engine/lifecycle.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

// A ticket T in a status, A1 at its desk with it as far as somebody has it, and A2 who could have it.
class InStatus {
 public:
  explicit InStatus(Status status) : world_(OptionsOf()) {
    world_.Declare({.name = "A2", .skills = {{"refund"}}, .team = "night"});
    world_.Declare({.name = "A1", .skills = {{"refund"}}, .capacity = 3, .team = "day"});
    world_.Settle();
    const Caller boss{.session = kSupervisorSession, .role = Role::kSupervisor};
    article_ = EncodeArticle({.title = "t", .text = "t", .keywords = {}, .author = {}, .types = {}});
    world_.Add(boss, PutArticle{.article = {}, .visibility = Visibility::kInternal, .text = article_});
    world_.Add({.role = Role::kDataAdmin}, Declare{CatalogKind::kDepartment, "logistics"});
    world_.SignIn("A1");
    world_.Settle();
    world_.Submit({.key = "before", .skills = {{"billing"}}, .channel = "email"});
    world_.Settle();
    // What waits asks for what nobody can.
    TicketSpec ticket{.key = "T", .skills = {{status == Status::kPooled ? "billing" : "refund"}}, .channel = "hotline"};
    if (status == Status::kReceived) ticket.not_before = world_.now() + kHour;
    world_.Submit(ticket);
    world_.Settle();
    Bring(status);
    world_.Settle();
  }

  EngineWorld& world() { return world_; }

  Status StatusNow() const {
    const Tables& tables = world_.tables();
    const std::uint64_t id = world_.TicketOf("T").raw();
    if (const std::uint32_t slot = tables.tickets.FindId(id); slot != kNoSlot) return static_cast<Status>(tables.tickets.At(slot).status);
    return static_cast<Status>(tables.recents.Ended(tables.recents.FindId(id)).status);
  }

 private:
  static EngineWorld::Options OptionsOf() {
    EngineWorld::Options options;
    options.rules.close_silence = kDay;
    return options;
  }

  void Bring(Status status) {
    const auto step = [&](std::uint64_t) { world_.Settle(); };
    if (status == Status::kReceived || status == Status::kPooled || status == Status::kOffered) return;
    if (status == Status::kAbandoned) return step(world_.Abandon("T"));
    if (status == Status::kCancelled) return step(world_.Cancel("T", EngineWorld::Side::kFrontEnd));
    if (status == Status::kHeld) return step(world_.Hold("T"));
    if (status == Status::kMerged) {
      step(world_.Submit({.key = "U", .skills = {{"refund"}}, .channel = "email"}));
      return step(world_.Merge("T", "U"));
    }
    step(world_.Accept("A1", "T"));
    if (status == Status::kAssigned) return;
    if (IsWithAgent(status)) return step(world_.Node("A1", "T", status));
    step(world_.Resolve("A1", "T"));
    if (status == Status::kClosed) step(world_.Confirm("T"));
    if (status == Status::kClosedUnconfirmed) world_.Advance(2 * kDay);
  }

  std::string article_;
  EngineWorld world_;
};

// How each command of the table is given in the world; SetOverdueReason asks for a missed deadline too and is looked at by itself.
const std::map<CommandKind, std::function<std::uint64_t(EngineWorld&)>>& Commands() {
  using World = EngineWorld&;
  static const std::map<CommandKind, std::function<std::uint64_t(EngineWorld&)>> kCommands = {
      {CommandKind::kAccept, [](World w) { return w.Accept("A1", "T"); }},
      {CommandKind::kDecline, [](World w) { return w.Decline("A1", "T"); }},
      {CommandKind::kReportContact, [](World w) { return w.Contact("A1", "T"); }},
      {CommandKind::kReportNode,
       [](World w) {
         const TicketRecord* open = w.Open("T");
         const bool replies = open != nullptr && open->status == static_cast<std::uint8_t>(Status::kToReply);
         return w.Node("A1", "T", replies ? Status::kInProgress : Status::kToReply);
       }},
      {CommandKind::kResolve, [](World w) { return w.Resolve("A1", "T"); }},
      {CommandKind::kMessageIn, [](World w) { return w.MessageIn("T"); }},
      {CommandKind::kMessageOut, [](World w) { return w.MessageOut("A1", "T", MessageKind::kAnswer); }},
      {CommandKind::kPromise, [](World w) { return w.Promise("A1", "T", w.now() + kHour, "until then"); }},
      {CommandKind::kAddNote, [](World w) { return w.Note("A1", "T", TouchKind::kNote); }},
      {CommandKind::kUseArticle,
       [](World w) {
         const Caller desk{.session = w.SessionOf("A1"), .role = Role::kAgent};
         return w.Add(desk, UseArticle{w.AgentOf("A1"), w.TicketOf("T"), ArticleId(1)});
       }},
      {CommandKind::kAskTransfer, [](World w) { return w.AskTransfer("A1", "T", "A2", ""); }},
      {CommandKind::kSettleTransfer,
       [](World w) {
         w.AskTransfer("A1", "T", "A2", "");
         return w.SettleTransfer("T", TransferWord::kApprove);
       }},
      {CommandKind::kAssign, [](World w) { return w.Assign("T", "A2"); }},
      {CommandKind::kTakeBack, [](World w) { return w.TakeBack("T"); }},
      {CommandKind::kChangeLevel, [](World w) { return w.Level("T", Level::kHigh); }},
      {CommandKind::kSetOverdueReason, [](World w) { return w.Reason("", "T", 1, ""); }},
      {CommandKind::kHold, [](World w) { return w.Hold("T"); }},
      {CommandKind::kRelease, [](World w) { return w.Release("T"); }},
      {CommandKind::kCancel, [](World w) { return w.Cancel("T", EngineWorld::Side::kFrontEnd); }},
      {CommandKind::kAbandon, [](World w) { return w.Abandon("T"); }},
      {CommandKind::kMerge,
       [](World w) {
         w.Submit({.key = "other", .channel = "email"});
         w.Turn();
         return w.Merge("T", "other");
       }},
      {CommandKind::kConfirm, [](World w) { return w.Confirm("T"); }},
      {CommandKind::kRecordCallBack, [](World w) { return w.CallBack("", "T"); }},
      {CommandKind::kAskPart, [](World w) { return w.AskPart("", "T", "logistics"); }},
      {CommandKind::kAssignPart,
       [](World w) {
         w.AskPart("", "T", "logistics");
         return w.AssignPart("", "T", 1, "A2");
       }},
      {CommandKind::kReportPart,
       [](World w) {
         w.AskPart("", "T", "logistics");
         return w.ReportPart("", "T", 1, PartNode::kDone, "it is on its way");
       }},
      {CommandKind::kGiveFeedback,
       [](World w) {
         return w.GiveFeedback("T", {5, 4, 5}, Solved::kYes);
       }},
      {CommandKind::kReopen, [](World w) { return w.Reopen("T", EngineWorld::Side::kSupervisor); }},
      {CommandKind::kAttach, [](World w) { return w.Attach("T", "before", EngineWorld::Side::kSupervisor); }},
      {CommandKind::kLinkTicket, [](World w) { return w.LinkTicket("T", "before", EngineWorld::Side::kSupervisor); }},
  };
  return kCommands;
}

// Done before: the answer is the same again, though the table does not call it legal.
bool IsAnswered(CommandKind command, Status status) {
  return (command == CommandKind::kHold && status == Status::kHeld) || (command == CommandKind::kCancel && status == Status::kCancelled) ||
         (command == CommandKind::kAbandon && status == Status::kAbandoned) || (command == CommandKind::kAccept && IsWithAgent(status));
}

TEST(Lifecycle, EveryStatusIsReached) {
  for (const Name& row : NameTable<Status>::kRows) {
    InStatus in(static_cast<Status>(row.number));
    EXPECT_EQ(EnglishName(in.StatusNow()), row.english);
    for (const std::string& problem : in.world().problems()) ADD_FAILURE() << row.english << ": " << problem;
  }
}

TEST(Lifecycle, EveryCommandInEveryStatusIsAsTheTableSays) {
  int legal = 0;
  int refused = 0;
  for (const LifeRow& row : kLife) {
    const auto give = Commands().find(row.command);
    ASSERT_NE(give, Commands().end()) << CommandName(row.command) << " has a row and no test";
    for (const Name& named : NameTable<Status>::kRows) {
      const auto status = static_cast<Status>(named.number);
      InStatus in(status);
      EngineWorld& world = in.world();
      const std::string what = std::string(CommandName(row.command)) + " in " + std::string(named.english);
      const std::uint64_t changes = world.changes();
      const std::uint64_t asked = give->second(world);
      world.Turn();
      const Ack* ack = world.AckOf(asked);
      ASSERT_NE(ack, nullptr) << what;
      for (const std::string& problem : world.problems()) ADD_FAILURE() << what << ": " << problem;
      if (row.command == CommandKind::kSetOverdueReason) {  // nothing is overdue here
        EXPECT_EQ(ack->reject, Reject::kIllegalState) << what;
        continue;
      }
      if (IsLegal(row.command, status)) {
        ++legal;
        EXPECT_EQ(ack->reject, Reject::kNone) << what << ": " << RejectInfo(ack->reject).english;
        if (row.becomes != Status::kNone) {
          EXPECT_EQ(EnglishName(static_cast<Status>(ack->status)), EnglishName(row.becomes)) << what;
        }
        continue;
      }
      ++refused;
      if (IsAnswered(row.command, status)) {
        EXPECT_EQ(ack->duplicate, 1) << what;
        continue;
      }
      // Nobody's, or an offer that is gone, are said before the status is looked at; the answer names the status all the same.
      const bool said = ack->reject == Reject::kIllegalState || ack->reject == Reject::kNotYours || ack->reject == Reject::kStaleOffer;
      EXPECT_TRUE(said) << what << ": " << (ack->reject == Reject::kNone ? "done" : RejectInfo(ack->reject).english);
      EXPECT_EQ(EnglishName(static_cast<Status>(ack->status)), named.english) << what;
      EXPECT_EQ(in.StatusNow(), status) << what;
      const bool others = row.command == CommandKind::kMerge || row.command == CommandKind::kSettleTransfer;
      if (!others) {
        EXPECT_EQ(world.changes(), changes) << what << " changed something";
      }
    }
  }
  std::printf("%d legal, %d not\n", legal, refused);
  EXPECT_GT(legal, 60);
  EXPECT_GT(refused, 150);
}

TEST(Lifecycle, WhatIsLegalNowIsTheTableReadTheOtherWay) {
  std::string resolved;
  ForEachLegal(Status::kResolved, [&](CommandKind command) { resolved += std::string(CommandName(command)) + " "; });
  EXPECT_EQ(resolved, "message-in confirm record-call-back reopen give-feedback ");
  std::string closed;
  ForEachLegal(Status::kClosedUnconfirmed, [&](CommandKind command) { closed += std::string(CommandName(command)) + " "; });
  EXPECT_EQ(closed, "give-feedback ");
  for (const Status over : {Status::kCancelled, Status::kMerged, Status::kAbandoned}) {
    ForEachLegal(over, [&](CommandKind command) { ADD_FAILURE() << CommandName(command) << " in " << EnglishName(over); });
  }
}

}  // namespace
}  // namespace tidegate
