// Where people work: regions (a tree) and teams (a name, a function, a region, people). Somebody sees the whole company, or
// only customers of the regions that they or one of their teams have, with all regions below those. The rule itself is
// record/visibility.h; here is who has which.
//
// Threads: all functions from any thread; state is in the database alone.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/types.h"
#include "store/database.h"

namespace rights {

class Regions {
 public:
  explicit Regions(store::Database& database) : database_(database) {}

  std::vector<Region> list() const;                                // by name
  Region add(const NewRegion& region);                             // throws Error(invalid), Error(conflict) for a name that is taken
  Region change(std::int64_t id, const RegionChange& change);      // throws as well for a tree that would be a ring
  void remove(std::int64_t id);                                    // throws Error(conflict) while somebody or something has it

  std::vector<Team> teams() const;
  Team add(const NewTeam& team);
  Team change(std::int64_t id, const TeamChange& change);
  void remove_team(std::int64_t id);

  // What a user sees, and their teams.
  Place place_of(std::int64_t user) const;
  Place set_place(std::int64_t user, const Place& place);          // counts from their next request; throws Error(conflict) for an admin

  // The words of the regions that a user sees only (folded, as record::Visibility compares them); none: everything.
  static std::optional<std::vector<std::string>> seen_by_user(store::Session& session, std::int64_t user);
  // The same of a key that is held to one region.
  static std::vector<std::string> words_below(store::Session& session, std::int64_t region);

 private:
  store::Database& database_;
};

}  // namespace rights
