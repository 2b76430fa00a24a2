// DurableCare: what the simulated disk has of the matters around the work, counted naively from the changes; held against what was told.
//
// One of a DurableHistory, one thread. Knows nothing of the engine's tables: a link, an answer or a part is there because its change is.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/model/turn_record.h"
#include "protocol/key_hasher.h"
#include "tests/simulation/simulation_parts.h"

namespace tidegate {

class DurableCare {
 public:
  void See(const ChangeView& change);

  // Everything acknowledged is there, and nothing was done twice.
  void Check(const CareLedger& told, const KeyHasher& hasher, Problems& problems) const;
  // A ticket that a front end submitted was resolved: its customer was to be asked.
  bool Surveyed(std::uint64_t ticket) const { return surveyed_.contains(ticket); }

  bool HasAnswer(std::uint64_t ticket) const { return answers_.contains(ticket); }
  bool HasPart(std::uint64_t ticket, std::uint32_t part) const { return parts_.contains({ticket, part}); }
  bool HasEndedPart(std::uint64_t ticket, std::uint32_t part) const { return ended_parts_.contains({ticket, part}); }
  bool HasPlan(std::uint32_t plan) const { return plans_.contains(plan); }
  bool HasArticle(std::uint32_t article) const { return articles_.contains(article); }
  // How often each of these came about on the disk, for the tally.
  const std::map<std::string, std::uint64_t>& counts() const { return counts_; }

 private:
  using Link = std::pair<std::uint64_t, std::uint64_t>;  // identity, channel
  void CheckAnswers(const CareLedger& told, Problems& problems) const;
  void CheckParts(const CareLedger& told, Problems& problems) const;
  void CheckCustomers(const CareLedger& told, const KeyHasher& hasher, Problems& problems) const;
  void CheckKnowledge(const CareLedger& told, Problems& problems) const;
  void CheckWords(const CareLedger& told, Problems& problems) const;

  std::map<Word, std::uint32_t> words_;

  std::map<std::uint64_t, std::vector<std::uint8_t>> answers_;  // by ticket: scores in order
  std::set<std::uint64_t> surveyed_;
  std::map<std::uint64_t, std::uint64_t> into_;  // of tickets that were merged
  std::set<std::pair<std::uint64_t, std::uint32_t>> parts_;
  std::set<std::pair<std::uint64_t, std::uint32_t>> ended_parts_;
  std::uint32_t parts_asked_ = 0;
  std::map<std::uint32_t, std::string> plans_;  // name by number
  std::map<Link, std::uint64_t> links_;         // whose
  std::map<std::uint64_t, std::uint64_t> merged_;
  std::map<std::uint32_t, std::uint32_t> articles_;  // versions
  std::set<std::uint64_t> reviewed_;
  std::map<std::uint64_t, std::uint32_t> transfers_;
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::uint32_t> uses_;
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace tidegate
