// The verbs for what is said to a customer and by him, and for what settles a ticket: ticket message, answer, promise, confirm, call-back,
// reason, level, note. Front ends say what the customer did; the rest a supervisor may do for any ticket.
#include <fmt/core.h>

#include <charconv>

#include "protocol/ticket_number.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

int Wrong(std::string_view verb, const std::string& problem) {
  fmt::print(stderr, "tidegate: {}; see `tidegate help ticket {}`\n", problem, verb);
  return kExitUsage;
}

// The word of the command line as the protocol names a ticket.
client::TicketNameMessage TicketNamed(const Invocation& invocation) {
  const std::string& word = invocation.arguments.positional()[0];
  client::TicketNameMessage message;
  if (!invocation.arguments.Has("key") && ParseTicketNumber(word, 0)) {
    message.number = word;
  } else {
    message.external_key = word;
    message.front_end = invocation.arguments.Get("front-end", kDefaultFrontEnd);
  }
  return message;
}

// Sends one command and prints what became of it. `send` is given the connection.
template <class Send>
int TellOn(const Invocation& invocation, Send&& send, std::initializer_list<RefusalHint> hints) {
  Connection connection(invocation, invocation.role, invocation.arguments.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  const absl::StatusOr<client::AckInfo> ack = send(connection);
  if (!ack.ok()) return connection.Failed(ack.status(), hints);
  if (invocation.format == Format::kJson) {
    fmt::print("{}", AckJson(*ack));
    return kExitOk;
  }
  const std::string_view status = NameIn(invocation.language, ack->status);
  fmt::print("{}", ack->duplicate ? SayFormat(invocation.language, "{}: known already, it is {}\n", "{}：此前已登记，当前{}\n",
                                              FormatTicketNumber(ack->ticket), status)
                                  : SayFormat(invocation.language, "{}: recorded, it is {}\n", "{}：已记录，当前{}\n",
                                              FormatTicketNumber(ack->ticket), status));
  return kExitOk;
}

// `send` is given the client.
template <class Send>
int Tell(const Invocation& invocation, Send&& send) {
  return TellOn(invocation,
                [&](Connection& connection) {
                  connection.About(TicketNamed(invocation));
                  return send(connection.client());
                },
                {});
}

// A supervisor names tickets by number, or by key: the key is looked up first, because only front ends act by key.
template <class Send>
int TellOfTicket(const Invocation& invocation, Send&& send, std::initializer_list<RefusalHint> hints = {}) {
  return TellOn(
      invocation,
      [&](Connection& connection) -> absl::StatusOr<client::AckInfo> {
        const auto view = connection.client().Query(TicketNamed(invocation));
        if (!view.ok()) return view.status();
        client::TicketNameMessage name;
        name.ticket = view->ticket;
        connection.About(name);
        return send(connection.client(), name);
      },
      hints);
}

}  // namespace

int RunTicketMessage(const Invocation& invocation) {
  const std::string& text = invocation.arguments.positional()[1];
  const CustomerWord word = invocation.arguments.Has("not-solved") ? CustomerWord::kNotSolved : CustomerWord::kNone;
  return Tell(invocation, [&](client::BlockingClient& client) { return client.MessageIn({TicketNamed(invocation), text, 0, word}); });
}

int RunTicketConfirm(const Invocation& invocation) {
  return Tell(invocation, [&](client::BlockingClient& client) { return client.Confirm({TicketNamed(invocation), 0}); });
}

int RunTicketAnswer(const Invocation& invocation) {
  const std::string& text = invocation.arguments.positional()[1];
  const MessageKind kind = invocation.arguments.Has("solution") ? MessageKind::kSolution : MessageKind::kAnswer;
  return TellOfTicket(invocation, [&](client::BlockingClient& client, const client::TicketNameMessage& name) {
    return client.MessageOut({AgentId(), name, kind, text, 0});
  });
}

int RunTicketPromise(const Invocation& invocation) {
  const std::string& when = invocation.arguments.positional()[1];
  if (!ParseInstant(when, WallNow())) return Wrong("promise", "`" + when + "` is no time such as 2026-11-21T18:00:00Z, or +2h");
  const std::string_view interim = invocation.arguments.Get("interim");
  return TellOfTicket(invocation,
                      [&](client::BlockingClient& client, const client::TicketNameMessage& name) {
                        return client.Promise({AgentId(), name, *ParseInstant(when, DaemonNow(client)), interim, 0});
                      },
                      {TimeBehind(invocation.language)});
}

int RunTicketCallBack(const Invocation& invocation) {
  const std::string_view note = invocation.arguments.Get("note");
  return TellOfTicket(invocation, [&](client::BlockingClient& client, const client::TicketNameMessage& name) {
    return client.CallBack({AgentId(), name, note, 0});
  });
}

int RunTicketReason(const Invocation& invocation) {
  const std::string& word = invocation.arguments.positional()[1];
  std::uint8_t code = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), code);
  if (error != std::errc() || end != word.data() + word.size() || code == 0) {
    return Wrong("reason", "`" + word + "` is no code of an overdue reason: write a number from 1 to 255 that stands in the rule set");
  }
  const std::string_view text = invocation.arguments.Get("text");
  return TellOfTicket(
      invocation,
      [&](client::BlockingClient& client, const client::TicketNameMessage& name) {
        return client.OverdueReason({AgentId(), name, code, text, 0});
      },
      {{.of = Reject::kUnknownReason,
        .detail = Say(invocation.language, "the codes stand in the rule set's overdue_reasons (`tidegate rules show`); some want --text",
                      "代码见规则集的overdue_reasons（`tidegate rules show`）；部分代码须附 --text")}});
}

int RunTicketLevel(const Invocation& invocation) {
  const std::string& word = invocation.arguments.positional()[1];
  const std::optional<Level> level = LevelNamed(word);
  if (!level) return Wrong("level", "`" + word + "` is none of urgent, high, normal, low");
  const std::string_view reason = invocation.arguments.Get("reason");
  if (reason.empty()) return Wrong("level", "--reason is missing: say why, the ticket's history keeps it");
  return TellOfTicket(invocation, [&](client::BlockingClient& client, const client::TicketNameMessage& name) {
    return client.ChangeLevel({name, *level, reason, 0});
  });
}

}  // namespace tidegate
