#include "tools/tidegate/replay_map.h"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "core/model/body.h"

namespace tidegate {
namespace {

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

template <class Enum>
std::string Names() {
  std::string all;
  for (const Name& row : NameTable<Enum>::kRows) {
    if (!all.empty()) all += ", ";
    all += row.english;
  }
  return all;
}

std::optional<MapField> FieldNamed(std::string_view name) {
  const auto* at = std::find(kMapFieldNames.begin(), kMapFieldNames.end(), name);
  if (at == kMapFieldNames.end()) return std::nullopt;
  return static_cast<MapField>(at - kMapFieldNames.begin());
}

class Parser {
 public:
  MapParse Parse(std::string_view text) {
    if (text.size() > kMapBytesMax) {
      Problem(0, "", "the map is larger than " + std::to_string(kMapBytesMax) + " bytes; is this the right file?");
      return Finish();
    }
    toml::table root;
    try {
      root = toml::parse(text);
    } catch (const toml::parse_error& error) {
      Problem(error.source().begin.line, "", std::string(error.description()));
      return Finish();
    }
    for (const auto& [key, node] : root) {
      const std::string_view name = key.str();
      if (name == "front_end") {
        map_.front_end = Text(node, "front_end");
      } else if (name == "csv") {
        Csv(node);
      } else if (name == "time") {
        Time(node);
      } else if (name == "columns") {
        Columns(node);
      } else if (name == "values") {
        Values(node);
      } else if (name == "defaults") {
        Defaults(node);
      } else if (name == "declare") {
        Declare(node);
      } else if (name == "desks") {
        Desks(node);
      } else {
        Problem(Line(node), name, "unknown; known are front_end and the tables csv, time, columns, values, defaults, declare, desks");
      }
    }
    Required(root);
    return Finish();
  }

 private:
  static std::uint32_t Line(const toml::node& node) { return node.source().begin.line; }

  void Problem(std::uint32_t line, std::string_view key, std::string message) {
    problems_.push_back({line, std::string(key), std::move(message)});
  }

  MapParse Finish() {
    MapParse parse;
    std::stable_sort(problems_.begin(), problems_.end(), [](const MapProblem& a, const MapProblem& b) { return a.line < b.line; });
    parse.problems = std::move(problems_);
    if (parse.problems.empty()) parse.map = std::move(map_);
    return parse;
  }

  // A text that is not empty; a problem otherwise.
  std::string Text(const toml::node& node, const std::string& key) {
    const auto text = node.value_exact<std::string>();
    if (!text || text->empty()) {
      Problem(Line(node), key, "must be a text that is not empty, in quotes");
      return {};
    }
    return *text;
  }

  std::optional<std::uint32_t> Number(const toml::node& node, const std::string& key, std::uint32_t low, std::uint32_t high) {
    const auto number = node.value_exact<std::int64_t>();
    if (!number || *number < low || *number > high) {
      Problem(Line(node), key, "must be a number from " + std::to_string(low) + " to " + std::to_string(high));
      return std::nullopt;
    }
    return static_cast<std::uint32_t>(*number);
  }

  // One character of ASCII; 0 after a problem.
  char Character(const toml::node& node, const std::string& key) {
    const auto text = node.value_exact<std::string>();
    if (!text || text->size() != 1 || (*text)[0] == '"' || (*text)[0] == '\n' || (*text)[0] == '\r' ||
        static_cast<unsigned char>((*text)[0]) >= 0x80) {
      Problem(Line(node), key, "must be one ASCII character in quotes, and neither a quote nor a line end");
      return 0;
    }
    return (*text)[0];
  }

  // One text or a list of them.
  std::vector<std::string> Texts(const toml::node& node, const std::string& key, const std::string& what) {
    std::vector<std::string> out;
    if (const auto one = node.value_exact<std::string>()) return {*one};
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      Problem(Line(node), key, "must be " + what + ", or a list of them");
      return out;
    }
    for (const toml::node& entry : *list) {
      if (const auto text = entry.value_exact<std::string>()) {
        out.push_back(*text);
      } else {
        Problem(Line(entry), key, "every entry must be " + what);
      }
    }
    return out;
  }

  const toml::table* TableOf(const toml::node& node, const std::string& key) {
    const toml::table* table = node.as_table();
    if (table == nullptr) Problem(Line(node), key, "must be a table: [" + key + "]");
    return table;
  }

  void Csv(const toml::node& node) {
    const toml::table* table = TableOf(node, "csv");
    if (table == nullptr) return;
    for (const auto& [key, value] : *table) {
      if (key == "separator") {
        if (const char c = Character(value, "csv.separator")) map_.separator = c;
      } else if (key == "absent") {
        for (std::string& text : Texts(value, "csv.absent", "a text")) map_.absent.insert(std::move(text));
      } else if (key == "skill_separator") {
        if (const char c = Character(value, "csv.skill_separator")) map_.skill_separator = c;
      } else {
        Problem(Line(value), "csv." + std::string(key.str()), "unknown; known are separator, absent, skill_separator");
      }
    }
  }

