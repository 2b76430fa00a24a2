// ScriptedServer: a server of one connection that does what a test tells it, over a real socket of the loopback.
//
// The script runs on a thread of its own, which the destructor joins. Plain blocking sockets: a failed call ends the script, and the test
// sees what did not happen. Nothing here knows the engine; replies are made with the ReplyEncoder.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "protocol/frame_buffer.h"
#include "protocol/reply_encoder.h"

namespace tidegate {

class Peer {
 public:
  explicit Peer(int socket);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  // The header of the next frame; kind 0 when the client is gone.
  FrameHeader Read();
  // Of the frame read last.
  const std::string& body() const { return body_; }
  // Reads a hello and grants these credits.
  void Greet(std::uint32_t credits);
  void Send(std::string_view bytes);
  // Sends what the encoder has.
  void Flush();
  void Ack(std::uint64_t correlation, Reject reject = Reject::kNone);
  void Hangup();
  ReplyEncoder& replies() { return replies_; }

 private:
  int socket_;
  FrameBuffer buffer_;
  std::string body_;
  ReplyScratch scratch_;
  ReplyEncoder replies_;
};

class ScriptedServer {
 public:
  using Script = std::function<void(Peer&)>;
  explicit ScriptedServer(Script script);
  ~ScriptedServer();
  const std::string& address() const { return address_; }

 private:
  std::string address_;  // before the listener, which fills it in
  int listener_;
  std::thread thread_;
};

// An address of the loopback where nobody listens.
std::string DeadAddress();

}  // namespace tidegate
