#include "app/continuous_backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "app/backup.h"
#include "base/log.h"
#include "base/write_all.h"

namespace app {
namespace {

constexpr auto between_looks = std::chrono::seconds(2);
constexpr std::int64_t base_every = base::day;
constexpr std::uint64_t segments_least = 1ull << 30;   // bytes of segments, packed, before a new base is worth it

}  // namespace

ContinuousBackup::ContinuousBackup(store::Database& database, std::filesystem::path folder, int days)
    : database_(database), folder_(std::move(folder)), days_(days), thread_([this](std::stop_token stop) { run(stop); }) {}

ContinuousBackup::~ContinuousBackup() = default;

std::optional<base::Time> ContinuousBackup::last_base() const {
  std::lock_guard lock(guard_);
  return last_base_;
}

void ContinuousBackup::run(std::stop_token stop) {
  while (!stop.stop_requested()) {
    try {
      auto report = store::continuous(database_)->shipping();
      if (!report.generation.empty() && report.trouble.empty() && needs_base(report.generation)) {
        take_base(stop);
        let_go(folder_, base::Time{base::now().micros - days_ * base::day});
      }
    } catch (const std::exception& error) {
      base::log::warning("a base of the continuous backup can't be taken; trying again", {{"error", error.what()}});
    }
    std::unique_lock lock(guard_);
    wake_.wait_for(lock, stop, between_looks, [] { return false; });
  }
}

bool ContinuousBackup::needs_base(const std::string& name) const {
  for (const auto& generation : store::generations_in(folder_)) {
    if (generation.name != name || generation.bases.empty()) continue;
    const auto& base = generation.bases.back();
    if (base::now().micros - base.at.micros > base_every) return true;
    std::error_code gone;
    std::uint64_t since = 0;
    for (auto at = generation.segments.rbegin(); at != generation.segments.rend() && at->first > base.behind; ++at) since += std::filesystem::file_size(at->second, gone);
    return since > std::max<std::uint64_t>(segments_least, std::filesystem::file_size(base.file, gone));
  }
  return true;
}

void ContinuousBackup::take_base(std::stop_token stop) {
  auto base = store::continuous(database_)->base_snapshot();
  if (!base.snapshot) return;
  auto file = folder_ / base.generation / store::base_name(base.behind, base.at), part = file;
  part += ".part";
  auto pieces = backup_pieces(database_, std::move(base.snapshot), base.at);
  {
    int handle = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    struct Ending {
      int handle;
      ~Ending() { if (handle >= 0) ::close(handle); }
    } ending{handle};
    if (handle < 0) throw base::Error(base::ErrorCode::unavailable, part.string() + " can't be made.", "Look at the rights and the free space there.");
    for (std::string piece;;) {
      pieces(piece);
      if (piece.empty() || stop.stop_requested()) break;
      if (base::write_all(handle, piece)) continue;
      ::unlink(part.c_str());
      throw base::Error(base::ErrorCode::unavailable, part.string() + " can't be written.", "Look at the free space there.");
    }
  }
  if (stop.stop_requested()) {
    ::unlink(part.c_str());
    return;
  }
  sync_file(part);
  std::filesystem::rename(part, file);
  sync_folder(file.parent_path());
  base::log::info("a base of the continuous backup was taken", {{"file", file.string()}});
  std::lock_guard lock(guard_);
  last_base_ = base.at;
}

void ContinuousBackup::let_go(const std::filesystem::path& folder, base::Time before) {
  auto all = store::generations_in(folder);
  // The newest base that is old enough to reach every moment from `before` on: what stands in front of it may go.
  std::string keep_generation;
  std::int64_t keep_behind = 0;
  for (const auto& generation : all)
    for (const auto& base : generation.bases)
      if (base.at <= before) keep_generation = generation.name, keep_behind = base.behind;
  if (keep_generation.empty()) return;
  for (const auto& generation : all) {
    if (generation.name > keep_generation) break;
    if (generation.name < keep_generation) {
      std::filesystem::remove_all(folder / generation.name);
      continue;
    }
    for (const auto& base : generation.bases)
      if (base.behind < keep_behind) std::filesystem::remove(base.file);
    for (const auto& [number, file] : generation.segments)
      if (number <= keep_behind) std::filesystem::remove(file);
  }
}

RestoredMoment unpack_moment(const std::filesystem::path& from, const std::filesystem::path& folder, std::optional<base::Time> at, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  auto all = store::generations_in(from);
  const store::Generation* generation = nullptr;
  const store::Generation::Base* base = nullptr;
  std::optional<base::Time> first;
  for (const auto& one : all) {
    for (const auto& candidate : one.bases) {
      if (!first) first = candidate.at;
      if (!at || candidate.at <= *at) generation = &one, base = &candidate;
    }
  }
  if (all.empty() || !first) throw base::not_found("There is no continuous backup in " + from.string() + ", or none of its bases is whole.", "Name the folder that --backup-to was given, or a file that `throughline backup` wrote.");
  if (!base) throw base::not_found("The backup begins at " + base::to_string(*first) + "; nothing before can be restored.", "Give a later moment with --at.");
  RestoredMoment restored;
  prepare_empty(folder);
  unpack_into(base->file, restoring_in(folder), progress);
  auto replayed = store::replay(*generation, *base, at, restoring_in(folder) / "throughline.db");
  restored.last_commit = replayed.last_at ? *replayed.last_at : base->at;
  if (!replayed.whole) restored.warning = "The backup has a hole: " + replayed.missing + " Everything up to " + base::to_string(*restored.last_commit) + " was restored.";
  // A row that ended before the moment, and another that began after it: what lies between was never delivered.
  if (replayed.whole && generation != &all.back()) {
    auto last = generation->segments.empty() ? base->at : store::segment_head(generation->segments.back().second).last_at;
    if (!at || last < *at) restored.warning = "This row of the backup ends at " + base::to_string(last) + " and the next one has no base before the moment asked for: what was committed between is not restored.";
  }
  return restored;
}

}  // namespace app
