// Options: what a program can be told, each declared once; parsing, help, configuration files and tests come from the same row.
//
// Pure: reads no file and no environment. A program declares a table of `Option<Settings>`; the defaults are those of a default-made
// Settings, so that they too stand once. Integers carry a unit and take its larger relatives: bytes (KiB, MiB, GiB), ms and s (ms, s, min,
// h). All errors of a command line are reported at once, each with its place and the remedy.
// Not here: configuration files (daemon/options, TOML), operands' meaning, environment variables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

enum class OptionKind : std::uint8_t {
  kText,
  kInteger,  // within [min, max], in `unit`
  kSwitch,   // on or off
  kChoice,   // one of `choices`
};

struct OptionSpec {
  std::string_view name;  // --name on the command line
  std::string_view key;   // section.key in a configuration file; empty = command line only
  OptionKind kind = OptionKind::kText;
  std::string_view value_name;  // in the help: DIR, HOST:PORT, N
  std::string_view choices;     // kChoice: "a|b|c"
  std::int64_t min = 0;         // kInteger; kText: least length, 1 = must not be empty
  std::int64_t max = 0;         // kInteger; kText: greatest length in bytes
  std::string_view unit;        // "bytes", "ms", "s" or a plain noun
  std::string_view help;        // one sentence
};

struct OptionValue {
  std::string text;         // kText, kChoice
  std::int64_t number = 0;  // kInteger; kSwitch: 1 = on
};

// What is wrong with `text`, without the place; nullopt when `value` was filled.
std::optional<std::string> ParseOptionValue(const OptionSpec& spec, std::string_view text, OptionValue& value);

// As it would be written on a command line.
std::string OptionValueText(const OptionSpec& spec, const OptionValue& value);

// The known name nearest to a mistyped one, if one is near enough to be meant (at most a third of its letters differ).
std::optional<std::string_view> NearestName(std::string_view mistyped, std::span<const std::string_view> known);

struct OptionAssignment {
  std::size_t option = 0;  // place in the table
  OptionValue value;
};

struct ArgumentsRead {
  std::vector<OptionAssignment> assignments;  // in the order given; later ones win
  std::vector<std::string> operands;          // what is no option, and everything after --
  std::vector<std::string> errors;
  bool help = false;     // --help or -h was given
  bool version = false;  // --version was given
};

// Accepts `--name value` and `--name=value`; a switch may stand without a value and is then on.
ArgumentsRead ReadArguments(std::span<const OptionSpec> specs, std::span<const std::string_view> arguments);

// The lines of the help, one option each with default, bounds and unit, wrapped at 100 columns.
std::string OptionHelp(std::span<const OptionSpec> specs, std::span<const OptionValue> defaults);

template <class Settings>
struct Option {
  OptionSpec spec;
  void (*set)(Settings&, const OptionValue&);
  OptionValue (*get)(const Settings&);
};

template <class Settings>
std::vector<OptionSpec> SpecsOf(std::span<const Option<Settings>> table) {
  std::vector<OptionSpec> specs;
  for (const Option<Settings>& option : table) specs.push_back(option.spec);
  return specs;
}

template <class Settings>
std::vector<OptionValue> ValuesOf(std::span<const Option<Settings>> table, const Settings& settings) {
  std::vector<OptionValue> values;
  for (const Option<Settings>& option : table) values.push_back(option.get(settings));
  return values;
}

// Rows of a table. `member` may be a path (limits.tickets_max). Inside a `constexpr Option<S> kTable[] = {...}`.
#define TIDEGATE_OPTION_TEXT(S, member, name, key, value_name, min_bytes, max_bytes, help)      \
  ::tidegate::Option<S> {                                                                       \
    {name, key, ::tidegate::OptionKind::kText, value_name, "", min_bytes, max_bytes, "", help}, \
        [](S& s, const ::tidegate::OptionValue& v) { s.member = v.text; }, [](const S& s) {     \
          return ::tidegate::OptionValue{std::string(s.member), 0};                             \
        }                                                                                       \
  }
#define TIDEGATE_OPTION_INTEGER(S, member, name, key, value_name, min, max, unit, help)                                        \
  ::tidegate::Option<S> {                                                                                                      \
    {name, key, ::tidegate::OptionKind::kInteger, value_name, "", min, max, unit, help},                                       \
        [](S& s, const ::tidegate::OptionValue& v) { s.member = static_cast<decltype(s.member)>(v.number); }, [](const S& s) { \
          return ::tidegate::OptionValue{"", static_cast<std::int64_t>(s.member)};                                             \
        }                                                                                                                      \
  }
#define TIDEGATE_OPTION_SWITCH(S, member, name, key, help)                                         \
  ::tidegate::Option<S> {                                                                          \
    {name, key, ::tidegate::OptionKind::kSwitch, "on|off", "", 0, 1, "", help},                    \
        [](S& s, const ::tidegate::OptionValue& v) { s.member = v.number != 0; }, [](const S& s) { \
          return ::tidegate::OptionValue{"", s.member ? 1 : 0};                                    \
        }                                                                                          \
  }
#define TIDEGATE_OPTION_CHOICE(S, member, name, key, choices, help)                         \
  ::tidegate::Option<S> {                                                                   \
    {name, key, ::tidegate::OptionKind::kChoice, choices, choices, 0, 0, "", help},         \
        [](S& s, const ::tidegate::OptionValue& v) { s.member = v.text; }, [](const S& s) { \
          return ::tidegate::OptionValue{std::string(s.member), 0};                         \
        }                                                                                   \
  }

}  // namespace tidegate
