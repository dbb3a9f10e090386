// The one file that a backup is: a tar archive (POSIX ustar) that ordinary tools open. Each part (the database, an
// upload) is cut into members of a few MiB, NAME/00000001.zst and so on, each a Zstandard frame with a checksum of its own,
// so that it can be written to a pipe in one go:
//   tar -xf FILE && cat throughline.db/*.zst | zstd -d > throughline.db
// The last two members are manifest.json (what is in it, SHA-256 of each part) and manifest.sha256: a file that was cut
// off or changed is recognised before anything of it is used. Plain values; not for two threads.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/json.h"
#include "base/time.h"

namespace store {

struct ArchivedPart {
  std::string name;             // "throughline.db", "uploads/3"
  std::uint64_t bytes = 0;      // unpacked
  std::string sha256;           // of the unpacked bytes
};
BOOST_DESCRIBE_STRUCT(ArchivedPart, (), (name, bytes, sha256))

struct AppliedStep {
  std::string capability;
  int number = 0;
};
BOOST_DESCRIBE_STRUCT(AppliedStep, (), (capability, number))

struct ArchiveManifest {
  int format = 1;
  std::string program;          // version of the program that made it
  std::string database;         // "sqlite"
  base::Time made_at;           // everything acknowledged before is in it
  std::int64_t position = 0;    // of the log
  std::vector<AppliedStep> steps;   // migrations of the truth
  std::vector<ArchivedPart> parts;
};
BOOST_DESCRIBE_STRUCT(ArchiveManifest, (), (format, program, database, made_at, position, steps, parts))

using Take = std::function<void(std::string_view piece)>;

class ArchiveWriter {
 public:
  // `take` gets the archive's bytes in order.
  explicit ArchiveWriter(Take take);
  void begin(const std::string& name);
  void add(std::string_view piece);
  void end();
  // Adds the parts to the manifest and closes the archive.
  void finish(ArchiveManifest manifest);

 private:
  void member(const std::string& name, std::string_view content);
  void pack();

  Take take_;
  std::vector<ArchivedPart> parts_;
  std::optional<base::Sha256> hash_;
  std::string waiting_;
  int members_ = 0;
};

class ArchiveReader {
 public:
  explicit ArchiveReader(std::filesystem::path path) : path_(std::move(path)) {}
  // Reads it from the beginning to the end, and answers what its manifest says once everything was compared with it.
  // `part` is asked for each part and gives who takes its bytes (empty: nobody); `progress` hears bytes of the file
  // read so far and in all. Throws Error(invalid) that says what is damaged, Error(unavailable) when it can't be read.
  ArchiveManifest read(const std::function<Take(const std::string& name)>& part, const std::function<void(std::uint64_t, std::uint64_t)>& progress = {});

 private:
  std::filesystem::path path_;
};

// Zstandard, one frame with a checksum; unpacking throws Error(invalid) when it is damaged or gives more than `most` bytes.
std::string packed(std::string_view bytes);
std::string unpacked(std::string_view frame, std::size_t most);

}  // namespace store
