#include "tests/stories/story.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "protocol/keywords/keyword_scanner.h"
#include "protocol/masking/personal_data.h"
#include "protocol/rules/parse_rule_set.h"
#include "protocol/rules/weekly_hours.h"
#include "tests/stories/story_archive.h"
#include "tests/support/engine_world.h"
#include "tests/support/narrator.h"

namespace tidegate {
namespace {

using Words = std::vector<std::string>;

constexpr Micros kMidnight = kWorldBegins - kWorldBegins % kDay;

// What a story got wrong in its own words; told as a failure of its line.
struct Misspelt {
  std::string what;
};

std::string Trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r") - from + 1));
}

Words Split(const std::string& text) {
  std::istringstream in(text);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::uint64_t NumberOf(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) throw Misspelt{"'" + std::string(text) + "' is not a number"};
  return number;
}

// 30s, 3m, 2h, 7d, 0
Micros SpanOf(std::string_view text) {
  constexpr std::pair<char, Micros> kUnits[] = {{'s', kSecond}, {'m', kMinute}, {'h', kHour}, {'d', kDay}};
  for (const auto& [unit, span] : kUnits) {
    if (!text.empty() && text.back() == unit) return static_cast<Micros>(NumberOf(text.substr(0, text.size() - 1))) * span;
  }
  if (text == "0") return 0;
  throw Misspelt{"'" + std::string(text) + "' is not a span like 30s, 3m, 2h or 7d"};
}

// 09:15:01 or 09:15:01.250
Micros TimeOf(std::string_view text) {
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') throw Misspelt{"'" + std::string(text) + "' is not a time like 09:15:01"};
  Micros at = static_cast<Micros>(NumberOf(text.substr(0, 2))) * kHour + static_cast<Micros>(NumberOf(text.substr(3, 2))) * kMinute +
              static_cast<Micros>(NumberOf(text.substr(6, 2))) * kSecond;
  if (text.size() == 12 && text[8] == '.') at += static_cast<Micros>(NumberOf(text.substr(9))) * kMillisecond;
  return at;
}

// refund or refund:3
SkillNamed SkillOf(const std::string& word) {
  const auto colon = word.find(':');
  if (colon == std::string::npos) return {.name = word};
  return {.name = word.substr(0, colon), .level = static_cast<int>(NumberOf(std::string_view(word).substr(colon + 1)))};
}

// T1..T3 -> T1, T2, T3; any other name is itself.
Words NamesOf(const std::string& word) {
  const auto dots = word.find("..");
  if (dots == std::string::npos) return {word};
  const std::string first = word.substr(0, dots);
  const std::string last = word.substr(dots + 2);
  const auto digits = first.find_last_not_of("0123456789") + 1;
  const std::string stem = first.substr(0, digits);
  if (!last.starts_with(stem)) throw Misspelt{"'" + word + "' does not count"};
  Words names;
  for (std::uint64_t i = NumberOf(first.substr(digits)); i <= NumberOf(last.substr(digits)); ++i) names.push_back(stem + std::to_string(i));
  return names;
}

// Whether a word follows another as T2 follows T1, and the word for both.
std::optional<std::string> Joined(const std::string& before, const std::string& next) {
  const std::string last = before.substr(before.find("..") == std::string::npos ? 0 : before.find("..") + 2);
  const std::string first = before.substr(0, before.find(".."));
  const auto digits = last.find_last_not_of("0123456789") + 1;
  if (digits == last.size() || digits == 0) return std::nullopt;
  if (next != last.substr(0, digits) + std::to_string(NumberOf(last.substr(digits)) + 1)) return std::nullopt;
  return first + ".." + next;
}

// Puts happenings together that differ only in a name that counts on.
void JoinNeighbours(std::vector<Happening>& happenings) {
  std::vector<Happening> joined;
  for (Happening& happening : happenings) {
    bool taken = false;
    if (!joined.empty()) {
      Words before = Split(joined.back().text);
      const Words next = Split(happening.text);
      std::size_t differing = before.size();
      int differences = before.size() == next.size() ? 0 : 2;
      for (std::size_t i = 0; i < before.size() && differences < 2; ++i) {
        if (before[i] != next[i]) ++differences, differing = i;
      }
      if (differences == 1) {
        if (const auto both = Joined(before[differing], next[differing])) {
          before[differing] = *both;
          std::string text;
          for (const std::string& word : before) text += (text.empty() ? "" : " ") + word;
          joined.back().text = text;
          std::erase_if(joined.back().details, [&](const std::string& detail) {
            return std::find(happening.details.begin(), happening.details.end(), detail) == happening.details.end();
          });
          taken = true;
        }
      }
    }
    if (!taken) joined.push_back(std::move(happening));
  }
  happenings = std::move(joined);
}

// The rule set that is shipped, without the pauses that other stories tell of.
RuleSet RulesOf(const std::string& value) {
  if (value != "shipped") throw Misspelt{"'" + value + "' is no rule set; shipped is one"};
  std::ifstream file("deploy/sample/rules.toml");
  std::ostringstream text;
  text << file.rdbuf();
  ParsedRules parsed = ParseRuleSet(text.str(), kWorldBegins);
  if (!parsed.rules) throw Misspelt{FormatRuleErrors("rules.toml", parsed.errors)};
  parsed.rules->wrap_up = 0;
  parsed.rules->ramp_up = 0;
  parsed.rules->feedback.survey = false;
  return *std::move(parsed.rules);
}

// urgent, or urgent+high
ReviewRule ReviewOf(const std::string& value) {
  ReviewRule review;
  review.levels = 0;
  std::istringstream levels(value == "none" ? "" : value);
  for (std::string word; std::getline(levels, word, '+');) {
    const auto level = LevelNamed(word);
    if (!level) throw Misspelt{"'" + word + "' is no level"};
    review.levels |= static_cast<std::uint8_t>(1u << static_cast<int>(*level));
  }
  return review;
}

// given NAME VALUE
const std::map<std::string, std::function<void(EngineWorld::Options&, const std::string&)>>& Settings() {
  static const std::map<std::string, std::function<void(EngineWorld::Options&, const std::string&)>> kSettings = {
      {"wrap-up", [](auto& options, const auto& value) { options.rules.wrap_up = SpanOf(value); }},
      {"ramp-up", [](auto& options, const auto& value) { options.rules.ramp_up = SpanOf(value); }},
      {"accept-live", [](auto& options, const auto& value) { options.rules.accept_live = SpanOf(value); }},
      {"accept-other", [](auto& options, const auto& value) { options.rules.accept_other = SpanOf(value); }},
      {"decline-memory", [](auto& options, const auto& value) { options.rules.decline_memory = SpanOf(value); }},
      {"disconnect-grace", [](auto& options, const auto& value) { options.rules.disconnect_grace = SpanOf(value); }},
      {"misses-for-break",
       [](auto& options, const auto& value) { options.rules.misses_for_break = static_cast<std::int32_t>(NumberOf(value)); }},
      {"stale-after", [](auto& options, const auto& value) { options.rules.stale_after = SpanOf(value); }},
      {"promise-percent",
       [](auto& options, const auto& value) { options.rules.promise_per_mille = static_cast<std::uint16_t>(NumberOf(value) * 10); }},
      {"promise-complexity",
       [](auto& options, const auto& value) { options.rules.promise_complexity = static_cast<std::uint8_t>(NumberOf(value)); }},
      {"escalation", [](auto& options, const auto& value) { options.rules.escalation = static_cast<std::uint8_t>(NumberOf(value)); }},
      {"overdue-reason",
       [](auto& options, const auto& value) {
         options.rules.overdue_reasons.push_back(
             {.code = static_cast<std::uint8_t>(options.rules.overdue_reasons.size() + 1), .name = value, .asks_text = value == "other"});
       }},
      {"active", [](auto& options, const auto& value) { options.rules.active_presets.push_back(value); }},
      {"same-agent-within", [](auto& options, const auto& value) { options.rules.same_agent_within = SpanOf(value); }},
      {"article-review", [](auto& options, const auto& value) { options.rules.article_review = SpanOf(value); }},
      {"close-silence", [](auto& options, const auto& value) { options.rules.close_silence = SpanOf(value); }},
      {"no-silence-in", [](auto& options, const auto& value) { options.rules.no_silence_in.push_back(value); }},
      {"reopen-within", [](auto& options, const auto& value) { options.rules.reopen_within = SpanOf(value); }},
      {"call-back-after", [](auto& options, const auto& value) { options.rules.call_back_after = SpanOf(value); }},
      {"survey", [](auto& options, const auto& value) { options.rules.feedback.survey = value == "on"; }},
      {"feedbacks-max",
       [](auto& options, const auto& value) { options.limits.feedbacks_max = static_cast<std::uint32_t>(NumberOf(value)); }},
      {"handling",  // given handling consultation=listen_first
       [](auto& options, const auto& value) {
         for (TypeRule& type : options.rules.types) {
           if (value.starts_with(type.name + "=")) type.handling = value.substr(type.name.size() + 1);
         }
       }},
      {"repeat-within", [](auto& options, const auto& value) { options.rules.repeat_within = SpanOf(value); }},
      {"transfer-alert", [](auto& options, const auto& value) { options.rules.transfer_alert = SpanOf(value); }},
      {"rules", [](auto& options, const auto& value) { options.rules = RulesOf(value); }},
      {"review", [](auto& options, const auto& value) { options.rules.review = ReviewOf(value); }},
      {"supervisor-percent",
       [](auto& options, const auto& value) { options.rules.supervisor_per_mille = static_cast<std::uint16_t>(NumberOf(value) * 10); }},
      {"open-rungs", [](auto& options, const auto& value) { options.rules.open_rungs = static_cast<std::uint8_t>(NumberOf(value)); }},
      {"relaxation",
       [](auto& options, const auto& value) {
         if (value != "shipped" && value != "none") throw Misspelt{"relaxation is shipped or none"};
         options.rules.matching.relaxation = value == "none" ? decltype(MatchingRules::relaxation){} : MatchingRules().relaxation;
       }},
      {"open-desks", [](auto& options, const auto& value) { options.rules.open_desks = value == "on"; }},
      {"shift-end", [](auto& options, const auto& value) { options.rules.matching.shift_end = SpanOf(value); }},
      {"waiting-percent",
       [](auto& options, const auto& value) {
         options.rules.matching.waiting_customer_percent = static_cast<std::uint8_t>(NumberOf(value));
       }},
      {"reserve", [](auto& options, const auto& value) { options.rules.matching.reserve = static_cast<std::uint16_t>(NumberOf(value)); }},
      {"share-low",
       [](auto& options, const auto& value) {
         options.rules.matching.share_percent[static_cast<std::size_t>(Level::kLow)] = static_cast<std::uint8_t>(NumberOf(value));
       }},
      {"share-normal",
       [](auto& options, const auto& value) {
         options.rules.matching.share_percent[static_cast<std::size_t>(Level::kNormal)] = static_cast<std::uint8_t>(NumberOf(value));
       }},
      {"saturation-alerts", [](auto& options, const auto& value) { options.rules.matching.saturation_alerts = value == "on"; }},
      {"tickets-max", [](auto& options, const auto& value) { options.limits.tickets_max = static_cast<std::uint32_t>(NumberOf(value)); }},
      {"recent-max", [](auto& options, const auto& value) { options.limits.recent_max = static_cast<std::uint32_t>(NumberOf(value)); }},
      {"customers-max",
       [](auto& options, const auto& value) { options.limits.customers_max = static_cast<std::uint32_t>(NumberOf(value)); }},
  };
  return kSettings;
}

// The words of one command, taken from the left.
class Reader {
 public:
  explicit Reader(Words words) : words_(std::move(words)) {}
  bool empty() const { return at_ == words_.size(); }
  std::string Next(const char* what) {
    if (empty()) throw Misspelt{std::string("a word is missing: ") + what};
    return words_[at_++];
  }
  bool Is(std::string_view word) {
    if (empty() || words_[at_] != word) return false;
    ++at_;
    return true;
  }
  // Words up to the next key word.
  Words List(const std::vector<std::string_view>& keys) {
    Words list;
    while (!empty() && std::find(keys.begin(), keys.end(), words_[at_]) == keys.end()) list.push_back(words_[at_++]);
    return list;
  }
  void End() const {
    if (!empty()) throw Misspelt{"'" + words_[at_] + "' was not understood"};
  }

