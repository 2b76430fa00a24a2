// The verbs about customers and what they had before: customer show, link, unlink, merge; ticket attach, link; archive find.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "protocol/ticket_number.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/customer_text.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/life_text.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

using client::BlockingClient;

constexpr std::uint32_t kLimitUsual = 50;
constexpr std::uint32_t kLimitMax = 10'000;  // more is a report, not a look

int Wrong(std::string_view verb, const std::string& problem) {
  fmt::print(stderr, "tidegate: {}; see `tidegate help {}`\n", problem, verb);
  return kExitUsage;
}

int Print(const std::string& text) {
  fmt::print("{}", text);
  return kExitOk;
}

const std::string& Word(const Invocation& invocation, std::size_t place) { return invocation.arguments.positional()[place]; }

// What came of a command: `done`, or that it was so already.
int Told(const Invocation& invocation, Connection& connection, const std::string& done, const absl::StatusOr<client::AckInfo>& ack,
         std::initializer_list<RefusalHint> hints = {}) {
  if (!ack.ok()) return connection.Failed(ack.status(), hints);
  if (invocation.format == Format::kJson) return Print(AckJson(*ack));
  if (ack->ticket) return Print(StandsText(*ack, invocation.language));
  return Print(ack->duplicate ? Say(invocation.language, "nothing to do: it is so already\n", "无需更改：此前已如此\n") : done);
}

// Sends one command and prints what came of it.
template <class Send>
int Tell(const Invocation& invocation, const std::string& done, Send&& send, std::initializer_list<RefusalHint> hints = {}) {
  Connection connection(invocation, invocation.role, invocation.arguments.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  connection.About(TicketNamed(invocation, Word(invocation, 0)));  // refusals about customers tell no status, and so no ticket
  return Told(invocation, connection, done, send(connection.client()), hints);
}

// All pages of a question, up to `limit` rows; what was found before is not found again. False = `failed` says why.
bool Gather(BlockingClient& client, client::AskArchiveMessage question, std::uint32_t limit, FoundTickets& found, absl::Status& failed) {
  std::set<std::uint64_t> before;
  for (const TicketView& row : found.rows) before.insert(row.ticket.raw());
  while (true) {
    const absl::StatusOr<ArchiveView> page = client.AskArchive(question);
    if (!page.ok()) {
      failed = page.status();
      return false;
    }
    found.complete_to = page->complete_to;
    found.committed_seq = page->committed_seq;
    found.complete_from = std::max(found.complete_from, page->complete_from);
    for (const TicketView& row : page->rows) {
      if (before.contains(row.ticket.raw())) continue;
      if (found.rows.size() == limit) {
        found.more = true;
        return true;
      }
      found.rows.push_back(row);
    }
    if (!page->next) return true;
    if (page->next == question.after) {
      failed = absl::DataLossError("a page of the archive that does not go on");
      return false;
    }
    question.after = page->next;
  }
}

// What the engine and the archive know of a customer: up to `limit` tickets.
absl::Status LookUp(BlockingClient& client, const std::string& name, std::uint32_t limit, CustomerView& view, FoundTickets& found) {
  const absl::StatusOr<CustomerView> known = client.Customer(name);
  if (!known.ok()) return known.status();
  view = *known;
  absl::Status failed;
  // Under his own name, then under those of the customers who were merged into him.
  std::vector<CustomerId> ids{view.customer};
  for (const IdentityRow& row : view.identities) {
    if (row.merged != 0) ids.push_back(row.identity);
  }
  for (const CustomerId id : ids) {
    client::AskArchiveMessage question;
    question.customer_id = id;
    if (!Gather(client, question, limit, found, failed)) return failed;
  }
  // The name itself, too: of an identity that is shown as somebody's, what came under it before is its own.
  client::AskArchiveMessage by_name;
  by_name.customer = name;
  return Gather(client, by_name, limit, found, failed) ? absl::OkStatus() : failed;
}

bool IsUnknown(const CustomerView& view, const FoundTickets& found) {
  return view.known == 0 && view.identities.empty() && found.rows.empty();
}

int RefuseUnknown(const Invocation& invocation, const std::string& name, const FoundTickets& found) {
  return TellRefusal(invocation, UnknownCustomer(name, found, invocation.language), invocation.role);
}

std::optional<std::uint32_t> LimitOf(const Invocation& invocation) {
  const std::string_view text = invocation.arguments.Get("limit");
  if (text.empty()) return kLimitUsual;
  std::uint32_t limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc() || end != text.data() + text.size() || limit == 0 || limit > kLimitMax) return std::nullopt;
  return limit;
}

// Names of the catalog, and of agents where this role may see them.
CatalogView NamesOf(Connection& connection) {
  CatalogView names = connection.Names();
  if (const auto agents = connection.client().Agents(); agents.ok()) {
    for (const AgentRow& row : *agents) names.agents[row.agent.raw()] = row.name;
  }
  return names;
}

}  // namespace

