#include "app/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <set>

#include "app/capabilities.h"
#include "base/log.h"
#include "base/write_all.h"

namespace app {
namespace {

constexpr const char* database_part = "throughline.db";
constexpr const char* moving_mark = "moving";   // in `restoring`, while what is whole moves out of it
constexpr const char* kept_folders[] = {"uploads", "imports"};
// Not audit.head: it may be newer than the moment of the backup, and is sealed with a key that is in no backup.
constexpr const char* kept_files[] = {"erasures.jsonl"};

struct StepRow {
  std::string capability;
  int number;
};
BOOST_DESCRIBE_STRUCT(StepRow, (), (capability, number))

base::Error cannot(const std::string& doing, const std::filesystem::path& what) {
  return base::Error(base::ErrorCode::unavailable, what.string() + " can't be " + doing + ": " + std::strerror(errno) + ".", "Look at the rights and the free space there.");
}

std::vector<std::string> files_beside(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const char* name : kept_files)
    if (std::filesystem::is_regular_file(folder / name)) names.push_back(name);
  for (const char* kept : kept_folders) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder / kept, none))
      if (entry.is_regular_file(none)) names.push_back(std::string(kept) + "/" + entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct Taking {
  std::filesystem::path folder;
  std::unique_ptr<store::Snapshot> snapshot;
  store::ArchiveManifest manifest;
  std::vector<std::string> files;
  std::size_t next_file = 0;
  std::ifstream file;
  std::string out, raw;
  store::ArchiveWriter writer{[this](std::string_view piece) { out += piece; }};
  enum class At { files, in_file, database, in_database, end, done } at = At::files;

  // One step; may give nothing.
  void step() {
    switch (at) {
      case At::files:
        if (next_file == files.size()) {
          at = At::database;
          return;
        }
        // Gone meanwhile (an old upload that was let go): its row says the same once it is asked for.
        file.open(folder / files[next_file], std::ios::binary);
        if (file) writer.begin(files[next_file]), at = At::in_file;
        else file.clear();
        ++next_file;
        return;
      case At::in_file: {
        raw.resize(1u << 20);
        file.read(raw.data(), static_cast<std::streamsize>(raw.size()));
        if (file.bad()) throw base::Error(base::ErrorCode::unavailable, files[next_file - 1] + " can't be read to its end.", "Look at the data folder's disk.");
        writer.add(std::string_view(raw).substr(0, static_cast<std::size_t>(file.gcount())));
        if (file) return;
        writer.end();
        file.close();
        file.clear();
        at = At::files;
        return;
      }
      case At::database:
        writer.begin(database_part);
        at = At::in_database;
        return;
      case At::in_database:
        snapshot->read(raw);
        if (!raw.empty()) return writer.add(raw);
        writer.end();
        snapshot.reset();
        at = At::end;
        return;
      case At::end:
        writer.finish(std::move(manifest));
        at = At::done;
        return;
      case At::done: return;
    }
  }
};

// Writes bytes to a new file, and has them on the disk at its end.
class NewFile {
 public:
  explicit NewFile(std::filesystem::path path) : path_(std::move(path)) {
    std::filesystem::create_directories(path_.parent_path());
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file_ < 0) throw cannot("made", path_);
  }
  ~NewFile() {
    if (file_ >= 0) ::close(file_);
  }
  NewFile(NewFile&& other) = delete;
  void write(std::string_view piece) {
    if (!base::write_all(file_, piece)) throw cannot("written", path_);
  }
  void finish() {
    if (::fsync(file_) != 0 || ::close(std::exchange(file_, -1)) != 0) throw cannot("written to the disk", path_);
  }

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

bool is_kept(const std::string& part) {
  if (part == database_part || std::any_of(std::begin(kept_files), std::end(kept_files), [&](const char* name) { return part == name; })) return true;
  return std::any_of(std::begin(kept_folders), std::end(kept_folders), [&](const char* name) { return part.starts_with(std::string(name) + "/") && part.find('/', std::strlen(name) + 1) == std::string::npos; });
}

void must_be_known(const store::ArchiveManifest& manifest) {
  std::set<std::pair<std::string, int>> known;
  for (const auto& capability : migrations())
    for (const auto& step : capability.steps)
      if (!step.derived) known.emplace(capability.capability, step.number);
  for (const auto& step : manifest.steps)
    if (!known.contains({step.capability, step.number}))
      throw base::invalid("The backup was made by a newer version (" + manifest.program + "): this one does not know step " + std::to_string(step.number) + " of " + step.capability + ".",
                          "Restore it with that version or a later one.");
}

// Unpacks everything that `wanted` names into the folder.
store::ArchiveManifest unpack(const std::filesystem::path& file, const std::filesystem::path& folder, const std::function<bool(const std::string&)>& wanted, const Progress& progress) {
  std::unique_ptr<NewFile> current;
  auto end_file = [&] {
    if (current) current->finish();
    current.reset();
  };
  auto manifest = store::ArchiveReader(file).read([&](const std::string& part) -> store::Take {
    end_file();
    if (!wanted(part)) return {};
    current = std::make_unique<NewFile>(folder / part);
    return [&](std::string_view piece) { current->write(piece); };
  }, progress);
  end_file();
  return manifest;
}

}  // namespace

std::function<void(std::string&)> backup_pieces(store::Database& database) {
  auto before = base::now();   // everything acknowledged by then is in it
  return backup_pieces(database, database.snapshot(), before);
}

