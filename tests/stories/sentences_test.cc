// Compares SENTENCES.md with the stories of this folder: which sentence of the domain page is told, and which not yet.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidegate {
namespace {

using Number = std::pair<int, int>;  // section, sentence

std::string Text(const Number& number) { return std::to_string(number.first) + "." + std::to_string(number.second); }

// "7.12"; false when it is not a number.
bool ReadNumber(const std::string& text, Number& number) {
  char rest = '\0';
  return std::sscanf(text.c_str(), "%d.%d%c", &number.first, &number.second, &rest) == 2;
}

// The numbers of a list "7.1, 7.12"; what is none comes back in `wrong`.
std::vector<Number> ReadList(std::string_view list, std::string& wrong) {
  std::vector<Number> numbers;
  std::istringstream in{std::string(list)};
  for (std::string word; in >> word;) {
    if (word.back() == ',') word.pop_back();
    Number number;
    if (ReadNumber(word, number)) {
      numbers.push_back(number);
    } else {
      wrong += (wrong.empty() ? "" : ", ") + word;
    }
  }
  return numbers;
}

struct Sentences {
  std::map<Number, std::string> all;  // number to text
  std::set<Number> not_yet;
  std::string wrong;
};

Sentences ReadSentences() {
  Sentences sentences;
  std::ifstream in(std::filesystem::path(TIDEGATE_STORIES_FOLDER) / "SENTENCES.md");
  bool not_yet = false;
  Number last{};
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("## ", 0) == 0) {
      not_yet = line == "## Not yet";
    } else if (not_yet) {
      for (const Number& number : ReadList(line, sentences.wrong)) {
        if (!sentences.not_yet.insert(number).second) sentences.wrong += " " + Text(number) + " stands twice under Not yet";
      }
    } else if (line.rfind("- ", 0) == 0) {
      const std::size_t space = line.find(' ', 2);
      Number number;
      if (space == std::string::npos || !ReadNumber(line.substr(2, space - 2), number) || !(last < number)) {
        sentences.wrong += " after " + Text(last) + ": " + line;
        continue;
      }
      sentences.all[number] = line.substr(space + 1);
      last = number;
    } else if (line.rfind("  ", 0) == 0 && !sentences.all.empty()) {
      sentences.all[last] += line.substr(1);
    }
  }
  return sentences;
}

// Which stories name a sentence.
std::map<Number, std::vector<std::string>> ReadCitations(std::string& wrong) {
  constexpr std::string_view kBegin = "# domain ";
  std::map<Number, std::vector<std::string>> cited;
  for (const auto& entry : std::filesystem::directory_iterator(TIDEGATE_STORIES_FOLDER)) {
    if (entry.path().extension() != ".story") continue;
    std::ifstream in(entry.path());
    std::string line;
    if (!std::getline(in, line) || line.rfind(kBegin, 0) != 0) continue;
    std::string not_numbers;
    for (const Number& number : ReadList(std::string_view(line).substr(kBegin.size()), not_numbers)) {
      cited[number].push_back(entry.path().stem().string());
    }
    if (!not_numbers.empty()) wrong += " " + entry.path().stem().string() + ": " + not_numbers;
  }
  return cited;
}

TEST(Sentences, AreNumberedUpwards) {
  const Sentences sentences = ReadSentences();
  EXPECT_EQ(sentences.wrong, "");
  EXPECT_GT(sentences.all.size(), 100u);
  for (const int section : {4, 5, 6, 7, 8, 9, 10, 11, 14}) EXPECT_TRUE(sentences.all.contains({section, 1})) << section;
}

TEST(Sentences, OfStoriesStandInTheList) {
  const Sentences sentences = ReadSentences();
  std::string wrong;
  for (const auto& [number, stories] : ReadCitations(wrong)) {
    EXPECT_TRUE(sentences.all.contains(number)) << stories.front() << " names " << Text(number) << ", which is no sentence";
  }
  EXPECT_EQ(wrong, "") << "not numbers of sentences";
}

TEST(Sentences, AreToldByAStoryOrStandUnderNotYet) {
  const Sentences sentences = ReadSentences();
  std::string wrong;
  const auto cited = ReadCitations(wrong);
  std::size_t uncited = 0;
  for (const auto& [number, text] : sentences.all) {
    if (cited.contains(number)) {
      EXPECT_FALSE(sentences.not_yet.contains(number))
          << Text(number) << " is told by " << cited.at(number).front() << ": take it from Not yet";
      continue;
    }
    ++uncited;
    std::printf("no story yet for %s %s\n", Text(number).c_str(), text.c_str());
    EXPECT_TRUE(sentences.not_yet.contains(number)) << Text(number) << " has no story any more";
  }
  std::printf("%zu of %zu sentences have a story\n", sentences.all.size() - uncited, sentences.all.size());
  for (const Number& number : sentences.not_yet) EXPECT_TRUE(sentences.all.contains(number)) << Text(number) << " is no sentence";
}

}  // namespace
}  // namespace tidegate
