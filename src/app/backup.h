// Backup and restore of a company in one file (store/archive.h). In it: the database of the truth as it stood at one
// moment, the uploads and rejected rows of imports, the list of erasures. Not in it: what is derived (built anew), keys
// and passwords that stand outside the database (*.key, settings), logs.
#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "store/archive.h"
#include "store/database.h"

namespace app {

// Gives the archive piece by piece and leaves `piece` empty at the end; the moment is the one of this call.
std::function<void(std::string& piece)> backup_pieces(store::Database& database);
// The same of a moment that was pinned before.
std::function<void(std::string& piece)> backup_pieces(store::Database& database, std::unique_ptr<store::Snapshot> snapshot, base::Time at);

using Progress = std::function<void(std::uint64_t done, std::uint64_t all)>;

// Looks through a backup: hashes of all that is in it, and the database inside (unpacked beside the file for that, then
// removed). Throws base::Error when it can't be trusted.
store::ArchiveManifest verify_backup(const std::filesystem::path& file, const Progress& progress);

// Unpacks a backup into restoring_in(folder), compared with its hashes; the folder must be empty. Nothing counts yet.
// Throws base::Error: the folder is not empty, the backup is damaged, or it was made by a newer version.
store::ArchiveManifest unpack_backup(const std::filesystem::path& file, const std::filesystem::path& folder, const Progress& progress);

// The same into a folder that is there.
store::ArchiveManifest unpack_into(const std::filesystem::path& file, const std::filesystem::path& folder, const Progress& progress);

// An empty folder to restore into: made, or what a restore that was broken off left there taken away. Keys stay.
void prepare_empty(const std::filesystem::path& folder);
// The place inside it where things stand until they are whole, and the step that makes them count. Cut off in that step,
// the folder is still one to restore into; the database comes last.
std::filesystem::path restoring_in(const std::filesystem::path& folder);
void make_count(const std::filesystem::path& folder);

// Throws Error(invalid) when a backup at `place` would lie inside the data folder, and be lost with it. `option` names it.
void must_be_outside(const std::filesystem::path& place, const std::filesystem::path& folder, const std::string& option);

// A file and its folder are on the disk when this returns.
void sync_file(const std::filesystem::path& file);
void sync_folder(const std::filesystem::path& folder);

}  // namespace app
