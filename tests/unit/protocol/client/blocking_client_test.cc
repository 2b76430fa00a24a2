#include "protocol/client/blocking_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "protocol/client/client_codec.h"
#include "tests/unit/protocol/client/scripted_server.h"
#include "tests/unit/protocol/replies/recorder.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate::client {
namespace {

using testing::HasSubstr;

constexpr std::chrono::milliseconds kLong{20'000};

HelloMessage Hello() {
  HelloMessage hello;
  hello.name = "tester";
  return hello;
}

// Answers every request with the sample reply of that kind, under the request's correlation.
void AnswerWith(Peer& peer, FrameKind kind) {
  const FrameHeader request = peer.Read();
  std::string bytes = SampleBytes(kind);
  std::memcpy(bytes.data() + 8, &request.correlation, 8);
  peer.Send(bytes);
}

TEST(BlockingClient, CallsOneAfterTheOther) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(1);
    peer.Ack(peer.Read().correlation);
    peer.Flush();
    AnswerWith(peer, FrameKind::kStatusInfo);
    AnswerWith(peer, FrameKind::kTicketInfo);
    AnswerWith(peer, FrameKind::kExplainInfo);
    AnswerWith(peer, FrameKind::kBodyInfo);
    AnswerWith(peer, FrameKind::kPong);
    peer.Read();
  });
  BlockingClient client(kLong);
  ASSERT_TRUE(client.Open(server.address(), Hello()).ok());
  EXPECT_EQ(client.server().server, "scripted 1");
  EXPECT_EQ(client.server().credits, 1u);
  SubmitMessage submit;
  submit.external_key = "K1";
  const auto ack = client.Submit(submit);
  ASSERT_TRUE(ack.ok()) << ack.status();
  EXPECT_GT(ack->ticket.raw(), 1'000u);
  const auto status = client.AskStatus();
  ASSERT_TRUE(status.ok());
  EXPECT_EQ(status->submitted_total, 200u);
  EXPECT_EQ(client.server().server, "tidegated 0.1.0");
  const auto ticket = client.Query({{}, {}, "K1", {}});
  ASSERT_TRUE(ticket.ok());
  EXPECT_EQ(ticket->agent_name, "王芳");
  const auto explain = client.Explain({{}, {}, "K1", {}});
  ASSERT_TRUE(explain.ok());
  EXPECT_EQ(explain->available, 5u);
  const auto body = client.AskBody(TicketId(1), 0);
  ASSERT_TRUE(body.ok());
  EXPECT_EQ((*body)[BodyField::kText], "The refund has not arrived.");
  const auto pong = client.Ping("x");
  ASSERT_TRUE(pong.ok());
  EXPECT_EQ(*pong, "are you there");
  client.Close();
}

