// ReadFile: a whole file of a bounded size.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace tidegate {

// nullopt and the reason with its remedy in `problem`.
std::optional<std::string> ReadFile(const std::string& path, std::size_t bytes_max, std::string& problem);

}  // namespace tidegate
