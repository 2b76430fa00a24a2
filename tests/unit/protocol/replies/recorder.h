// Recorder: a client's handler that keeps everything it hears, texts too, and the order as words; and what tests of replies share.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/client/client_codec.h"
#include "protocol/reply_encoder.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {

// Of the samples.
inline constexpr Micros kNow = 1'795'262'400 * kSecond;
inline constexpr TicketId kTicket = MakeTicketId(6'168, 0, 42);
inline constexpr std::uint64_t kTag = 0x0102030405060708;

// Keeps everything it hears, texts too, and the order as words.
class Recorder : public client::Handler {
 public:
  void OnHello(const client::HelloInfo& info) override { Add("hello"), hello = info, texts.emplace_back(info.server); }
  void OnAck(const client::AckInfo& ack) override {
    Add("ack " + std::to_string(ack.tag));
    acks.push_back(ack);
    texts.insert(texts.end(), {std::string(ack.field), std::string(ack.detail), std::string(ack.address)});
  }
  void OnSignedIn(const client::SignedInInfo& info) override {
    Add("signed-in");
    signed_in.push_back(info);
    for (const client::TypeHandling& row : info.handling) texts.push_back(std::to_string(row.type) + "=" + std::string(row.text));
  }
  void OnTicket(const client::TicketInfo& info) override { Add("ticket"), ticket = info; }
  void OnExplain(const client::ExplainInfo& info) override { Add("explain"), explain = info; }
  void OnAgents(const client::AgentsInfo& info) override { Add("agents"), agents = info; }
  void OnRecords(const client::RecordsInfo& info) override { Add("records"), records = info; }
  void OnPool(const client::PoolInfo& info) override { Add("pool"), pool = info; }
  void OnAgent(const client::AgentInfo& info) override { Add("agent"), agent = info; }
  void OnSaturation(const client::SaturationInfo& info) override { Add("saturation"), saturation = info; }
  void OnRules(const client::RulesInfo& info) override { Add("rules"), rules = info; }
  void OnHistory(const client::HistoryInfo& info) override { Add("history"), history = info; }
  void OnFollowing(const client::FollowingInfo& info) override { Add("following"), following = info; }
  void OnEvents(const client::EventsInfo& info) override { Add("events"), feed = info.view; }
  void OnClock(const client::ClockInfo& info) override { Add("time"), time = info; }
  void OnStatus(const client::StatusInfo& info) override { Add("status"), status = info, texts.emplace_back(info.server); }
  void OnBody(const client::BodyInfo& info) override {
    Add("body " + std::to_string(info.tag));
    for (const std::string_view text : {info.external_key, info.customer, info.order, info.title, info.text, info.recorded_at})
      texts.emplace_back(text);
  }
  void OnNames(const client::NamesInfo& info) override {
    Add("names " + std::string(EnglishName(info.kind)) + (info.more ? " more" : ""));
    for (const client::NamedId& row : info.rows) {
      texts.push_back(std::to_string(row.id) + "=" + std::string(row.name));
      if (!row.chinese.empty()) texts.back().append(" ").append(row.chinese);
    }
  }
  void OnArticleHits(const client::ArticleHitsInfo& info) override { Add("hits"), hits = info; }
  void OnSuggestions(const client::SuggestionsInfo& info) override {
    Add("suggestions");
    suggestions = info;
  }
  void OnArticles(const client::ArticlesInfo& info) override { Add("articles"), articles = info; }
  void OnTransfers(const client::TransfersInfo& info) override { Add("transfers"), transfers = info; }
  void OnReviews(const client::ReviewsInfo& info) override { Add("reviews"), reviews = info; }
  void OnFeedback(const client::FeedbackInfo& info) override { Add("feedback"), feedback = info; }
  void OnCustomer(const client::CustomerInfo& info) override { Add("customer"), customer = info; }
  void OnArchive(const client::ArchiveInfo& info) override { Add("archive"), archive = info; }
  void OnParts(const client::PartsInfo& info) override { Add("parts"), parts = info; }
  void OnPlans(const client::PlansInfo& info) override { Add("plans"), plans = info; }
  void OnPromise(const client::PromiseInfo& info) override { Add("promise"), promise = info; }
  void OnPong(const client::PongInfo& info) override { Add("pong"), texts.emplace_back(info.bytes); }
  void OnOffer(const client::OfferInfo& info) override {
    Add("offer " + std::to_string(info.item.token));
    offers.push_back(info.item);
    handling.emplace_back(info.handling);
    texts.insert(texts.end(), {std::string(info.external_key), std::string(info.title), std::string(info.text)});
  }
  void OnWithdrawn(const client::WithdrawalInfo& info) override { Add("withdrawn"), withdrawn = info; }
  void OnClockAlert(const client::ClockAlertInfo& info) override { Add("clock"), clock = info; }
  void OnAlert(const client::AlertInfo& info) override { Add("alert"), alert = info; }
  void OnAgentState(const client::AgentStateInfo& info) override { Add("agent-state"), agent_state = info; }
  void OnGoodBye(const client::GoodByeInfo& info) override {
    Add("good-bye");
    reject = info.reject;
    texts.insert(texts.end(), {std::string(info.reason), std::string(info.reason_zh)});
  }
  void Add(std::string word) { heard.push_back(std::move(word)); }

  std::vector<std::string> heard;
  std::vector<std::string> texts;
  std::vector<client::AckInfo> acks;
  std::vector<WorkItem> offers;
  std::vector<std::string> handling;  // of each offer
  std::vector<client::SignedInInfo> signed_in;
  client::HelloInfo hello;
  client::TicketInfo ticket;
  client::ExplainInfo explain;
  client::AgentsInfo agents;
  client::RecordsInfo records;
  client::PoolInfo pool;
  client::AgentInfo agent;
  client::SaturationInfo saturation;
  client::RulesInfo rules;
  client::StatusInfo status;
  client::HistoryInfo history;
  client::ClockInfo time;
  client::FollowingInfo following;
  FeedView feed;
  client::WithdrawalInfo withdrawn;
  client::ClockAlertInfo clock;
  client::AlertInfo alert;
  client::ArticleHitsInfo hits;
  client::SuggestionsInfo suggestions;
  client::ArticlesInfo articles;
  client::TransfersInfo transfers;
  client::ReviewsInfo reviews;
  client::FeedbackInfo feedback;
  client::CustomerInfo customer;
  client::ArchiveInfo archive;
  client::PartsInfo parts;
  client::PlansInfo plans;
  client::PromiseInfo promise;
  client::AgentStateInfo agent_state;
  Reject reject = Reject::kNone;
  std::uint32_t answered = 0;
  int frames = 0;
};

// Decodes all frames of the bytes; whole and well-formed ones are expected.
void Hear(std::string_view bytes, Recorder& recorder);
Recorder HearSample(FrameKind kind);

Ack SampleAck(std::uint64_t correlation, Reject reject = Reject::kNone);
void ExpectSampleRequirement(const Requirement& requirement);

// An encoder, and what a client hears of it.
class EncoderTest : public testing::Test {
 protected:
  EncoderTest() : encoder_(&scratch_, {Refusals::kCompact, Durability::kNotSynced, "tidegated 0.1.0"}) {}
  Recorder Heard() {
    Recorder recorder;
    Hear(encoder_.Flush(), recorder);
    encoder_.Clear();
    EXPECT_EQ(encoder_.pending_bytes(), 0u);
    return recorder;
  }
  ReplyScratch scratch_;
  ReplyEncoder encoder_;
};

}  // namespace tidegate
