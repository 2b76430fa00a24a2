// Lists of articles, answers, parts, plans and transfers, and a customer: field by field, and full pages.
#include <gtest/gtest.h>

#include <memory>

#include "tests/unit/protocol/replies/recorder.h"

namespace tidegate {
namespace {

TEST_F(EncoderTest, Articles) {
  const ArticleHitsView view{
      {{ArticleId(12), 3, Visibility::kInternal, "标题", "…片段…"}, {ArticleId(13), 1, Visibility::kCustomer, "t", {}}}, true, "1. listen"};
  encoder_.AppendHits(kTag, view);
  auto reply = std::make_unique<ArticlesReply>();
  reply->correlation = kTag;
  reply->rows.push_back(
      {ArticleId(12), 3, Visibility::kWithdrawn, kNow, kNow + kDay, 77, 20, 12, "title", "keywords", "author", "text", {1, 300}});
  reply->rows.push_back({ArticleId(13), 1, Visibility::kCustomer, kNow, kNever, 0, 0, 0, {}, {}, {}, {}, {}});
  reply->more = true;
  reply->next = ArticleId(13);
  encoder_.Append(std::move(reply), nullptr);
  encoder_.Append(AlertPush{1, 0, kNow, 0, 12, AlertKind::kArticleStale}, nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.hits.tag, kTag);
  EXPECT_EQ(heard.hits.view.hits, view.hits);
  EXPECT_TRUE(heard.hits.view.loose);
  EXPECT_EQ(heard.hits.view.handling, "1. listen");
  ASSERT_EQ(heard.articles.rows.size(), 2u);
  EXPECT_TRUE(heard.articles.more);
  EXPECT_EQ(heard.articles.next, ArticleId(13));
  const ArticleRow& row = heard.articles.rows.front();
  EXPECT_EQ(row.article, ArticleId(12));
  EXPECT_EQ(row.version, 3u);
  EXPECT_EQ(row.visibility, Visibility::kWithdrawn);
  EXPECT_EQ(row.reviewed_at, kNow);
  EXPECT_EQ(row.stale_at, kNow + kDay);
  EXPECT_EQ(row.uses, 77u);
  EXPECT_EQ(row.judged, 20u);
  EXPECT_EQ(row.solved, 12u);
  EXPECT_EQ(row.title, "title");
  EXPECT_EQ(row.keywords, "keywords");
  EXPECT_EQ(row.author, "author");
  EXPECT_EQ(row.text, "text");
  EXPECT_EQ(row.types, (std::vector<std::uint16_t>{1, 300}));
  EXPECT_EQ(heard.articles.rows.back().stale_at, kNever);
  EXPECT_EQ(heard.alert.article, ArticleId(12));
  EXPECT_EQ(heard.alert.kind, AlertKind::kArticleStale);
}

TEST_F(EncoderTest, FullPagesOfArticlesFitTheirFrames) {
  ArticleHitsView view;
  view.hits.assign(kHitsMax, {ArticleId(1), 1, Visibility::kCustomer, std::string(kTitleBytesMax, 't'), std::string(330, 'e')});
  view.handling.assign(kHandlingBytesMax, 'h');
  encoder_.AppendHits(kTag, view);
  auto page = std::make_unique<ArticlesReply>();
  page->rows.assign(kArticlesPerPageMax,
                    {ArticleId(1), 1, Visibility::kCustomer, 1, 1, 1, 1, 1, std::string(kTitleBytesMax, 't'), {}, {}, {}, {}});
  encoder_.Append(std::move(page), nullptr);
  auto one = std::make_unique<ArticlesReply>();
  one->rows.push_back({ArticleId(1), 1, Visibility::kCustomer, 1, 1, 1, 1, 1, std::string(kTitleBytesMax, 't'),
                       std::string(kKeywordsBytesMax, 'k'), std::string(kKeyBytesMax, 'a'), std::string(kTextBytesMax, 'x'),
                       std::vector<std::uint16_t>(kArticleTypesMax, 1)});
  encoder_.Append(std::move(one), nullptr);
  EXPECT_EQ(Heard().heard, (std::vector<std::string>{"hits", "articles", "articles"}));
}

TEST(ReplyRoundTrip, Feedback) {
  const Recorder heard = HearSample(FrameKind::kFeedbackPage);
  ASSERT_EQ(heard.feedback.rows.size(), 1u);
  EXPECT_TRUE(heard.feedback.more);
  EXPECT_EQ(heard.feedback.next, TicketId(kTicket.raw() + 9));
  const FeedbackRow& row = heard.feedback.rows.front();
  EXPECT_EQ(row.ticket, kTicket);
  EXPECT_EQ(row.follow_up, TicketId(kTicket.raw() + 5));
  EXPECT_EQ(row.agent, AgentId(7));
  EXPECT_EQ(row.agent_name, "王芳");
  EXPECT_EQ(row.at, kNow);
  EXPECT_EQ(row.answers, 2u);
  EXPECT_EQ(row.scores, (SurveyScores{1, 3, 2}));
  EXPECT_EQ(row.tenths, 20);
  EXPECT_EQ(row.solved, Solved::kNo);
  EXPECT_EQ(row.flags, kScoredLow | kSaysSlow);
  EXPECT_EQ(row.status, Status::kResolved);
  EXPECT_EQ(row.follow_up_status, Status::kAssigned);
  EXPECT_EQ(row.reopen_until, kNow + 7 * kDay);
}

TEST_F(EncoderTest, AFullPageOfAnswersFitsItsFrame) {
  auto page = std::make_unique<FeedbackReply>();
  FeedbackRow row{.ticket = kTicket, .follow_up = kTicket, .agent = AgentId(7), .agent_name = std::string(kKeyBytesMax, 'a')};
  row.at = row.reopen_until = kNow;
  row.answers = 9;
  row.scores = {5, 4, 5};
  row.tenths = 47;
  row.solved = Solved::kNo;
  row.flags = kSaysSlow;
  row.status = row.follow_up_status = Status::kResolved;
  page->rows.assign(kFeedbacksPerPageMax, row);
  page->more = true;
  page->next = kTicket;
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"feedback"}));
  EXPECT_EQ(heard.feedback.rows.size(), kFeedbacksPerPageMax);
}

