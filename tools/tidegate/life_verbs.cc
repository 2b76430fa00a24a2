// The verbs for the life of a ticket beside its work: ticket hold, release, cancel, abandon, merge, reopen, raise, lower; transfer list,
// approve, refuse. (An agent asks for a transfer at his desk: part_verbs.cc.)
#include <fmt/core.h>

#include <algorithm>

#include "protocol/ticket_number.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/life_text.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

using client::BlockingClient;
using client::TicketNameMessage;
using client::TicketWordMessage;

int Wrong(std::string_view verb, const std::string& problem) {
  fmt::print(stderr, "tidegate: {}; see `tidegate help {}`\n", problem, verb);
  return kExitUsage;
}

const std::string& Word(const Invocation& invocation, std::size_t place) { return invocation.arguments.positional()[place]; }

// Of which ticket a refusal speaks that names none: of the first word's; or of none, since the answer names one of two.
enum class About : std::uint8_t { kFirst, kAnswer };

// Sends one command about the ticket that the first word names, and prints what became of it.
template <class Send>
int Tell(const Invocation& invocation, About about, Send&& send, std::initializer_list<RefusalHint> hints = {}) {
  Connection connection(invocation, invocation.role, invocation.arguments.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  const TicketNameMessage named = TicketNamed(invocation, Word(invocation, 0));
  if (about == About::kFirst) connection.About(named);
  const absl::StatusOr<client::AckInfo> ack = send(connection.client(), named);
  if (!ack.ok()) return connection.Failed(ack.status(), hints);
  fmt::print("{}", invocation.format == Format::kJson ? AckJson(*ack) : StandsText(*ack, invocation.language));
  return kExitOk;
}

template <class Send>
int Tell(const Invocation& invocation, Send&& send, std::initializer_list<RefusalHint> hints = {}) {
  return Tell(invocation, About::kFirst, std::forward<Send>(send), hints);
}

int TellWord(const Invocation& invocation, absl::StatusOr<client::AckInfo> (BlockingClient::*send)(const TicketWordMessage&)) {
  const std::string_view reason = invocation.arguments.Get("reason");
  return Tell(invocation, [&](BlockingClient& client, const TicketNameMessage& named) { return (client.*send)({named, reason, 0}); });
}

enum class Towards : std::uint8_t { kUrgent, kLow };

// One level up or down from where the ticket stands.
int ShiftLevel(const Invocation& invocation, std::string_view verb, Towards towards) {
  const std::string_view reason = invocation.arguments.Get("reason");
  if (reason.empty()) return Wrong(verb, "--reason is missing: say why, the ticket's history keeps it");
  return Tell(invocation, [&](BlockingClient& client, const TicketNameMessage& named) -> absl::StatusOr<client::AckInfo> {
    const auto view = client.Query(named);
    if (!view.ok()) return view.status();
    const auto now = static_cast<int>(view->level);
    const int next =
        std::clamp(now + (towards == Towards::kUrgent ? -1 : 1), static_cast<int>(Level::kUrgent), static_cast<int>(Level::kLow));
    TicketNameMessage ticket;
    ticket.ticket = view->ticket;
    return client.ChangeLevel({ticket, static_cast<Level>(next), reason, 0});
  });
}

int Settle(const Invocation& invocation, std::string_view verb, TransferWord word) {
  const std::string_view to = invocation.arguments.Get("to");
  const std::string_view team = invocation.arguments.Get("team");
  const std::string_view reason = invocation.arguments.Get("reason");
  if (!to.empty() && !team.empty()) return Wrong(verb, "--to and --team cannot stand together: name an agent or a team");
  if (word == TransferWord::kRefuse && reason.empty()) return Wrong(verb, "--reason is missing: the agent is to know why");
  return Tell(invocation,
              [&](BlockingClient& client, const TicketNameMessage& named) {
                return client.SettleTransfer({named, word, to, team, reason, 0});
              },
              {{.of = Reject::kMissingField,
                .detail = Say(invocation.language, "the agent names nobody: say --to NAME or --team NAME",
                              "客服未指定对象：请用 --to NAME 或 --team NAME 指定")}});
}

}  // namespace

int RunTicketHold(const Invocation& invocation) {
  if (invocation.arguments.Get("reason").empty()) return Wrong("ticket hold", "--reason is missing: say what it waits for");
  return TellWord(invocation, &BlockingClient::Hold);
}
int RunTicketRelease(const Invocation& invocation) { return TellWord(invocation, &BlockingClient::Release); }
int RunTicketCancel(const Invocation& invocation) { return TellWord(invocation, &BlockingClient::Cancel); }
int RunTicketAbandon(const Invocation& invocation) { return TellWord(invocation, &BlockingClient::Abandon); }
int RunTicketReopen(const Invocation& invocation) { return TellWord(invocation, &BlockingClient::Reopen); }
int RunTicketRaise(const Invocation& invocation) { return ShiftLevel(invocation, "ticket raise", Towards::kUrgent); }
int RunTicketLower(const Invocation& invocation) { return ShiftLevel(invocation, "ticket lower", Towards::kLow); }

int RunTicketMerge(const Invocation& invocation) {
  const std::string_view reason = invocation.arguments.Get("reason");
  const TicketNameMessage into = TicketNamed(invocation, Word(invocation, 1));
  return Tell(invocation, About::kAnswer, [&](BlockingClient& client, const TicketNameMessage& named) {
    return client.Merge({named, into, reason, 0});
  });
}

int RunTransferApprove(const Invocation& invocation) { return Settle(invocation, "transfer approve", TransferWord::kApprove); }
int RunTransferRefuse(const Invocation& invocation) { return Settle(invocation, "transfer refuse", TransferWord::kRefuse); }

int RunTransferList(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto rows = connection.client().ListTransfers();
  if (!rows.ok()) return connection.Failed(rows.status());
  fmt::print("{}", invocation.format == Format::kJson ? TransfersJson(*rows) : TransfersText(*rows, invocation.language));
  return kExitOk;
}

}  // namespace tidegate
