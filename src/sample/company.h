// The sample company: some years of a shop that does not exist, 云杉生活 / Spruce Living, as the files its systems would give.
// The same options give the same bytes, on however many threads. What was planted in it is told in truth.json.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>

#include "sample/calendar.h"
#include "sample/truth.h"

namespace sample {

struct Options {
  std::int64_t customers = 2'000, interactions = 60'000;
  std::uint64_t seed = 7;
  Moment from = 0, to = 0;   // whole days, UTC; what happens lies in [from, to)
  unsigned threads = 2;
};

// Writes the CSV files, map.toml, truth.json and truth-people.csv into the folder, which is made. Throws base::Error: invalid
// options, a folder that holds something already, a disk that is full. `progress` is called by one thread at a time with
// the interactions made so far.
Truth simulate(const Options& options, const std::filesystem::path& folder, const std::function<void(std::int64_t)>& progress = {});

}  // namespace sample
