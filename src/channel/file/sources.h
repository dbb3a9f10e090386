// Which of the files at hand each part of a mapping reads: names, * and ?, with or without .gz.
#pragma once
#include "channel/file/mapping.h"

namespace channel::file {

// A file under the name that the mapping and the errors know it by (an upload is kept under another).
struct Source {
  std::string name;
  std::filesystem::path path;
};

// The files of folders and single files; throws Error(not_found) for one that does not exist.
std::vector<Source> sources_at(const std::vector<std::filesystem::path>& paths);

// Those that `pattern` names. A mapping of one file takes the one file given, whatever its name.
std::vector<Source> matching(const std::vector<Source>& sources, const std::string& pattern);
// Exactly one; throws Error(not_found) that lists what is there.
Source the_one(const std::vector<Source>& sources, const std::string& pattern, const std::string& path);

// A file to walk through, with the part of the mapping that reads it.
struct Work {
  const FileMapping* mapping;
  std::string path;                  // "files[0]"
  Source source;
};
std::vector<Work> work_of(const Mapping& mapping, const std::vector<Source>& sources);

}  // namespace channel::file
