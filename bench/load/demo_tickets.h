// DemoTickets: what customers write in on a day, made from templates in Chinese and English.
//
// One owner. The same seed gives the same day. Complaints: 42 % functional, 35 % service, 15 % price, 8 % emotional; one customer in ten is
// VIP; ten channels (domain.md 15). Names of types, channels, skills and regions are those that the daemon knows: where it knows no such
// type or channel its first one stands in, an unknown skill is not asked for.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "bench/load/staff.h"
#include "core/model/names.h"

namespace tidegate::load {

struct DemoTicket {
  std::string customer;
  std::string order;  // may be empty
  std::string_view channel;
  std::string_view type;
  std::string_view region;
  std::string_view skill;  // empty = none asked for
  std::uint8_t skill_level = 1;
  Level level = Level::kNone;
  ComplaintCategory category = ComplaintCategory::kNone;
  CustomerTier tier = CustomerTier::kNone;
  std::string title;
  std::string text;
};

class DemoTickets {
 public:
  // `catalog` must outlive it.
  DemoTickets(const Catalog& catalog, std::uint64_t seed);

  DemoTicket Next();

 private:
  struct Kind {
    std::uint32_t weight;
    std::string_view type;  // of the catalog
    std::string_view skill;
    std::uint8_t skill_level;
    Level level;
    ComplaintCategory category;
    std::string_view title;
    std::string_view text;
  };

  std::uint32_t Draw(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

  const Catalog& catalog_;
  std::mt19937_64 random_;
  std::vector<Kind> kinds_;
  std::uint32_t weights_ = 0;
};

// The name of `names` that means `wanted`: the same letters, whatever stands between them; empty when there is none.
std::string_view NameLike(const std::vector<std::string>& names, std::string_view wanted);

}  // namespace tidegate::load
