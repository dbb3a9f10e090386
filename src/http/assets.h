// The page, packed into the binary by cmake/page.cmake. All bytes live as long as the program.
#pragma once
#include <string_view>
#include <vector>

namespace http {

struct Asset {
  std::string_view path;           // "/index.html"
  std::string_view content_type;
  std::string_view etag;           // with its quotes
  std::string_view gzip;           // compressed bytes
  std::string_view identity;       // plain bytes; may be empty when only the compressed ones are kept
  bool immutable = false;          // its name holds a hash: may be kept for ever
};

const std::vector<Asset>& page_assets();

}  // namespace http
