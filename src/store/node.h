// The name of a node: of the data folder that it works in, made at the first open and kept. Files that lie in one node's
// folder (uploads, imports that wait) are that node's.
#pragma once
#include <filesystem>
#include <string>

namespace store {

// "" for no folder.
std::string node_of(const std::filesystem::path& folder);

}  // namespace store
