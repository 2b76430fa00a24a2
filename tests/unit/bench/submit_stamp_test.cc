#include "bench/load/submit_stamp.h"

#include <gtest/gtest.h>

#include <set>

#include "bench/load/request_peer.h"
#include "protocol/client/client_codec.h"

namespace tidegate::load {
namespace {

client::SubmitMessage Shape() {
  static const client::SkillName kSkill{"refund", 2};
  client::SubmitMessage shape;
  shape.level = Level::kHigh;
  shape.type = "complaint";
  shape.channel = "hotline";
  shape.skills = {&kSkill, 1};
  shape.text = "some text";
  return shape;
}

TEST(SubmitStamp, GivesTheBytesOfAnEncoder) {
  const SubmitStamp stamp(Shape(), "run1");
  client::RequestEncoder encoder;
  for (const std::uint64_t number : {0ull, 1ull, 2ull, 3ull, 0xABCDEF012345ull}) {
    std::string stamped;
    stamp.Append(stamped, number, 77 + number);
    client::SubmitMessage message = Shape();
    const std::string key = KeyOf("run1", number);
    const std::string customer = CustomerOf("run1", number);
    message.external_key = key;
    message.customer = customer;
    std::string encoded;
    encoder.Submit(encoded, message, 77 + number);
    EXPECT_EQ(stamped, encoded) << number;
  }
}

TEST(SubmitStamp, AppendKeepsWhatStandsBefore) {
  const SubmitStamp stamp(Shape(), "run1");
  std::string twice;
  stamp.Append(twice, 1, 1);
  const std::string once = twice;
  stamp.Append(twice, 2, 2);
  EXPECT_EQ(twice.substr(0, once.size()), once);
  EXPECT_EQ(twice.size(), 2 * once.size());
}

TEST(SubmitStamp, KeyGivesItsNumberBack) {
  for (const std::uint64_t number : {0ull, 9ull, 10ull, 1'000'000ull, 0xFFFFFFFFFFFFull}) {
    std::uint64_t back = 1;
    ASSERT_TRUE(NumberOf(KeyOf("abc", number), back));
    EXPECT_EQ(back, number);
  }
  std::uint64_t back = 0;
  EXPECT_FALSE(NumberOf("short", back));
  EXPECT_FALSE(NumberOf("somebody-elses-key-Z", back));
}

TEST(SubmitStamp, ThreeTicketsShareACustomer) {
  std::set<std::string> customers;
  for (std::uint64_t number = 0; number < 9; ++number) customers.insert(CustomerOf("r", number));
  EXPECT_EQ(customers.size(), 3u);
}

TEST(MakeStamps, LevelsComeInTheSharesPromised) {
  TicketShape shape;
  const std::vector<SubmitStamp> stamps = MakeStamps(shape, "r");
  std::array<int, 5> levels{};
  for (const SubmitStamp& stamp : stamps) {
    std::string frame;
    stamp.Append(frame, 0, 0);
    ++levels[static_cast<std::size_t>(frame[5])];
  }
  EXPECT_EQ(levels[1] * 20, static_cast<int>(stamps.size()));
  EXPECT_EQ(levels[2] * 20, static_cast<int>(stamps.size()) * 3);
  EXPECT_EQ(levels[4] * 20, static_cast<int>(stamps.size()) * 4);
}

TEST(MakeStamps, EverySkillIsAskedForAtEveryLevel) {
  TicketShape shape;
  for (const char* skill : {"a", "b", "c"}) shape.skills.push_back({{skill, 1}});
  EXPECT_EQ(MakeStamps(shape, "r").size(), 60u);
}

}  // namespace
}  // namespace tidegate::load
