#include "tools/tidegate/explain_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/engine/lifecycle.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string Joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

std::string TiersText(std::uint8_t tiers, Language language) {
  std::vector<std::string> names;
  for (const Name& row : NameTable<AgentTier>::kRows) {
    if ((tiers >> row.number & 1) != 0) names.emplace_back(language == Language::kChinese ? row.chinese : row.english);
  }
  return Joined(names, Say(language, " or ", "或"));
}

struct Exclusions {
  std::uint32_t skill, region, channel, customer_tier, agent_tier;
};

// "3 lack a skill, 1 serves other regions"; empty when nobody was excluded.
std::string ExclusionsText(const Exclusions& e, Language language) {
  std::vector<std::string> parts;
  const auto add = [&](std::uint32_t count, std::string_view english, std::string_view chinese) {
    if (count > 0) parts.push_back(std::to_string(count) + Say(language, " ", "人") + Say(language, english, chinese));
  };
  add(e.skill, "for a missing skill or a skill level too low", "缺少所需技能或技能等级不足");
  add(e.region, "for the region", "不服务该区域");
  add(e.channel, "for the channel", "不服务该渠道");
  add(e.customer_tier, "for the customer's tier", "不服务该客户等级");
  add(e.agent_tier, "for their own tier", "自身级别不符");
  return Joined(parts, Say(language, ", ", "，"));
}

Exclusions NowOf(const ExplainView& v) {
  const auto at = [&](Exclusion e) { return v.excluded[static_cast<std::size_t>(e)]; };
  return {at(Exclusion::kSkill), at(Exclusion::kRegion), at(Exclusion::kChannel), at(Exclusion::kCustomerTier), at(Exclusion::kAgentTier)};
}

std::string WhoMay(const ExplainView& v, Language language) {
  if (language == Language::kChinese) {
    std::vector<std::string> parts{fmt::format("{}人现在可接", v.available)};
    if (v.at_capacity > 0) parts.push_back(fmt::format("{}人符合但已满", v.at_capacity));
    if (v.kept_for_urgent > 0) parts.push_back(fmt::format("{}人符合但空位留给紧急工单", v.kept_for_urgent));
    if (v.off_shift > 0) parts.push_back(fmt::format("{}人符合但不在班次内", v.off_shift));
    if (v.off_duty > 0) parts.push_back(fmt::format("{}人符合但不在岗", v.off_duty));
    if (v.declined > 0) parts.push_back(fmt::format("{}人符合但刚拒绝或未接", v.declined));
    return fmt::format("共{}名客服：{}", v.agents, Joined(parts, "，"));
  }
  std::vector<std::string> parts{fmt::format("{} could take it now", v.available)};
  if (v.at_capacity > 0) parts.push_back(fmt::format("{} could but are full", v.at_capacity));
  if (v.kept_for_urgent > 0) parts.push_back(fmt::format("{} could but are kept for urgent tickets", v.kept_for_urgent));
  if (v.off_shift > 0) parts.push_back(fmt::format("{} could but are off shift", v.off_shift));
  if (v.off_duty > 0) parts.push_back(fmt::format("{} could but are not on duty", v.off_duty));
  if (v.declined > 0) parts.push_back(fmt::format("{} could but just declined it or did not answer", v.declined));
  return fmt::format("of {} agents {}", v.agents, Joined(parts, ", "));
}

std::string AgentOf(const TicketView& t, const CatalogView& names) {
  return t.agent_name.empty() ? names.AgentName(t.agent.raw()) : t.agent_name;
}

// Who was chosen for the present offer or assignment, and why.
std::string NoteText(const DecisionNote& n, const std::string& agent, const CatalogView& names, Language language) {
  const auto choice = static_cast<Choice>(n.choice);
  std::string out;
  if (language == Language::kChinese) {
    out = fmt::format("{}（{}）：{}人符合，其负荷{}/64", agent, ChineseName(choice), n.eligible, n.load);
    if (n.runner_up != 0) out += fmt::format("，次选{}负荷{}/64", names.AgentName(n.runner_up), n.runner_up_load);
    return out + fmt::format("；规则版本{}", n.rules_version);
  }
  std::string_view why;
  switch (choice) {
    case Choice::kLeastLoaded:
      why = "had the least load";
      break;
    case Choice::kSameAgent:
      why = "served this customer before";
      break;
    case Choice::kFreedAgent:
      why = "had just become free, and this was next in line";
      break;
    case Choice::kLongestDeclined:
      why = "declined it longest ago, and everybody else declined it too";
      break;
    case Choice::kDedicatedManager:
      why = "looks after this customer";
      break;
    case Choice::kDeputy:
      why = "stands in for whoever looks after this customer";
      break;
    case Choice::kServesVip:
      why = "serves VIPs and had the least load of those";
      break;
    case Choice::kOwner:
      why = "had it before";
      break;
    case Choice::kByHand:
      return fmt::format("{} got it from a supervisor, load {}/64 (rule set {})", agent, n.load, n.rules_version);
    case Choice::kNone:
      why = "was chosen";
  }
  out = fmt::format("{} {}: {} could take it, load {}/64", agent, why, n.eligible, n.load);
  if (n.runner_up != 0) out += fmt::format(", the next best was {} with {}/64", names.AgentName(n.runner_up), n.runner_up_load);
  return out + fmt::format(" (rule set {})", n.rules_version);
}

