// UnsoundMasking: masks a text and says what of the contract of protocol/masking/personal_data.h does not hold.
//
// Any bytes at all: the fuzzer's, a corpus', those of a test. Pure; a crash or a sanitizer's report is a finding too.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

// Empty when all is well.
std::string UnsoundMasking(std::string_view text);

}  // namespace tidegate