TEST(BlockingClient, ARefusalIsAStatusWithItsAdvice) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(1);
    peer.replies().AppendRefusal(
        {peer.Read().correlation, Reject::kUnknownName, CommandKind::kSubmit, "type", "no type \"x\" in the catalog"});
    peer.Flush();
    peer.Ack(peer.Read().correlation, Reject::kUnknownTicket);
    peer.Flush();
    peer.Ack(peer.Read().correlation);
    peer.Flush();
    peer.Read();
  });
  BlockingClient client(kLong);
  ASSERT_TRUE(client.Open(server.address(), Hello()).ok());
  const auto submit = client.Submit({});
  EXPECT_EQ(submit.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(submit.status().message(),
            "unknown-name (type): no type \"x\" in the catalog; declare the skill, region, type or channel first, or correct it");
  ASSERT_TRUE(client.last_refusal().has_value());
  EXPECT_EQ(client.last_refusal()->code, Reject::kUnknownName);
  EXPECT_EQ(client.last_refusal()->field, "type");
  EXPECT_FALSE(client.last_refusal()->advice_zh.empty());
  const auto query = client.Query({TicketId(4), {}, {}, {}});
  EXPECT_EQ(query.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(query.status().message(), HasSubstr("unknown-ticket; it never existed"));
  EXPECT_TRUE(client.Contact(AgentId(1), TicketId(1)).ok()) << "a refusal is not the end";
  EXPECT_FALSE(client.last_refusal().has_value());
}

TEST(BlockingClient, PagesAndPartsArePutTogether) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(1);
    auto signed_in = std::make_unique<SignInReply>();
    signed_in->correlation = peer.Read().correlation;
    signed_in->agent = 9;
    signed_in->work.resize(2 * kWorkPerFrameMax + 5);
    peer.replies().Append(std::move(signed_in), nullptr);
    peer.Flush();
    for (std::uint32_t page = 0; page < 3; ++page) {
      auto agents = std::make_unique<AgentsReply>();
      agents->correlation = peer.Read().correlation;
      agents->rows.resize(2);
      agents->rows[1].agent = AgentId(page * 2 + 2);
      agents->more = page < 2;
      peer.replies().Append(std::move(agents), nullptr);
      peer.Flush();
    }
    CatalogNames::Lists lists;
    for (int i = 1; i <= 1'000; ++i) lists[1].push_back("skill-" + std::to_string(i));
    const CatalogNames names(std::move(lists));
    for (std::size_t after = 0; after < 1'000; after += kNamesPerPageMax) {
      peer.replies().AppendNames(peer.Read().correlation, names, {CatalogKind::kSkill, static_cast<std::uint16_t>(after)});
      peer.Flush();
    }
    peer.Read();
  });
  BlockingClient client(kLong);
  ASSERT_TRUE(client.Open(server.address(), Hello()).ok());
  const auto signed_in = client.SignIn("a");
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  EXPECT_EQ(signed_in->agent, AgentId(9));
  EXPECT_EQ(signed_in->work.size(), 2 * kWorkPerFrameMax + 5);
  const auto agents = client.Agents();
  ASSERT_TRUE(agents.ok());
  EXPECT_EQ(agents->size(), 6u);
  const auto names = client.Names(CatalogKind::kSkill);
  ASSERT_TRUE(names.ok());
  ASSERT_EQ(names->size(), 1'001u);
  EXPECT_EQ(names->at(0).name, "");
  EXPECT_EQ(names->at(1'000).name, "skill-1000");
}

// Through both clients: the blocking one stands on the other.
TEST(BlockingClient, EveryPushGoesToItsHandler) {
  for (const FrameKindRow& row : kFrameKindRows) {
    // Nobody follows the feed here, and the last push ends the connection.
    if (row.direction != Direction::kPush || row.kind == FrameKind::kEvents || row.kind == FrameKind::kGoodBye) continue;
    const ScriptedServer server([&row](Peer& peer) {
      peer.Greet(1);
      const FrameHeader request = peer.Read();
      peer.Send(SampleBytes(row.kind));
      peer.Ack(request.correlation);
      peer.Flush();
      peer.Read();
    });
    Recorder pushes;
    BlockingClient client(kLong);
    ASSERT_TRUE(client.Open(server.address(), Hello(), &pushes).ok());
    EXPECT_TRUE(client.SetStatus(AgentId(1), AgentStatus::kOnline).ok());
    EXPECT_EQ(pushes.heard, HearSample(row.kind).heard) << row.name;
    EXPECT_FALSE(pushes.heard.empty()) << row.name;
  }
}

// Answers the next request with a page of the pool, and gives the request's body.
std::string AnswerPool(Peer& peer, const std::vector<std::uint32_t>& signatures, std::uint32_t next) {
  auto page = std::make_unique<PoolReply>();
  page->correlation = peer.Read().correlation;
  for (const std::uint32_t signature : signatures) page->rows.emplace_back().signature = signature;
  page->next = next;
  page->more = next != 0;
  peer.replies().Append(std::move(page), nullptr);
  peer.Flush();
  return peer.body();
}

std::string ListPoolBody(std::uint32_t after) {
  RequestEncoder encoder;
  std::string frame;
  encoder.ListPool(frame, after, 1);
  return frame.substr(kFrameHeaderBytes);
}

TEST(BlockingClient, APageOfThePoolThatIsEmptyIsNotTheLast) {
  std::vector<std::string> asked;
  {
    const ScriptedServer server([&asked](Peer& peer) {
      peer.Greet(1);
      asked.push_back(AnswerPool(peer, {3, 900}, 4'096));
      asked.push_back(AnswerPool(peer, {}, 8'192));
      asked.push_back(AnswerPool(peer, {8'200}, 0));
      peer.Read();
    });
    BlockingClient client(kLong);
    ASSERT_TRUE(client.Open(server.address(), Hello()).ok());
    const auto rows = client.Pool();
    ASSERT_TRUE(rows.ok()) << rows.status();
    ASSERT_EQ(rows->size(), 3u);
    EXPECT_EQ((*rows)[1].signature, 900u);
    EXPECT_EQ((*rows)[2].signature, 8'200u);
    client.Close();
  }
  EXPECT_EQ(asked, (std::vector<std::string>{ListPoolBody(0), ListPoolBody(4'096), ListPoolBody(8'192)}));
}

TEST(BlockingClient, APoolThatNeverEndsIsAnErrorAndNotALoop) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(1);
    AnswerPool(peer, {3}, 10);
    AnswerPool(peer, {}, 10);
    peer.Read();
  });
  BlockingClient client(kLong);
  ASSERT_TRUE(client.Open(server.address(), Hello()).ok());
  EXPECT_EQ(client.Pool().status().code(), absl::StatusCode::kDataLoss);
}

TEST(BlockingClient, SilenceEndsWithATimeout) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(1);
    while (peer.Read().kind != 0) continue;
  });
  BlockingClient client(std::chrono::milliseconds(300));
  ASSERT_TRUE(client.Open(server.address(), Hello()).ok());
  const auto status = client.AskStatus();
  EXPECT_EQ(status.status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(status.status().message(), "no answer from " + server.address() + " within 300 ms");
  EXPECT_EQ(client.AskStatus().status().code(), absl::StatusCode::kFailedPrecondition) << "closed for good";
}

TEST(BlockingClient, FailuresToOpenSayWhatAndWhere) {
  const std::string dead = DeadAddress();
  EXPECT_THAT(BlockingClient(kLong).Open(dead, Hello()).message(), HasSubstr("cannot connect to " + dead));
  EXPECT_THAT(BlockingClient(kLong).Open("nowhere", Hello()).message(), HasSubstr("is no address"));
  const ScriptedServer server([](Peer& peer) {
    peer.replies().AppendMoved(peer.Read().correlation, Reject::kNotLeader, "127.0.0.1:9", "epoch 3");
    peer.Flush();
  });
  BlockingClient client(kLong);
  EXPECT_THAT(client.Open(server.address(), Hello()).message(),
              HasSubstr("refused the hello: not-leader: epoch 3; connect to the address given: 127.0.0.1:9"));
  ASSERT_TRUE(client.last_refusal().has_value());
  EXPECT_EQ(client.last_refusal()->address, "127.0.0.1:9");
}

TEST(BlockingClient, TheServersEndIsSaid) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(1);
    peer.Read();
  });
  BlockingClient client(kLong);
  ASSERT_TRUE(client.Open(server.address(), Hello()).ok());
  EXPECT_EQ(client.AskStatus().status().message(), server.address() + " closed the connection");
}

TEST(BlockingClient, ARuleSetTooLargeForAFrameIsToldBeforeItIsSent) {
  EXPECT_THAT(BlockingClient(kLong).ActivateRules(std::string(kRulesSourceBytesMax + 1, 'x')).status().message(),
              HasSubstr("1044481 bytes; at most 1044480"));
}

}  // namespace
}  // namespace tidegate::client
