// Files in a folder of their own, and a destination that keeps what it gets.
#pragma once
#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

#include "channel/file/importer.h"

namespace channel::file::test {

class Folder {
 public:
  Folder() {
    static std::atomic<int> count{0};
    path_ = std::filesystem::temp_directory_path() / ("throughline-file-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }
  std::string read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Keeps everything; a key that it has is a repeat.
class Kept {
 public:
  Destination destination() {
    Destination to;
    to.append = [this](record::Batch batch) {
      std::vector<record::Receipt> receipts;
      for (auto& heard : batch.interactions) {
        bool added = keys.insert(batch.source + "\n" + heard.source_key).second;
        receipts.push_back({added ? record::Receipt::Outcome::added : record::Receipt::Outcome::repeated, added ? std::int64_t(keys.size()) : 0, added ? 1 : 0});
        if (added) interactions.push_back(std::move(heard));
      }
      std::promise<std::vector<record::Receipt>> done;
      done.set_value(std::move(receipts));
      return done.get_future();
    };
    return to;
  }
  std::vector<record::Heard> interactions;
  std::set<std::string> keys;
};

inline Mapping mapping_of(const std::string& toml) { return read_mapping_toml(toml, "test.toml"); }

struct Imported {
  Counters counters;
  std::vector<RowError> errors;
  std::vector<record::Heard> interactions;
};

inline Imported import_all(const Folder& folder, const Mapping& mapping, const ImportOptions& options = {}) {
  Kept kept;
  Progress progress;
  import_files(kept.destination(), mapping, sources_at({folder.path()}), progress, options);
  return {progress.counters(), progress.errors(), std::move(kept.interactions)};
}

// The error that `work` throws; fails the test when it throws none.
template <class F>
base::Error error_of(F work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error;
  }
  return base::invalid("no error was thrown");
}

}  // namespace channel::file::test
