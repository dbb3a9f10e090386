// Many people's events as columns: the form in which questions read them. Borrowed: valid as long as the chunk (chunk.h) or
// the scratch that it was made from.
//
// Person i has the events starts[i] … starts[i + 1], in the order of (at, position). A person without events is there and
// counts for nobody.
#pragma once
#include <cstring>

#include "base/time.h"
#include "journey/event.h"
#include "journey/numbers.h"

namespace journey {

struct Columns {
  CustomerId first = 0;                      // person i is first + i,
  const CustomerId* ids = nullptr;           // or ids[i] when these are named
  std::uint32_t people = 0;
  const std::uint32_t* starts = nullptr;

  Numbers activity;                          // width 1, 2 or 4, never 0
  std::int64_t base_second = 0;
  const std::uint32_t* seconds = nullptr;    // behind base_second
  const std::uint32_t* fine = nullptr;       // low 20 bits: microseconds; high 12: seconds above 2^32. null: all are 0
  Position base_position = 0;
  Numbers position;                          // behind base_position; in filtered columns, when the scope wants it
  const std::int8_t* feeling = nullptr;      // null: nobody felt anything
  const Numbers* codes = nullptr;            // one for each dimension of interactions
  std::size_t dimensions = 0;
  // In filtered columns these are there when the scope wants what was told.
  Numbers experience;                        // width 0: all told the same, mostly nothing
  Sparse amount, due;

  CustomerId person(std::uint32_t i) const { return ids ? ids[i] : first + i; }
  std::uint32_t events() const { return people ? starts[people] : 0; }
  std::int64_t second_of(std::size_t i) const { return base_second + seconds[i] + (fine ? static_cast<std::int64_t>(fine[i] >> 20) << 32 : 0); }
  std::int64_t at(std::size_t i) const { return second_of(i) * base::second + (fine ? fine[i] & 0xfffff : 0); }
  Position position_of(std::size_t i) const { return base_position + static_cast<Position>(position[i]); }
  Code told(std::size_t i) const { return static_cast<Code>(experience[i]); }
  std::optional<std::int64_t> amount_of(std::size_t i) const { return amount[i]; }
  std::optional<std::int64_t> due_of(std::size_t i) const { return due[i]; }
  std::int8_t feeling_of(std::size_t i) const { return feeling ? feeling[i] : Event::no_feeling; }
};

// Calls `work` with the activities as the integers that they are stored in.
template <class Work>
decltype(auto) with_activities(const Columns& columns, Work work) {
  switch (columns.activity.width) {
    case 1: return work(static_cast<const std::uint8_t*>(columns.activity.data));
    case 2: return work(static_cast<const std::uint16_t*>(columns.activity.data));
    default: return work(static_cast<const std::uint32_t*>(columns.activity.data));
  }
}

// Moments in the coarsest unit that tells all of them apart: whole seconds where nothing is finer, else microseconds.
// Differences of two within one Columns are exact.
struct WholeSeconds {
  static constexpr std::int64_t unit = base::second;
  const std::uint32_t* seconds;
  std::int64_t operator[](std::size_t i) const { return seconds[i]; }
};
struct Microseconds {
  static constexpr std::int64_t unit = 1;
  const Columns* columns;
  std::int64_t operator[](std::size_t i) const { return columns->at(i); }
};
template <class Work>
decltype(auto) with_times(const Columns& columns, Work work) {
  return columns.fine ? work(Microseconds{&columns}) : work(WholeSeconds{columns.seconds});
}

}  // namespace journey
