#include "tests/crash/crash_front_end.h"

#include <array>

namespace tidegate {
namespace {

constexpr std::size_t kWindow = 48;    // submits in flight: a commit holds some, the next ones gather behind it
constexpr std::size_t kBatchMax = 16;  // items in a frame
constexpr std::size_t kBacklogMax = 256;
constexpr std::size_t kRepeatedDone = 8;  // answered submits that are sent again after each crash

// The request of a key, the same whenever it is made.
struct Request {
  explicit Request(const LedgerEntry& entry, std::size_t index) {
    static constexpr std::array<std::string_view, 4> kChannels = {"email", "mini-program", "store", "social-post"};  // none is live
    static constexpr std::array<std::string_view, 3> kTypes = {"consultation", "technical-support", "after-sales"};
    customer = "customer-" + std::to_string(index / 3);
    text.assign(1 + index * 37 % 400, static_cast<char>('a' + index % 26));
    message.external_key = entry.key;
    message.customer = customer;
    message.channel = kChannels[index % kChannels.size()];
    message.type = kTypes[index % kTypes.size()];
    message.level = static_cast<Level>(1 + index * 7 % 4);
    message.title = "订单问题";
    message.text = text;
    if (index % 2 == 0) message.skills = {&kSkill, 1};
  }
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;

  static constexpr client::SkillName kSkill = {"refund", 2};
  std::string customer;
  std::string text;
  client::SubmitMessage message;
};

}  // namespace

void CrashFrontEnd::Send(const std::vector<std::size_t>& indexes) {
  std::vector<std::unique_ptr<Request>> requests;
  std::vector<client::Tagged<client::SubmitMessage>> items;
  for (const std::size_t index : indexes) {
    requests.push_back(std::make_unique<Request>(round_.ledger.At(index), index));
    items.push_back({index, requests.back()->message});
  }
  Expect(items.size() == 1 ? client().Submit(items[0].message, items[0].tag) : client().SubmitBatch(items));
}

void CrashFrontEnd::Repeat() {
  for (const std::size_t index : unanswered_) Send({index});
  std::set<std::size_t> again;
  for (std::size_t i = 0; i < kRepeatedDone && round_.ledger.size() > 0; ++i) {
    const std::size_t index = round_.Below(round_.ledger.size());
    if (round_.ledger.At(index).front_end == number_ && unanswered_.count(index) == 0) again.insert(index);
  }
  for (const std::size_t index : again) {
    unanswered_.insert(index);
    Send({index});
  }
}

void CrashFrontEnd::Pump() {
  if (round_.finishing) return;
  while (round_.alive && round_.ledger.size() < round_.tickets_max && unanswered_.size() < kWindow &&
         round_.ledger.size() - round_.ledger.resolved() < kBacklogMax) {
    const std::size_t count = round_.OneIn(2) ? 1 : 1 + round_.Below(kBatchMax);
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < count; ++i) indexes.push_back(round_.ledger.Add(number_));
    unanswered_.insert(indexes.begin(), indexes.end());
    Send(indexes);
  }
}

void CrashFrontEnd::OnAck(const client::AckInfo& ack) {
  const std::size_t index = ack.tag;
  LedgerEntry& entry = round_.ledger.At(index);
  ExpectDone(ack, "submit of " + entry.key);
  EXPECT_EQ(unanswered_.erase(index), 1u) << entry.key << " was answered twice";
  EXPECT_EQ(ack.duplicate, entry.exists) << entry.key
                                         << (entry.exists ? " was there and was taken again" : " is new and called a duplicate");
  entry.exists = true;
  round_.ledger.Learn(index, ack.ticket);
  round_.ledger.Promise(index, Status::kPooled);
  round_.on_acknowledged(CommandKind::kSubmit);
  Pump();
}

}  // namespace tidegate
