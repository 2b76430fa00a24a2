#include "tests/simulation/durable_care.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "core/model/plan.h"
#include "tests/simulation/durable_words.h"

namespace tidegate {
namespace {

constexpr std::string_view kWorkspace = "default";
// Ids of the channels that are linked on: the sample rules' order.
constexpr std::array<std::string_view, 10> kChannels{"hotline",        "app",         "mini-program", "web-chat", "social-message",
                                                     "social-comment", "social-post", "email",        "store",    "kiosk"};

std::uint64_t ChannelNumber(std::string_view name) {
  if (name.empty()) return 0;
  return static_cast<std::uint64_t>(std::find(kChannels.begin(), kChannels.end(), name) - kChannels.begin()) + 1;
}

}  // namespace

void DurableCare::See(const ChangeView& change) {
  if (const std::optional<Word> word = WordOf(change)) ++words_[*word];
  switch (change.kind) {
    case ChangeKind::kFeedbackGiven: {
      const auto given = change.As<FeedbackGiven>();
      answers_[given.ticket].push_back(given.tenths);
      ++counts_[given.answers == 1 ? "disk: answer" : "disk: answer replaced"];
      break;
    }
    case ChangeKind::kFeedbackForgotten:
      ++counts_["disk: answer forgotten"];
      break;
    case ChangeKind::kSurveyRequested:
      surveyed_.insert(change.As<SurveyRequested>().ticket);
      ++counts_["disk: survey requested"];
      break;
    case ChangeKind::kMade:
      ++counts_["disk: " + std::string(EnglishName(static_cast<TicketOrigin>(change.As<Made>().origin))) + " ticket made"];
      break;
    case ChangeKind::kTicketEnded: {
      const auto ended = change.As<TicketEnded>();
      if (ended.into == 0) break;
      into_[ended.ticket] = ended.into;
      if (ended.attached != 0) ++counts_["disk: repeat attached"];
      break;
    }
    case ChangeKind::kPartAsked: {
      const auto asked = change.As<PartAsked>();
      parts_.insert({asked.ticket, asked.part});
      ++parts_asked_;
      break;
    }
    case ChangeKind::kPartEnded: {
      const auto ended = change.As<PartEnded>();
      ended_parts_.insert({ended.ticket, ended.part});
      ++counts_["disk: part ended"];
      break;
    }
    case ChangeKind::kPartMoved: {
      const auto moved = change.As<PartMoved>();
      parts_.insert({moved.ticket, moved.part});
      ++counts_["disk: part moved"];
      break;
    }
    case ChangeKind::kPlanPut: {
      const std::optional<Plan> plan = DecodePlan(change.tail);
      plans_[change.As<PlanPut>().plan] = plan ? std::string(plan->texts.name) : std::string();
      break;
    }
    case ChangeKind::kPlanDropped:
      plans_.erase(static_cast<std::uint32_t>(change.As<PlanDropped>().plan));
      ++counts_["disk: plan dropped"];
      break;
    case ChangeKind::kPlanFired:
      ++counts_["disk: plan fired"];
      break;
    case ChangeKind::kIdentityLinked: {
      const auto linked = change.As<IdentityLinked>();
      links_[{linked.identity, linked.channel}] = linked.customer;
      break;
    }
    case ChangeKind::kIdentityUnlinked: {
      const auto unlinked = change.As<IdentityUnlinked>();
      links_.erase({unlinked.identity, unlinked.channel});
      break;
    }
    case ChangeKind::kCustomersMerged: {
      const auto merged = change.As<CustomersMerged>();
      merged_[merged.from] = merged.into;
      for (auto& [link, customer] : links_) {
        if (customer == merged.from) customer = merged.into;
      }
      break;
    }
    case ChangeKind::kArticlePut: {
      const auto put = change.As<ArticlePut>();
      articles_[put.article] = put.version;
      break;
    }
    case ChangeKind::kArticleUsed: {
      const auto used = change.As<ArticleUsed>();
      ++uses_[{used.ticket, used.article}];
      break;
    }
    case ChangeKind::kRefused:
      ++counts_[change.As<tidegate::Refused>().frame != 0 ? "disk: what a role may not do recorded" : "disk: refusal recorded"];
      break;
    case ChangeKind::kReopened:
      ++counts_["disk: ticket reopened"];
      break;
    case ChangeKind::kClockFired:
      ++counts_["disk: clock fired"];
      break;
    case ChangeKind::kReviewed:
      reviewed_.insert(change.As<Reviewed>().ticket);
      break;
    case ChangeKind::kTransferSettled:
      ++transfers_[change.As<TransferSettled>().ticket];
      break;
    default:
      break;
  }
}

void DurableCare::CheckAnswers(const CareLedger& told, Problems& problems) const {
  for (const auto& [ticket, answers] : told.answers) {
    const auto found = answers_.find(ticket);
    const std::size_t count = found == answers_.end() ? 0 : found->second.size();
    if (count > answers.asked) problems.Add(fmt::format("ticket {} has {} answers, {} were given", ticket, count, answers.asked));
    // One is asked for at a time, so what was acknowledged comes first, in this order.
    if (count < answers.tenths.size() || !std::equal(answers.tenths.begin(), answers.tenths.end(), found->second.begin())) {
      problems.Add(fmt::format("lost: an answer about ticket {}", ticket));
    }
  }
  for (const auto& [ticket, into] : told.attached) {
    const auto found = into_.find(ticket);  // attached to what a supervisor merged it into before, it is so already
    if (found == into_.end() || found->second != into) problems.Add(fmt::format("lost: ticket {} was attached to {}", ticket, into));
  }
}

void DurableCare::CheckParts(const CareLedger& told, Problems& problems) const {
  for (const auto& [ticket, part] : told.parts) {
    if (!parts_.contains({ticket, part})) problems.Add(fmt::format("lost: part {} of ticket {}", part, ticket));
  }
  for (const auto& [ticket, part] : told.parts_done) {
    if (!ended_parts_.contains({ticket, part})) problems.Add(fmt::format("lost: the end of part {} of ticket {}", part, ticket));
  }
  if (parts_asked_ > told.parts_asked) problems.Add(fmt::format("{} parts there are, {} were asked for", parts_asked_, told.parts_asked));
  for (const auto& [name, plan] : told.plans) {
    const auto found = plans_.find(plan);
    if (found == plans_.end() || found->second != name) problems.Add(fmt::format("lost: plan {}, {}", plan, name));
  }
  for (const std::uint64_t ticket : told.reviewed) {
    if (!reviewed_.contains(ticket)) problems.Add(fmt::format("lost: the review of ticket {}", ticket));
  }
  for (const auto& [ticket, times] : told.transfers) {
    const auto found = transfers_.find(ticket);
    if (found == transfers_.end() || found->second < times) problems.Add(fmt::format("lost: a decided transfer of ticket {}", ticket));
  }
}

void DurableCare::CheckCustomers(const CareLedger& told, const KeyHasher& hasher, Problems& problems) const {
  const auto id_of = [&](std::string_view name) { return hasher.Customer(kWorkspace, name).raw(); };
  const auto survivor = [&](std::uint64_t customer) {
    for (auto found = merged_.find(customer); found != merged_.end(); found = merged_.find(customer)) customer = found->second;
    return customer;
  };
  for (const auto& [customer, identity, channel] : told.links) {
    const auto found = links_.find({id_of(identity), ChannelNumber(channel)});
    if (found == links_.end() || found->second != survivor(id_of(customer))) {
      problems.Add(fmt::format("lost: {} is called {} on `{}`", customer, identity, channel));
    }
  }
  for (const auto& [from, into] : told.merged) {
    const auto found = merged_.find(id_of(from));
    if (found == merged_.end() || found->second != id_of(into)) problems.Add(fmt::format("lost: {} is {}", from, into));
  }
}

void DurableCare::CheckKnowledge(const CareLedger& told, Problems& problems) const {
  for (const auto& [article, versions] : told.articles) {
    const auto found = articles_.find(article);
    const std::uint32_t version = found == articles_.end() ? 0 : found->second;
    if (version < versions.told) problems.Add(fmt::format("lost: version {} of article {}", versions.told, article));
    if (version > versions.asked) problems.Add(fmt::format("article {} has version {}, {} were put", article, version, versions.asked));
  }
  for (const auto& [use, times] : told.uses) {
    const auto found = uses_.find(use);
    if (found == uses_.end() || found->second < times)
      problems.Add(fmt::format("lost: article {} answered ticket {}", use.second, use.first));
  }
}

void DurableCare::CheckWords(const CareLedger& told, Problems& problems) const {
  for (const auto& [word, times] : told.words) {
    const auto found = words_.find(word);
    if (found == words_.end() ? times.told != 0 : found->second < times.told) {
      problems.Add(fmt::format("lost: {} of ticket {}, told {} times", CommandName(word.first), word.second, times.told));
    }
  }
  for (const auto& [word, times] : words_) {
    const auto asked = told.words.find(word);
    const std::uint32_t most = asked == told.words.end() ? 0 : asked->second.asked;
    if (times > most) problems.Add(fmt::format("{} of ticket {} {} times, asked {}", CommandName(word.first), word.second, times, most));
  }
}

void DurableCare::Check(const CareLedger& told, const KeyHasher& hasher, Problems& problems) const {
  CheckWords(told, problems);
  CheckAnswers(told, problems);
  CheckParts(told, problems);
  CheckCustomers(told, hasher, problems);
  CheckKnowledge(told, problems);
}

}  // namespace tidegate
