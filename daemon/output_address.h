// SessionOf: whom an output is for; and what it means for the credits of that session.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>
#include <variant>

#include "core/model/output.h"

namespace tidegate {

// 0 = the sessions of all supervisors.
inline std::uint64_t SessionOf(const Output& output) {
  return std::visit(
      [](const auto& value) -> std::uint64_t {
        if constexpr (requires { value->session; }) {
          return value->session;
        } else {
          return value.session;
        }
      },
      output);
}

// Every command is answered exactly once, by an output that carries its correlation; pushes carry none.
inline bool IsReply(const Output& output) {
  return std::visit(
      [](const auto& value) {
        if constexpr (requires { value->session; }) {
          return requires { value->correlation; };
        } else {
          return requires { value.correlation; };
        }
      },
      output);
}

}  // namespace tidegate
