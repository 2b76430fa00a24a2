// The real tidegated on port 0 and a directory of its own: its ready line, its HTTP port, its exits, its refusals; and tickets through it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "protocol/client/blocking_client.h"
#include "tests/end_to_end/http_get.h"
#include "tests/end_to_end/replay/child_process.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::chrono::seconds kCallTimeout{20};

class DaemonTest : public testing::Test {
 protected:
  std::string data() const { return root_ / "data"; }
  std::string log() const { return root_ / "log"; }

  // Starts tidegated with `more` options on the directory and free ports; does not wait.
  std::unique_ptr<ChildProcess> Start(const std::vector<std::string>& more) {
    std::vector<std::string> words{TIDEGATED_PATH, "--data", data(), "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"};
    words.insert(words.end(), more.begin(), more.end());
    return std::make_unique<ChildProcess>(words, log());
  }
  std::unique_ptr<ChildProcess> StartWithRules() { return Start({"--rules", "deploy/sample/bench.toml"}); }

  // Takes the ready line apart.
  void AwaitReady(ChildProcess& daemon) {
    const std::string line = daemon.ReadLine();
    std::smatch parts;
    ASSERT_TRUE(std::regex_match(line, parts,
                                 std::regex("ready listen=(127\\.0\\.0\\.1:[0-9]+) http=(127\\.0\\.0\\.1:[0-9]+) tickets=([0-9]+) "
                                            "recovered_ms=([0-9]+)")))
        << line << "\n"
        << ReadWhole(log());
    listen_ = parts[1];
    http_ = parts[2];
    tickets_ = std::stoull(parts[3]);
  }

  std::unique_ptr<client::BlockingClient> Connect(Role role, std::string_view name, client::Handler* pushes = nullptr) {
    auto peer = std::make_unique<client::BlockingClient>(kCallTimeout);
    client::HelloMessage hello;
    hello.role = role;
    hello.name = name;
    const absl::Status opened = peer->Open(listen_, hello, pushes);
    EXPECT_TRUE(opened.ok()) << opened;
    return peer;
  }

  TempDirectory root_;
  std::string listen_;
  std::string http_;
  std::uint64_t tickets_ = 0;
};

client::SubmitMessage Ticket(std::string_view key) {
  client::SubmitMessage message;
  message.external_key = key;
  message.channel = "email";
  message.type = "consultation";
  message.title = "title";
  message.text = "text";
  return message;
}

TEST_F(DaemonTest, ServesOneReadyLineAndItsHttpPortAndStopsCleanly) {
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  EXPECT_THAT(Get(http_, "/healthz"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Get(http_, "/readyz"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Get(http_, "/metrics"), HasSubstr("\ntidegate_ready 1\n"));
  EXPECT_THAT(Get(http_, "/elsewhere"), StartsWith("HTTP/1.1 404"));
  daemon->Signal(SIGTERM);
  EXPECT_EQ(daemon->ReadAll(), "") << "one line and no more on standard output";
  EXPECT_EQ(daemon->Wait(), 0) << ReadWhole(log());
}

TEST_F(DaemonTest, ArticlesOutliveKillAndADamagedIndexIsMadeAnew) {
  const auto find = [&](std::string_view text) {
    const auto hits = Connect(Role::kFrontEnd, "web")->FindArticles({text, {}, {}, 0});
    EXPECT_TRUE(hits.ok()) << hits.status();
    std::vector<std::uint32_t> ids;
    if (hits.ok() && !hits->loose) {
      for (const ArticleHit& hit : hits->hits) ids.push_back(hit.article.raw());
    }
    return ids;
  };
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  const auto ack = Connect(Role::kDataAdmin, "admin")->PutArticle({{}, Visibility::kCustomer, "退款多久到账", "原路退回。", {}, {}, 0});
  ASSERT_TRUE(ack.ok()) << ack.status();
  EXPECT_EQ(ack->token, 1u);
  EXPECT_EQ(find("退款"), std::vector<std::uint32_t>{1});
  daemon->Signal(SIGKILL);
  daemon->Wait();
  daemon = StartWithRules();
  AwaitReady(*daemon);
  EXPECT_EQ(find("到账"), std::vector<std::uint32_t>{1});
  daemon->Signal(SIGTERM);
  EXPECT_EQ(daemon->Wait(), 0) << ReadWhole(log());
  std::ofstream(data() + "/knowledge", std::ios::binary | std::ios::trunc) << std::string(8192, '?');
  daemon = StartWithRules();
  AwaitReady(*daemon);
  EXPECT_EQ(find("退款"), std::vector<std::uint32_t>{1});
  daemon->Signal(SIGTERM);
  EXPECT_EQ(daemon->Wait(), 0) << ReadWhole(log());
  EXPECT_THAT(ReadWhole(log()), HasSubstr("the knowledge index is made anew"));
}

// What customers wrote is for the daemon's user and his group at most, whatever the umask of whoever starts it.
TEST_F(DaemonTest, NothingInItsDirectoryIsForEverybody) {
  const mode_t before = ::umask(0);
  auto daemon = StartWithRules();
  ::umask(before);
  AwaitReady(*daemon);
  ASSERT_TRUE(Connect(Role::kFrontEnd, "web")->Submit(Ticket("k1")).ok());
  daemon->Signal(SIGTERM);
  EXPECT_EQ(daemon->Wait(), 0) << ReadWhole(log());
  std::size_t looked_at = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data())) {
    ++looked_at;
    EXPECT_EQ(entry.status().permissions() & std::filesystem::perms(0007), std::filesystem::perms::none) << entry.path();
  }
  EXPECT_GT(looked_at, 10u);
}

