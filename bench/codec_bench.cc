// What a message costs on the wire's two ends: names, hashes, decoding a submit of 256 bytes, encoding its ack, an offer.
//
// Runs as a check too: every bench verifies what it made, once, before it measures.
#include <benchmark/benchmark.h>

#include <cstring>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "protocol/client/client_codec.h"
#include "protocol/frame_buffer.h"
#include "protocol/key_hasher.h"
#include "protocol/reply_encoder.h"
#include "protocol/server_codec.h"

namespace tidegate {
namespace {

constexpr std::size_t kTextBytes = 140;  // makes a body of 256 bytes with the other fields
constexpr std::size_t kPipelined = 256;

const KeyHasher& Hasher() {
  static const KeyHasher hasher({1, 2, 3});
  return hasher;
}

const CatalogNames& Names() {
  static const CatalogNames* const names = [] {
    CatalogNames::Lists lists;
    for (int i = 0; i < 200; ++i) lists[1].push_back("skill-" + std::to_string(i));
    for (int i = 0; i < 40; ++i) lists[2].push_back("region-" + std::to_string(i));
    lists[3] = {"consultation", "complaint", "technical-support", "after-sales"};
    lists[4] = {"hotline", "app", "web-chat", "e-mail"};
    return new CatalogNames(std::move(lists));
  }();
  return *names;
}

SessionIdentity Identity() {
  HelloRequest hello;
  hello.role = Role::kFrontEnd;
  hello.name = "crm-east";
  hello.workspace = "default";
  return IdentityOf(hello, 1, Hasher());
}

client::SubmitMessage Message(const std::string& key, const std::string& text, std::span<const client::SkillName> skills) {
  client::SubmitMessage message;
  message.external_key = key;
  message.customer = "customer-12345";
  message.type = "technical-support";
  message.channel = "web-chat";
  message.region = "region-17";
  message.skills = skills;
  message.level = Level::kNormal;
  message.title = "cannot log in";
  message.text = text;
  return message;
}

void BM_FindName(benchmark::State& state) {
  std::uint64_t found = 0;
  for (auto step : state) found += Names().Find(CatalogKind::kSkill, "skill-117");
  CHECK_EQ(found, 118 * static_cast<std::uint64_t>(state.iterations()));
}
BENCHMARK(BM_FindName);

void BM_HashExternalKey(benchmark::State& state) {
  const KeyScope scope = Hasher().Scope("default", "crm-east");
  for (auto step : state) benchmark::DoNotOptimize(Hasher().ExternalKey(scope, "INC0000000000045"));
}
BENCHMARK(BM_HashExternalKey);

void BM_EncodeSubmit(benchmark::State& state) {
  const std::string text(kTextBytes, 'x');
  const client::SkillName skills[] = {{"skill-117", 2}};
  client::RequestEncoder encoder;
  std::string out;
  for (auto step : state) {
    if (out.size() > 64 * 1024) out.clear();
    encoder.Submit(out, Message("INC0000000000045", text, skills), 7);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_EncodeSubmit);

// A buffer of pipelined submits, as one read of the io thread gives it: frames, verify, decode, body into the arena.
void BM_DecodeSubmits(benchmark::State& state) {
  const std::string text(kTextBytes, 'x');
  const client::SkillName skills[] = {{"skill-117", 2}};
  client::RequestEncoder encoder;
  std::string bytes;
  for (std::size_t i = 0; i < kPipelined; ++i) encoder.Submit(bytes, Message("INC" + std::to_string(i), text, skills), i);
  const SessionIdentity identity = Identity();
  FrameBuffer buffer(FrameSide::kServer, 256 * 1024);
  CommandArena arena;
  std::vector<Command> commands;
  for (auto step : state) {
    commands.clear();
    arena.Reset();
    CHECK_GE(buffer.Free().size(), bytes.size());
    std::memcpy(buffer.Free().data(), bytes.data(), bytes.size());
    buffer.Commit(bytes.size());
    for (FrameResult frame = buffer.Next(); frame.status == FrameStatus::kFrame; frame = buffer.Next()) {
      DecodeRequest(frame.frame, identity, Names(), Hasher(), arena, commands);
    }
    CHECK_EQ(commands.size(), kPipelined);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPipelined));
}
BENCHMARK(BM_DecodeSubmits);

void BM_DecodeSubmitBatch(benchmark::State& state) {
  const std::string text(kTextBytes, 'x');
  const client::SkillName skills[] = {{"skill-117", 2}};
  std::vector<std::string> keys;
  std::vector<client::Tagged<client::SubmitMessage>> items;
  for (std::size_t i = 0; i < kPipelined; ++i) keys.push_back("INC" + std::to_string(i));
  for (std::size_t i = 0; i < kPipelined; ++i) items.push_back({i, Message(keys[i], text, skills)});
  std::string bytes;
  client::RequestEncoder().SubmitBatch(bytes, items);
  std::vector<std::uint64_t> aligned((bytes.size() + 7) / 8);
  std::memcpy(aligned.data(), bytes.data(), bytes.size());
  const FrameResult frame = ReadFrame(FrameSide::kServer, {reinterpret_cast<const char*>(aligned.data()), bytes.size()});
  CHECK_EQ(frame.status, FrameStatus::kFrame);
  const SessionIdentity identity = Identity();
  CommandArena arena;
  std::vector<Command> commands;
  for (auto step : state) {
    commands.clear();
    arena.Reset();
    CHECK(DecodeRequest(frame.frame, identity, Names(), Hasher(), arena, commands).ok());
    CHECK_EQ(commands.size(), kPipelined);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPipelined));
}
BENCHMARK(BM_DecodeSubmitBatch);

void BM_EncodeAcks(benchmark::State& state) {
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {});
  Ack ack;
  ack.ticket = 42;
  const Output output = ack;
  std::size_t bytes = 0;
  for (auto step : state) {
    for (std::size_t i = 0; i < kPipelined; ++i) encoder.Append(output, nullptr);
    bytes = encoder.Flush().size();
    encoder.Clear();
  }
  CHECK_EQ(bytes, kFrameHeaderBytes + 24 + kPipelined * 56);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPipelined));
}
BENCHMARK(BM_EncodeAcks);

