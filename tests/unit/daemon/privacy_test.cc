// Personal data on its way out of the daemon: masked for everybody, whole for who may and asks, and then on record first.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/prometheus_text.h"
#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kPhone = "13800130827";
constexpr std::string_view kMasked = "138****0827";

class Privacy : public ::testing::Test {
 protected:
  explicit Privacy(const WorldOptions& options = {}) : world_(options) {
    admin_ = world_.Connect();
    admin_->Hello(Role::kDataAdmin, "admin");
    for (const std::string_view name : {"chen", "wang", "zhou"}) Declare(name, "", "");
    Declare("ann", "chen", "wang");
    desk_ = world_.Connect();
    desk_->Hello(Role::kGateway, "gateway");
    desk_->encode.SignIn(desk_->outgoing, "ann", 0, 1, 2);
    desk_->Send();
    EXPECT_THAT(desk_->TakeEvents(), ElementsAre("2 signed in, 0 open"));
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web");
    client::SubmitMessage message = Ticket("k1");
    message.customer = "张伟";
    message.title = "电话13800130827";
    message.text = "请打13800130827或写li.ming@example.com，工单CS20261121000042";
    front_->encode.Submit(front_->outgoing, message, 1);
    front_->Send();
    EXPECT_THAT(front_->TakeEvents(), ElementsAre("1 ok"));
    desk_->Read();
    desk_->TakeEvents();
    ticket_ = TicketId(desk_->last_offer().item.ticket);
  }

  void Declare(std::string_view name, std::string_view supervisor, std::string_view duty) {
    client::DeclareAgentMessage agent;
    agent.name = name;
    agent.capacity = name == "ann" ? 5 : 1;
    agent.supervisor = supervisor;
    agent.duty_supervisor = duty;
    admin_->encode.DeclareAgent(admin_->outgoing, agent, 1);
    admin_->Send();
    EXPECT_THAT(admin_->TakeEvents(), ElementsAre("1 ok"));
  }
  void Accept() {
    const WorkItem item = desk_->last_offer().item;
    desk_->encode.Accept(desk_->outgoing, {AgentId(item.agent), TicketId(item.ticket), item.token, 3}, 11);
    desk_->Send();
    EXPECT_THAT(desk_->TakeEvents(), ElementsAre("11 ok"));
  }
  void Note(std::string_view text) {
    client::AddNoteMessage note;
    note.agent = AgentId(desk_->last_offer().item.agent);
    note.name.ticket = ticket_;
    note.kind = TouchKind::kNote;
    note.text = text;
    desk_->encode.AddNote(desk_->outgoing, note, 12);
    desk_->Send();
    EXPECT_THAT(desk_->TakeEvents(), Contains("12 ok"));
  }
  std::string Body(WorldPeer& peer, Sight sight) {
    peer.encode.AskBody(peer.outgoing, ticket_, 0, 20, sight);
    return OneAnswer(peer);
  }
  std::string History(WorldPeer& peer, Sight sight) {
    peer.encode.AskHistory(peer.outgoing, {ticket_, {}, {}, {}}, 0, 20, sight);
    return OneAnswer(peer);
  }
  std::string OneAnswer(WorldPeer& peer) {
    peer.Send();
    const std::vector<std::string> events = peer.TakeEvents();
    EXPECT_EQ(events.size(), 1u);
    return events.empty() ? "" : events.back();
  }
  std::unique_ptr<WorldPeer> Peer(Role role, std::string_view name) {
    auto peer = world_.Connect();
    peer->Hello(role, name);
    return peer;
  }
  // Who looked, by the journal.
  std::vector<std::string> Looks() {
    std::vector<std::string> looks;
    world_.ForEachChange([&](const ChangeView& change, Micros) {
      if (change.kind != ChangeKind::kLooked) return;
      EXPECT_EQ(change.As<Looked>().ticket, ticket_.raw());
      looks.push_back(std::string(change.tail));
    });
    return looks;
  }

  PipelineWorld world_;
  std::unique_ptr<WorldPeer> admin_;
  std::unique_ptr<WorldPeer> desk_;
  std::unique_ptr<WorldPeer> front_;
  TicketId ticket_;
};

constexpr std::string_view kWhole = "20 body 电话13800130827|请打13800130827或写li.ming@example.com，工单CS20261121000042";
constexpr std::string_view kHidden = "20 body 电话138****0827|请打138****0827或写l***@example.com，工单CS20261121000042";