TEST_F(DaemonTest, ALimitBelowWhatTheDirectoryHoldsIsRefusedWithTheOption) {
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  {
    auto front = Connect(Role::kFrontEnd, "web");
    for (int i = 0; i < 70; ++i) ASSERT_TRUE(front->Submit(Ticket(fmt::format("k{}", i))).ok());
  }
  daemon->Signal(SIGKILL);
  daemon->Wait();
  auto lower = Start({"--tickets-max", "64"});
  EXPECT_EQ(lower->ReadAll(), "");
  EXPECT_EQ(lower->Wait(), 64) << "EX_USAGE: " << ReadWhole(log());
  EXPECT_THAT(ReadWhole(log()), HasSubstr("start with the --tickets-max that it had before: more than 64"));
}

TEST_F(DaemonTest, StopsOnSigintToo) {
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  daemon->Signal(SIGINT);
  EXPECT_EQ(daemon->Wait(), 0) << ReadWhole(log());
}

TEST_F(DaemonTest, RefusesADirectoryWithoutRules) {
  auto daemon = Start({});
  EXPECT_EQ(daemon->ReadAll(), "");
  EXPECT_EQ(daemon->Wait(), 64);
  EXPECT_THAT(ReadWhole(log()), HasSubstr("give one with --rules FILE"));
}

TEST_F(DaemonTest, RefusesRulesWithErrorsAndNamesLineAndKey) {
  const std::string rules = root_ / "rules.toml";
  std::ofstream(rules) << "name = \"x\"\nnonsense = 1\n";
  auto daemon = Start({"--rules", rules});
  EXPECT_EQ(daemon->Wait(), 64);
  EXPECT_THAT(ReadWhole(log()), HasSubstr(rules + ":2"));
  EXPECT_THAT(ReadWhole(log()), HasSubstr("nonsense"));
}

TEST_F(DaemonTest, RefusesUnreadableRules) {
  auto daemon = Start({"--rules", "/nonexistent/rules.toml"});
  EXPECT_EQ(daemon->Wait(), 64);
  EXPECT_THAT(ReadWhole(log()), HasSubstr("cannot read /nonexistent/rules.toml"));
}

TEST_F(DaemonTest, RefusesBadOptionsAllAtOnce) {
  auto daemon = Start({"--lisen", "x", "--sessions-max", "0"});
  EXPECT_EQ(daemon->Wait(), 64);
  EXPECT_THAT(ReadWhole(log()), HasSubstr("unknown option `--lisen`: did you mean --listen?"));
  EXPECT_THAT(ReadWhole(log()), HasSubstr("--sessions-max: `0` is out of bounds: give 1 to 65535"));
}

