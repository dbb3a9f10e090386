// The list of erasures outside of the database: erasures.jsonl, a line for each, so that what was erased is erased again
// when a backup from before is restored. It names nobody: profiles by their number, with keyed hashes (of the
// installation's key, which is in no backup either) of when they were first heard and of their identifiers.
//
// Not for two threads; Erasures guards it.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "record/types.h"
#include "store/session.h"

namespace record {

// A keyed hash: of a text, with a word for what it is about.
using KeyedHash = std::function<std::string(std::string_view text, std::string_view about)>;

struct ErasedProfile {
  CustomerId customer = 0;
  std::string mark;                        // of its number and of when it was first heard
  std::vector<std::string> identities;     // marks of what it held
};
BOOST_DESCRIBE_STRUCT(ErasedProfile, (), (customer, mark, identities))

struct ErasedPerson {
  std::string uid;                         // of the erasure; the same in the database
  base::Time at;
  std::string key;                         // tells whether it was hashed with the same key
  std::vector<ErasedProfile> profiles;
};
BOOST_DESCRIBE_STRUCT(ErasedPerson, (), (uid, at, key, profiles))

std::string mark_of_profile(const KeyedHash& hash, CustomerId customer, base::Time created_at);
std::string mark_of_identity(const KeyedHash& hash, std::string_view name_space, std::string_view value);
std::string mark_of_key(const KeyedHash& hash);

// What is in the database, and what is in the file. A line that was cut by a crash is passed over (the database has it).
std::vector<ErasedPerson> erased_in(store::Session& session, const KeyedHash& hash);
std::vector<ErasedPerson> erased_in(const std::filesystem::path& file);
// Adds those that the file does not name yet; durable when it returns. Throws Error(unavailable).
void add_to(const std::filesystem::path& file, const std::vector<ErasedPerson>& people);

}  // namespace record
