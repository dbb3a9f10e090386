// The map that `throughline import` reads the sample company's files with. Text of a TOML file.
#pragma once
#include <string_view>

namespace sample {

// Sources that begin with "sample" are sample data: the page says so.
inline constexpr std::string_view source_name = "sample:spruce-living";

std::string_view import_map();

}  // namespace sample
