// A disk for tests: a VFS of SQLite over the machine's own that writes down everything that is written and synced in the
// database files, so that a power loss can be played at any of these moments; and that fails the n-th of them when told to.
// One for the whole process (SQLite's default from the first use on). Threads: any.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace support {

class Disk {
 public:
  struct Step {
    enum class Kind { write, truncate, sync, remove, mark } kind;
    std::string file;            // its name without the folder; the text of a mark
    std::int64_t offset = 0;     // of a write; the size of a truncation; how many steps were done when a sync began
    std::string data;
  };

  static Disk& of_this_process() {
    static Disk disk;
    return disk;
  }

  void begin() {
    std::lock_guard lock(guard_);
    steps_.clear();
    recording_ = true;
  }
  std::vector<Step> end() {
    std::lock_guard lock(guard_);
    recording_ = false;
    return std::move(steps_);
  }
  // Something that the test wants to find again among the steps, such as an acknowledgement.
  void mark(std::string text) { note({.kind = Step::Kind::mark, .file = std::move(text)}); }

  // The n-th write, truncation or sync from now on (from 1) fails with SQLite's `code`: SQLITE_FULL and
  // SQLITE_IOERR_WRITE before anything is written, SQLITE_IOERR after half of it, SQLITE_IOERR_FSYNC only at a sync.
  // `lasting`: so do all that follow, until heal().
  void fail(long n, int code, bool lasting) {
    std::lock_guard lock(guard_);
    countdown_ = n, code_ = code, lasting_ = lasting, failed_ = 0;
  }
  void heal() {
    std::lock_guard lock(guard_);
    countdown_ = 0;
  }
  long failed() const {
    std::lock_guard lock(guard_);
    return failed_;
  }

 private:
  struct File {
    sqlite3_file base;
    sqlite3_file* real;
    std::string* name;
  };
  static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return of(file)->real; }

  Disk() {
    under_ = sqlite3_vfs_find(nullptr);
    vfs_ = *under_;
    vfs_.zName = "test-disk";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + under_->szOsFile;
    vfs_.xOpen = [](sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out) {
      auto& disk = of_this_process();
      auto self = of(file);
      self->real = reinterpret_cast<sqlite3_file*>(self + 1);
      self->base.pMethods = nullptr;
      self->name = nullptr;
      int code = disk.under_->xOpen(disk.under_, path, self->real, flags, out);
      if (code != SQLITE_OK) return code;
      if (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) self->name = new std::string(std::filesystem::path(path).filename());
      self->base.pMethods = methods();
      return SQLITE_OK;
    };
    vfs_.xDelete = [](sqlite3_vfs*, const char* path, int sync) {
      auto& disk = of_this_process();
      disk.note({.kind = Step::Kind::remove, .file = std::filesystem::path(path).filename()});
      return disk.under_->xDelete(disk.under_, path, sync);
    };
    sqlite3_vfs_register(&vfs_, 1);
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods all = [] {
      sqlite3_io_methods m{};
      m.iVersion = 2;   // no memory map: every byte passes by here
      m.xClose = [](sqlite3_file* f) { delete of(f)->name; return real(f)->pMethods->xClose(real(f)); };
      m.xRead = [](sqlite3_file* f, void* to, int bytes, sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), to, bytes, at); };
      m.xWrite = [](sqlite3_file* f, const void* from, int bytes, sqlite3_int64 at) {
        auto& disk = of_this_process();
        std::string_view data(static_cast<const char*>(from), static_cast<std::size_t>(bytes));
        if (of(f)->name) {
          if (int code = disk.trouble(false)) {
            if (code == SQLITE_IOERR) {   // half of it got there
              real(f)->pMethods->xWrite(real(f), from, bytes / 2, at);
              disk.note({.kind = Step::Kind::write, .file = *of(f)->name, .offset = at, .data = std::string(data.substr(0, data.size() / 2))});
              return SQLITE_IOERR_WRITE;
            }
            return code;
          }
        }
        int code = real(f)->pMethods->xWrite(real(f), from, bytes, at);
        if (of(f)->name) disk.note({.kind = Step::Kind::write, .file = *of(f)->name, .offset = at, .data = std::string(data)});
        return code;
      };
      m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
        if (of(f)->name) {
          if (of_this_process().trouble(false)) return SQLITE_IOERR_TRUNCATE;
          of_this_process().note({.kind = Step::Kind::truncate, .file = *of(f)->name, .offset = size});
        }
        return real(f)->pMethods->xTruncate(real(f), size);
      };
      m.xSync = [](sqlite3_file* f, int flags) {
        if (of(f)->name) {
          if (of_this_process().trouble(true)) return SQLITE_IOERR_FSYNC;
          auto before = of_this_process().steps_so_far();   // what is written while it syncs is not covered
          int code = real(f)->pMethods->xSync(real(f), flags);
          of_this_process().note({.kind = Step::Kind::sync, .file = *of(f)->name, .offset = before});
          return code;
        }
        return real(f)->pMethods->xSync(real(f), flags);
      };
      m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); };
      m.xLock = [](sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); };
      m.xUnlock = [](sqlite3_file* f, int l) { return real(f)->pMethods->xUnlock(real(f), l); };
      m.xCheckReservedLock = [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); };
      m.xFileControl = [](sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); };
      m.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
      m.xDeviceCharacteristics = [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); };
      m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** at) { return real(f)->pMethods->xShmMap(real(f), page, size, extend, at); };
      m.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) { return real(f)->pMethods->xShmLock(real(f), offset, n, flags); };
      m.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
      m.xShmUnmap = [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); };
      return m;
    }();
    return &all;
  }

  std::int64_t steps_so_far() const {
    std::lock_guard lock(guard_);
    return static_cast<std::int64_t>(steps_.size());
  }
  void note(Step step) {
    std::lock_guard lock(guard_);
    if (recording_) steps_.push_back(std::move(step));
  }
  int trouble(bool sync) {
    std::lock_guard lock(guard_);
    if (countdown_ <= 0) return 0;
    if (countdown_ > 1 && --countdown_ > 0) return 0;
    if (code_ == SQLITE_IOERR_FSYNC && !sync) return 0;   // waits for the next sync
    if (sync && code_ != SQLITE_IOERR_FSYNC) return 0;
    if (!lasting_) countdown_ = 0;
    ++failed_;
    return code_;
  }

  sqlite3_vfs* under_ = nullptr;
  sqlite3_vfs vfs_{};
  mutable std::mutex guard_;
  std::vector<Step> steps_;
  bool recording_ = false, lasting_ = false;
  long countdown_ = 0, failed_ = 0;
  int code_ = 0;
};