TEST_F(DaemonTest, PrintsItsHelpAndVersion) {
  EXPECT_THAT(Start({"--help"})->ReadAll(), HasSubstr("--unsynced-changes-max N"));
  EXPECT_THAT(Start({"--version"})->ReadAll(), StartsWith("tidegated "));
}

TEST_F(DaemonTest, RefusesASecondDaemonOnTheSameDirectory) {
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  auto second = StartWithRules();
  EXPECT_EQ(second->ReadAll(), "");
  EXPECT_NE(second->Wait(), 0);
  EXPECT_THAT(ReadWhole(log()), HasSubstr("in use by another process"));
  EXPECT_THAT(Get(http_, "/readyz"), StartsWith("HTTP/1.1 200")) << "the first serves on";
}

TEST_F(DaemonTest, RefusesATakenPort) {
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  ChildProcess second({TIDEGATED_PATH, "--data", root_ / "other", "--rules", "deploy/sample/bench.toml", "--listen", listen_}, log());
  EXPECT_EQ(second.Wait(), 69);
  EXPECT_THAT(ReadWhole(log()), HasSubstr("cannot listen on " + listen_));
}

TEST_F(DaemonTest, ReportsAFileThatDiffersFromTheRulesInForce) {
  {
    auto daemon = StartWithRules();
    AwaitReady(*daemon);
    daemon->Signal(SIGTERM);
    ASSERT_EQ(daemon->Wait(), 0);
  }
  auto same = StartWithRules();
  AwaitReady(*same);
  same->Signal(SIGTERM);
  EXPECT_EQ(same->Wait(), 0);
  EXPECT_THAT(ReadWhole(log()), testing::Not(HasSubstr("differs from the rule set in force")));
  auto daemon = Start({"--rules", "deploy/sample/rules.toml"});
  AwaitReady(*daemon);
  EXPECT_THAT(ReadWhole(log()), HasSubstr("deploy/sample/rules.toml differs from the rule set in force (version 1)"));
}

TEST_F(DaemonTest, RulesAreTriedAppliedAndUndoneAndTheirVersionsSurviveKill9) {
  const std::string before = ReadWhole("deploy/sample/bench.toml");
  const std::string after = before + "\n[repeats]\nwithin = \"3 d\"\n";
  {
    auto daemon = StartWithRules();
    AwaitReady(*daemon);
    auto admin = Connect(Role::kDataAdmin, "chen");
    ASSERT_TRUE(Connect(Role::kFrontEnd, "web")->Submit(Ticket("k1")).ok());
    const auto tried = admin->ActivateRules(after, RulesUse::kTry);
    ASSERT_TRUE(tried.ok()) << tried.status();
    EXPECT_EQ(tried->token, 2u);
    EXPECT_EQ(tried->place, 1u) << "one open ticket would be moved";
    EXPECT_EQ(admin->Rules(0)->version, 1u) << "it was only tried";
    ASSERT_TRUE(admin->ActivateRules(after).ok());
    const auto shown = admin->Rules(0);
    ASSERT_TRUE(shown.ok()) << shown.status();
    EXPECT_EQ(shown->version, 2u);
    EXPECT_EQ(shown->part, after);
    const auto undone = admin->UndoRules(2, 0);
    ASSERT_TRUE(undone.ok()) << undone.status();
    EXPECT_EQ(undone->token, 3u);
    EXPECT_FALSE(admin->UndoRules(2, 0).ok()) << "sent twice it undoes once";
    EXPECT_EQ(admin->last_refusal()->code, Reject::kOtherRules);
    daemon->Kill();
  }
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  auto admin = Connect(Role::kDataAdmin, "chen");
  const auto kept = admin->RuleVersions();
  ASSERT_TRUE(kept.ok()) << kept.status();
  ASSERT_EQ(kept->versions.size(), 3u);
  EXPECT_EQ(kept->versions[0].author, "tidegated");
  EXPECT_EQ(kept->versions[0].cause, RuleCause::kSeeded);
  EXPECT_EQ(kept->versions[1].author, "chen");
  EXPECT_EQ(kept->versions[2].restored, 1u);
  EXPECT_EQ(admin->Rules(2)->part, after);
  EXPECT_EQ(admin->Rules(3)->part, before);
}