TEST(ReplyRoundTrip, Customer) {
  const CustomerView view = HearSample(FrameKind::kCustomerInfo).customer.view;
  EXPECT_EQ(view.customer, CustomerId(0x2222));
  EXPECT_EQ(view.known, 1);
  EXPECT_EQ(view.contact_at, kNow);
  EXPECT_EQ(view.last_agent, AgentId(7));
  EXPECT_EQ(view.manager, AgentId(8));
  EXPECT_EQ(view.deputy, AgentId(9));
  EXPECT_EQ(view.last_agent_name, "王芳");
  EXPECT_EQ(view.manager_name, "anna");
  EXPECT_EQ(view.deputy_name, "bob");
  ASSERT_EQ(view.identities.size(), 2u);
  EXPECT_EQ(view.identities[0].identity, CustomerId(0x3333));
  EXPECT_EQ(view.identities[0].channel, ChannelId(2));
  EXPECT_EQ(view.identities[0].merged, 0);
  EXPECT_EQ(view.identities[1].since, kNow + kDay);
  EXPECT_EQ(view.identities[1].merged, 1);
  ASSERT_EQ(view.matters.size(), 1u);
  EXPECT_EQ(view.matters[0].ticket, kTicket);
  EXPECT_EQ(view.matters[0].status, Status::kInProgress);
  EXPECT_EQ(view.matters[0].type, TypeId(1));
  EXPECT_EQ(view.matters[0].category, ComplaintCategory::kService);
  EXPECT_EQ(view.matters[0].contact_at, kNow + kHour);
}

TEST_F(EncoderTest, AFullPageOfPartsFitsItsFrameAndComesWhole) {
  auto page = std::make_unique<PartsReply>();
  const PartRow row{.ticket = TicketId(9),
                    .part = 16,
                    .department = 2,
                    .node = PartNode::kWaiting,
                    .agent = AgentId(7),
                    .asked_by = AgentId(8),
                    .agent_name = std::string(kKeyBytesMax, 'a'),
                    .asked_by_name = std::string(kKeyBytesMax, 'b'),
                    .asked_at = kNow,
                    .due = kNow + kHour,
                    .node_since = kNow + kMinute,
                    .text = std::string(kPartTextBytesMax, 't'),
                    .result = std::string(kPartTextBytesMax, 'r')};
  page->rows.assign(kPartsPerPageMax, row);
  page->more = true;
  page->after = TicketId(9);
  page->after_part = 16;
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"parts"}));
  ASSERT_EQ(heard.parts.rows.size(), kPartsPerPageMax);
  EXPECT_TRUE(heard.parts.more);
  EXPECT_EQ(heard.parts.after, TicketId(9));
  EXPECT_EQ(heard.parts.after_part, 16);
  const PartRow& last = heard.parts.rows.back();
  EXPECT_EQ(last.ticket, row.ticket);
  EXPECT_EQ(last.part, row.part);
  EXPECT_EQ(last.department, row.department);
  EXPECT_EQ(last.node, row.node);
  EXPECT_EQ(last.agent, row.agent);
  EXPECT_EQ(last.asked_by, row.asked_by);
  EXPECT_EQ(last.agent_name, row.agent_name);
  EXPECT_EQ(last.asked_by_name, row.asked_by_name);
  EXPECT_EQ(last.asked_at, row.asked_at);
  EXPECT_EQ(last.due, row.due);
  EXPECT_EQ(last.node_since, row.node_since);
  EXPECT_EQ(last.text, row.text);
  EXPECT_EQ(last.result, row.result);
}