  void Time(const toml::node& node) {
    const toml::table* table = TableOf(node, "time");
    if (table == nullptr) return;
    for (const auto& [key, value] : *table) {
      if (key == "format") {
        for (const std::string& pattern : Texts(value, "time.format", "a format")) {
          std::string problem;
          if (auto format = TimeFormat::Make(pattern, problem)) {
            map_.time_formats.push_back(*std::move(format));
          } else {
            Problem(Line(value), "time.format", problem);
          }
        }
      } else {
        Problem(Line(value), "time." + std::string(key.str()), "unknown; known is format");
      }
    }
  }

  std::optional<ColumnJoin> Join(const toml::node& node, const std::string& key) {
    if (const auto name = node.value_exact<std::string>(); name && !name->empty()) return ColumnJoin{{*name}, " "};
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      Problem(Line(node), key, "must be a column's name, a join such as { join = [\"date\", \"time\"], with = \" \" }, or a list of these");
      return std::nullopt;
    }
    ColumnJoin join;
    for (const auto& [name, value] : *table) {
      if (name == "join") {
        join.columns = Texts(value, key + ".join", "a column's name");
      } else if (name == "with") {
        join.with = value.value_exact<std::string>().value_or("");
        if (!value.is_string()) Problem(Line(value), key + ".with", "must be a text");
      } else {
        Problem(Line(value), key + "." + std::string(name.str()), "unknown; known are join and with");
      }
    }
    if (join.columns.empty()) {
      Problem(Line(node), key, "a join names at least one column: join = [\"date\", \"time\"]");
      return std::nullopt;
    }
    return join;
  }

  void Columns(const toml::node& node) {
    const toml::table* table = TableOf(node, "columns");
    if (table == nullptr) return;
    for (const auto& [name, value] : *table) {
      const std::string key = "columns." + std::string(name.str());
      const auto field = FieldNamed(name.str());
      if (!field) {
        Problem(Line(value), key, UnknownField());
        continue;
      }
      FieldSource& source = map_.columns[static_cast<std::size_t>(*field)];
      if (const toml::array* list = value.as_array()) {
        for (const toml::node& entry : *list) {
          if (auto join = Join(entry, key)) source.push_back(*std::move(join));
        }
        if (list->empty()) Problem(Line(value), key, "the list is empty; name at least one column");
      } else if (auto join = Join(value, key)) {
        source.push_back(*std::move(join));
      }
    }
  }

  static std::string UnknownField() {
    std::string known;
    for (const std::string_view name : kMapFieldNames) {
      if (!known.empty()) known += ", ";
      known += name;
    }
    return "unknown field; known are " + known;
  }

  // A word that stands for a field's value must be one where the field has a closed list.
  void CheckMeaning(MapField field, const toml::node& node, const std::string& key, const std::string& text) {
    if (field == MapField::kLevel && !LevelNamed(text)) {
      Problem(Line(node), key, Quoted(text) + " is no level; levels are " + Names<Level>());
    } else if (field == MapField::kTier && !FromName<CustomerTier>(text)) {
      Problem(Line(node), key, Quoted(text) + " is no customer tier; tiers are " + Names<CustomerTier>());
    } else if (field == MapField::kCategory && !FromName<ComplaintCategory>(text)) {
      Problem(Line(node), key, Quoted(text) + " is no complaint category; categories are " + Names<ComplaintCategory>());
    } else if (field == MapField::kAgentTier && !FromName<AgentTier>(text)) {
      Problem(Line(node), key, Quoted(text) + " is no agent tier; tiers are " + Names<AgentTier>());
    } else if (text.size() > kKeyBytesMax && field != MapField::kTitle && field != MapField::kText) {
      Problem(Line(node), key, "longer than " + std::to_string(kKeyBytesMax) + " bytes");
    }
  }

  void Values(const toml::node& node) {
    const toml::table* table = TableOf(node, "values");
    if (table == nullptr) return;
    for (const auto& [name, value] : *table) {
      const std::string key = "values." + std::string(name.str());
      const auto field = FieldNamed(name.str());
      if (!field) {
        Problem(Line(value), key, UnknownField());
        continue;
      }
      const toml::table* words = TableOf(value, key);
      if (words == nullptr) continue;
      for (const auto& [word, meaning] : *words) {
        const std::string word_key = key + "." + std::string(word.str());
        const auto text = meaning.value_exact<std::string>();
        if (!text) {
          Problem(Line(meaning), word_key, "must be a text: what the file's word means here (\"\" = absent)");
          continue;
        }
        if (!text->empty()) CheckMeaning(*field, meaning, word_key, *text);
        map_.values[static_cast<std::size_t>(*field)].emplace(std::string(word.str()), *text);
      }
    }
  }

