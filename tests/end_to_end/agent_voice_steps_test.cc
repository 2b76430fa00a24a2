// What the tool says in an agent's name, through the real daemon: he who works at a desk keeps it, he who was offline stays so and keeps
// his. And what the tool says of refusals that the daemon leaves short.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "protocol/client/blocking_client.h"
#include "tests/end_to_end/replay/tool_steps.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::seconds kCallTimeout{20};

class AgentVoiceSteps : public ToolSteps {
 protected:
  void SetUp() override {
    ASSERT_EQ(Run({"agents", "apply", "deploy/sample/agents.toml"}).code, 0);
    for (const char* key : {"web-1", "web-2"}) {
      const ToolRun submitted =
          Run({"submit", "--key", key, "--channel", "email", "--type", "consultation", "--title", "where is it", "--json"});
      ASSERT_EQ(submitted.code, 0) << submitted.out << submitted.errors;
      EXPECT_THAT(submitted.out, HasSubstr("\"place\":"));
    }
    ASSERT_EQ(Run({"ticket", "assign", "web-1", "--agent", "王芳"}).code, 0);
  }

  ToolRun Anyhow() const { return Run({"agent", "show", "王芳", "--json"}); }
};

TEST_F(AgentVoiceSteps, WhoWasOfflineStaysSoAndHasNoOffers) {
  const ToolRun asked = Run({"transfer", "request", "web-1", "--agent", "王芳", "--reason", "my shift ends", "--json"});
  EXPECT_EQ(asked.code, 0) << asked.out << asked.errors;
  EXPECT_THAT(asked.out, Not(HasSubstr("\"place\":")));
  const ToolRun stands = Anyhow();
  EXPECT_EQ(stands.Field("status"), "\"offline\"") << stands.out;
  EXPECT_EQ(stands.Field("signed_in"), "false");
  EXPECT_EQ(stands.Field("offered"), "0") << "an offer that nobody sees";
  EXPECT_EQ(stands.Field("assigned"), "1") << "what he has stays his";
  // Refused, he is as he was too.
  const ToolRun no_part = Run({"ticket", "part", "take", "web-1", "7", "--agent", "王芳"});
  EXPECT_EQ(no_part.code, 1);
  EXPECT_THAT(no_part.errors, HasSubstr("unknown-part"));
  EXPECT_EQ(Anyhow().Field("status"), "\"offline\"");

  const ToolRun nowhere = Run({"transfer", "approve", "web-1", "--as", "李姐"});
  EXPECT_EQ(nowhere.code, 1);
  EXPECT_THAT(nowhere.errors, AllOf(HasSubstr("missing-field"), HasSubstr("--to NAME or --team NAME")));
}

// A live channel's ticket goes back to the pool when its agent leaves his desk: here nobody came and nobody left.
TEST_F(AgentVoiceSteps, AgentsWithoutADeskKeepLiveTicketsToo) {
  ASSERT_EQ(Run({"submit", "--key", "call-1", "--channel", "热线", "--type", "咨询", "--title", "where is it"}).code, 0);
  ASSERT_EQ(Run({"ticket", "assign", "call-1", "--agent", "王芳"}).code, 0);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"ticket", "contact", "call-1", "--agent", "王芳"},
                                                {"ticket", "node", "call-1", "to-reply", "--agent", "王芳"}}) {
    const ToolRun run = Run(words);
    ASSERT_EQ(run.code, 0) << words[1] << run.errors;
  }
  const ToolRun shown = Run({"ticket", "show", "call-1", "--json"});
  EXPECT_EQ(shown.Field("status"), "\"to-reply\"") << shown.out;
  EXPECT_EQ(shown.Field("agent"), "\"王芳\"");
  EXPECT_EQ(shown.Field("channel"), "\"hotline\"") << "submitted under its Chinese name";
  EXPECT_THAT(Run({"ticket", "history", "call-1", "--json"}).out, Not(HasSubstr("\"event\":\"returned\"")));
  const ToolRun done = Run({"ticket", "resolve", "call-1", "--agent", "王芳", "--result", "1", "--solution", "told him"});
  EXPECT_EQ(done.code, 0) << done.errors;
  EXPECT_EQ(Anyhow().Field("status"), "\"offline\"");
}

// 孙强 is of the team that carries the department's name; the ticket is 王芳's.
TEST_F(AgentVoiceSteps, ADepartmentsAgentTakesAPartOfAnothersTicketByItsKey) {
  ASSERT_EQ(Run({"ticket", "part", "add", "web-1", "where is the parcel", "--department", "supply-chain", "--agent", "王芳"}).code, 0);
  const ToolRun stranger = Run({"ticket", "part", "take", "web-1", "1", "--agent", "小何"});
  EXPECT_EQ(stranger.code, 1);
  EXPECT_THAT(stranger.errors, HasSubstr("refused"));
  const ToolRun taken = Run({"ticket", "part", "take", "web-1", "1", "--agent", "孙强"});
  EXPECT_EQ(taken.code, 0) << taken.errors;
  const ToolRun ended = Run({"ticket", "part", "end", "web-1", "1", "it arrives on Friday", "--agent", "孙强"});
  EXPECT_EQ(ended.code, 0) << ended.errors;
  EXPECT_THAT(Run({"ticket", "show", "web-1"}).out, HasSubstr("it arrives on Friday"));
}