class CountingHandler : public client::Handler {
 public:
  void OnAck(const client::AckInfo& ack) override { sum += ack.tag; }
  void OnOffer(const client::OfferInfo& offer) override { sum += offer.item.token; }
  std::uint64_t sum = 0;
};

void BM_DecodeAcks(benchmark::State& state) {
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {});
  Ack ack;
  ack.correlation = 1;
  for (std::size_t i = 0; i < kPipelined; ++i) encoder.Append(ack, nullptr);
  const std::string bytes(encoder.Flush());
  std::vector<std::uint64_t> aligned((bytes.size() + 7) / 8);
  std::memcpy(aligned.data(), bytes.data(), bytes.size());
  const FrameResult frame = ReadFrame(FrameSide::kClient, {reinterpret_cast<const char*>(aligned.data()), bytes.size()});
  CountingHandler handler;
  for (auto step : state) client::DecodeReply(frame.frame, handler);
  CHECK_EQ(handler.sum, kPipelined * static_cast<std::uint64_t>(state.iterations()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPipelined));
}
BENCHMARK(BM_DecodeAcks);

class OneBody : public BodyLookup {
 public:
  OneBody() {
    const std::string text(kTextBytes, 'x');
    Body body;
    body[BodyField::kExternalKey] = "INC0000000000045";
    body[BodyField::kTitle] = "cannot log in";
    body[BodyField::kText] = text;
    tidegate::AppendBody(body, encoded_);
  }
  std::optional<std::string_view> FindBody(std::uint64_t, TicketId) override { return encoded_; }

 private:
  std::string encoded_;
};

void BM_EncodeOffersWithTexts(benchmark::State& state) {
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {});
  OneBody bodies;
  const Output output = OfferPush{};
  for (auto step : state) {
    for (std::size_t i = 0; i < kPipelined; ++i) encoder.Append(output, &bodies);
    benchmark::DoNotOptimize(encoder.Flush().data());
    encoder.Clear();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPipelined));
}
BENCHMARK(BM_EncodeOffersWithTexts);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
