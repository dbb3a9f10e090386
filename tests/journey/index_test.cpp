// The index over a real record: what is told is in it at once, joined people are one sequence, taken back is taken back, and a
// start from the snapshot is a start from the log.
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "base/log.h"
#include "journey/check.h"
#include "journey/index.h"
#include "journey/migrations.h"
#include "journey/snapshot.h"
#include "record/erasures.h"
#include "record/undo.h"
#include "record/world.h"

namespace journey {
namespace {

using record::claims_of;

class IndexOfARecord : public testing::Test {
 protected:
  record::World world;
  std::unique_ptr<Index> index;

  IndexOfARecord() {
    base::log::set_level("error");
    world.database().migrate({journey::migrations()});
  }
  ~IndexOfARecord() override { index.reset(); }

  void open() { index = std::make_unique<Index>(*world, IndexOptions{.dimensions = {{"plan", DimensionKind::property, "plan"}, {"region", DimensionKind::trait, "address.country"}}, .folder = world.folder(), .threads = 2}); }
  void reopen() {
    index.reset();
    world.reopen();
    open();
  }
  std::shared_ptr<const View> now() { return index->view_at(world->log->position()); }

  record::CustomerId hear(std::initializer_list<std::string> who, const std::string& name, const std::string& at, const std::string& properties = {}, const std::string& traits = {}) {
    auto one = world.heard(claims_of(who), at);
    one.name = name;
    one.properties = properties;
    one.traits = traits;
    return world.hear(std::move(one)).customer;
  }

