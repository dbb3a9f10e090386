#include "app/input.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include "base/error.h"
#include "base/limits.h"

namespace app {

std::string read_all(const std::filesystem::path& file) {
  if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream input(file, std::ios::binary);
  if (!input) throw base::not_found("\"" + file.string() + "\" can't be read.", "Name a JSON file, or - for standard input.");
  if (std::error_code ignored; std::filesystem::file_size(file, ignored) > base::limits::body_bytes) throw base::Error(base::ErrorCode::too_large, file.string() + " is larger than any journey map.", "Is it the right file?");
  return {std::istreambuf_iterator<char>(input), {}};
}

}  // namespace app
