#include "tools/tidegate/connection.h"

#include <fmt/core.h>

#include <chrono>
#include <utility>

#include "protocol/ticket_number.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/render_views.h"

namespace tidegate {

std::string NoConnectionWords(const absl::Status& status, Language language) {
  return SayFormat(language, "{}\n  start tidegated there, or name another place with --connect HOST:PORT",
                   "{}\n  请在该处启动 tidegated，或用 --connect HOST:PORT 指定地址", std::string(status.message()));
}

RefusalHint TimeBehind(Language language) {
  return {.of = Reject::kMalformed,
          .detail = Say(language, "the time must lie ahead of the daemon's, by 366 days at most",
                        "时间必须晚于守护进程的当前时间，且不超过366天")};
}

int TellRefusal(const Invocation& invocation, const client::RefusalText& refusal, Role role) {
  if (invocation.format == Format::kJson) {
    fmt::print("{}", RefusalJson(refusal, role));
  } else {
    fmt::print(stderr, "tidegate: {}{}\n", Say(invocation.language, "refused: ", "被拒绝："),
               RefusalSentence(refusal, role, invocation.language));
  }
  return kExitRefused;
}

Connection::Connection(const Invocation& invocation, Role role, std::string_view name)
    : invocation_(invocation),
      role_(role),
      name_(role == Role::kSupervisor && !invocation.as.empty() ? std::string_view(invocation.as) : name),
      client_(invocation.timeout) {}

int Connection::Open(client::Handler* pushes) {
  client::HelloMessage hello;
  hello.role = role_;
  hello.name = name_;
  hello.version = TIDEGATE_VERSION;
  hello.workspace = invocation_.workspace;
  const absl::Status status = client_.Open(invocation_.address, hello, pushes);
  return status.ok() ? kExitOk : Failed(status);
}

int Connection::Failed(const absl::Status& status, std::initializer_list<RefusalHint> hints) {
  if (client_.last_refusal()) {
    client::RefusalText refusal = *client_.last_refusal();
    if (refusal.detail.empty() && refusal.code == Reject::kOtherTeam && invocation_.as.empty()) {
      refusal.detail = Say(invocation_.language, "say who you are with --as NAME", "请用 --as NAME 指明您是哪位主管");
    }
    for (const RefusalHint& hint : hints) {
      if (hint.of != refusal.code || !refusal.detail.empty()) continue;
      refusal.detail = hint.detail;
      if (!hint.advice.empty()) refusal.advice = refusal.advice_zh = hint.advice;
    }
    if (!refusal.ticket && refusal.status != Status::kNone) refusal.ticket = about_;
    return TellRefusal(invocation_, refusal, role_);
  }
  fmt::print(stderr, "tidegate: {}\n", NoConnectionWords(status, invocation_.language));
  return kExitNoConnect;
}

void Connection::About(const client::TicketNameMessage& ticket) {
  about_ = ticket.ticket;
  if (!about_) about_ = ParseTicketNumber(ticket.number, client_.server().partition).value_or(TicketId());
}

CatalogView Connection::Names() {
  CatalogView view;
  for (const Name& row : NameTable<CatalogKind>::kRows) {
    const auto names = client_.Names(static_cast<CatalogKind>(row.number));
    if (!names.ok()) continue;
    for (const client::CatalogName& known : *names) {
      view.names[row.number].push_back(known.name);
      view.chinese[row.number].push_back(known.chinese);
    }
  }
  return view;
}

client::TicketNameMessage TicketNamed(const Invocation& invocation, std::string_view word) {
  client::TicketNameMessage message;
  if (!invocation.arguments.Has("key") && ParseTicketNumber(word, 0)) {
    message.number = word;
  } else {
    message.external_key = word;
    message.front_end = invocation.arguments.Get("front-end", kDefaultFrontEnd);
  }
  return message;
}

Micros DaemonNow(client::BlockingClient& client) {
  const auto clock = client.AskClock();
  return clock.ok() ? clock->now : WallNow();
}

Micros WallNow() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace tidegate
