// People of an export are who they were when it began, whatever is joined, parted and heard while somebody reads it.
#include "record/interchange/people.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "record/world.h"

namespace record::interchange {
namespace {

constexpr int people = 700;                // more than are read ahead

using Told = std::map<std::string, std::multiset<std::string>>;   // person -> keys of interactions

void take(Told& told, const Person& person) {
  auto& keys = told[person.id];
  for (const auto& one : person.interactions) keys.insert(one.source_key);
}

Told all_of(Record& record) {
  Told told;
  auto next = each_person(record, {});
  for (Person person; next(person);) take(told, person);
  return told;
}

class Crowd {
 public:
  explicit Crowd(unsigned seed) : random_(seed) {
    for (int n = 0; n < people; ++n) ids_.push_back(world.hear({"user_id:u" + std::to_string(n)}));
    for (int n = 0; n < people / 4; ++n) change();
  }
  // Joins two, parts two, or hears of somebody.
  void change() {
    auto one = ids_[random_() % ids_.size()], other = ids_[random_() % ids_.size()];
    if (merges_.size() > 20 && random_() % 2) {
      auto at = random_() % merges_.size();
      world.undo(merges_[at]);
      merges_.erase(merges_.begin() + static_cast<std::ptrdiff_t>(at));
    } else if (world->state.joins.root(one) != world->state.joins.root(other)) {
      merges_.push_back(world.merge(one, other).id);
    }
    world.hear({"user_id:u" + std::to_string(random_() % (people + 50))});
  }

  World world;

 private:
  std::mt19937 random_;
  std::vector<CustomerId> ids_;
  std::vector<std::string> merges_;
};

TEST(PeopleOfAnExport, AreWhoTheyWereWhenItBegan) {
  for (unsigned seed : {1u, 2u, 3u}) {
    Crowd crowd(seed);
    crowd.world->settle();
    auto expected = all_of(*crowd.world);
    Told told;
    auto next = each_person(*crowd.world, {});
    for (Person person; next(person);) {
      take(told, person);
      crowd.change();
    }
    EXPECT_EQ(told, expected) << seed;
  }
}

}  // namespace
}  // namespace record::interchange
