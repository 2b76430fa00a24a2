// Bad input of every sort is refused with the right code and the place, and what stands beside it in a batch is served all the same.
#include <gtest/gtest.h>

#include <cstring>

#include "protocol/client/client_codec.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

using client::RequestEncoder;
using client::SubmitMessage;
using client::Tagged;

constexpr TicketId kTicket = MakeTicketId(6'168, 0, 42);
constexpr std::uint64_t kTag = 5;

class RefusalTest : public testing::Test {
 protected:
  DecodeResult Decode(std::string_view bytes, Role role) {
    const AlignedFrame frame(bytes);
    return DecodeRequest(frame.As(FrameSide::kServer), SampleIdentity(role), SampleNames(), SampleHasher(), arena_, commands_);
  }

  // The request is refused, with this code, at this field, and a detail that has these words in it.
  void ExpectRefused(std::string_view bytes, Role role, Reject code, std::string_view field, std::string_view detail) {
    commands_.clear();
    const DecodeResult result = Decode(bytes, role);
    ASSERT_EQ(result.refusals.size(), 1u) << field;
    const Refusal& refusal = result.refusals[0];
    EXPECT_EQ(refusal.code, code) << refusal.field << ": " << refusal.detail;
    EXPECT_EQ(refusal.field, field) << refusal.detail;
    EXPECT_NE(refusal.detail.find(detail), std::string::npos) << refusal.detail;
    EXPECT_TRUE(commands_.empty());
    EXPECT_TRUE(std::holds_alternative<std::monostate>(result.own));
  }

  void ExpectSubmitRefused(const SubmitMessage& message, Reject code, std::string_view field, std::string_view detail) {
    std::string bytes;
    encoder_.Submit(bytes, message, kTag);
    ExpectRefused(bytes, Role::kFrontEnd, code, field, detail);
    EXPECT_EQ(Decode(bytes, Role::kFrontEnd).refusals[0].correlation, kTag);
    EXPECT_EQ(Decode(bytes, Role::kFrontEnd).refusals[0].command, CommandKind::kSubmit);
  }

  static SubmitMessage Good() {
    SubmitMessage message;
    message.external_key = "K1";
    return message;
  }

  // An empty table in a frame of that kind.
  static std::string Empty(FrameKind kind) {
    std::string bytes = SampleBytes(FrameKind::kAskStatus);
    bytes[4] = static_cast<char>(kind);
    return bytes;
  }

  RequestEncoder encoder_;
  CommandArena arena_;
  std::vector<Command> commands_;
};

TEST_F(RefusalTest, EveryTextOfASubmitKeepsItsBound) {
  const auto check = [this](std::string_view field, std::size_t bytes_max, auto set) {
    SubmitMessage message = Good();
    const std::string fits(bytes_max, 'x');
    set(message, fits);
    std::string bytes;
    encoder_.Submit(bytes, message, kTag);
    EXPECT_TRUE(Decode(bytes, Role::kFrontEnd).ok()) << field;
    const std::string too_long(bytes_max + 1, 'x');
    set(message, too_long);
    ExpectSubmitRefused(message, Reject::kMalformed, field, std::to_string(bytes_max + 1) + " bytes; at most " + std::to_string(bytes_max));
  };
  check("external_key", 64, [](SubmitMessage& m, std::string_view text) { m.external_key = text; });
  check("customer", 64, [](SubmitMessage& m, std::string_view text) { m.customer = text; });
  check("order", 64, [](SubmitMessage& m, std::string_view text) { m.order = text; });
  check("title", 512, [](SubmitMessage& m, std::string_view text) { m.title = text; });
  check("text", 32'768, [](SubmitMessage& m, std::string_view text) { m.text = text; });
  check("recorded_at", 32, [](SubmitMessage& m, std::string_view text) { m.recorded_at = text; });
}

TEST_F(RefusalTest, BadUtf8IsRefusedInEveryText) {
  const std::string bad = "caf\xE9";
  const auto check = [&](std::string_view field, auto set) {
    SubmitMessage message = Good();
    set(message);
    ExpectSubmitRefused(message, Reject::kMalformed, field, "not valid UTF-8");
  };
  check("external_key", [&](SubmitMessage& m) { m.external_key = bad; });
  check("customer", [&](SubmitMessage& m) { m.customer = bad; });
  check("order", [&](SubmitMessage& m) { m.order = bad; });
  check("title", [&](SubmitMessage& m) { m.title = bad; });
  check("text", [&](SubmitMessage& m) { m.text = bad; });
  check("recorded_at", [&](SubmitMessage& m) { m.recorded_at = bad; });
  check("type", [&](SubmitMessage& m) { m.type = bad; });
  check("region", [&](SubmitMessage& m) { m.region = bad; });
  check("channel", [&](SubmitMessage& m) { m.channel = bad; });
  const client::SkillName skills[] = {{bad, 1}};
  check("skills.name", [&](SubmitMessage& m) { m.skills = skills; });
  std::string bytes;
  encoder_.Resolve(bytes, {AgentId(1), kTicket, 1, bad, 0}, kTag);
  ExpectRefused(bytes, Role::kAgent, Reject::kMalformed, "solution", "not valid UTF-8");
}

TEST_F(RefusalTest, UnknownNamesAreNamed) {
  const auto check = [this](std::string_view field, std::string_view detail, auto set) {
    SubmitMessage message = Good();
    set(message);
    ExpectSubmitRefused(message, Reject::kUnknownName, field, detail);
  };
  check("type", "no type \"complant\" in the catalog", [](SubmitMessage& m) { m.type = "complant"; });
  check("region", "no region \"north\" in the catalog", [](SubmitMessage& m) { m.region = "north"; });
  check("channel", "no channel \"fax\" in the catalog", [](SubmitMessage& m) { m.channel = "fax"; });
  const client::SkillName skills[] = {{"refund", 1}, {"退貨", 1}};
  check("skills.name", "no skill \"退貨\" in the catalog", [&](SubmitMessage& m) { m.skills = skills; });
}

TEST_F(RefusalTest, FactsOutOfBoundsAreNamedWithTheirBounds) {
  const auto check = [this](std::string_view field, std::string_view detail, auto change) {
    SubmitMessage message = Good();
    change(message);
    ExpectSubmitRefused(message, Reject::kMalformed, field, detail);
  };
  check("category", "no such value: 9", [](SubmitMessage& m) { m.category = static_cast<ComplaintCategory>(9); });
  check("complexity", "5; 0 to 4", [](SubmitMessage& m) { m.complexity = 5; });
  check("impact_people", "1000000001; 0 to 1000000000", [](SubmitMessage& m) { m.impact_people = 1'000'000'001; });
  check("impact_cents", "-1; 0 to 1000000000000", [](SubmitMessage& m) { m.impact_cents = -1; });
  check("not_before", "-5; 0 to", [](SubmitMessage& m) { m.not_before = -5; });
  const std::vector<std::string_view> many(65, "vip-care");
  check("tags", "65 tags; at most 64", [&](SubmitMessage& m) { m.tags = many; });
  SubmitMessage message = Good();
  const std::string_view unknown[] = {"vip-care", "vipcare"};
  message.tags = unknown;
  ExpectSubmitRefused(message, Reject::kUnknownName, "tags", "no tag \"vipcare\" in the catalog");
}

TEST_F(RefusalTest, SkillsKeepTheirBounds) {
  SubmitMessage message = Good();
  const std::vector<client::SkillName> eight(kRequirementSkillsMax, {"refund", 1});
  message.skills = eight;
  std::string bytes;
  encoder_.Submit(bytes, message, kTag);
  EXPECT_TRUE(Decode(bytes, Role::kFrontEnd).ok());
  const std::vector<client::SkillName> nine(kRequirementSkillsMax + 1, {"refund", 1});
  message.skills = nine;
  ExpectSubmitRefused(message, Reject::kMalformed, "skills", "9 skills; at most 8");
  const client::SkillName none[] = {{"refund", 0}};
  message.skills = none;
  ExpectSubmitRefused(message, Reject::kMalformed, "skills.level", "0; 1 to 5");
  const client::SkillName six[] = {{"refund", 6}};
  message.skills = six;
  ExpectSubmitRefused(message, Reject::kMalformed, "skills.level", "6; 1 to 5");
  const client::SkillName unnamed[] = {{"", 1}};
  message.skills = unnamed;
  ExpectSubmitRefused(message, Reject::kMissingField, "skills.name", "absent");
}

TEST_F(RefusalTest, ASubmitNeedsItsKey) {
  ExpectSubmitRefused({}, Reject::kMissingField, "external_key", "absent or empty");
  ExpectRefused(Empty(FrameKind::kSubmit), Role::kFrontEnd, Reject::kMissingField, "external_key", "absent or empty");
}

TEST_F(RefusalTest, TheReasonThatStandsFirstInTheTableIsGiven) {
  SubmitMessage message;  // no key: kMissingField
  message.type = "complant";
  ExpectSubmitRefused(message, Reject::kUnknownName, "type", "complant");
  message.title = "\xFF";
  ExpectSubmitRefused(message, Reject::kMalformed, "title", "UTF-8");
}

TEST_F(RefusalTest, UnknownEnumValuesAreRefused) {
  SubmitMessage message = Good();
  message.level = static_cast<Level>(5);
  ExpectSubmitRefused(message, Reject::kMalformed, "level", "no such value: 5");
  message = Good();
  message.tier = static_cast<CustomerTier>(200);
  ExpectSubmitRefused(message, Reject::kMalformed, "tier", "no such value: 200");

  std::string bytes;
  encoder_.SetStatus(bytes, AgentId(1), AgentStatus::kWrapUp, 0, kTag);
  ExpectRefused(bytes, Role::kAgent, Reject::kMalformed, "status", "4; a desk may set");
  bytes.clear();
  encoder_.Node(bytes, {AgentId(1), kTicket, static_cast<Status>(99), 0}, kTag);
  ExpectRefused(bytes, Role::kAgent, Reject::kMalformed, "status", "no such value: 99");
  bytes.clear();
  encoder_.Node(bytes, {AgentId(1), kTicket, Status::kResolved, 0}, kTag);
  ExpectRefused(bytes, Role::kAgent, Reject::kMalformed, "status", "resolved is no node");
  bytes.clear();
  encoder_.Declare(bytes, static_cast<CatalogKind>(9), "x", 0, kTag);
  ExpectRefused(bytes, Role::kDataAdmin, Reject::kMalformed, "kind", "no such value: 9");
  client::DeclareAgentMessage agent;
  agent.name = "a";
  agent.tier = static_cast<AgentTier>(7);
  bytes.clear();
  encoder_.DeclareAgent(bytes, agent, kTag);
  ExpectRefused(bytes, Role::kDataAdmin, Reject::kMalformed, "tier", "no such value: 7");
  const CustomerTier tiers[] = {static_cast<CustomerTier>(5)};
  agent.tier = AgentTier::kNew;
  agent.customer_tiers = tiers;
  bytes.clear();
  encoder_.DeclareAgent(bytes, agent, kTag);
  ExpectRefused(bytes, Role::kDataAdmin, Reject::kMalformed, "customer_tiers", "no such value: 5");
}

TEST_F(RefusalTest, ClaimsOfTheHeaderMustBeThoseOfTheBody) {
  SubmitMessage message = Good();
  message.level = Level::kLow;
  message.tier = CustomerTier::kVip;
  std::string bytes;
  encoder_.Submit(bytes, message, kTag);
  std::string lying = bytes;
  lying[5] = static_cast<char>(Level::kUrgent);
  ExpectRefused(lying, Role::kFrontEnd, Reject::kMalformed, "level", "4 in the body, 1 in the frame header");
  lying = bytes;
  lying[6] = 0;
  ExpectRefused(lying, Role::kFrontEnd, Reject::kMalformed, "tier", "1 in the body, 0 in the frame header");
}

TEST_F(RefusalTest, ABatchClaimsTheBestOfItsItems) {
  Tagged<SubmitMessage> items[] = {{1, Good()}, {2, Good()}, {3, Good()}};
  items[1].message.level = Level::kHigh;
  items[2].message.level = Level::kLow;
  std::string bytes;
  encoder_.SubmitBatch(bytes, items);
  EXPECT_EQ(bytes[5], static_cast<char>(Level::kHigh));
  EXPECT_TRUE(Decode(bytes, Role::kFrontEnd).ok());
  bytes[5] = static_cast<char>(Level::kLow);
  commands_.clear();
  const DecodeResult result = Decode(bytes, Role::kFrontEnd);
  EXPECT_TRUE(commands_.empty());
  ASSERT_EQ(result.refusals.size(), 3u) << "each asker is answered";
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(result.refusals[i].correlation, i + 1);
    EXPECT_EQ(result.refusals[i].field, "level");
  }
}

TEST_F(RefusalTest, OneBadItemOfABatchHarmsNoOther) {
  Tagged<SubmitMessage> items[] = {{1, Good()}, {2, {}}, {3, Good()}, {4, Good()}};
  items[2].message.type = "complaint";
  items[3].message.type = "nonsense";
  std::string bytes;
  encoder_.SubmitBatch(bytes, items);
  const DecodeResult result = Decode(bytes, Role::kFrontEnd);
  ASSERT_EQ(commands_.size(), 2u);
  EXPECT_EQ(commands_[0].caller.correlation, 1u);
  EXPECT_EQ(commands_[1].caller.correlation, 3u);
  EXPECT_EQ(std::get<Submit>(commands_[1].body).type, TypeId(1));
  ASSERT_EQ(result.refusals.size(), 2u);
  EXPECT_EQ(result.refusals[0].correlation, 2u);
  EXPECT_EQ(result.refusals[0].code, Reject::kMissingField);
  EXPECT_EQ(result.refusals[1].correlation, 4u);
  EXPECT_EQ(result.refusals[1].code, Reject::kUnknownName);
}

TEST_F(RefusalTest, AFullBatchIsTakenAndOneMoreIsRefusedWhole) {
  std::vector<Tagged<SubmitMessage>> items;
  const std::vector<client::SkillName> skills(kRequirementSkillsMax, {"refund", 1});
  for (std::size_t i = 0; i < kBatchItemsMax; ++i) {
    items.push_back({i, Good()});
    items.back().message.skills = skills;
  }
  std::string bytes;
  encoder_.SubmitBatch(bytes, items);
  EXPECT_TRUE(Decode(bytes, Role::kFrontEnd).ok());
  EXPECT_EQ(commands_.size(), kBatchItemsMax);

  // The client library refuses to build a larger one, so one item of 32 bytes is put behind a full batch by hand.
  std::vector<Tagged<client::AcceptMessage>> accepts(kBatchItemsMax, {1, {AgentId(1), kTicket, 1, 0}});
  bytes.clear();
  encoder_.AcceptBatch(bytes, accepts);
  commands_.clear();
  EXPECT_TRUE(Decode(bytes, Role::kGateway).ok());
  const std::size_t count_at = bytes.size() - kBatchItemsMax * 32 - 4;
  bytes += bytes.substr(bytes.size() - 32);
  const std::uint32_t count = kBatchItemsMax + 1;
  const auto length = static_cast<std::uint32_t>(bytes.size() - kFrameHeaderBytes);
  std::memcpy(bytes.data() + count_at, &count, 4);
  std::memcpy(bytes.data(), &length, 4);
  ExpectRefused(bytes, Role::kGateway, Reject::kMalformed, "items", "513 items; at most 512");
}

TEST_F(RefusalTest, EmptyBatchesAreRefused) {
  for (const FrameKind kind : {FrameKind::kAcceptBatch, FrameKind::kResolveBatch}) {
    ExpectRefused(Empty(kind), Role::kGateway, Reject::kMissingField, "items", "absent or empty");
  }
  ExpectRefused(Empty(FrameKind::kSubmitBatch), Role::kFrontEnd, Reject::kMissingField, "items", "absent or empty");
}

TEST_F(RefusalTest, WhatADeskMustSayIsAskedFor) {
  const auto check = [this](std::string_view field, auto encode) {
    std::string bytes;
    encode(bytes);
    ExpectRefused(bytes, Role::kAgent, Reject::kMissingField, field, "absent");
  };
  check("agent", [this](std::string& out) { encoder_.SignIn(out, "", 0, 0, kTag); });
  check("agent", [this](std::string& out) { encoder_.SetStatus(out, AgentId(), AgentStatus::kBusy, 0, kTag); });
  check("agent", [this](std::string& out) { encoder_.Accept(out, {AgentId(), kTicket, 1, 0}, kTag); });
  check("ticket", [this](std::string& out) { encoder_.Accept(out, {AgentId(1), TicketId(), 1, 0}, kTag); });
  check("agent", [this](std::string& out) { encoder_.Decline(out, {AgentId(), kTicket, 1, 0, 0}, kTag); });
  check("ticket", [this](std::string& out) { encoder_.Decline(out, {AgentId(1), TicketId(), 1, 0, 0}, kTag); });
  check("agent", [this](std::string& out) { encoder_.Contact(out, AgentId(), kTicket, 0, kTag); });
  check("ticket", [this](std::string& out) { encoder_.Contact(out, AgentId(1), TicketId(), 0, kTag); });
  check("status", [this](std::string& out) { encoder_.Node(out, {AgentId(1), kTicket, Status::kNone, 0}, kTag); });
  check("agent", [this](std::string& out) { encoder_.Resolve(out, {AgentId(), kTicket, 1, "done", 0}, kTag); });
  check("ticket", [this](std::string& out) { encoder_.Resolve(out, {AgentId(1), TicketId(), 1, "done", 0}, kTag); });
  check("result_code", [this](std::string& out) { encoder_.Resolve(out, {AgentId(1), kTicket, 0, "done", 0}, kTag); });
  check("solution", [this](std::string& out) { encoder_.Resolve(out, {AgentId(1), kTicket, 1, "", 0}, kTag); });
  check("item", [](std::string& out) { out = Empty(FrameKind::kAccept); });
}

TEST_F(RefusalTest, WhatAnAgentRecordMustHaveIsAskedFor) {
  const auto check = [this](Reject code, std::string_view field, std::string_view detail, auto change) {
    client::DeclareAgentMessage agent;
    agent.name = "a";
    change(agent);
    std::string bytes;
    encoder_.DeclareAgent(bytes, agent, kTag);
    ExpectRefused(bytes, Role::kDataAdmin, code, field, detail);
  };
  check(Reject::kMissingField, "name", "absent", [](auto& agent) { agent.name = ""; });
  check(Reject::kMissingField, "tier", "absent", [](auto& agent) { agent.tier = AgentTier::kNone; });
  check(Reject::kMissingField, "capacity", "absent", [](auto& agent) { agent.capacity = 0; });
  const std::vector<client::SkillName> skills(kProfileSkillsMax + 1, {"refund", 1});
  check(Reject::kMalformed, "skills", "65 skills; at most 64", [&](auto& agent) { agent.skills = skills; });
  const std::vector<std::string_view> names(kProfileRegionsMax + 1, "east");
  check(Reject::kMalformed, "regions", "33 names; at most 32", [&](auto& agent) { agent.regions = names; });
  check(Reject::kMalformed, "channels", "33 names; at most 32", [&](auto& agent) { agent.channels = names; });
  const std::string_view unknown[] = {"east", "north"};
  check(Reject::kUnknownName, "regions", "no region \"north\"", [&](auto& agent) { agent.regions = unknown; });
  const std::string_view empty[] = {""};
  check(Reject::kMissingField, "channels", "an empty name", [&](auto& agent) { agent.channels = empty; });
}

TEST_F(RefusalTest, ATicketIsNamedInExactlyOneWay) {
  const auto check = [this](Reject code, std::string_view field, std::string_view detail, const client::TicketNameMessage& name) {
    std::string bytes;
    encoder_.Query(bytes, name, kTag);
    ExpectRefused(bytes, Role::kSupervisor, code, field, detail);
    bytes.clear();
    encoder_.Explain(bytes, name, kTag);
    ExpectRefused(bytes, Role::kSupervisor, code, field, detail);
  };
  check(Reject::kMissingField, "name", "0 were given", {});
  check(Reject::kMalformed, "name", "2 were given", {kTicket, "CS20261121000042", {}, {}});
  check(Reject::kMalformed, "name", "3 were given", {kTicket, "CS20261121000042", "K1", {}});
  check(Reject::kMalformed, "name.number", "\"42\" is no number like CS20261121000042", {{}, "42", {}, {}});
  const std::string long_key(65, 'x');
  check(Reject::kMalformed, "name.external_key", "65 bytes", {{}, {}, long_key, {}});
  ExpectRefused(Empty(FrameKind::kQuery), Role::kSupervisor, Reject::kMissingField, "name", "absent");
}

TEST_F(RefusalTest, OtherRequestsNameWhatTheyMiss) {
  ExpectRefused(Empty(FrameKind::kDeclare), Role::kDataAdmin, Reject::kMissingField, "kind", "absent");
  ExpectRefused(Empty(FrameKind::kActivateRules), Role::kDataAdmin, Reject::kMissingField, "source", "absent");
  ExpectRefused(Empty(FrameKind::kAskBody), Role::kAgent, Reject::kMissingField, "ticket", "absent");
  ExpectRefused(Empty(FrameKind::kAskNames), Role::kAgent, Reject::kMissingField, "kind", "absent");
  std::string bytes;
  encoder_.Ping(bytes, std::string(kPingBytesMax + 1, 'x'), kTag);
  ExpectRefused(bytes, Role::kAgent, Reject::kMalformed, "bytes", "4097 bytes; at most 4096");
  bytes.clear();
  encoder_.Declare(bytes, CatalogKind::kRegion, std::string(65, 'x'), 0, kTag);
  ExpectRefused(bytes, Role::kDataAdmin, Reject::kMalformed, "name", "65 bytes; at most 64");
}

TEST_F(RefusalTest, AWrongRoleIsToldWhoMay) {
  std::string bytes;
  encoder_.Accept(bytes, {AgentId(1), kTicket, 1, 0}, kTag);
  ExpectRefused(bytes, Role::kFrontEnd, Reject::kNotAllowed, "", "accept is for agent, desk-gateway; this session is front-end");
}

TEST_F(RefusalTest, FlagsAndStrayClaimsAreRefused) {
  std::string bytes = SampleBytes(FrameKind::kAskStatus);
  bytes[7] = 1;
  ExpectRefused(bytes, Role::kOperator, Reject::kMalformed, "header.flags", "1; must be 0");
  bytes = SampleBytes(FrameKind::kAccept);
  bytes[5] = 1;
  ExpectRefused(bytes, Role::kAgent, Reject::kMalformed, "header.level", "only submits claim");
}

TEST_F(RefusalTest, ATimeMustBeGivenAndLieAfter1970) {
  std::string bytes;
  encoder_.SetTime(bytes, 0, kTag);
  ExpectRefused(bytes, Role::kOperator, Reject::kMissingField, "at", "absent or 0");
  bytes.clear();
  encoder_.SetTime(bytes, -1, kTag);
  ExpectRefused(bytes, Role::kOperator, Reject::kMalformed, "at", "-1; a time from 1970 to 2054-11-08T00:00:00Z is wanted");
  bytes.clear();
  encoder_.SetTime(bytes, kTurnTimeMax + 1, kTag);
  ExpectRefused(bytes, Role::kOperator, Reject::kMalformed, "at",
                std::to_string(kTurnTimeMax + 1) + "; a time from 1970 to 2054-11-08T00:00:00Z is wanted");
}

TEST_F(RefusalTest, AnEmptyBodyIsNoTable) {
  for (const FrameKindRow& row : kFrameKindRows) {
    // Nothing is read of these, so nothing is asked of them.
    if (row.direction != Direction::kRequest || row.kind == FrameKind::kHello || row.kind == FrameKind::kHeartbeat ||
        row.kind == FrameKind::kAskStatus || row.kind == FrameKind::kAskClock || row.kind == FrameKind::kAcceptClock) {
      continue;
    }
    std::string bytes;
    AppendFrame({0, static_cast<std::uint8_t>(row.kind), 0, 0, 0, kTag}, "", bytes);
    const Role role = (row.roles & kForDesks) != 0        ? Role::kAgent
                      : (row.roles & kForFrontEnds) != 0  ? Role::kFrontEnd
                      : (row.roles & kForDataAdmins) != 0 ? Role::kDataAdmin
                                                          : Role::kSupervisor;
    ExpectRefused(bytes, role, Reject::kMalformed, "", "the body of 0 bytes is no well-formed table " + std::string(row.table));
  }
}

TEST_F(RefusalTest, HelloIsCheckedToo) {
  const auto refusal = [](const std::string& bytes) {
    const AlignedFrame frame(bytes);
    HelloRequest hello;
    const DecodeResult result = DecodeHello(frame.As(FrameSide::kServer), hello);
    EXPECT_EQ(result.refusals.size(), 1u);
    return result.refusals.at(0);
  };
  const auto hello = [this](auto change) {
    client::HelloMessage message;
    message.name = "n";
    change(message);
    std::string bytes;
    encoder_.Hello(bytes, message, kTag);
    return bytes;
  };
  EXPECT_EQ(refusal(hello([](auto& m) { m.name = ""; })).field, "name");
  EXPECT_EQ(refusal(hello([](auto& m) { m.name = ""; })).code, Reject::kMissingField);
  EXPECT_EQ(refusal(hello([](auto& m) { m.role = Role::kNone; })).field, "role");
  EXPECT_EQ(refusal(hello([](auto& m) { m.role = static_cast<Role>(77); })).code, Reject::kMalformed);
  EXPECT_EQ(refusal(hello([](auto& m) { m.workspace = "\xC0\x80"; })).field, "workspace");
  EXPECT_EQ(refusal(hello([](auto& m) { m.suggestions = 51; })).field, "suggestions");
  EXPECT_EQ(refusal(hello([](auto& m) { m.suggestions = 51; })).detail, "51; at most 50");
  const std::string long_name(65, 'n');
  EXPECT_EQ(refusal(hello([&](auto& m) { m.name = long_name; })).detail, "65 bytes; at most 64");
  EXPECT_EQ(refusal(SampleBytes(FrameKind::kSubmit)).detail, "the first frame must be a hello, not a submit");
  EXPECT_EQ(refusal(SampleBytes(FrameKind::kSubmit)).correlation, 2u);

  const Refusal version = refusal(Empty(FrameKind::kHello));
  EXPECT_EQ(version.code, Reject::kWrongVersion);
  EXPECT_EQ(version.detail, "the client speaks version 0, this daemon version 1");
}

TEST_F(RefusalTest, ASecondHelloIsRefused) {
  ExpectRefused(SampleBytes(FrameKind::kHello), Role::kFrontEnd, Reject::kMalformed, "", "a second hello");
}

TEST_F(RefusalTest, BadFramesBecomeRefusalsThatNameThePlace) {
  std::string bytes = SampleBytes(FrameKind::kPing);
  bytes[4] = 95;
  const Refusal unknown = RefusalOf(ReadFrame(FrameSide::kServer, bytes));
  EXPECT_EQ(unknown.code, Reject::kMalformed);
  EXPECT_EQ(unknown.field, "header.kind");
  EXPECT_EQ(unknown.detail, "frame of kind 95: no such kind in version 1");
  EXPECT_EQ(unknown.correlation, 0x0102030405060708u);
  bytes = SampleBytes(FrameKind::kHelloOk);
  EXPECT_EQ(RefusalOf(ReadFrame(FrameSide::kServer, bytes)).detail, "a hello-ok frame does not go in this direction");
  bytes[4] = static_cast<char>(FrameKind::kSubmit);
  bytes[2] = 2;
  const Refusal large = RefusalOf(ReadFrame(FrameSide::kServer, bytes));
  EXPECT_EQ(large.field, "header.length");
  EXPECT_NE(large.detail.find("it may have 65536"), std::string::npos);
}

}  // namespace
}  // namespace tidegate
