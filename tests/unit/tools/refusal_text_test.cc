// What a refusal says that helps: verbs instead of commands, only those of the one who asks, and the ticket that it is about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/engine/lifecycle.h"
#include "tools/tidegate/agent_voice.h"
#include "tools/tidegate/command_verbs.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::size_t Count(const std::string& text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++count;
  return count;
}

bool IsVerb(std::string_view name) {
  for (const Verb& verb : Verbs()) {
    if (verb.name == name) return true;
  }
  return false;
}

client::RefusalText IllegalOf(Status status) {
  client::RefusalText refusal;
  refusal.code = Reject::kIllegalState;
  refusal.name = "illegal-state";
  refusal.advice = "not legal in the ticket's present status; the reply names it";
  refusal.advice_zh = "当前状态不允许此操作";
  refusal.status = status;
  return refusal;
}

TEST(CommandVerbs, NameOnlyVerbsThatExist) {
  std::size_t named = 0;
  for (const CommandKind command : kCommandKinds) {
    const std::string_view verb = VerbOfCommand(command);
    if (verb.empty()) continue;
    ++named;
    EXPECT_TRUE(IsVerb(verb)) << CommandName(command) << " -> " << verb;
  }
  EXPECT_GT(named, 20u);
  EXPECT_EQ(VerbOfCommand(CommandKind::kSetOverdueReason), "ticket reason");
  EXPECT_EQ(VerbOfCommand(CommandKind::kAccept), "") << "a desk's";
}

// Whoever may do something with a ticket by the tool is told the verb: every command of the lifecycle that supervisors or front ends send
// has one.
TEST(CommandVerbs, LeaveOutOnlyWhatADeskDoes) {
  for (const LifeRow& row : kLife) {
    const bool by_tool = MaySend(Role::kSupervisor, row.command) || MaySend(Role::kFrontEnd, row.command);
    const bool noted_by_desks_too = row.command == CommandKind::kAddNote || row.command == CommandKind::kUseArticle;
    if (!by_tool || noted_by_desks_too) continue;
    EXPECT_NE(VerbOfCommand(row.command), "") << CommandName(row.command);
  }
}

TEST(LegalText, TellsARoleItsOwnVerbs) {
  const std::string supervisor = LegalText(Status::kAssigned, Role::kSupervisor, Language::kEnglish);
  EXPECT_THAT(supervisor, AllOf(HasSubstr("ticket reason"), HasSubstr("ticket hold"), Not(HasSubstr("set-overdue-reason")),
                                Not(HasSubstr("ticket message")), Not(HasSubstr("resolve")), Not(HasSubstr("ticket abandon"))));
  EXPECT_EQ(Count(supervisor, "ticket part"), 1u) << "one verb, three commands";
  const std::string front = LegalText(Status::kAssigned, Role::kFrontEnd, Language::kEnglish);
  EXPECT_THAT(front, AllOf(HasSubstr("ticket message"), HasSubstr("ticket abandon"), Not(HasSubstr("ticket hold"))));
  const std::string agent = LegalText(Status::kOffered, Role::kAgent, Language::kEnglish);
  EXPECT_THAT(agent, AllOf(HasSubstr("accept"), HasSubstr("decline"), Not(HasSubstr("ticket hold"))));
  EXPECT_THAT(LegalText(Status::kAssigned, Role::kSupervisor, Language::kChinese), HasSubstr("ticket reason（填写超时原因）"));
  EXPECT_EQ(LegalText(Status::kCancelled, Role::kSupervisor, Language::kEnglish), "");
}

TEST(Refusal, JsonKeepsTheNamesOfTheProtocolForTheRole) {
  client::RefusalText refusal = IllegalOf(Status::kAssigned);
  const std::string supervisor = RefusalJson(refusal, Role::kSupervisor);
  EXPECT_THAT(supervisor, AllOf(HasSubstr("\"set-overdue-reason\""), HasSubstr("\"message-out\""), Not(HasSubstr("\"message-in\"")),
                                Not(HasSubstr("\"number\""))));
  EXPECT_THAT(RefusalJson(refusal, Role::kFrontEnd), AllOf(HasSubstr("\"message-in\""), Not(HasSubstr("\"message-out\""))));
  refusal.ticket = MakeTicketId(6168, 0, 42);
  EXPECT_THAT(RefusalJson(refusal, Role::kSupervisor), AllOf(HasSubstr("\"number\":\"CS"), HasSubstr("\"status\":\"assigned\"")));
  EXPECT_THAT(RefusalSentence(refusal, Role::kSupervisor, Language::kEnglish), HasSubstr("legal now: ticket answer"));
}