  // Each person's names of what they lived through, in order, as the index has it.
  std::map<CustomerId, std::string> lived() { return lived(*now()); }
  std::map<CustomerId, std::string> lived(const View& view) {
    std::map<CustomerId, std::string> all;
    for (std::size_t chunk = 0; chunk < view.chunks.size(); ++chunk)
      view.each_span(chunk, [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
        for (auto person = from; person < to; ++person)
          for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
            auto& text = all[columns.person(person)];
            text += (text.empty() ? "" : " ") + world->state.dictionary.activity_of(static_cast<std::int32_t>(columns.activity[event])).name;
          }
      });
    return all;
  }
  // The same from the log, by its own tables.
  std::map<CustomerId, std::string> told() {
    std::map<CustomerId, std::string> all;
    world.database().read([&](store::Session& session) {
      session.each("select coalesce(c.merged_into, c.id), a.name from interaction i join customer c on c.id = i.customer join activity a on a.id = i.activity order by 1, i.at, i.id", [&](const store::Row& row) {
        auto& text = all[row.integer(0)];
        text += (text.empty() ? "" : " ") + std::string(row.text(1));
      });
    });
    return all;
  }
};

TEST_F(IndexOfARecord, HasWhatIsToldInTheOrderOfTime) {
  open();
  auto ann = hear({"user_id:ann"}, "order", "2024-05-02T10:00:00Z");
  hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z");
  hear({"user_id:ann"}, "call", "2024-05-02T10:00:00Z");   // the same moment: as it was told
  auto bob = hear({"user_id:bob"}, "visit", "2024-05-01T10:00:00.25Z");
  EXPECT_EQ(lived(), (std::map<CustomerId, std::string>{{ann, "visit order call"}, {bob, "visit"}}));
}

TEST_F(IndexOfARecord, JoinsAndPartsPeopleAtOnce) {
  open();
  auto ann = hear({"user_id:ann"}, "order", "2024-05-02T10:00:00Z");
  auto phone = hear({"phone:+8613800138000"}, "call", "2024-05-01T10:00:00Z");
  hear({"phone:+8613800138000"}, "complain", "2024-05-03T10:00:00Z");
  ASSERT_EQ(lived().size(), 2u);
  auto merge = world.merge(ann, phone);
  EXPECT_EQ(lived(), (std::map<CustomerId, std::string>{{ann, "call order complain"}}));
  hear({"phone:+8613800138000"}, "return", "2024-05-04T10:00:00Z");
  EXPECT_EQ(lived(), (std::map<CustomerId, std::string>{{ann, "call order complain return"}}));
  world.undo(merge.id);
  EXPECT_EQ(lived(), (std::map<CustomerId, std::string>{{ann, "order"}, {phone, "call complain return"}}));
}

TEST_F(IndexOfARecord, AViewStaysAsItWas) {
  open();
  auto ann = hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z");
  auto before = now();
  hear({"user_id:ann"}, "order", "2024-05-02T10:00:00Z");
  EXPECT_EQ(lived(), (std::map<CustomerId, std::string>{{ann, "visit order"}}));
  EXPECT_EQ(lived(*before), (std::map<CustomerId, std::string>{{ann, "visit"}}));
}

TEST_F(IndexOfARecord, KnowsDimensions) {
  open();
  auto ann = hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z", R"({"plan":"gold"})", R"({"address":{"country":"CN"}})");
  hear({"user_id:bob"}, "visit", "2024-05-01T10:00:00Z", R"({"plan":7})");
  auto view = now();
  const auto& dimensions = index->dimensions();
  auto region = dimensions.find("region", "by"), plan = dimensions.find("plan", "by");
  EXPECT_EQ(dimensions.value(region, view->trait(region.number, ann)), "CN");
  EXPECT_TRUE(dimensions.known(plan, "7").has_value());
  EXPECT_FALSE(dimensions.known(plan, "silver").has_value());
  EXPECT_THROW(dimensions.find("colour", "by"), base::Error);
  hear({"user_id:ann"}, "visit", "2024-05-02T10:00:00Z", {}, R"({"address":{"country":"DE"}})");
  EXPECT_EQ(dimensions.value(region, now()->trait(region.number, ann)), "DE");
}

TEST_F(IndexOfARecord, KnowsOfJoinedPeopleWhatWasSaidLastAsTheirPageDoes) {
  open();
  auto ann = hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z", {}, R"({"address":{"country":"OLD"}})");
  auto phone = hear({"phone:+8613800138000"}, "call", "2024-05-02T10:00:00Z", {}, R"({"address":{"country":"NEW"}})");
  auto region = [&] { return index->dimensions().find("region", "by"); };
  auto of = [&](CustomerId person) { return index->dimensions().value(region(), now()->trait(region().number, person)); };
  auto page = [&](CustomerId person) { return Dimensions::value_at(world->customers.one(base::show_id('c', person)).traits, "address.country"); };
  EXPECT_EQ(of(ann), "OLD");
  auto merge = world.merge(ann, phone);
  EXPECT_EQ(of(ann), "NEW");
  EXPECT_EQ(of(ann), page(ann));
  hear({"user_id:ann"}, "visit", "2024-05-03T10:00:00Z", {}, R"({"address":{"country":"NEWEST"}})");
  EXPECT_EQ(of(ann), "NEWEST");
  hear({"phone:+8613800138000"}, "call", "2024-05-04T10:00:00Z", {}, R"({"address":{"city":"Lyon"}})");   // an address without a country
  EXPECT_EQ(of(ann), page(ann));
  reopen();
  EXPECT_EQ(of(ann), page(ann));
  world.undo(merge.id);
  EXPECT_EQ(of(ann), "NEWEST");
  EXPECT_EQ(of(phone), page(phone));
}

// Everything that was told of ann, as text: score, sentiment, amount, due, whether kept.
std::string told_of(const Index& index, const View& view, CustomerId person) {
  std::string text;
  const auto& dimensions = index.dimensions();
  auto experiences = dimensions.experiences.all();
  auto value = [&](const Columns& columns, const char* name, std::uint32_t event) {
    auto dimension = dimensions.find(name, "");
    return dimensions.value(dimension, static_cast<Code>(columns.codes[dimension.number][event]));
  };
  for (std::size_t chunk = 0; chunk < view.chunks.size(); ++chunk)
    view.each_span(chunk, [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
      for (auto p = from; p < to; ++p)
        for (auto event = columns.starts[p]; columns.person(p) == person && event < columns.starts[p + 1]; ++event) {
          const auto& told = experiences.at(columns.told(event));
          text += text.empty() ? "" : " | ";
          if (told.kind) text += std::string(base::enum_name(*told.kind)) + base::json_text(told.value) + " ";
          if (told.sentiment != Experience::no_sentiment) text += "felt" + std::to_string(told.sentiment) + " ";
          if (auto amount = columns.amount_of(event)) text += std::to_string(*amount) + value(columns, "currency", event) + " ";
          if (auto due = columns.due_of(event)) text += "until " + base::to_string(base::Time{*due}) + " ";
          text += value(columns, "promise", event);
        }
    });
  return text;
}

TEST_F(IndexOfARecord, KnowsWhatWasToldPaidAndPromised) {
  open();
  auto tell = [&](const char* at, std::optional<record::Score> score, std::optional<double> sentiment, std::optional<record::Amount> amount, const std::string& properties) {
    auto one = world.heard(claims_of({"user_id:ann"}), at);
    one.score = score;
    one.sentiment = sentiment;
    one.amount = amount;
    one.properties = properties;
    return world.hear(std::move(one)).customer;
  };
  tell("2024-05-01T10:00:00Z", record::Score{record::ScoreKind::nps, 9}, -0.254, {}, {});
  tell("2024-05-02T10:00:00Z", record::Score{record::ScoreKind::perception, 4.5}, {}, record::Amount{-1999, "EUR"}, R"({"promised_at":"2024-05-02T10:00:00Z"})");
  tell("2024-05-03T10:00:00Z", {}, 1.0, record::Amount{0, "CNY"}, R"({"promised_at":"2024-05-03"})");
  tell("2024-05-04T10:00:00Z", {}, {}, {}, R"({"promised_at":"2024-05-03","kept":"true"})");
  auto ann = tell("2024-05-04T10:00:01Z", {}, {}, {}, R"({"promised_at":"2024-05-03"})");
  tell("2024-05-05T10:00:00Z", {}, {}, {}, R"({"kept":false,"promised_at":"soon"})");
  const std::string expected = "nps9 felt-25  | perception4.5 -1999EUR until 2024-05-02T10:00:00Z kept | felt100 0CNY until 2024-05-03T23:59:59.999999Z kept | "
                               "until 2024-05-03T23:59:59.999999Z kept | until 2024-05-03T23:59:59.999999Z broken | broken";
  EXPECT_EQ(told_of(*index, *now(), ann), expected);
  reopen();   // from the snapshot
  EXPECT_EQ(told_of(*index, *now(), ann), expected);
  auto phone = hear({"phone:+8613800138000"}, "call", "2024-05-06T09:00:00Z", R"({"kept":true})");
  world.merge(ann, phone);
  EXPECT_EQ(told_of(*index, *now(), ann), expected + " | kept");
  record::CheckReport report;
  check(*index, report);
  EXPECT_TRUE(report.findings.empty());
  for (const char* change : {"sentiment = 0.5", "score = 3", "amount = 1", "currency = 'USD'", "properties = '{}'"}) {
    world.database().write([&](store::Session& session) { session.run("update interaction set " + std::string(change) + " where at = (select min(at) + 86400000000 from interaction)"); });
    report = {};
    check(*index, report);
    EXPECT_EQ(report.findings.size(), 1u) << change;
  }
}

TEST_F(IndexOfARecord, LetsGoOfAnImportThatIsUndone) {
  open();
  hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z");
  for (int i = 0; i < 5; ++i) {
    auto one = world.heard(claims_of({"user_id:ann"}), "2024-05-02T10:00:00Z");
    one.name = "imported";
    world.hear(one, "file", 7);
    hear({"user_id:bob"}, "visit", "2024-05-01T10:00:00Z");
  }
  ASSERT_EQ(lived(), told());
  record::undo_import(*world, 7, [](std::int64_t) {});
  EXPECT_EQ(lived(), told());
  EXPECT_EQ(now()->events(), 6u);
}

TEST_F(IndexOfARecord, ForgetsWhoIsErasedInTheFileToo) {
  open();
  auto ann = hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z");
  hear({"user_id:bob"}, "visit", "2024-05-01T10:00:00Z");
  now();
  reopen();   // writes the snapshot
  now();
  ASSERT_TRUE(std::filesystem::exists(world.folder() / snapshot_name));
  record::Erasures erasures(*world, [](std::string_view text, std::string_view about) { return std::string(about) + ":" + base::sha256_hex(text); });
  erasures.ask({.customer = base::show_id('c', ann), .reason = "asked", .wait_seconds = 0}, "mia@example.com");
  erasures.run_due();
  EXPECT_EQ(lived(), told());
  EXPECT_EQ(lived().size(), 1u);
  index.reset();
  auto snapshot = [&] {
    Dimensions dimensions({{"plan", DimensionKind::property, "plan"}, {"region", DimensionKind::trait, "address.country"}});
    return read_snapshot(world.folder() / snapshot_name, dimensions);
  }();
  if (snapshot) {
    EXPECT_EQ(lived(*snapshot->view).size(), 1u);
  }
}

TEST_F(IndexOfARecord, TellsNoValueThatOnlyWhoWasErasedHad) {
  open();
  auto ann = hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z", R"({"plan":"hers"})", R"({"address":{"country":"XX"}})");
  hear({"user_id:ann"}, "visit", "2024-05-01T11:00:00Z", R"({"plan":"gold"})");
  hear({"user_id:bob"}, "visit", "2024-05-01T10:00:00Z", R"({"plan":"gold"})", R"({"address":{"country":"CN"}})");
  now();
  const auto& dimensions = index->dimensions();
  auto region = dimensions.find("region", "by"), plan = dimensions.find("plan", "by");
  ASSERT_TRUE(dimensions.known(plan, "hers") && dimensions.known(region, "XX"));
  record::Erasures erasures(*world, [](std::string_view text, std::string_view about) { return std::string(about) + ":" + base::sha256_hex(text); });
  erasures.ask({.customer = base::show_id('c', ann), .reason = "asked", .wait_seconds = 0}, "mia@example.com");
  erasures.run_due();
  auto view = now();
  EXPECT_FALSE(dimensions.known(plan, "hers") || dimensions.known(region, "XX"));
  for (const auto& all : {dimensions.values(plan.number), dimensions.values(dimensions.of_interactions() + region.number)})
    for (const auto& value : all) EXPECT_TRUE(value.empty() || value == "gold" || value == "CN") << value;
  // Who stays keeps theirs, and what comes back is told again: its source, too.
  EXPECT_TRUE(dimensions.known(plan, "gold") && dimensions.known(region, "CN"));
  auto bob = hear({"user_id:bob"}, "visit", "2024-05-02T10:00:00Z", R"({"plan":"hers"})");
  view = now();
  EXPECT_TRUE(dimensions.known(plan, "hers"));
  view->each_span(view->chunk_of(bob), [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
    for (auto event = columns.starts[from]; event < columns.starts[to]; ++event) EXPECT_FALSE(dimensions.value(dimensions.find("source", ""), static_cast<Code>(columns.codes[0][event])).empty());
  });
}

TEST_F(IndexOfARecord, StartsFromItsSnapshotAsFromTheLog) {
  open();
  auto ann = hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z", R"({"plan":"gold"})", R"({"address":{"country":"CN"}})");
  auto phone = hear({"phone:+8613800138000"}, "call", "2024-05-01T09:00:00Z");
  world.merge(ann, phone);
  now();
  reopen();
  EXPECT_EQ(lived(), told());
  EXPECT_EQ(index->dimensions().value(index->dimensions().find("region", ""), now()->trait(0, ann)), "CN");
  hear({"user_id:ann"}, "order", "2024-05-03T10:00:00Z");
  reopen();
  EXPECT_EQ(lived(), (std::map<CustomerId, std::string>{{ann, "call visit order"}}));
}

TEST_F(IndexOfARecord, IgnoresASnapshotThatIsDamagedOrOfAnotherLog) {
  open();
  hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z");
  now();
  index.reset();
  auto file = world.folder() / snapshot_name;
  auto size = std::filesystem::file_size(file);
  for (auto at : {std::uintmax_t(0), size / 2, size - 1}) {
    std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekg(static_cast<std::streamoff>(at));
    auto byte = static_cast<char>(damaged.get() ^ 0x55);
    damaged.seekp(static_cast<std::streamoff>(at));
    damaged.put(byte);
    damaged.close();
    open();
    EXPECT_EQ(lived(), told());
    index.reset();
    std::filesystem::remove(file);
    open();
    now();
    index.reset();
  }
  // The folder goes back to a backup and lives on differently.
  std::filesystem::copy_file(file, world.folder() / "kept");
  world.database().write([](store::Session& session) { session.run("update interaction set at = at + 1"); });
  open();
  EXPECT_EQ(lived(), told());
}

TEST_F(IndexOfARecord, IsCheckedInEveryValueItHas) {
  open();
  auto ann = hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z", R"({"plan":"gold"})", R"({"address":{"country":"CN"}})");
  auto phone = hear({"phone:+8613800138000"}, "call", "2024-05-02T10:00:00Z", {}, R"({"address":{"country":"DE"}})");
  world.merge(ann, phone);
  hear({"user_id:bob"}, "visit", "2024-05-01T10:00:00Z", R"({"plan":"silver"})");
  now();
  auto findings = [&](const std::string& change) {
    if (!change.empty()) world.database().write([&](store::Session& session) { session.run(change); });
    record::CheckReport report;
    check(*index, report);
    return report.findings.size();
  };
  EXPECT_EQ(findings(""), 0u);
  for (const char* change : {"topic = 'other'", "language = 'zz'", "direction = 2", "properties = '{\"plan\":\"tin\"}'"}) {
    EXPECT_EQ(findings("update interaction set " + std::string(change) + " where id = (select max(id) from interaction)"), 1u) << change;
    index.reset();
    Index::forget(world.folder());
    open();
    EXPECT_EQ(findings(""), 0u);
  }
  EXPECT_EQ(findings("update customer set traits = '{\"address\":{\"country\":\"FR\"}}' where id = " + std::to_string(phone)), 1u);
  EXPECT_EQ(findings("update customer set traits = '{}'"), 1u);
}

TEST_F(IndexOfARecord, IsCheckedAgainstTheLog) {
  open();
  hear({"user_id:ann"}, "visit", "2024-05-01T10:00:00Z");
  hear({"user_id:bob"}, "visit", "2024-05-01T10:00:00Z");
  now();
  auto findings = [&] {
    record::CheckReport report;
    check(*index, report);
    return report.findings.size();
  };
  EXPECT_EQ(findings(), 0u);
  world.database().write([](store::Session& session) { session.run("update interaction set at = at + 1 where id = (select min(id) from interaction)"); });
  EXPECT_EQ(findings(), 1u);
}

// The tail, chunks that take it in, joins and restarts, while everything goes on.
TEST_F(IndexOfARecord, EqualsTheLogWhateverHappens) {
  std::mt19937_64 random(7);
  open();
  std::vector<std::string> merges;
  for (int step = 0; step < 300; ++step) {
    auto who = "user_id:u" + std::to_string(random() % 12);
    switch (random() % 12) {
      case 0: {
        auto a = static_cast<CustomerId>(1 + random() % 12), b = static_cast<CustomerId>(1 + random() % 12);
        try {
          merges.push_back(world.merge(a, b).id);
        } catch (const base::Error&) {}   // one already, or not there yet
        break;
      }
      case 1:
        if (!merges.empty()) {
          world.undo(merges.back());
          merges.pop_back();
        }
        break;
      case 2: if (random() % 6 == 0) reopen(); break;
      default: hear({who}, "n" + std::to_string(random() % 5), "2024-05-0" + std::to_string(1 + random() % 9) + "T10:00:0" + std::to_string(random() % 2) + "Z"); break;
    }
    if (random() % 8 == 0) {
      ASSERT_EQ(lived(), told()) << "step " << step;
    }
    if (random() % 40 == 0) {
      record::CheckReport report;
      check(*index, report);
      ASSERT_TRUE(report.findings.empty()) << "step " << step;
    }
  }
  EXPECT_EQ(lived(), told());
}

}  // namespace
}  // namespace journey
