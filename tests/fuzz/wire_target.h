// Unsound: feeds bytes to both ends of the wire as a connection would, and says what went through that should not have.
//
// Any bytes at all: the fuzzer's, a corpus', corrupted samples. A crash or a sanitizer's report is a finding too.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

// Empty when all is well; otherwise what a decoded command or a refusal broke of its contract (core/model/command.h, server_codec.h).
std::string Unsound(std::string_view bytes);

}  // namespace tidegate
