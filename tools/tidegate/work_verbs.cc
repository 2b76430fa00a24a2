// The verbs of an agent's own work on a ticket: ticket contact, node, note, resolve; kb use.
//
// For agents without a desk of their own: another system, a trial, an operator who helps out. In the agent's name (agent_voice.h).
#include <fmt/core.h>

#include "tools/tidegate/agent_voice.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/life_text.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

using client::BlockingClient;

constexpr std::uint64_t kReasonMax = 255;
constexpr std::uint64_t kResultMax = 65'535;

int Wrong(std::string_view verb, const std::string& problem) {
  fmt::print(stderr, "tidegate: {}; see `tidegate help {}`\n", problem, verb);
  return kExitUsage;
}

const std::string& Word(const Invocation& invocation, std::size_t place) { return invocation.arguments.positional()[place]; }

// Sends one command about the ticket that the first word names, and prints how the ticket stands then.
template <class Send>
int Tell(const Invocation& invocation, Send&& send) {
  AgentVoice voice(invocation);
  if (const int code = voice.Open(Word(invocation, 0)); code != kExitOk) return code;
  Connection& connection = voice.connection();
  const absl::StatusOr<client::AckInfo> ack = send(connection.client(), voice.ticket(), voice.agent());
  if (!ack.ok()) return connection.Failed(ack.status());
  fmt::print("{}", invocation.format == Format::kJson ? AckJson(*ack) : StandsText(*ack, invocation.language));
  return kExitOk;
}

bool NamesNoAgent(const Invocation& invocation) { return invocation.arguments.Get("agent").empty(); }

int WhichAgent(std::string_view verb) { return Wrong(verb, "--agent is missing: say whose work it is"); }

}  // namespace

int RunTicketContact(const Invocation& invocation) {
  if (NamesNoAgent(invocation)) return WhichAgent("ticket contact");
  return Tell(invocation, [](BlockingClient& client, TicketId ticket, AgentId agent) { return client.Contact(agent, ticket); });
}

int RunTicketNode(const Invocation& invocation) {
  constexpr std::string_view kVerb = "ticket node";
  if (NamesNoAgent(invocation)) return WhichAgent(kVerb);
  const auto node = FromName<Status>(Word(invocation, 1));
  if (!node) {
    return Wrong(kVerb,
                 fmt::format("`{}` is no node; it is to-contact, in-progress, to-reply, waiting-for-customer or waiting-for-department",
                             Word(invocation, 1)));
  }
  return Tell(invocation, [&](BlockingClient& client, TicketId ticket, AgentId agent) { return client.Node({agent, ticket, *node, 0}); });
}

int RunTicketNote(const Invocation& invocation) {
  return Tell(invocation, [&](BlockingClient& client, TicketId ticket, AgentId agent) {
    client::AddNoteMessage message;
    message.agent = agent;
    message.name.ticket = ticket;
    message.text = Word(invocation, 1);
    return client.AddNote(message);
  });
}

int RunTicketResolve(const Invocation& invocation) {
  constexpr std::string_view kVerb = "ticket resolve";
  const Arguments& a = invocation.arguments;
  if (NamesNoAgent(invocation)) return WhichAgent(kVerb);
  const auto result = ParseNumber(a.Get("result"), 1, kResultMax);
  if (!result) return Wrong(kVerb, "--result is missing, or no number from 1: the code of what came of it");
  const std::string_view solution = a.Get("solution");
  if (solution.empty()) return Wrong(kVerb, "--solution is missing: say how it was solved");
  std::uint64_t reason = 0;
  if (a.Has("overdue-reason")) {
    const auto given = ParseNumber(a.Get("overdue-reason"), 1, kReasonMax);
    if (!given) return Wrong(kVerb, "--overdue-reason is a code of the rule set's overdue_reasons");
    reason = *given;
  }
  return Tell(invocation, [&](BlockingClient& client, TicketId ticket, AgentId agent) {
    return client.Resolve({agent, ticket, static_cast<std::uint16_t>(*result), solution, 0, static_cast<std::uint8_t>(reason)});
  });
}

int RunKbUse(const Invocation& invocation) {
  constexpr std::string_view kVerb = "kb use";
  if (NamesNoAgent(invocation)) return WhichAgent(kVerb);
  const auto article = ParseNumber(Word(invocation, 1), 1, 0xFFFF'FFFF);
  if (!article) return Wrong(kVerb, fmt::format("`{}` is no article's number", Word(invocation, 1)));
  return Tell(invocation, [&](BlockingClient& client, TicketId ticket, AgentId agent) {
    return client.UseArticle(agent, ticket, ArticleId(static_cast<std::uint32_t>(*article)));
  });
}

}  // namespace tidegate
