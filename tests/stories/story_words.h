// StoryWords: what the words of a story do, by family, each in the file that is named above it; and the world that they do it to.
//
// A word takes what it needs from the Reader and throws a Misspelt when that is not there; the caller sees to it that nothing is left over.
// What a word found, rather than caused, goes to found_ and is told behind what happened.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "tests/stories/story_reader.h"
#include "tests/support/engine_world.h"
#include "tests/support/narrator.h"

namespace tidegate::story {

inline constexpr Micros kMidnight = kWorldBegins - kWorldBegins % kDay;

class StoryWords {
 protected:
  StoryWords() = default;
  ~StoryWords() = default;

  // story_words.cc
  // What one line does. as S1 take-back T1: what supervisors do in it, they do under this name.
  void Do(Reader& words);
  void DoVerb(Reader& words);
  std::string KnownTicket(Reader& words);
  // +1d 09:00:00
  Micros InstantOf(Reader& words);
  // disk refusing-low: the daemon has measured that it stands at this mark.
  void ReportDisk(Reader& words);

  // given_words.cc
  // given sample NAME ...: the rule set that is shipped, with these presets in force and no pauses of agents. What it makes of a ticket
  // beside its deadlines is not told: the levels are those that the story says (given rules shipped has all).
  void GiveSample(Reader& words);
  // given row PRESET CLOCK SPAN [pauses] [in CALENDAR]: a row for every ticket, of a preset that is made if there is none.
  void GiveRow(Reader& words);
  // given rule from-vip tier vip channel email level high: a classification rule, behind those there are.
  void GiveRule(Reader& words);
  // given calendar early [Europe/Berlin] 08:00:00-12:00:00 13:00:00-17:00:00: every day, from a week ago on, ten weeks; in a zone half a
  // year.
  void GiveCalendar(Reader& words);
  // given weight hotline 200
  void GiveWeight(Reader& words);
  // given presets-of channel|team NAME PRESET ...
  void GivePresetsOf(Reader& words);

  // rules_words.cc
  // change open-rungs 2: another rule set, which differs in one setting
  void ChangeRules(Reader& words);
  // active NAME ...: another rule set that differs in the presets in force.
  void ChangeActive(Reader& words);
  // steps 50 80 100: another rule set that differs in the steps of its clocks.
  void ChangeSteps(Reader& words);
  // drop skill refund: another rule set that does not have this name. try-drop: it is only tried.
  void DropName(const std::string& verb, Reader& words);

  // talk_words.cc
  // What is said to the customer and by him, and what settles a ticket. False when the verb is none of these.
  bool DoTalk(const std::string& verb, Reader& words);
  // look T1 as front-end [web] | A1 | supervisor chen | data-admin | operator; shown TEXT. False when the verb is none of these.
  bool DoLook(const std::string& verb, Reader& words);

  // life_words.cc
  // What becomes of a ticket beside its work. False when the verb is none of these.
  bool DoLife(const std::string& verb, Reader& words);

  // customer_words.cc
  // attach T2 to T1 [supervisor]; link T2 to T1 [supervisor]; customer Ann called wx9 [on app]; customer Ann not-called wx9 [on app];
  // customer Ann is Bob; who-is Ann. False when the verb is none of these.
  bool DoCustomer(const std::string& verb, Reader& words);
  // feedback T1 1 3 2 yes|no [says SOME_WORDS] [request 7]; resolve-without code|solution A1 T1. False when the verb is none of these.
  bool DoFeedback(const std::string& verb, Reader& words);

  // knowledge_words.cc
  // article TITLE internal|customer|withdrawn [as 1]; reviewed 1; use A1 T1 1. False when the verb is none of these.
  bool DoKnowledge(const std::string& verb, Reader& words);
  // find customer Ann | order o1 | number T1 | from 09:00:00 to 10:00:00; search refund [front-end]. False when the verb is none of these.
  bool DoFind(const std::string& verb, Reader& words);

  // part_and_plan_words.cc
  // part A1 T1 logistics [to B1] [due 10:00:00]; take-part B1 T1 1; give-part T1 1 to B1; part-node B1 T1 1 waiting;
  // end-part B1 T1 1 RESULT; drop-part supervisor T1 1 WHY. Who does it may be the supervisor. False when the verb is none of these.
  bool DoPart(const std::string& verb, Reader& words);
  // plan visits every 6 months from +1d 09:00:00 [customer C1] [calendar office]; drop-plan visits. False when the verb is none of these.
  bool DoPlan(const std::string& verb, Reader& words);

  EngineWorld::Options options_;
  std::deque<std::string> article_texts_;  // that commands borrow
  std::unique_ptr<EngineWorld> world_;
  std::unique_ptr<Narrator> narrator_;
  std::vector<Happening> found_;  // by this line, told behind what happened
  Micros archive_kept_ = kNever;
};

// given_words.cc: NAME VALUE of a setting.
const std::map<std::string, std::function<void(EngineWorld::Options&, const std::string&)>>& Settings();

// desk_words.cc
void DoAgent(EngineWorld& world, Reader& words, EngineWorld::By by = EngineWorld::By::kDataAdmin);
void DoSubmit(EngineWorld& world, Reader& words);
// accept A1 T1 [offer 2] [request 7]
struct DeskWords {
  std::string agent;
  std::string ticket;
};
DeskWords ReadDesk(EngineWorld& world, Reader& words);

}  // namespace tidegate::story
