// SkillList: "refund:2,billing" as skills with levels.
//
// Owns the texts that names() borrows; moves keep them in place, copies are not made.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/client/messages.h"

namespace tidegate {

class SkillList {
 public:
  // The problem is empty when all went well.
  static SkillList Parse(std::string_view text, std::string& problem);

  std::span<const client::SkillName> names() const { return names_; }

  SkillList() = default;
  SkillList(SkillList&&) = default;
  SkillList& operator=(SkillList&&) = default;

 private:
  std::deque<std::string> texts_;
  std::vector<client::SkillName> names_;
};

}  // namespace tidegate
