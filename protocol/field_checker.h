// FieldChecker: checks the fields of one decoded request and keeps the reason that goes to the asker.
//
// Of several reasons the one that stands first in the table of rejects is kept, of equal ones the first found. A check that fails gives a
// harmless value, so a decoder reads straight through and asks ok() once. Sees FlatBuffers: for decoders in protocol/ only.
#pragma once

#include <flatbuffers/flatbuffers.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/utf8.h"
#include "core/model/names.h"
#include "core/model/reject.h"
#include "protocol/catalog_names.h"
#include "protocol/server_codec.h"

namespace tidegate {

class FieldChecker {
 public:
  bool ok() const { return refusal_.code == Reject::kNone; }
  Refusal Take() { return std::move(refusal_); }

  void Refuse(Reject code, std::string_view field, std::string detail) {
    if (!ok() && refusal_.code <= code) return;
    refusal_.code = code;
    refusal_.field = field;
    refusal_.detail = std::move(detail);
  }

  // An absent text is empty.
  std::string_view Text(const flatbuffers::String* text, std::string_view field, std::size_t bytes_max) {
    if (text == nullptr) return {};
    const std::string_view view(text->c_str(), text->size());
    if (view.size() > bytes_max) {
      Refuse(Reject::kMalformed, field, std::to_string(view.size()) + " bytes; at most " + std::to_string(bytes_max));
      return {};
    }
    if (!IsUtf8(view)) {
      Refuse(Reject::kMalformed, field, "not valid UTF-8");
      return {};
    }
    return view;
  }

  std::string_view RequiredText(const flatbuffers::String* text, std::string_view field, std::size_t bytes_max) {
    const std::string_view view = Text(text, field, bytes_max);
    if (view.empty()) Refuse(Reject::kMissingField, field, "absent or empty");
    return view;
  }

  // The id of a name of the catalog; 0 when absent.
  std::uint16_t NamedId(const flatbuffers::String* text, std::string_view field, CatalogKind kind, const CatalogNames& names) {
    const std::string_view name = Text(text, field, kNameBytesMax);
    if (name.empty()) return 0;
    const std::uint16_t id = names.Find(kind, name);
    if (id == 0)
      Refuse(Reject::kUnknownName, field, "no " + std::string(EnglishName(kind)) + " \"" + std::string(name) + "\" in the catalog");
    return id;
  }

  // A value of the enum's table, or 0 = not given.
  template <class Enum>
  Enum Listed(std::uint8_t number, std::string_view field) {
    if (number != 0 && !IsListed<Enum>(number)) {
      Refuse(Reject::kMalformed, field, "no such value: " + std::to_string(number));
      return Enum{};
    }
    return static_cast<Enum>(number);
  }

  template <class Enum>
  Enum RequiredListed(std::uint8_t number, std::string_view field) {
    if (number == 0) Refuse(Reject::kMissingField, field, "absent");
    return Listed<Enum>(number, field);
  }

  template <class Number>
  Number Required(Number number, std::string_view field) {
    if (number == 0) Refuse(Reject::kMissingField, field, "absent or 0");
    return number;
  }

 private:
  Refusal refusal_;
};

}  // namespace tidegate
