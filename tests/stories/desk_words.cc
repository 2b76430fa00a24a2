// Agents, submits, and what a desk says of a ticket.
#include <algorithm>

#include "protocol/keywords/keyword_scanner.h"
#include "tests/stories/story_words.h"

namespace tidegate::story {
namespace {

const std::vector<std::string_view> kAgentKeys = {"online", "declared", "skills", "capacity", "tier", "regions", "channels",   "customers",
                                                  "cost",   "at",       "team",   "shift",    "only", "room",    "supervisor", "duty"};

// What the rules in force look for in a text, whose words are joined by underscores.
std::uint64_t KeywordsOf(const EngineWorld& world, std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  const auto scanner = KeywordScanner::Make(world.tables().rules->rules().keywords);
  return scanner == nullptr ? 0 : scanner->Scan("", text);
}

}  // namespace

void DoAgent(EngineWorld& world, Reader& words, EngineWorld::By by) {
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

}  // namespace tidegate::story
