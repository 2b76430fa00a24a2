#include "protocol/rules/known_names.h"

#include <algorithm>
#include <set>

#include "core/model/rule_set.h"

namespace tidegate {

// Names of types or channels that a row names, each known to the catalog.
std::vector<std::string> ReadKnown(Section& row, std::string_view key, const Known& known) {
  std::set<std::string> names;
  for (const Quoted& given : row.Texts(key, Section::Single::kAllowed)) {
    const std::string* name = known.Find(given.text);
    if (name == nullptr) {
      row.notes().Add(given.line, given.key, '"' + given.text + "\" is not a " + std::string(key) + " of the catalog",
                      Suggest(given.text, known.names(), key, row.notes()));
    } else if (!names.insert(*name).second) {
      row.notes().Add(given.line, given.key, '"' + given.text + "\" stands here twice", "remove one of them");
    }
  }
  if (names.size() > kRowNamesMax) {
    row.Note(key, "names more than " + std::to_string(kRowNamesMax), "leave it out if the row is for all of them");
  }
  return {names.begin(), names.end()};
}

std::string ReadOneKnown(Section& row, std::string_view key, std::string_view what, const std::vector<std::string>& known) {
  const std::optional<Quoted> name = row.Text(key);
  if (!name.has_value()) return {};
  if (std::find(known.begin(), known.end(), name->text) != known.end()) return name->text;
  row.notes().Add(name->line, name->key, '"' + name->text + "\" is not a " + std::string(what) + " of the catalog",
                  Suggest(name->text, known, what, row.notes()));
  return {};
}

}  // namespace tidegate
