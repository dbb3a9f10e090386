// The index on disk: what a start maps instead of reading the whole log. One file, written beside and renamed, so that it is
// whole or not there; every part carries a checksum. It is a copy of what the log says and nothing else: when it is missing, of
// another version or other dimensions, damaged, or not of this log, it is ignored, and the index is built anew.
//
// The file holds what the chunks have; the tail is read from the log again, as is everything else behind its position.
#pragma once
#include <filesystem>

#include "journey/feed.h"

namespace journey {

inline constexpr std::string_view snapshot_name = "journey.index";   // in the data folder

// Throws base::Error when it can't be written.
void write_snapshot(const std::filesystem::path& file, const View& view, const Dimensions& dimensions, const std::vector<Feed::Probe>& probes);

struct Snapshot {
  std::shared_ptr<const View> view;
  std::vector<Feed::Probe> probes;
};
// Whether it is whole, and of another list of dimensions: a server's, where a command names its own.
bool is_of_other_dimensions(const std::filesystem::path& file, const Dimensions& dimensions);
// Also sets the values of the dimensions. nullopt, and why in the log, when the file is not to be used.
std::optional<Snapshot> read_snapshot(const std::filesystem::path& file, Dimensions& dimensions);

}  // namespace journey
