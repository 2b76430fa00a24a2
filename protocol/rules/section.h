// Section: one table of a rule file, read key by key; every mistake is noted and reading goes on with the default.
//
// A key that nobody asked for is a mistake too: RefuseRest, called last, names it and the nearest key that was asked for. Borrows the tree
// and the notes; short-lived, one thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "protocol/rules/duration.h"
#include "protocol/rules/rule_errors.h"
#include "protocol/rules/toml_tree.h"

namespace tidegate {

// Where a mistake may be noted: the errors of one file.
class RuleNotes {
 public:
  void Add(int line, std::string key, std::string problem, std::string remedy);
  bool empty() const { return errors_.empty(); }
  // Whether another error would be shown: beyond that, looking for the nearest name is wasted time.
  bool WantsMore() const { return errors_.size() < kRuleErrorsMax; }
  // In the order of the file; at most kRuleErrorsMax, of which the last then says how many more there are.
  std::vector<RuleError> Take();

 private:
  static constexpr std::size_t kKeptMax = 10'000;  // sorting needs more than is shown; a file has at most half a million

  std::vector<RuleError> errors_;
  std::size_t dropped_ = 0;
};

// A text of the file and where it stands.
struct Quoted {
  std::string text;
  int line = 0;
  std::string key;
};

template <class T>
struct Between {
  T min;
  T max;
};

enum class Presence { kRequired, kOptional };

class Section {
 public:
  Section(const TomlValue& table, std::string path, RuleNotes& notes);

  // The value of a key, known from now on; nullptr when it is not there.
  const TomlValue* Find(std::string_view key, Presence presence = Presence::kOptional);

  std::optional<Quoted> Text(std::string_view key, Presence presence = Presence::kOptional);
  std::int64_t Integer(std::string_view key, Between<std::int64_t> bounds, std::int64_t otherwise);
  // A whole number of steps, as 10, 20, 30.
  std::int64_t Stepped(std::string_view key, Between<std::int64_t> bounds, std::int64_t step, std::int64_t otherwise);
  bool Boolean(std::string_view key, bool otherwise);
  // A time; working days are refused.
  Micros Time(std::string_view key, Between<Micros> bounds, Micros otherwise);
  // A time or working days, both within the bounds of an SLA target.
  std::optional<Duration> Target(std::string_view key);
  // A list of texts; where `single` texts make sense, one text stands for a list of one.
  enum class Single { kAllowed, kRefused };
  std::vector<Quoted> Texts(std::string_view key, Single single = Single::kRefused, Presence presence = Presence::kOptional);
  std::optional<Section> Table(std::string_view key);
  // A list of tables.
  std::vector<Section> Tables(std::string_view key);

  void RefuseRest();

  void Note(std::string_view key, std::string problem, std::string remedy);
  std::string PathOf(std::string_view key) const;
  int LineOf(std::string_view key) const;
  const TomlValue& table() const { return *table_; }
  const std::string& path() const { return path_; }
  RuleNotes& notes() const { return *notes_; }

 private:
  void NoteKind(std::string_view key, const TomlValue& value, std::string wanted);
  // The text of a duration; nullptr when there is none or it is of another kind, which is noted.
  const TomlValue* FindDuration(std::string_view key, std::string_view wanted);

  const TomlValue* table_;
  std::string path_;
  RuleNotes* notes_;
  std::vector<std::string> known_;
};

// "did you mean \"x\"?", or "choose from x, y": the remedy for a name that is not among `known`. Empty when nobody would see it.
std::string Suggest(std::string_view name, const std::vector<std::string>& known, std::string_view what, const RuleNotes& notes);

// The texts of a list field, read from a value that stands anywhere.
std::vector<Quoted> ReadTexts(const TomlValue& value, const std::string& path, Section::Single single, RuleNotes& notes);

}  // namespace tidegate
