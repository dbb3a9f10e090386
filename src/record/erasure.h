// What is said of an erasure: asked for, waiting (until then it can be cancelled), running, done.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "record/types.h"

namespace record {

// Stored as numbers: never change one.
enum class ErasureState { waiting = 0, running = 1, done = 2, cancelled = 3 };
BOOST_DESCRIBE_ENUM(ErasureState, waiting, running, done, cancelled)

struct Erasure {
  std::string id;                          // "e3"
  std::string customer;                    // as asked for
  ErasureState state = ErasureState::waiting;
  std::string reason, by;
  base::Time asked_at, due_at;             // begins at due_at
  std::optional<base::Time> done_at;
  std::vector<std::string> profiles;       // known once it runs
  std::int64_t interactions = 0;           // erased so far
};
BOOST_DESCRIBE_STRUCT(Erasure, (), (id, customer, state, reason, by, asked_at, due_at, done_at, profiles, interactions))

struct ErasureRequest {
  std::string customer;
  std::string reason;                      // why, without personal data: it stays
  std::optional<std::int64_t> wait_seconds;   // how long it can be cancelled; ten minutes when left out
  std::optional<bool> now;                 // no waiting
  static bool required(std::string_view name) { return name == "customer" || name == "reason"; }
};
BOOST_DESCRIBE_STRUCT(ErasureRequest, (), (customer, reason, wait_seconds, now))

struct ErasureCount {
  std::string name;
  std::int64_t interactions = 0;
};
BOOST_DESCRIBE_STRUCT(ErasureCount, (), (name, interactions))

// What an erasure would take away.
struct ErasurePreview {
  std::string customer, name;
  std::vector<std::string> profiles;
  std::int64_t interactions = 0, identities = 0, merges = 0, suggestions = 0;
  std::optional<base::Time> first_at, last_at;
  std::vector<ErasureCount> channels, sources;
};
BOOST_DESCRIBE_STRUCT(ErasurePreview, (), (customer, name, profiles, interactions, identities, merges, suggestions, first_at, last_at, channels, sources))

struct ErasureQuery {
  std::optional<std::string> customer;
  std::optional<ErasureState> state;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ErasureQuery, (), (customer, state, limit, cursor))

// What a person's data is recognised by outside of the record's own tables (files, kept answers): names, identifiers.
// In memory, and in the erasure's row only until it is done.
struct Traces {
  std::vector<std::string> texts;          // as received, and as compared
  std::vector<std::string> digits;         // of phone numbers, without country code

  // Whether a text mentions the person: any of the texts (in any case of letters), or the digits with whatever stands between them.
  bool in(std::string_view text) const;
  bool empty() const { return texts.empty() && digits.empty(); }
};
BOOST_DESCRIBE_STRUCT(Traces, (), (texts, digits))

}  // namespace record
