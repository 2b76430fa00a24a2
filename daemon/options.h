// Options of tidegated: every setting once, with its name, key, default, bounds, unit and help (options.cc holds the table).
//
// Read once at start, then immutable. Order of force: default, configuration file, command line. All errors are found in one pass, each
// with its place (the flag, or file:line:column) and the remedy. Not here: what the values mean to the stages; they get the struct.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/option.h"
#include "core/engine/limits.h"

namespace tidegate {

struct Options {
  std::string data;
  std::string listen = "127.0.0.1:7415";
  std::string http = "127.0.0.1:7416";
  std::string rules;
  std::string config;
  std::string workspace = "default";
  bool sync = true;
  bool accept_clock_ahead = false;
  std::string clock = "wall";
  std::string driven_from;
  std::string log_level = "info";

  // Sessions and their peers.
  std::uint32_t sessions_max = 4096;
  std::uint32_t idle_timeout_ms = 60'000;
  std::uint32_t desk_credits_max = 32;         // design.md 3, idempotency
  std::uint32_t front_end_credits_max = 1024;  // front ends and desk gateways
  std::uint32_t outbox_bytes_max = 256 * 1024;
  std::uint32_t outbox_patience_ms = 2'000;
  std::uint32_t drain_ms = 10'000;

  // Lanes of the mailbox.
  std::uint32_t work_lane_max = 65'536;
  std::uint32_t submit_lane_max = 16'384;
  std::uint32_t mailbox_bytes_max = 64 << 20;

  // What the engine may be ahead of the disk.
  std::uint32_t unsynced_changes_max = 65'536;
  std::uint32_t unsynced_bytes_max = 16 << 20;

  std::uint32_t body_ring_bytes = 64 << 20;
  std::uint32_t image_every_bytes = 256 << 20;

  // The disk.
  std::uint64_t disk_budget_bytes = 0;  // 0 = what the directory takes and what is free, at the start
  std::uint64_t keep_journal_bytes = 1 << 30;
  std::uint64_t keep_journal_ms = 86'400'000;

  bool projection = true;
  std::uint32_t projection_segment_age_ms = 10'000;  // design.md 5
  std::uint32_t projection_flush_age_ms = 600'000;
  std::uint64_t keep_archive_ms = 0;     // 0 = for ever
  std::uint64_t keep_archive_bytes = 0;  // 0 = however much it is

  EngineLimits limits;
};

// The table of all options.
std::span<const Option<Options>> DaemonOptions();

struct OptionsRead {
  Options options;
  std::vector<std::string> errors;  // empty = may start
  bool help = false;
  bool version = false;
};

// Reads the configuration file named by the arguments, if any, then the arguments. `arguments` is without the program's name.
OptionsRead ReadOptions(std::span<const std::string_view> arguments);

// What --help prints.
std::string DaemonHelp();

// Splits HOST:PORT, [V6]:PORT or :PORT (loopback). False when it is none of these.
bool SplitHostPort(std::string_view text, std::string& host, std::uint16_t& port);

}  // namespace tidegate
