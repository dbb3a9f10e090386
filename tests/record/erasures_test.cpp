#include "record/erasures.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/hash.h"
#include "record/check.h"
#include "record/consent.h"
#include "record/correction.h"
#include "record/erase.h"
#include "record/everything.h"
#include "record/world.h"

namespace record {
namespace {

std::string keyed(std::string_view text, std::string_view about) { return base::sha256_hex("the key of this test\n" + std::string(about) + "\n" + std::string(text)); }

std::unique_ptr<Erasures> erasures_of(World& world) { return std::make_unique<Erasures>(*world, keyed); }

// Every file below the folder that holds one of the texts, byte for byte.
std::vector<std::string> files_with(const std::filesystem::path& folder, const std::vector<std::string>& texts) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    for (const auto& text : texts)
      if (bytes.find(text) != std::string::npos) found.push_back(entry.path().filename().string() + ": " + text);
  }
  return found;
}

const std::vector<std::string> planted{"诸葛卧龙", "zhuge.wolong", "8613987654321", "13987654321", "Xyzzyplugh", "quuxcorge", "zhuge", "wolong", "qwertz-device-77", "卧龙岗四十二号"};

// Somebody with unusual texts everywhere, among others.
CustomerId plant(World& world) {
  for (int i = 0; i < 300; ++i) world.hear_named("Other " + std::to_string(i), {"user_id:o" + std::to_string(i), "email:other" + std::to_string(i) + "@x.org!"});
  auto one = world.heard(claims_of({"user_id:zhuge.wolong", "email:zhuge.wolong@example.cn!", "phone:13987654321"}));
  one.person_name = "诸葛卧龙";
  one.traits = R"({"city":"Xyzzyplugh","address":"卧龙岗四十二号"})";
  one.subject = "about quuxcorge";
  one.text = "诸葛卧龙 of Xyzzyplugh writes";
  one.properties = R"({"note":"quuxcorge"})";
  one.source_key = "quuxcorge-1";
  auto customer = world.hear(one).customer;
  for (int i = 0; i < 40; ++i) {
    auto more = world.heard(claims_of({"user_id:zhuge.wolong"}), "2024-05-02T10:00:00Z");
    more.text = "Xyzzyplugh " + std::string(static_cast<std::size_t>(i) * 97, 'x') + " quuxcorge";
    world.hear(more, "phone calls");
  }
  // A second profile of the same person, joined by hand; a third that is only suggested.
  auto device = world.hear({"device:qwertz-device-77"}, "2024-04-01T10:00:00Z");
  world.merge(customer, device);
  auto suggested = world.heard(claims_of({"user_id:somebody-else", "phone:13987654321"}));
  world.hear(suggested);
  return customer;
}

std::string all_of(std::function<void(std::string&)> pieces) {
  std::string all;
  for (std::string piece; pieces(piece), !piece.empty(); piece.clear()) all += piece;
  return all;
}

TEST(Erasure, leaves_nothing_of_the_person_in_any_file) {
  if (support::on_postgres()) GTEST_SKIP() << "it looks into SQLite's files";
  World world;
  auto customer = plant(world);
  auto id = base::show_id('c', customer);
  // What else holds data of theirs.
  world->log->command([&](Change& change) {
    record_consent(change.session, id, {.purpose = "marketing", .state = ConsentState::given, .how = ConsentHow::form, .text = "Xyzzyplugh agrees", .evidence = "quuxcorge"}, "mia");
    correct(change, id, {.kind = CorrectionKind::trait, .reason = "told so", .trait = "nick", .value = base::Json("quuxcorge")}, "mia", "CN");
    // The shared phone is the suggested one's too: there it stays unless it is taken away.
    correct(change, world.person("user_id:somebody-else"), {.kind = CorrectionKind::identity_removed, .reason = "a mistake", .identity = "phone:13987654321", .forget = true}, "mia", "CN");
  });
  EXPECT_EQ(world.search("zhuge wolong").size(), 1u);
  ASSERT_FALSE(files_with(world.folder(), planted).empty());
  auto before = world->database.reading([](store::Session& session) { return session.one<std::int64_t>("select count(*) from interaction").value(); });

  auto erasures = erasures_of(world);
  Traces told;
  erasures->also([&](const Traces& traces) { told = traces; });
  auto preview = erasures->preview(id);
  EXPECT_EQ(preview.interactions, 42);
  EXPECT_EQ(preview.profiles.size(), 2u);
  auto asked = erasures->ask({.customer = id, .reason = "asked by letter", .now = true}, "mia");
  erasures->run_due();

  auto done = erasures->one(asked.id);
  EXPECT_EQ(done.state, ErasureState::done);
  EXPECT_EQ(done.interactions, 42);
  EXPECT_TRUE(told.in("Dear 诸葛卧龙,"));
  EXPECT_TRUE(told.in("call +86 139-8765-4321 back"));
  EXPECT_TRUE(told.in("ZHUGE.WOLONG@EXAMPLE.CN"));
  EXPECT_FALSE(told.in("Other 7, other7@x.org, 13800138000"));
  EXPECT_EQ(files_with(world.folder(), planted), std::vector<std::string>{});
  EXPECT_EQ(world.search("zhuge wolong").size(), 0u);
  EXPECT_EQ(world.search("other 299").size(), 1u);
  EXPECT_EQ(world.person("email:zhuge.wolong@example.cn"), "");
  auto after = world->database.reading([](store::Session& session) { return session.one<std::int64_t>("select count(*) from interaction").value(); });
  EXPECT_EQ(after, before - 42);
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
  // Also for those who look it up: gone, which is another thing than never been.
  try {
    world.customer(customer);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::gone);
  }

  erasures.reset();
  world.rebuild();
  EXPECT_EQ(world.search("wolong").size(), 0u);
  EXPECT_EQ(files_with(world.folder(), planted), std::vector<std::string>{});
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