TEST_F(AgentVoiceSteps, WhoWorksAtADeskKeepsItUnlessItIsTakenOver) {
  client::BlockingClient desk(kCallTimeout);
  client::HelloMessage hello;
  hello.role = Role::kAgent;
  hello.name = "王芳";
  ASSERT_TRUE(desk.Open(address(), hello).ok());
  const auto signed_in = desk.SignIn("王芳");
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  EXPECT_EQ(Run({"parts", "--agent", "王芳"}).code, 0) << "a list is no act of his";
  const ToolRun refused = Run({"transfer", "request", "web-1", "--agent", "王芳", "--reason", "tired", "--json"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.out, AllOf(HasSubstr("\"ok\":false"), HasSubstr("\"reject\":\"at-a-desk\""), HasSubstr("--take-over")));
  EXPECT_EQ(Run({"transfer", "list", "--json"}).out, "{\"transfers\":[]}\n") << "something that was refused was done";
  const ToolRun stands = Anyhow();
  EXPECT_EQ(stands.Field("signed_in"), "true");
  EXPECT_EQ(stands.Field("status"), "\"online\"");
  EXPECT_TRUE(desk.SetStatus(signed_in->agent, AgentStatus::kBusy).ok()) << "the desk was taken from him";

  const ToolRun taken = Run({"transfer", "request", "web-1", "--agent", "王芳", "--reason", "tired", "--take-over"});
  EXPECT_EQ(taken.code, 0) << taken.errors;
  EXPECT_FALSE(desk.SetStatus(signed_in->agent, AgentStatus::kBreak).ok());
  EXPECT_EQ(desk.last_refusal()->code, Reject::kNotSignedIn);
}

TEST_F(AgentVoiceSteps, RefusalsThatTheDaemonLeavesShortSayWhatHelps) {
  const std::string number = Run({"ticket", "show", "web-1", "--json"}).Field("number");
  const std::string bare = number.substr(1, number.size() - 2);
  const auto refused = [&](std::vector<std::string> words) {
    ToolRun run = Run(std::move(words));
    EXPECT_EQ(run.code, 1) << run.out;
    return run;
  };
  const std::string past = "2020-01-01T00:00:00Z";
  EXPECT_THAT(refused({"ticket", "promise", bare, past, "--as", "李姐"}).errors, HasSubstr("the time must lie ahead of the daemon's"));
  EXPECT_THAT(refused({"ticket", "part", "add", bare, "look", "--department", "technical", "--due", past, "--as", "李姐"}).errors,
              HasSubstr("the time must lie ahead of the daemon's"));
  EXPECT_THAT(refused({"plan", "add", "p", "--every", "1 day", "--from", "+1h", "--type", "consultation", "--channel", "email", "--title",
                       "t", "--calendar", "nope"})
                  .errors,
              AllOf(HasSubstr("unknown-name"), HasSubstr("calendar `nope`")));
  EXPECT_THAT(refused({"ticket", "assign", "web-2", "--agent", "nobody"}).errors,
              AllOf(HasSubstr("unknown-agent"), HasSubstr("`nobody`"), Not(HasSubstr("looked for the key"))));
  EXPECT_THAT(refused({"ticket", "assign", "web-99", "--agent", "王芳"}).errors, HasSubstr("looked for the key `web-99`"));
  EXPECT_THAT(refused({"ticket", "link", "web-1", "web-1"}).errors, AllOf(HasSubstr("same-ticket"), Not(HasSubstr("merged"))));
  const ToolRun closed = refused({"ticket", "call-back", bare, "--as", "李姐", "--json"});
  EXPECT_THAT(closed.out, AllOf(HasSubstr("\"reject\":\"illegal-state\""), HasSubstr("\"number\":" + number),
                                HasSubstr("\"set-overdue-reason\""), Not(HasSubstr("\"message-in\""))));
  // Of two tickets the refusal names the one that it is about.
  ASSERT_EQ(Run({"ticket", "cancel", "web-2"}).code, 0);
  const std::string gone = Run({"ticket", "show", "web-2", "--json"}).Field("number");
  EXPECT_THAT(refused({"ticket", "merge", bare, gone.substr(1, gone.size() - 2), "--as", "李姐", "--json"}).out,
              AllOf(HasSubstr("\"reject\":\"illegal-state\""), HasSubstr("\"number\":" + gone), HasSubstr("\"status\":\"cancelled\"")));
  EXPECT_THAT(refused({"review", "redirect", "web-1", "--as", "李姐", "--json"}).out, HasSubstr("\"number\":" + number));
  EXPECT_THAT(refused({"customer", "merge", "c-never", "c-nobody"}).errors, AllOf(HasSubstr("refused:"), HasSubstr("--unknown")));
  const ToolRun words = refused({"ticket", "call-back", bare, "--as", "李姐"});
  EXPECT_THAT(words.errors, AllOf(HasSubstr("ticket reason"), Not(HasSubstr("set-overdue-reason"))));
  const ToolRun backwards = Run({"archive", "find", "--from", "2026-12-01T00:00:00Z", "--to", "2026-11-01T00:00:00Z"});
  EXPECT_EQ(backwards.code, 2);
  EXPECT_THAT(backwards.errors, HasSubstr("--from is not before --to"));
  const ToolRun group = Run({"help", "clock"});
  EXPECT_EQ(group.code, 0);
  EXPECT_THAT(group.out, AllOf(HasSubstr("clock show"), HasSubstr("clock accept"), Not(HasSubstr("ticket"))));
}

}  // namespace
}  // namespace tidegate
