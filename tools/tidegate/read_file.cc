#include "tools/tidegate/read_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace tidegate {

std::optional<std::string> ReadFile(const std::string& path, std::size_t bytes_max, std::string& problem) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string text(bytes_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad()) {
    problem = "cannot read " + path + ": " + std::strerror(errno == 0 ? EIO : errno) + "; check the path";
    return std::nullopt;
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > bytes_max) {
    problem = path + " is larger than " + std::to_string(bytes_max) + " bytes; is it the right file?";
    return std::nullopt;
  }
  return text;
}

}  // namespace tidegate
