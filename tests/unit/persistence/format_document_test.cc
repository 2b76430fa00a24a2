// persistence/FORMAT.md shows the changes as core/model/change.h and core/model/changes/ declare them. TIDEGATE_WRITE_GOLDEN=1 rewrites
// that section.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/image_record.h"
#include "core/model/change.h"
#include "core/model/turn_record.h"
#include "persistence/image_format.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

struct Field {
  std::string name;
  std::string type;
  std::size_t bytes = 0;
};

const std::map<std::string, std::pair<std::string, std::size_t>>& Types() {
  static const std::map<std::string, std::pair<std::string, std::size_t>> types = {
      {"std::uint64_t", {"u64", 8}},
      {"std::uint32_t", {"u32", 4}},
      {"std::uint16_t", {"u16", 2}},
      {"std::uint8_t", {"u8", 1}},
      {"std::int64_t", {"i64", 8}},
      {"Micros", {"i64", 8}},
      {"Asker", {"(client u64, request u64)", 16}},
      {"DecisionNote", {"DecisionNote", sizeof(DecisionNote)}},
      {"SurveyScores", {"u8[3]", sizeof(SurveyScores)}},
  };
  return types;
}

// "  TYPE NAME = VALUE;" or "  TYPE NAME{};"; nullopt for any other line. An array's type has a space in it.
std::optional<Field> ParseField(std::string line) {
  constexpr std::string_view kArray = "std::array<std::uint8_t, ";
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string::npos || begin == 0) return std::nullopt;
  line.erase(0, begin);
  std::optional<Field> field;
  if (line.compare(0, kArray.size(), kArray) == 0) {
    const std::size_t close = line.find('>');
    const std::string count = line.substr(kArray.size(), close - kArray.size());
    field = Field{"", "u8[" + count + "]", static_cast<std::size_t>(std::stoul(count))};
    line.erase(0, close + 1);
  } else {
    const std::size_t space = line.find(' ');
    const auto type = Types().find(line.substr(0, space));
    if (type == Types().end()) return std::nullopt;
    field = Field{"", type->second.first, type->second.second};
    line.erase(0, space);
  }
  line.erase(0, line.find_first_not_of(' '));
  field->name = line.substr(0, line.find_first_of(" {;"));
  return field;
}

// struct name -> its fields, as written in the headers.
std::map<std::string, std::vector<Field>> DeclaredStructs() {
  std::map<std::string, std::vector<Field>> structs;
  std::string headers = ReadWhole("core/model/decision_note.h") + ReadWhole("core/model/submit_facts.h");
  for (const auto& entry : std::filesystem::directory_iterator("core/model/changes")) headers += ReadWhole(entry.path().string());
  std::istringstream source(headers);
  std::string inside;
  for (std::string line; std::getline(source, line);) {
    if (line.compare(0, 7, "struct ") == 0 && line.size() > 9 && line.back() == '{') {
      inside = line.substr(7, line.size() - 9);
    } else if (line == "};") {
      inside.clear();
    } else if (!inside.empty()) {
      if (const std::optional<Field> field = ParseField(line)) structs[inside].push_back(*field);
    }
  }
  return structs;
}

// One row of the table; checks that the fields fill the struct: no padding, and no field that this reader of headers overlooked.
std::string Row(const std::string& number, const std::string& name, const std::string& origin, std::size_t struct_bytes,
                const std::string& tail, const std::vector<Field>& fields) {
  std::string text;
  std::size_t offset = 0;
  for (const Field& field : fields) {
    text += (text.empty() ? "" : "; ") + std::to_string(offset) + " " + field.name + " " + field.type;
    offset += field.bytes;
  }
  EXPECT_EQ(offset, struct_bytes) << name;
  return "| " + number + " | " + name + " | " + origin + " | " + std::to_string(struct_bytes) + " | " + tail + " | " + text + " |\n";
}

std::string Table() {
  const std::map<std::string, std::vector<Field>> structs = DeclaredStructs();
  std::string table = "| no. | change | origin | bytes | tail at most | fields |\n|---|---|---|---|---|---|\n";
  for (int number = 1; number < 256; ++number) {
    const ChangeInfo info = InfoOf(static_cast<std::uint8_t>(number));
    if (info.kind == ChangeKind::kNone) continue;
    table += Row(std::to_string(number), std::string(info.name), info.origin == ChangeOrigin::kAsked ? "asked" : "decided",
                 info.struct_bytes, std::to_string(info.tail_bytes_max), structs.at(std::string(info.name)));
  }
  table += Row("-", "DecisionNote", "in Offered", sizeof(DecisionNote), "-", structs.at("DecisionNote"));
  table += Row("-", "SubmitFacts", "in the tail of Submitted", sizeof(SubmitFacts), "-", structs.at("SubmitFacts"));
  return table;
}

