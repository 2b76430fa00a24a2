// The feed through the whole pipeline: live and from the journal, resumed, masked, filtered, bounded by what the follower takes, and cut.
#include "daemon/feed.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/masking/personal_data.h"
#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Takes what it is told at once, or only when it is asked to; and notices whether anything is missing, doubled or out of order.
class FeedTest : public ::testing::Test {
 protected:
  explicit FeedTest(const WorldOptions& options = {}) : world_(options) {
    admin_ = world_.Connect();
    admin_->Hello(Role::kDataAdmin, "admin");
    client::DeclareAgentMessage agent;
    agent.name = "ann";
    agent.capacity = 4000;
    admin_->encode.DeclareAgent(admin_->outgoing, agent, 1);
    admin_->Send();
    desk_ = world_.Connect();
    desk_->Hello(Role::kGateway, "gateway");
    desk_->encode.SignIn(desk_->outgoing, "ann", 0, 1, 2);
    desk_->Send();
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web");
  }

  std::unique_ptr<WorldPeer> Watcher(Role role = Role::kSupervisor) {
    auto watcher = world_.Connect();
    watcher->Hello(role, "watcher");
    return watcher;
  }
  void Follow(WorldPeer& watcher, std::uint64_t from_seq, const FeedFilter& filter = {}, std::uint64_t tag = 5) {
    watcher.encode.Follow(watcher.outgoing, {from_seq, filter}, tag);
    watcher.Send();
  }
  void Take(WorldPeer& watcher) {
    watcher.encode.FeedTaken(watcher.outgoing, watcher.last_next_seq());
    watcher.Send();
  }
  TicketId Submit(std::string_view key) {
    client::SubmitMessage message;
    message.external_key = key;
    message.channel = "email";
    message.type = "consultation";
    front_->encode.Submit(front_->outgoing, message, 10);
    front_->Send();
    front_->TakeEvents();
    desk_->Read();
    desk_->TakeEvents();
    return TicketId(desk_->last_offer().item.ticket);
  }
  void Resolve() {
    const WorkItem item = desk_->last_offer().item;
    desk_->encode.Accept(desk_->outgoing, {AgentId(item.agent), TicketId(item.ticket), item.token, ++request_}, 11);
    desk_->encode.Resolve(desk_->outgoing, {AgentId(item.agent), TicketId(item.ticket), 5, "called 13800000827", ++request_}, 12);
    desk_->Send();
    desk_->TakeEvents();
  }
  std::uint64_t End() { return world_.journal().durable().seq; }
  // Every event that the journal holds from `from_seq` on, as WorldPeer writes them; personal data never leaves unmasked.
  std::string Expected(std::uint64_t from_seq) {
    std::string line;
    std::uint64_t seq = 0;
    world_.ForEachChange([&](const ChangeView& change, Micros at) {
      const auto event = EventOf(change, ++seq, at);
      if (seq < from_seq || !event) return;
      line += fmt::format(" {}:{}", seq, EnglishName(event->kind));
      if (!event->text.empty()) line += fmt::format("({})", Masked(event->text));
    });
    return line;
  }
  // The same of what a watcher was told: its pieces joined.
  static std::string Joined(const std::vector<std::string>& pieces) {
    std::string line;
    for (const std::string& piece : pieces) {
      if (!piece.starts_with("feed 5 ")) continue;
      line += piece.substr(6, piece.find(" next ") - 6);
    }
    return line;
  }

  PipelineWorld world_;
  std::unique_ptr<WorldPeer> admin_;
  std::unique_ptr<WorldPeer> desk_;
  std::unique_ptr<WorldPeer> front_;
  std::uint64_t request_ = 1;
};

TEST(FeedBound, MoreFollowersAreRefusedAndOneThatEndsMakesRoom) {
  PipelineWorld world({.sessions_max = kFollowersMax + 8});
  std::vector<std::unique_ptr<WorldPeer>> watchers;
  const auto follow = [&](WorldPeer& watcher) {
    watcher.encode.Follow(watcher.outgoing, {0, {}}, 5);
    watcher.Send();
    return watcher.TakeEvents();
  };
  for (std::size_t i = 0; i <= kFollowersMax; ++i) {
    watchers.push_back(world.Connect());
    watchers.back()->Hello(Role::kSupervisor, "watcher");
    EXPECT_THAT(follow(*watchers.back()), ElementsAre(HasSubstr(i < kFollowersMax ? "5 following" : "5 refused limit")));
  }
  EXPECT_THAT(follow(*watchers.front()), ElementsAre(HasSubstr("5 following"))) << "another follow takes the place of his own";
  world.HangUp(*watchers.front());
  EXPECT_THAT(follow(*watchers.back()), ElementsAre(HasSubstr("5 following")));
}

