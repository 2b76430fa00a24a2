// News: what a stage has to say to the operator; its runner writes it into the log.
#pragma once

#include <cstdint>
#include <string>

namespace tidegate {

struct News {
  enum class Kind : std::uint8_t { kGood, kBad } kind = Kind::kGood;
  std::string text;
};

}  // namespace tidegate
