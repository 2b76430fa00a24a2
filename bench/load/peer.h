// Peer: one connection of the load generator, whose unexpected end is a failure of the run.
//
// One owner: the Loop's thread. Subclasses hear replies and pushes as a client::Handler does; OnHello, OnClosed and OnGoodBye are taken.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/load/loop.h"
#include "core/model/names.h"
#include "protocol/client/client.h"

namespace tidegate::load {

struct PeerName {
  std::string name;
  Role role = Role::kFrontEnd;
  std::uint32_t credits = 0;  // 0 = the role's usual
};

class Peer : public client::ConnectionHandler {
 public:
  Peer(Loop& loop, PeerName name);
  ~Peer() override;

  void Connect(std::string_view address);
  // A close that was asked for is no failure.
  void Close();
  bool open() const { return client_->open(); }
  client::Client& client() { return *client_; }
  const std::string& name() const { return name_.name; }

  // The number of the next mutating request, for the server's memory of outcomes.
  std::uint64_t NextRequest() { return ++last_request_; }

  void OnClosed(const absl::Status& status) final;
  void OnGoodBye(const client::GoodByeInfo& info) final;

 protected:
  Loop& loop_;
  // Ends the run: `what` could not be sent or was refused.
  void Fail(std::string_view what, const client::AckInfo& ack);
  void Expect(client::Sent sent, std::string_view what);

 private:
  PeerName name_;
  std::unique_ptr<client::Client> client_;
  // Numbers must not repeat those of an earlier run under the same name: they start at the wall clock's microseconds.
  std::uint64_t last_request_;
  std::string good_bye_;
  bool closing_ = false;
};

// Connects all of them and waits until every hello is answered.
absl::Status ConnectAll(Loop& loop, std::string_view address, const std::vector<Peer*>& peers);

}  // namespace tidegate::load
