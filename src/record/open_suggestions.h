// How many merge suggestions are open. To look at each pair and its two people takes long where there are many: it is done
// anew when suggestions came, went or were decided, or people were joined or parted, since the last time. Threads: any.
#pragma once
#include <mutex>
#include <optional>
#include <tuple>
#include <vector>

#include "record/suggestions.h"

namespace record {

class OpenSuggestions {
 public:
  std::int64_t count(store::Session& session) const;
  // Bookmark of the last entry known to the reader "people" that joined or parted anybody.
  static constexpr std::string_view joins_read = "people joined";

 private:
  using Seen = std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>;
  mutable std::mutex guard_;
  mutable std::optional<std::pair<Seen, std::int64_t>> last_;
};

}  // namespace record