std::function<void(std::string&)> backup_pieces(store::Database& database, std::unique_ptr<store::Snapshot> snapshot, base::Time at) {
  auto taking = std::make_shared<Taking>();
  taking->folder = database.folder();
  taking->manifest.program = THROUGHLINE_VERSION;
  taking->manifest.database = "sqlite";
  taking->manifest.made_at = at;
  taking->snapshot = std::move(snapshot);
  auto& session = taking->snapshot->session();
  taking->manifest.position = session.one<std::int64_t>("select max(p) from (select coalesce(max(id), 0) as p from interaction union all select coalesce(max(id), 0) from notice) as both_kinds").value_or(0);
  for (const auto& row : session.all<StepRow>("select capability, number from migration order by capability, number")) taking->manifest.steps.push_back({row.capability, row.number});
  taking->files = files_beside(taking->folder);
  return [taking](std::string& piece) {
    while (taking->out.empty() && taking->at != Taking::At::done) taking->step();
    piece = std::move(taking->out);
    taking->out.clear();
  };
}

store::ArchiveManifest verify_backup(const std::filesystem::path& file, const Progress& progress) {
  auto folder = file;
  folder += ".checking";
  std::filesystem::remove_all(folder);
  struct Ending {
    const std::filesystem::path& folder;
    ~Ending() {
      std::error_code ignored;
      std::filesystem::remove_all(folder, ignored);
    }
  } ending{folder};
  std::filesystem::create_directory(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  auto manifest = unpack(file, folder, [](const std::string& part) { return part == database_part; }, progress);
  must_be_known(manifest);
  if (!std::filesystem::exists(folder / database_part)) throw base::invalid("The backup holds no database.", "Use another backup.");
  auto findings = store::Database::open(folder)->integrity();
  if (!findings.empty()) throw base::invalid("The database in the backup is not sound: " + findings.front() + ".", "Run `throughline check` on the data folder, and use another backup.");
  return manifest;
}

std::filesystem::path restoring_in(const std::filesystem::path& folder) { return folder / "restoring"; }

void prepare_empty(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw base::Error(base::ErrorCode::unavailable, folder.string() + " can't be made: " + error.message() + ".", "Name another folder with --data.");
  auto refuse = [&](const std::filesystem::path& name) {
    throw base::Error(base::ErrorCode::conflict, "The folder " + folder.string() + " is not empty: it holds " + name.string() + ".", "Name a new folder with --data; nothing is ever overwritten by a restore.");
  };
  if (std::filesystem::exists(folder / database_part)) refuse(database_part);
  bool half_moved = std::filesystem::exists(restoring_in(folder) / moving_mark);
  std::vector<std::filesystem::path> moved;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    auto name = entry.path().filename();
    // Keys may be brought before: they are in no backup.
    if (name == "restoring" || name == "lock" || name.extension() == ".key") continue;
    if (!half_moved) refuse(name);
    moved.push_back(entry.path());
  }
  for (const auto& path : moved) std::filesystem::remove_all(path);
  std::filesystem::remove_all(restoring_in(folder));
  std::filesystem::create_directory(restoring_in(folder));
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

void make_count(const std::filesystem::path& folder) {
  // From here on what stands beside `restoring` was moved there by us, until the database is there too.
  auto from = restoring_in(folder);
  std::filesystem::remove(from / "lock");
  NewFile(from / moving_mark).finish();
  sync_folder(from);
  std::vector<std::filesystem::path> rest;
  for (const auto& entry : std::filesystem::directory_iterator(from))
    if (entry.path().filename() != database_part && entry.path().filename() != moving_mark) rest.push_back(entry.path());
  for (const auto& path : rest) std::filesystem::rename(path, folder / path.filename());
  sync_folder(from);
  std::filesystem::rename(from / database_part, folder / database_part);
  sync_folder(folder);
  std::filesystem::remove_all(from);
}

store::ArchiveManifest unpack_into(const std::filesystem::path& file, const std::filesystem::path& folder, const Progress& progress) {
  auto manifest = unpack(file, folder, [](const std::string& part) {
    if (!is_kept(part)) throw base::invalid("The backup holds \"" + part + "\", which does not belong there.", "Use a file that `throughline backup` wrote.");
    return true;
  }, progress);
  must_be_known(manifest);
  if (!std::filesystem::exists(folder / database_part)) throw base::invalid("The backup holds no database.", "Use another backup.");
  return manifest;
}

store::ArchiveManifest unpack_backup(const std::filesystem::path& file, const std::filesystem::path& folder, const Progress& progress) {
  prepare_empty(folder);
  return unpack_into(file, restoring_in(folder), progress);
}

void sync_file(const std::filesystem::path& file) {
  int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  bool well = handle >= 0 && ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  if (!well) throw cannot("written to the disk", file);
}

void sync_folder(const std::filesystem::path& folder) { sync_file(folder.empty() ? std::filesystem::path(".") : folder); }

void must_be_outside(const std::filesystem::path& place, const std::filesystem::path& folder, const std::string& option) {
  std::error_code unknown;
  auto from_there = std::filesystem::weakly_canonical(std::filesystem::absolute(place), unknown).lexically_relative(std::filesystem::weakly_canonical(std::filesystem::absolute(folder), unknown));
  if (unknown || from_there.empty() || *from_there.begin() == "..") return;
  throw base::invalid(place.string() + " lies inside the data folder: the backup would be lost with it.", "Name a place outside of it, on another disk.", option);
}

}  // namespace app
