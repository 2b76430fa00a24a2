// StoryArchive: what the projection and the search index of a daemon would say at this point of a story: made anew from all records.
//
// For stories about what is found later; a story has few records, so this costs milliseconds.
#pragma once

#include <string>
#include <vector>

#include "core/base/time.h"
#include "persistence/archive_reader.h"
#include "persistence/knowledge_index.h"
#include "tests/support/engine_world.h"
#include "tests/support/narrator.h"

namespace tidegate {

class StoryArchive {
 public:
  // `kept_for`: how long ended tickets are kept; kNever = for ever.
  StoryArchive(const EngineWorld& world, Micros kept_for) : world_(world), kept_for_(kept_for) {}

  // "found T1, resolved, whole history" for each ticket, or "found nothing".
  std::vector<Happening> Find(const ArchiveQuestion& question) const;
  // "finds article 1" for each, best first, or "finds nothing".
  enum class Asker { kFrontEnd, kDesk };
  std::vector<Happening> Search(const std::string& words, Asker asker) const;
  // What a desk is told of an open ticket: "finds article 1" for each that fits its texts, best first, and "handled so: ..." when its type
  // has a template.
  std::vector<Happening> Suggest(TicketId ticket) const;

 private:
  std::vector<Happening> Ask(const KnowledgeQuestion& question) const;

  const EngineWorld& world_;
  const Micros kept_for_;
};

}  // namespace tidegate
