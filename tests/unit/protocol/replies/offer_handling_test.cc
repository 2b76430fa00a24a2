// The templates that come with offers: once a frame, within its bound, and at no cost where there are none.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/rule_set.h"
#include "tests/unit/protocol/replies/recorder.h"

namespace tidegate {
namespace {

class OfferHandlingTest : public EncoderTest {
 protected:
  // By type, from 0; counts what it is asked. No texts are at hand.
  class Templates : public HandlingLookup {
   public:
    bool empty() const override { return texts.empty(); }
    std::string_view FindHandling(TypeId type) const override {
      asked.push_back(type.raw());
      return type.raw() < texts.size() ? std::string_view(texts[type.raw()]) : std::string_view();
    }
    std::vector<std::string> texts;
    mutable std::vector<std::uint16_t> asked;
  };
  class NoBodies : public BodyLookup {
   public:
    std::optional<std::string_view> FindBody(std::uint64_t, TicketId) override { return std::nullopt; }
  };

  void Offer(std::uint16_t type) {
    OfferPush push;
    push.item.type = type;
    encoder_.Append(push, &bodies_);
  }

  NoBodies bodies_;
  Templates templates_;
};

TEST_F(OfferHandlingTest, TemplatesComeOnceAFrameInTheOrderOfTheirFirstOffers) {
  templates_.texts = {"of no type", "one", "two", ""};
  encoder_.set_handling(&templates_);
  for (const std::uint16_t type : {2, 3, 1, 2, 0, 4, 1}) Offer(type);
  const std::string bytes(encoder_.Flush());
  for (const std::string_view text : {"one", "two"}) {
    EXPECT_EQ(bytes.find(text), bytes.rfind(text)) << "told once";
    EXPECT_NE(bytes.find(text), std::string::npos);
  }
  const Recorder heard = Heard();
  EXPECT_EQ(heard.frames, 1);
  EXPECT_EQ(heard.handling, (std::vector<std::string>{"two", "", "one", "two", "", "", "one"}));
  EXPECT_EQ(templates_.asked, (std::vector<std::uint16_t>{2, 3, 1, 4}));
  Offer(1);
  EXPECT_EQ(Heard().handling, std::vector<std::string>{"one"}) << "each frame stands alone";
}

TEST_F(OfferHandlingTest, WithoutTemplatesTheFrameIsAsItWasWithoutThem) {
  Offer(1);
  const std::string plain(encoder_.Flush());
  encoder_.Clear();
  encoder_.set_handling(&templates_);
  Offer(1);
  EXPECT_EQ(encoder_.Flush(), plain);
  EXPECT_TRUE(templates_.asked.empty()) << "one question a frame, whether there are any";
  encoder_.Clear();
  templates_.texts = {"", "", "two"};
  Offer(1);
  EXPECT_EQ(encoder_.Flush(), plain) << "the type has none: no empty vector either";
}

TEST_F(OfferHandlingTest, WhoeverDoesNotReadGetsNoTemplates) {
  templates_.texts = {"", "one"};
  encoder_.set_handling(&templates_);
  OfferPush push;
  push.item.type = 1;
  encoder_.Append(push, nullptr);
  EXPECT_EQ(Heard().handling, std::vector<std::string>{""});
  EXPECT_TRUE(templates_.asked.empty());
}

TEST_F(OfferHandlingTest, WhatDoesNotFitIsLeftOutAndWhatComesAfterItIsNot) {
  templates_.texts = {"", std::string(kHandlingBytesMax, '1'), std::string(kHandlingBytesMax, '2'), std::string(kHandlingBytesMax, '3'),
                      "four"};
  encoder_.set_handling(&templates_);
  for (const std::uint16_t type : {1, 2, 3, 4, 3}) Offer(type);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.frames, 1);
  EXPECT_EQ(heard.handling, (std::vector<std::string>{templates_.texts[1], templates_.texts[2], "", "four", ""}));
}

TEST_F(OfferHandlingTest, TheFullestFrameHasRoomForTemplatesOfAsManyTypesAsOffers) {
  class FullBodies : public BodyLookup {
   public:
    FullBodies() {
      Body body;
      body[BodyField::kExternalKey] = "k";
      tidegate::AppendBody(body, small_);
      const std::string key(kKeyBytesMax, 'k'), title(kTitleBytesMax, 't'), text(kTextBytesMax, 'x');
      body = {};
      body[BodyField::kExternalKey] = key;
      body[BodyField::kTitle] = title;
      body[BodyField::kText] = text;
      tidegate::AppendBody(body, large_);
    }
    std::optional<std::string_view> FindBody(std::uint64_t submit_seq, TicketId) override { return submit_seq == 0 ? small_ : large_; }

   private:
    std::string small_, large_;
  };
  FullBodies full;
  // The lengths at which most of the room is paddings and tables, at which it is all texts, and one between.
  for (const std::size_t length : {std::size_t{1}, std::size_t{333}, kHandlingBytesMax}) {
    templates_.texts.assign(kOffersPerFrameMax + 1, std::string(length, 'h'));
    encoder_.set_handling(&templates_);
    for (std::size_t i = 1; i <= kOffersPerFrameMax; ++i) {
      OfferPush push;
      push.item.type = static_cast<std::uint16_t>(i);
      push.item.submit_seq = i == kOffersPerFrameMax ? 1 : 0;  // the last one's text is as large as texts are
      encoder_.Append(push, &full);
    }
    const Recorder heard = Heard();
    EXPECT_EQ(heard.frames, 1) << length;
    const auto told = std::count(heard.handling.begin(), heard.handling.end(), templates_.texts[1]);
    EXPECT_EQ(static_cast<std::size_t>(told), std::min(kOffersPerFrameMax, kFrameHandlingBytesMax / (length + kHandlingEntryBytesMax)));
  }
}

}  // namespace
}  // namespace tidegate