 private:
  Words words_;
  std::size_t at_ = 0;
};

template <class Enum>
Enum Listed(const std::string& word) {
  const auto value = FromName<Enum>(word);
  if (!value) throw Misspelt{"'" + word + "' was not understood"};
  return *value;
}

const std::vector<std::string_view> kAgentKeys = {"online", "declared", "skills", "capacity", "tier", "regions", "channels",   "customers",
                                                  "cost",   "at",       "team",   "shift",    "only", "room",    "supervisor", "duty"};

void DoAgent(EngineWorld& world, Reader& words, EngineWorld::By by = EngineWorld::By::kDataAdmin) {
  AgentSpec agent;
  agent.name = words.Next("the agent's name");
  bool signs_in = false;
  std::string desk = "desk of " + agent.name;
  while (!words.empty()) {
    if (words.Is("online")) {
      signs_in = true;
    } else if (words.Is("declared")) {
      signs_in = false;
    } else if (words.Is("skills")) {
      for (const std::string& skill : words.List(kAgentKeys)) agent.skills.push_back(SkillOf(skill));
    } else if (words.Is("capacity")) {
      agent.capacity = static_cast<std::uint32_t>(NumberOf(words.Next("the capacity")));
    } else if (words.Is("tier")) {
      agent.tier = Listed<AgentTier>(words.Next("the tier"));
    } else if (words.Is("regions")) {
      agent.regions = words.List(kAgentKeys);
    } else if (words.Is("channels")) {
      agent.channels = words.List(kAgentKeys);
    } else if (words.Is("customers")) {
      for (const std::string& tier : words.List(kAgentKeys)) agent.customer_tiers.push_back(Listed<CustomerTier>(tier));
    } else if (words.Is("cost")) {
      agent.cost_per_hour_cents = static_cast<std::uint32_t>(NumberOf(words.Next("the cost")));
    } else if (words.Is("team")) {
      agent.team = words.Next("the team");
    } else if (words.Is("supervisor")) {
      agent.supervisor = words.Next("the supervisor");
    } else if (words.Is("duty")) {
      agent.duty_supervisor = words.Next("the duty supervisor");
    } else if (words.Is("at")) {
      desk = words.Next("the desk");
    } else if (words.Is("shift")) {
      agent.shift = words.Next("the calendar");
    } else if (words.Is("only")) {  // only vip in evening
      for (const std::string& tier : words.List({"in"})) agent.hours_tiers.push_back(Listed<CustomerTier>(tier));
      if (!words.Is("in")) throw Misspelt{"only vip in evening"};
      agent.tier_hours = words.Next("the calendar");
    } else if (words.Is("room")) {  // room hotline 1
      const std::string channel = words.Next("the channel");
      agent.rooms.emplace_back(channel, static_cast<int>(NumberOf(words.Next("how many tickets"))));
    } else {
      words.End();
    }
  }
  world.Declare(agent, by);
  if (signs_in) world.SignIn(agent.name, desk);
}

// What the rules in force look for in a text, whose words are joined by underscores.
std::uint64_t KeywordsOf(const EngineWorld& world, std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  const auto scanner = KeywordScanner::Make(world.tables().rules->rules().keywords);
  return scanner == nullptr ? 0 : scanner->Scan("", text);
}

void DoSubmit(EngineWorld& world, Reader& words) {
  const Words keys = NamesOf(words.Next("the ticket's name"));
  TicketSpec ticket;
  while (!words.empty()) {
    if (words.Is("customer")) {
      ticket.customer = words.Next("the customer");
    } else if (words.Is("type")) {
      ticket.type = words.Next("the type");
    } else if (words.Is("channel")) {
      ticket.channel = words.Next("the channel");
    } else if (words.Is("region")) {
      ticket.region = words.Next("the region");
    } else if (words.Is("order")) {
      ticket.order = words.Next("the order");
    } else if (words.Is("payload")) {
      ticket.payload = NumberOf(words.Next("the payload"));
    } else if (words.Is("category")) {
      const auto category = FromName<ComplaintCategory>(words.Next("the category"));
      if (!category) throw Misspelt{"this is no category"};
      ticket.category = *category;
    } else if (words.Is("complexity")) {
      ticket.complexity = static_cast<std::uint8_t>(NumberOf(words.Next("the complexity")));
    } else if (words.Is("people")) {
      ticket.impact_people = static_cast<std::uint32_t>(NumberOf(words.Next("how many people")));
    } else if (words.Is("yuan")) {
      ticket.impact_cents = static_cast<std::int64_t>(NumberOf(words.Next("how many yuan"))) * 100;
    } else if (words.Is("text")) {
      ticket.text = words.Next("the text");
      std::replace(ticket.text.begin(), ticket.text.end(), '_', ' ');
      ticket.keywords = KeywordsOf(world, ticket.text);
    } else if (words.Is("admitted")) {  // the claim lies beyond the quota, and counts as this
      const auto level = LevelNamed(words.Next("the level"));
      if (!level) throw Misspelt{"this is no level"};
      ticket.admitted = *level;
    } else if (words.Is("tag")) {
      ticket.tags.push_back(words.Next("the tag"));
    } else if (words.Is("not-before")) {
      ticket.not_before = kMidnight + TimeOf(words.Next("the time"));
    } else {
      const std::string word = words.Next("a word");
      if (const auto level = LevelNamed(word)) {
        ticket.level = *level;
      } else if (const auto tier = FromName<CustomerTier>(word)) {
        ticket.tier = *tier;
      } else {
        ticket.skills.push_back(SkillOf(word));
      }
    }
  }
  for (const std::string& key : keys) {
    ticket.key = key;
    world.Submit(ticket);
  }
}

// accept A1 T1 [offer 2] [request 7]
struct DeskWords {
  std::string agent;
  std::string ticket;
};
DeskWords ReadDesk(EngineWorld& world, Reader& words) {
  DeskWords desk{.agent = words.Next("the agent"), .ticket = words.Next("the ticket")};
  while (!words.empty()) {
    if (words.Is("offer")) {
      world.NextToken(static_cast<std::uint32_t>(NumberOf(words.Next("the offer's number"))));
    } else if (words.Is("request")) {
      world.NextRequest(NumberOf(words.Next("the request's number")));
    } else {
      break;
    }
  }
  if (world.tables().agents.Find(desk.agent) == 0) throw Misspelt{"nobody is called '" + desk.agent + "'"};
  if (!world.Knows(desk.ticket)) throw Misspelt{"no ticket is called '" + desk.ticket + "'"};
  return desk;
}

class Teller {
 public:
  Teller(std::string_view name, std::string_view text) : name_(name), text_(text) {}