TEST_F(DaemonTest, RulesWithoutANameInUseAreRefusedInWords) {
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  auto admin = Connect(Role::kDataAdmin, "chen");
  ASSERT_TRUE(admin->ActivateRules("name = \"a\"\ntime_zone = \"UTC\"\nsla.active = []\n[catalog]\nskills = [\"x\", \"y\"]\n").ok());
  client::DeclareAgentMessage agent;
  agent.name = "ann";
  const client::SkillName skills[] = {{"x", 1}};
  agent.skills = skills;
  ASSERT_TRUE(admin->DeclareAgent(agent).ok());
  EXPECT_FALSE(admin->ActivateRules("name = \"b\"\ntime_zone = \"UTC\"\nsla.active = []\n").ok());
  EXPECT_EQ(admin->last_refusal()->code, Reject::kNamesInUse);
  EXPECT_EQ(admin->last_refusal()->detail, "skill x: 1 agent");
  const auto shown = Connect(Role::kSupervisor, "board")->Agent("ann");
  ASSERT_TRUE(shown.ok()) << shown.status();
  EXPECT_EQ(shown->profile.skill_count, 1u);
  EXPECT_FALSE(shown->signed_in);
}

TEST_F(DaemonTest, WhoWasRetiredStaysSoAfterAKill) {
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  auto admin = Connect(Role::kDataAdmin, "chen");
  client::DeclareAgentMessage agent;
  agent.name = "boss";
  ASSERT_TRUE(admin->DeclareAgent(agent).ok());
  agent.name = "ann";
  agent.supervisor = "boss";
  ASSERT_TRUE(admin->DeclareAgent(agent).ok());
  EXPECT_FALSE(admin->RetireAgent("boss").ok());
  EXPECT_EQ(admin->last_refusal()->code, Reject::kAgentTied);
  EXPECT_EQ(admin->last_refusal()->detail, "is supervisor of (1): ann");
  const auto first = admin->RetireAgent("ann");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_FALSE(first->duplicate);
  daemon->Signal(SIGKILL);
  daemon->Wait();
  daemon = StartWithRules();
  AwaitReady(*daemon);
  admin = Connect(Role::kDataAdmin, "chen");
  const auto again = admin->RetireAgent("ann");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->duplicate);
  const auto shown = Connect(Role::kSupervisor, "board")->Agent("ann");
  ASSERT_TRUE(shown.ok()) << shown.status();
  EXPECT_TRUE(shown->row.retired);
  EXPECT_TRUE(admin->RetireAgent("boss").ok()) << "only a retired agent's record names him";
  EXPECT_FALSE(admin->DeclareAgent(agent).ok());
  EXPECT_EQ(admin->last_refusal()->code, Reject::kAgentRetired);
}

TEST_F(DaemonTest, AStatusSaysWhenItDoesNotSync) {
  auto daemon = Start({"--rules", "deploy/sample/bench.toml", "--sync", "off"});
  AwaitReady(*daemon);
  EXPECT_THAT(Get(http_, "/readyz"), HasSubstr("without sync"));
  EXPECT_THAT(Get(http_, "/metrics"), HasSubstr("\ntidegate_synced 0\n"));
  EXPECT_EQ(Connect(Role::kOperator, "op")->server().durability, 2);
}

class Offers : public client::Handler {
 public:
  void OnOffer(const client::OfferInfo& info) override {
    item = info.item;
    text = std::string(info.text);
    handling = std::string(info.handling);
    ++count;
  }
  WorkItem item;
  std::string text;
  std::string handling;
  int count = 0;
};

TEST_F(DaemonTest, HowATicketIsHandledComesWithItsOfferAlsoAfterKill9) {
  for (const std::string key : {"k1", "k2"}) {
    auto daemon = StartWithRules();
    AwaitReady(*daemon);
    Offers offers;
    auto desk = Connect(Role::kAgent, "ann's desk", &offers);
    client::DeclareAgentMessage agent;
    agent.name = "ann";
    ASSERT_TRUE(desk->DeclareAgent(agent).ok());
    ASSERT_TRUE(desk->SignIn("ann").ok());
    client::SubmitMessage complaint = Ticket(key);
    complaint.type = "complaint";
    ASSERT_TRUE(Connect(Role::kFrontEnd, "web")->Submit(complaint).ok());
    while (offers.count == 0) ASSERT_TRUE(desk->Ping("look").ok());
    EXPECT_THAT(offers.handling, StartsWith("1. 致歉并复述诉求")) << key;
    daemon->Kill();
  }
}

