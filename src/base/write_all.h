// Writing to an open file as a whole.
#pragma once
#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace base {

// All of it, however many calls that takes and whatever signals come. False, with errno, when the file took only a part.
inline bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    auto n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace base