  std::vector<std::string> Tell() {
    std::istringstream in{std::string(text_)};
    for (std::string line; std::getline(in, line);) {
      ++number_;
      const std::string said = Trimmed(std::string_view(line).substr(0, line.find('#')));
      if (said.empty()) continue;
      try {
        if (said.starts_with("->")) {
          Expect(said.substr(2));
        } else {
          Judge();
          Take(said);
        }
      } catch (const Misspelt& wrong) {
        Fail(said, wrong.what);
        return std::move(failures_);
      }
    }
    Judge();
    if (world_ != nullptr) {
      for (const std::string& problem : world_->problems()) failures_.push_back(std::string(name_) + ": " + problem);
    }
    return std::move(failures_);
  }

 private:
  void Take(const std::string& said) {
    Reader words(Split(said));
    if (words.Is("given")) {
      if (world_ != nullptr) throw Misspelt{"given comes before the first at"};
      const std::string setting = words.Next("the setting");
      if (setting == "archive-kept") {  // how long ended tickets are kept
        archive_kept_ = SpanOf(words.Next("the time"));
        return words.End();
      }
      if (setting == "sample") return GiveSample(words);
      if (setting == "row") return GiveRow(words);
      if (setting == "presets-of") return GivePresetsOf(words);
      if (setting == "calendar") return GiveCalendar(words);
      if (setting == "rule") return GiveRule(words);
      if (setting == "weight") return GiveWeight(words);
      if (setting == "front-ends-told") {  // what they are told is told
        tells_front_ends_ = true;
        return;
      }
      const auto found = Settings().find(setting);
      if (found == Settings().end()) throw Misspelt{"'" + setting + "' is no setting"};
      found->second(options_, words.Next("the value"));
      words.End();
      return;
    }
    if (world_ == nullptr) {
      world_ = std::make_unique<EngineWorld>(options_);
      narrator_ = std::make_unique<Narrator>(*world_);
      if (tells_front_ends_) narrator_->TellFrontEnds();
    }
    const auto arrow = said.find("->");
    Reader command(Split(said.substr(0, arrow)));
    if (!command.Is("at")) throw Misspelt{"a line begins with given, at or ->"};
    std::string time = command.Next("the time");
    Micros at = kMidnight;
    if (time.starts_with("+")) {
      at += SpanOf(time.substr(1));
      time = command.Next("the time");
    }
    at += TimeOf(time);
    if (at < world_->now()) throw Misspelt{"time does not go back"};

    line_ = said;
    line_number_ = number_;
    // What happens before this line's time stands on no line.
    world_->AdvanceTo(std::max(world_->now(), at - 1));
    for (const Happening& happening : narrator_->Take()) {
      Fail(said, "before it, at " + ClockText(happening.at) + ", unexpectedly: " + happening.Full());
    }
    world_->AdvanceTo(at);
    if (!command.empty()) {
      Do(command);
      command.End();
      world_->Settle();
    }
    actual_ = narrator_->Take();
    actual_.insert(actual_.end(), found_.begin(), found_.end());
    found_.clear();
    if (arrow != std::string::npos) Expect(said.substr(arrow + 2));
  }

