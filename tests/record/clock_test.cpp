// The machine's clock jumps a day forth and back, and by an hour as summer time comes and goes: nothing is stored twice,
// nothing is lost, positions grow, and what happened stays in the order in which it happened.
#include <gtest/gtest.h>

#include "record/check.h"
#include "record/world.h"

namespace record {
namespace {

TEST(Clock, JumpsChangeNothingOfWhatIsStored) {
  struct Real {
    ~Real() { base::set_now(std::nullopt); }
  } real;
  World world;
  const base::Time start = time("2026-03-29T00:30:00Z");   // summer time comes in Europe
  const std::int64_t hour = 3600 * base::second;
  std::vector<Heard> all;
  Position last = 0;
  for (std::int64_t jump : {std::int64_t(0), hour, -hour, base::day, -base::day, 29 * base::day, std::int64_t(0), -base::day, base::day}) {
    base::set_now(base::Time{start.micros + jump});
    if (all.size() % 4 == 2) world.reopen();   // memory is read back while the clock is wrong
    for (const auto& before : all) EXPECT_EQ(world.hear(before).outcome, Receipt::Outcome::repeated) << before.source_key << " at jump " << jump;
    for (int n = 0; n < 5; ++n) {
      auto one = world.heard(claims_of({"user_id:u1"}), "2026-03-2" + std::to_string(n) + "T10:00:00Z");
      auto receipt = world.hear(one);
      EXPECT_EQ(receipt.outcome, Receipt::Outcome::added);
      EXPECT_GT(receipt.id, last) << "positions grow whatever the clock says";
      last = receipt.id;
      all.push_back(std::move(one));
    }
  }
  auto timeline = world.timeline(world.person("user_id:u1"));
  EXPECT_EQ(timeline.size(), all.size());
  auto at_of = [&](const std::string& key) { return std::find_if(all.begin(), all.end(), [&](const Heard& one) { return one.source_key == key; })->at; };
  for (std::size_t n = 1; n < timeline.size(); ++n) EXPECT_GE(at_of(timeline[n - 1]), at_of(timeline[n])) << "newest first by when it happened";
  EXPECT_TRUE(check(*world, [](const std::string&) {}).findings.empty());
}

}  // namespace
}  // namespace record
