#include "bench/load/verifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "bench/load/peer.h"

namespace tidegate::load {
namespace {

constexpr Micros kVerifyPatience = 60 * kSecond;  // a million queries at 20 000/s
constexpr std::uint64_t kNamedMax = 10;           // more of the same says nothing new

class Verifier : public Peer {
 public:
  Verifier(Loop& loop, std::string_view front_end, const std::vector<Promised>& promised, Proof& proof)
      : Peer(loop, {"tidegate-load-verify", Role::kSupervisor, 0}), front_end_(front_end), promised_(promised), proof_(proof) {}

  void Pump() {
    while (next_ < promised_.size() && client().room() > 0) {
      client::TicketNameMessage name;
      name.external_key = promised_[next_].key;
      name.front_end = front_end_;
      Expect(client().Query(name, next_), "a query");
      ++next_;
    }
  }

  bool done() const { return answered_ == promised_.size(); }

  void OnTicket(const client::TicketInfo& info) override {
    const Promised& promise = promised_[info.tag];
    if (info.view.status < promise.at_least) {
      Lost(promise, fmt::format("found {}, acknowledged {}", EnglishName(info.view.status), EnglishName(promise.at_least)));
    }
    Answered();
  }

  void OnAck(const client::AckInfo& ack) override {
    if (ack.reject != Reject::kUnknownTicket) {
      Fail("a query", ack);
      return;
    }
    Lost(promised_[ack.tag], "not found");
    Answered();
  }

 private:
  void Answered() {
    ++proof_.verified;
    ++answered_;
    Pump();
  }

  void Lost(const Promised& promise, std::string_view how) {
    if (++proof_.lost <= kNamedMax) fmt::print(stderr, "lost: key {}: {}\n", promise.key, how);
  }

  std::string_view front_end_;
  const std::vector<Promised>& promised_;
  Proof& proof_;
  std::size_t next_ = 0;
  std::size_t answered_ = 0;
};

}  // namespace

absl::Status VerifyKeys(Loop& loop, std::string_view address, std::string_view front_end, const std::vector<Promised>& promised,
                        Proof& proof) {
  Verifier verifier(loop, front_end, promised, proof);
  if (absl::Status status = ConnectAll(loop, address, {&verifier}); !status.ok()) return status;
  verifier.Pump();
  absl::Status status = loop.RunUntil([&] { return verifier.done(); }, kVerifyPatience, "asking for the keys again");
  verifier.Close();
  return status;
}

std::vector<std::uint64_t> SpreadNumbers(std::uint64_t begin, std::uint64_t end, std::uint64_t count) {
  std::vector<std::uint64_t> numbers;
  const std::uint64_t length = end - begin;
  const std::uint64_t taken = std::min(count, length);
  for (std::uint64_t i = 1; i <= taken; ++i) {
    numbers.push_back(begin + static_cast<std::uint64_t>(static_cast<unsigned __int128>(length) * i / taken) - 1);
  }
  return numbers;
}

}  // namespace tidegate::load