// Those who were passed over when the choice was made.
std::string NotThen(const DecisionNote& n, Language language) {
  std::string out = ExclusionsText({n.by_skill, n.by_region, n.by_channel, n.by_customer_tier, n.by_agent_tier}, language);
  const auto add = [&](std::uint32_t count, std::string_view english, std::string_view chinese) {
    if (count == 0) return;
    if (!out.empty()) out += Say(language, ", ", "，");
    out += std::to_string(count) + Say(language, " ", "人") + Say(language, english, chinese);
  };
  add(n.by_capacity, "full", "已满");
  add(n.by_decline, "had declined", "已拒绝");
  add(n.by_shift, "off shift", "不在班次内");
  add(n.off_duty, "not on duty", "不在岗");
  return out;
}

std::string When(Micros at, Micros now, Language language) {
  return fmt::format("{} ({})", InstantText(at), RelativeText(at, now, language));
}

std::string UpcomingText(const Upcoming& event, const CatalogView& names, Micros now, Language language) {
  const std::string when = When(event.at, now, language);
  switch (event.event) {
    case NextEvent::kNone:
      break;
    case NextEvent::kOfferExpires:
      return SayFormat(language, "{}: back to the pool, if {} has not accepted by then", "{}，若{}仍未接单，退回待处理池", when,
                       names.AgentName(event.agent));
    case NextEvent::kClockStep: {
      const std::string_view clock = ClockStem(event.clock, language);
      if (event.per_mille == 1000) return SayFormat(language, "{}: overdue to {}", "{}，{}时效超时", when, clock);
      if (event.per_mille > 1000) {
        return SayFormat(language, "{}: the {} clock, overdue, reaches {} %", "{}，{}时效超时达{}%", when, clock, event.per_mille / 10);
      }
      return SayFormat(language, "{}: {} % of the time to {} is used, a reminder goes out", "{0}，{2}时效已用{1}%，发出提醒", when,
                       event.per_mille / 10, clock);
    }
    case NextEvent::kPlanEnds:
      return SayFormat(language, "{}: it enters the pool and its clocks begin", "{}，进入待处理池并开始计时", when);
    case NextEvent::kReviewOverdue:
      return SayFormat(language, "{}: supervisors are told again that nobody reviewed it", "{}，再次提醒主管复核", when);
    case NextEvent::kRelaxes:
      return SayFormat(language, "{}: it asks for less, so that more agents may take it", "{}，放宽要求，更多客服可接", when);
    case NextEvent::kManagerWaitEnds:
      return SayFormat(language, "{}: it is kept for {} no longer, others may take it", "{}，不再为{}保留，其他客服可接", when,
                       names.AgentName(event.agent));
    case NextEvent::kShiftBegins:
      return SayFormat(language, "{}: the shift of {}, who may take it, begins", "{}，可接单的{}开始上班", when,
                       names.AgentName(event.agent));
    case NextEvent::kRampStep:
      return SayFormat(language, "{}: {}, who came to work a moment ago, may take one more", "{}，刚上线的{}可再接一单", when,
                       names.AgentName(event.agent));
    case NextEvent::kPartDue:
      return SayFormat(language, "{}: a part of it is to be done by then", "{}，协作事项到期", when);
    case NextEvent::kCallBackDue:
      return SayFormat(language, "{}: its customer is to be called back", "{}，应回访客户", when);
    case NextEvent::kDeclineForgotten:
      return SayFormat(language, "{}: {}, who declined it, may get it again", "{}，拒绝过的{}可再次收到派单", when,
                       names.AgentName(event.agent));
  }
  return {};
}

