// libFuzzer's way into the masking of personal data: build with the preset `fuzz`, run `masking_fuzz tests/fuzz/corpus/masking`.
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "core/base/check.h"
#include "tests/fuzz/masking_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string unsound = tidegate::UnsoundMasking({reinterpret_cast<const char*>(data), size});
  if (!unsound.empty()) std::fprintf(stderr, "unsound: %s\n", unsound.c_str());
  CHECK(unsound.empty());
  return 0;
}
