// A customer's answer step by step, through the real daemon and the tool: asked, given, given again, refused where it makes no sense, and
// all of it there after kill -9. Model: domain.md 9.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
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

class FeedbackSteps : public ToolSteps {
 protected:
  // Remembers few ended tickets and customers, so that the rest is the archive's.
  FeedbackSteps() : ToolSteps({"--recent-max", "64", "--customers-max", "64"}) {}

  // As the front end `tidegate`, whose name the tool submits under.
  std::unique_ptr<client::BlockingClient> FrontEnd() const {
    auto front = std::make_unique<client::BlockingClient>(kCallTimeout);
    client::HelloMessage hello;
    hello.role = Role::kFrontEnd;
    hello.name = "tidegate";
    const absl::Status opened = front->Open(address(), hello, nullptr);
    EXPECT_TRUE(opened.ok()) << opened;
    return front;
  }

  // A ticket of customer c17 that anna has resolved.
  void ResolveOne(const std::string& key) const {
    const ToolRun submitted = Run({"submit", "--key", key, "--channel", "email", "--type", "consultation", "--customer", "c17", "--title",
                                   "how long does a refund take", "--json"});
    ASSERT_EQ(submitted.code, 0) << submitted.out << submitted.errors;
    const ToolRun desk = Run({"desk", "anna", "--handle", "1ms", "--count", "1", "--json"});
    ASSERT_EQ(desk.code, 0) << desk.out << desk.errors;
  }
};

