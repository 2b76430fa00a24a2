// CareLedger: what clients were told of the matters around the work - answers of customers, who they are, parts, plans, transfers, reviews,
// articles -, and what they asked for. Data of a run, one thread; what is durable of it: DurableCare.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/model/command.h"

namespace tidegate {

// What is said of one ticket: by which command, and of which one (0 where it is of none).
using Word = std::pair<CommandKind, std::uint64_t>;

struct CareLedger {
  struct Answers {
    std::uint32_t asked = 0;           // distinct requests sent, not counting those that were refused
    std::vector<std::uint8_t> tenths;  // of those that were acknowledged, in order
  };
  struct Article {
    std::uint32_t asked = 0;  // versions
    std::uint32_t told = 0;
  };
  struct Times {
    std::uint32_t asked = 0;  // distinct requests sent, not counting those that were refused
    std::uint32_t told = 0;   // of these, acknowledged as having changed something
  };
  std::map<Word, Times> words;                      // of requests that are one change each (WordOf)
  std::set<std::uint64_t> reopened;                 // tickets that somebody asked to reopen: that they were resolved says nothing any more
  std::map<std::uint64_t, Status> ended;            // that were acknowledged as cancelled, merged or abandoned: for ever
  std::map<std::uint64_t, Answers> answers;         // by ticket
  std::map<std::uint64_t, std::uint64_t> attached;  // ticket: into which
  std::set<std::uint64_t> moved;                    // what was asked for may have changed these tickets' times
  using PartName = std::pair<std::uint64_t, std::uint8_t>;
  std::set<PartName> parts;                                           // that were asked for
  std::set<PartName> parts_done;                                      // that were reported as done
  std::uint32_t parts_asked = 0;                                      // distinct requests sent
  std::map<std::string, std::uint32_t> plans;                         // by name; what is being dropped is not here
  std::set<std::tuple<std::string, std::string, std::string>> links;  // customer, identity, channel (empty = every)
  std::map<std::string, std::string> merged;                          // customer: into whom
  std::map<std::uint32_t, Article> articles;
  std::set<std::uint64_t> reviewed;                                       // tickets
  std::map<std::uint64_t, std::uint32_t> transfers;                       // by ticket: settled so often
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::uint32_t> uses;  // by ticket and article

  // Under whom a customer's names are found, as far as was told.
  std::string Survivor(std::string customer) const {
    for (auto found = merged.find(customer); found != merged.end(); found = merged.find(customer)) customer = found->second;
    return customer;
  }
};

}  // namespace tidegate
