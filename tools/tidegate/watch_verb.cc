// The verb `watch`: follows the daemon's feed of committed changes, a line each, until it is told to stop.
#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>

#include "protocol/client/client.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/event_text.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/interrupt.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

constexpr auto kGlance = std::chrono::milliseconds(100);  // so often Ctrl-C is looked for
constexpr Micros kHeartbeatEvery = 20 * kSecond;          // of the minute that the daemon allows
constexpr std::uint64_t kFollowTag = 1;

Micros SteadyNow() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct WatchPlan {
  std::uint64_t from_seq = 0;  // 0 = from now on
  FeedFilter filter;
  std::optional<std::uint64_t> count;
};

std::optional<WatchPlan> ReadPlan(const Arguments& arguments, std::string& problem) {
  WatchPlan plan;
  if (const std::string_view from = arguments.Get("from", "now"); from != "now") {
    const auto seq = ParseNumber(from, 1, ~std::uint64_t{0});
    if (!seq) problem = fmt::format("--from `{}` is no position: it is `now`, or the number of a change from 1 on", from);
    plan.from_seq = seq.value_or(0);
  }
  for (const std::string& word : SplitList(arguments.Get("kind"))) {
    if (const auto kind = FromName<EventKind>(word)) {
      plan.filter.kinds |= FeedFilter::KindBit(*kind);
      continue;
    }
    problem = fmt::format("--kind `{}` is no event:", word);
    for (const Name& row : NameTable<EventKind>::kRows) problem += fmt::format("{}{}", problem.back() == ':' ? " " : ", ", row.english);
  }
  if (arguments.Has("count")) {
    plan.count = ParseNumber(arguments.Get("count"), 1, ~std::uint64_t{0});
    if (!plan.count) problem = "--count is a number from 1";
  }
  return problem.empty() ? std::optional(plan) : std::nullopt;
}

class Watcher : public client::ConnectionHandler {
 public:
  Watcher(const Invocation& invocation, const WatchPlan& plan, CatalogView names)
      : invocation_(invocation),
        plan_(plan),
        names_(std::move(names)),
        client_(io_, *this),
        next_heartbeat_(SteadyNow() + kHeartbeatEvery) {}

  int Run() {
    const Interrupts interrupts;
    client::HelloMessage hello;
    hello.role = invocation_.role;
    hello.name = "tidegate watch";
    hello.version = TIDEGATE_VERSION;
    hello.workspace = invocation_.workspace;
    client_.Connect(invocation_.address, hello);
    const Micros hello_until = SteadyNow() + invocation_.timeout.count() * kMillisecond;
    while (!code_) {
      io_.restart();
      if (io_.run_one_for(kGlance) > 0) io_.poll();
      const Micros now = SteadyNow();
      if (!client_.open() && !code_ && now > hello_until) {
        OnClosed(absl::DeadlineExceededError(fmt::format("no answer within {} ms", invocation_.timeout.count())));
      }
      if (client_.open() && now >= next_heartbeat_) {
        next_heartbeat_ = now + kHeartbeatEvery;
        static_cast<void>(client_.Heartbeat());
      }
      if (interrupts.seen() && !code_) code_ = kExitOk;
    }
    TellWhereToGoOn();
    return *code_;
  }

  void OnHello(const client::HelloInfo&) override { static_cast<void>(client_.Follow({plan_.from_seq, plan_.filter}, kFollowTag)); }

  void OnFollowing(const client::FollowingInfo& info) override {
    partition_ = info.partition;
    next_seq_ = info.next_seq;
  }

  void OnEvents(const client::EventsInfo& info) override {
    if (code_) return;
    for (const Event& event : info.view.events) {
      Learn(event);
      Print(invocation_.format == Format::kJson ? EventJson(event, partition_, names_) : EventLine(event, names_, invocation_.language));
      next_seq_ = event.seq + 1;
      if (plan_.count && ++told_ >= *plan_.count) {
        code_ = kExitOk;
        break;
      }
    }
    std::fflush(stdout);
    if (code_) return;
    next_seq_ = info.view.next_seq;
    if (info.view.gap_first_seq != 0) return Gap(info.view.gap_first_seq);
    static_cast<void>(client_.FeedTaken(next_seq_));
  }

