// How far two short texts are apart. Texts are taken byte by byte: they are folded to Latin letters and digits before.
// Pure; any thread. Texts beyond `distance_bytes` are cut there.
#pragma once
#include <cstddef>
#include <string_view>

namespace record::linkage {

inline constexpr std::size_t distance_bytes = 64;

// Jaro–Winkler similarity, 0 … 1 (Winkler 1990; prefix weight 0.1 over at most four letters).
double jaro_winkler(std::string_view a, std::string_view b);

// Optimal string alignment: insertions, deletions, replacements, and exchanged neighbours, each 1. Stops counting beyond
// `most` and answers most + 1.
int edits(std::string_view a, std::string_view b, int most);

}  // namespace record::linkage