  void Do(Reader& words) {
    const std::string verb = words.Next("what is done");
    if (verb == "agent") return DoAgent(*world_, words);
    if (verb == "desk-declares") return DoAgent(*world_, words, EngineWorld::By::kItsDesk);
    if (verb == "submit") return DoSubmit(*world_, words);
    if (verb == "approve" || verb == "redirect" || verb == "explain") {
      const std::string ticket = words.Next("the ticket");
      if (!world_->Knows(ticket)) throw Misspelt{"no ticket is called '" + ticket + "'"};
      if (verb == "explain") {
        world_->Explain(ticket);
      } else {
        world_->Review(ticket, verb == "approve" ? ReviewWord::kConfirm : ReviewWord::kRedirect);
      }
      return;
    }
    if (DoFind(verb, words) || DoKnowledge(verb, words) || DoFeedback(verb, words)) return;
    if (DoLook(verb, words)) return;
    if (verb == "restart") return world_->Restart();
    if (verb == "steps") return ChangeSteps(words);
    if (verb == "weight") {  // another rule set that differs in the weight of a channel
      GiveWeight(words);
      world_->Activate(options_.rules);
      return;
    }
    if (verb == "active") return ChangeActive(words);
    if (verb == "change") return ChangeRules(words);
    if (verb == "drop" || verb == "try-drop") return DropName(verb, words);
    if (verb == "undo-rules") {
      world_->Undo(words.empty() ? 0 : static_cast<std::uint32_t>(NumberOf(words.Next("the version"))));
      return;
    }
    if (verb == "list-rules") {
      world_->Add({}, ShowRules{});
      return;
    }
    if (verb == "ask-status") {
      world_->Add({}, AskStatus{});
      return;
    }
    if (verb == "show") {
      world_->ShowAgent(words.Next("the agent"));
      return;
    }
    if (verb == "who-is-full") {
      world_->Add({}, ListSaturated{});
      return;
    }
    if (verb == "disk") return ReportDisk(words);
    if (verb == "online") {
      const std::string agent = words.Next("the agent");
      words.Is("at") ? world_->SignIn(agent, words.Next("the desk")) : world_->SignIn(agent);
      return;
    }
    constexpr std::pair<std::string_view, AgentStatus> kStatuses[] = {
        {"ready", AgentStatus::kOnline}, {"busy", AgentStatus::kBusy}, {"break", AgentStatus::kBreak}, {"offline", AgentStatus::kOffline}};
    for (const auto& [word, status] : kStatuses) {
      if (verb != word) continue;
      world_->SetStatus(words.Next("the agent"), status);
      return;
    }
    if (verb == "disconnect") {
      world_->Disconnect(words.Next("the agent"));
      return;
    }
    if (DoTalk(verb, words)) return;
    if (verb == "assign") {
      const std::string ticket = KnownTicket(words);
      if (!words.Is("to")) throw Misspelt{"assign T1 to A1"};
      const std::string agent = words.Next("the agent");
      world_->Assign(ticket, agent, words.Is("over-capacity") ? CapacityUse::kExceed : CapacityUse::kWithin);
      return;
    }
    if (DoLife(verb, words) || DoCustomer(verb, words) || DoPart(verb, words) || DoPlan(verb, words)) return;
    if (verb == "take-back") {
      world_->TakeBack(KnownTicket(words));
      return;
    }
    if (verb == "manager") {
      const std::string customer = words.Next("the customer");
      const std::string manager = words.Next("the manager");
      world_->SetManager(customer, manager, words.Is("deputy") ? words.Next("the deputy") : "");
      return;
    }
    constexpr std::string_view kDeskVerbs[] = {"accept", "decline", "contact", "resolve", "node"};
    if (std::find(std::begin(kDeskVerbs), std::end(kDeskVerbs), verb) == std::end(kDeskVerbs)) {
      throw Misspelt{"'" + verb + "' was not understood"};
    }
    const DeskWords desk = ReadDesk(*world_, words);
    if (verb == "accept") {
      world_->Accept(desk.agent, desk.ticket);
    } else if (verb == "decline") {
      world_->Decline(desk.agent, desk.ticket);
    } else if (verb == "contact") {
      world_->Contact(desk.agent, desk.ticket);
    } else if (verb == "resolve") {
      world_->Resolve(desk.agent, desk.ticket, words.Is("reason") ? static_cast<std::uint8_t>(NumberOf(words.Next("the code"))) : 0);
    } else {
      world_->Node(desk.agent, desk.ticket, Listed<Status>(words.Next("the node")));
    }
  }

