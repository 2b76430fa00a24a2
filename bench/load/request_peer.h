// RequestPeer: one connection that keeps a window of submits or pings in flight, and the RequestRound that many of them share.
//
// One owner: the Loop's thread. A round is a number of requests; the peers send them until none is left and every answer is there.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/load/figure.h"
#include "bench/load/peer.h"
#include "bench/load/submit_stamp.h"

namespace tidegate::load {

enum class Request : std::uint8_t { kSubmit, kPing };

// Shared by the peers of a run.
struct RequestRound {
  Request request = Request::kSubmit;
  std::uint64_t to_send = 0;
  std::uint64_t to_answer = 0;
  std::uint64_t next_number = 0;  // of the next ticket: goes on from round to round
  LatencyHistogram* latency = nullptr;
  Proof* proof = nullptr;
  const std::vector<SubmitStamp>* stamps = nullptr;  // one is taken by the ticket's number
  std::string ping;
  // How many more tickets may be open at once: a send takes one, whoever resolves a ticket gives it back.
  std::uint64_t open_room = kNoLimit;
  // Submits that were told to come again because the disk's budget was used up: each comes again, as a front end's should, and its latency
  // goes on.
  std::uint64_t told_to_wait = 0;
  // When each of the last tickets was sent, by number modulo its size; empty = not kept.
  std::vector<std::uint64_t> sent_ns;

  static constexpr std::uint64_t kNoLimit = std::uint64_t{1} << 62;
  bool MaySend() const { return to_send > 0 && open_room > 0; }
};

class RequestPeer : public Peer {
 public:
  RequestPeer(Loop& loop, PeerName name, std::uint32_t window, RequestRound& round);

  // Fills the window from the round, as far as credits and open tickets allow.
  void Pump();
  std::uint32_t idle() const { return static_cast<std::uint32_t>(idle_.size()); }
  // Sends one request whose latency counts from `since_ns`; there must be an idle place (CHECKed).
  void SendOne(std::uint64_t since_ns);

  void OnAck(const client::AckInfo& ack) override;
  void OnPong(const client::PongInfo& pong) override;

 private:
  struct Place {
    std::uint64_t since_ns = 0;
    std::uint64_t number = 0;
  };

  void Answered(std::uint64_t place);
  void Submit(std::uint32_t tag);
  void SubmitAgain(std::uint32_t tag);

  RequestRound& round_;
  std::vector<Place> places_;        // by tag
  std::vector<std::uint32_t> idle_;  // tags not in flight
  std::string frame_;
};

// The shape of the tickets of a load run: texts of 256 bytes in all.
inline constexpr std::size_t kTicketTextBytes = 256;
struct TicketShape {
  std::vector<std::string> types;                      // names that the daemon knows; empty = none named
  std::vector<std::string> channels;                   // likewise
  std::vector<std::vector<client::SkillName>> skills;  // one is taken in turn; empty = none required; names must outlive the stamps
  std::size_t text_bytes = kTicketTextBytes;
};
// Stamps whose levels come 5 % urgent, 15 % high, 60 % normal, 20 % low.
std::vector<SubmitStamp> MakeStamps(const TicketShape& shape, std::string_view run);

}  // namespace tidegate::load