TEST_F(Privacy, OffersAndTextsAreMaskedForEverybody) {
  EXPECT_EQ(desk_->last_offer_title(), "电话138****0827");
  EXPECT_THAT(desk_->last_offer_text(), HasSubstr("l***@example.com，工单CS20261121000042"));
  EXPECT_EQ(Body(*front_, Sight::kMasked), kHidden);
  EXPECT_EQ(Body(*desk_, Sight::kMasked), kHidden);
  Accept();
  EXPECT_EQ(Body(*desk_, Sight::kMasked), kHidden);
  auto supervisor = Peer(Role::kSupervisor, "chen");
  EXPECT_EQ(Body(*supervisor, Sight::kMasked), kHidden);
  EXPECT_EQ(supervisor->last_sight(), Sight::kMasked);
  EXPECT_THAT(Looks(), IsEmpty());
}

TEST_F(Privacy, TheFrontEndSeesItsOwnWholeWhenItAsksOnRecord) {
  EXPECT_EQ(Body(*front_, Sight::kPlain), kWhole);
  EXPECT_EQ(front_->last_sight(), Sight::kPlain);
  EXPECT_THAT(Looks(), ElementsAre("web"));
  auto other = Peer(Role::kFrontEnd, "kiosk");
  EXPECT_EQ(Body(*other, Sight::kPlain), "20 refused not-yours");
  EXPECT_EQ(Body(*other, Sight::kMasked), "20 refused not-yours");
  EXPECT_THAT(Looks(), ElementsAre("web"));
  EXPECT_EQ(world_.metrics().Get(Metric::kLooks), 1);
}

TEST_F(Privacy, TheAssigneeMayAskAndNobodyWhoWasOnlyOfferedIt) {
  EXPECT_EQ(Body(*desk_, Sight::kPlain), "20 refused not-yours");
  Accept();
  EXPECT_EQ(Body(*desk_, Sight::kPlain), kWhole);
  auto other = Peer(Role::kAgent, "desk of zhou");
  other->encode.SignIn(other->outgoing, "zhou", 0, 1, 2);
  other->Send();
  other->TakeEvents();
  EXPECT_EQ(Body(*other, Sight::kPlain), "20 refused not-yours");
  EXPECT_EQ(History(*other, Sight::kMasked), "20 refused not-yours");
  EXPECT_THAT(Looks(), ElementsAre("gateway"));
}

TEST_F(Privacy, ItsSupervisorAndDutySupervisorMayAskAndNoOther) {
  auto chen = Peer(Role::kSupervisor, "chen");
  auto wang = Peer(Role::kSupervisor, "wang");
  auto zhou = Peer(Role::kSupervisor, "zhou");
  Accept();
  EXPECT_EQ(Body(*chen, Sight::kPlain), kWhole);
  EXPECT_EQ(Body(*wang, Sight::kPlain), kWhole);
  EXPECT_EQ(Body(*zhou, Sight::kPlain), "20 refused other-team");
  EXPECT_EQ(Body(*zhou, Sight::kMasked), kHidden) << "what is masked every supervisor sees";
  EXPECT_THAT(Looks(), ElementsAre("chen", "wang"));
}

// The name of the session's hello comes to the engine with every act.
TEST_F(Privacy, OnlyItsSupervisorAndDutySupervisorActOnATicketThatSomebodyHas) {
  auto wang = Peer(Role::kSupervisor, "wang");
  auto zhou = Peer(Role::kSupervisor, "zhou");
  Accept();
  const auto take_back = [&](WorldPeer& peer) {
    peer.encode.TakeBack(peer.outgoing, {ticket_, {}, {}, {}}, 1, 20);
    peer.Send();
    return peer.TakeEvents();  // alerts too: boards hear them
  };
  EXPECT_THAT(take_back(*zhou), Contains("20 refused other-team"));
  EXPECT_THAT(take_back(*wang), Contains("20 ok"));
}

TEST_F(Privacy, DataAdministratorsAndOperatorsNeverSeeTexts) {
  Accept();
  Note(fmt::format("called {}", kPhone));
  for (const auto& [role, name] : {std::pair(Role::kDataAdmin, "another admin"), std::pair(Role::kOperator, "ops")}) {
    auto peer = Peer(role, name);
    EXPECT_THAT(History(*peer, Sight::kMasked), Not(HasSubstr("called")));
    EXPECT_EQ(History(*peer, Sight::kPlain), "20 refused not-allowed unmask");
    EXPECT_THAT(peer->last_detail(), HasSubstr("front-end, agent, desk-gateway, supervisor"));
    EXPECT_EQ(Body(*peer, Sight::kPlain), "20 refused not-allowed");
  }
  EXPECT_THAT(Looks(), IsEmpty());
}