  // look T1 as front-end [web] | A1 | supervisor chen | data-admin | operator; shown TEXT. False when the verb is none of these.
  bool DoLook(const std::string& verb, Reader& words) {
    if (verb == "shown") {  // what others are shown of a text, whose words are joined by underscores
      std::string text = words.Next("the text");
      std::replace(text.begin(), text.end(), '_', ' ');
      text = Masked(text);
      std::replace(text.begin(), text.end(), ' ', '_');
      narrator_->Add("shown as " + text);
      return true;
    }
    if (verb == "named") {
      narrator_->Add("named as " + MaskedIdentity(words.Next("the customer")));
      return true;
    }
    if (verb != "look") return false;
    const std::string ticket = KnownTicket(words);
    if (!words.Is("as")) throw Misspelt{"look T1 as front-end"};
    const std::string who = words.Next("who looks");
    const std::optional<Role> role = FromName<Role>(who);
    world_->Look(ticket, role.value_or(Role::kGateway), role ? (words.empty() ? "" : words.Next("the name")) : who);
    return true;
  }

  // What is said to the customer and by him, and what settles a ticket. False when the verb is none of these.
  bool DoTalk(const std::string& verb, Reader& words) {
    constexpr std::string_view kVerbs[] = {"message", "write", "promise", "confirm", "call-back", "reason", "level", "note", "call-ended"};
    if (std::find(std::begin(kVerbs), std::end(kVerbs), verb) == std::end(kVerbs)) return false;
    if (verb == "message" || verb == "confirm" || verb == "level") {
      const std::string ticket = words.Next("the ticket");
      if (!world_->Knows(ticket)) throw Misspelt{"no ticket is called '" + ticket + "'"};
      if (verb == "message") world_->MessageIn(ticket);
      if (verb == "confirm") world_->Confirm(ticket);
      if (verb == "level") world_->Level(ticket, Listed<Level>(words.Next("the level")));
      return true;
    }
    if (verb == "call-back" || verb == "reason") {
      std::string agent = words.Next("the agent, or supervisor");
      if (agent == "supervisor") agent.clear();
      const std::string ticket = words.Next("the ticket");
      if (verb == "call-back") {
        world_->CallBack(agent, ticket);
      } else {
        const auto code = static_cast<std::uint8_t>(NumberOf(words.Next("the code")));
        world_->Reason(agent, ticket, code, words.Is("text") ? words.Next("a word") : "");
      }
      return true;
    }
    if (verb == "note" && words.Is("supervisor")) {  // note supervisor T1
      world_->Note("", KnownTicket(words), TouchKind::kNote);
      return true;
    }
    const DeskWords desk = ReadDesk(*world_, words);
    if (verb == "write") {
      const MessageKind kind = words.empty() ? MessageKind::kAnswer : Listed<MessageKind>(words.Next("what kind of message"));
      world_->MessageOut(desk.agent, desk.ticket, kind);
    } else if (verb == "promise") {
      Micros at = kMidnight;
      std::string time = words.Next("the time");
      if (time.starts_with("+")) {
        at += SpanOf(time.substr(1));
        time = words.Next("the time");
      }
      world_->Promise(desk.agent, desk.ticket, at + TimeOf(time), words.Is("interim") ? words.Next("a word") : "");
    } else {
      world_->Note(desk.agent, desk.ticket, verb == "note" ? TouchKind::kNote : TouchKind::kCallEnded);
    }
    return true;
  }

  // article TITLE internal|customer|withdrawn [as 1]; reviewed 1; use A1 T1 1. False when the verb is none of these.
  bool DoKnowledge(const std::string& verb, Reader& words) {
    const auto article = [&] { return ArticleId(static_cast<std::uint32_t>(NumberOf(words.Next("the article's number")))); };
    if (verb == "article") {
      const std::string title = words.Next("the title");
      const Visibility visibility = Listed<Visibility>(words.Next("who finds it"));
      article_texts_.push_back(
          EncodeArticle({.title = title, .text = "all about " + title, .keywords = {}, .author = "boss", .types = {}}));
      world_->Add({},
                  PutArticle{.article = words.Is("as") ? article() : ArticleId(), .visibility = visibility, .text = article_texts_.back()});
    } else if (verb == "reviewed") {
      world_->Add({}, ReviewArticle{article()});
    } else if (verb == "use") {
      const DeskWords desk = ReadDesk(*world_, words);
      const Caller caller{.session = world_->SessionOf(desk.agent), .role = Role::kAgent};
      world_->Add(caller, UseArticle{world_->AgentOf(desk.agent), world_->TicketOf(desk.ticket), article()});
    } else {
      return false;
    }
    return true;
  }

  // find customer Ann | order o1 | number T1 | from 09:00:00 to 10:00:00; search refund [front-end]. False when the verb is none of these.
  bool DoFind(const std::string& verb, Reader& words) {
    const StoryArchive archive(*world_, archive_kept_);
    if (verb == "search") {
      const std::string text = words.Next("the words");
      found_ = archive.Search(text, words.Is("front-end") ? StoryArchive::Asker::kFrontEnd : StoryArchive::Asker::kDesk);
      return true;
    }
    if (verb == "suggest") {
      found_ = archive.Suggest(world_->TicketOf(KnownTicket(words)));
      return true;
    }
    if (verb != "find") return false;
    ArchiveQuestion question;
    if (words.Is("customer")) question.customer = world_->CustomerOf(words.Next("the customer"));
    if (words.Is("order")) question.order = EngineWorld::OrderOf(words.Next("the order"));
    if (words.Is("number")) question.ticket = world_->TicketOf(KnownTicket(words));
    if (words.Is("from")) question.from = kMidnight + TimeOf(words.Next("the time"));
    if (words.Is("to")) question.to = kMidnight + TimeOf(words.Next("the time"));
    found_ = archive.Find(question);
    return true;
  }

