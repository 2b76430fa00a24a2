// LoadOptions: what tidegate-load can be told; the table with bounds and help is in load_options.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/option.h"

namespace tidegate::load {

struct LoadOptions {
  std::string mode;  // the operand
  std::string connect = "127.0.0.1:7415";
  std::uint32_t connections = 16;
  std::uint32_t window = 256;  // requests in flight on a connection
  std::uint64_t count = 0;     // requests of a round; 0 = the mode's own
  std::uint32_t rounds = 5;
  std::uint64_t warm_up = 0;  // requests before the first round; 0 = a fifth of a round
  std::uint32_t agents = 0;   // 0 = the mode's own, here and below
  std::string desks = "gateways";
  std::uint32_t rate = 0;
  std::int64_t duration_ms = 0;
  std::uint32_t pid = 0;
  bool json = false;
};

std::span<const Option<LoadOptions>> LoadOptionTable();

struct LoadOptionsRead {
  LoadOptions options;
  std::vector<std::string> errors;
  bool help = false;
};
LoadOptionsRead ReadLoadOptions(std::span<const std::string_view> arguments);

std::string LoadHelp();

}  // namespace tidegate::load
