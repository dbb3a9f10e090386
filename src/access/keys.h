// API keys: what lets a program in. A secret says what it is for ("tlw_" writes, "tlr_" reads, "tla_" administers, "tlc_" does what it was
// granted one by one) and
// is told once; SHA-256 of it is stored. Removed keys keep their row, so that what they sent has a name.
//
// Threads: all functions from any thread. Verified keys are kept in memory, so that ingest does not wait for the
// database; a removed key is out of it before remove() returns. On a database that several nodes share the table is asked.
#pragma once
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/last_seen.h"
#include "access/types.h"
#include "http/message.h"
#include "store/database.h"

namespace rights {

class Keys {
 public:
  explicit Keys(store::Database& database) : database_(database) {}

  // `by` is who made it, as shown in the list. Throws Error(invalid) for an empty or overlong name.
  AddedApiKey add(const NewApiKey& key, std::string_view by);
  std::vector<ApiKey> list() const;     // oldest first, without removed ones
  void remove(std::int64_t id);         // throws Error(not_found)

  // Whose secret it is; nullopt: nobody's, or removed.
  std::optional<http::Caller> find(std::string_view secret);

  void write_down();                    // when keys were last used

 private:
  struct Known {
    http::Caller caller;
    base::Time used_at;
    std::optional<base::Time> ends_at;
  };
  std::optional<Known> load(const std::string& hash) const;
  void note_use(const Known& known);

  store::Database& database_;
  mutable std::shared_mutex guard_;
  std::unordered_map<std::string, Known> known_;   // by hash of the secret; valid keys only, so never more than there are
  std::uint64_t removals_ = 0;
  LastSeen<std::int64_t> used_;
};

}  // namespace rights
