// Connection: a verb's one conversation with the daemon, and how its failures are told.
//
// One owner. What cannot be connected to, and what breaks, is told on stderr with the remedy and gives kExitNoConnect; what the daemon
// refuses is told on stderr (with --json on stdout, as an object with ok = false) and gives kExitRefused.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>

#include "protocol/client/blocking_client.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {

// The words for a conversation that could not be begun, or broke; the status names the address.
std::string NoConnectionWords(const absl::Status& status, Language language);

class Connection {
 public:
  // `name` is who we are: the front end, the desk, or the tool itself. As a supervisor it is the one of --as, if given.
  Connection(const Invocation& invocation, Role role, std::string_view name);

  // kExitOk, or why not (told already).
  int Open(client::Handler* pushes = nullptr);
  client::BlockingClient& client() { return client_; }

  // The exit code of a call that failed (told). `detail` is added to a refusal that has none of its own.
  int Failed(const absl::Status& status, std::string_view detail = {});

  // The daemon's names of all kinds. Empty ones when the daemon does not tell: names are then shown by number.
  CatalogView Names();

 private:
  const Invocation& invocation_;
  const Role role_;
  const std::string name_;
  client::BlockingClient client_;
};

// A word of the command line as the protocol names a ticket: a number, or a key of --front-end. The message borrows the word.
client::TicketNameMessage TicketNamed(const Invocation& invocation, std::string_view word);

// Now, by the wall clock: only for telling instants, and for the send time of a submit.
Micros WallNow();

}  // namespace tidegate
