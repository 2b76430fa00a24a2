// Who the clients are whose numbers stand in histories: what a stretch of the journal says of them, and their rows.
#include "persistence/client_news.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/model/body.h"
#include "persistence/ticket_record.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::Pair;

template <class Change>
ChangeView ViewOf(ChangeKind kind, const Change& change, std::string_view tail = {}) {
  ChangeView view;
  view.kind = kind;
  view.data = reinterpret_cast<const char*>(&change);
  view.tail = tail;
  return view;
}

class ClientNewsTest : public ::testing::Test {
 protected:
  void Known(ClientNews& news, std::uint64_t client, Role role, std::string_view name) {
    news.Take(ViewOf(ChangeKind::kClientKnown, ClientKnown{.client = client, .role = static_cast<std::uint32_t>(role)}, name));
  }
  void Forgotten(ClientNews& news, std::uint64_t client) {
    news.Take(ViewOf(ChangeKind::kClientForgotten, ClientForgotten{.client = client}));
  }
};

TEST_F(ClientNewsTest, TheLastWordCounts) {
  ClientNews news(ClientNews::kWithoutBound);
  Known(news, 7, Role::kSupervisor, "李姐");
  Known(news, 3, Role::kFrontEnd, "web");
  Forgotten(news, 7);
  Forgotten(news, 9);
  Known(news, 9, Role::kAgent, "王芳");
  news.Take(ViewOf(ChangeKind::kTimeSet, TimeSet{}));
  EXPECT_THAT(news.clients(), ElementsAre(Pair(3, Optional(ClientName{3, Role::kFrontEnd, "web"})), Pair(7, std::nullopt),
                                          Pair(9, Optional(ClientName{9, Role::kAgent, "王芳"}))));
  EXPECT_GT(news.bytes(), 3 * sizeof(ClientName));
  news.Clear();
  EXPECT_TRUE(news.clients().empty());
}

TEST_F(ClientNewsTest, BeyondItsBoundItHearsOnlyOfThoseItKnows) {
  ClientNews news(2);
  Known(news, 1, Role::kAgent, "a");
  Known(news, 2, Role::kAgent, "b");
  Known(news, 3, Role::kAgent, "c");
  Forgotten(news, 1);
  EXPECT_THAT(news.clients(), ElementsAre(Pair(1, std::nullopt), Pair(2, Optional(ClientName{2, Role::kAgent, "b"}))));
}

TEST(ClientRow, IsReadAsItWasWrittenAndDamageIsSeen) {
  for (const std::string& name : {std::string(), std::string("李姐"), std::string(kKeyBytesMax, 'n')}) {
    const ClientName client{0x0102030405060708, Role::kSupervisor, name};
    EXPECT_THAT(DecodeClientName(ClientKey(client.client), EncodeClientName(client)), Optional(client));
  }
  const std::string key = ClientKey(5);
  EXPECT_EQ(DecodeClientName(key, ""), std::nullopt);
  EXPECT_EQ(DecodeClientName(key, std::string("\0web", 4)), std::nullopt) << "no role";
  EXPECT_EQ(DecodeClientName(key, "\x77web"), std::nullopt) << "a role that is none";
  EXPECT_EQ(DecodeClientName(key, "\x01" + std::string(kKeyBytesMax + 1, 'n')), std::nullopt);
  EXPECT_EQ(DecodeClientName(key.substr(1), "\x01web"), std::nullopt);
  EXPECT_EQ(DecodeClientName(key + "x", "\x01web"), std::nullopt);
}

}  // namespace
}  // namespace tidegate
