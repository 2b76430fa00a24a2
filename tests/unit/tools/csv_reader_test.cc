#include "tools/tidegate/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace tidegate {
namespace {

using Fields = std::vector<std::string>;

struct Got {
  std::uint64_t line;
  Fields fields;        // of a record
  std::string problem;  // of an unreadable one
};

std::vector<Got> ReadAll(const std::string& text, char separator = ',') {
  std::istringstream in(text);
  CsvReader reader(in, separator);
  std::vector<Got> all;
  for (;;) {
    switch (reader.Next()) {
      case CsvReader::Outcome::kEnd:
        return all;
      case CsvReader::Outcome::kRecord:
        all.push_back({reader.line(), Fields(reader.fields().begin(), reader.fields().end()), ""});
        break;
      case CsvReader::Outcome::kUnreadable:
        all.push_back({reader.line(), {}, reader.problem()});
        break;
    }
  }
}

std::vector<Fields> Records(const std::string& text) {
  std::vector<Fields> records;
  for (const Got& got : ReadAll(text)) {
    EXPECT_EQ(got.problem, "") << "line " << got.line;
    records.push_back(got.fields);
  }
  return records;
}

TEST(CsvReader, PlainRecordsComeAsTheyStand) { EXPECT_EQ(Records("a,b\nc,d\n"), (std::vector<Fields>{{"a", "b"}, {"c", "d"}})); }

TEST(CsvReader, LastRecordNeedsNoLineEnd) { EXPECT_EQ(Records("a,b\nc,"), (std::vector<Fields>{{"a", "b"}, {"c", ""}})); }

TEST(CsvReader, CrLfAndByteOrderMarkAreNoText) {
  EXPECT_EQ(Records("\xEF\xBB\xBF"
                    "a,b\r\n\"c\",d\r\n"),
            (std::vector<Fields>{{"a", "b"}, {"c", "d"}}));
}

TEST(CsvReader, ReturnInsideAFieldIsText) { EXPECT_EQ(Records("a\rb,c\n"), (std::vector<Fields>{{"a\rb", "c"}})); }

TEST(CsvReader, QuotedFieldHoldsSeparatorsQuotesAndLineEnds) {
  EXPECT_EQ(Records("\"a,1\",\"say \"\"hi\"\"\",\"two\r\nlines\"\nnext,,\n"),
            (std::vector<Fields>{{"a,1", "say \"hi\"", "two\r\nlines"}, {"next", "", ""}}));
}

TEST(CsvReader, EmptyQuotedFieldIsEmpty) { EXPECT_EQ(Records("\"\",\"\"\n"), (std::vector<Fields>{{"", ""}})); }

TEST(CsvReader, EmptyLinesArePassedOver) { EXPECT_EQ(Records("a\n\n\r\nb\n\n"), (std::vector<Fields>{{"a"}, {"b"}})); }

TEST(CsvReader, OtherSeparatorsLeaveTheCommaAlone) {
  const auto got = ReadAll("a,1;b\n", ';');
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got[0].fields, (Fields{"a,1", "b"}));
}

TEST(CsvReader, LinesAreCountedThroughQuotedLineEnds) {
  const auto got = ReadAll("h\n\"1\n2\n3\"\nlast\n");
  ASSERT_EQ(got.size(), 3u);
  EXPECT_EQ(got[1].line, 2u);
  EXPECT_EQ(got[2].line, 5u);
}

TEST(CsvReader, StrayQuoteCostsOnlyItsLine) {
  const auto got = ReadAll("a,b\nc,5\" disk\ne,f\n");
  ASSERT_EQ(got.size(), 3u);
  EXPECT_EQ(got[1].line, 2u);
  EXPECT_THAT(got[1].problem, testing::HasSubstr("quote"));
  EXPECT_EQ(got[2].fields, (Fields{"e", "f"}));
}

