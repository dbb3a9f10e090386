// Days, weeks and months of a zone's calendar over a stretch of time, numbered from 0, and fast to look up.
#pragma once
#include <cstdint>
#include <vector>

#include "base/time.h"
#include "journey/retention.h"

namespace journey {

// The moment at which the last so many days begin, of which the one that holds `now` is the last.
std::int64_t last_days(std::int64_t days, const base::Zone& zone, std::int64_t now);

class Periods {
 public:
  // All that `from` … `to` (microseconds, both included) lie in. Throws Error(invalid) when they are too many.
  Periods(Period period, const base::Zone& zone, std::int64_t from, std::int64_t to);

  std::uint32_t of(std::int64_t at) const { return of_second(static_cast<std::uint64_t>((at - start(0)) / base::second)); }
  // By seconds since the first period began, whole ones: periods begin at them.
  std::uint32_t of_second(std::uint64_t second) const { return second <= UINT32_MAX ? of_second(static_cast<std::uint32_t>(second)) : slots_[second / slot_]; }
  std::uint32_t of_second(std::uint32_t second) const { return slots_[static_cast<std::size_t>((Wide(reciprocal_) * second) >> 63)]; }

  std::int64_t start(std::uint32_t period) const { return starts_[period]; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  __extension__ using Wide = unsigned __int128;

  std::vector<std::int64_t> starts_;
  std::uint64_t slot_ = 0;               // seconds: every period is a whole number of these
  std::uint64_t reciprocal_ = 0;         // 2^63 / slot_, rounded up: multiplied by any number of 32 bits, what is above 2^63 is the exact quotient (slot_ < 2^31)
  std::vector<std::uint32_t> slots_;     // the period in which each slot lies
};

}  // namespace journey