// An identifier that stood with somebody else first: what is said of them doesn't hold it any more, and nothing gives it back.
TEST(Erasure, an_identifier_that_others_held_before_goes_from_what_is_said_of_them) {
  World world;
  auto ana = world.hear({"user_id:ana", "email:zzplanted@example.cn!", "device:zzdevice-1"}), ben = world.hear({"user_id:ben"});
  auto family = world.hear({"user_id:cleo", "email:zzplanted@example.cn"});   // suggested as one with ana, with the address as evidence
  auto moved_away = world.hear({"user_id:dora", "email:zzother@example.cn!"});
  std::map<std::string, std::string> made;
  auto correct_one = [&](const std::string& name, CustomerId customer, CorrectionRequest request) {
    request.reason = "a mistake";
    world->log->command([&](Change& change) { made[name] = correct(change, base::show_id('c', customer), request, "mia", "CN").id; });
  };
  world.merge(ana, family);
  auto b = base::show_id('c', ben);
  correct_one("moved", ana, {.kind = CorrectionKind::identity_moved, .identity = "email:zzplanted@example.cn", .to = b});
  correct_one("removed", ana, {.kind = CorrectionKind::identity_removed, .identity = "device:zzdevice-1"});
  world.hear({"user_id:ben", "device:zzdevice-1"});   // it is ben's
  // Once moved to ben, and his no more when he is erased.
  correct_one("passed on", moved_away, {.kind = CorrectionKind::identity_moved, .identity = "email:zzother@example.cn", .to = b});
  correct_one("not his", ben, {.kind = CorrectionKind::identity_removed, .identity = "email:zzother@example.cn"});
  correct_one("kept", moved_away, {.kind = CorrectionKind::identity_removed, .identity = "user_id:dora"});

  auto erasures = erasures_of(world);
  erasures->ask({.customer = b, .reason = "by letter", .now = true}, "mia");
  erasures->run_due();
  auto known = [&](CustomerId customer) { return all_of(everything_of(*world, base::show_id('c', customer), {})); };
  for (auto customer : {ana, moved_away})
    for (const char* text : {"zzplanted", "zzdevice-1", "zzother"}) EXPECT_EQ(known(customer).find(text), std::string::npos) << text << " of " << customer;
  if (!support::on_postgres()) {
    EXPECT_EQ(files_with(world.folder(), {"zzplanted", "zzdevice-1", "zzother"}), std::vector<std::string>{});
  }
  for (const char* gone : {"moved", "removed", "passed on"}) {
    try {
      world->log->command([&](Change& change) { undo_correction(change, made[gone], "mia"); });
      ADD_FAILURE() << gone << " was undone";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code, base::ErrorCode::conflict) << error.what();
      EXPECT_NE(error.hint.find("erased"), std::string::npos) << error.hint;
    }
  }
  EXPECT_NO_THROW(world->log->command([&](Change& change) { undo_correction(change, made["kept"], "mia"); }));
  EXPECT_EQ(world.person("email:zzplanted@example.cn"), "");
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