  // attach T2 to T1 [supervisor]; link T2 to T1 [supervisor]; customer Ann called wx9 [on app]; customer Ann not-called wx9 [on app];
  // customer Ann is Bob; who-is Ann. False when the verb is none of these.
  bool DoCustomer(const std::string& verb, Reader& words) {
    if (verb == "attach" || verb == "link") {
      const std::string ticket = KnownTicket(words);
      if (!words.Is("to")) throw Misspelt{verb + " T2 to T1"};
      const std::string to = KnownTicket(words);
      const EngineWorld::Side by = words.Is("supervisor") ? EngineWorld::Side::kSupervisor : EngineWorld::Side::kFrontEnd;
      verb == "attach" ? world_->Attach(ticket, to, by) : world_->LinkTicket(ticket, to, by);
      return true;
    }
    if (verb == "who-is") {
      world_->ShowCustomer(words.Next("the customer"));
      return true;
    }
    if (verb != "customer") return false;
    const std::string customer = words.Next("the customer");
    if (words.Is("is")) {
      world_->MergeCustomers(customer, words.Next("the other customer"));
      return true;
    }
    const bool called = words.Is("called");
    if (!called && !words.Is("not-called")) throw Misspelt{"customer Ann called wx9, not-called wx9, or is Bob"};
    const std::string identity = words.Next("what he is called");
    const std::string channel = words.Is("on") ? words.Next("the channel") : "";
    called ? world_->LinkIdentity(customer, identity, channel) : world_->UnlinkIdentity(customer, identity, channel);
    return true;
  }

  // feedback T1 1 3 2 yes|no [says SOME_WORDS] [request 7]; resolve-without code|solution A1 T1. False when the verb is none of these.
  bool DoFeedback(const std::string& verb, Reader& words) {
    if (verb == "resolve-without") {
      const std::string what = words.Next("code or solution");
      const DeskWords desk = ReadDesk(*world_, words);
      const Caller caller{.session = world_->SessionOf(desk.agent), .role = Role::kAgent};
      tidegate::Resolve resolve;
      resolve.agent = world_->AgentOf(desk.agent);
      resolve.ticket = world_->TicketOf(desk.ticket);
      if (what != "code") resolve.result_code = 1;
      if (what != "solution") resolve.solution = "done";
      world_->Add(caller, resolve);
      return true;
    }
    if (verb != "feedback") return false;
    const std::string ticket = KnownTicket(words);
    SurveyScores scores{};
    for (std::uint8_t& score : scores) score = static_cast<std::uint8_t>(NumberOf(words.Next("a score")));
    const Solved solved = Listed<Solved>(words.Next("yes or no"));
    std::string text = words.Is("says") ? words.Next("the text") : "";
    std::replace(text.begin(), text.end(), '_', ' ');
    if (words.Is("request")) world_->NextRequest(NumberOf(words.Next("the request's number")));
    world_->GiveFeedback(ticket, scores, solved, text);
    return true;
  }

  // What becomes of a ticket beside its work. False when the verb is none of these.
  bool DoLife(const std::string& verb, Reader& words) {
    if (verb == "hold") {
      world_->Hold(KnownTicket(words));
    } else if (verb == "release") {
      world_->Release(KnownTicket(words));
    } else if (verb == "abandon") {
      world_->Abandon(KnownTicket(words));
    } else if (verb == "cancel" || verb == "reopen") {
      const std::string ticket = KnownTicket(words);
      const EngineWorld::Side by = words.Is("supervisor") ? EngineWorld::Side::kSupervisor : EngineWorld::Side::kFrontEnd;
      verb == "cancel" ? world_->Cancel(ticket, by) : world_->Reopen(ticket, by);
    } else if (verb == "not-solved") {
      world_->MessageIn(KnownTicket(words), CustomerWord::kNotSolved);
    } else if (verb == "merge") {
      const std::string ticket = KnownTicket(words);
      if (!words.Is("into")) throw Misspelt{"merge T1 into T2"};
      world_->Merge(ticket, KnownTicket(words));
    } else if (verb == "transfer" || verb == "grant" || verb == "refuse") {
      // transfer A1 T1 [to A2 | team night]; grant T1 [to A2 | team night]; refuse T1
      const std::string agent = verb == "transfer" ? words.Next("the agent") : "";
      const std::string ticket = KnownTicket(words);
      const std::string to = words.Is("to") ? words.Next("the agent") : "";
      const std::string team = words.Is("team") ? words.Next("the team") : "";
      if (verb == "transfer") {
        world_->AskTransfer(agent, ticket, to, team);
      } else {
        world_->SettleTransfer(ticket, verb == "grant" ? TransferWord::kApprove : TransferWord::kRefuse, to, team);
      }
    } else {
      return false;
    }
    return true;
  }

  // +1d 09:00:00
  Micros InstantOf(Reader& words) {
    Micros at = kMidnight;
    std::string time = words.Next("the time");
    if (time.starts_with("+")) {
      at += SpanOf(time.substr(1));
      time = words.Next("the time");
    }
    return at + TimeOf(time);
  }

  // part A1 T1 logistics [to B1] [due 10:00:00]; take-part B1 T1 1; give-part T1 1 to B1; part-node B1 T1 1 waiting;
  // end-part B1 T1 1 RESULT; drop-part supervisor T1 1 WHY. Who does it may be the supervisor. False when the verb is none of these.
  bool DoPart(const std::string& verb, Reader& words) {
    constexpr std::string_view kVerbs[] = {"part", "take-part", "give-part", "part-node", "end-part", "drop-part"};
    if (std::find(std::begin(kVerbs), std::end(kVerbs), verb) == std::end(kVerbs)) return false;
    std::string agent = verb == "give-part" ? "supervisor" : words.Next("the agent, or supervisor");
    if (agent == "supervisor") agent.clear();
    const std::string ticket = KnownTicket(words);
    if (verb == "part") {
      const std::string department = words.Next("the department");
      const std::string to = words.Is("to") ? words.Next("the agent") : "";
      world_->AskPart(agent, ticket, department, to, words.Is("due") ? InstantOf(words) : 0);
      return true;
    }
    const auto part = static_cast<std::uint8_t>(NumberOf(words.Next("the part's number")));
    if (verb == "take-part") {
      world_->AssignPart(agent, ticket, part);
    } else if (verb == "give-part") {
      if (!words.Is("to")) throw Misspelt{"give-part T1 1 to B1"};
      world_->AssignPart("", ticket, part, words.Next("the agent"));
    } else if (verb == "part-node") {
      world_->ReportPart(agent, ticket, part, Listed<PartNode>(words.Next("the node")), "");
    } else {
      const PartNode node = verb == "end-part" ? PartNode::kDone : PartNode::kDropped;
      world_->ReportPart(agent, ticket, part, node, words.empty() ? "" : words.Next("the result"));
    }
    return true;
  }

