// PROTOCOL.md and tidegate.fbs say what the code does: their tables are compared with the tables of the code.
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <sstream>

#include "core/engine/lifecycle.h"
#include "core/model/command.h"
#include "core/model/decision_note.h"
#include "core/model/output.h"
#include "core/model/reject.h"
#include "protocol/frame.h"
#include "protocol/reply_encoder.h"

namespace tidegate {
namespace {

std::string ReadFile(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The table must stand in the document as it is; the failure shows what to paste.
void ExpectInDocument(const std::string& table) {
  static const std::string document = ReadFile("protocol/PROTOCOL.md");
  EXPECT_NE(document.find(table), std::string::npos) << "PROTOCOL.md must have:\n" << table;
}

std::string RolesText(std::uint8_t roles) {
  if (roles == kForAll) return "all";
  std::string text;
  for (const Name& row : NameTable<Role>::kRows) {
    if ((roles & RoleBit(static_cast<Role>(row.number))) == 0) continue;
    if (!text.empty()) text += ", ";
    text += row.english;
  }
  return text;
}

std::string BytesText(std::size_t bytes) {
  return bytes % (1024 * 1024) == 0 ? std::to_string(bytes / 1024 / 1024) + " MiB" : std::to_string(bytes / 1024) + " KiB";
}

TEST(ProtocolDocument, ShowsEveryKindOfFrame) {
  std::string requests = "| number | name | table | roles | bound | what it says |\n|---|---|---|---|---|---|\n";
  std::string replies = "| number | name | table | what it says |\n|---|---|---|---|\n";
  std::string pushes = replies;
  for (const FrameKindRow& row : kFrameKindRows) {
    const std::string names =
        "| " + std::to_string(static_cast<int>(row.kind)) + " | " + std::string(row.name) + " | `" + std::string(row.table) + "` | ";
    const std::string doc = std::string(row.doc) + " |\n";
    if (row.direction == Direction::kRequest)
      requests += names + RolesText(row.roles) + " | " + BytesText(row.body_bytes_max) + " | " + doc;
    if (row.direction == Direction::kReply) replies += names + doc;
    if (row.direction == Direction::kPush) pushes += names + doc;
  }
  ExpectInDocument(requests);
  ExpectInDocument(replies);
  ExpectInDocument(pushes);
}

TEST(ProtocolDocument, ShowsEveryReject) {
  std::string table = "| code | name | what to do | 怎么办 |\n|---|---|---|---|\n";
  for (const RejectRow& row : kRejectRows) {
    table += "| " + std::to_string(static_cast<int>(row.code)) + " | " + std::string(row.english) + " | " + std::string(row.advice) +
             " | " + std::string(row.advice_zh) + " |\n";
  }
  ExpectInDocument(table);
}

template <class Enum>
void ExpectEnum(std::string_view title) {
  std::string table = "| " + std::string(title) + " | name | 中文 |\n|---|---|---|\n";
  for (const Name& row : NameTable<Enum>::kRows) {
    table += "| " + std::to_string(row.number) + " | " + std::string(row.english) + " | " + std::string(row.chinese) + " |\n";
  }
  ExpectInDocument(table);
}

TEST(ProtocolDocument, ShowsEveryEnum) {
  ExpectEnum<Role>("`Role`");
  ExpectEnum<Level>("`Level`");
  ExpectEnum<CustomerTier>("`CustomerTier`");
  ExpectEnum<ComplaintCategory>("`ComplaintCategory`");
  ExpectEnum<AgentTier>("`AgentTier`");
  ExpectEnum<AgentStatus>("`AgentStatus`");
  ExpectEnum<Status>("`Status`");
  ExpectEnum<Clock>("`Clock`");
  ExpectEnum<ClockState>("`ClockState`");
  ExpectEnum<ClockNews>("`ClockNews`");
  ExpectEnum<MessageKind>("`MessageKind`");
  ExpectEnum<TouchKind>("`TouchKind`");
  ExpectEnum<LoopClosing>("`LoopClosing`");
  ExpectEnum<CustomerWord>("`CustomerWord`");
  ExpectEnum<TransferWord>("`TransferWord`");
  ExpectEnum<RepeatOffer>("`RepeatOffer`");
  ExpectEnum<PartNode>("`PartNode`");
  ExpectEnum<PlanUnit>("`PlanUnit`");
  ExpectEnum<CatalogKind>("`CatalogKind`");
  ExpectEnum<ReturnReason>("`ReturnReason`");
  ExpectEnum<Choice>("`Choice`");
  ExpectEnum<AlertKind>("`AlertKind`");
  ExpectEnum<SpaceMark>("`SpaceMark`");
  ExpectEnum<EventKind>("`EventKind`");
  ExpectEnum<Visibility>("`Visibility`");
  ExpectEnum<RuleCause>("`RuleCause`");
  ExpectEnum<Eligibility>("`Eligibility`");
}

TEST(ProtocolDocument, ShowsEveryCommandNumberThatARequestCanBecome) {
  std::string table = "| command | name |\n|---|---|\n";
  for (int number = 1; number < 256; ++number) {
    const auto kind = static_cast<CommandKind>(number);
    bool asked = false;
    for (const FrameKindRow& row : kFrameKindRows) asked |= row.command == kind;
    if (asked) table += "| " + std::to_string(number) + " | " + std::string(CommandName(kind)) + " |\n";
  }
  ExpectInDocument(table);
}

std::string StatusesText(StatusSet statuses) {
  std::string text;
  for (const Name& row : NameTable<Status>::kRows) {
    if ((statuses & StatusBit(static_cast<Status>(row.number))) == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(row.english);
  }
  return text;
}

TEST(ProtocolDocument, ShowsTheLifecycle) {
  std::string table = "| command | legal in | then it is |\n|---|---|---|\n";
  for (const LifeRow& row : kLife) {
    table += "| " + std::string(CommandName(row.command)) + " | " + StatusesText(row.legal) + " | " +
             (row.becomes == Status::kNone ? "" : std::string(EnglishName(row.becomes))) + " |\n";
  }
  ExpectInDocument(table);
}

TEST(ProtocolDocument, ShowsTheBounds) {
  std::string table = "| bound | value |\n|---|---|\n";
  const auto row = [&table](std::string_view what, const std::string& value) {
    table += "| " + std::string(what) + " | " + value + " |\n";
  };
  row("body of a frame", BytesText(kFrameBodyBytesMax));
  row("body of a submit-batch, resolve-batch, activate-rules", BytesText(kBatchBodyBytesMax));
  row("items of a batch", std::to_string(kBatchItemsMax));
  row("credits of a session", std::to_string(kCreditsMax));
  row("external key, customer, order; every name", std::to_string(kKeyBytesMax) + " B");
  row("title", std::to_string(kTitleBytesMax) + " B");
  row("text, solution", BytesText(kTextBytesMax));
  row("recorded_at", std::to_string(kRecordedAtBytesMax) + " B");
  row("skills of a submit", std::to_string(kRequirementSkillsMax));
  row("skills, regions, channels of an agent",
      std::to_string(kProfileSkillsMax) + ", " + std::to_string(kProfileRegionsMax) + ", " + std::to_string(kProfileChannelsMax));
  row("bytes of a ping", std::to_string(kPingBytesMax) + " B");
  row("source of a rule set", std::to_string(kRulesSourceBytesMax) + " B");
  row("rows of a page of agents or of the pool", std::to_string(kPageRecordsMax));
  row("rows of a page of names", std::to_string(kNamesPerPageMax));
  row("work items of one signed-in frame", std::to_string(kWorkPerFrameMax));
  ExpectInDocument(table);
}

// "waiting-for-customer" -> "WaitingForCustomer"
std::string CamelCase(std::string_view name) {
  std::string text;
  bool upper = true;
  for (const char letter : name) {
    if (letter == '-') {
      upper = true;
      continue;
    }
    text += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    upper = false;
  }
  return text;
}

template <class Enum>
void ExpectSchemaEnum(std::string_view name) {
  // Every value but line breaks, as it must stand in the schema.
  std::string expected = "enum " + std::string(name) + " : ubyte { ";
  const bool has_none = NameTable<Enum>::kRows[0].number != 0;
  if (has_none) expected += "None = 0, ";
  for (const Name& row : NameTable<Enum>::kRows) expected += CamelCase(row.english) + " = " + std::to_string(row.number) + ", ";
  expected.resize(expected.size() - 2);
  expected += " }";
  std::string schema;
  for (const char letter : ReadFile("protocol/tidegate.fbs")) {
    const bool space = letter == ' ' || letter == '\n';
    if (!space) schema += letter;
    if (space && (schema.empty() || schema.back() != ' ')) schema += ' ';
  }
  EXPECT_NE(schema.find(expected), std::string::npos) << expected;
}

TEST(Schema, HasTheEnumsOfCore) {
  ExpectSchemaEnum<Role>("Role");
  ExpectSchemaEnum<Level>("Level");
  ExpectSchemaEnum<CustomerTier>("CustomerTier");
  ExpectSchemaEnum<ComplaintCategory>("ComplaintCategory");
  ExpectSchemaEnum<AgentTier>("AgentTier");
  ExpectSchemaEnum<AgentStatus>("AgentStatus");
  ExpectSchemaEnum<Status>("Status");
  ExpectSchemaEnum<Clock>("Clock");
  ExpectSchemaEnum<ClockState>("ClockState");
  ExpectSchemaEnum<ClockNews>("ClockNews");
  ExpectSchemaEnum<MessageKind>("MessageKind");
  ExpectSchemaEnum<TouchKind>("TouchKind");
  ExpectSchemaEnum<LoopClosing>("LoopClosing");
  ExpectSchemaEnum<CustomerWord>("CustomerWord");
  ExpectSchemaEnum<TransferWord>("TransferWord");
  ExpectSchemaEnum<RepeatOffer>("RepeatOffer");
  ExpectSchemaEnum<PartNode>("PartNode");
  ExpectSchemaEnum<PlanUnit>("PlanUnit");
  ExpectSchemaEnum<CatalogKind>("CatalogKind");
  ExpectSchemaEnum<ReturnReason>("ReturnReason");
  ExpectSchemaEnum<Choice>("Choice");
  ExpectSchemaEnum<AlertKind>("AlertKind");
  ExpectSchemaEnum<SpaceMark>("SpaceMark");
  ExpectSchemaEnum<Visibility>("Visibility");
  ExpectSchemaEnum<EventKind>("EventKind");
  ExpectSchemaEnum<ProjectionState>("ProjectionState");
  ExpectSchemaEnum<RuleOutput>("RuleOutput");
  ExpectSchemaEnum<ReviewWord>("ReviewWord");
  ExpectSchemaEnum<RuleCause>("RuleCause");
  ExpectSchemaEnum<Eligibility>("Eligibility");
}

TEST(Schema, HasATableForEveryKindOfFrame) {
  const std::string schema = ReadFile("protocol/tidegate.fbs");
  for (const FrameKindRow& row : kFrameKindRows) {
    EXPECT_NE(schema.find("\ntable " + std::string(row.table) + " {"), std::string::npos) << row.table;
  }
}

TEST(Schema, NextEventsAreThoseOfCore) {
  const std::string schema = ReadFile("protocol/tidegate.fbs");
  EXPECT_NE(
      schema.find("enum NextEvent : ubyte { None = 0, OfferExpires = 1, ClockStep = 2, DeclineForgotten = 3, PlanEnds = 4, "
                  "ReviewOverdue = 5, Relaxes = 6, ManagerWaitEnds = 7, ShiftBegins = 8, RampStep = 9, PartDue = 10, CallBackDue = 11 }"),
      std::string::npos);
  static_assert(static_cast<int>(NextEvent::kPlanEnds) == 4 && static_cast<int>(NextEvent::kReviewOverdue) == 5);
  static_assert(static_cast<int>(NextEvent::kOfferExpires) == 1 && static_cast<int>(NextEvent::kClockStep) == 2 &&
                static_cast<int>(NextEvent::kDeclineForgotten) == 3 && static_cast<int>(NextEvent::kRelaxes) == 6 &&
                static_cast<int>(NextEvent::kManagerWaitEnds) == 7 && static_cast<int>(NextEvent::kShiftBegins) == 8 &&
                static_cast<int>(NextEvent::kRampStep) == 9 && static_cast<int>(NextEvent::kPartDue) == 10 &&
                static_cast<int>(NextEvent::kCallBackDue) == 11);
}

}  // namespace
}  // namespace tidegate
