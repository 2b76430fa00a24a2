#include "core/base/option.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/utf8.h"

namespace tidegate {
namespace {

struct Scale {
  std::string_view unit;
  std::string_view suffix;
  std::int64_t factor;
};

// Suffixes a value of a unit may carry; the bare number is in the unit itself.
constexpr Scale kScales[] = {
    {"bytes", "KiB", 1 << 10}, {"bytes", "MiB", 1 << 20}, {"bytes", "GiB", 1 << 30}, {"ms", "ms", 1},
    {"ms", "s", 1'000},        {"ms", "min", 60'000},     {"ms", "h", 3'600'000},    {"s", "s", 1},
    {"s", "min", 60},          {"s", "h", 3'600},
};

std::string Suffixes(std::string_view unit) {
  std::string text;
  for (const Scale& scale : kScales) {
    if (scale.unit != unit) continue;
    if (!text.empty()) text += ", ";
    text += scale.suffix;
  }
  return text;
}

std::string IntegerText(std::int64_t number, std::string_view unit) {
  const Scale* best = nullptr;
  for (const Scale& scale : kScales) {
    if (scale.unit == unit && number != 0 && number % scale.factor == 0 && (best == nullptr || scale.factor > best->factor)) best = &scale;
  }
  if (best == nullptr) return std::to_string(number);
  return std::to_string(number / best->factor) + std::string(best->suffix);
}

std::string Bounds(const OptionSpec& spec) { return IntegerText(spec.min, spec.unit) + " to " + IntegerText(spec.max, spec.unit); }

std::optional<std::string> ParseInteger(const OptionSpec& spec, std::string_view text, OptionValue& value) {
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) return "`" + std::string(text) + "` is out of bounds: give " + Bounds(spec);
  const std::string_view suffix(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
  std::int64_t factor = error == std::errc() && suffix.empty() ? 1 : 0;
  for (const Scale& scale : kScales) {
    if (error == std::errc() && scale.unit == spec.unit && scale.suffix == suffix) factor = scale.factor;
  }
  if (factor == 0) {
    std::string message = "`" + std::string(text) + "` is not a whole number";
    if (const std::string suffixes = Suffixes(spec.unit); !suffixes.empty()) message += " (it may end in " + suffixes + ")";
    return message + ": give " + Bounds(spec);
  }
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(number, factor, &scaled) || scaled < spec.min || scaled > spec.max) {
    return "`" + std::string(text) + "` is out of bounds: give " + Bounds(spec);
  }
  value.number = scaled;
  return std::nullopt;
}

// How many single-letter edits lead from a to b. O(|a| x |b|); names are short.
std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

void Wrap(std::string& out, std::string_view text, std::size_t indent) {
  constexpr std::size_t kColumns = 100;
  std::size_t column = indent;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (!first && column + 1 + end > kColumns) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
      first = true;
    }
    if (!first) {
      out += ' ';
      ++column;
    }
    out += text.substr(0, end);
    column += end;
    first = false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::optional<std::string> ParseOptionValue(const OptionSpec& spec, std::string_view text, OptionValue& value) {
  switch (spec.kind) {
    case OptionKind::kText:
      if (static_cast<std::int64_t>(text.size()) < spec.min) return "must not be empty: give " + std::string(spec.value_name);
      if (static_cast<std::int64_t>(text.size()) > spec.max) {
        return "is " + std::to_string(text.size()) + " bytes long: give at most " + std::to_string(spec.max);
      }
      if (!IsUtf8(text) || text.find('\0') != std::string_view::npos) return "is not UTF-8 text";
      value.text = std::string(text);
      return std::nullopt;
    case OptionKind::kInteger:
      return ParseInteger(spec, text, value);
    case OptionKind::kSwitch:
      if (text != "on" && text != "off") return "`" + std::string(text) + "` is not a switch: give on or off";
      value.number = text == "on" ? 1 : 0;
      return std::nullopt;
    case OptionKind::kChoice: {
      std::string_view rest = spec.choices;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('|'), rest.size());
        if (rest.substr(0, end) == text) {
          value.text = std::string(text);
          return std::nullopt;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      return "`" + std::string(text) + "` is not a choice: give one of " + std::string(spec.choices);
    }
  }
  return "has an unknown kind";
}

std::string OptionValueText(const OptionSpec& spec, const OptionValue& value) {
  switch (spec.kind) {
    case OptionKind::kInteger:
      return IntegerText(value.number, spec.unit);
    case OptionKind::kSwitch:
      return value.number != 0 ? "on" : "off";
    default:
      return value.text;
  }
}

std::optional<std::string_view> NearestName(std::string_view mistyped, std::span<const std::string_view> known) {
  // Longer than any name of ours: nothing is near, and the distance would cost its square.
  constexpr std::size_t kNameBytesMax = 64;
  if (mistyped.size() > kNameBytesMax) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t least = 0;
  for (const std::string_view name : known) {
    const std::size_t distance = EditDistance(mistyped, name);
    if (distance <= std::max<std::size_t>(1, name.size() / 3) && (!nearest || distance < least)) {
      nearest = name;
      least = distance;
    }
  }
  return nearest;
}

ArgumentsRead ReadArguments(std::span<const OptionSpec> specs, std::span<const std::string_view> arguments) {
  ArgumentsRead read;
  std::vector<std::string_view> names{"help", "version"};
  for (const OptionSpec& spec : specs) names.push_back(spec.name);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--") {
      for (++i; i < arguments.size(); ++i) read.operands.emplace_back(arguments[i]);
      break;
    }
    if (argument == "-h" || argument == "--help") {
      read.help = true;
      continue;
    }
    if (argument == "--version") {
      read.version = true;
      continue;
    }
    if (argument.size() < 2 || argument[0] != '-') {
      read.operands.emplace_back(argument);
      continue;
    }
    const std::string_view body = argument.substr(argument.substr(0, 2) == "--" ? 2 : 1);
    const std::size_t equals = std::min(body.find('='), body.size());
    const std::string_view name = body.substr(0, equals);
    const auto spec = argument.substr(0, 2) == "--"
                          ? std::find_if(specs.begin(), specs.end(), [&](const OptionSpec& s) { return s.name == name; })
                          : specs.end();
    if (spec == specs.end()) {
      std::string message = "unknown option `" + std::string(argument.substr(0, argument.find('='))) + "`";
      if (const auto nearest = NearestName(name, names)) message += ": did you mean --" + std::string(*nearest) + "?";
      read.errors.push_back(message + (message.back() == '?' ? "" : "; --help lists them all"));
      // Its value, if one follows, must not be taken for an operand.
      if (equals == body.size() && i + 1 < arguments.size() && arguments[i + 1].substr(0, 1) != "-") ++i;
      continue;
    }
    std::string_view text;
    if (equals < body.size()) {
      text = body.substr(equals + 1);
    } else if (spec->kind == OptionKind::kSwitch &&
               (i + 1 >= arguments.size() || (arguments[i + 1] != "on" && arguments[i + 1] != "off"))) {
      text = "on";
    } else if (i + 1 < arguments.size()) {
      text = arguments[++i];
    } else {
      read.errors.push_back("--" + std::string(name) + " needs a value: " + std::string(spec->value_name));
      continue;
    }
    OptionAssignment assignment;
    assignment.option = static_cast<std::size_t>(spec - specs.begin());
    if (const auto error = ParseOptionValue(*spec, text, assignment.value)) {
      read.errors.push_back("--" + std::string(name) + ": " + *error);
      continue;
    }
    read.assignments.push_back(std::move(assignment));
  }
  return read;
}

std::string OptionHelp(std::span<const OptionSpec> specs, std::span<const OptionValue> defaults) {
  constexpr std::size_t kIndent = 34;
  std::string out;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const OptionSpec& spec = specs[i];
    std::string line = "  --" + std::string(spec.name) + " " + std::string(spec.value_name);
    if (line.size() + 2 > kIndent) {
      out += line + "\n" + std::string(kIndent, ' ');
    } else {
      out += line + std::string(kIndent - line.size(), ' ');
    }
    std::string text(spec.help);
    std::string note;
    if (spec.kind == OptionKind::kInteger) {
      note += Bounds(spec);
      const bool scaled = !Suffixes(spec.unit).empty();
      if (!scaled && !spec.unit.empty()) note += " " + std::string(spec.unit);
    }
    if (const std::string value = OptionValueText(spec, defaults[i]); !value.empty()) {
      note += (note.empty() ? "default " : "; default ") + value;
    }
    if (!note.empty()) text += " (" + note + ")";
    Wrap(out, text, kIndent);
    out += '\n';
  }
  return out;
}

}  // namespace tidegate
