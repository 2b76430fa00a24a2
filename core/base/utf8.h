// IsUtf8: whether bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
//
// Every text from outside passes here once, at the edge. One pass; ASCII runs are taken eight bytes at a time.
#pragma once

#include <string_view>

namespace tidegate {

bool IsUtf8(std::string_view text);

}  // namespace tidegate
