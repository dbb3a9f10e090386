// What the command line is given to read: a file, or standard input.
#pragma once
#include <filesystem>
#include <string>

namespace app {

// "-": standard input. Throws Error(not_found) for what can't be read, Error(too_large) for more than a request may hold.
std::string read_all(const std::filesystem::path& file);

}  // namespace app
