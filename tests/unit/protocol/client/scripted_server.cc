#include "tests/unit/protocol/client/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/check.h"

namespace tidegate {
namespace {

int Listen(std::string& address) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  CHECK_GE(listener, 0);
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&name), sizeof name), 0);
  CHECK_EQ(::listen(listener, 1), 0);
  socklen_t bytes = sizeof name;
  CHECK_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&name), &bytes), 0);
  address = "127.0.0.1:" + std::to_string(ntohs(name.sin_port));
  return listener;
}

}  // namespace

Peer::Peer(int socket)
    : socket_(socket), buffer_(FrameSide::kServer, 4096), replies_(&scratch_, {Refusals::kCompact, Durability::kSynced, "scripted 1"}) {}
Peer::~Peer() { Hangup(); }

FrameHeader Peer::Read() {
  while (true) {
    const FrameResult result = buffer_.Next();
    if (result.status == FrameStatus::kFrame) {
      body_ = result.frame.body;
      return result.frame.header;
    }
    const std::span<char> free = buffer_.Free();
    const ssize_t bytes = socket_ < 0 ? 0 : ::recv(socket_, free.data(), free.size(), 0);
    if (bytes <= 0) return {};
    buffer_.Commit(static_cast<std::size_t>(bytes));
  }
}

void Peer::Greet(std::uint32_t credits) {
  const FrameHeader hello = Read();
  CHECK_EQ(static_cast<int>(hello.kind), static_cast<int>(FrameKind::kHello));
  replies_.Append(HelloReply{1, hello.correlation, 10, 1, 0, credits, 1}, nullptr);
  Flush();
}

void Peer::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Peer::Flush() {
  Send(replies_.Flush());
  replies_.Clear();
}

void Peer::Ack(std::uint64_t correlation, Reject reject) {
  tidegate::Ack ack;
  ack.correlation = correlation;
  ack.reject = reject;
  ack.ticket = correlation + 1'000;
  replies_.Append(ack, nullptr);
}

void Peer::Hangup() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

ScriptedServer::ScriptedServer(Script script) : listener_(Listen(address_)) {
  thread_ = std::thread([this, script = std::move(script)] {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    Peer peer(socket);
    script(peer);
  });
}

ScriptedServer::~ScriptedServer() {
  ::shutdown(listener_, SHUT_RDWR);  // wakes an accept that nobody came to
  thread_.join();
  ::close(listener_);
}

std::string DeadAddress() {
  std::string address;
  ::close(Listen(address));
  return address;
}

}  // namespace tidegate