TEST(Refusal, OfAnAgentAtHisDeskSaysWhatToDo) {
  const client::RefusalText refusal = AtADesk("王芳", AgentStatus::kBreak, Language::kEnglish);
  EXPECT_THAT(RefusalSentence(refusal, Role::kAgent, Language::kEnglish),
              AllOf(HasSubstr("at-a-desk"), HasSubstr("王芳 works at a desk, break there"), HasSubstr("--take-over")));
  EXPECT_THAT(RefusalSentence(AtADesk("王芳", AgentStatus::kBreak, Language::kChinese), Role::kAgent, Language::kChinese),
              AllOf(HasSubstr("休息"), HasSubstr("--take-over"), Not(HasSubstr("desk,"))));
}

TEST(Ack, OnlyASubmitTellsAPlace) {
  client::AckInfo ack;
  ack.ticket = MakeTicketId(6168, 0, 42);
  ack.status = Status::kHeld;
  ack.place = 7;
  EXPECT_THAT(AckJson(ack), AllOf(HasSubstr("\"status\":\"held\""), Not(HasSubstr("place")), Not(HasSubstr("wait_ms"))));
  EXPECT_THAT(SubmitJson(ack), AllOf(HasSubstr("\"place\":7"), HasSubstr("\"wait_ms\":0")));
}

TEST(StatusText, ShowsRepeatsToATenthOfAPercent) {
  const auto line = [](std::uint64_t repeats, std::uint64_t brought, Language language) {
    StatusView view;
    view.repeats_total = repeats;
    view.brought_total = brought;
    return StatusText(view, {}, language);
  };
  EXPECT_THAT(line(12, 340, Language::kEnglish), HasSubstr("12 of 340 brought (3.5 %)\n"));
  EXPECT_THAT(line(12, 340, Language::kChinese), HasSubstr("12/340（3.5%）\n"));
  EXPECT_THAT(line(1, 2000, Language::kEnglish), HasSubstr("(0.1 %)")) << "half a tenth is rounded up";
  EXPECT_THAT(line(1, 2001, Language::kEnglish), HasSubstr("(0.0 %)"));
  EXPECT_THAT(line(5, 5, Language::kEnglish), HasSubstr("(100.0 %)"));
  EXPECT_THAT(line(0, 0, Language::kEnglish), testing::ContainsRegex("repeats +-\n"));
}

TEST(Help, ListsTheVerbsOfAGroup) {
  for (const std::string_view group : {"clock", "ticket", "kb", "plan", "customer", "transfer", "archive", "feedback", "agents", "rules"}) {
    const std::string help = GroupHelp(group, Language::kEnglish);
    EXPECT_NE(help, "") << group;
    for (const Verb& verb : Verbs()) {
      const bool of_group = verb.name.starts_with(std::string(group) + " ");
      const std::string line = "  " + std::string(verb.name) + "  ";
      EXPECT_EQ(Count(help, line) == 1, of_group) << group << ": " << verb.name;
      if (!of_group) continue;
      EXPECT_THAT(help, HasSubstr(std::string(verb.summary))) << verb.name;
    }
  }
  EXPECT_THAT(GroupHelp("clock", Language::kChinese), HasSubstr("查看守护进程时钟"));
  EXPECT_EQ(GroupHelp("status", Language::kEnglish), "");
  EXPECT_EQ(GroupHelp("tick", Language::kEnglish), "") << "not the beginning of a word";
  EXPECT_EQ(GroupHelp("", Language::kEnglish), "");
}

TEST(ChineseText, ANameThatIsALimitIsNotDoubled) {
  for (const Name& row : NameTable<Clock>::kRows) {
    EXPECT_THAT(std::string(ClockStem(static_cast<Clock>(row.number), Language::kChinese)), Not(HasSubstr("时限")));
  }
  TicketView view;
  view.ticket = MakeTicketId(6168, 0, 42);
  view.status = Status::kPooled;
  ClockView clock;
  clock.clock = Clock::kStatutory;
  clock.state = ClockState::kRunning;
  clock.due = 1'795'245'300 * kSecond;
  view.clocks = {clock};
  const std::string text = TicketText(view, nullptr, {}, 1'795'245'300 * kSecond, Language::kChinese);
  EXPECT_EQ(Count(text, "法定时限"), 1u) << text;
  EXPECT_EQ(Count(text, "时限时限"), 0u);
  EXPECT_THAT(TicketText(view, nullptr, {}, 1'795'245'300 * kSecond, Language::kEnglish), HasSubstr("statutory clock"));
}

}  // namespace
}  // namespace tidegate
