// Random lives against the slow reference: whatever is heard, merged, undone and restarted, in whatever order, the
// record answers as the reference does. A failure prints its seed; THROUGHLINE_SEED runs that one again.
#include <gtest/gtest.h>

#include <random>

#include "record/check.h"
#include "record/reference.h"
#include "record/undo.h"

namespace record {
namespace {

class Life {
 public:
  explicit Life(std::uint64_t seed) : random_(seed), people_merge_(seed % 3 != 0), imports_(seed % 2 == 0) {}

  void live(int steps) {
    for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
      auto dice = pick(100);
      if (dice < 62 || reference_.told.empty()) hear();
      else if (dice < 72) merge();
      else if (dice < 80) undo();
      else if (dice < 83) reopen();
      else if (dice < 85) undo_import();
      else if (dice < 92) page_through_while_more_comes();
      else if (!reference_.told.empty()) expect_same_person(*world_, reference_, anyone(), pick(2) ? "UTC" : "Asia/Shanghai");
    }
    for (auto profile : reference_.profiles()) expect_same_person(*world_, reference_, profile, "America/Sao_Paulo");
    expect_same_whole(*world_, reference_, 1 + pick(4));
    expect_no_silent_joins();
    auto report = check(*world_, [](const std::string&) {});
    for (const auto& finding : report.findings) ADD_FAILURE() << finding.what;
  }

 private:
  std::int64_t pick(std::int64_t n) { return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random_); }
  CustomerId anyone() { return reference_.told[pick(reference_.told.size())].profile; }

  Claim identifier() {
    static const std::vector<std::pair<std::string, int>> kinds{{"user_id", 4}, {"email", 5}, {"phone", 4}, {"device", 5}, {"loyalty", 2}, {"postal", 2}};
    auto& [kind, many] = kinds[pick(kinds.size())];
    auto value = kind + std::to_string(pick(many));
    return {kind, value, value, pick(2) == 0};
  }