TEST_F(DaemonTest, ATicketGoesFromSubmitToResolveAndSurvivesKill9) {
  {
    auto daemon = StartWithRules();
    AwaitReady(*daemon);
    EXPECT_EQ(tickets_, 0u);
    Offers offers;
    auto desk = Connect(Role::kAgent, "ann's desk", &offers);
    client::DeclareAgentMessage agent;
    agent.name = "ann";
    ASSERT_TRUE(desk->DeclareAgent(agent).ok()) << "the sample rules allow open desks";
    const auto signed_in = desk->SignIn("ann");
    ASSERT_TRUE(signed_in.ok()) << signed_in.status();
    auto front = Connect(Role::kFrontEnd, "web");
    ASSERT_TRUE(front->Submit(Ticket("k1")).ok());
    while (offers.count == 0) ASSERT_TRUE(desk->Ping("look").ok());
    EXPECT_EQ(offers.text, "text");
    ASSERT_TRUE(desk->Accept({signed_in->agent, TicketId(offers.item.ticket), offers.item.token, 0}).ok());
    ASSERT_TRUE(desk->Resolve({signed_in->agent, TicketId(offers.item.ticket), 1, "done", 0}).ok());
    ASSERT_TRUE(front->Submit(Ticket("k2")).ok());
    daemon->Kill();
  }
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  EXPECT_EQ(tickets_, 1u) << "k2 is open, k1 has ended";
  auto front = Connect(Role::kFrontEnd, "web");
  client::TicketNameMessage name;
  name.external_key = "k1";
  const auto resolved = front->Query(name);
  ASSERT_TRUE(resolved.ok()) << resolved.status();
  EXPECT_EQ(resolved->status, Status::kResolved);
  const auto again = front->Submit(Ticket("k2"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->duplicate);
  const auto body = front->AskBody(again->ticket, 0);
  ASSERT_TRUE(body.ok()) << body.status();
  EXPECT_EQ((*body)[BodyField::kText], "text") << "from the journal: the ring began empty";
  daemon->Signal(SIGTERM);
  EXPECT_EQ(daemon->Wait(), 0);
}

// The daemon is killed after every step of a ticket's life, and the next one goes on from there.
TEST_F(DaemonTest, EachStepOfATicketsLifeOutlivesKill9) {
  using client::BlockingClient;
  std::unique_ptr<ChildProcess> daemon;
  TicketId ticket;
  AgentId ann;
  const auto restart = [&] {
    if (daemon != nullptr) daemon->Kill();
    daemon = StartWithRules();
    AwaitReady(*daemon);
  };
  const auto named = [&](std::string_view key) { return client::TicketNameMessage{{}, {}, key, "web"}; };
  const auto stands = [&](std::string_view key) {
    const auto view = Connect(Role::kSupervisor, "boss")->Query(named(key));
    EXPECT_TRUE(view.ok()) << view.status();
    return view.ok() ? std::string(EnglishName(view->status)) : "";
  };
  const auto done = [&](const absl::StatusOr<client::AckInfo>& ack) { EXPECT_TRUE(ack.ok()) << ack.status(); };
  restart();
  for (const std::string_view key : {"k1", "k2", "k3"}) {
    const auto ack = Connect(Role::kFrontEnd, "web")->Submit(Ticket(key));
    ASSERT_TRUE(ack.ok()) << ack.status();
    if (key == "k1") ticket = ack->ticket;
  }
  done(Connect(Role::kSupervisor, "boss")->Hold({named("k1"), "wait for the recall", 0}));
  restart();
  EXPECT_EQ(stands("k1"), "held");
  done(Connect(Role::kFrontEnd, "web")->Cancel({named("k2"), "ordered by mistake", 0}));
  restart();
  EXPECT_EQ(stands("k2"), "cancelled");
  done(Connect(Role::kSupervisor, "boss")->Merge({named("k3"), named("k1"), "one matter", 0}));
  restart();
  EXPECT_EQ(stands("k3"), "merged");
  done(Connect(Role::kSupervisor, "boss")->Release({named("k1"), {}, 0}));
  restart();
  EXPECT_EQ(stands("k1"), "pooled");
  {
    auto desk = Connect(Role::kAgent, "ann's desk");
    for (const std::string_view name : {"bob", "ann"}) {
      client::DeclareAgentMessage agent;
      agent.name = name;
      ASSERT_TRUE(desk->DeclareAgent(agent).ok()) << "the sample rules allow open desks";
    }
    ann = desk->SignIn("ann")->agent;
    done(Connect(Role::kSupervisor, "boss")->Assign({0, named("k1"), "ann", CapacityUse::kWithin}));
    client::AskTransferMessage ask{ann, {}, "bob", {}, "knows it better", 0};
    ask.name.ticket = ticket;
    done(desk->AskTransfer(ask));
    daemon->Kill();
  }
  daemon.reset();
  restart();
  const auto waiting = Connect(Role::kSupervisor, "boss")->ListTransfers();
  ASSERT_TRUE(waiting.ok()) << waiting.status();
  ASSERT_EQ(waiting->size(), 1u);
  EXPECT_EQ(waiting->front().reason, "knows it better");
  EXPECT_EQ(waiting->front().to_name, "bob");
  done(Connect(Role::kSupervisor, "boss")->SettleTransfer({named("k1"), TransferWord::kRefuse, {}, {}, "finish it", 0}));
  {
    auto desk = Connect(Role::kAgent, "ann's desk");
    ann = desk->SignIn("ann")->agent;
    client::AskPartMessage ask{ann, {}, "supply-chain", {}, 0, "where is the parcel", 0};
    ask.name.ticket = ticket;
    done(desk->AskPart(ask));
    daemon->Kill();
  }
  daemon.reset();
  restart();
  const auto parts = Connect(Role::kSupervisor, "boss")->ListParts({}, "supply-chain");
  ASSERT_TRUE(parts.ok()) << parts.status();
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ(parts->front().ticket, ticket);
  EXPECT_EQ(parts->front().text, "where is the parcel");
  EXPECT_EQ(parts->front().asked_by_name, "ann");
  {
    auto desk = Connect(Role::kAgent, "ann's desk");
    ann = desk->SignIn("ann")->agent;
    EXPECT_FALSE(desk->Resolve({ann, ticket, 1, "done", 0}).ok()) << "its part is open";
    client::ReportPartMessage report{{}, {}, parts->front().part, PartNode::kDone, "it comes on Friday", 0};
    report.name.ticket = ticket;
    done(Connect(Role::kSupervisor, "boss")->ReportPart(report));
  }
  restart();
  const auto with_part = Connect(Role::kSupervisor, "boss")->Query(named("k1"));
  ASSERT_TRUE(with_part.ok()) << with_part.status();
  ASSERT_EQ(with_part->parts.size(), 1u);
  EXPECT_EQ(with_part->parts.front().node, PartNode::kDone);
  EXPECT_EQ(with_part->parts.front().result, "it comes on Friday");
  {
    auto boss = Connect(Role::kSupervisor, "boss");
    client::PutPlanMessage plan;
    plan.name = "visits";
    plan.type = "consultation";
    plan.channel = "email";
    plan.title = "visit";
    plan.first_at = 4'000'000'000 * kSecond;  // in 2096: too far ahead
    plan.every = 6;
    plan.unit = PlanUnit::kMonths;
    EXPECT_FALSE(boss->PutPlan(plan).ok());
    plan.first_at = boss->AskClock()->now + kDay;
    done(boss->PutPlan(plan));
  }
  restart();
  const auto plans = Connect(Role::kSupervisor, "boss")->ListPlans();
  ASSERT_TRUE(plans.ok()) << plans.status();
  ASSERT_EQ(plans->size(), 1u);
  EXPECT_EQ(plans->front().name, "visits");
  EXPECT_EQ(plans->front().terms.every, 6);
  done(Connect(Role::kSupervisor, "boss")->DropPlan("visits"));
  {
    auto desk = Connect(Role::kAgent, "ann's desk");
    ann = desk->SignIn("ann")->agent;
    done(desk->Resolve({ann, ticket, 1, "done", 0}));
  }
  restart();
  EXPECT_EQ(stands("k1"), "resolved");
  const auto answer = Connect(Role::kFrontEnd, "web")->GiveFeedback({named("k1"), {1, 3, 2}, Solved::kNo, "too slow", 0});
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->token, 20u);
  EXPECT_GT(answer->resolve_by, 0) << "it may be reopened until then";
  restart();
  const auto answers = Connect(Role::kSupervisor, "boss")->ListFeedback({});
  ASSERT_TRUE(answers.ok()) << answers.status();
  ASSERT_EQ(answers->size(), 1u);
  EXPECT_EQ(answers->front().ticket, ticket);
  EXPECT_EQ(answers->front().tenths, 20);
  EXPECT_EQ(answers->front().flags, kScoredLow | kSaysSlow);
  EXPECT_EQ(answers->front().follow_up_status, Status::kPooled) << "nobody is ann's supervisor";
  const client::TicketNameMessage followed{answers->front().follow_up, {}, {}, {}};
  const auto follow_up = Connect(Role::kSupervisor, "boss")->Query(followed);
  ASSERT_TRUE(follow_up.ok()) << follow_up.status();
  EXPECT_EQ(follow_up->origin, TicketOrigin::kFollowUp);
  EXPECT_EQ(follow_up->parent, ticket);
  const auto its_history = Connect(Role::kSupervisor, "boss")->History(followed);
  ASSERT_TRUE(its_history.ok()) << its_history.status();
  EXPECT_EQ(its_history->ticket.origin, TicketOrigin::kFollowUp);
  done(Connect(Role::kFrontEnd, "web")->Reopen({named("k1"), "it is back", 0}));
  restart();
  EXPECT_EQ(stands("k1"), "pooled");
  const auto view = Connect(Role::kSupervisor, "boss")->Query(named("k1"));
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->reopens, 1);
  EXPECT_NE(view->first_response_at, 0);
  const auto refused = Connect(Role::kFrontEnd, "web")->Confirm({named("k1"), 0});
  EXPECT_FALSE(refused.ok()) << "it is not resolved any more";
  daemon->Signal(SIGTERM);
  EXPECT_EQ(daemon->Wait(), 0) << ReadWhole(log());
}

