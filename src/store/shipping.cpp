#include "store/shipping.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/write_all.h"
#include "store/archive.h"

namespace store {
namespace {

constexpr std::int64_t segment_bytes = 16 << 20;        // a segment is closed once it has this many
constexpr std::int64_t waiting_bytes_most = 256 << 20;  // captured but not delivered; beyond it the generation ends
constexpr std::int64_t retry_after = 10 * base::second;

std::string compact(base::Time at) {
  auto text = base::to_string(base::Time{at.micros - at.micros % base::second});   // 2026-11-21T10:15:00Z
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

void add_number(std::string& bytes, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i));
}

base::Error cannot(const std::filesystem::path& what) {
  return base::Error(base::ErrorCode::unavailable, what.string() + " can't be written: " + std::strerror(errno) + ".", "Look at the rights and the free space there.");
}

// All of it under a name of its own, on the disk, then under its name.
void write_whole(const std::filesystem::path& file, const std::vector<std::string_view>& pieces, bool synced) {
  auto part = file;
  part += ".part";
  int handle = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (handle < 0) throw cannot(part);
  bool well = true;
  for (auto piece : pieces) well = well && base::write_all(handle, piece);
  well = well && (!synced || ::fsync(handle) == 0);
  auto error = errno;
  ::close(handle);
  errno = error;
  if (!well || ::rename(part.c_str(), file.c_str()) != 0) {
    auto failure = cannot(file);
    ::unlink(part.c_str());
    throw failure;
  }
  if (!synced) return;
  int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  well = folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  if (!well) throw cannot(file.parent_path());
}

WalPlace place_of(const SegmentHead& head) {
  return {static_cast<std::uint32_t>(head.salt1), static_cast<std::uint32_t>(head.salt2), static_cast<std::uint32_t>(head.frames), {static_cast<std::uint32_t>(head.sum0), static_cast<std::uint32_t>(head.sum1)}};
}

std::string segment_name(std::int64_t number) {
  auto digits = std::to_string(number);
  return std::string(12 - std::min<std::size_t>(12, digits.size()), '0') + digits + ".segment";
}

}  // namespace