// What a disk may hold after the power went: for each file what was synced, and of what was written since any part.
class Platter {
 public:
  enum class Lost { everything_unsynced, nothing, by_chance };

  void play(const Disk::Step& step) {
    using Kind = Disk::Step::Kind;
    switch (step.kind) {
      case Kind::write: case Kind::truncate: files_[step.file].pending.push_back({played_, step}); break;
      case Kind::sync: {
        auto& file = files_[step.file];
        while (!file.pending.empty() && file.pending.front().first < step.offset) {
          apply(file.durable, file.pending.front().second, whole);
          file.pending.pop_front();
        }
        break;
      }
      case Kind::remove: files_.erase(step.file); break;
      case Kind::mark: break;
    }
    ++played_;
  }
  // Writes the files of a machine that lost its power now.
  void write_down(const std::filesystem::path& folder, Lost lost, std::mt19937_64& random) const {
    for (const auto& [name, file] : files_) {
      auto bytes = file.durable;
      for (const auto& [number, pending] : file.pending) {
        if (lost == Lost::everything_unsynced || (lost == Lost::by_chance && random() % 2)) continue;
        bool torn = lost == Lost::by_chance && random() % 4 == 0;
        apply(bytes, pending, torn ? (random() % (pending.data.size() / sector + 1)) * sector : whole);
      }
      std::ofstream out(folder / name, std::ios::binary | std::ios::trunc);
      out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
  }

 private:
  static constexpr std::size_t sector = 512, whole = SIZE_MAX;
  struct File {
    std::string durable;
    std::deque<std::pair<std::int64_t, Disk::Step>> pending;
  };
  static void apply(std::string& bytes, const Disk::Step& step, std::size_t most) {
    if (step.kind == Disk::Step::Kind::truncate) {
      bytes.resize(static_cast<std::size_t>(step.offset));
      return;
    }
    auto data = std::string_view(step.data).substr(0, most);
    auto end = static_cast<std::size_t>(step.offset) + data.size();
    if (bytes.size() < end) bytes.resize(end);
    std::memcpy(bytes.data() + step.offset, data.data(), data.size());
  }
  std::map<std::string, File> files_;
  std::int64_t played_ = 0;
};

}  // namespace support
