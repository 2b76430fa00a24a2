#include "tools/tidegate/json_writer.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

TEST(JsonWriter, WritesFieldsInTheirOrder) {
  JsonWriter json;
  json.BeginObject().Field("b", 1).Field("a", "x").Field("ok", true);
  json.Key("list").BeginArray().Number(-1).String("y").Null().BeginObject().EndObject().EndArray();
  json.Key("empty").BeginArray().EndArray();
  json.EndObject();
  EXPECT_EQ(json.text(), R"({"b":1,"a":"x","ok":true,"list":[-1,"y",null,{}],"empty":[]})");
}

TEST(JsonWriter, EscapesWhatJsonForbids) {
  JsonWriter json;
  json.String("\"\\\n\t\r\x01\x1F 工单");
  EXPECT_EQ(json.text(), "\"\\\"\\\\\\n\\t\\r\\u0001\\u001f 工单\"");
}

TEST(JsonWriterDeath, UnfinishedTextIsNotGivenOut) {
  JsonWriter json;
  json.BeginObject();
  EXPECT_DEATH(json.text(), "CHECK failed");
}

}  // namespace
}  // namespace tidegate
