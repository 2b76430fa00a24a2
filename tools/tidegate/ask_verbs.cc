// The verbs that ask one question and print the answer: status, ticket show, ticket explain, ticket history, agents, pool, declare;
// and review list, confirm, redirect.
#include <fmt/core.h>

#include "core/model/body.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/agent_text.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/event_text.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/explain_text.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/review_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

constexpr std::string_view kToolName = "tidegate";

int Print(const std::string& text) {
  fmt::print("{}", text);
  return kExitOk;
}

client::TicketNameMessage TicketNamed(const Invocation& invocation) {
  return TicketNamed(invocation, invocation.arguments.positional()[0]);
}

// What was looked for, when nothing was found: a key is a name only together with the front end that gave it.
RefusalHint NotFound(const client::TicketNameMessage& named, Language language) {
  if (named.external_key.empty()) return {};
  const std::string words =
      SayFormat(language, "looked for the key `{}` of front end `{}`; another front end's is found with --front-end NAME",
                "查找的是前端“{1}”的外部键“{0}”；其他前端的键请加 --front-end NAME", named.external_key, named.front_end);
  return {.of = Reject::kUnknownTicket, .detail = words};
}

Sight SightOf(const Invocation& invocation) { return invocation.arguments.Has("unmask") ? Sight::kPlain : Sight::kMasked; }

// What a supervisor says of a ticket that waits for review, or was reviewed.
int Review(const Invocation& invocation, ReviewWord word) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const client::TicketNameMessage named = TicketNamed(invocation);
  const auto view = connection.client().Query(named);
  if (!view.ok()) return connection.Failed(view.status(), {NotFound(named, invocation.language)});
  client::TicketNameMessage found;
  found.ticket = view->ticket;
  connection.About(found);
  const auto ack = connection.client().ReviewTicket(view->ticket, word);
  if (!ack.ok()) return connection.Failed(ack.status());
  if (invocation.format == Format::kJson) return Print(AckJson(*ack));
  return Print(SayFormat(invocation.language, "{}: {}, now {}\n", "{}：{}，当前状态{}\n", FormatTicketNumber(view->ticket),
                         NameIn(invocation.language, word), NameIn(invocation.language, ack->status)));
}

}  // namespace

int RunStatus(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto status = connection.client().AskStatus();
  if (!status.ok()) return connection.Failed(status.status());
  const client::ServerInfo& server = connection.client().server();
  const auto clock = connection.client().AskClock();
  if (!clock.ok()) return connection.Failed(clock.status());
  return Print(invocation.format == Format::kJson
                   ? StatusJson(*status, server, &*clock)
                   : StatusText(*status, server, invocation.language) + ClockWarning(*clock, invocation.language));
}

int RunTicketShow(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, invocation.arguments.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  const client::TicketNameMessage named = TicketNamed(invocation);
  const auto view = connection.client().Query(named);
  if (!view.ok()) return connection.Failed(view.status(), {NotFound(named, invocation.language)});
  const CatalogView names = connection.Names();
  // The texts may be gone from memory, or not be for this role: the ticket is shown without them then. Who asks for all of them is told why
  // not.
  const auto body = connection.client().AskBody(view->ticket, view->submit_seq, SightOf(invocation));
  if (!body.ok() && SightOf(invocation) == Sight::kPlain) return connection.Failed(body.status());
  const client::BodyText* texts = body.ok() ? &*body : nullptr;
  return Print(invocation.format == Format::kJson ? TicketJson(*view, texts, names)
                                                  : TicketText(*view, texts, names, DaemonNow(connection.client()), invocation.language));
}

int RunTicketExplain(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, invocation.arguments.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  const client::TicketNameMessage named = TicketNamed(invocation);
  const auto view = connection.client().Explain(named);
  if (!view.ok()) return connection.Failed(view.status(), {NotFound(named, invocation.language)});
  CatalogView names = connection.Names();
  for (const std::vector<AgentVerdict>* list : {&view->may_have, &view->others}) {
    for (const AgentVerdict& verdict : *list) names.agents[verdict.agent.raw()] = verdict.name;
  }
  const auto unnamed = [&names](std::uint32_t agent) { return agent != 0 && !names.agents.contains(agent); };
  bool asks = unnamed(view->note.runner_up) || unnamed(view->held_for.raw());
  for (const Upcoming& event : view->upcoming) asks = asks || unnamed(event.agent);
  if (asks) {
    if (const auto agents = connection.client().Agents(); agents.ok()) {
      for (const AgentRow& row : *agents) names.agents[row.agent.raw()] = row.name;
    }
  }
  std::vector<Event> past;
  if (view->ticket.status == Status::kResolved) {
    if (auto history = connection.client().History(named); history.ok()) past = std::move(history->events);
    if (const auto agents = connection.client().Agents(); !past.empty() && agents.ok()) {
      for (const AgentRow& row : *agents) names.agents[row.agent.raw()] = row.name;
    }
  }
  if (invocation.format == Format::kJson) return Print(ExplainJson(*view, past, names));
  return Print(ExplainText(*view, names, DaemonNow(connection.client()), invocation.language) +
               DecisionsText(past, names, invocation.language));
}

int RunAgentShow(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto view = connection.client().Agent(invocation.arguments.positional()[0]);
  if (!view.ok()) return connection.Failed(view.status());
  const CatalogView names = connection.Names();
  return Print(invocation.format == Format::kJson ? AgentJson(*view, names)
                                                  : AgentText(*view, names, DaemonNow(connection.client()), invocation.language));
}

