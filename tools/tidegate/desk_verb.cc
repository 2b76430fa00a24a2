// The verb `desk`: a simulated desk that takes what it is offered.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "protocol/client/client.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/display_text.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/interrupt.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/replay_link.h"
#include "tools/tidegate/skill_list.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

constexpr std::uint16_t kResultDone = 1;
constexpr std::uint8_t kReasonOfADesk = 1;  // the first of a rule set, where an overdue ticket wants one
constexpr std::string_view kSolution = "Handled at a simulated desk.";
constexpr std::chrono::milliseconds kGlance{100};  // an interrupt is noticed so soon
constexpr Micros kSignOffMax = 3 * kSecond;        // for the daemon's answer; then the connection is just closed

// The profile of the command line. Texts live as long as it does.
struct DeskProfile {
  std::string name;
  SkillList skills;
  std::vector<std::string> region_texts, channel_texts;
  std::vector<std::string_view> regions, channels;
  std::vector<CustomerTier> customer_tiers;
  AgentTier tier = AgentTier::kRegular;
  std::uint32_t capacity = 5;
  Micros handle = 2 * kSecond;
  std::optional<std::uint64_t> leave_after;
  bool existing = false;
  std::uint8_t articles = kHitsOfTicketUsual;  // with every offer
};

std::optional<DeskProfile> ReadProfile(const Invocation& invocation, std::string& problem) {
  const Arguments& a = invocation.arguments;
  DeskProfile p;
  p.name = a.positional()[0];
  p.existing = a.Has("existing");
  for (const std::string_view option : {"skills", "tier", "regions", "channels", "customer-tiers", "capacity"}) {
    if (p.existing && a.Has(option)) problem = "--existing takes the agent as it is on record; leave --" + std::string(option) + " out";
  }
  if (!problem.empty()) return std::nullopt;
  p.skills = SkillList::Parse(a.Get("skills"), problem);
  if (!problem.empty()) return std::nullopt;
  p.region_texts = SplitList(a.Get("regions"));
  p.channel_texts = SplitList(a.Get("channels"));
  p.regions.assign(p.region_texts.begin(), p.region_texts.end());
  p.channels.assign(p.channel_texts.begin(), p.channel_texts.end());
  for (const std::string& text : SplitList(a.Get("customer-tiers"))) {
    const auto tier = FromName<CustomerTier>(text);
    if (!tier) problem = "--customer-tiers `" + text + "` is none of vip, enterprise, member, ordinary";
    if (tier) p.customer_tiers.push_back(*tier);
  }
  if (a.Has("tier")) {
    const auto tier = FromName<AgentTier>(a.Get("tier"));
    if (!tier) problem = "--tier `" + std::string(a.Get("tier")) + "` is none of bot, new, regular, senior, expert, supervisor";
    if (tier) p.tier = *tier;
  }
  if (a.Has("capacity")) {
    const auto capacity = ParseNumber(a.Get("capacity"), 1, 100'000);
    if (!capacity) problem = "--capacity is a number from 1 to 100000";
    if (capacity) p.capacity = static_cast<std::uint32_t>(*capacity);
  }
  if (a.Has("articles")) {
    const auto articles = ParseNumber(a.Get("articles"), 0, kHitsMax);
    if (!articles) problem = fmt::format("--articles is a number from 0 to {}", kHitsMax);
    if (articles) p.articles = static_cast<std::uint8_t>(*articles);
  }
  if (a.Has("handle")) {
    const auto handle = ParseSpan(a.Get("handle"));
    if (!handle) problem = "--handle is a time such as 500ms, 2s or 5min";
    if (handle) p.handle = *handle;
  }
  if (a.Has("count")) {
    p.leave_after = ParseNumber(a.Get("count"), 1, 1'000'000'000);
    if (!p.leave_after) problem = "--count is a number from 1";
  }
  if (!problem.empty()) return std::nullopt;
  return p;
}

class SimulatedDesk : public client::ConnectionHandler {
 public:
  SimulatedDesk(const Invocation& invocation, const DeskProfile& profile)
      : invocation_(invocation),
        language_(invocation.format == Format::kJson ? Language::kEnglish : invocation.language),
        profile_(profile),
        client_(io_, *this),
        next_heartbeat_(SteadyNow() + kHeartbeatEvery) {}

  int Run() {
    const Interrupts interrupts;
    client::HelloMessage hello;
    hello.role = invocation_.role;
    hello.name = profile_.name;
    hello.version = TIDEGATE_VERSION;
    hello.workspace = invocation_.workspace;
    hello.suggestions = profile_.articles;
    client_.Connect(invocation_.address, hello);
    const Micros hello_until = SteadyNow() + invocation_.timeout.count() * kMillisecond;
    while (!closed_ && !code_) {
      io_.restart();
      if (io_.run_one_for(kGlance) > 0) io_.poll();
      if (!client_.open() && !closed_ && SteadyNow() > hello_until) {
        Fail(absl::DeadlineExceededError(fmt::format("no answer within {} ms", invocation_.timeout.count())));
      }
      Work();
      if (interrupts.seen() || (profile_.leave_after && resolved_ >= *profile_.leave_after)) SignOff();
    }
    return code_.value_or(kExitOk);
  }

  void OnHello(const client::HelloInfo&) override {
    if (profile_.existing) {
      SignIn();
      return;
    }
    client::DeclareAgentMessage message;
    message.name = profile_.name;
    message.tier = profile_.tier;
    message.skills = profile_.skills.names();
    message.regions = profile_.regions;
    message.channels = profile_.channels;
    message.customer_tiers = profile_.customer_tiers;
    message.capacity = profile_.capacity;
    Must(client_.DeclareAgent(message, kDeclare));
  }

  void OnAck(const client::AckInfo& ack) override {
    switch (ack.tag & kKindMask) {
      case kDeclare:
        if (ack.ok()) {
          SignIn();
        } else {
          Refused(ack);
          if (ack.reject == Reject::kNotAllowed && invocation_.role == Role::kAgent && invocation_.format == Format::kText) {
            fmt::print(
                stderr, "tidegate: {}\n",
                Say(language_, "desks may not declare themselves here: sign in with --existing, or set dev.open_desks in the rule set",
                    "此处不允许坐席自行登记：请用 --existing 登录，或在规则集中启用 dev.open_desks"));
          }
        }
        return;
      case kSignIn:
        Refused(ack);
        return;
      case kAccept:
        if (ack.ok()) {
          Accepted(ack.ticket);
        } else {
          tickets_.erase(ack.ticket.raw());
          Tell("gone", "已失效", ack.ticket, std::string(RejectInfo(ack.reject).english));
        }
        return;
      case kResolve:
        tickets_.erase(ack.ticket.raw());
        if (ack.ok()) {
          ++resolved_;
          Tell("resolved", "已解决", ack.ticket, "");
        } else {
          Tell("not-resolved", "未能解决", ack.ticket, std::string(RejectInfo(ack.reject).english));
        }
        return;
      case kSignOffTag:
        Tell("signed-off", "已签退", TicketId(), profile_.name);
        client_.Close();
        return;
      default:
        return;
    }
  }

  void OnSignedIn(const client::SignedInInfo& info) override {
    agent_ = info.agent;
    Tell("signed-in", "已登录", TicketId(),
         SayFormat(language_, "{}, capacity {}, {} open", "{}，容量{}，未结{}张", profile_.name, info.capacity, info.work.size()));
    for (const WorkItem& item : info.work) {
      if (static_cast<Status>(item.status) == Status::kOffered) {
        Offered({item, {}, {}, {}, info.HandlingOf(item.type)});
      } else {
        Accepted(TicketId(item.ticket));
      }
    }
  }

  void OnOffer(const client::OfferInfo& offer) override { Offered(offer); }

  void OnSuggestions(const client::SuggestionsInfo& info) override {
    for (const ArticleHit& hit : info.hits) {
      Tell("article", "知识文章", info.ticket, fmt::format("{} {}", hit.article.raw(), OneLine(hit.title)));
    }
  }

  void OnWithdrawn(const client::WithdrawalInfo& withdrawal) override {
    tickets_.erase(withdrawal.ticket.raw());
    Tell("withdrawn", "被收回", withdrawal.ticket, std::string(NameIn(language_, withdrawal.reason)));
  }

  void OnClockAlert(const client::ClockAlertInfo& alert) override {
    Tell("clock", "时效提醒", alert.ticket,
         SayFormat(language_, "{} {} %", "{} {}%", NameIn(language_, alert.clock), alert.per_mille / 10));
  }

  void OnAlert(const client::AlertInfo& alert) override { Tell("alert", "提醒", alert.ticket, std::string(NameIn(language_, alert.kind))); }

  void OnAgentState(const client::AgentStateInfo& state) override {
    Tell("status", "状态", TicketId(), std::string(NameIn(language_, state.status)));
  }

  void OnGoodBye(const client::GoodByeInfo& info) override { good_bye_ = Say(language_, info.reason, info.reason_zh); }

  void OnClosed(const absl::Status& status) override {
    closed_ = true;
    if (status.ok()) {
      if (!code_) code_ = kExitOk;
      return;
    }
    Fail(good_bye_.empty() ? status : absl::UnavailableError(good_bye_));
  }

 private:
  // Tags: what was asked in the upper byte; tickets are named by the answers.
  static constexpr std::uint64_t kKindMask = std::uint64_t{0xFF} << 56;
  static constexpr std::uint64_t kDeclare = std::uint64_t{1} << 56;
  static constexpr std::uint64_t kSignIn = std::uint64_t{2} << 56;
  static constexpr std::uint64_t kAccept = std::uint64_t{3} << 56;
  static constexpr std::uint64_t kContact = std::uint64_t{4} << 56;
  static constexpr std::uint64_t kResolve = std::uint64_t{5} << 56;
  static constexpr std::uint64_t kSignOffTag = std::uint64_t{6} << 56;

  struct Held {
    std::uint32_t token = 0;
    enum class Step : std::uint8_t { kAccept, kAccepting, kContact, kHandle, kResolving } step = Step::kAccept;
    Micros finish_at = 0;
  };

  void SignIn() { Must(client_.SignIn(profile_.name, 0, 0, kSignIn)); }

  void Must(client::Sent sent) {
    CHECK_EQ(static_cast<int>(sent), static_cast<int>(client::Sent::kYes));
  }  // the first requests always find room

  void TellHandling(TicketId ticket, std::string_view handling) {
    if (!handling.empty()) Tell("handling", "处理模板", ticket, OneLine(handling));
  }

  void Offered(const client::OfferInfo& offer) {
    const WorkItem& item = offer.item;
    const TicketId ticket(item.ticket);
    tickets_[item.ticket] = {item.token, Held::Step::kAccept, 0};
    Tell("offered", "派单", ticket, fmt::format("{} {}", NameIn(language_, static_cast<Level>(item.level)), OneLine(offer.title)));
    TellHandling(ticket, offer.handling);
  }

  void Accepted(TicketId ticket) {
    tickets_[ticket.raw()] = {0, Held::Step::kContact, SteadyNow() + profile_.handle};
    Tell("accepted", "已接单", ticket, "");
  }

  // Sends what is due, as far as there is room.
  void Work() {
    if (!client_.open()) return;
    const Micros now = SteadyNow();
    if (now >= next_heartbeat_) {
      next_heartbeat_ = now + kHeartbeatEvery;
      if (client_.Heartbeat() != client::Sent::kYes) return;
    }
    if (signing_off_at_ != 0) {
      if (now > signing_off_at_ + kSignOffMax) client_.Close();
      return;
    }
    for (auto& [raw, held] : tickets_) {
      const TicketId ticket(raw);
      if (held.step == Held::Step::kAccept) {
        if (client_.Accept({agent_, ticket, held.token, 0}, kAccept) != client::Sent::kYes) return;
        held.step = Held::Step::kAccepting;
      } else if (held.step == Held::Step::kContact) {
        if (client_.Contact(agent_, ticket, 0, kContact) != client::Sent::kYes) return;
        held.step = Held::Step::kHandle;
      } else if (held.step == Held::Step::kHandle && held.finish_at <= now) {
        if (client_.Resolve({agent_, ticket, kResultDone, kSolution, 0, kReasonOfADesk}, kResolve) != client::Sent::kYes) return;
        held.step = Held::Step::kResolving;
      }
    }
  }

  void SignOff() {
    if (signing_off_at_ != 0 || closed_) return;
    if (!agent_ || client_.SetStatus(agent_, AgentStatus::kOffline, 0, kSignOffTag) != client::Sent::kYes) {
      client_.Close();
      return;
    }
    signing_off_at_ = SteadyNow();
  }

  // One thing that happened: a line for people, or an object.
  void Tell(std::string_view event, std::string_view event_zh, TicketId ticket, std::string_view detail) {
    if (invocation_.format == Format::kJson) {
      JsonWriter json;
      json.BeginObject().Field("at", IsoText(WallNow())).Field("event", event);
      if (ticket) json.Field("number", FormatTicketNumber(ticket));
      json.Field("detail", detail).EndObject();
      fmt::print("{}\n", json.text());
    } else {
      const std::string word = Say(language_, event, event_zh);
      fmt::print("{}  {}{}  {}{}{}\n", InstantText(WallNow()), word, std::string(12 - std::min<std::size_t>(12, DisplayWidth(word)), ' '),
                 ticket ? FormatTicketNumber(ticket) : "", ticket && !detail.empty() ? "  " : "", detail);
    }
    std::fflush(stdout);
  }

  void Refused(const client::AckInfo& ack) {
    const client::RefusalText refusal = client::TextOf(ack);
    if (invocation_.format == Format::kJson) {
      fmt::print("{}", RefusalJson(refusal, Role::kAgent));
    } else {
      fmt::print(stderr, "tidegate: {}{}\n", Say(language_, "refused: ", "被拒绝："), RefusalSentence(refusal, Role::kAgent, language_));
    }
    code_ = kExitRefused;
  }

  void Fail(const absl::Status& status) {
    if (code_) return;
    fmt::print(stderr, "tidegate: {}\n", NoConnectionWords(status, language_));
    code_ = kExitNoConnect;
  }

  const Invocation& invocation_;
  const Language language_;
  const DeskProfile& profile_;
  boost::asio::io_context io_;
  client::Client client_;
  Micros next_heartbeat_;
  Micros signing_off_at_ = 0;
  AgentId agent_;
  std::map<std::uint64_t, Held> tickets_;
  std::uint64_t resolved_ = 0;
  bool closed_ = false;
  std::string good_bye_;
  std::optional<int> code_;
};

}  // namespace

int RunDesk(const Invocation& invocation) {
  std::string problem;
  const auto profile = ReadProfile(invocation, problem);
  if (!profile) {
    fmt::print(stderr, "tidegate: {}; see `tidegate help desk`\n", problem);
    return kExitUsage;
  }
  return SimulatedDesk(invocation, *profile).Run();
}

}  // namespace tidegate
