// Small types that the whole record shares.
#pragma once
#include <cstdint>
#include <string>

#include "base/time.h"
#include "record/heard.h"

namespace record {

using CustomerId = std::int64_t;   // a profile; several profiles may be one person (merged_into)
using Position = std::int64_t;     // place in the log, from 1

// What readers of the log get of an interaction without reading its row.
struct Brief {
  Position id = 0;
  CustomerId customer = 0;
  base::Time at;
  std::int32_t activity = 0;
  std::int32_t source = 0;
  std::int16_t channel = 0;
  std::int16_t feeling = no_feeling;     // -100 … 100: the score or sentiment on one scale
  bool has_amount = false;
  char currency[3] = {0, 0, 0};
  std::int64_t amount = 0;

  static constexpr std::int16_t no_feeling = -32768;
};

// A score or sentiment on one scale from -100 to 100, for the curve of feeling only (never averaged into a metric).
std::int16_t feeling_of(const std::optional<Score>& score, const std::optional<double>& sentiment);

enum class NoticeKind : int {
  profile_changed = 1,   // subject: the profile; its name, traits, identities, or that it is new
  joined = 2,            // subject: the merge
  parted = 3,            // subject: the merge
  import_undone = 4,     // subject: the import; detail {"first":…, "last":…}: positions between which its interactions were
  erased = 5,            // subject: the erasure; its profiles are in erased_profile, and they are gone with all that was theirs
  taken_away = 9,        // identifiers or keys went: what nodes hold of them in memory is read anew; subject 0
};

struct Notice {
  Position id = 0;
  NoticeKind kind = NoticeKind::profile_changed;
  std::int64_t subject = 0;
  base::Time at;
  std::string detail;
};

}  // namespace record