int RunSaturation(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto reply = connection.client().Saturation();
  if (!reply.ok()) return connection.Failed(reply.status());
  const CatalogView names = connection.Names();
  return Print(invocation.format == Format::kJson ? SaturationJson(*reply, names)
                                                  : SaturationText(*reply, names, DaemonNow(connection.client()), invocation.language));
}

int RunTicketAssign(const Invocation& invocation) {
  const std::string agent(invocation.arguments.Get("agent"));
  if (agent.empty()) {
    fmt::print(stderr, "tidegate: --agent is missing: who is to get the ticket; see `tidegate help ticket assign`\n");
    return kExitUsage;
  }
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const client::TicketNameMessage named = TicketNamed(invocation);
  connection.About(named);
  const auto ack =
      connection.client().Assign({.ticket = named,
                                  .agent = agent,
                                  .capacity = invocation.arguments.Has("over-capacity") ? CapacityUse::kExceed : CapacityUse::kWithin});
  if (!ack.ok()) {
    const RefusalHint nobody{
        .of = Reject::kUnknownAgent,
        .detail = SayFormat(invocation.language, "nobody is declared as `{}`", "没有名为“{}”的客服", agent),
    };
    return connection.Failed(ack.status(), {NotFound(named, invocation.language), nobody});
  }
  if (invocation.format == Format::kJson) return Print(AckJson(*ack));
  return Print(ack->duplicate ? SayFormat(invocation.language, "{} had it already\n", "工单此前已在{}处\n", agent)
                              : SayFormat(invocation.language, "{} has it now\n", "已指派给{}\n", agent));
}

int RunTicketTakeBack(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const client::TicketNameMessage named = TicketNamed(invocation);
  connection.About(named);
  const auto ack = connection.client().TakeBack(named);
  if (!ack.ok()) return connection.Failed(ack.status(), {NotFound(named, invocation.language)});
  if (invocation.format == Format::kJson) return Print(AckJson(*ack));
  return Print(ack->duplicate ? SayFormat(invocation.language, "it waits in the pool already\n", "工单本就在待处理池中\n")
                              : SayFormat(invocation.language, "it is back in the pool\n", "已收回，重新进入待处理池\n"));
}

int RunCustomerManager(const Invocation& invocation) {
  const std::string& customer = invocation.arguments.positional()[0];
  const std::string manager(invocation.arguments.Get("manager"));
  const std::string deputy(invocation.arguments.Get("deputy"));
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto ack = connection.client().SetManager({.customer = customer, .manager = manager, .deputy = deputy});
  if (!ack.ok()) return connection.Failed(ack.status());
  if (invocation.format == Format::kJson) return Print(AckJson(*ack));
  return Print(manager.empty() ? SayFormat(invocation.language, "{} has no manager\n", "{}没有专属经理\n", customer)
                               : SayFormat(invocation.language, "{} looks after {}\n", "{}为{}的专属经理\n", manager, customer));
}

int RunTicketHistory(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const client::TicketNameMessage named = TicketNamed(invocation);
  const auto view = connection.client().History(named, SightOf(invocation));
  if (!view.ok()) return connection.Failed(view.status(), {NotFound(named, invocation.language)});
  CatalogView names = connection.Names();
  if (const auto agents = connection.client().Agents(); agents.ok()) {
    for (const AgentRow& row : *agents) names.agents[row.agent.raw()] = row.name;
  }
  return Print(invocation.format == Format::kJson ? HistoryJson(*view, names) : HistoryText(*view, names, invocation.language));
}

int RunReviewList(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto rows = connection.client().ListReviews();
  if (!rows.ok()) return connection.Failed(rows.status());
  return Print(invocation.format == Format::kJson ? ReviewsJson(*rows, connection.Names()) : ReviewsText(*rows, invocation.language));
}

int RunReviewConfirm(const Invocation& invocation) { return Review(invocation, ReviewWord::kConfirm); }
int RunReviewRedirect(const Invocation& invocation) { return Review(invocation, ReviewWord::kRedirect); }

int RunAgents(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  auto rows = connection.client().Agents();
  if (!rows.ok()) return connection.Failed(rows.status());
  if (!invocation.arguments.Has("retired")) std::erase_if(*rows, [](const AgentRow& row) { return row.retired; });
  return Print(invocation.format == Format::kJson ? AgentsJson(*rows)
                                                  : AgentsText(*rows, DaemonNow(connection.client()), invocation.language));
}

int RunPool(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto rows = connection.client().Pool();
  if (!rows.ok()) return connection.Failed(rows.status());
  const CatalogView names = connection.Names();
  return Print(invocation.format == Format::kJson ? PoolJson(*rows, names)
                                                  : PoolText(*rows, names, DaemonNow(connection.client()), invocation.language));
}

int RunDeclare(const Invocation& invocation) {
  const auto kind = FromName<CatalogKind>(invocation.arguments.positional()[0]);
  if (!kind) {
    fmt::print(stderr, "tidegate: `{}` is no kind of name; it is skill, region, type, channel, tag or department\n",
               invocation.arguments.positional()[0]);
    return kExitUsage;
  }
  const std::string& name = invocation.arguments.positional()[1];
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto ack = connection.client().Declare(*kind, name);
  if (!ack.ok()) return connection.Failed(ack.status());
  if (invocation.format == Format::kJson) return Print(AckJson(*ack));
  return Print(
      ack->duplicate
          ? SayFormat(invocation.language, "{} {} was known already\n", "{}“{}”此前已登记\n", NameIn(invocation.language, *kind), name)
          : SayFormat(invocation.language, "{} {} is declared\n", "{}“{}”已登记\n", NameIn(invocation.language, *kind), name));
}

}  // namespace tidegate
