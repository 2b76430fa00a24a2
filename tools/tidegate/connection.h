// Connection: a verb's one conversation with the daemon, and how its failures are told.
//
// One owner. What cannot be connected to, and what breaks, is told on stderr with the remedy and gives kExitNoConnect; what the daemon
// refuses is told on stderr (with --json on stdout, as an object with ok = false) and gives kExitRefused.
#pragma once

#include <absl/status/status.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "protocol/client/blocking_client.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {

// The words for a conversation that could not be begun, or broke; the status names the address.
std::string NoConnectionWords(const absl::Status& status, Language language);

// Tells a refusal, as one who speaks in this role: kExitRefused.
int TellRefusal(const Invocation& invocation, const client::RefusalText& refusal, Role role);

// What a verb knows better about a refusal than the table of refusals: said when it is refused for this reason and the daemon gives no
// detail of its own.
struct RefusalHint {
  Reject of = Reject::kNone;
  std::string detail;
  std::string advice = {};  // instead of the table's, in the language of the invocation; empty = the table's
};

// Of commands that give a time: what is malformed in one that was well written (kRuleSpanMax).
RefusalHint TimeBehind(Language language);

class Connection {
 public:
  // `name` is who we are: the front end, the desk, or the tool itself. As a supervisor it is the one of --as, if given.
  Connection(const Invocation& invocation, Role role, std::string_view name);

  // kExitOk, or why not (told already).
  int Open(client::Handler* pushes = nullptr);
  client::BlockingClient& client() { return client_; }

  // The exit code of a call that failed (told). Of the hints that of the refusal's reason is told with it.
  int Failed(const absl::Status& status, std::initializer_list<RefusalHint> hints = {});

  // The ticket that is acted on: a refusal that names its status but not the ticket is told with its number. A key names none.
  void About(const client::TicketNameMessage& ticket);

  // The daemon's names of all kinds. Empty ones when the daemon does not tell: names are then shown by number.
  CatalogView Names();

 private:
  const Invocation& invocation_;
  const Role role_;
  const std::string name_;
  client::BlockingClient client_;
  TicketId about_;
};

// A word of the command line as the protocol names a ticket: a number, or a key of --front-end. The message borrows the word.
client::TicketNameMessage TicketNamed(const Invocation& invocation, std::string_view word);

// Now, by the wall clock: for the send time of a submit, and to see whether an instant is well written.
Micros WallNow();
// Now, as the daemon counts: what "in 2 h" is reckoned from. It differs from the wall clock's where its time is driven. A question to the
// daemon; by the wall clock when it has no answer.
Micros DaemonNow(client::BlockingClient& client);

}  // namespace tidegate