TEST_F(FeedbackSteps, AnAnswerIsGivenReplacedFollowedUpAndOutlivesKill9) {
  const ToolRun open = Run({"submit", "--key", "web-open", "--channel", "store", "--type", "suggestion", "--customer", "c18", "--skills",
                            "payment:5", "--json"});
  ASSERT_EQ(open.code, 0) << open.out << open.errors;
  ResolveOne("web-1");
  EXPECT_THAT(Run({"ticket", "history", "web-1"}).out, HasSubstr("survey-requested"));
  const ToolRun unanswered = Run({"feedback", "show", "web-1", "--json"});
  EXPECT_EQ(unanswered.code, 0);
  EXPECT_EQ(unanswered.out, "{\"feedback\":null}\n");
  const ToolRun confirmed = Run({"ticket", "confirm", "web-1", "--json"});
  EXPECT_EQ(confirmed.code, 0) << confirmed.errors;
  EXPECT_EQ(confirmed.Field("status"), "\"closed\"");

  const ToolRun first = Run({"feedback", "add", "web-1", "5", "4", "5", "--solved", "yes", "--text", "quick and kind", "--json"});
  EXPECT_EQ(first.code, 0) << first.errors;
  EXPECT_THAT(first.out, AllOf(HasSubstr("\"status\":\"closed\""), HasSubstr("\"agent\":\"anna\""), HasSubstr("\"score\":\"4.7\""),
                               HasSubstr("\"speed\":5,\"professionalism\":4,\"resolution\":5,\"solved\":\"yes\""),
                               HasSubstr("\"scored_low\":false,\"says_slow\":false,\"answers\":1,\"follow_up\":null")));

  // What makes no sense is refused and changes nothing: a score of 6 by the tool itself, and by the daemon whoever sends it.
  const auto events = [&] {
    const std::string history = Run({"ticket", "history", "web-1", "--json"}).out + Run({"ticket", "history", "web-open", "--json"}).out;
    return std::count(history.begin(), history.end(), '{');
  };
  const auto before = events();
  const ToolRun six = Run({"feedback", "add", "web-1", "6", "4", "5", "--solved", "yes", "--json"});
  EXPECT_EQ(six.code, 2);
  EXPECT_EQ(six.out, "");
  EXPECT_THAT(six.errors, HasSubstr("`6` is no score: write a whole number from 1 to 5"));
  EXPECT_EQ(Run({"feedback", "add", "web-1", "5", "4", "5", "--json"}).code, 2) << "solved or not is missing";
  {
    const auto front = FrontEnd();
    client::GiveFeedbackMessage message;
    message.name.external_key = "web-1";
    message.scores = {5, 6, 5};
    message.solved = Solved::kYes;
    EXPECT_FALSE(front->GiveFeedback(message).ok());
    ASSERT_TRUE(front->last_refusal().has_value());
    EXPECT_EQ(front->last_refusal()->code, Reject::kBadScore);
  }
  const ToolRun too_early = Run({"feedback", "add", "web-open", "5", "5", "5", "--solved", "yes", "--json"});
  EXPECT_EQ(too_early.code, 1);
  EXPECT_THAT(too_early.out, AllOf(HasSubstr("\"ok\":false"), HasSubstr("\"reject\":\"illegal-state\""), HasSubstr("\"legal_now\":["),
                                   Not(HasSubstr("give-feedback"))));
  EXPECT_EQ(Run({"feedback", "add", "nobody-knows", "5", "5", "5", "--solved", "yes"}).code, 1);
  EXPECT_EQ(Run({"feedback", "show", "web-1", "--json"}).out, first.out);
  EXPECT_EQ(events(), before) << "something that was refused changed something";

  // The second answer replaces the first; it is low and says slow, so somebody is to look after it.
  const ToolRun second = Run({"feedback", "add", "web-1", "1", "3", "2", "--solved", "no", "--text", "等待时间太长", "--json"});
  EXPECT_EQ(second.code, 0) << second.errors;
  EXPECT_THAT(second.out, AllOf(HasSubstr("\"score\":\"2.0\""), HasSubstr("\"solved\":\"no\",\"scored_low\":true,\"says_slow\":true"),
                                HasSubstr("\"answers\":2,\"follow_up\":\"CS"), HasSubstr("\"reopen_until\":null")));
  std::string follow_up = second.Field("follow_up");
  follow_up = follow_up.substr(1, follow_up.size() - 2);

  // The same questions before and after kill -9; what they say of where the projection stands is not compared.
  const auto ask = [&] {
    std::vector<std::string> answers;
    const ToolRun shown = Run({"feedback", "show", "web-1", "--json"});
    EXPECT_EQ(shown.out, second.out);
    const ToolRun listed = Run({"feedback", "list", "--flagged", "--json"});
    EXPECT_EQ(listed.code, 0);
    EXPECT_EQ(listed.Count("\"number\":"), 1u) << listed.out;
    const ToolRun ticket = Run({"ticket", "show", "web-1", "--json"});
    EXPECT_EQ(ticket.code, 0);
    EXPECT_THAT(ticket.out, AllOf(HasSubstr("\"status\":\"closed\""), HasSubstr("\"agent\":\"anna\"")));
    const ToolRun history = Run({"ticket", "history", "web-1", "--json"});
    EXPECT_EQ(history.code, 0);
    EXPECT_EQ(history.Count("\"event\":\"feedback\""), 2u) << history.out;
    EXPECT_THAT(history.out, AllOf(HasSubstr("quick and kind"), HasSubstr("等待时间太长"), HasSubstr("\"event\":\"survey-requested\"")));
    const ToolRun archive = Run({"archive", "find", "--customer", "c17", "--json"});
    EXPECT_EQ(archive.code, 0);
    EXPECT_EQ(archive.Count("\"number\":"), 1u) << archive.out;
    EXPECT_THAT(archive.out, AllOf(HasSubstr("\"number\":" + ticket.Field("number")), HasSubstr("\"status\":\"closed\"")));
    const ToolRun customer = Run({"customer", "show", "c17", "--json"});
    EXPECT_EQ(customer.code, 0) << customer.out;
    EXPECT_THAT(customer.out, AllOf(HasSubstr("\"known\":true"), HasSubstr("\"last_agent\":\"anna\""),
                                    HasSubstr("\"number\":" + ticket.Field("number"))));
    const ToolRun follow = Run({"ticket", "show", follow_up, "--json"});
    EXPECT_EQ(follow.code, 0);
    EXPECT_THAT(follow.out, HasSubstr("\"respond_by\":\"2"));
    const ToolRun too_early_still = Run({"feedback", "add", "web-open", "5", "5", "5", "--solved", "yes"});
    EXPECT_EQ(too_early_still.code, 1);
    for (const ToolRun& ran : {listed, ticket}) answers.push_back(ran.out);
    answers.push_back(history.out.substr(history.out.find("\"events\":")));
    answers.push_back(archive.out.substr(0, archive.out.find("\"complete_to\":")));
    answers.push_back(customer.out.substr(0, customer.out.find("\"complete_to\":")));
    return answers;
  };
  const std::vector<std::string> alive = ask();
  KillAndRestart();
  EXPECT_EQ(ask(), alive);

  // And it goes on: a better answer is noted on the follow-up, which there is one of.
  const ToolRun third = Run({"feedback", "add", "web-1", "5", "5", "5", "--solved", "yes", "--json"});
  EXPECT_EQ(third.code, 0) << third.errors;
  EXPECT_THAT(third.out, AllOf(HasSubstr("\"score\":\"5.0\""), HasSubstr("\"answers\":3,\"follow_up\":\"" + follow_up + "\"")));
  EXPECT_THAT(Run({"ticket", "history", follow_up}).out, HasSubstr("follow-up-noted"));
  EXPECT_EQ(Run({"feedback", "list", "--flagged", "--json"}).out, "{\"feedback\":[]}\n");
}