TEST_F(DaemonTest, BrokenFramingClosesOnlyItsOwnConnection) {
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  auto front = Connect(Role::kFrontEnd, "web");
  const std::string answer = Get(listen_, "/metrics");  // HTTP on the wrong port: nonsense here
  EXPECT_THAT(answer, HasSubstr("malformed"));
  EXPECT_TRUE(front->Submit(Ticket("k1")).ok());
}

// What a board reads of a ticket: the names of its events.
std::string EventsOf(client::BlockingClient& board, std::string_view key) {
  const auto view = board.History({{}, {}, key, "web"});
  if (!view.ok()) return std::string(view.status().message());
  EXPECT_EQ(view->complete_to, view->committed_seq);
  std::string text;
  for (const Event& event : view->events) text += (text.empty() ? "" : " ") + std::string(EnglishName(event.kind));
  return text;
}

// Waits until a metric has the value that a predicate wants; every look is a request, so that time passes.
bool AwaitMetric(const std::string& http, const std::string& line) {
  for (int look = 0; look < 5'000; ++look) {
    if (Get(http, "/metrics").find("\n" + line + "\n") != std::string::npos) return true;
  }
  return false;
}

TEST_F(DaemonTest, AHistoryIsTheSameAfterAKill) {
  auto daemon = Start({"--rules", "deploy/sample/bench.toml", "--projection-segment-age", "0"});
  AwaitReady(*daemon);
  std::string before;
  {
    auto front = Connect(Role::kFrontEnd, "web");
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(front->Submit(Ticket(fmt::format("k{}", i))).ok());
    auto board = Connect(Role::kSupervisor, "board");
    before = EventsOf(*board, "k7");
    EXPECT_EQ(before, "submitted classified");
    EXPECT_TRUE(AwaitMetric(http_, "tidegate_projection_lag_changes 0")) << Get(http_, "/metrics");
    EXPECT_EQ(EventsOf(*board, "k7"), before);
    EXPECT_EQ(EventsOf(*board, "k19"), before);
    EXPECT_THAT(EventsOf(*board, "never"), HasSubstr("unknown-ticket"));
  }
  daemon->Signal(SIGKILL);
  daemon->Wait();
  auto again = StartWithRules();
  AwaitReady(*again);
  auto board = Connect(Role::kSupervisor, "board");
  EXPECT_EQ(EventsOf(*board, "k7"), before);
  EXPECT_THAT(Get(http_, "/readyz"), ::testing::Not(HasSubstr("degraded")));
  again->Signal(SIGTERM);
  EXPECT_EQ(again->Wait(), 0) << ReadWhole(log());
}