  // plan visits every 6 months from +1d 09:00:00 [customer C1] [calendar office]; drop-plan visits. False when the verb is none of these.
  bool DoPlan(const std::string& verb, Reader& words) {
    if (verb == "drop-plan") {
      world_->DropPlan(words.Next("the plan"));
      return true;
    }
    if (verb != "plan") return false;
    EngineWorld::PlanSpec plan{.name = words.Next("the plan's name")};
    if (!words.Is("every")) throw Misspelt{"plan visits every 6 months from +1d 09:00:00"};
    plan.every = static_cast<std::uint16_t>(NumberOf(words.Next("how many")));
    plan.unit = Listed<PlanUnit>(words.Next("days, weeks or months"));
    if (!words.Is("from")) throw Misspelt{"plan visits every 6 months from +1d 09:00:00"};
    plan.first_at = InstantOf(words);
    if (words.Is("customer")) plan.customer = words.Next("the customer");
    if (words.Is("calendar")) plan.calendar = words.Next("the calendar");
    world_->PutPlan(plan);
    return true;
  }

  // given sample NAME ...: the rule set that is shipped, with these presets in force and no pauses of agents. What it makes of a ticket
  // beside its deadlines is not told: the levels are those that the story says (given rules shipped has all).
  void GiveSample(Reader& words) {
    std::ifstream file(TIDEGATE_STORIES_FOLDER "/../../deploy/sample/rules.toml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    ParsedRules parsed = ParseRuleSet(text, kWorldBegins);
    if (!parsed.rules) throw Misspelt{FormatRuleErrors("rules.toml", parsed.errors)};
    options_.rules = *std::move(parsed.rules);
    // These stories are about other things than what waiting does: relaxation and saturation are given where they are told.
    options_.rules.open_rungs = kLadderRungsMax;
    options_.rules.matching.relaxation = {};
    options_.rules.matching.saturation_alerts = false;
    options_.rules.feedback.survey = false;
    options_.rules.classification.clear();
    options_.rules.flows.clear();
    options_.rules.review.levels = 0;
    if (words.empty()) return;
    options_.rules.active_presets.clear();
    options_.rules.active_by_channel.clear();
    while (!words.empty()) options_.rules.active_presets.push_back(words.Next("a preset"));
  }

  // given row PRESET CLOCK SPAN [pauses] [in CALENDAR]: a row for every ticket, of a preset that is made if there is none.
  void GiveRow(Reader& words) {
    SlaRow row;
    row.preset = words.Next("the preset");
    row.clock = Listed<Clock>(words.Next("the clock"));
    row.target = SpanOf(words.Next("the target"));
    row.pauses = words.Is("pauses");
    if (words.Is("in")) {
      const std::string name = words.Next("the calendar");
      const std::vector<Calendar>& calendars = options_.rules.calendars;
      const auto of_name = [&](const Calendar& calendar) { return calendar.name() == name; };
      const auto found = std::find_if(calendars.begin(), calendars.end(), of_name);
      if (found == calendars.end()) throw Misspelt{"'" + name + "' is no calendar"};
      row.calendar = static_cast<std::uint16_t>(found - calendars.begin());
    }
    words.End();
    options_.rules.sla.push_back(row);
  }

  // given rule from-vip tier vip channel email level high: a classification rule, behind those there are.
  void GiveRule(Reader& words) {
    ClassificationRule rule;
    rule.name = words.Next("the rule's name");
    while (!words.empty()) {
      if (words.Is("tier")) {
        rule.tiers = static_cast<std::uint8_t>(rule.tiers | 1u << static_cast<int>(Listed<CustomerTier>(words.Next("the tier"))));
      } else if (words.Is("channel")) {
        rule.channels.push_back(words.Next("the channel"));
      } else if (words.Is("people")) {
        rule.impact_people_min = static_cast<std::uint32_t>(NumberOf(words.Next("how many people")));
      } else if (words.Is("yuan")) {
        rule.impact_cents_min = static_cast<std::int64_t>(NumberOf(words.Next("how many yuan"))) * 100;
      } else if (words.Is("level")) {
        rule.level = Listed<Level>(words.Next("the level"));
      } else {
        words.End();
      }
    }
    options_.rules.classification.push_back(std::move(rule));
  }

  // given calendar early [Europe/Berlin] 08:00:00-12:00:00 13:00:00-17:00:00: every day, from a week ago on, ten weeks; in a zone half a
  // year.
  void GiveCalendar(Reader& words) {
    const std::string name = words.Next("the calendar's name");
    std::vector<std::pair<Micros, Micros>> periods;
    std::optional<TimeZone> zone;
    while (!words.empty()) {
      const std::string period = words.Next("a period");
      if (period.find('/') != std::string::npos) {
        zone = TimeZone::Find(period);
        if (!zone) throw Misspelt{"'" + period + "' is no time zone of this machine"};
        continue;
      }
      if (period.size() != 17) throw Misspelt{"'" + period + "' is not a period like 08:00:00-17:00:00"};
      periods.emplace_back(TimeOf(period.substr(0, 8)), TimeOf(period.substr(9)));
    }
    if (periods.empty()) throw Misspelt{"a calendar without a period"};
    std::vector<OpenInterval> intervals;
    std::vector<WorkingDay> days;
    for (int day = -7; day < 63; ++day) {  // before its first period all time counts as open
      const Micros midnight = kMidnight + day * kDay;
      for (const auto& [open, close] : periods) intervals.push_back({midnight + open, midnight + close});
      days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight + periods.front().first});
    }
    Calendar calendar(name, std::move(intervals), std::move(days));
    if (zone) {
      WeeklyHours hours;
      for (std::vector<Period>& day : hours.days) {
        for (const auto& [open, close] : periods) day.push_back({static_cast<int>(open / kMinute), static_cast<int>(close / kMinute)});
      }
      calendar = CompileWeeklyHours(name, hours, *zone, kMidnight - 7 * kDay, kMidnight + 180 * kDay);
    }
    std::vector<Calendar>& calendars = options_.rules.calendars;
    const auto known = std::find_if(calendars.begin(), calendars.end(), [&](const Calendar& other) { return other.name() == name; });
    known == calendars.end() ? calendars.push_back(std::move(calendar)) : void(*known = std::move(calendar));
  }

