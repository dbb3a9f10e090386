// Reads the times of one column: a pattern and a zone, with what the zone did on recent days kept, since asking the
// zone's rules for every row would cost more than all else. Not for two threads.
#pragma once
#include <array>

#include "base/time.h"

namespace channel::file {

class TimeReader {
 public:
  TimeReader() = default;
  TimeReader(std::string pattern, base::Zone zone) : pattern_(std::move(pattern)), zone_(std::move(zone)) {}

  // nullopt when the text is no such time. Without a pattern: anything that looks like ISO 8601.
  std::optional<base::Time> read(std::string_view text);
  const base::Zone& zone() const { return zone_; }

 private:
  struct Day {
    std::int64_t number = INT64_MIN;   // of days since 1970 on the zone's calendar
    std::int64_t offset = 0;
    bool even = false;                 // the offset holds all day long
  };
  base::Time to_utc(const base::Civil& local);

  std::string pattern_;
  base::Zone zone_;
  std::array<Day, 1024> days_{};
};

}  // namespace channel::file
