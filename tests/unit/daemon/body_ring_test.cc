// The ring of recent texts against records made by hand.
#include "daemon/body_ring.h"

#include <gtest/gtest.h>

#include <cstring>

#include "core/model/turn_record.h"

namespace tidegate {
namespace {

// A record of `tickets` submits from `first_seq` on, each followed by a Classified; ticket t has the text "text t".
std::string Record(std::uint64_t first_seq, std::uint64_t first_ticket, int tickets, int skills = 0) {
  std::string record(sizeof(TurnHeader), '\0');
  const auto append = [&record](ChangeKind kind, const auto& change, std::string_view tail) {
    EntryHeader entry;
    entry.kind = static_cast<std::uint8_t>(kind);
    entry.tail_bytes = static_cast<std::uint32_t>(tail.size());
    record.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    record.append(reinterpret_cast<const char*>(&change), sizeof change);
    record.append(tail);
    record.resize(PaddedTo8(record.size()));
  };
  for (int i = 0; i < tickets; ++i) {
    Submitted submitted;
    submitted.ticket = first_ticket + static_cast<std::uint64_t>(i);
    submitted.skill_count = static_cast<std::uint8_t>(skills);
    const std::string text = "text " + std::to_string(submitted.ticket);
    Body body;
    body[BodyField::kText] = text;
    std::string tail(SubmitClaimsBytes(static_cast<std::uint8_t>(skills)), 's');
    AppendBody(body, tail);
    append(ChangeKind::kSubmitted, submitted, tail);
    append(ChangeKind::kClassified, Classified{}, "");
  }
  TurnHeader header;
  header.first_seq = first_seq;
  header.change_count = static_cast<std::uint32_t>(2 * tickets);
  header.bytes = static_cast<std::uint32_t>(record.size());
  std::memcpy(record.data(), &header, sizeof header);
  return record;
}

std::string TextOf(std::optional<std::string_view> body) {
  if (!body) return "none";
  const std::optional<Body> decoded = DecodeBody(*body);
  return decoded ? std::string((*decoded)[BodyField::kText]) : "damaged";
}

TEST(BodyRing, FindsEveryTextItKeeps) {
  BodyRing ring(1 << 20);
  std::uint64_t seq = 1;
  std::uint64_t ticket = 100;
  for (int n = 1; n < 20; ++n) {
    std::string record = Record(seq, ticket, n, n % 3);
    ring.Add(record);
    seq += static_cast<std::uint64_t>(2 * n) + static_cast<std::uint64_t>(n % 2);  // records without submits are not added
    ticket += static_cast<std::uint64_t>(n);
  }
  seq = 1;
  ticket = 100;
  for (int n = 1; n < 20; ++n) {
    for (int i = 0; i < n; ++i, ++ticket) {
      EXPECT_EQ(TextOf(ring.FindBody(seq, TicketId(ticket))), "text " + std::to_string(ticket));
      EXPECT_EQ(TextOf(ring.FindBody(seq, TicketId(ticket + 1))), "none") << "another ticket's seq";
      EXPECT_EQ(TextOf(ring.FindBody(seq + 1, TicketId(ticket))), "none") << "not a submit";
      seq += 2;
    }
    seq += static_cast<std::uint64_t>(n % 2);
  }
}

TEST(BodyRing, EmptyRingKnowsNothing) {
  BodyRing ring(1 << 20);
  EXPECT_EQ(ring.FindBody(1, TicketId(1)), std::nullopt);
}

TEST(BodyRing, TheOldestLeaveAtTheBoundAndTheirMemoryIsReused) {
  const std::string one = Record(1, 1, 10);
  BodyRing ring(one.size() * 3 + one.size() / 2);
  for (std::uint64_t n = 0; n < 10; ++n) {
    std::string record = Record(1 + 20 * n, 1 + 10 * n, 10);
    ring.Add(record);
    EXPECT_TRUE(record.empty());
    if (n <= 4) continue;
    EXPECT_GE(record.capacity(), one.size()) << "given back for the next turn";
  }
  EXPECT_LE(ring.bytes(), one.size() * 4);
  EXPECT_EQ(TextOf(ring.FindBody(1, TicketId(1))), "none");
  EXPECT_EQ(TextOf(ring.FindBody(1 + 20 * 9, TicketId(91))), "text 91");
}

TEST(BodyRing, ARecordLargerThanTheRingIsNotKept) {
  BodyRing ring(100);
  std::string record = Record(1, 1, 10);
  ring.Add(record);
  EXPECT_EQ(ring.bytes(), 0u);
  EXPECT_EQ(TextOf(ring.FindBody(1, TicketId(1))), "none");
}

TEST(BodyRing, BodyInRecordAgreesWithTheRing) {
  const std::string record = Record(7, 1, 5, 2);
  for (std::uint64_t i = 0; i < 5; ++i) {
    EXPECT_EQ(TextOf(BodyInRecord(record, 7 + 2 * i, TicketId(1 + i))), "text " + std::to_string(1 + i));
    EXPECT_EQ(BodyInRecord(record, 8 + 2 * i, TicketId(1 + i)), std::nullopt);
  }
  EXPECT_EQ(BodyInRecord(record, 99, TicketId(1)), std::nullopt);
}

}  // namespace
}  // namespace tidegate
