#include "daemon/options.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>

#include "core/model/article.h"
#include "protocol/frame.h"
#include "protocol/utc_text.h"

namespace tidegate {
namespace {

constexpr std::int64_t kPathBytesMax = 4095;     // PATH_MAX less its end
constexpr std::int64_t kHostPortBytesMax = 270;  // a DNS name of 253, brackets, colon, port
constexpr std::int64_t kTimeBytesMax = 20;       // YYYY-MM-DDTHH:MM:SSZ
constexpr std::int64_t kWorkspaceBytesMax = kNameBytesMax;
constexpr std::int64_t kGiB = 1 << 30;
constexpr std::int64_t kTiB = kGiB << 10;  // a thousand of the largest disks would be a mistake of units
constexpr std::int64_t kYearMs = std::int64_t{366} * 86'400'000;

static_assert(kEngineLimitsMax.articles_max == kArticlesMax);

#define TEXT(member, name, key, value_name, min, max, help) TIDEGATE_OPTION_TEXT(Options, member, name, key, value_name, min, max, help)
#define INTEGER(member, name, key, min, max, unit, help) TIDEGATE_OPTION_INTEGER(Options, member, name, key, "N", min, max, unit, help)
#define SWITCH(member, name, key, help) TIDEGATE_OPTION_SWITCH(Options, member, name, key, help)

constexpr Option<Options> kOptions[] = {
    TEXT(data, "data", "data", "DIR", 1, kPathBytesMax, "Directory of the journal and store; made when it does not exist. Required."),
    TEXT(listen, "listen", "listen", "HOST:PORT", 1, kHostPortBytesMax, "Where clients connect; port 0 picks a free one."),
    TEXT(http, "http", "http", "HOST:PORT", 1, kHostPortBytesMax, "Where /healthz, /readyz and /metrics answer; port 0 picks a free one."),
    TEXT(rules, "rules", "rules", "FILE", 0, kPathBytesMax,
         "Rule set (TOML) that seeds an empty directory; later the journal's counts and a differing file is reported."),
    TEXT(config, "config", "", "FILE", 0, kPathBytesMax, "Configuration file (TOML) with the same options; flags win over it."),
    TEXT(workspace, "workspace", "workspace", "NAME", 1, kWorkspaceBytesMax, "The workspace (tenant) that this daemon serves."),
    SWITCH(sync, "sync", "sync",
           "Sync the journal before anything is told. Off loses what was acknowledged in a power cut, and every status says so."),
    SWITCH(accept_clock_ahead, "accept-clock-ahead", "",
           "Start although the wall clock is more than 7 days ahead of the journal: it was down that long, or the clock was checked."),
    TIDEGATE_OPTION_CHOICE(Options, clock, "clock", "clock", "wall|driven",
                           "Where time comes from: the machine, or one session that moves it forward (recorded days, tests). For the "
                           "directory's life."),
    TEXT(driven_from, "driven-from", "", "TIME", 0, kTimeBytesMax,
         "With --clock driven: where time begins in an empty directory, for example 2016-02-29T00:00Z; default: now."),
    TIDEGATE_OPTION_CHOICE(Options, log_level, "log-level", "log_level", "trace|debug|info|warn|error",
                           "What is written to standard error."),

    INTEGER(sessions_max, "sessions-max", "sessions.max", 1, 65'535, "sessions",
            "Connections served at once; beyond, a new one is refused."),
    INTEGER(idle_timeout_ms, "idle-timeout", "sessions.idle_timeout", 1'000, 86'400'000, "ms",
            "A connection from which nothing comes for so long is closed; clients send heartbeats."),
    INTEGER(desk_credits_max, "desk-credits-max", "sessions.desk_credits_max", 1, kCreditsMax, "requests",
            "Requests in flight, and outcomes remembered, of a session of one agent."),
    INTEGER(front_end_credits_max, "front-end-credits-max", "sessions.front_end_credits_max", 1, kCreditsMax, "requests",
            "The same of a front end, a desk gateway or anybody else."),
    INTEGER(outbox_bytes_max, "outbox-bytes-max", "sessions.outbox_bytes_max", 16 * 1024, 64 << 20, "bytes",
            "Bytes that a peer may leave unread; above it gets no texts and is not read from, and is closed when it stays there."),
    INTEGER(outbox_patience_ms, "outbox-patience", "sessions.outbox_patience", 1, 600'000, "ms",
            "How long a peer may stay above outbox-bytes-max before it is closed."),
    INTEGER(drain_ms, "drain-timeout", "drain_timeout", 0, 600'000, "ms", "On SIGTERM: how long answers may take to reach slow peers."),

    INTEGER(work_lane_max, "work-lane-max", "mailbox.work_lane_max", 512, 1 << 22, "commands",
            "Waiting commands of desks, supervisors and operators; beyond, they are refused as busy."),
    INTEGER(submit_lane_max, "submit-lane-max", "mailbox.submit_lane_max", 512, 1 << 22, "commands",
            "Waiting submits; low ones are refused from a half of it on, then normal, high, and urgent last."),
    INTEGER(mailbox_bytes_max, "mailbox-bytes-max", "mailbox.bytes_max", 4 << 20, 3 * kGiB, "bytes",
            "Texts waiting in both lanes together."),
    INTEGER(unsynced_changes_max, "unsynced-changes-max", "journal.unsynced_changes_max", 1, 1 << 24, "changes",
            "How far the engine may be ahead of the disk; beyond, it takes no commands until a sync is done."),
    INTEGER(unsynced_bytes_max, "unsynced-bytes-max", "journal.unsynced_bytes_max", 64 * 1024, kGiB, "bytes", "The same in bytes."),
    INTEGER(image_every_bytes, "image-every", "image.every_bytes", 64 * 1024, 3 * kGiB, "bytes",
            "How much the journal grows between two images of the live state; a start reads the newest and what came after."),
    INTEGER(
        disk_budget_bytes, "disk-budget", "disk.budget", 0, kTiB, "bytes",
        "What the data directory may take: from 50 % on there is a warning, from 80 % on low submits are refused, from 95 % on all; work "
        "on tickets goes on. 0 takes what it has and what is free when it starts."),
    INTEGER(keep_journal_bytes, "keep-journal-bytes", "journal.keep_bytes", 0, kTiB, "bytes",
            "Journal that is kept for those who follow the changes, beyond what a recovery needs; never more than an eighth of the disk's "
            "budget, and nothing while submits are refused for want of space."),
    INTEGER(keep_journal_ms, "keep-journal-for", "journal.keep_for", 0, kYearMs, "ms",
            "How long it is kept for them; the smaller of the two counts."),
    INTEGER(body_ring_bytes, "body-ring-bytes", "bodies.ring_bytes", 1 << 20, 3 * kGiB, "bytes",
            "Recent texts kept in memory, so that offers carry them."),

    SWITCH(projection, "projection", "projection.on",
           "Fold the journal into records and histories, so that old tickets are found fast and the journal can be cut."),
    INTEGER(projection_segment_age_ms, "projection-segment-age", "projection.segment_age", 0, 3'600'000, "ms",
            "How long a change may wait before it is folded, when there are few."),
    INTEGER(projection_flush_age_ms, "projection-flush-age", "projection.flush_age", 0, 86'400'000, "ms",
            "How long what was folded may wait before it is made durable, when there is little; so long the journal behind it stays."),
    INTEGER(keep_archive_ms, "keep-archive-for", "archive.keep_for", 0, 20 * kYearMs, "ms",
            "How long ended tickets stay in the archive, since their end; then record, texts and history are erased. 0 = for ever."),
    INTEGER(
        keep_archive_bytes, "keep-archive-bytes", "archive.keep_bytes", 0, kTiB, "bytes",
        "What the archive may take; beyond, the oldest ended tickets are erased. 0 = however much it is: under the disk's budget it then "
        "ends the submits one day."),

    INTEGER(limits.partition, "partition", "engine.partition", 0, kEngineLimitsMax.partition, "", "The partition that this daemon serves."),
    INTEGER(limits.tickets_max, "tickets-max", "engine.tickets_max", 64, kEngineLimitsMax.tickets_max, "tickets",
            "Open tickets; the last 5 % for urgent and high, beyond: full."),
    INTEGER(limits.recent_max, "recent-max", "engine.recent_max", 64, kEngineLimitsMax.recent_max, "tickets",
            "Ended tickets kept in memory; beyond, the oldest leave."),
    INTEGER(limits.customers_max, "customers-max", "engine.customers_max", 64, kEngineLimitsMax.customers_max, "customers",
            "Customers kept in memory; beyond, the least recently contacted leave."),
    INTEGER(limits.agents_max, "agents-max", "engine.agents_max", 1, kEngineLimitsMax.agents_max, "agents",
            "Agents' records; beyond, a declaration is refused."),
    INTEGER(limits.clients_max, "clients-max", "engine.clients_max", 16, kEngineLimitsMax.clients_max, "clients",
            "Clients known by name; beyond, the one longest without a hello is forgotten."),
    INTEGER(limits.outcomes_max, "outcomes-max", "engine.outcomes_max", 1024, kEngineLimitsMax.outcomes_max, "outcomes",
            "Remembered outcomes of all clients together; beyond, a hello is refused."),
    INTEGER(limits.declines_max, "declines-max", "engine.declines_max", 64, kEngineLimitsMax.declines_max, "declines",
            "Remembered declines; beyond, a decline is not remembered, and counted."),
    INTEGER(limits.articles_max, "articles-max", "engine.articles_max", 1, kEngineLimitsMax.articles_max, "articles",
            "Articles of the knowledge base; beyond, a new one is refused."),
    INTEGER(limits.feedbacks_max, "feedbacks-max", "engine.feedbacks_max", 64, kEngineLimitsMax.feedbacks_max, "tickets",
            "Tickets whose customers' answers are kept in memory; beyond, the answer about the oldest ticket leaves."),
};

std::string Joined(std::string_view prefix, std::string_view key) {
  return prefix.empty() ? std::string(key) : std::string(prefix) + "." + std::string(key);
}

// Walks the tables of a configuration file; keys are matched by their full path.
class ConfigReader {
 public:
  ConfigReader(std::string_view file, OptionsRead& read) : file_(file), read_(read) {
    for (const Option<Options>& option : kOptions) {
      if (!option.spec.key.empty()) keys_.push_back(option.spec.key);
    }
  }

  void Read(const toml::table& table, std::string_view prefix) {
    for (const auto& [key, node] : table) {
      const std::string path = Joined(prefix, key.str());
      const auto option = std::find_if(std::begin(kOptions), std::end(kOptions),
                                       [&](const Option<Options>& row) { return !row.spec.key.empty() && row.spec.key == path; });
      if (option != std::end(kOptions)) {
        Assign(*option, node, path);
      } else if (node.is_table() && IsSection(path)) {
        Read(*node.as_table(), path);
      } else {
        std::string message = fmt::format("unknown key `{}`", path);
        if (const auto nearest = NearestName(path, keys_)) message += fmt::format(": did you mean `{}`?", *nearest);
        Complain(node, message);
      }
    }
  }

 private:
  bool IsSection(std::string_view path) const {
    const std::string start = std::string(path) + ".";
    return std::any_of(keys_.begin(), keys_.end(), [&](std::string_view key) { return key.substr(0, start.size()) == start; });
  }

  void Assign(const Option<Options>& option, const toml::node& node, const std::string& path) {
    std::string text;
    if (const auto* string = node.as_string()) {
      text = string->get();
    } else if (const auto* integer = node.as_integer(); integer != nullptr && option.spec.kind == OptionKind::kInteger) {
      text = std::to_string(integer->get());
    } else if (const auto* boolean = node.as_boolean(); boolean != nullptr && option.spec.kind == OptionKind::kSwitch) {
      text = boolean->get() ? "on" : "off";
    } else {
      Complain(node, fmt::format("`{}` has the wrong type: give {}", path,
                                 option.spec.kind == OptionKind::kInteger  ? "a whole number or a text with a unit"
                                 : option.spec.kind == OptionKind::kSwitch ? "true or false"
                                                                           : "a text in quotes"));
      return;
    }
    OptionValue value;
    if (const auto error = ParseOptionValue(option.spec, text, value)) {
      Complain(node, fmt::format("`{}`: {}", path, *error));
      return;
    }
    option.set(read_.options, value);
  }

  void Complain(const toml::node& node, std::string_view message) {
    read_.errors.push_back(fmt::format("{}:{}:{}: {}", file_, node.source().begin.line, node.source().begin.column, message));
  }

  std::string file_;
  OptionsRead& read_;
  std::vector<std::string_view> keys_;
};

void ReadConfig(const std::string& file, OptionsRead& read) {
  try {
    const toml::table table = toml::parse_file(file);
    ConfigReader(file, read).Read(table, "");
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    if (at.line == 0) {
      read.errors.push_back(fmt::format("{}: {}: check --config", file, error.description()));
    } else {
      read.errors.push_back(fmt::format("{}:{}:{}: {}", file, at.line, at.column, error.description()));
    }
  }
}

// What no row can say alone.
void CheckTogether(OptionsRead& read) {
  const Options& options = read.options;
  if (options.data.empty())
    read.errors.push_back("--data is missing: give the directory of the journal, for example --data /var/lib/tidegate");
  if (!options.driven_from.empty() && options.clock != "driven") {
    read.errors.push_back("--driven-from goes with --clock driven only: the wall clock begins where it is");
  } else if (!options.driven_from.empty() && ParseUtc(options.driven_from).value_or(kNever) > kTurnTimeMax) {
    read.errors.push_back(
        fmt::format("--driven-from: `{}` is no time: give a UTC day or instant from 1970 to {}, for example 2016-02-29 or "
                    "2016-02-29T08:30Z",
                    options.driven_from, UtcText(kTurnTimeMax)));
  }
  std::string host;
  std::uint16_t port = 0;
  if (!SplitHostPort(options.listen, host, port)) {
    read.errors.push_back(fmt::format("--listen: `{}` is not HOST:PORT: for example 127.0.0.1:7415", options.listen));
  }
  if (!SplitHostPort(options.http, host, port)) {
    read.errors.push_back(fmt::format("--http: `{}` is not HOST:PORT: for example 127.0.0.1:7416", options.http));
  }
}

}  // namespace

std::span<const Option<Options>> DaemonOptions() { return kOptions; }

OptionsRead ReadOptions(std::span<const std::string_view> arguments) {
  OptionsRead read;
  const std::vector<OptionSpec> specs = SpecsOf(DaemonOptions());
  ArgumentsRead flags = ReadArguments(specs, arguments);
  read.help = flags.help;
  read.version = flags.version;
  if (read.help || read.version) return read;
  read.errors = std::move(flags.errors);
  for (const std::string& operand : flags.operands) {
    read.errors.push_back(fmt::format("`{}` is no option: tidegated takes only options; --help lists them", operand));
  }
  std::string config;
  for (const OptionAssignment& assignment : flags.assignments) {
    if (specs[assignment.option].name == "config") config = assignment.value.text;
  }
  if (!config.empty()) ReadConfig(config, read);
  for (const OptionAssignment& assignment : flags.assignments) kOptions[assignment.option].set(read.options, assignment.value);
  CheckTogether(read);
  return read;
}

std::string DaemonHelp() {
  const std::vector<OptionSpec> specs = SpecsOf(DaemonOptions());
  const std::vector<OptionValue> defaults = ValuesOf(DaemonOptions(), Options{});
  return "tidegated: the dispatch daemon of Tidegate.\n\n"
         "Usage: tidegated --data DIR [--rules FILE] [option ...]\n"
         "Example: tidegated --data /var/lib/tidegate --rules deploy/sample/rules.toml\n\n"
         "Prints one line `ready listen=H:P http=H:P tickets=N recovered_ms=M` on standard output when it serves.\n"
         "SIGTERM or SIGINT: takes no more, finishes and answers what it took, exits with 0.\n\nOptions:\n" +
         OptionHelp(specs, defaults) +
         "  --help                          This text.\n"
         "  --version                       The version of the program.\n\n"
         "In a configuration file an option stands under its key, for example:\n"
         "  data = \"/var/lib/tidegate\"\n"
         "  [sessions]\n"
         "  idle_timeout = \"2min\"\n";
}

bool SplitHostPort(std::string_view text, std::string& host, std::uint16_t& port) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return false;
  std::string_view name = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  if (name.size() >= 2 && name.front() == '[' && name.back() == ']') {
    name = name.substr(1, name.size() - 2);
  } else if (name.find(':') != std::string_view::npos) {
    return false;  // an IPv6 address needs brackets
  }
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return false;
  host = name.empty() ? "127.0.0.1" : std::string(name);
  return true;
}

}  // namespace tidegate