TEST_F(Privacy, HistoriesAreMaskedAndEachPageThatIsNotIsOnRecordInThem) {
  Accept();
  Note(fmt::format("called {}", kPhone));
  auto chen = Peer(Role::kSupervisor, "chen");
  EXPECT_THAT(History(*chen, Sight::kMasked), HasSubstr(fmt::format("touched(called {})", kMasked)));
  EXPECT_EQ(chen->last_sight(), Sight::kMasked);
  const std::string whole = History(*chen, Sight::kPlain);
  EXPECT_THAT(whole, HasSubstr(fmt::format("touched(called {}) looked(chen)", kPhone))) << "his own look stands in it already";
  EXPECT_EQ(chen->last_sight(), Sight::kPlain);
  EXPECT_THAT(History(*desk_, Sight::kPlain), HasSubstr(fmt::format("touched(called {}) looked(chen) looked(gateway)", kPhone)));
  EXPECT_THAT(History(*desk_, Sight::kMasked), HasSubstr(fmt::format("touched(called {}) looked(chen)", kMasked)));
  world_.Project();
  EXPECT_THAT(History(*chen, Sight::kMasked), HasSubstr(fmt::format("touched(called {}) looked(chen) looked(gateway)", kMasked)));
}

TEST_F(Privacy, TheFeedIsMaskedWhoeverFollows) {
  auto board = Peer(Role::kSupervisor, "chen");
  board->encode.Follow(board->outgoing, {}, 30);
  board->Send();
  board->TakeEvents();
  Accept();
  Note(fmt::format("called {}", kPhone));
  board->Read();
  const std::vector<std::string> events = board->TakeEvents();
  EXPECT_THAT(events, Contains(HasSubstr(fmt::format("touched(called {})", kMasked))));
  EXPECT_THAT(events, Not(Contains(HasSubstr(std::string(kPhone)))));
}

TEST_F(Privacy, NothingIsShownBeforeTheLookIsDurable) {
  front_->encode.AskBody(front_->outgoing, ticket_, 0, 20, Sight::kPlain);
  Session* session = front_->session();
  const std::string bytes = std::exchange(front_->outgoing, {});
  std::memcpy(session->Free().data(), bytes.data(), bytes.size());
  world_.io().Received(*session, bytes.size(), world_.clocks.Read().boot);
  world_.SettleWithoutCommits();
  front_->Read();
  EXPECT_THAT(front_->TakeEvents(), IsEmpty());
  EXPECT_THAT(Looks(), IsEmpty());
  world_.Settle();
  front_->Read();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre(std::string(kWhole)));
  EXPECT_THAT(Looks(), ElementsAre("web"));
}

// Two questions with one correlation: the answer to the harmless one must not pass for leave to look.
TEST_F(Privacy, AnAnswerToAnotherQuestionIsNoLeaveToLook) {
  desk_->encode.Query(desk_->outgoing, {ticket_, {}, {}, {}}, 20);
  desk_->encode.AskBody(desk_->outgoing, ticket_, 0, 20, Sight::kPlain);
  desk_->Send();
  EXPECT_THAT(desk_->TakeEvents(), ElementsAre("20 ticket offered", "20 refused not-yours"));
  EXPECT_THAT(Looks(), IsEmpty());
}

TEST_F(Privacy, MetricsCountAndSayNothingElse) {
  EXPECT_EQ(Body(*front_, Sight::kPlain), kWhole);
  const std::string text = PrometheusText(world_.metrics());
  EXPECT_THAT(text, HasSubstr("tidegate_looks_total 1"));
  for (const std::string_view personal : {kPhone, std::string_view("li.ming"), std::string_view("张伟"), std::string_view("电话")}) {
    EXPECT_THAT(text, Not(HasSubstr(std::string(personal))));
  }
}

TEST_F(Privacy, TheReasonsOfTransfersAreMasked) {
  Accept();
  client::AskTransferMessage ask;
  ask.agent = AgentId(desk_->last_offer().item.agent);
  ask.name.ticket = ticket_;
  const std::string reason = fmt::format("customer {} wants you", kPhone);
  ask.reason = reason;
  desk_->encode.AskTransfer(desk_->outgoing, ask, 13);
  desk_->Send();
  EXPECT_THAT(desk_->TakeEvents(), ElementsAre("13 ok"));
  auto chen = Peer(Role::kSupervisor, "chen");
  chen->encode.ListTransfers(chen->outgoing, TicketId(), 14);
  chen->Send();
  EXPECT_THAT(chen->TakeEvents(), ElementsAre(fmt::format("14 transfers customer {} wants you", kMasked)));
}

TEST_F(Privacy, ALookOfTheTextsInTheJournalIsOnRecordToo) {
  world_.Restart();  // the ring of texts is empty now
  front_ = Peer(Role::kFrontEnd, "web");
  EXPECT_EQ(Body(*front_, Sight::kMasked), kHidden);
  EXPECT_EQ(Body(*front_, Sight::kPlain), kWhole);
  EXPECT_THAT(Looks(), ElementsAre("web"));
}

}  // namespace
}  // namespace tidegate