TEST_F(DaemonTest, ADamagedStoreLeavesServingUntouchedAndIsDegraded) {
  {
    auto daemon = StartWithRules();
    AwaitReady(*daemon);
    auto front = Connect(Role::kFrontEnd, "web");
    ASSERT_TRUE(front->Submit(Ticket("k1")).ok());
    daemon->Signal(SIGTERM);
    ASSERT_EQ(daemon->Wait(), 0);
  }
  std::ofstream(data() + "/store/CURRENT") << "MANIFEST-999999\n";
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  EXPECT_EQ(tickets_, 1u);
  EXPECT_THAT(Get(http_, "/readyz"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Get(http_, "/readyz"), HasSubstr("degraded: the projection stopped"));
  auto front = Connect(Role::kFrontEnd, "web");
  EXPECT_TRUE(front->Submit(Ticket("k2")).ok());
  auto board = Connect(Role::kSupervisor, "board");
  EXPECT_EQ(EventsOf(*board, "k1"), "submitted classified");
  EXPECT_EQ(EventsOf(*board, "k2"), "submitted classified");
  ASSERT_TRUE(board->AskStatus().ok());
  EXPECT_EQ(board->server().projection.state, ProjectionState::kStopped);
  daemon->Signal(SIGTERM);
  EXPECT_EQ(daemon->Wait(), 0) << ReadWhole(log());
  EXPECT_THAT(ReadWhole(log()), HasSubstr("the projection stopped: store "));
}

TEST_F(DaemonTest, TheStoreOfAnotherDirectoryIsRefusedAndServingUntouched) {
  {
    auto daemon = Start({"--rules", "deploy/sample/bench.toml", "--projection-segment-age", "0"});
    AwaitReady(*daemon);
    auto front = Connect(Role::kFrontEnd, "web");
    ASSERT_TRUE(front->Submit(Ticket("k1")).ok());
    ASSERT_TRUE(AwaitMetric(http_, "tidegate_projection_lag_changes 0"));
    daemon->Signal(SIGTERM);
    ASSERT_EQ(daemon->Wait(), 0);
  }
  // Another life: as long a journal, another content.
  const std::string kept = root_ / "store";
  std::filesystem::rename(data() + "/store", kept);
  std::filesystem::remove_all(data());
  {
    auto daemon = StartWithRules();
    AwaitReady(*daemon);
    auto front = Connect(Role::kFrontEnd, "web");
    ASSERT_TRUE(front->Submit(Ticket("other")).ok());
    daemon->Signal(SIGTERM);
    ASSERT_EQ(daemon->Wait(), 0);
  }
  std::filesystem::remove_all(data() + "/store");
  std::filesystem::rename(kept, data() + "/store");
  auto daemon = StartWithRules();
  AwaitReady(*daemon);
  EXPECT_TRUE(AwaitMetric(http_, "tidegate_projection_state 2"));
  EXPECT_THAT(Get(http_, "/readyz"), HasSubstr("degraded: the projection stopped"));
  auto front = Connect(Role::kFrontEnd, "web");
  EXPECT_TRUE(front->Submit(Ticket("k3")).ok());
  daemon->Signal(SIGTERM);
  EXPECT_EQ(daemon->Wait(), 0) << ReadWhole(log());
  EXPECT_THAT(ReadWhole(log()), HasSubstr("Next: put the journal and the store of the same directory together again"));
}

}  // namespace
}  // namespace tidegate