// All that is planned, in order, one a line.
void AddUpcoming(const ExplainView& v, const CatalogView& names, Micros now, Language language, Pairs& pairs) {
  if (v.upcoming.empty()) {
    pairs.emplace_back(Say(language, "next", "下一步"),
                       Say(language, "nothing by the clock; the next step is an agent's", "没有定时事件，等待客服操作"));
  }
  for (std::size_t i = 0; i < v.upcoming.size(); ++i) {
    pairs.emplace_back(i == 0 ? Say(language, "next", "下一步") : Say(language, "then", "之后"),
                       UpcomingText(v.upcoming[i], names, now, language));
  }
}

// "anna (12/64), bob (20/64) and 3 more".
std::string MayHaveText(const ExplainView& v, Language language) {
  std::vector<std::string> agents;
  for (const AgentVerdict& verdict : v.may_have) agents.push_back(fmt::format("{} ({}/64)", verdict.name, verdict.load));
  std::string out = Joined(agents, Say(language, ", ", "、"));
  if (v.available > v.may_have.size()) {
    out += SayFormat(language, " and {} more", "等，另有{}人", v.available - v.may_have.size());
  }
  return out;
}

// "carl: full; dora: declined, until 10:15:00".
std::string OthersText(const ExplainView& v, Language language) {
  std::vector<std::string> agents;
  for (const AgentVerdict& verdict : v.others) {
    std::string text = verdict.name + Say(language, ": ", "：") + std::string(NameIn(language, verdict.eligibility));
    if (verdict.eligibility == Eligibility::kOffDuty) text += " (" + std::string(NameIn(language, verdict.status)) + ")";
    if (verdict.until != 0) text += Say(language, ", until ", "，至") + InstantText(verdict.until);
    agents.push_back(text);
  }
  std::string out = Joined(agents, Say(language, "; ", "；"));
  const std::size_t named = v.may_have.size() + v.others.size();
  const std::size_t unlisted = v.available > v.may_have.size() ? v.available - v.may_have.size() : 0;
  if (v.agents > named + unlisted) out += SayFormat(language, "; and {} more", "；另有{}人", v.agents - named - unlisted);
  return out;
}

std::string ClockText(const TicketView& t, Clock clock, Micros now, Language language) {
  const auto i = static_cast<std::size_t>(clock);
  if (t.due[i] == 0 || t.due[i] == kNever) return Say(language, "no deadline", "无时限");
  if (clock == Clock::kRespond && t.first_response_at != 0) {
    return SayFormat(language, "done {} ({})", "已于{}响应（{}）", InstantText(t.first_response_at),
                     t.first_response_at <= t.due[i] ? Say(language, "in time", "按时") : Say(language, "late", "超时"));
  }
  if (t.resolved_at != 0) {
    return SayFormat(language, "done {} ({})", "已于{}解决（{}）", InstantText(t.resolved_at),
                     t.resolved_at <= t.due[i] ? Say(language, "in time", "按时") : Say(language, "late", "超时"));
  }
  std::string out = When(t.due[i], now, language);
  const auto standing = std::find_if(t.clocks.begin(), t.clocks.end(), [&](const ClockView& view) { return view.clock == clock; });
  if (standing != t.clocks.end() && standing->state == ClockState::kPaused) {
    out += Say(language, ", paused", "，已暂停");
  } else if (t.due[i] < now) {
    out += Say(language, ", overdue", "，已超时");
  }
  return out;
}

// Which rule decided what.
std::string RulesText(const ExplainView& v, Language language) {
  std::vector<std::string> parts;
  for (const FiredRule& rule : v.rules) {
    if (rule.output == RuleOutput::kClaimed) {
      parts.push_back(Say(language, "level as it was claimed", "级别按提交时声明"));
      continue;
    }
    if (rule.output == RuleOutput::kByType) {
      parts.push_back(Say(language, "level of its type", "级别按类型"));
      continue;
    }
    if (rule.output == RuleOutput::kSupervisor) {
      parts.push_back(Say(language, "level by a supervisor", "级别由主管设定"));
      continue;
    }
    parts.push_back(std::string(NameIn(language, rule.output)) + Say(language, " by ", "：") +
                    (rule.name.empty() ? SayFormat(language, "rule {} of rule set {}", "规则集{1}第{0}条", rule.place, v.rules_version)
                                       : "\"" + rule.name + "\""));
  }
  return Joined(parts, Say(language, ", ", "，"));
}

}  // namespace

std::string PlaceText(std::uint32_t place, std::uint32_t wait_ms, Language language) {
  if (wait_ms == 0) return SayFormat(language, "{} ahead, no estimate of the wait yet", "前面{}张，暂无等待估计", place);
  return SayFormat(language, "{} ahead, expected wait {}", "前面{}张，预计等待{}", place, SpanText(wait_ms * kMillisecond, language));
}

