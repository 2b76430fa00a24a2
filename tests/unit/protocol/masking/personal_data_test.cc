// Phones and addresses in texts: what is masked, what is not, and the same by regular expressions.
#include "protocol/masking/personal_data.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/base/utf8.h"
#include "tests/support/seed.h"
#include "tests/unit/protocol/masking/naive_masker.h"

namespace tidegate {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

void ExpectMasked(const Pairs& pairs) {
  for (const auto& [text, masked] : pairs) {
    EXPECT_EQ(Masked(text), masked) << text;
    EXPECT_EQ(NaiveMasker().Masked(text), masked) << text << ", by expressions";
  }
}

TEST(PersonalData, MobilePhonesInAllTheWaysOfWritingThem) {
  ExpectMasked({{"13800130827", "138****0827"},
                {"请回电13800130827，谢谢", "请回电138****0827，谢谢"},
                {"138 0013 0827", "138****0827"},
                {"138-0013-0827", "138****0827"},
                {"138-00130827", "138****0827"},
                {"1380013 0827", "138****0827"},
                {"+8613800130827", "+86138****0827"},
                {"+86 138 0013 0827", "+86 138****0827"},
                {"(+86)138-0013-0827", "(+86)138****0827"},
                {"0086-13800130827", "0086-138****0827"},
                {"8613800130827", "86138****0827"},
                {"１３８００１３０８２７", "138****0827"},
                {"＋８６　１３８００１３０８２７", "＋８６　138****0827"},
                {"tel13800130827", "tel138****0827"},
                {"TEL13800130827", "TEL138****0827"},
                {"TEL:13800130827", "TEL:138****0827"},
                {"我的微信wx13800130827和15912345678", "我的微信wx138****0827和159****5678"},
                {"1 13800130827 2", "1 138****0827 2"},
                {"13800130827/13900130828", "138****0827/139****0828"},
                {"13800130827转8", "138****0827转8"}});
}

TEST(PersonalData, PhonesOfHousesKeepTheirAreaCode) {
  ExpectMasked({{"010-12345678", "010-12345678"},  // no number begins so
                {"010-62345678", "010-****5678"},
                {"01062345678", "010****5678"},
                {"(0755) 2345 6789", "(0755) ****6789"},
                {"0755-2345678", "0755-***5678"},
                {"021 6234 5678", "021 ****5678"},
                {"020-62345678-801", "020-****5678-801"}});
}

TEST(PersonalData, PhonesOfOtherCountriesKeepTheCountry) {
  ExpectMasked({{"+44 20 7946 0958", "+44****0958"},
                {"+1 (202) 555-0123", "+1****0123"},
                {"+33 6 12 34 56 78", "+33****5678"},
                {"+442079460958", "+44****0958"},
                {"+85291234567", "+85****4567"},
                {"+1234", "+1234"},
                {"3+12345678", "3+12345678"}});
}

TEST(PersonalData, AddressesKeepTheirFirstCharacterAndTheirDomain) {
  ExpectMasked({{"li.ming@example.com", "l***@example.com"},
                {"写给li@example.com.cn吧", "写给l*@example.com.cn吧"},
                {"a@example.com", "*@example.com"},
                {"13800130827@163.com", "1***@163.com"},
                {"ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "l*＠ｅｘａｍｐｌｅ．ｃｏｍ"},
                {"mailto:x+y@mail.example.org.", "mailto:x**@mail.example.org."},
                {"a@b", "a@b"},
                {"@example.com", "@example.com"},
                {"a@.com", "a@.com"},
                {"...@example.com", "...@example.com"},
                {"u@example.com13800130827", "*@example.com138****0827"}});
}

// What is shown of it is part of nothing else, neither the end with a number behind it nor the front with one before it.
TEST(PersonalData, WhatIsMaskedStaysAsItIs) {
  ExpectMasked({{"13800000755-23456789", "138****0755-23456789"},
                {"138****0755-23456789", "138****0755-23456789"},
                {"0755-2345 075562345678", "0755-2345 0755****5678"},
                {"0755-2345 0755****5678", "0755-2345 0755****5678"},
                {"+12****0755-62345678", "+12****0755-62345678"},
                {"+1234567 138****0827", "+1234567 138****0827"},
                {"+1234567 8***@example.com", "+1234567 8***@example.com"},
                {"0755 ****6789@163.com", "0755 ****6789@163.com"},
                {"a@b.cc@example.com", "*@b.cc@example.com"},
                {"*@b.cc@example.com", "*@b.cc@example.com"},
                {"*@010-62345678.com", "*@010-62345678.com"}});
  // Stars alone make nothing masked.
  ExpectMasked({{"**13800130827**", "**138****0827**"},
                {"*0755-23456789*", "*0755-****6789*"},
                {"138***13800130827", "138***138****0827"},
                {"138*****0755-23456789", "138*****0755-****6789"},
                {"CS****0755-23456789", "CS****0755-****6789"},
                {"**li@example.com", "**l*@example.com"}});
}

TEST(PersonalData, NumbersOfTicketsOrdersAndAmountsStay) {
  for (const std::string text : {"CS20261121000042",
                                 "CS20261121000042 13位",
                                 "订单号202611210000421",
                                 "6222021234567890123",
                                 "SF13912345678",
                                 "SF1391234567890",
                                 "ORDER_13912345678",
                                 "2026-11-21 10:00:00",
                                 "2026-11-21",
                                 "金额1234567.89元",
                                 "12345678901",
                                 "10086",
                                 "95588",
                                 "400-123-4567",
                                 "192.168.1.1",
                                 "v1.2.3",
                                 "INC0000045",
                                 "00000000000",
                                 "138001308271",
                                 "0138001308270",
                                 "1380013082",
                                 "1500 2000 300",
                                 "",
                                 "中文",
                                 "123e4567-e89b-12d3-a456-426614174000"}) {
    EXPECT_EQ(Masked(text), text);
    EXPECT_EQ(NaiveMasker().Masked(text), text) << "by expressions";
  }
}

TEST(PersonalData, NamesKeepTheirFirstCharacter) {
  EXPECT_EQ(MaskedName("张伟"), "张*");
  EXPECT_EQ(MaskedName("欧阳娜娜"), "欧*");
  EXPECT_EQ(MaskedName("John Smith"), "J*");
  EXPECT_EQ(MaskedName(""), "");
  EXPECT_EQ(MaskedIdentity("张伟"), "张*");
  EXPECT_EQ(MaskedIdentity("John Smith"), "J*");
  EXPECT_EQ(MaskedIdentity("13800130827"), "138****0827");
  EXPECT_EQ(MaskedIdentity("li.ming@example.com"), "l***@example.com");
  EXPECT_EQ(MaskedIdentity("c-4711"), "c-4711");
  EXPECT_EQ(MaskedIdentity("customer-7"), "customer-7");
  EXPECT_EQ(MaskedIdentity("会员8812"), "会员8812");
}

// Texts of everything that matters, in any order.
std::string RandomText(std::mt19937_64& random) {
  static const std::vector<std::string> kPieces = {"1",           "3",      "8",           "0",    "9",        "2",   "138",
                                                   "13800130827", "0827",   "0013",        "86",   "0086",     "+",   "+86",
                                                   " ",           "-",      "(",           ")",    ".",        "  ",  ") ",
                                                   "@",           "＠",     "a",           "li",   "Z",        "TEL", "tel",
                                                   "CS",          "_",      "example.com", ".com", "中",       "文",  "，",
                                                   "１",          "８",     "　",          "＋",   "\xC2\xA0", "010", "0755",
                                                   "62345678",    "6234",   "\xEF",        "\xBC", "\x80",     "\n",  "20261121000042",
                                                   "+44",         "x@y.zz", "%",           "é",    "~",        "*",   "***",
                                                   "****",        "＊"};
  std::string text;
  for (std::size_t pieces = random() % 24; pieces != 0; --pieces) text += kPieces[random() % kPieces.size()];
  return text;
}

TEST(PersonalData, EveryTextIsMaskedAsTheExpressionsSay) {
  std::mt19937_64 random(TestSeed(20'261'122));
  for (int round = 0; round < 4'000; ++round) {
    const std::string text = RandomText(random);
    const std::string masked = Masked(text);
    ASSERT_EQ(masked, NaiveMasker().Masked(text)) << text;
    ASSERT_EQ(Masked(masked), masked) << text;
    ASSERT_EQ(MaskedIdentity(MaskedIdentity(text)), MaskedIdentity(text)) << text;
    ASSERT_EQ(MaskedName(MaskedName(text)), MaskedName(text)) << text;
    ASSERT_LE(masked.size(), text.size()) << text;
    if (IsUtf8(text)) {
      ASSERT_TRUE(IsUtf8(masked)) << text;
    }
  }
}

TEST(PersonalData, EveryMobilePhoneIsHidden) {
  std::mt19937_64 random(TestSeed(13'800'130'827));
  for (int round = 0; round < 5'000; ++round) {
    std::string phone = "1" + std::to_string(3 + random() % 7);
    while (phone.size() < 11) phone += std::to_string(random() % 10);
    const std::string masked = Masked("电话" + phone + "，请联系");
    ASSERT_EQ(masked, "电话" + phone.substr(0, 3) + "****" + phone.substr(7) + "，请联系");
  }
}

// Linear: what a text costs does not grow faster than its length, whatever stands in it.
TEST(PersonalData, LongTextsOfOneKindAreMaskedInOneGo) {
  for (const std::string piece : {"1", "1 ", "a@", "@", "1@", "+1 ", "138-", "a.", "1.", "．", "１", "86 ", "13800130827 ", "A1", "a1@",
                                  "*", "1*", "*@", "138****"}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    const std::string masked = Masked(text);
    EXPECT_LE(masked.size(), text.size());
    EXPECT_EQ(masked != text, piece == "13800130827 ") << piece;
  }
}

}  // namespace
}  // namespace tidegate
