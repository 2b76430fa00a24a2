#include "protocol/client/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>

#include "protocol/client/address.h"
#include "protocol/client/client_codec.h"
#include "tests/unit/protocol/client/scripted_server.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate::client {
namespace {

using testing::HasSubstr;

// Runs a client until it is closed; what it heard is kept as words.
class ClientTest : public testing::Test, public ConnectionHandler {
 protected:
  void Run(const std::string& address) {
    HelloMessage hello;
    hello.name = "tester";
    client_.emplace(io_, *this);
    client_->Connect(address, hello);
    io_.restart();
    io_.run_for(std::chrono::seconds(20));
    ASSERT_TRUE(closed_.has_value() || !client_.has_value()) << "nothing ended the connection in 20 s";
  }

  void OnHello(const HelloInfo& info) override {
    heard_.push_back("hello " + std::string(info.server));
    if (on_hello_) on_hello_();
  }
  void OnAck(const AckInfo& ack) override {
    heard_.push_back("ack " + std::to_string(ack.tag) + (ack.ok() ? "" : " " + std::string(RejectInfo(ack.reject).english)));
    if (on_ack_) on_ack_(ack);
  }
  void OnOffer(const OfferInfo& offer) override { heard_.push_back("offer " + std::to_string(offer.item.token)); }
  void OnSignedIn(const SignedInInfo& info) override {
    heard_.push_back("signed-in " + std::to_string(info.work.size()) + (info.more ? " more" : "") + ", " +
                     std::to_string(client_->in_flight()) + " in flight");
    if (!info.more) client_->Close();
  }
  void OnGoodBye(const GoodByeInfo& info) override { heard_.push_back("good-bye " + std::string(info.reason)); }
  void OnClosed(const absl::Status& status) override {
    EXPECT_FALSE(closed_.has_value()) << "told twice";
    closed_ = status;
  }

  Sent SubmitKey(std::uint64_t tag) {
    SubmitMessage message;
    const std::string key = "K" + std::to_string(tag);
    message.external_key = key;
    return client_->Submit(message, tag);
  }

  boost::asio::io_context io_;
  std::optional<Client> client_;
  std::vector<std::string> heard_;
  std::optional<absl::Status> closed_;
  std::function<void()> on_hello_;
  std::function<void(const AckInfo&)> on_ack_;
};

TEST_F(ClientTest, PipelinesUpToTheCreditsAndNoFurther) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(4);
    std::vector<std::uint64_t> tags;
    for (int i = 0; i < 4; ++i) tags.push_back(peer.Read().correlation);
    for (const std::uint64_t tag : tags) peer.Ack(tag);
    peer.Flush();
    peer.Read();
  });
  on_hello_ = [this] {
    EXPECT_TRUE(client_->open());
    EXPECT_EQ(client_->room(), 4u);
    for (std::uint64_t tag = 1; tag <= 4; ++tag) EXPECT_EQ(SubmitKey(tag), Sent::kYes);
    EXPECT_EQ(SubmitKey(5), Sent::kNoCredit);
    EXPECT_EQ(client_->in_flight(), 4u);
    EXPECT_GT(client_->unwritten_bytes(), 0u);
  };
  on_ack_ = [this](const AckInfo& ack) {
    EXPECT_EQ(ack.ticket, TicketId(ack.tag + 1'000));
    EXPECT_EQ(client_->in_flight(), 4 - ack.tag);
    if (ack.tag == 4) client_->Close();
  };
  Run(server.address());
  EXPECT_EQ(heard_, (std::vector<std::string>{"hello scripted 1", "ack 1", "ack 2", "ack 3", "ack 4"}));
  EXPECT_TRUE(closed_->ok()) << *closed_;
  EXPECT_FALSE(client_->open());
  EXPECT_EQ(SubmitKey(6), Sent::kNotOpen);
}

TEST_F(ClientTest, ACreditIsFreeInsideTheCallThatTellsOfTheAnswer) {
  constexpr std::uint64_t kRounds = 2'000;
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(1);
    while (true) {
      const FrameHeader header = peer.Read();
      if (header.kind == 0) return;
      peer.Ack(header.correlation);
      peer.Flush();
    }
  });
  on_hello_ = [this] { EXPECT_EQ(SubmitKey(1), Sent::kYes); };
  on_ack_ = [this](const AckInfo& ack) {
    if (ack.tag == kRounds) return client_->Close();
    EXPECT_EQ(SubmitKey(ack.tag + 1), Sent::kYes);
  };
  Run(server.address());
  EXPECT_EQ(heard_.size(), kRounds + 1);
}