Shipping::Shipping(std::filesystem::path data, std::filesystem::path folder) : data_(std::move(data)), folder_(std::move(folder)), wal_(data_ / "throughline.db-wal") {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw base::Error(base::ErrorCode::unavailable, "The folder for the backup " + folder_.string() + " can't be made: " + error.message() + ".", "Name another one with --backup-to.");
  marks_handle_ = ::open(marks_file().c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (marks_handle_ < 0) throw cannot(marks_file());
  Mark mark{};
  while (::read(marks_handle_, &mark, sizeof mark) == sizeof mark) marks_.push_back(mark);
  go_on_or_begin();
  deliver();   // where the row begins is there before anything is written: so a kill can't part it from what follows
}

void Shipping::go_on_or_begin() {
  try {
    auto all = generations_in(folder_);
    if (!all.empty() && !all.back().segments.empty()) {
      auto head = segment_head(all.back().segments.back().second);
      bool unbroken = took_from_beside(all.back().name, head);
      last_moment_ = head.last_at;   // whatever the clock says now
      auto beginning = wal_.beginning();
      auto place = place_of(head);
      bool same = place.salt1 && beginning.same_log(place) && wal_.follow(beginning, place.frames, [](const WalFrame&) {}) == place;
      if (same || (unbroken && place.salt1 && began_anew_by_us(beginning, place))) {
        generation_ = all.back().name;
        place_ = same ? place : beginning;
        delivered_ = head.number;
        next_number_ = head.number + 1;
        capture_locked(true);
        base::log::info("the continuous backup goes on", {{"folder", folder_.string()}, {"segment", head.number}});
      }
    }
    if (generation_.empty()) begin();
  } catch (const base::Error& error) {
    give_up(error.what());
  } catch (const std::exception& error) {
    give_up(error.what());
  }
  std::error_code ignored;
  std::filesystem::remove(beside_file(), ignored);
}

// What a killed process had captured and not delivered follows in the row, and `head` is its head then. False when something
// lies beside that can't follow: then only a log that holds everything since goes on.
bool Shipping::took_from_beside(const std::string& generation, SegmentHead& head) {
  if (!std::filesystem::exists(beside_file())) return true;
  try {
    auto beside = whole_segment(beside_file());
    if (beside.generation != generation || beside.number > head.number + 1) return false;
    if (beside.number <= head.number) return true;
    std::ifstream in(beside_file(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    write_whole(folder_ / generation / segment_name(beside.number), {bytes}, true);
    head = beside;
    return true;
  } catch (const base::Error& error) {
    base::log::warning("what waited for the continuous backup can't follow in its row", {{"reason", error.what()}});
    return false;
  }
}

// The log began anew since: only behind what was delivered, if one who ships did that. Then every commit of it is marked,
// from the first one on; whoever writes without shipping leaves no marks.
bool Shipping::began_anew_by_us(const WalPlace& beginning, const WalPlace& delivered) {
  if (beginning.salt1 != delivered.salt1 + 1) return false;
  std::uint32_t first_commit = 0, first_mark = UINT32_MAX;
  wal_.follow(beginning, UINT32_MAX, [&](const WalFrame& frame) {
    if (frame.pages_after && !first_commit) first_commit = frame.number;
  });
  for (const auto& mark : marks_)
    if (mark.salt1 == beginning.salt1 && mark.salt2 == beginning.salt2) first_mark = std::min(first_mark, mark.frames);
  return first_commit && first_commit == first_mark;
}

// From what is committed now on; a base must follow.
void Shipping::begin() {
  tried_at_ = base::now();
  auto name = compact(tried_at_);
  // Names sort as the rows followed one another, also in the same second and after the clock was set back.
  if (auto all = generations_in(folder_); !all.empty() && name <= all.back().name) name = all.back().name + "b";
  std::filesystem::create_directory(folder_ / name);
  open_ = {};
  waiting_.clear();
  waiting_bytes_ = 0;
  next_number_ = 1;
  delivered_ = 0;
  place_ = wal_.beginning();
  if (place_.salt1 || place_.salt2) place_ = wal_.follow(place_, UINT32_MAX, [](const WalFrame&) {});
  marks_.clear();
  if (::ftruncate(marks_handle_, 0) != 0) throw cannot(marks_file());
  generation_ = name;
  // An empty first segment says where the row begins.
  open_.head.page_size = wal_.page_size();
  open_.head.first_at = open_.head.last_at = moment_of(base::now());
  cut_locked();
  trouble_.clear();
  base::log::info("a continuous backup begins", {{"folder", (folder_ / name).string()}});
}

void Shipping::give_up(const std::string& why) {
  if (!generation_.empty()) base::log::error("the continuous backup is broken off; a new one begins when its folder can be written", {{"reason", why}});
  else base::log::warning("the continuous backup can't begin", {{"reason", why}});
  generation_.clear();
  trouble_ = why;
  open_ = {};
  waiting_.clear();
  waiting_bytes_ = 0;
  // Whoever starts next must not take the log for one whose beginning was captured.
  if (::ftruncate(marks_handle_, 0) != 0 || ::fsync(marks_handle_) != 0) base::log::warning("the times of commits can't be let go");
  marks_.clear();
}

void Shipping::break_off(const std::string& why) {
  std::lock_guard lock(guard_);
  if (!generation_.empty()) give_up(why);
}

base::Time Shipping::moment_of(base::Time now) { return last_moment_ = std::max(last_moment_, now); }

void Shipping::committed(std::uint32_t frames) {
  std::lock_guard lock(guard_);
  frames_ = frames;
  auto log = wal_.beginning();
  Mark mark{log.salt1, log.salt2, frames, moment_of(base::now()).micros};
  if (generation_.empty()) return;
  marks_.push_back(mark);
  // Not synced: a kill leaves it there, and after a power loss the file's own time has to do.
  if (base::write_all(marks_handle_, {reinterpret_cast<const char*>(&mark), sizeof mark})) return;
  base::log::warning("the times of commits can't be written down", {{"error", std::strerror(errno)}});
  // A part of a mark would shift all that follow.
  auto end = ::lseek(marks_handle_, 0, SEEK_END);
  if (end >= 0 && ::ftruncate(marks_handle_, end - end % static_cast<off_t>(sizeof mark)) != 0) base::log::warning("a cut time of a commit can't be taken away", {{"error", std::strerror(errno)}});
}

std::int64_t Shipping::time_of(std::uint32_t frames) {
  for (const auto& mark : marks_)
    if (mark.salt1 == place_.salt1 && mark.salt2 == place_.salt2 && mark.frames == frames) return mark.micros;
  struct stat state{};
  if (::stat((data_ / "throughline.db-wal").c_str(), &state) != 0) return moment_of(base::now()).micros;
  return moment_of(base::Time{state.st_mtim.tv_sec * base::second + state.st_mtim.tv_nsec / 1000}).micros;
}

void Shipping::capture() {
  std::lock_guard lock(guard_);
  if (!generation_.empty()) capture_locked(false);
}

// `everything`: at the start, when nobody writes; else up to the last commit that was marked.
void Shipping::capture_locked(bool everything) {
  auto beginning = wal_.beginning();
  if (!beginning.salt1 && !beginning.salt2) return;
  if (!beginning.same_log(place_)) {
    // The log began anew, behind what was captured. SQLite counts the first salt up each time: twice is once too often.
    if ((place_.salt1 || place_.salt2) && beginning.salt1 != place_.salt1 + 1) return give_up("the write-ahead log began anew unseen");
    place_ = beginning;
  }
  std::uint32_t most = everything ? UINT32_MAX : 0;
  for (const auto& mark : marks_)
    if (!everything && mark.salt1 == place_.salt1 && mark.salt2 == place_.salt2) most = std::max(most, mark.frames);
  if (most <= place_.frames) return;
  std::vector<std::pair<std::uint32_t, std::string>> frames;
  place_ = wal_.follow(place_, most, [&](const WalFrame& frame) {
    frames.emplace_back(frame.page, std::string(frame.data, wal_.page_size()));
    if (!frame.pages_after) return;
    auto at = time_of(frame.number);
    last_moment_ = std::max(last_moment_, base::Time{at});   // also after the clock was set back between two processes
    open_.head.page_size = wal_.page_size();
    if (open_.commits.empty()) open_.head.first_at = base::Time{at};
    open_.head.last_at = base::Time{at};
    add_number(open_.commits, static_cast<std::uint64_t>(at), 8);
    add_number(open_.commits, frames.size(), 4);
    add_number(open_.commits, frame.pages_after, 4);
    for (const auto& [page, data] : frames) {
      add_number(open_.commits, page, 4);
      open_.commits += data;
    }
    waiting_bytes_ += static_cast<std::int64_t>(frames.size() * wal_.page_size());
    frames.clear();
  });
  std::erase_if(marks_, [&](const Mark& mark) { return mark.salt1 != place_.salt1 || mark.salt2 != place_.salt2 || mark.frames <= place_.frames; });
  if (static_cast<std::int64_t>(open_.commits.size()) >= segment_bytes) cut_locked();
}

void Shipping::cut_locked() {
  if (open_.commits.empty() && next_number_ > 1) return;
  auto& head = open_.head;
  head.generation = generation_;
  head.number = next_number_++;
  head.salt1 = place_.salt1, head.salt2 = place_.salt2, head.frames = place_.frames, head.sum0 = place_.sum[0], head.sum1 = place_.sum[1];
  waiting_.push_back(std::make_shared<Segment>(std::move(open_)));
  open_ = {};
}

void Shipping::emptied() {
  std::lock_guard lock(guard_);
  place_ = {};
}

Shipping::Cut Shipping::cut() {
  std::lock_guard lock(guard_);
  if (!generation_.empty()) capture_locked(false);
  if (generation_.empty()) return {};
  cut_locked();
  return {.generation = generation_, .segment = next_number_ - 1, .at = moment_of(base::now())};
}

bool Shipping::is_delivered(const Cut& cut) const {
  std::lock_guard lock(guard_);
  return !generation_.empty() && generation_ == cut.generation && delivered_ >= cut.segment;
}

void Shipping::write_to_folder(const Segment& segment, const std::string& generation) const {
  auto head = segment.head;
  auto body = packed(segment.commits);
  head.bytes = static_cast<std::int64_t>(segment.commits.size());
  head.packed_bytes = static_cast<std::int64_t>(body.size());
  head.sha256 = base::sha256_hex(body);
  write_whole(folder_ / generation / segment_name(head.number), {base::to_json_text(head) + "\n", body}, true);
}

bool Shipping::deliver() {
  std::lock_guard one(delivering_);
  base::Time asked;
  {
    std::lock_guard lock(guard_);
    asked = moment_of(base::now());
    if (generation_.empty()) {
      if (base::now().micros - tried_at_.micros < retry_after) return true;
      tried_at_ = base::now();
      try {
        begin();
      } catch (const std::exception& error) {
        give_up(error.what());
        return true;
      }
    }
    capture_locked(false);
    if (!generation_.empty()) cut_locked();
  }
  for (;;) {
    std::shared_ptr<Segment> next;
    std::string generation;
    {
      std::lock_guard lock(guard_);
      if (generation_.empty()) return true;
      if (waiting_.empty()) {
        delivered_at_ = asked;
        trouble_.clear();
        if (marks_.empty() && ::ftruncate(marks_handle_, 0) != 0) base::log::warning("the times of commits can't be let go");
        std::error_code ignored;
        std::filesystem::remove(beside_file(), ignored);
        return true;
      }
      next = waiting_.front();
      generation = generation_;
    }
    try {
      write_to_folder(*next, generation);
    } catch (const std::exception& error) {
      std::lock_guard lock(guard_);
      if (trouble_.empty()) base::log::warning("the continuous backup can't be delivered; it is kept and tried again", {{"reason", error.what()}});
      trouble_ = error.what();
      if (waiting_bytes_ > waiting_bytes_most) {
        give_up(error.what());
        return true;
      }
      return false;
    }
    std::lock_guard lock(guard_);
    if (waiting_.empty() || waiting_.front() != next) continue;   // given up meanwhile
    delivered_ = next->head.number;
    waiting_bytes_ -= static_cast<std::int64_t>(next->commits.size());
    waiting_.pop_front();
    if (waiting_.empty() && open_.commits.empty()) waiting_bytes_ = 0;
  }
}

bool Shipping::keep_beside() {
  std::lock_guard lock(guard_);
  if (generation_.empty()) return true;
  cut_locked();
  if (waiting_.empty()) return true;
  if (waiting_.size() > 1) return false;
  auto head = waiting_.front()->head;
  auto body = packed(waiting_.front()->commits);
  head.bytes = static_cast<std::int64_t>(waiting_.front()->commits.size());
  head.packed_bytes = static_cast<std::int64_t>(body.size());
  head.sha256 = base::sha256_hex(body);
  try {
    write_whole(beside_file(), {base::to_json_text(head) + "\n", body}, true);
    return true;
  } catch (const std::exception& error) {
    base::log::warning("what waits for the continuous backup can't be kept", {{"error", error.what()}});
    return false;
  }
}

ShippingReport Shipping::report() const {
  std::lock_guard lock(guard_);
  return {.on = true, .folder = folder_.string(), .generation = generation_, .segment = delivered_, .delivered_at = delivered_at_, .waiting_bytes = waiting_bytes_, .trouble = trouble_};
}

}  // namespace store