TEST_F(FeedTest, FromNowOnTellsEachTurnAsItIsCommitted) {
  Submit("before");
  auto watcher = Watcher();
  const std::uint64_t end = End();
  Follow(*watcher, 0);
  EXPECT_THAT(watcher->TakeEvents(), ElementsAre(fmt::format("5 following from {} of {}", end + 1, end)));
  Submit("k1");
  watcher->Read();
  const std::uint64_t s = end + 1;
  EXPECT_THAT(watcher->TakeEvents(),
              ElementsAre(fmt::format("feed 5 {}:submitted {}:classified {}:offered next {}", s, s + 1, s + 2, s + 3)));
  EXPECT_EQ(world_.metrics().Get(Metric::kFeedReads), 0) << "nothing is read for those who are live";
  EXPECT_EQ(world_.metrics().Get(Metric::kFollowers), 1);
}

TEST_F(FeedTest, WhatIsNotCommittedIsNotTold) {
  auto watcher = Watcher();
  Follow(*watcher, 1);
  watcher->TakeEvents();
  client::SubmitMessage message;
  message.external_key = "k";
  message.channel = "email";
  message.type = "consultation";
  front_->encode.Submit(front_->outgoing, message, 10);
  Session* session = front_->session();
  std::copy(front_->outgoing.begin(), front_->outgoing.end(), session->Free().begin());
  world_.io().Received(*session, front_->outgoing.size(), world_.clocks.Read().boot);
  world_.SettleWithoutCommits();
  watcher->Read();
  EXPECT_THAT(watcher->TakeEvents(), IsEmpty());
  world_.Settle();
  front_->Read();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre("10 ok"));
  watcher->Read();
  EXPECT_THAT(Joined(watcher->TakeEvents()), HasSubstr("submitted"));
}

TEST_F(FeedTest, FromAnySeqEveryEventComesOnceInOrderFromTheJournalAndThenLive) {
  for (int i = 0; i < 3; ++i) {
    Submit(fmt::format("k{}", i));
    Resolve();
  }
  const std::uint64_t end = End();
  for (std::uint64_t from = 1; from <= end; ++from) {
    auto watcher = Watcher();
    Follow(*watcher, from);
    Submit(fmt::format("then{}", from));
    watcher->Read();
    EXPECT_EQ(Joined(watcher->TakeEvents()), Expected(from)) << "from " << from;
    EXPECT_EQ(watcher->last_next_seq(), End() + 1);
    world_.HangUp(*watcher);
  }
  EXPECT_EQ(world_.metrics().Get(Metric::kFollowers), 0);
}

TEST_F(FeedTest, ARestartChangesNothingForWhoResumes) {
  auto watcher = Watcher();
  Follow(*watcher, 1);
  Submit("k1");
  watcher->Read();
  std::string told = Joined(watcher->TakeEvents());
  const std::uint64_t next = watcher->last_next_seq();
  world_.Restart();
  watcher = Watcher();
  Follow(*watcher, next);
  told += Joined(watcher->TakeEvents());
  EXPECT_EQ(told, Expected(1));
}

TEST_F(FeedTest, OnlyWhatIsAskedForIsToldAndTheRestIsPassedOver) {
  const TicketId one = Submit("k1");
  const std::uint64_t from = End() + 1;
  auto of_ticket = Watcher();
  auto of_kind = Watcher();
  Follow(*of_ticket, 1, {one.raw(), 0});
  Follow(*of_kind, 1, {0, FeedFilter::KindBit(EventKind::kResolved) | FeedFilter::KindBit(EventKind::kStarted)});
  of_ticket->TakeEvents();
  of_kind->TakeEvents();
  Submit("k2");
  Resolve();
  of_ticket->Read();
  of_kind->Read();
  EXPECT_THAT(of_ticket->TakeEvents(), IsEmpty());
  const std::string told = Joined(of_kind->TakeEvents());
  EXPECT_THAT(told, HasSubstr("resolved"));
  EXPECT_THAT(told, Not(HasSubstr("accepted")));
  // Where to resume is told all the same, now and then.
  world_.clocks.Advance(2 * kSecond);
  world_.io().Tick(world_.clocks.Read().boot);
  of_ticket->Read();
  EXPECT_THAT(of_ticket->TakeEvents(), ElementsAre(fmt::format("feed 5 next {}", End() + 1)));
  EXPECT_GT(End(), from);
}