  // given weight hotline 200
  void GiveWeight(Reader& words) {
    const std::string name = words.Next("the channel");
    for (ChannelRule& channel : options_.rules.channels) {
      if (channel.name == name) {
        channel.weight_percent = static_cast<std::uint16_t>(NumberOf(words.Next("the percent of a place")));
        return words.End();
      }
    }
    throw Misspelt{"the rules know no channel '" + name + "'"};
  }

  // given presets-of channel|team NAME PRESET ...
  void GivePresetsOf(Reader& words) {
    const bool channel = words.Is("channel");
    if (!channel && !words.Is("team")) throw Misspelt{"presets are of a channel or a team"};
    const std::string name = words.Next("whose they are");
    std::vector<std::string> presets;
    while (!words.empty()) presets.push_back(words.Next("a preset"));
    if (channel) {
      options_.rules.active_by_channel.push_back({name, presets});
    } else {
      options_.rules.active_by_team.push_back({name, presets});
    }
  }

  // active NAME ...: another rule set that differs in the presets in force.
  // change open-rungs 2: another rule set, which differs in one setting
  void ChangeRules(Reader& words) {
    const std::string setting = words.Next("the setting");
    if (setting == "calendar") {
      GiveCalendar(words);
    } else {
      const auto found = Settings().find(setting);
      if (found == Settings().end()) throw Misspelt{"'" + setting + "' is no setting"};
      found->second(options_, words.Next("the value"));
    }
    if (const char* flaw = FindFlaw(options_.rules)) throw Misspelt{flaw};
    world_->Activate(options_.rules);
  }
  void ChangeActive(Reader& words) {
    options_.rules.active_presets.clear();
    while (!words.empty()) options_.rules.active_presets.push_back(words.Next("a preset"));
    world_->Activate(options_.rules);
  }

  // drop skill refund: another rule set that does not have this name. try-drop: it is only tried.
  void DropName(const std::string& verb, Reader& words) {
    RuleSet rules = options_.rules;
    const std::string kind = words.Next("a kind of name");
    const std::string name = words.Next("a name");
    const auto named = [&name](const auto& rule) { return rule.name == name; };
    std::size_t gone = 0;
    if (kind == "skill") gone = std::erase(rules.skills, name);
    if (kind == "region") gone = std::erase(rules.regions, name);
    if (kind == "tag") gone = std::erase(rules.tags, name);
    if (kind == "type") gone = std::erase_if(rules.types, named);
    if (kind == "channel") gone = std::erase_if(rules.channels, named);
    if (kind == "reason") gone = std::erase_if(rules.overdue_reasons, named);
    if (gone != 1) throw Misspelt{"the rules have no " + kind + " '" + name + "'"};
    if (const char* flaw = FindFlaw(rules)) throw Misspelt{flaw};
    verb == "drop" ? world_->Activate(rules) : world_->Try(rules);
  }

  std::string KnownTicket(Reader& words) {
    std::string ticket = words.Next("the ticket");
    if (!world_->Knows(ticket)) throw Misspelt{"no ticket is called '" + ticket + "'"};
    return ticket;
  }

  // steps 50 80 100: another rule set that differs in the steps of its clocks.
  void ChangeSteps(Reader& words) {
    options_.rules.clock_steps.clear();
    while (!words.empty()) {
      options_.rules.clock_steps.push_back(static_cast<std::uint16_t>(NumberOf(words.Next("a step in percent")) * 10));
    }
    if (const char* flaw = FindFlaw(options_.rules)) throw Misspelt{flaw};
    world_->Activate(options_.rules);
  }

  // disk refusing-low: the daemon has measured that it stands at this mark.
  void ReportDisk(Reader& words) {
    world_->Add({}, ReportSpace{.mark = Listed<SpaceMark>(words.Next("the mark")), .used_bytes = 9, .budget_bytes = 10});
  }

  void Expect(std::string_view text) {
    if (line_.empty()) throw Misspelt{"-> follows a line that begins with at"};
    while (true) {
      const auto end = text.find(';');
      if (std::string part = Trimmed(text.substr(0, end)); !part.empty()) expected_.push_back(std::move(part));
      if (end == std::string_view::npos) return;
      text.remove_prefix(end + 1);
    }
  }

  // Compares what the last line expected with what happened.
  void Judge() {
    if (line_.empty()) return;
    if (expected_.size() == 1 && expected_.front() == "nothing") expected_.clear();
    const bool counts =
        std::any_of(expected_.begin(), expected_.end(), [](const auto& text) { return text.find("..") != std::string::npos; });
    if (counts) JoinNeighbours(actual_);
    bool same = expected_.size() == actual_.size();
    for (std::size_t i = 0; same && i < expected_.size(); ++i) same = actual_[i].Matches(expected_[i]);
    if (!same) {
      std::string what = "expected";
      for (const std::string& text : expected_) what += "\n      " + text;
      if (expected_.empty()) what += "\n      nothing";
      what += "\n    actual";
      for (const Happening& happening : actual_) what += "\n      " + happening.Full();
      if (actual_.empty()) what += "\n      nothing";
      const int here = std::exchange(number_, line_number_);
      Fail(line_, what);
      number_ = here;
    }
    line_.clear();
    expected_.clear();
    actual_.clear();
  }

  void Fail(const std::string& line, const std::string& what) {
    failures_.push_back(std::string(name_) + ":" + std::to_string(number_) + ": " + line + "\n    " + what);
  }

  std::string_view name_;
  std::string_view text_;
  int number_ = 0;
  EngineWorld::Options options_;
  std::deque<std::string> article_texts_;  // that commands borrow
  std::unique_ptr<EngineWorld> world_;
  std::unique_ptr<Narrator> narrator_;
  std::string line_;
  int line_number_ = 0;
  std::vector<std::string> expected_;
  std::vector<Happening> actual_;
  std::vector<Happening> found_;  // by this line, told behind what happened
  Micros archive_kept_ = kNever;
  bool tells_front_ends_ = false;
  std::vector<std::string> failures_;
};

}  // namespace

std::vector<std::string> TellStory(std::string_view name, std::string_view text) { return Teller(name, text).Tell(); }

}  // namespace tidegate