int RunTicketAttach(const Invocation& invocation) {
  const client::TicketNameMessage to = TicketNamed(invocation, Word(invocation, 1));
  // Not by Tell: a refusal may be about either of the two, and says which.
  Connection connection(invocation, invocation.role, invocation.arguments.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  return Told(invocation, connection, {}, connection.client().Attach({TicketNamed(invocation, Word(invocation, 0)), to, 0}));
}

int RunTicketLink(const Invocation& invocation) {
  const client::TicketNameMessage parent = TicketNamed(invocation, Word(invocation, 1));
  return Tell(invocation, {},
              [&](BlockingClient& client) {
                return client.LinkTicket({TicketNamed(invocation, Word(invocation, 0)), parent, 0});
              },
              {{.of = Reject::kSameTicket,
                .detail = {},
                .advice = Say(invocation.language, "a ticket does not go on from itself; name the earlier one",
                              "工单不能关联自身，请指定原工单")}});
}

int RunCustomerLink(const Invocation& invocation) {
  return Tell(invocation, Say(invocation.language, "linked\n", "已关联\n"), [&](BlockingClient& client) {
    return client.LinkIdentity({Word(invocation, 0), Word(invocation, 1), invocation.arguments.Get("channel"), 0});
  });
}

int RunCustomerUnlink(const Invocation& invocation) {
  return Tell(invocation, Say(invocation.language, "no longer linked\n", "已解除关联\n"), [&](BlockingClient& client) {
    return client.UnlinkIdentity({Word(invocation, 0), Word(invocation, 1), invocation.arguments.Get("channel"), 0});
  });
}

// It cannot be undone: somebody whom nobody knows is a slip of the pen, or comes from another system.
int RunCustomerMerge(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  if (!invocation.arguments.Has("unknown")) {
    for (const std::size_t place : {std::size_t{0}, std::size_t{1}}) {
      CustomerView view;
      FoundTickets found;
      if (absl::Status status = LookUp(connection.client(), Word(invocation, place), 1, view, found); !status.ok()) {
        return connection.Failed(status);
      }
      if (!IsUnknown(view, found)) continue;
      client::RefusalText unknown = UnknownCustomer(Word(invocation, place), found, invocation.language);
      unknown.advice += "; of one whom only another system knows, merge with --unknown";
      unknown.advice_zh += "；若该客户仅为其他系统所知，请加 --unknown 合并";
      return TellRefusal(invocation, unknown, invocation.role);
    }
  }
  return Told(invocation, connection, Say(invocation.language, "they are one customer now\n", "已合并为同一客户\n"),
              connection.client().MergeCustomers({Word(invocation, 0), Word(invocation, 1), 0}));
}

int RunCustomerShow(const Invocation& invocation) {
  const std::optional<std::uint32_t> limit = LimitOf(invocation);
  if (!limit) return Wrong("customer show", fmt::format("--limit is a number from 1 to {}", kLimitMax));
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  CustomerView view;
  FoundTickets found;
  if (absl::Status status = LookUp(connection.client(), Word(invocation, 0), *limit, view, found); !status.ok()) {
    return connection.Failed(status);
  }
  if (IsUnknown(view, found)) return RefuseUnknown(invocation, Word(invocation, 0), found);
  const CatalogView names = NamesOf(connection);
  return Print(invocation.format == Format::kJson ? CustomerJson(view, found, names)
                                                  : CustomerText(view, found, names, invocation.language));
}

int RunArchiveFind(const Invocation& invocation) {
  constexpr std::string_view kVerb = "archive find";
  const Arguments& arguments = invocation.arguments;
  const std::optional<std::uint32_t> limit = LimitOf(invocation);
  if (!limit) return Wrong(kVerb, fmt::format("--limit is a number from 1 to {}", kLimitMax));
  client::AskArchiveMessage question;
  question.customer = arguments.Get("customer");
  question.order = arguments.Get("order");
  question.name.number = arguments.Get("number");
  const int given = (question.customer.empty() ? 0 : 1) + (question.order.empty() ? 0 : 1) + (question.name.number.empty() ? 0 : 1);
  if (given > 1) return Wrong(kVerb, "give one of --customer, --order and --number");
  for (const auto& [option, at] : {std::pair("from", &question.from), std::pair("to", &question.to)}) {
    const std::string_view text = arguments.Get(option);
    if (text.empty()) continue;
    const std::optional<Micros> instant = ParseInstant(text, WallNow());
    if (!instant || *instant <= 0) return Wrong(kVerb, fmt::format("--{} is an instant like 2026-11-21T09:00:00Z", option));
    *at = *instant;
  }
  if (question.from != 0 && question.to != 0 && question.from >= question.to) {
    return Wrong(kVerb, "--from is not before --to: nothing was received in between; exchange them");
  }
  if (given == 0 && question.from == 0 && question.to == 0) {
    return Wrong(kVerb, "say what to find: --customer, --order, --number, or --from and --to");
  }
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  FoundTickets found;
  absl::Status failed;
  if (!Gather(connection.client(), question, *limit, found, failed)) return connection.Failed(failed);
  const CatalogView names = NamesOf(connection);
  return Print(invocation.format == Format::kJson ? FoundJson(found, names) : FoundText(found, names, invocation.language));
}

}  // namespace tidegate
