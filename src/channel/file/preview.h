// Looks at a file before it is imported: its columns, its first rows, a mapping to begin with, and what a mapping would
// make of the first rows. Plain functions; any thread.
#pragma once
#include "channel/file/sources.h"
#include "channel/file/types.h"

namespace channel::file {

// The beginning of a file.
struct Sample {
  std::string name, format, delimiter, encoding;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
Sample sample_of(const Source& source, std::size_t rows);

FilePreview preview_file(const Source& source);

// A mapping by the names (English, Chinese, Portuguese …) and the contents of the columns. What it can't find is left
// empty for the person to fill: the time, the identities.
Mapping propose(const Sample& sample);

// The interactions of the first rows of each file that the mapping reads; at most `rows` rows in all.
MappingPreview preview_mapping(const Mapping& mapping, const std::vector<Source>& sources, std::size_t rows = 20);

}  // namespace channel::file