// Killed between the steps: what was acknowledged is there, and the next step works on it.
TEST_F(FeedbackSteps, EachStepWorksOnWhatTheOneBeforeLeftBehindKill9) {
  ResolveOne("web-1");
  KillAndRestart();
  const ToolRun low = Run({"feedback", "add", "web-1", "2", "2", "2", "--solved", "no", "--json"});
  EXPECT_EQ(low.code, 0) << low.errors;
  EXPECT_THAT(low.out, AllOf(HasSubstr("\"status\":\"resolved\""), HasSubstr("\"answers\":1"), HasSubstr("\"reopen_until\":\"2")));
  KillAndRestart();
  EXPECT_EQ(Run({"feedback", "show", "web-1", "--json"}).out, low.out);
  const ToolRun reopened = Run({"ticket", "message", "web-1", "still broken", "--not-solved", "--json"});
  EXPECT_EQ(reopened.code, 0) << reopened.errors;
  KillAndRestart();
  EXPECT_EQ(Run({"ticket", "show", "web-1", "--json"}).Field("reopens"), "1");
  const ToolRun refused = Run({"feedback", "add", "web-1", "5", "5", "5", "--solved", "yes", "--json"});
  EXPECT_EQ(refused.code, 1) << "it is open again";
  EXPECT_THAT(refused.out, HasSubstr("\"reject\":\"illegal-state\""));
}

// Step by step in the agent's name, the daemon killed in between; at the end he is offline, as he was.
TEST_F(FeedbackSteps, AnAgentWithoutADeskWorksThroughTheTool) {
  ResolveOne("web-1");
  ASSERT_EQ(Run({"kb", "add", "--title", "refunds", "--text", "they take three days"}).code, 0);
  ASSERT_EQ(Run({"submit", "--key", "web-2", "--channel", "email", "--type", "consultation", "--title", "my refund"}).code, 0);
  ASSERT_EQ(Run({"ticket", "assign", "web-2", "--agent", "anna"}).code, 0);
  const auto step = [&](std::vector<std::string> words, const std::string& status) {
    words.insert(words.end(), {"--agent", "anna", "--json"});
    const ToolRun run = Run(words);
    EXPECT_EQ(run.code, 0) << words[1] << ": " << run.out << run.errors;
    EXPECT_EQ(run.Field("status"), "\"" + status + "\"") << words[1];
    KillAndRestart();
    EXPECT_EQ(Run({"ticket", "show", "web-2", "--json"}).Field("status"), "\"" + status + "\"") << words[1];
    EXPECT_EQ(Run({"agent", "show", "anna", "--json"}).Field("status"), "\"offline\"") << words[1];
  };
  step({"ticket", "contact", "web-2"}, "in-progress");
  step({"ticket", "node", "web-2", "waiting-for-customer"}, "waiting-for-customer");
  step({"ticket", "note", "web-2", "he looks for the receipt"}, "waiting-for-customer");
  step({"kb", "use", "web-2", "1"}, "waiting-for-customer");
  EXPECT_EQ(Run({"ticket", "node", "web-2", "nowhere", "--agent", "anna"}).code, 2);
  EXPECT_EQ(Run({"ticket", "resolve", "web-2", "--agent", "anna", "--result", "1"}).code, 2) << "without a solution";
  EXPECT_EQ(Run({"ticket", "contact", "web-2"}).code, 2) << "whose work is it?";
  step({"ticket", "resolve", "web-2", "--result", "1", "--solution", "refunded"}, "resolved");
  EXPECT_EQ(Run({"ticket", "contact", "web-2", "--agent", "anna"}).code, 1) << "it is resolved";
  EXPECT_THAT(Run({"ticket", "history", "web-2"}).out, HasSubstr("he looks for the receipt"));
  EXPECT_EQ(Run({"kb", "list", "--json"}).Field("uses"), "1");
}

