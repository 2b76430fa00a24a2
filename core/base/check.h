// CHECK: our own mistakes end the process, with the values that show them.
//
// Always on, in every build: a wrong state that goes on would become history in the journal. The world's mistakes (input, disk, peers)
// are never CHECKed; they are a Reject (core/model/reject.h) or, at the edges, an absl::Status.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>

namespace tidegate {

template <class T>
std::string CheckText(const T& value) {
  if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<long long>(value));
  } else if constexpr (std::is_arithmetic_v<T>) {
    return std::to_string(value);
  } else {
    return "?";
  }
}

[[noreturn]] inline void CheckFailed(const char* file, int line, const char* condition, const std::string& values) {
  std::fprintf(stderr, "%s:%d: CHECK failed: %s%s\n", file, line, condition, values.c_str());
  std::fflush(stderr);
  std::abort();
}

}  // namespace tidegate

#define CHECK(condition)                                                      \
  do {                                                                        \
    if (!(condition)) [[unlikely]]                                            \
      ::tidegate::CheckFailed(__FILE__, __LINE__, #condition, std::string()); \
  } while (false)

#define TIDEGATE_CHECK_OP(a, op, b)                                                                                          \
  do {                                                                                                                       \
    const auto& check_left = (a);                                                                                            \
    const auto& check_right = (b);                                                                                           \
    if (!(check_left op check_right)) [[unlikely]]                                                                           \
      ::tidegate::CheckFailed(__FILE__, __LINE__, #a " " #op " " #b,                                                         \
                              " (" + ::tidegate::CheckText(check_left) + " vs " + ::tidegate::CheckText(check_right) + ")"); \
  } while (false)

#define CHECK_EQ(a, b) TIDEGATE_CHECK_OP(a, ==, b)
#define CHECK_NE(a, b) TIDEGATE_CHECK_OP(a, !=, b)
#define CHECK_LT(a, b) TIDEGATE_CHECK_OP(a, <, b)
#define CHECK_LE(a, b) TIDEGATE_CHECK_OP(a, <=, b)
#define CHECK_GT(a, b) TIDEGATE_CHECK_OP(a, >, b)
#define CHECK_GE(a, b) TIDEGATE_CHECK_OP(a, >=, b)
