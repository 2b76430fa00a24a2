// libFuzzer's way into both ends of the wire: build with the preset `fuzz`, run `wire_fuzz tests/fuzz/corpus/wire`.
#include <cstddef>
#include <cstdint>

#include "core/base/check.h"
#include "tests/fuzz/wire_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string unsound = tidegate::Unsound({reinterpret_cast<const char*>(data), size});
  if (!unsound.empty()) std::fprintf(stderr, "unsound: %s\n", unsound.c_str());
  CHECK(unsound.empty());
  return 0;
}
