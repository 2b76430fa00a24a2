#include "tools/tidegate/verbs.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "tools/tidegate/display_text.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kCommon[] = {
    {"connect", "HOST:PORT", "where the daemon listens (default 127.0.0.1:7415, or the variable TIDEGATE_CONNECT)"},
    {"role", "ROLE", "speak as front-end, agent, desk-gateway, supervisor, data-admin or operator instead of the verb's own role"},
    {"as", "NAME", "which supervisor speaks: the one whom agents' records name so; without it, one of agents whose records name nobody"},
    {"workspace", "NAME", "the workspace (default: default)"},
    {"json", "", "print JSON instead of text; the fields are those of tools/tidegate/JSON.md"},
    {"lang", "en|zh", "language of the text (default: by LC_ALL or LANG)"},
    {"timeout", "TIME", "wait at most so long for an answer (default 10s)"},
    {"help", "", "show the help of the verb"},
};

constexpr std::size_t kIndent = 2;

std::string Padded(std::string_view text, std::size_t columns) {
  std::string out(text);
  const std::size_t width = DisplayWidth(text);
  out.append(width < columns ? columns - width : 0, ' ');
  return out;
}

std::string OptionLines(std::span<const OptionSpec> options) {
  std::size_t width = 0;
  const auto left = [](const OptionSpec& o) {
    return o.value.empty() ? fmt::format("--{}", o.name) : fmt::format("--{} {}", o.name, o.value);
  };
  for (const OptionSpec& option : options) width = std::max(width, left(option).size());
  std::string out;
  for (const OptionSpec& option : options) out += fmt::format("  {}  {}\n", Padded(left(option), width), option.help);
  return out;
}

std::string VerbLines(const std::vector<const Verb*>& verbs, Language language) {
  std::size_t width = 0;
  for (const Verb* verb : verbs) width = std::max(width, verb->name.size());
  std::string out;
  for (const Verb* verb : verbs) {
    out += std::string(kIndent, ' ') + Padded(verb->name, width + 2) +
           std::string(language == Language::kChinese ? verb->summary_zh : verb->summary) + "\n";
  }
  return out;
}

int UsageError(const std::string& problem, const Verb* verb, Language language) {
  std::string remedy = verb == nullptr ? "tidegate help" : "tidegate help " + std::string(verb->name);
  fmt::print(stderr, "tidegate: {}; {} `{}`\n", problem, Say(language, "see", "参见"), remedy);
  return kExitUsage;
}

std::string NoSuchVerb(const std::string& word) {
  std::string meant;
  for (const Verb& verb : Verbs()) {
    if (!verb.name.starts_with(word)) continue;
    meant += (meant.empty() ? "" : " or ") + std::string("`") + std::string(verb.name) + "`";
  }
  return "there is no verb `" + word + "`" + (meant.empty() ? "" : "; did you mean " + meant + "?");
}

Language EnvironmentLanguage() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != 0) return LanguageOf(value);
  }
  return Language::kEnglish;
}

int PrintHelp(std::span<const std::string> words, Language language) {
  if (words.empty()) {
    fmt::print("{}", GeneralHelp(language));
    return kExitOk;
  }
  std::size_t name_words = 0;
  const Verb* verb = FindVerb(words, name_words);
  // A word may be a verb and begin others: `agents`, `agents check`.
  const bool one_word = words.size() == 1 || words[1].starts_with("--");
  const std::string group = one_word ? GroupHelp(words[0], language) : std::string();
  if (verb == nullptr && group.empty()) return UsageError(NoSuchVerb(words[0]), nullptr, language);
  if (verb != nullptr) fmt::print("{}{}", VerbHelp(*verb, language), group.empty() ? "" : "\n");
  fmt::print("{}", group);
  return kExitOk;
}

// Fills what every verb has; the problem is empty when all went well.
std::string ReadCommon(const Verb& verb, Invocation& out) {
  const Arguments& a = out.arguments;
  const char* variable = std::getenv(std::string(kAddressVariable).c_str());
  out.address = a.Get("connect", variable != nullptr && *variable != 0 ? std::string_view(variable) : kDefaultAddress);
  out.role = verb.role;
  if (a.Has("role")) {
    const auto role = FromName<Role>(a.Get("role"));
    if (!role)
      return "--role `" + std::string(a.Get("role")) + "` is no role: front-end, agent, desk-gateway, supervisor, data-admin or operator";
    out.role = *role;
  }
  if (a.Has("as") && out.role != Role::kSupervisor) return "--as names a supervisor: it goes with --role supervisor";
  out.as = a.Get("as");
  out.workspace = a.Get("workspace");
  out.format = a.Has("json") ? Format::kJson : Format::kText;
  if (a.Has("lang")) {
    if (a.Get("lang") != "en" && a.Get("lang") != "zh") return "--lang is en or zh";
    out.language = LanguageOf(a.Get("lang"));
  }
  return {};
}