std::string RequirementText(const Requirement& r, const CatalogView& names, Language language) {
  std::vector<std::string> parts;
  std::vector<std::string> skills;
  for (int i = 0; i < r.skill_count; ++i) {
    const SkillLevel& s = r.skills[static_cast<std::size_t>(i)];
    skills.push_back(names.NameOf(CatalogKind::kSkill, s.skill) + (s.level > 1 ? ":" + std::to_string(s.level) : ""));
  }
  if (!skills.empty()) parts.push_back(Say(language, "skills ", "技能") + Joined(skills, Say(language, ", ", "、")));
  if (r.region != 0) parts.push_back(Say(language, "region ", "区域") + names.NameOf(CatalogKind::kRegion, r.region));
  if (r.channel != 0) parts.push_back(Say(language, "channel ", "渠道") + names.NameIn(language, CatalogKind::kChannel, r.channel));
  if (r.customer_tier != 0) {
    parts.push_back(Say(language, "customers of tier ", "客户等级") +
                    std::string(NameIn(language, static_cast<CustomerTier>(r.customer_tier))));
  }
  if (r.agent_tiers != 0) parts.push_back(Say(language, "agents of tier ", "客服级别") + TiersText(r.agent_tiers, language));
  if (parts.empty()) return Say(language, "nothing special: any agent", "无特殊要求");
  return Joined(parts, Say(language, "; ", "；"));
}

std::string WaitsForText(const ExplainView& v, const CatalogView& names, Language language) {
  const std::string agent = AgentOf(v.ticket, names);
  switch (v.ticket.status) {
    case Status::kReceived:
      return Say(language, "for its not-before time", "等待计划受理时间");
    case Status::kPooled:
      break;
    case Status::kOffered:
      return SayFormat(language, "for {} to accept the offer", "等待{}接单", agent);
    case Status::kWaitingCustomer:
      return SayFormat(language, "for the customer's answer; {} has it", "等待客户回复，处理人{}", agent);
    case Status::kWaitingDepartment:
      return SayFormat(language, "for another department; {} has it", "等待部门，处理人{}", agent);
    case Status::kResolved:
      return Say(language, "for nothing: it is resolved", "无，已解决");
    case Status::kHeld:
      return Say(language, "for a supervisor to release it: it is held", "等待主管解除挂起");
    case Status::kClosed:
    case Status::kClosedUnconfirmed:
    case Status::kCancelled:
    case Status::kMerged:
    case Status::kAbandoned:
      return SayFormat(language, "for nothing: it is {}", "无，{}", NameIn(language, v.ticket.status));
    default:
      return SayFormat(language, "for {} to work on it", "等待{}处理", agent);
  }
  const bool for_manager =
      std::any_of(v.upcoming.begin(), v.upcoming.end(), [](const Upcoming& event) { return event.event == NextEvent::kManagerWaitEnds; });
  if (v.held_for && !for_manager) {
    return SayFormat(language, "for {}, with whom it stays until a supervisor sends it elsewhere", "等待固定负责人{}，除非主管改派",
                     names.AgentName(v.held_for.raw()));
  }
  if (v.held_for) {
    return SayFormat(language, "for {}, who looks after this customer", "等待专属经理{}", names.AgentName(v.held_for.raw()));
  }
  if (v.available > 0 && v.ahead > 0) {
    return SayFormat(language, "for its turn: {} tickets like it come first", "等待前面的{}张工单", v.ahead);
  }
  if (v.available > 0) return Say(language, "for nobody: the next offer is on its way", "即将派单");
  if (v.at_capacity > 0) {
    return SayFormat(language, "for a free place: everybody on duty who could take it ({}) is full, and {} tickets come first",
                     "等待空位：符合且在岗的{}人都已满，前面还有{}张", v.at_capacity, v.ahead);
  }
  if (v.kept_for_urgent > 0) {
    return SayFormat(language, "for more free places than are kept for urgent tickets: {} agents who could take it have one of those",
                     "等待留给紧急工单之外的空位（{}人的空位为紧急工单保留）", v.kept_for_urgent);
  }
  if (v.off_shift > 0) {
    return SayFormat(language, "for the shift of one of {} agents who could take it to begin", "等待符合条件的客服开班（{}人不在班次内）",
                     v.off_shift);
  }
  if (v.off_duty > 0) {
    return SayFormat(language, "for one of {} agents who could take it to come on duty", "等待符合条件的客服上线（{}人不在岗）",
                     v.off_duty);
  }
  if (v.declined > 0) {
    return Say(language, "until an agent who declined it may be asked again", "等待拒绝过的客服可再次被派单");
  }
  return SayFormat(language, "for an agent who does not exist yet ({}): give somebody what it needs, or declare an agent",
                   "没有任何客服符合要求（{}），请为客服添加技能或登记新客服", RequirementText(v.requirement, names, language));
}