TEST(FormatDocument, ShowsEveryChangeAsDeclared) {
  const std::string path = "persistence/FORMAT.md";
  const std::string begin = "<!-- changes: begin -->\n";
  const std::string end = "<!-- changes: end -->\n";
  const std::string text = ReadWhole(path);
  const std::size_t from = text.find(begin) + begin.size();
  const std::size_t to = text.find(end);
  ASSERT_NE(to, std::string::npos);
  ASSERT_GE(to, from);
  const std::string table = Table();
  if (std::getenv("TIDEGATE_WRITE_GOLDEN") != nullptr) {
    WriteWhole(path, text.substr(0, from) + table + text.substr(to));
    return;
  }
  EXPECT_EQ(text.substr(from, to - from), table)
      << "core/model/changes/ and persistence/FORMAT.md differ. Read FORMAT.md 9; if the change is right, run with TIDEGATE_WRITE_GOLDEN=1";
}

void ExpectRow(std::size_t offset, const std::string& name, const std::string& type) {
  static const std::string text = ReadWhole("persistence/FORMAT.md");
  EXPECT_TRUE(text.find("\n| " + std::to_string(offset) + " | " + name + " | " + type + " |") != std::string::npos)
      << "FORMAT.md has no row | " << offset << " | " << name << " | " << type << " |";
}

TEST(FormatDocument, ShowsEveryKindOfImageRecordWithItsSize) {
#define TIDEGATE_IMAGE_ROW(name, number, fixed) ExpectRow(number, std::string(#name).substr(1), std::to_string(sizeof(fixed)));
  TIDEGATE_IMAGE_KINDS(TIDEGATE_IMAGE_ROW)
#undef TIDEGATE_IMAGE_ROW
}

TEST(FormatDocument, ShowsTheImageFileAsDeclared) {
  ExpectRow(offsetof(ImageHeader, magic), "magic", "u32");
  ExpectRow(offsetof(ImageHeader, version), "version", "u16 | " + std::to_string(kImageFormat) + ": of the file and of the records in it");
  ExpectRow(offsetof(ImageHeader, partition), "partition", "u16");
  ExpectRow(offsetof(ImageHeader, checksum), "checksum", "u64");
  ExpectRow(offsetof(ImageHeader, directory_id), "directory_id", "u64");
  ExpectRow(offsetof(ImageHeader, seq), "seq", "u64");
  ExpectRow(offsetof(ImageHeader, at), "at", "i64");
  ExpectRow(offsetof(ImageHeader, epoch), "epoch", "u32");
  ExpectRow(offsetof(ImageHeader, tickets), "tickets", "u32");
  ExpectRow(offsetof(ImageHeader, declines), "declines", "u32");
  ExpectRow(offsetof(ImageHeader, outcomes), "outcomes", "u64");
  ExpectRow(offsetof(ImageHeader, hash_key), "hash_key", "u8[16]");
  ExpectRow(offsetof(ImageFooter, chain), "chain", "u64");
  ExpectRow(offsetof(ImageFooter, fingerprint), "fingerprint", "u64");
  ExpectRow(offsetof(ImageFooter, records), "records", "u64");
  ExpectRow(offsetof(ImageFooter, chunks), "chunks", "u64");
  ExpectRow(offsetof(ImageFooter, bytes), "bytes", "u64");
  ExpectRow(offsetof(ImageFooter, header_checksum), "header_checksum", "u64");
}

TEST(FormatDocument, ShowsTheHeaderAsDeclared) {
  const auto row = [](std::size_t offset, const std::string& name, const std::string& type) { ExpectRow(offset, name, type); };
  row(offsetof(TurnHeader, magic), "magic", "u32");
  row(offsetof(TurnHeader, version), "version", "u16");
  row(offsetof(TurnHeader, partition), "partition", "u16");
  row(offsetof(TurnHeader, checksum), "checksum", "u64");
  row(offsetof(TurnHeader, previous), "previous", "u64");
  row(offsetof(TurnHeader, first_seq), "first_seq", "u64");
  row(offsetof(TurnHeader, at), "at", "i64");
  row(offsetof(TurnHeader, epoch), "epoch", "u32");
  row(offsetof(TurnHeader, change_count), "change_count", "u32");
  row(offsetof(TurnHeader, bytes), "bytes", "u32");
  row(offsetof(TurnHeader, commands), "commands", "u16");
  row(offsetof(TurnHeader, expirations), "expirations", "u16");
  row(offsetof(TurnHeader, agenda_steps), "agenda_steps", "u16");
  row(offsetof(EntryHeader, kind), "kind", "u8");
  row(offsetof(EntryHeader, command), "command", "u16");
  row(offsetof(EntryHeader, tail_bytes), "tail_bytes", "u32");
}

}  // namespace
}  // namespace tidegate