  void Defaults(const toml::node& node) {
    const toml::table* table = TableOf(node, "defaults");
    if (table == nullptr) return;
    for (const auto& [name, value] : *table) {
      const std::string key = "defaults." + std::string(name.str());
      const auto field = FieldNamed(name.str());
      if (!field) {
        Problem(Line(value), key, UnknownField());
        continue;
      }
      if (*field == MapField::kKey || *field == MapField::kOpenedAt || *field == MapField::kEndedAt) {
        Problem(Line(value), key, "has no default: every ticket has its own");
        continue;
      }
      std::string text;
      if (*field == MapField::kHandlingSeconds && value.is_integer()) {
        if (const auto seconds = Number(value, key, 0, 30 * 86'400)) text = std::to_string(*seconds);
      } else {
        text = Text(value, key);
        if (!text.empty()) CheckMeaning(*field, value, key, text);
      }
      map_.defaults[static_cast<std::size_t>(*field)] = std::move(text);
    }
  }

  void Declare(const toml::node& node) {
    const toml::table* table = TableOf(node, "declare");
    if (table == nullptr) return;
    for (const auto& [name, value] : *table) {
      const std::string key = "declare." + std::string(name.str());
      if (name == "names_max") {
        if (const auto number = Number(value, key, 1, kDeclaredNamesMax)) map_.declare_max = *number;
        continue;
      }
      std::string_view singular = name.str();  // `skills = true` reads better than `skill = true`
      if (singular.ends_with('s')) singular.remove_suffix(1);
      const auto kind = FromName<CatalogKind>(singular);
      const auto wanted = value.value_exact<bool>();
      if (!kind) {
        Problem(Line(value), key, "unknown; known are skills, regions, types, channels, tags, departments and names_max");
      } else if (!wanted) {
        Problem(Line(value), key, "must be true or false");
      } else {
        map_.declare[static_cast<std::size_t>(*kind)] = *wanted;
      }
    }
  }

  void Desks(const toml::node& node) {
    const toml::table* table = TableOf(node, "desks");
    if (table == nullptr) return;
    for (const auto& [name, value] : *table) {
      const std::string key = "desks." + std::string(name.str());
      if (name == "tier") {
        if (const auto tier = Tier(value, key)) map_.desk_tier = *tier;
      } else if (name == "capacity") {
        if (const auto number = Number(value, key, 1, 10'000)) map_.desk_capacity = *number;
      } else if (name == "prefix") {
        map_.desk_prefix = Text(value, key);
        if (map_.desk_prefix.size() > kKeyBytesMax / 2)
          Problem(Line(value), key, "longer than " + std::to_string(kKeyBytesMax / 2) + " bytes");
      } else if (name == "ladder") {
        Ladder(value);
      } else {
        Problem(Line(value), key, "unknown; known are tier, capacity, prefix, ladder");
      }
    }
  }

  std::optional<AgentTier> Tier(const toml::node& node, const std::string& key) {
    const auto text = node.value_exact<std::string>();
    const auto tier = text ? FromName<AgentTier>(*text) : std::nullopt;
    if (!tier) Problem(Line(node), key, "must be an agent tier: " + Names<AgentTier>());
    return tier;
  }

  void Ladder(const toml::node& node) {
    const toml::table* table = TableOf(node, "desks.ladder");
    if (table == nullptr) return;
    for (const auto& [name, value] : *table) {
      const std::string key = "desks.ladder." + std::string(name.str());
      const auto level = LevelNamed(name.str());
      if (!level) {
        Problem(Line(value), key, "unknown level; levels are " + Names<Level>());
        continue;
      }
      std::vector<AgentTier> tiers;
      if (const toml::array* list = value.as_array()) {
        for (const toml::node& entry : *list) {
          if (const auto tier = Tier(entry, key)) tiers.push_back(*tier);
        }
        if (list->empty()) Problem(Line(value), key, "the list is empty; name at least one tier");
      } else if (const auto tier = Tier(value, key)) {
        tiers.push_back(*tier);
      }
      map_.ladders[static_cast<std::size_t>(*level) - 1] = std::move(tiers);
    }
  }

  void Required(const toml::table& root) {
    const auto line_of = [&](std::string_view name) { return root[name].node() == nullptr ? 0u : Line(*root[name].node()); };
    if (!root.contains("front_end")) {
      Problem(0, "front_end", "missing; name the sender of these tickets, the same in every run: front_end = \"servicenow\"");
    } else if (map_.front_end.size() > kKeyBytesMax) {
      Problem(line_of("front_end"), "front_end", "longer than " + std::to_string(kKeyBytesMax) + " bytes");
    }
    for (const MapField field : {MapField::kKey, MapField::kOpenedAt}) {
      const std::string name(kMapFieldNames[static_cast<std::size_t>(field)]);
      if (!root["columns"][name]) Problem(line_of("columns"), "columns." + name, "missing; name the column");
    }
    if (!root["time"]["format"]) {
      Problem(line_of("time"), "time.format", "missing; say how the file writes its times, for example \"%Y-%m-%d %H:%M:%S\" or \"iso\"");
    }
  }

  ReplayMap map_;
  std::vector<MapProblem> problems_;
};

}  // namespace

MapParse ParseReplayMap(std::string_view toml) { return Parser().Parse(toml); }

}  // namespace tidegate