TEST_F(FeedTest, TextsAreShownToThoseWhoMaySeeThem) {
  Submit("k1");
  Resolve();
  for (const auto& [role, sees] :
       std::vector<std::pair<Role, std::string>>{{Role::kSupervisor, "ann called"}, {Role::kDataAdmin, "ann"}, {Role::kOperator, ""}}) {
    auto watcher = Watcher(role);
    Follow(*watcher, 1);
    const std::string early = Joined(watcher->TakeEvents());
    Submit(fmt::format("live {}", EnglishName(role)));
    Resolve();
    watcher->Read();
    const std::string live = Joined(watcher->TakeEvents());
    for (const std::string& told : {early, live}) {
      EXPECT_EQ(told.find("called 138") != std::string::npos, sees.find("called") != std::string::npos) << EnglishName(role) << told;
    }
    EXPECT_EQ(early.find("(ann)") != std::string::npos, sees.find("ann") != std::string::npos) << EnglishName(role);
    world_.HangUp(*watcher);
  }
}

TEST_F(FeedTest, FrontEndsAndDesksMayNotFollow) {
  front_->encode.Follow(front_->outgoing, {}, 20);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre("20 refused not-allowed"));
}

TEST_F(FeedTest, AQuestionForTheFutureIsRefused) {
  auto watcher = Watcher();
  Follow(*watcher, End() + 2);
  EXPECT_THAT(watcher->TakeEvents(), ElementsAre("5 refused malformed from_seq"));
  EXPECT_THAT(watcher->last_detail(), HasSubstr("has not happened yet"));
  Follow(*watcher, End() + 1);
  EXPECT_THAT(watcher->TakeEvents(), ElementsAre(HasSubstr("following")));
}

TEST_F(FeedTest, AnotherFollowTakesThePlaceOfTheFirst) {
  auto watcher = Watcher();
  Follow(*watcher, 1);
  Follow(*watcher, 0, {}, 6);
  watcher->TakeEvents();
  Submit("k1");
  watcher->Read();
  EXPECT_THAT(watcher->TakeEvents(), ElementsAre(testing::StartsWith("feed 6 ")));
  EXPECT_EQ(world_.metrics().Get(Metric::kFollowers), 1);
}

TEST_F(FeedTest, WhatWasCutIsAGapWithTheFirstSeqThatIsKept) {
  Submit("k1");
  Submit("k2");
  ASSERT_TRUE(world_.journal().CutBefore(End() - 1).ok());
  const std::uint64_t first = world_.journal().base().seq + 1;
  ASSERT_GT(first, 2u);
  auto watcher = Watcher();
  Follow(*watcher, 1);
  EXPECT_THAT(watcher->TakeEvents(), ElementsAre(HasSubstr("following"), fmt::format("feed 5 next 1 gap to {}", first)));
  EXPECT_EQ(world_.metrics().Get(Metric::kFollowers), 0);
  EXPECT_EQ(world_.metrics().Get(Metric::kFeedGaps), 1);
  Submit("k3");
  watcher->Read();
  EXPECT_THAT(watcher->TakeEvents(), IsEmpty()) << "it has ended";
  Follow(*watcher, first);
  EXPECT_EQ(Joined(watcher->TakeEvents()).find(fmt::format(" {}:", first)), 0u);
}

// So small that a handful of events fills the window.
class SmallOutboxTest : public FeedTest {
 protected:
  SmallOutboxTest() : FeedTest(SmallOutbox()) {}
  static WorldOptions SmallOutbox() {
    WorldOptions options;
    options.limits.outbox_bytes_max = 4096;
    return options;
  }
};