TEST(Erasure, counts_of_sources_and_activities_follow) {
  World world;
  plant(world);
  auto id = world.person("user_id:zhuge.wolong");
  auto erasures = erasures_of(world);
  erasures->ask({.customer = id, .reason = "test", .now = true}, "mia");
  erasures->run_due();
  world->settle();
  world->database.read([&](store::Session& session) {
    for (const auto& count : world->timeline.by_source(session)) EXPECT_NE(world->state.dictionary.source_name(static_cast<std::int32_t>(count.id)), "phone calls");
  });
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

TEST(Erasure, waits_and_can_be_cancelled_until_it_begins) {
  base::set_now(time("2026-11-01T10:00:00Z"));
  World world;
  auto id = base::show_id('c', world.hear({"user_id:a"}));
  auto erasures = erasures_of(world);
  EXPECT_THROW(erasures->ask({.customer = id, .reason = "  "}, "mia"), base::Error);
  EXPECT_THROW(erasures->ask({.customer = "c999", .reason = "x"}, "mia"), base::Error);
  auto asked = erasures->ask({.customer = id, .reason = "by letter"}, "mia");
  EXPECT_EQ(asked.due_at, time("2026-11-01T10:10:00Z"));
  EXPECT_THROW(erasures->ask({.customer = id, .reason = "once more"}, "mia"), base::Error);
  erasures->run_due();
  EXPECT_EQ(world.person("user_id:a"), id);
  EXPECT_EQ(erasures->cancel(asked.id, "mia").state, ErasureState::cancelled);
  base::set_now(time("2026-11-01T11:00:00Z"));
  erasures->run_due();
  EXPECT_EQ(world.person("user_id:a"), id);
  auto again = erasures->ask({.customer = id, .reason = "they insist"}, "mia");
  base::set_now(time("2026-11-01T11:10:00Z"));
  erasures->run_due();
  EXPECT_EQ(world.person("user_id:a"), "");
  EXPECT_EQ(erasures->one(again.id).state, ErasureState::done);
  EXPECT_THROW(erasures->cancel(again.id, "mia"), base::Error);
  EXPECT_EQ(erasures->list({}).items.size(), 2u);
  base::set_now(std::nullopt);
}

TEST(Erasure, the_same_identifiers_are_a_new_person_and_no_number_comes_twice) {
  World world;
  auto first = world.hear({"user_id:a", "email:a@x.org!"});
  auto erasures = erasures_of(world);
  erasures->ask({.customer = base::show_id('c', first), .reason = "test", .now = true}, "mia");
  erasures->run_due();
  auto second = world.hear({"user_id:a", "email:a@x.org!"});
  EXPECT_GT(second, first);
  EXPECT_EQ(world.timeline(base::show_id('c', second)).size(), 1u);
  erasures.reset();
  world.reopen();
  EXPECT_EQ(erasures_of(world)->reapply(), 0u);   // they came after, and stay
  EXPECT_EQ(world.person("user_id:a"), base::show_id('c', second));
  erasures = erasures_of(world);
  erasures->ask({.customer = base::show_id('c', second), .reason = "test", .now = true}, "mia");
  erasures->run_due();
  erasures.reset();
  world.reopen();
  EXPECT_GT(world.hear({"user_id:b"}), second);
}

// Whatever step it was cut off at: the next open ends it.
TEST(Erasure, cut_off_anywhere_it_goes_on) {
  for (int cut = 0; cut < 4; ++cut) {
    World world;
    plant(world);
    auto id = world.person("user_id:zhuge.wolong");
    {
      auto erasures = erasures_of(world);
      auto asked = erasures->ask({.customer = id, .reason = "test", .now = true}, "mia");
      auto number = base::read_id('e', asked.id).value();
      world->log->command([&](Change& change) { begin_erasing(change, number, keyed); });
      if (cut > 0) erase_interactions(*world, number);
      if (cut > 1) world->log->command([&](Change& change) { end_erasing(change, number); });
      if (cut > 2) sweep_erased(*world, number);
    }
    world.reopen();
    auto erasures = erasures_of(world);
    erasures->reapply();
    EXPECT_EQ(erasures->list({}).items.front().state, ErasureState::done) << cut;
    EXPECT_EQ(erasures->list({}).items.front().interactions, 42) << cut;
    auto texts = planted;
    std::erase_if(texts, [](const std::string& text) { return text.find("13987654321") != std::string::npos; });   // somebody else's too
    EXPECT_EQ(files_with(world.folder(), texts), std::vector<std::string>{}) << cut;
    for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << cut << " " << finding.what;
  }
}

TEST(Erasure, what_is_elsewhere_and_fails_is_tried_again) {
  World world;
  plant(world);
  auto erasures = erasures_of(world);
  int calls = 0;
  erasures->also([&](const Traces&) {
    if (++calls == 1) throw base::Error(base::ErrorCode::unavailable, "An import is under way.");
  });
  auto asked = erasures->ask({.customer = world.person("user_id:zhuge.wolong"), .reason = "test", .now = true}, "mia");
  EXPECT_THROW(erasures->run_due(), base::Error);
  EXPECT_EQ(erasures->one(asked.id).state, ErasureState::running);
  EXPECT_EQ(erasures->one(asked.id).interactions, 0) << "what has to wait is asked first: nothing is done over and over";
  erasures->run_due();
  EXPECT_EQ(erasures->one(asked.id).state, ErasureState::done);
}

// A folder restored from a copy made before.
TEST(Erasure, is_done_again_after_a_restore) {
  if (support::on_postgres()) GTEST_SKIP() << "it looks into SQLite's files";
  World world;
  plant(world);
  auto id = world.person("user_id:zhuge.wolong");
  world.close();
  auto backup = world.folder().parent_path() / (world.folder().filename().string() + "-backup");
  std::filesystem::copy(world.folder(), backup, std::filesystem::copy_options::recursive);
  world.open();
  {
    auto erasures = erasures_of(world);
    erasures->ask({.customer = id, .reason = "test", .now = true}, "mia");
    erasures->run_due();
  }
  // Somebody new, who in the restored folder has no number yet.
  world.hear({"user_id:new"});
  auto list = world.folder() / "erasures.jsonl";
  EXPECT_EQ(files_with(world.folder(), {"wolong", "13987654321\""}), std::vector<std::string>{});
  auto kept = backup.string() + ".jsonl";
  std::filesystem::copy_file(list, kept);
  world.close();
  std::filesystem::remove_all(world.folder());
  std::filesystem::rename(backup, world.folder());
  world.open();
  EXPECT_EQ(world.person("user_id:zhuge.wolong"), id);
  auto other = erasures_of(world)->reapply();
  EXPECT_EQ(other, 0u);   // nothing tells, without the list
  auto erasures = erasures_of(world);
  EXPECT_EQ(erasures->reapply(kept), 1u);
  EXPECT_EQ(world.person("user_id:zhuge.wolong"), "");
  EXPECT_NE(world.person("user_id:o7"), "");
  EXPECT_EQ(erasures->reapply(kept), 0u);
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
  std::filesystem::remove(kept);
}

TEST(Everything, holds_all_that_is_known_of_a_person) {
  World world;
  auto customer = plant(world);
  auto id = base::show_id('c', customer);
  world->log->command([&](Change& change) {
    record_consent(change.session, id, {.purpose = "marketing", .channel = "email", .state = ConsentState::given, .how = ConsentHow::form, .text = "I agree", .version = "v2"}, "mia");
    correct(change, id, {.kind = CorrectionKind::name, .reason = "told so", .name = "诸葛亮"}, "mia", "CN");
  });
  const auto all = base::parse_json(all_of(everything_of(*world, id, {})));
  EXPECT_EQ(all.at("customer").at("name").as_string(), "诸葛亮");
  EXPECT_EQ(all.at("profiles").as_array().size(), 2u);
  EXPECT_EQ(all.at("interactions").as_array().size(), 42u);
  EXPECT_EQ(all.at("merges").as_array().size(), 1u);
  EXPECT_EQ(all.at("merge_suggestions").as_array().size(), 1u);
  EXPECT_EQ(all.at("consents").at("history").as_array().size(), 2u);
  EXPECT_EQ(all.at("corrections").as_array().size(), 1u);
  auto text = base::json_text(all);
  for (const auto& one : planted)
    if (one != "8613987654321" && one != "zhuge" && one != "wolong") EXPECT_NE(text.find(one), std::string::npos) << one;
  EXPECT_EQ(text.find("Other 7"), std::string::npos);
  std::string verbs;
  for (const auto& item : all.at("audit").as_array()) verbs += std::string(item.at("verb").as_string()) + " ";
  EXPECT_EQ(verbs, "merge.make consent.record customer.correct ");
  EXPECT_THROW(everything_of(*world, "c99999", {}), base::Error);
}

}  // namespace
}  // namespace record
