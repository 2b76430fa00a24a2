// JsonWriter: JSON text, written forward, fields in the order in which they are given.
//
// Value type; nesting is checked (CHECK on a misuse). Strings must be UTF-8; control characters are escaped. Integers beyond 2^53 are
// written as they are: names that could be rounded by a reader (ticket ids) are given as strings by the callers.
// Not here: parsing.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

class JsonWriter {
 public:
  JsonWriter& BeginObject();
  JsonWriter& EndObject();
  JsonWriter& BeginArray();
  JsonWriter& EndArray();
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view value);
  JsonWriter& Null();
  template <std::integral T>
  JsonWriter& Number(T value) {
    return Raw(std::to_string(value));
  }
  JsonWriter& Bool(bool value) { return Raw(value ? "true" : "false"); }

  // Key and value at once.
  JsonWriter& Field(std::string_view key, std::string_view value) { return Key(key).String(value); }
  template <std::integral T>
  JsonWriter& Field(std::string_view key, T value) {
    if constexpr (std::same_as<T, bool>) {
      return Key(key).Bool(value);
    } else {
      return Key(key).Number(value);
    }
  }

  // The text; everything that was begun is ended (CHECKed).
  const std::string& text() const;

 private:
  JsonWriter& Raw(std::string_view token);
  void Separate();

  std::string out_;
  std::vector<char> open_;    // '{' or '[' per level
  bool needs_comma_ = false;  // a value stands before on this level
  bool after_key_ = false;
};

}  // namespace tidegate
