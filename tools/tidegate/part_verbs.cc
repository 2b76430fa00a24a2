// The verbs for work shared with departments and given away: ticket part, parts, transfer request.
//
// With --agent an agent speaks who is at no desk (agent_voice.h), without it a supervisor. Lists are a supervisor's.
#include <fmt/core.h>

#include "tools/tidegate/agent_voice.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/life_text.h"
#include "tools/tidegate/part_text.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

using client::BlockingClient;
using client::TicketNameMessage;

int Wrong(std::string_view verb, const std::string& problem) {
  fmt::print(stderr, "tidegate: {}; see `tidegate help {}`\n", problem, verb);
  return kExitUsage;
}

// Sends one command about the ticket that a word names, and prints what became of it.
template <class Send>
int Tell(const Invocation& invocation, const std::string& number, Send&& send, std::string (*text)(const client::AckInfo&, Language),
         std::string (*json)(const client::AckInfo&)) {
  AgentVoice voice(invocation);
  if (const int code = voice.Open(number); code != kExitOk) return code;
  Connection& connection = voice.connection();
  TicketNameMessage named;
  named.ticket = voice.ticket();
  const absl::StatusOr<client::AckInfo> ack = send(connection.client(), named, voice.agent());
  if (!ack.ok()) {
    const RefusalHint hint = invocation.arguments.Has("due") ? TimeBehind(invocation.language) : RefusalHint{};
    return connection.Failed(ack.status(), {hint});
  }
  fmt::print("{}", invocation.format == Format::kJson ? json(*ack) : text(*ack, invocation.language));
  return kExitOk;
}

constexpr std::string_view kVerb = "ticket part";

int AddPart(const Invocation& invocation, const std::string& number, const std::string& text) {
  const Arguments& a = invocation.arguments;
  const std::string_view department = a.Get("department");
  if (department.empty()) return Wrong(kVerb, "--department is missing: say who is to do it");
  if (a.Has("due") && !ParseInstant(a.Get("due"), WallNow())) {
    return Wrong(kVerb, "--due is an instant such as 2026-11-21T17:00:00Z, or +2h");
  }
  return Tell(
      invocation, number,
      [&](BlockingClient& client, const TicketNameMessage& named, AgentId agent) {
        const Micros due = a.Has("due") ? *ParseInstant(a.Get("due"), DaemonNow(client)) : 0;
        return client.AskPart({agent, named, department, a.Get("to"), due, text, 0});
      },
      PartAckText, PartAckJson);
}

int AssignOne(const Invocation& invocation, const std::string& number, std::uint8_t part, std::string_view to) {
  return Tell(
      invocation, number,
      [&](BlockingClient& client, const TicketNameMessage& named, AgentId agent) {
        return client.AssignPart({agent, named, part, to, 0});
      },
      PartAckText, PartAckJson);
}

int ReportOne(const Invocation& invocation, const std::string& number, std::uint8_t part, PartNode node, std::string_view text) {
  return Tell(
      invocation, number,
      [&](BlockingClient& client, const TicketNameMessage& named, AgentId agent) {
        return client.ReportPart({agent, named, part, node, text, 0});
      },
      PartAckText, PartAckJson);
}

}  // namespace

int RunTicketPart(const Invocation& invocation) {
  const auto& words = invocation.arguments.positional();
  const std::string& action = words[0];
  const std::string& number = words[1];
  const auto word = [&](std::size_t place) { return words.size() > place ? std::string_view(words[place]) : std::string_view(); };
  if (action == "add") {
    if (words.size() != 3) return Wrong(kVerb, "add wants NUMBER and TEXT: what is to be done");
    return AddPart(invocation, number, words[2]);
  }
  const auto part = ParseNumber(word(2), 1, 255);
  if (!part) return Wrong(kVerb, "the part's number is missing: `tidegate ticket show` lists a ticket's parts");
  const auto of = static_cast<std::uint8_t>(*part);
  const bool by_agent = !invocation.arguments.Get("agent").empty();
  if (action == "take") {
    if (words.size() != 3 || !by_agent) return Wrong(kVerb, "take wants NUMBER PART and --agent: who takes it");
    return AssignOne(invocation, number, of, {});
  }
  if (action == "give") {
    if (words.size() != 4) return Wrong(kVerb, "give wants NUMBER PART NAME: who gets it");
    return AssignOne(invocation, number, of, word(3));
  }
  if (action == "end" || action == "drop") {
    if (words.size() != 4) {
      return Wrong(kVerb, action == "end" ? "end wants NUMBER PART RESULT: what came of it" : "drop wants NUMBER PART WHY");
    }
    return ReportOne(invocation, number, of, action == "end" ? PartNode::kDone : PartNode::kDropped, word(3));
  }
  if (action == "report") {
    const auto node = FromName<PartNode>(word(3));
    const bool reported = node == PartNode::kInProgress || node == PartNode::kWaiting;
    if (!reported || words.size() > 5)
      return Wrong(kVerb, "report wants NUMBER PART and in-progress or waiting, and perhaps a word about it");
    return ReportOne(invocation, number, of, *node, word(4));
  }
  return Wrong(kVerb, "`" + action + "` is none of add, take, give, report, end, drop");
}

int RunParts(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kDefaultFrontEnd);
  if (const int code = connection.Open(); code != kExitOk) return code;
  AgentId agent;
  if (const std::string_view name = invocation.arguments.Get("agent"); !name.empty()) {
    const auto view = connection.client().Agent(name);
    if (!view.ok()) return connection.Failed(view.status());
    agent = view->row.agent;
  }
  const auto rows = connection.client().ListParts(agent, invocation.arguments.Get("department"));
  if (!rows.ok()) return connection.Failed(rows.status());
  const CatalogView names = connection.Names();
  fmt::print("{}", invocation.format == Format::kJson ? PartsJson(*rows, names) : PartsText(*rows, names, invocation.language));
  return kExitOk;
}

int RunTransferRequest(const Invocation& invocation) {
  constexpr std::string_view kRequest = "transfer request";
  const Arguments& a = invocation.arguments;
  if (a.Get("agent").empty()) return Wrong(kRequest, "--agent is missing: who has the ticket and gives it away");
  if (a.Get("reason").empty()) return Wrong(kRequest, "--reason is missing: supervisors decide by it");
  if (!a.Get("to").empty() && !a.Get("team").empty())
    return Wrong(kRequest, "--to and --team cannot stand together: name an agent or a team");
  return Tell(
      invocation, a.positional()[0],
      [&](BlockingClient& client, const TicketNameMessage& named, AgentId agent) {
        return client.AskTransfer({agent, named, a.Get("to"), a.Get("team"), a.Get("reason"), 0});
      },
      StandsText, AckJson);
}

}  // namespace tidegate
