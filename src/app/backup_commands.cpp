// backup and restore.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iostream>
#include <set>

#include "access/audit.h"
#include "app/backup.h"
#include "app/commands.h"
#include "app/company.h"
#include "app/continuous_backup.h"
#include "app/served.h"
#include "app/terminal.h"
#include "base/log.h"
#include "record/check.h"
#include "record/erasure_list.h"
#include "store/lock.h"

namespace app {
namespace {

std::string megabytes(std::uint64_t bytes) { return bytes < 10u << 20 ? grouped(static_cast<std::int64_t>(bytes >> 10)) + " KiB" : grouped(static_cast<std::int64_t>(bytes >> 20)) + " MiB"; }

Progress shown_on(ProgressLine& line) {
  return [&line](std::uint64_t done, std::uint64_t all) { line.show(megabytes(done) + " of " + megabytes(all)); };
}

// FILE.part until it is whole, on the disk and looked through.
class BackupFile {
 public:
  explicit BackupFile(std::filesystem::path path) : path_(std::move(path)), part_(path_) {
    part_ += ".part";
    file_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file_ < 0) throw base::Error(base::ErrorCode::unavailable, path_.string() + " can't be written: " + std::strerror(errno) + ".", "Name a file in a folder that you may write.");
  }
  ~BackupFile() {
    if (file_ >= 0) ::close(file_);
    ::unlink(part_.c_str());   // renamed when it became whole
  }
  void write(std::string_view piece) {
    bytes_ += piece.size();
    line_.show(megabytes(bytes_));
    while (!piece.empty()) {
      auto n = ::write(file_, piece.data(), piece.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw base::Error(base::ErrorCode::unavailable, "The backup can't be written: " + std::string(std::strerror(errno)) + ".", "Free some space there, or name another place.");
      piece.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  store::ArchiveManifest finish(bool overwrite) {
    if (::fsync(file_) != 0) throw base::Error(base::ErrorCode::unavailable, "The backup did not reach the disk: " + std::string(std::strerror(errno)) + ".", "Look at that disk and take it again.");
    ProgressLine checking("Looking it through");
    auto manifest = verify_backup(part_, shown_on(checking));
    // A link fails when something stands there; a rename would replace it.
    if (overwrite) std::filesystem::rename(part_, path_);
    else if (::link(part_.c_str(), path_.c_str()) != 0) {
      if (errno == EEXIST) throw base::Error(base::ErrorCode::conflict, path_.string() + " is there already.", "Name another file, or add --overwrite.");
      std::filesystem::rename(part_, path_);   // a file system without links
    }
    auto folder = path_.parent_path();
    sync_folder(folder);
    return manifest;
  }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::filesystem::path path_, part_;
  int file_ = -1;
  std::uint64_t bytes_ = 0;
  ProgressLine line_{"Backing up"};
};

void must_be_ours_to_copy(const CommonOptions& common) {
  if (common.database.empty()) return;
  throw base::invalid("A PostgreSQL database is backed up and restored with its own tools.",
                      "docs/operations.md tells how; or copy it into a folder with `throughline move`, and back that up.", "database");
}

void tell(const CommonOptions& common, const store::ArchiveManifest& manifest, const std::string& what) {
  if (common.json) {
    std::cout << base::to_json_text(manifest) << '\n';
    return;
  }
  std::uint64_t bytes = 0;
  for (const auto& part : manifest.parts) bytes += part.bytes;
  std::cout << what << ": position " << grouped(manifest.position) << " of the log, made at " << base::to_string(manifest.made_at) << ", " << megabytes(bytes) << " unpacked, by version " << manifest.program << ".\n";
}

}  // namespace

int backup(const CommonOptions& common, const std::filesystem::path& file, bool overwrite) {
  must_be_ours_to_copy(common);
  if (!store::Database::is_there(common.data, common.database))
    throw base::not_found("There is no data folder at " + common.data.string() + ".", "Name it with --data.");
  if (!overwrite && std::filesystem::exists(file)) throw base::Error(base::ErrorCode::conflict, file.string() + " is there already.", "Name another file, or add --overwrite.");
  must_be_outside(file, common.data, "file");
  BackupFile out(file);
  if (auto server = server_of(common)) {
    server->download("/api/backup", [&](std::string_view piece) { out.write(piece); });
  } else {
    auto database = store::Database::open(common.data);
    auto pieces = backup_pieces(*database);
    for (std::string piece;;) {
      pieces(piece);
      if (piece.empty()) break;
      out.write(piece);
    }
  }
  auto manifest = out.finish(overwrite);
  tell(common, manifest, "Backed up to " + file.string() + " and looked through (" + megabytes(out.bytes()) + ")");
  if (!common.json) std::cout << "secret.key and other keys outside of the database are not in it: keep them elsewhere, and put them into the folder before a restore.\n";
  return done;
}

int backup_verify(const CommonOptions& common, const std::filesystem::path& file) {
  ProgressLine line("Looking it through");
  tell(common, verify_backup(file, shown_on(line)), file.string() + " is whole and sound");
  return done;
}

namespace {

// Who was erased since the backup was made stands in the list that the operator kept; what is opened next acts on all of it.
void add_erasures(const std::filesystem::path& folder, const std::filesystem::path& kept) {
  std::set<std::string> lines;
  for (const auto& file : {folder / "erasures.jsonl", kept}) {
    std::ifstream in(file);
    if (!in && file == kept) throw base::not_found(kept.string() + " can't be read.", "Name the erasures.jsonl that was kept, or leave --erasures out.");
    for (std::string line; std::getline(in, line);)
      if (!line.empty()) lines.insert(line);
  }
  std::ofstream out(folder / "erasures.jsonl", std::ios::trunc);
  for (const auto& line : lines) out << line << '\n';
  out.close();
  if (!out) throw base::Error(base::ErrorCode::unavailable, "The list of erasures can't be written.", "Free some space and restore again.");
  sync_file(folder / "erasures.jsonl");
}

// Where marks of another key can't be recognised, nobody would be erased again, and nobody would see it.
void must_be_of_our_key(const CommonOptions& common, const Company& company) {
  auto known = company.database->reading([](store::Session& session) { return session.all<std::string>("select uid from erasure"); });
  auto key = record::mark_of_key([&](std::string_view text, std::string_view about) { return company.access->keyed_hash(text, about); });
  auto strangers = std::ranges::count_if(record::erased_in(company.erasures->file()), [&](const record::ErasedPerson& person) {
    return person.key != key && std::find(known.begin(), known.end(), person.uid) == known.end();
  });
  if (strangers == 0) return;
  throw base::Error(base::ErrorCode::conflict, "The list of erasures names " + std::to_string(strangers) + " people under another key: they can't be recognised, and would stay.",
                    "Put the secret.key of the server that wrote the list into " + common.data.string() + ", or name it with --secret-key-file, and restore again. Nothing was restored.", "erasures");
}

struct BroughtUp {
  record::CheckReport report;
  record::Position position = 0;
};

// What was unpacked, made a company that may be served: derived tables built, who was erased since erased again, sessions ended.
BroughtUp bring_up(const CommonOptions& common, bool with_list) {
  std::cerr << "Building timelines and search anew from the log …\n";
  auto options = company_of(common);
  options.folder = restoring_in(common.data);
  if (options.secret_key_file.empty() && std::filesystem::exists(common.data / "secret.key")) options.secret_key_file = common.data / "secret.key";
  Company company(options);
  if (with_list) must_be_of_our_key(common, company);
  company.database->write([&](store::Session& session) {
    // Whoever was signed in then has to sign in again: a session that was ended since must not come back to life.
    session.run("delete from session");
    session.run("delete from sign_in_link");
    channel::file::Imports::take_over(session, common.data);
    rights::Audit::record(session, {.verb = "restore", .object = "backup"});
  });
  company.record->settle();
  ProgressLine line("Checking");
  auto report = record::check(*company.record, [&](const std::string& step) { line.show(step); });
  return {std::move(report), company.record->log->position()};
}

}  // namespace

int restore(const CommonOptions& common, const std::filesystem::path& from, const std::string& moment, const std::filesystem::path& erasures) {
  must_be_ours_to_copy(common);
  if (!erasures.empty() && !std::filesystem::exists(erasures)) throw base::not_found("There is no " + erasures.string() + ".", "Name the erasures.jsonl that was kept, or leave --erasures out.");
  store::FolderLock alone(common.data);
  std::string what, missing;
  store::ArchiveManifest manifest;
  {
    ProgressLine line("Restoring");
    if (std::filesystem::is_directory(from)) {
      std::optional<base::Time> at;
      if (!moment.empty()) {
        at = base::parse_time(moment);
        if (!at) throw base::invalid("\"" + moment + "\" is no moment.", "Write it as 2026-11-21T10:00:00Z.", "at");
      }
      auto restored = unpack_moment(from, common.data, at, shown_on(line));
      what = "Restored into " + common.data.string() + ", up to the commit of " + base::to_string(*restored.last_commit);
      missing = restored.warning;
    } else {
      if (!moment.empty()) throw base::invalid("A backup file holds one moment only.", "--at goes with the folder of a continuous backup.", "at");
      manifest = unpack_backup(from, common.data, shown_on(line));
      what = "Restored into " + common.data.string() + ", as it stood at " + base::to_string(manifest.made_at);
    }
  }
  // Nothing counts before it is all done: cut off anywhere, the next restore begins anew.
  if (!erasures.empty()) add_erasures(restoring_in(common.data), erasures);
  auto [report, position] = bring_up(common, !erasures.empty());
  make_count(common.data);
  if (!missing.empty()) report.findings.push_back({missing, "What was restored is whole in itself. Look for the missing files of the backup, and restore them into another folder."});
  if (common.json) {
    std::cout << base::to_json_text(report) << '\n';
  } else {
    std::cout << what << ": position " << grouped(position) << " of the log.\n";
    for (const auto& finding : report.findings) std::cout << (finding.what == missing ? "NOT ALL OF IT: " : "NOT SOUND: ") << finding.what << "\n  " << finding.hint << '\n';
    if (report.findings.empty()) std::cout << "Sound: " << grouped(report.interactions) << " interactions, " << grouped(report.customers) << " customers, " << grouped(report.identities) << " identifiers.\n";
  }
  return report.findings.empty() ? done : not_sound;
}

}  // namespace app