TEST_F(ClientTest, ABatchTakesACreditForEachItem) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(3);
    EXPECT_EQ(peer.Read().kind, static_cast<std::uint8_t>(FrameKind::kAcceptBatch));
    peer.Ack(2);
    peer.Ack(1, Reject::kStaleOffer);
    peer.Flush();
    peer.Read();
  });
  on_hello_ = [this] {
    const Tagged<AcceptMessage> items[] = {{1, {AgentId(1), TicketId(7), 1, 0}}, {2, {AgentId(1), TicketId(8), 1, 0}}};
    EXPECT_EQ(client_->AcceptBatch(items), Sent::kYes);
    EXPECT_EQ(client_->in_flight(), 2u);
    EXPECT_EQ(client_->AcceptBatch(items), Sent::kNoCredit) << "all or none";
  };
  on_ack_ = [this](const AckInfo&) {
    if (client_->in_flight() == 0) client_->Close();
  };
  Run(server.address());
  EXPECT_EQ(heard_, (std::vector<std::string>{"hello scripted 1", "ack 2", "ack 1 stale-offer"}));
}

TEST_F(ClientTest, PreparedFramesGoOutAsTheyAre) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(8);
    for (int i = 0; i < 2; ++i) peer.Ack(peer.Read().correlation);
    peer.Flush();
    peer.Read();
  });
  on_hello_ = [this] {
    std::string frames;
    RequestEncoder encoder;
    encoder.Ping(frames, "a", 21);
    encoder.AskStatus(frames, 22);
    EXPECT_EQ(client_->Append(frames, 2), Sent::kYes);
  };
  on_ack_ = [this](const AckInfo& ack) {
    if (ack.tag == 22) client_->Close();
  };
  Run(server.address());
  EXPECT_EQ(heard_, (std::vector<std::string>{"hello scripted 1", "ack 21", "ack 22"}));
}

TEST_F(ClientTest, ASnapshotInPartsFreesItsCreditWithTheLast) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(8);
    auto reply = std::make_unique<SignInReply>();
    reply->correlation = peer.Read().correlation;
    reply->work.resize(kWorkPerFrameMax + 1);
    peer.replies().Append(std::move(reply), nullptr);
    peer.Flush();
    peer.Read();
  });
  on_hello_ = [this] { EXPECT_EQ(client_->SignIn("a", 0, 0, 1), Sent::kYes); };
  Run(server.address());
  EXPECT_EQ(heard_, (std::vector<std::string>{"hello scripted 1", "signed-in 512 more, 1 in flight", "signed-in 1, 0 in flight"}));
}

TEST_F(ClientTest, KindsOfANewerServerAreSkipped) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(8);
    std::string unknown = SampleBytes(FrameKind::kGoodBye);
    unknown[4] = 120;
    peer.Send(unknown);
    peer.replies().Append(OfferPush{}, nullptr);
    peer.Flush();
    peer.Hangup();
  });
  Run(server.address());
  EXPECT_EQ(heard_, (std::vector<std::string>{"hello scripted 1", "offer 0"}));
}

TEST_F(ClientTest, ARefusedHelloSaysWhy) {
  const ScriptedServer server([](Peer& peer) {
    peer.replies().AppendRefusal({peer.Read().correlation, Reject::kWrongVersion, CommandKind::kHello, "protocol", "this daemon speaks 9"});
    peer.Flush();
  });
  Run(server.address());
  EXPECT_THAT(closed_->message(),
              HasSubstr(server.address() + " refused the hello: wrong-version (protocol): this daemon speaks 9; upgrade"));
  EXPECT_EQ(heard_, (std::vector<std::string>{"ack 0 wrong-version"}));
}