std::string DecisionsText(const std::vector<Event>& events, const CatalogView& names, Language language) {
  Pairs pairs;
  for (const Event& event : events) {
    if (event.note.rules_version == 0) continue;
    std::string text = NoteText(event.note, names.AgentName(event.agent), names, language);
    const std::string not_then = NotThen(event.note, language);
    if (!not_then.empty()) text += Say(language, "; not: ", "；未选：") + not_then;
    pairs.emplace_back(InstantText(event.at), text);
  }
  return pairs.empty() ? std::string() : Say(language, "decisions:\n", "派单决定：\n") + RenderPairs(pairs);
}

std::string ExplainText(const ExplainView& v, const CatalogView& names, Micros now, Language language) {
  const TicketView& t = v.ticket;
  const auto label = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  Pairs pairs;
  std::string status =
      std::string(NameIn(language, t.status)) + Say(language, ", level ", "，级别") + std::string(NameIn(language, t.level));
  if (t.order_level != t.level && t.order_level != Level::kNone && t.resolved_at == 0) {
    status += Say(language, ", ordered as ", "，排序按") + std::string(NameIn(language, t.order_level));
  }
  if (t.status_since != 0) status += Say(language, ", since ", "，自") + InstantText(t.status_since);
  pairs.emplace_back(label("ticket", "工单"), FormatTicketNumber(t.ticket));
  pairs.emplace_back(label("status", "状态"), status);
  if (!v.rules.empty()) pairs.emplace_back(label("rules", "规则"), RulesText(v, language));
  if (!IsOver(t.status)) pairs.emplace_back(label("needs", "要求"), RequirementText(v.requirement, names, language));
  if (v.relaxed != 0 && !IsOver(t.status)) {
    std::vector<std::string> steps;
    if ((v.relaxed & 1) != 0) steps.push_back(Say(language, "agents of any region", "不限区域"));
    if ((v.relaxed & 2) != 0) steps.push_back(Say(language, "one more rung of agents, any customer tier", "上一级客服，不限客户等级"));
    if ((v.relaxed & 4) != 0) steps.push_back(Say(language, "skills at one level less", "技能等级降一级"));
    pairs.emplace_back(label("relaxed to", "已放宽"), Joined(steps, Say(language, "; ", "；")));
  }
  pairs.emplace_back(label("waits", "等待"), WaitsForText(v, names, language));
  if (t.status == Status::kPooled) {
    pairs.emplace_back(label("place", "排位"), PlaceText(t.place, t.wait_ms, language));
  }
  if (t.status == Status::kPooled || t.status == Status::kOffered) {
    pairs.emplace_back(label("who may", "可接"), WhoMay(v, language));
    const std::string not_now = ExclusionsText(NowOf(v), language);
    if (!not_now.empty()) pairs.emplace_back(label("who may not", "不可接"), not_now);
    if (!v.may_have.empty()) pairs.emplace_back(label("by name", "可接人员"), MayHaveText(v, language));
    if (!v.others.empty()) pairs.emplace_back(label("others", "其他人员"), OthersText(v, language));
  }
  if (v.note.rules_version != 0 && t.status != Status::kPooled) {
    pairs.emplace_back(label("chosen", "派单"), NoteText(v.note, AgentOf(t, names), names, language));
    const std::string not_then = NotThen(v.note, language);
    if (!not_then.empty()) pairs.emplace_back(label("passed over", "未选"), not_then);
  }
  if (t.offers > 1) {
    pairs.emplace_back(label("offers", "派单次数"), std::to_string(t.offers));
  }
  for (const Clock clock : {Clock::kRespond, Clock::kResolve}) {
    if (IsOver(t.status) && t.due[static_cast<std::size_t>(clock)] == 0) continue;  // had none: nothing to say any more
    pairs.emplace_back(std::string(ClockStem(clock, language)) + label(" by", "时限"), ClockText(t, clock, now, language));
  }
  if (!IsOver(t.status)) AddUpcoming(v, names, now, language, pairs);
  return RenderPairs(pairs);
}

}  // namespace tidegate