// How many words at the front are options of every verb, with their values.
std::size_t CommonWordsInFront(std::span<const std::string> words) {
  std::size_t at = 0;
  while (at < words.size() && words[at].starts_with("--")) {
    const std::string_view word = words[at];
    const std::string_view name = word.substr(2, word.find('=') - 2);
    const auto spec = std::find_if(std::begin(kCommon), std::end(kCommon), [name](const OptionSpec& s) { return s.name == name; });
    if (spec == std::end(kCommon)) break;
    at += spec->value.empty() || word.find('=') != std::string_view::npos ? 1 : 2;
  }
  return std::min(at, words.size());
}

// The verb of a command line, and its words in the order "options, positional" without the verb's name.
struct Sorted {
  const Verb* verb = nullptr;
  std::vector<std::string> name;
  std::vector<std::string> words;
  std::string problem;
};

Sorted SortWords(std::span<const std::string> words) {
  Sorted sorted;
  const std::size_t in_front = CommonWordsInFront(words);
  const std::span<const std::string> rest = words.subspan(in_front);
  if (rest.empty()) {
    sorted.problem = "a verb is missing";
    return sorted;
  }
  if (rest[0].starts_with("-")) {
    sorted.problem = "`" + rest[0] + "` cannot stand before the verb: only the options of every verb can";
    return sorted;
  }
  std::size_t name_words = 0;
  sorted.verb = FindVerb(rest, name_words);
  if (sorted.verb == nullptr) {
    sorted.problem = NoSuchVerb(rest[0]);
    return sorted;
  }
  sorted.name.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(name_words));
  sorted.words.assign(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(in_front));
  sorted.words.insert(sorted.words.end(), rest.begin() + static_cast<std::ptrdiff_t>(name_words), rest.end());
  return sorted;
}

}  // namespace

