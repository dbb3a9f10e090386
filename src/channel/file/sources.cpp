#include "channel/file/sources.h"

#include <fnmatch.h>

#include <algorithm>

#include "base/text.h"

namespace channel::file {
namespace {

std::string without_gz(const std::string& name) { return base::lower_ascii(name).ends_with(".gz") ? name.substr(0, name.size() - 3) : name; }

std::string names_of(const std::vector<Source>& sources) {
  std::string names;
  for (const auto& source : sources) {
    if (names.size() > 400) return names + ", …";
    names += (names.empty() ? "" : ", ") + base::shown(source.name);
  }
  return names;
}

[[noreturn]] void none(const std::vector<Source>& sources, const std::string& pattern, const std::string& path) {
  throw base::Error(base::ErrorCode::not_found, path + ".file: there is no file \"" + base::shown(pattern) + "\".",
                    sources.empty() ? "No file was given at all." : "The files given are: " + names_of(sources) + ".", path + ".file");
}

}  // namespace

std::vector<Source> sources_at(const std::vector<std::filesystem::path>& paths) {
  std::vector<Source> sources;
  for (const auto& path : paths) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      for (const auto& entry : std::filesystem::directory_iterator(path, error))
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) sources.push_back({entry.path().filename().string(), entry.path()});
    } else if (std::filesystem::exists(path, error)) {
      sources.push_back({path.filename().string(), path});
    } else {
      throw base::not_found("There is no file or folder \"" + path.string() + "\".", "Look at the spelling, and from where the path starts.");
    }
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.name < b.name; });
  return sources;
}

std::vector<Source> matching(const std::vector<Source>& sources, const std::string& pattern) {
  std::vector<Source> found;
  for (const auto& source : sources)
    if (fnmatch(pattern.c_str(), source.name.c_str(), 0) == 0 || fnmatch(without_gz(pattern).c_str(), without_gz(source.name).c_str(), 0) == 0) found.push_back(source);
  return found;
}

Source the_one(const std::vector<Source>& sources, const std::string& pattern, const std::string& path) {
  auto found = matching(sources, pattern);
  if (found.empty()) none(sources, pattern, path);
  if (found.size() > 1) throw base::Error(base::ErrorCode::conflict, path + ".file: several files are called \"" + base::shown(pattern) + "\": " + names_of(found) + ".", "Name one.", path + ".file");
  return found[0];
}

std::vector<Work> work_of(const Mapping& mapping, const std::vector<Source>& sources) {
  std::vector<Work> work;
  for (std::size_t i = 0; i < mapping.files.size(); ++i) {
    const auto& file = mapping.files[i];
    std::string path = "files[" + std::to_string(i) + "]";
    auto found = file.file.empty() ? std::vector<Source>{} : matching(sources, file.file);
    if (found.empty() && mapping.files.size() == 1 && sources.size() == 1) found = sources;
    if (found.empty()) none(sources, file.file, path);
    for (auto& source : found) work.push_back({&file, path, std::move(source)});
  }
  return work;
}

}  // namespace channel::file