  void OnAck(const client::AckInfo& ack) override {
    if (ack.ok()) return;
    const client::RefusalText refusal = client::TextOf(ack);
    if (invocation_.format == Format::kJson) {
      Print(RefusalJson(refusal, invocation_.role));
    } else {
      fmt::print(stderr, "tidegate: {}{}\n", Say(invocation_.language, "refused: ", "被拒绝："),
                 RefusalSentence(refusal, invocation_.role, invocation_.language));
    }
    code_ = kExitRefused;
  }

  void OnGoodBye(const client::GoodByeInfo& info) override { good_bye_ = Say(invocation_.language, info.reason, info.reason_zh); }

  void OnClosed(const absl::Status& status) override {
    if (code_) return;
    fmt::print(stderr, "tidegate: {}\n",
               NoConnectionWords(good_bye_.empty() ? status : absl::UnavailableError(good_bye_), invocation_.language));
    code_ = kExitNoConnect;
  }

 private:
  static void Print(const std::string& line) { fmt::print("{}", line); }

  // Names that appear on the way are known from then on.
  void Learn(const Event& event) {
    if (event.text.empty()) return;
    if (event.kind == EventKind::kAgentDeclared) names_.agents[event.agent] = event.text;
    if (event.kind != EventKind::kDeclared) return;
    std::vector<std::string>& names = names_.names[static_cast<std::size_t>(event.catalog)];
    if (names.size() <= event.type) names.resize(event.type + std::size_t{1});
    names[event.type] = event.text;
  }

  void Gap(std::uint64_t first_seq) {
    if (invocation_.format == Format::kJson) {
      Print(GapJson(partition_, next_seq_, first_seq));
    } else {
      fmt::print(stderr, "{}", GapText(next_seq_, first_seq, invocation_.language));
    }
    next_seq_ = 0;
    code_ = kExitRefused;
  }

  void TellWhereToGoOn() const {
    if (next_seq_ != 0) fmt::print(stderr, "{}", ResumeText(next_seq_, invocation_.language));
  }

  const Invocation& invocation_;
  const WatchPlan plan_;
  CatalogView names_;
  boost::asio::io_context io_;
  client::Client client_;
  Micros next_heartbeat_;
  std::uint32_t partition_ = 0;
  std::uint64_t next_seq_ = 0;  // 0 = not following
  std::uint64_t told_ = 0;
  std::string good_bye_;
  std::optional<int> code_;
};

}  // namespace

int RunWatch(const Invocation& invocation) {
  std::string problem;
  std::optional<WatchPlan> plan = ReadPlan(invocation.arguments, problem);
  if (!plan) {
    fmt::print(stderr, "tidegate: {}; see `tidegate help watch`\n", problem);
    return kExitUsage;
  }
  CatalogView names;
  {
    // Names are asked for first, on a connection of their own: the feed speaks in numbers.
    Connection connection(invocation, invocation.role, "tidegate");
    if (const int code = connection.Open(); code != kExitOk) return code;
    if (invocation.arguments.Has("ticket")) {
      const client::TicketNameMessage named = TicketNamed(invocation, invocation.arguments.Get("ticket"));
      // A ticket that ended long ago is known to its history alone.
      const auto view = connection.client().Query(named);
      plan->filter.ticket = view.ok() ? view->ticket.raw() : 0;
      if (!view.ok()) {
        const auto history = connection.client().History(named);
        if (!history.ok()) return connection.Failed(history.status());
        plan->filter.ticket = history->ticket.ticket.raw();
      }
    }
    names = connection.Names();
    if (const auto agents = connection.client().Agents(); agents.ok()) {
      for (const AgentRow& row : *agents) names.agents[row.agent.raw()] = row.name;
    }
    connection.client().Close();
  }
  return Watcher(invocation, *plan, std::move(names)).Run();
}

}  // namespace tidegate