std::span<const Verb> Verbs() {
  static const std::vector<Verb> verbs = [] {
    std::vector<Verb> all;
    for (const auto family : {DaemonVerbs, TicketVerbs, CustomerVerbs, TalkVerbs, LifeVerbs, WorkVerbs, FeedbackVerbs, PartVerbs,
                              TransferVerbs, AgentVerbs, KbVerbs, RulesVerbs, RunVerbs}) {
      const std::span<const Verb> rows = family();
      all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
  }();
  return verbs;
}
std::span<const OptionSpec> CommonOptions() { return kCommon; }

const Verb* FindVerb(std::span<const std::string> words, std::size_t& name_words) {
  for (const Verb& verb : Verbs()) {
    const std::size_t space = verb.name.find(' ');
    if (space == std::string_view::npos) {
      name_words = 1;
      if (!words.empty() && words[0] == verb.name) return &verb;
    } else {
      name_words = 2;
      if (words.size() > 1 && words[0] == verb.name.substr(0, space) && words[1] == verb.name.substr(space + 1)) return &verb;
    }
  }
  return nullptr;
}

std::string GeneralHelp(Language language) {
  std::string out =
      Say(language, "tidegate - the operators' tool of Tidegate\n\nusage: tidegate [options of every verb] VERB [options]\n\nverbs:\n",
          "tidegate - Tidegate 运维工具\n\n用法: tidegate [通用选项] VERB [options]\n\n命令:\n");
  std::vector<const Verb*> all;
  for (const Verb& verb : Verbs()) all.push_back(&verb);
  out += VerbLines(all, language);
  out += Say(language, "\noptions of every verb, before or after it:\n", "\n通用选项（可放在命令之前或之后）:\n") + OptionLines(kCommon);
  out += Say(language,
             "\nexit codes: 0 done, 1 refused or not as asked, 2 wrong usage, 3 no daemon there, 4 something acknowledged was lost\n",
             "\n退出码: 0 成功，1 被拒绝或结果不符，2 用法错误，3 无法连接，4 已确认的数据丢失\n");
  out += Say(language, "`tidegate help VERB` shows its options and examples, `tidegate help ticket` the verbs that begin so\n",
             "`tidegate help VERB` 显示选项和示例，`tidegate help ticket` 列出该组命令\n");
  return out;
}

std::string GroupHelp(std::string_view group, Language language) {
  std::vector<const Verb*> verbs;
  for (const Verb& verb : Verbs()) {
    if (verb.name.size() > group.size() && verb.name.starts_with(group) && verb.name[group.size()] == ' ') verbs.push_back(&verb);
  }
  if (verbs.empty()) return {};
  return SayFormat(language, "verbs of `{}`:\n", "{} 的命令:\n", group) + VerbLines(verbs, language) +
         Say(language, "`tidegate help VERB` shows the options and examples of one\n", "`tidegate help VERB` 显示选项和示例\n");
}

std::string VerbHelp(const Verb& verb, Language language) {
  std::string out = fmt::format("tidegate {} - {}\n\n", verb.name, language == Language::kChinese ? verb.summary_zh : verb.summary);
  out += fmt::format("{}: tidegate {}{}{} [options]\n\n{}\n", Say(language, "usage", "用法"), verb.name, verb.synopsis.empty() ? "" : " ",
                     verb.synopsis, verb.help);
  if (verb.role != Role::kNone) {
    out += fmt::format("{}: {}\n", Say(language, "role", "角色"), NameIn(language, verb.role));
  }
  if (!verb.options.empty()) out += "\n" + Say(language, "options:\n", "选项:\n") + OptionLines(verb.options);
  out += "\n" + Say(language, "options of every verb, before or after it:\n", "通用选项（可放在命令之前或之后）:\n") + OptionLines(kCommon);
  out += "\n" + Say(language, "examples:\n", "示例:\n");
  std::string_view rest = verb.examples;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    out += fmt::format("  {}\n", rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

int RunTidegate(std::span<const std::string> words) {
  Invocation invocation;
  invocation.language = EnvironmentLanguage();
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {  // before all else, so that complaints come in it
    if (words[i] == "--lang") invocation.language = LanguageOf(words[i + 1]);
  }
  const std::size_t in_front = CommonWordsInFront(words);
  const bool asks_help = std::find(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(in_front), "--help") !=
                         words.begin() + static_cast<std::ptrdiff_t>(in_front);
  if (words.empty() || words[0] == "-h" || (asks_help && in_front == words.size())) return PrintHelp({}, invocation.language);
  if (in_front < words.size() && words[in_front] == "help") {
    std::vector<std::string> rest(words.begin() + static_cast<std::ptrdiff_t>(in_front) + 1, words.end());
    if (const auto at = std::find(rest.begin(), rest.end(), "--lang"); at != rest.end())
      rest.erase(at, at + std::min<std::ptrdiff_t>(2, rest.end() - at));
    return PrintHelp(rest, invocation.language);
  }
  const Sorted sorted = SortWords(words);
  const Verb* verb = sorted.verb;
  if (verb == nullptr) return UsageError(sorted.problem, nullptr, invocation.language);
  const std::array<std::span<const OptionSpec>, 2> known = {CommonOptions(), verb->options};
  std::string problem;
  invocation.arguments = Arguments::Parse(sorted.words, known, problem);
  if (invocation.arguments.Has("help")) return PrintHelp(sorted.name, invocation.language);
  if (problem.empty()) problem = ReadCommon(*verb, invocation);
  const std::size_t given = invocation.arguments.positional().size();
  if (problem.empty() && (given < verb->words_min || given > verb->words_max)) {
    problem = given < verb->words_min ? "something is missing: tidegate " + std::string(verb->name) + " " + std::string(verb->synopsis)
                                      : "too many words: tidegate " + std::string(verb->name) + " " + std::string(verb->synopsis);
  }
  if (problem.empty() && invocation.arguments.Has("timeout")) {
    const auto timeout = ParseSpan(invocation.arguments.Get("timeout"));
    if (!timeout || *timeout < kMillisecond) {
      problem = "--timeout is a time such as 500ms, 10s or 2min";
    } else {
      invocation.timeout = std::chrono::milliseconds(*timeout / kMillisecond);
    }
  }
  if (!problem.empty()) return UsageError(problem, verb, invocation.language);
  return verb->run(invocation);
}

}  // namespace tidegate