  Heard anything() {
    static const std::vector<std::string> channels{"web", "email", "voice", "store"}, currencies{"CNY", "USD"};
    Heard one;
    for (auto n = 1 + pick(3); n > 0; --n) {
      auto next = identifier();
      bool there = std::any_of(one.identities.begin(), one.identities.end(), [&](const Claim& c) { return c.name_space == next.name_space; });
      if (!there) one.identities.push_back(next);
    }
    // Few moments, so that some are equal; some before 1970, some near the end of a day.
    one.at = base::Time{(pick(40) - 5) * base::day / 4 + (pick(3) ? 0 : 15 * 3600 * base::second) + (pick(2) ? 1'714'500'000 * base::second : 0)};
    one.channel = channels[pick(channels.size())];
    if (pick(3) == 0) one.person_name = "Name " + std::to_string(pick(9));
    if (pick(5) == 0) one.traits = R"({"city":")" + std::to_string(pick(3)) + "\"}";
    one.name = pick(2) ? "call" : "Order Completed";
    if (pick(3) == 0) one.amount = Amount{pick(2000) - 500, currencies[pick(2)]};
    if (pick(3) == 0) one.sentiment = double(pick(201) - 100) / 100;
    one.source_key = pick(8) == 0 ? "k" + std::to_string(1 + pick(keys_ + 1)) : "k" + std::to_string(++keys_);
    return one;
  }

  void hear() {
    Batch batch{.source = pick(4) ? "shop" : "web", .import = imports_ && pick(4) == 0 ? 1 + pick(3) : 0};
    for (auto n = 1 + pick(3); n > 0; --n) batch.interactions.push_back(anything());
    auto heard = batch.interactions;
    auto source = batch.source;
    auto import = batch.import;
    if (import) source = batch.source = "import-" + std::to_string(import % 2), world_->log->open_source(source);   // two imports share a source
    auto receipts = world_->log->append_now(std::move(batch));
    if (import) world_->log->close_source(source);
    ASSERT_EQ(receipts.size(), heard.size());
    for (std::size_t i = 0; i < heard.size(); ++i) {
      auto key = source + " " + heard[i].source_key;
      bool known = std::any_of(reference_.told.begin(), reference_.told.end(), [&](const Told& one) { return one.key == key; });
      ASSERT_EQ(receipts[i].outcome == Receipt::Outcome::repeated, known) << key;
      if (!known) reference_.told.push_back({key, receipts[i].customer, receipts[i].id, heard[i].at, heard[i].channel, heard[i].amount, heard[i].sentiment, heard[i].identities, import});
    }
    reference_.take_merges(*world_);
  }

  void merge() {
    if (!people_merge_) return;
    auto a = anyone(), b = anyone();
    if (reference_.root(a) == reference_.root(b)) {
      EXPECT_THROW(world_.merge(a, b), base::Error);
      return;
    }
    auto answer = world_.merge(a, b);
    reference_.merges[answer.id] = {a, b};
    EXPECT_EQ(answer.customer, base::show_id('c', reference_.root(a)));
  }

  void undo() {
    if (reference_.merges.empty()) return;
    auto chosen = std::next(reference_.merges.begin(), pick(reference_.merges.size()));
    auto promised = Decisions(*world_).one(chosen->first).parts;
    auto [a, b] = chosen->second;
    world_.undo(chosen->first);
    EXPECT_THROW(world_.undo(chosen->first), base::Error);
    reference_.merges.erase(chosen);
    // The preview said what there is now.
    ASSERT_EQ(promised.size(), 2u);
    for (const auto& part : promised) EXPECT_EQ(part.interactions, std::int64_t(reference_.timeline(*base::read_id('c', part.customer)).size()));
    EXPECT_NE(reference_.root(a), reference_.root(b));
  }

  // All that came with it goes; whoever was heard elsewhere stays.
  void undo_import() {
    auto import = 1 + pick(3);
    record::undo_import(*world_, import, [](std::int64_t) {});
    std::erase_if(reference_.told, [&](const Told& one) { return one.import == import; });
    reference_.take_merges(*world_);
  }

  void reopen() { pick(4) ? world_.reopen() : world_.rebuild(); }

  // Each page is what the reference holds, at that moment, behind the last entry shown.
  void page_through_while_more_comes() {
    auto profile = anyone();
    TimelineQuery query;
    std::optional<Told> last;
    std::set<std::string> shown;
    for (int pages = 0; pages < 200; ++pages) {
      query.limit = 1 + pick(5);
      auto page = world_->customers.timeline(base::show_id('c', profile), query);
      std::vector<std::string> found, expected;
      for (const auto& one : page.items) found.push_back(one.source + " " + one.source_key);
      for (const auto& one : reference_.timeline(profile)) {
        if (last && !Reference::later(*last, one)) continue;
        if (std::int64_t(expected.size()) == *query.limit) break;
        expected.push_back(one.key);
        if (std::int64_t(expected.size()) == std::int64_t(page.items.size())) last = one;
      }
      ASSERT_EQ(found, expected);
      for (const auto& key : found) ASSERT_TRUE(shown.insert(key).second) << key << " is shown twice";
      if (!page.next) return;
      query.cursor = page.next;
      if (pages < 5 && pick(3) == 0) hear();
      if (pick(20) == 0) world_->timeline.flush();
    }
    FAIL() << "the list has no end";
  }

  // Rules alone never make one person of two user_ids.
  void expect_no_silent_joins() {
    if (people_merge_) return;
    for (auto root : reference_.roots()) {
      std::set<std::string> accounts;
      for (const auto& one : reference_.timeline(root))
        for (const auto& claim : one.identities)
          if (claim.name_space == "user_id") accounts.insert(claim.value);
      EXPECT_LE(accounts.size(), 1u) << "c" << root;
    }
  }

  World world_;
  Reference reference_;
  std::mt19937_64 random_;
  bool people_merge_, imports_;
  std::int64_t keys_ = 0;
};

TEST(Record, AnswersLikeTheSlowReferenceWhateverIsHeardMergedUndoneAndRestarted) {
  const char* only = std::getenv("THROUGHLINE_SEED");
  const char* asked = std::getenv("THROUGHLINE_LIVES");
  std::uint64_t first = only ? std::stoull(only) : 1, lives = only ? 1 : asked ? std::stoull(asked) : support::on_postgres() ? 12 : 250;   // a life on PostgreSQL takes seconds
  for (std::uint64_t seed = first; seed < first + lives && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("THROUGHLINE_SEED=" + std::to_string(seed));
    Life(seed).live(60);
  }
}

}  // namespace
}  // namespace record