TEST_F(SmallOutboxTest, WhoDoesNotTakeIsSentNoMoreAndMissesNothing) {
  auto watcher = Watcher();
  Follow(*watcher, 1);
  std::vector<std::string> told = watcher->TakeEvents();
  for (int i = 0; i < 100; ++i) Submit(fmt::format("k{}", i));
  EXPECT_LT(watcher->session()->unwritten_bytes(), 4096u) << "it did not even read";
  watcher->Read();
  const std::vector<std::string> more = watcher->TakeEvents();
  told.insert(told.end(), more.begin(), more.end());
  EXPECT_LT(watcher->last_next_seq(), End());
  EXPECT_EQ(watcher->session()->Check(world_.clocks.Read().boot), Session::Health::kGood);
  std::size_t pieces_max = 0;
  for (int i = 0; watcher->last_next_seq() != End() + 1; ++i) {
    ASSERT_LT(i, 1000);
    Take(*watcher);
    const std::vector<std::string> pieces = watcher->TakeEvents();
    pieces_max = std::max(pieces_max, pieces.size());
    told.insert(told.end(), pieces.begin(), pieces.end());
  }
  EXPECT_EQ(Joined(told), Expected(1));
  EXPECT_LE(pieces_max, 4u);
  EXPECT_GT(world_.metrics().Get(Metric::kFeedReads), 10);
  // Caught up, it is live again.
  Take(*watcher);
  const std::int64_t reads = world_.metrics().Get(Metric::kFeedReads);
  Submit("live");
  watcher->Read();
  EXPECT_THAT(Joined(watcher->TakeEvents()), HasSubstr("submitted"));
  EXPECT_EQ(world_.metrics().Get(Metric::kFeedReads), reads);
}

TEST_F(SmallOutboxTest, ASlowFollowerThatIsOvertakenByTheCutIsToldOfTheGap) {
  auto watcher = Watcher();
  Follow(*watcher, 1);
  for (int i = 0; i < 100; ++i) Submit(fmt::format("k{}", i));
  watcher->Read();
  watcher->TakeEvents();
  const std::uint64_t next = watcher->last_next_seq();
  ASSERT_TRUE(world_.journal().CutBefore(End()).ok());
  Take(*watcher);
  EXPECT_THAT(watcher->TakeEvents(), ElementsAre(fmt::format("feed 5 next {} gap to {}", next, world_.journal().base().seq + 1)));
}

TEST_F(FeedTest, AJournalThatCannotBeReadEndsTheSessionWithItsReason) {
  Submit("k1");
  auto watcher = Watcher();
  watcher->encode.Follow(watcher->outgoing, {1, {}}, 5);
  Session* session = watcher->session();
  std::copy(watcher->outgoing.begin(), watcher->outgoing.end(), session->Free().begin());
  world_.io().Received(*session, watcher->outgoing.size(), world_.clocks.Read().boot);
  const std::vector<FeedJob> jobs = world_.io().TakeFeedJobs();
  ASSERT_EQ(jobs.size(), 1u);
  world_.io().FeedRead(jobs[0], {.kind = FeedAnswer::Kind::kFailed, .events = {}});
  watcher->Read();
  EXPECT_THAT(watcher->TakeEvents(), ElementsAre(HasSubstr("following"), "good-bye busy"));
}

TEST_F(FeedTest, AJobLooksAtABoundedStretchOnly) {
  for (int i = 0; i < 20; ++i) Submit(fmt::format("k{}", i));
  FeedJob job{.from_seq = 1, .to_seq = End(), .bytes_max = 10 * kEventBytesMax, .role = Role::kSupervisor, .filter = {}};
  const FeedAnswer answer = ReadFeed(world_.journal(), job).value();
  EXPECT_LE(answer.events.size(), 10u);
  ASSERT_FALSE(answer.events.empty());
  EXPECT_GT(answer.next_seq, answer.events.back().seq);
  EXPECT_LT(answer.next_seq, End());
  job.to_seq = answer.events.front().seq;
  EXPECT_EQ(ReadFeed(world_.journal(), job).value().events.size(), 1u) << "beyond to_seq nothing was committed when it was asked";
  job.to_seq = End();
  job.bytes_max = 1;
  EXPECT_EQ(ReadFeed(world_.journal(), job).value().events.size(), 1u) << "one always fits";
}

}  // namespace
}  // namespace tidegate
