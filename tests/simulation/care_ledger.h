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

namespace tidegate {

struct CareLedger {
  struct Answers {
    std::uint32_t asked = 0;           // distinct requests sent, not counting those that were refused
    std::vector<std::uint8_t> tenths;  // of those that were acknowledged, in order
  };
  struct Article {
    std::uint32_t asked = 0;  // versions
    std::uint32_t told = 0;
  };
  std::map<std::uint64_t, Answers> answers;                           // by ticket
  std::map<std::uint64_t, std::uint64_t> attached;                    // ticket: into which
  std::set<std::uint64_t> moved;                                      // of attaches that were asked for: both tickets' times may be others
  std::set<std::pair<std::uint64_t, std::uint8_t>> parts;             // that were asked for
  std::set<std::pair<std::uint64_t, std::uint8_t>> parts_done;        // that were reported as done
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
