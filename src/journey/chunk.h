// A piece of the index: the profiles of one range of numbers (or some named people) with all their events, as columns in one
// run of bytes. Immutable; the same bytes stand in memory and in the snapshot.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "journey/columns.h"

namespace journey {

class Chunk {
 public:
  // Over bytes that a ChunkBuilder made; `keeper` keeps them. Throws Error(invalid) when they can't be such bytes.
  static std::shared_ptr<const Chunk> over(std::span<const std::byte> bytes, std::shared_ptr<const void> keeper);

  const Columns& columns() const { return columns_; }
  Position upto() const { return upto_; }                     // entries of the log up to here are in it
  std::int64_t first_at() const { return first_at_; }
  std::int64_t last_at() const { return last_at_; }
  std::span<const std::byte> bytes() const { return bytes_; }
  // Index of a profile, -1 when it stands in none. For chunks of a range.
  std::int64_t index_of(CustomerId profile) const {
    auto i = profile - columns_.first;
    return i >= 0 && i < columns_.people ? i : -1;
  }

 private:
  Chunk() = default;
  Columns columns_;
  std::vector<Numbers> codes_;
  Position upto_ = 0;
  std::int64_t first_at_ = 0, last_at_ = 0;
  std::span<const std::byte> bytes_;
  std::shared_ptr<const void> keeper_;
};

// Makes a chunk, person by person. Not for two threads.
class ChunkBuilder {
 public:
  enum class People { range, named };
  // range: people are begun in the order of their numbers, from `first` on; those left out stand there without events.
  ChunkBuilder(People people, std::size_t dimensions, CustomerId first = 0);

  void begin(CustomerId person);
  // Of the person begun last, in the order of (at, position).
  void add(const Event& event, const Code* codes);
  void add(const Columns& columns, std::uint32_t event);
  // Events `from` … before `to`, which are in that order; much faster than one after the other.
  void add_all(const Columns& columns, std::uint32_t from, std::uint32_t to);
  // People `from` … before `to` of a chunk of a range, after whom was begun last.
  void copy_people(const Columns& columns, std::uint32_t from, std::uint32_t to);

  std::uint32_t events() const { return static_cast<std::uint32_t>(at_.size()); }
  std::uint32_t people() const { return static_cast<std::uint32_t>(starts_.size()); }
  std::shared_ptr<const Chunk> finish(Position upto);

 private:
  People kind_;
  CustomerId first_;
  std::vector<CustomerId> ids_;
  std::vector<std::uint32_t> starts_;
  std::vector<std::int64_t> at_;
  std::vector<Position> position_;
  std::vector<std::uint32_t> activity_;
  std::vector<std::int8_t> feeling_;
  std::vector<std::vector<Code>> codes_;   // of the dimensions, and of what was told
  struct Few {
    std::uint32_t event = 0;
    std::int64_t value = 0;
  };
  std::vector<Few> amount_, due_;
};

}  // namespace journey