TEST_F(ClientTest, AGoodByeIsTheReasonOfTheEnd) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(8);
    peer.replies().AppendGoodBye(Reject::kNone, "the daemon stops", "服务停止");
    peer.Flush();
  });
  Run(server.address());
  EXPECT_THAT(closed_->message(), HasSubstr("said good-bye: the daemon stops"));
  EXPECT_EQ(heard_.back(), "good-bye the daemon stops");
}

TEST_F(ClientTest, ATornFrameIsToldFromACleanEnd) {
  for (const bool torn : {false, true}) {
    const ScriptedServer server([torn](Peer& peer) {
      peer.Greet(8);
      if (torn) peer.Send(SampleBytes(FrameKind::kOffers).substr(0, 50));
    });
    closed_.reset();
    Run(server.address());
    EXPECT_EQ(closed_->message(), server.address() + " closed the connection" + (torn ? ", in the middle of a frame" : ""));
    EXPECT_EQ(closed_->code(), absl::StatusCode::kUnavailable);
  }
}

TEST_F(ClientTest, WhatIsNoFrameEndsTheConnection) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(8);
    peer.Send("HTTP/1.1 400 Bad Request\r\n\r\n");
    peer.Read();
  });
  Run(server.address());
  EXPECT_THAT(closed_->message(), HasSubstr(server.address() + " sent what is no frame: "));
  EXPECT_EQ(closed_->code(), absl::StatusCode::kDataLoss);
}

TEST_F(ClientTest, ABodyThatIsNoTableEndsTheConnection) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(8);
    std::string bytes;
    AppendFrame({0, static_cast<std::uint8_t>(FrameKind::kOffers), 0, 0, 0, 0}, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", bytes);
    peer.Send(bytes);
    peer.Read();
  });
  Run(server.address());
  EXPECT_THAT(closed_->message(), HasSubstr("sent a bad offers: "));
}

TEST_F(ClientTest, ABatchThatTheServerCouldNotReadEndsTheConnection) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(8);
    peer.replies().AppendRefusal({peer.Read().correlation, Reject::kMalformed, CommandKind::kAccept, "", "no table"});
    peer.Flush();
    peer.Read();
  });
  on_hello_ = [this] {
    const Tagged<AcceptMessage> items[] = {{1, {AgentId(1), TicketId(7), 1, 0}}};
    EXPECT_EQ(client_->AcceptBatch(items), Sent::kYes);
  };
  Run(server.address());
  EXPECT_THAT(closed_->message(), HasSubstr("could not read a batch: malformed: no table"));
}

TEST_F(ClientTest, NobodyThereIsSaidWithTheAddress) {
  const std::string address = DeadAddress();
  Run(address);
  EXPECT_THAT(closed_->message(), HasSubstr("cannot connect to " + address));
  EXPECT_THAT(closed_->message(), HasSubstr("is tidegated running there?"));
}

TEST_F(ClientTest, WhatIsNoAddressIsSaid) {
  Run("localhost");
  EXPECT_EQ(closed_->code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(closed_->message(), HasSubstr("\"localhost\" is no address; give HOST:PORT"));
}

TEST_F(ClientTest, MayBeDestroyedInsideACall) {
  const ScriptedServer server([](Peer& peer) {
    peer.Greet(8);
    peer.Ack(1);
    peer.Ack(2);
    peer.Flush();
    peer.Read();
  });
  on_ack_ = [this](const AckInfo&) { client_.reset(); };
  Run(server.address());
  EXPECT_EQ(heard_, (std::vector<std::string>{"hello scripted 1", "ack 1"})) << "nothing is told to a handler that let go";
}

TEST(SplitAddress, TakesHostAndPort) {
  const auto split = [](std::string_view text) {
    const auto address = SplitAddress(text);
    return address.ok() ? address->host + " " + address->port : std::string(address.status().message().substr(0, 20));
  };
  EXPECT_EQ(split("localhost:7415"), "localhost 7415");
  EXPECT_EQ(split("[::1]:7415"), "::1 7415");
  for (const char* text : {"", ":", ":7415", "host:", "host:0", "host:65536", "host:74x", "::1:7415", "[]:7415", "host:-1"}) {
    EXPECT_FALSE(SplitAddress(text).ok()) << text;
  }
}

}  // namespace
}  // namespace tidegate::client