TEST(CsvReader, TextBehindAClosingQuoteIsUnreadable) {
  const auto got = ReadAll("\"a\"b,c\nd,e\n");
  ASSERT_EQ(got.size(), 2u);
  EXPECT_THAT(got[0].problem, testing::HasSubstr("closing quote"));
  EXPECT_EQ(got[1].fields, (Fields{"d", "e"}));
}

TEST(CsvReader, QuoteNeverClosedDoesNotSwallowTheRest) {
  const auto got = ReadAll("a,\"b\nc,d\ne,f\n");
  ASSERT_EQ(got.size(), 3u);
  EXPECT_EQ(got[0].line, 1u);
  EXPECT_THAT(got[0].problem, testing::HasSubstr("never closed"));
  EXPECT_EQ(got[1].fields, (Fields{"c", "d"}));
  EXPECT_EQ(got[1].line, 2u);
  EXPECT_EQ(got[2].line, 3u);
}

TEST(CsvReader, QuoteOpenBeyondTheBoundCostsOnlyItsLine) {
  std::string text = "a,\"b\n";
  for (std::size_t i = 0; i * 8 < kCsvRecordBytesMax + kCsvChunkBytes; ++i) text += "row,row\n";
  const auto got = ReadAll(text);
  ASSERT_GT(got.size(), 2u);
  EXPECT_THAT(got[0].problem, testing::HasSubstr("longer than"));
  EXPECT_EQ(got[1].fields, (Fields{"row", "row"}));
  EXPECT_EQ(got.back().line, got.size());
}

TEST(CsvReader, LineBeyondTheBoundIsSkippedWhole) {
  const auto got = ReadAll("a\n" + std::string(3 * kCsvRecordBytesMax, 'x') + "\nb\n");
  ASSERT_EQ(got.size(), 3u);
  EXPECT_THAT(got[1].problem, testing::HasSubstr("longer than"));
  EXPECT_EQ(got[2].fields, (Fields{"b"}));
  EXPECT_EQ(got[2].line, 3u);
}

TEST(CsvReader, BadUtf8AndNulAreUnreadable) {
  const auto got = ReadAll(std::string("\xB9\xA4\xB5\xA5,b\na\0b,c\nok,1\n", 18));
  ASSERT_EQ(got.size(), 3u);
  EXPECT_THAT(got[0].problem, testing::HasSubstr("UTF-8"));
  EXPECT_THAT(got[1].problem, testing::HasSubstr("NUL"));
  EXPECT_EQ(got[2].fields, (Fields{"ok", "1"}));
}

TEST(CsvReader, NothingGivesNothing) {
  EXPECT_TRUE(ReadAll("").empty());
  EXPECT_TRUE(ReadAll("\xEF\xBB\xBF").empty());
  EXPECT_TRUE(ReadAll("\n\r\n").empty());
}

// What a writer of RFC 4180 wrote is read back, wherever the chunks of the stream end.
TEST(CsvReader, WrittenRecordsAreReadBack) {
  const char* given = std::getenv("TIDEGATE_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : 20261121;
  std::printf("TIDEGATE_SEED=%llu\n", static_cast<unsigned long long>(seed));
  std::mt19937_64 random(seed);
  const std::vector<std::string> pieces = {"a", ",", "\"", "\n", "\r\n", "\xE5\xB7\xA5\xE5\x8D\x95", " ", std::string(5000, 'z')};
  std::vector<Fields> written;
  std::string text;
  for (int r = 0; r < 400; ++r) {
    Fields fields(1 + random() % 5);
    for (std::string& field : fields) {
      for (auto n = random() % 6; n > 0; --n) field += pieces[random() % pieces.size()];
    }
    fields[0] += "x";  // a record of one empty field is an empty line
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) text += ',';
      text += '"';
      for (const char c : fields[i]) {
        if (c == '"') text += '"';
        text += c;
      }
      text += '"';
    }
    text += random() % 2 == 0 ? "\n" : "\r\n";
    written.push_back(fields);
  }
  EXPECT_EQ(Records(text), written);
}

}  // namespace
}  // namespace tidegate
