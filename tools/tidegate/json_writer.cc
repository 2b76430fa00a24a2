#include "tools/tidegate/json_writer.h"

#include "core/base/check.h"

namespace tidegate {
namespace {

void AppendQuoted(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

void JsonWriter::Separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  CHECK(open_.empty() ? out_.empty() : open_.back() == '[');
  if (needs_comma_) out_ += ',';
}

JsonWriter& JsonWriter::Raw(std::string_view token) {
  Separate();
  out_ += token;
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::BeginObject() {
  Separate();
  out_ += '{';
  open_.push_back('{');
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::EndObject() {
  CHECK(!open_.empty() && open_.back() == '{' && !after_key_);
  open_.pop_back();
  out_ += '}';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::BeginArray() {
  Separate();
  out_ += '[';
  open_.push_back('[');
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::EndArray() {
  CHECK(!open_.empty() && open_.back() == '[');
  open_.pop_back();
  out_ += ']';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  CHECK(!open_.empty() && open_.back() == '{' && !after_key_);
  if (needs_comma_) out_ += ',';
  AppendQuoted(out_, key);
  out_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::String(std::string_view value) {
  Separate();
  AppendQuoted(out_, value);
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::Null() { return Raw("null"); }

const std::string& JsonWriter::text() const {
  CHECK(open_.empty());
  return out_;
}

}  // namespace tidegate