// A name that nobody knows is told as such; what only the archive has is found.
TEST_F(FeedbackSteps, ACustomerWhomNobodyKnowsIsToldAsSuch) {
  const ToolRun nobody = Run({"customer", "show", "c99", "--json"});
  EXPECT_EQ(nobody.code, 1);
  EXPECT_THAT(nobody.out, AllOf(HasSubstr("\"ok\":false"), HasSubstr("\"reject\":\"unknown-customer\""), HasSubstr("c99")));
  const ToolRun told = Run({"customer", "show", "c99"});
  EXPECT_EQ(told.code, 1);
  EXPECT_EQ(told.out, "");
  EXPECT_THAT(told.errors, HasSubstr("unknown-customer (customer): no ticket came under the name `c99`"));
  ASSERT_EQ(Run({"customer", "link", "c17", "old-number-5"}).code, 0);
  EXPECT_EQ(Run({"customer", "show", "c17"}).code, 0) << "something is linked to him";
  const ToolRun linked = Run({"customer", "show", "old-number-5", "--json"});
  EXPECT_EQ(linked.code, 0) << linked.out;
  EXPECT_EQ(linked.Field("customer"), Run({"customer", "show", "c17", "--json"}).Field("customer"));
  ResolveOne("web-1");
  EXPECT_THAT(Run({"customer", "show", "old-number-5"}).out, HasSubstr("CS"));
  EXPECT_EQ(Run({"customer", "show", "c99"}).code, 1);
  const ToolRun slip = Run({"customer", "merge", "c17", "c99", "--json"});
  EXPECT_EQ(slip.code, 1) << "it could not be undone";
  EXPECT_THAT(slip.out, AllOf(HasSubstr("\"reject\":\"unknown-customer\""), HasSubstr("c99")));
  EXPECT_EQ(Run({"customer", "merge", "c17", "c99", "--unknown"}).code, 0);
  EXPECT_THAT(Run({"customer", "show", "c99"}).out, HasSubstr("CS"));
}

TEST_F(FeedbackSteps, ACustomerWhomOnlyTheArchiveKnowsIsShown) {
  ResolveOne("web-1");
  EXPECT_EQ(Run({"customer", "show", "c17", "--json"}).Field("known"), "true");
  const auto front = FrontEnd();
  for (int i = 0; i < 80; ++i) {  // more than are remembered
    const std::string key = "later-" + std::to_string(i);
    client::SubmitMessage message;
    message.external_key = key;
    message.customer = key;
    message.channel = "email";
    message.type = "consultation";
    ASSERT_TRUE(front->Submit(message).ok());
    client::TicketWordMessage word;
    word.name.external_key = key;
    ASSERT_TRUE(front->Cancel(word).ok());
  }
  const ToolRun archived = Run({"customer", "show", "c17", "--json"});
  EXPECT_EQ(archived.code, 0) << archived.out;
  EXPECT_EQ(archived.Field("known"), "false");
  EXPECT_EQ(archived.Count("\"status\":\"resolved\""), 1u) << archived.out;
  EXPECT_EQ(Run({"customer", "show", "c17", "--limit", "1"}).code, 0);
}

}  // namespace
}  // namespace tidegate
