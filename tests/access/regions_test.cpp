#include "access/regions.h"

#include "access/office.h"

namespace rights {
namespace {

using base::ErrorCode;
using Words = std::vector<std::string>;

class RegionsTest : public Office {
 protected:
  RegionsTest() { jane = add_user("jane@x.org", Role::agent); }
  std::optional<Words> seen() {
    auto cookie = cookie_for("jane@x.org");
    return access->sessions.find(cookie.substr(cookie.find('=') + 1)).value().regions;
  }
  std::int64_t jane = 0;
};

TEST_F(RegionsTest, a_region_is_its_words_and_all_below_it) {
  auto asia = access->regions.add(NewRegion{"Asia", {}, {}});
  access->regions.add(NewRegion{"East China", asia.id, {"华东", "Shanghai"}});
  access->regions.add(NewRegion{"Europe", {}, {}});
  EXPECT_EQ(seen(), std::nullopt);
  access->regions.set_place(jane, {Sight::regions, {asia.id}, {}});
  EXPECT_EQ(seen(), (Words{"asia", "east china", "shanghai", "华东"}));
  access->regions.set_place(jane, {Sight::regions, {}, {}});
  EXPECT_EQ(seen(), Words{});                                  // nobody
  access->regions.set_place(jane, {Sight::everything, {asia.id}, {}});
  EXPECT_EQ(seen(), std::nullopt);
}

TEST_F(RegionsTest, a_team_brings_its_region) {
  auto north = access->regions.add(NewRegion{"North", {}, {}});
  auto team = access->regions.add(NewTeam{"Support North", "support", north.id, {"u1"}});
  EXPECT_EQ(team.members, Words{"u1"});
  access->regions.set_place(jane, {Sight::regions, {}, {team.id}});
  EXPECT_EQ(seen(), Words{"north"});
  access->regions.change(base::read_id('t', team.id).value(), TeamChange{.members = Words{}});
  EXPECT_EQ(seen(), Words{});
}

TEST_F(RegionsTest, the_tree_has_no_rings_and_what_is_used_stays) {
  auto a = access->regions.add(NewRegion{"A", {}, {}});
  auto b = access->regions.add(NewRegion{"B", a.id, {}});
  auto id = [](const std::string& text) { return base::read_id('r', text).value(); };
  EXPECT_EQ(code_of([&] { access->regions.change(id(a.id), {.parent = b.id}); }), ErrorCode::invalid);
  EXPECT_EQ(code_of([&] { access->regions.change(id(a.id), {.parent = a.id}); }), ErrorCode::invalid);
  EXPECT_EQ(code_of([&] { access->regions.remove(id(a.id)); }), ErrorCode::conflict);
  access->regions.set_place(jane, {Sight::regions, {b.id}, {}});
  EXPECT_EQ(code_of([&] { access->regions.remove(id(b.id)); }), ErrorCode::conflict);
  access->regions.set_place(jane, {Sight::everything, {}, {}});
  access->regions.change(id(b.id), {.parent = ""});
  access->regions.remove(id(b.id));
  access->regions.remove(id(a.id));
  EXPECT_TRUE(access->regions.list().empty());
  EXPECT_EQ(code_of([&] { access->regions.remove(9); }), ErrorCode::not_found);
  EXPECT_EQ(code_of([&] { access->regions.add(NewRegion{" ", {}, {}}); }), ErrorCode::invalid);
  access->regions.add(NewRegion{"A", {}, {}});
  EXPECT_EQ(code_of([&] { access->regions.add(NewRegion{"A", {}, {}}); }), ErrorCode::conflict);
}

TEST_F(RegionsTest, an_admin_is_never_held_to_a_part) {
  auto boss = add_user("boss@x.org", Role::admin);
  EXPECT_EQ(code_of([&] { access->regions.set_place(boss, {Sight::regions, {}, {}}); }), ErrorCode::conflict);
  access->regions.set_place(jane, {Sight::regions, {}, {}});
  access->users.change(jane, {.role = Role::admin});
  EXPECT_EQ(seen(), std::nullopt);
}

TEST_F(RegionsTest, a_key_is_held_to_a_region_a_time_and_its_grants) {
  auto north = access->regions.add(NewRegion{"North", {}, {"n"}});
  auto key = access->keys.add({.name = "partner", .scope = Scope::custom, .grants = {"read:customers"}, .region = north.id, .ends_at = base::Time{base::now().micros + 3600 * base::second}}, "test");
  EXPECT_TRUE(key.key.starts_with("tlc_"));
  auto caller = access->keys.find(key.key).value();
  EXPECT_EQ(caller.grants, Words{"read:customers"});
  EXPECT_EQ(caller.regions, (Words{"n", "north"}));
  access->regions.change(1, {.words = Words{"m"}});
  EXPECT_EQ(access->keys.find(key.key).value().regions, (Words{"m", "north"}));   // at once
  auto shown = access->keys.list().at(0);
  EXPECT_EQ(shown.region, north.id);
  EXPECT_EQ(shown.grants, Words{"read:customers"});
  pass(3599);
  EXPECT_TRUE(access->keys.find(key.key));
  pass(1);
  EXPECT_FALSE(access->keys.find(key.key));
  for (const NewApiKey& wrong : {NewApiKey{"x", Scope::custom, {}}, NewApiKey{"x", Scope::custom, {"everything"}}, NewApiKey{"x", Scope::read, {"read:customers"}}, NewApiKey{"x", Scope::admin, {}, north.id},
                                 NewApiKey{"x", Scope::read, {}, "r99"}, NewApiKey{"x", Scope::read, {}, {}, base::now()}})
    EXPECT_EQ(code_of([&] { access->keys.add(wrong, "test"); }), ErrorCode::invalid);
  auto plain = access->keys.add({.name = "short", .scope = Scope::write, .ends_at = base::Time{base::now().micros + base::second}}, "test").key;
  EXPECT_TRUE(access->keys.find(plain));
  pass(1);
  EXPECT_FALSE(access->keys.find(plain));   // out of memory too
}

}  // namespace
}  // namespace rights
