// Continuous backup of a SQLite truth: every commit, page by page, in numbered segments in a folder elsewhere (another disk,
// a mounted share), so that the truth can be restored to any moment. Private to store/ but for the plain shapes below.
//
//   FOLDER/20261121T101500Z/              a generation: one unbroken row of segments
//     000000000001.segment …              a line of JSON (SegmentHead), then the packed commits
//     base-000000000012-….backup          the whole truth as it stood behind segment 12 (app/backup.h)
//
// Commits are read from the write-ahead log, and the log is moved into the database file only behind what was delivered,
// so none is missed. When the folder can't be written for so long that the log would grow without bounds, the generation
// ends, and a new one (with a base of its own) begins once the folder can be written again. After a kill the row goes on
// where it stopped, if the log still holds everything since; if not, a new generation begins.
#pragma once
#include <atomic>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "store/wal.h"

namespace store {

struct ShippingReport {
  bool on = false;
  std::string folder, generation;           // the generation is empty while none could begin
  std::int64_t segment = 0;                 // the last one delivered
  std::optional<base::Time> delivered_at;   // everything committed before is in the folder
  std::int64_t waiting_bytes = 0;
  std::string trouble;                      // why nothing can be delivered now; empty: it goes well
};
BOOST_DESCRIBE_STRUCT(ShippingReport, (), (on, folder, generation, segment, delivered_at, waiting_bytes, trouble))

struct SegmentHead {
  int format = 1;
  std::string generation;
  std::int64_t number = 0;
  std::int64_t page_size = 0;
  std::int64_t salt1 = 0, salt2 = 0, frames = 0, sum0 = 0, sum1 = 0;   // the place in the log behind it
  base::Time first_at, last_at;                                       // of its commits
  std::int64_t bytes = 0, packed_bytes = 0;
  std::string sha256;                                                 // of the packed bytes
};
BOOST_DESCRIBE_STRUCT(SegmentHead, (), (format, generation, number, page_size, salt1, salt2, frames, sum0, sum1, first_at, last_at, bytes, packed_bytes, sha256))

class Shipping {
 public:
  // `data` holds the database; nothing may write to it until this is made. Throws when the folder can't be made.
  Shipping(std::filesystem::path data, std::filesystem::path folder);

  // The writer, inside the lock of writers: a commit ended at this frame of the log.
  void committed(std::uint32_t frames);
  // Reads what was committed since. Any thread; never waits for the folder.
  void capture();
  // Brings everything captured into the folder. True when nothing is waiting any more, or nothing is worth waiting for.
  bool deliver();
  // Keeps what is captured beside the database, so that neither a kill nor a power loss takes it before it is delivered.
  // False when that can't be done: then the log must not be moved before deliver() went well.
  bool keep_beside();
  // The log has to go although what was captured is neither delivered nor kept: the generation ends.
  void break_off(const std::string& why);
  // The log was emptied, after all of it was captured: the next one may have any salts.
  void emptied();
  // The caller holds the lock of writers: answers the segment behind which the truth of this moment stands, 0 while no
  // generation has begun. Until it is delivered the segment is a promise only: a kill undoes it, and its number is given
  // to another one.
  struct Cut {
    std::string generation;
    std::int64_t segment = 0;
    base::Time at;
  };
  Cut cut();
  bool is_delivered(const Cut& cut) const;
  std::uint32_t frames() const { return frames_; }
  ShippingReport report() const;

 private:
  struct Mark {
    std::uint32_t salt1, salt2, frames;
    std::int64_t micros;
  };
  struct Segment {
    SegmentHead head;
    std::string commits;
  };
  void go_on_or_begin();
  bool took_from_beside(const std::string& generation, SegmentHead& head);
  bool began_anew_by_us(const WalPlace& beginning, const WalPlace& delivered);
  void begin();
  void give_up(const std::string& why);
  void capture_locked(bool everything);
  void cut_locked();
  base::Time moment_of(base::Time now);   // never before a commit
  std::int64_t time_of(std::uint32_t frames);
  void write_to_folder(const Segment& segment, const std::string& generation) const;
  std::filesystem::path marks_file() const { return data_ / "commits"; }
  std::filesystem::path beside_file() const { return data_ / "segment.waiting"; }

  const std::filesystem::path data_, folder_;
  mutable std::mutex guard_;            // of everything below; never held while the folder is written
  std::mutex delivering_;               // one at a time
  WalFile wal_;
  WalPlace place_;                      // up to where it was captured
  std::vector<Mark> marks_;             // commits not captured yet
  int marks_handle_ = -1;
  std::string generation_, trouble_;
  std::int64_t next_number_ = 1, delivered_ = 0;
  Segment open_;
  std::deque<std::shared_ptr<Segment>> waiting_;
  std::int64_t waiting_bytes_ = 0;
  std::optional<base::Time> delivered_at_;
  base::Time last_moment_, tried_at_;
  std::atomic<std::uint32_t> frames_{0};
};

// Reading a folder back.
struct Generation {
  std::string name;
  std::vector<std::pair<std::int64_t, std::filesystem::path>> segments;   // in order
  struct Base {
    std::int64_t behind = 0;          // the segment
    base::Time at;
    std::filesystem::path file;
  };
  std::vector<Base> bases;            // in order
};
// Oldest first. A base that is older than what its own segment holds is left out: it can't be continued.
std::vector<Generation> generations_in(const std::filesystem::path& folder);
std::string base_name(std::int64_t behind, base::Time at);
SegmentHead segment_head(const std::filesystem::path& file);
SegmentHead whole_segment(const std::filesystem::path& file);   // its head; throws unless all of it is as the head says

struct Replayed {
  std::int64_t commits = 0, segments = 0;
  std::optional<base::Time> last_at;  // of the last commit that was taken
  bool whole = true;                  // false: a segment is missing or damaged, and nothing behind it was taken
  std::string missing;
};
// Brings the segments behind `base` into the database file that was unpacked from it, up to the last commit at or before
// `until`, and syncs it.
Replayed replay(const Generation& generation, const Generation::Base& base, std::optional<base::Time> until, const std::filesystem::path& database_file);

}  // namespace store