TEST_F(EncoderTest, AFullPageOfPlansFitsItsFrameAndComesWhole) {
  auto page = std::make_unique<PlansReply>();
  PlanRow row;
  row.plan = 4;
  row.terms = {.customer = 0x2222, .first_at = kNow, .type = 2, .region = 1, .every = 6, .channel = 3, .unit = 3, .level = 1, .tier = 1};
  row.name = std::string(kKeyBytesMax, 'n');
  row.calendar = std::string(kKeyBytesMax, 'c');
  row.title = std::string(kTitleBytesMax, 't');
  row.text = std::string(kPlanTextBytesMax, 'x');
  row.next_at = kNow + kDay;
  row.made = 12;
  row.missed = 3;
  row.last_ticket = TicketId(9);
  page->rows.assign(kPlansPerPageMax, row);
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  ASSERT_EQ(heard.plans.rows.size(), kPlansPerPageMax);
  EXPECT_FALSE(heard.plans.more);
  const PlanRow& last = heard.plans.rows.back();
  EXPECT_EQ(last.plan, row.plan);
  EXPECT_EQ(last.terms, row.terms);
  EXPECT_EQ(last.name, row.name);
  EXPECT_EQ(last.calendar, row.calendar);
  EXPECT_EQ(last.title, row.title);
  EXPECT_EQ(last.text, row.text);
  EXPECT_EQ(last.next_at, row.next_at);
  EXPECT_EQ(last.made, row.made);
  EXPECT_EQ(last.missed, row.missed);
  EXPECT_EQ(last.last_ticket, row.last_ticket);
}

TEST_F(EncoderTest, AFullPageOfTransfersFitsItsFrameAndComesWhole) {
  auto page = std::make_unique<TransfersReply>();
  const TransferRow row{.ticket = TicketId(9),
                        .agent = AgentId(7),
                        .to = AgentId(8),
                        .agent_name = std::string(kNameBytesMax, 'a'),
                        .to_name = std::string(kNameBytesMax, 'b'),
                        .team = std::string(kNameBytesMax, 't'),
                        .reason = std::string(kTransferReasonBytesMax, 'r'),
                        .asked_at = 17,
                        .status = Status::kToReply,
                        .level = Level::kUrgent};
  page->rows.assign(kTransfersPerPageMax, row);
  page->more = true;
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"transfers"}));
  ASSERT_EQ(heard.transfers.rows.size(), kTransfersPerPageMax);
  EXPECT_TRUE(heard.transfers.more);
  const TransferRow& last = heard.transfers.rows.back();
  EXPECT_EQ(last.ticket, row.ticket);
  EXPECT_EQ(last.agent, row.agent);
  EXPECT_EQ(last.to, row.to);
  EXPECT_EQ(last.agent_name, row.agent_name);
  EXPECT_EQ(last.to_name, row.to_name);
  EXPECT_EQ(last.team, row.team);
  EXPECT_EQ(last.reason, row.reason);
  EXPECT_EQ(last.asked_at, row.asked_at);
  EXPECT_EQ(last.status, row.status);
  EXPECT_EQ(last.level, row.level);
}

TEST(ReplyRoundTrip, Reviews) {
  const Recorder heard = HearSample(FrameKind::kReviewsPage);
  ASSERT_EQ(heard.reviews.rows.size(), 2u);
  EXPECT_TRUE(heard.reviews.more);
  const ReviewRow& row = heard.reviews.rows.front();
  EXPECT_EQ(row.ticket, kTicket);
  EXPECT_EQ(row.agent, AgentId(7));
  EXPECT_EQ(row.agent_name, "王芳");
  EXPECT_EQ(row.level, Level::kUrgent);
  EXPECT_EQ(row.status, Status::kInProgress);
  EXPECT_EQ(row.type, TypeId(3));
  EXPECT_EQ(row.channel, ChannelId(2));
  EXPECT_EQ(row.waits_since, kNow);
  EXPECT_EQ(row.respond_by, kNow + 15 * kMinute);
  EXPECT_EQ(row.resolve_by, kNow + 4 * kHour);
  const ReviewRow& nobodys = heard.reviews.rows.back();
  EXPECT_EQ(nobodys.agent, AgentId());
  EXPECT_EQ(nobodys.agent_name, "");
  EXPECT_EQ(nobodys.respond_by, 0);
  EXPECT_EQ(nobodys.resolve_by, 0);
}

TEST_F(EncoderTest, AFullPageOfReviewsFitsItsFrame) {
  auto page = std::make_unique<ReviewsReply>();
  page->rows.assign(kPageRecordsMax, {.ticket = TicketId(9),
                                      .agent = AgentId(7),
                                      .agent_name = std::string(kNameBytesMax, 'a'),
                                      .level = Level::kUrgent,
                                      .status = Status::kToReply,
                                      .type = TypeId(3),
                                      .channel = ChannelId(2),
                                      .waits_since = 17,
                                      .respond_by = 18,
                                      .resolve_by = 19});
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"reviews"}));
  ASSERT_EQ(heard.reviews.rows.size(), kPageRecordsMax);
  EXPECT_FALSE(heard.reviews.more);
  EXPECT_EQ(heard.reviews.rows.back().agent_name, std::string(kNameBytesMax, 'a'));
}

}  // namespace
}  // namespace tidegate
