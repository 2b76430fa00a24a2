#include "core/model/change_subjects.h"

#include <gtest/gtest.h>

#include <cstring>

namespace tidegate {
namespace {

// A change all of whose fields differ from 0, and from each other.
template <class Change>
Change Filled() {
  Change change;
  unsigned char bytes[sizeof(Change)];
  for (std::size_t i = 0; i < sizeof(Change); ++i) bytes[i] = static_cast<unsigned char>(i + 1);
  std::memcpy(&change, bytes, sizeof change);
  return change;
}

template <class Change>
ChangeView ViewOf(const Change& change) {
  return {ChangeTraits<Change>::kKind, 0, reinterpret_cast<const char*>(&change), {}};
}

// The fields speak for themselves: whoever adds a change with such a field and forgets it in the table is told here.
template <class Change>
void ExpectFieldsAreNamed() {
  SCOPED_TRACE(ChangeTraits<Change>::kName);
  const auto change = Filled<Change>();
  const ChangeSubjects subjects = SubjectsOf(ViewOf(change));
  EXPECT_EQ(TicketOf(ViewOf(change)), subjects.ticket);
  if constexpr (requires { change.ticket; }) {
    EXPECT_EQ(subjects.ticket, change.ticket);
  } else {
    EXPECT_EQ(subjects.ticket, 0u);
  }
  if constexpr (requires { change.agent; }) {
    EXPECT_EQ(subjects.agent, change.agent);
  } else if constexpr (requires { change.held_for; }) {
    EXPECT_EQ(subjects.agent, change.held_for);
  } else if constexpr (requires { change.manager; }) {
    EXPECT_EQ(subjects.agent, change.manager);
  } else {
    EXPECT_EQ(subjects.agent, 0u);
  }
  if constexpr (requires { change.asker; }) {
    EXPECT_EQ(subjects.client, change.asker.client);
  } else if constexpr (requires { change.client; }) {
    EXPECT_EQ(subjects.client, change.client);
  } else {
    EXPECT_EQ(subjects.client, 0u);
  }
  if constexpr (requires { change.customer; }) {
    EXPECT_EQ(subjects.customer, change.customer);
  } else {
    EXPECT_EQ(subjects.customer, 0u);
  }
}

// That the engine's memory lets go of a ticket is no event of its life.
template <>
void ExpectFieldsAreNamed<RecentEvicted>() {
  EXPECT_EQ(SubjectsOf(ViewOf(Filled<RecentEvicted>())), ChangeSubjects{});
}

// The one who goes on is the customer, and the agent is kept in a wider field.
template <>
void ExpectFieldsAreNamed<CustomersMerged>() {
  const auto change = Filled<CustomersMerged>();
  EXPECT_EQ(SubjectsOf(ViewOf(change)), (ChangeSubjects{.agent = change.manager, .client = change.asker.client, .customer = change.into}));
}
template <>
void ExpectFieldsAreNamed<CallBackSet>() {
  const auto change = Filled<CallBackSet>();
  EXPECT_EQ(SubjectsOf(ViewOf(change)), (ChangeSubjects{.ticket = change.ticket, .agent = static_cast<std::uint32_t>(change.agent)}));
}
template <>
void ExpectFieldsAreNamed<AgentRetired>() {
  const auto change = Filled<AgentRetired>();
  EXPECT_EQ(SubjectsOf(ViewOf(change)), (ChangeSubjects{.agent = static_cast<std::uint32_t>(change.agent), .client = change.asker.client}));
}

template <>
void ExpectFieldsAreNamed<FeedbackForgotten>() {
  EXPECT_EQ(SubjectsOf(ViewOf(Filled<FeedbackForgotten>())), ChangeSubjects{});
}

TEST(ChangeSubjects, NameWhatTheFieldsOfEveryChangeSay) {
#define TIDEGATE_EXPECT(name, number, origin, tail) ExpectFieldsAreNamed<name>();
  TIDEGATE_CHANGES(TIDEGATE_EXPECT)
#undef TIDEGATE_EXPECT
}

}  // namespace
}  // namespace tidegate
