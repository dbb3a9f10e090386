#include "access/office.h"

namespace rights {
namespace {

using base::ErrorCode;

class KeysTest : public Office {
 protected:
  std::optional<base::Time> stored_use(std::int64_t id) {
    return database->reading([&](store::Session& session) { return session.one<std::optional<base::Time>>("select last_used_at from api_key where id = :id", id).value(); });
  }
};

TEST_F(KeysTest, the_secret_is_told_once_and_says_what_it_is_for) {
  const std::vector<std::pair<Scope, std::string>> prefixes{{Scope::write, "tlw_"}, {Scope::read, "tlr_"}, {Scope::admin, "tla_"}};
  for (const auto& [scope, prefix] : prefixes) {
    auto added = access->keys.add({" web shop ", scope}, "jane@x.org");
    EXPECT_TRUE(added.key.starts_with(prefix)) << added.key;
    EXPECT_EQ(added.key.size(), 47u);
    EXPECT_EQ(added.name, "web shop");
    auto stored = database->reading([&](store::Session& session) { return session.one<std::string>("select secret_hash from api_key order by id desc limit 1").value(); });
    EXPECT_EQ(stored, base::sha256_hex(added.key));
    EXPECT_EQ(access->keys.find(added.key).value().scope, base::enum_name(scope));
  }
  auto text = base::to_json_text(access->keys.list());
  EXPECT_EQ(text.find("tlw_"), std::string::npos);
  EXPECT_NE(text.find(R"("created_by":"jane@x.org")"), std::string::npos) << text;
  for (std::string name : {std::string(), std::string("  "), std::string(121, 'x'), std::string("a\nb")}) EXPECT_EQ(code_of([&] { access->keys.add({name, Scope::read}, ""); }), ErrorCode::invalid) << name;
}

TEST_F(KeysTest, a_removed_key_is_dead_at_once_and_its_id_never_comes_back) {
  auto added = access->keys.add({"k", Scope::write}, "");
  EXPECT_TRUE(access->keys.find(added.key));   // now in memory
  auto id = base::read_id('k', added.id).value();
  access->keys.remove(id);
  EXPECT_FALSE(access->keys.find(added.key));
  EXPECT_TRUE(access->keys.list().empty());
  EXPECT_EQ(code_of([&] { access->keys.remove(id); }), ErrorCode::not_found);
  EXPECT_EQ(code_of([&] { access->keys.remove(99); }), ErrorCode::not_found);
  EXPECT_EQ(access->keys.add({"k", Scope::write}, "").id, "k2");
}

TEST_F(KeysTest, a_key_removed_while_it_is_used_is_not_remembered) {
  for (int round = 0; round < 20; ++round) {
    auto added = access->keys.add({"k", Scope::write}, "");
    std::atomic<bool> removed = false;
    std::vector<std::thread> users;
    for (int i = 0; i < 2; ++i)
      users.emplace_back([&] {
        while (!removed) access->keys.find(added.key);
      });
    access->keys.remove(base::read_id('k', added.id).value());
    removed = true;
    for (auto& user : users) user.join();
    ASSERT_FALSE(access->keys.find(added.key));
  }
}

TEST_F(KeysTest, last_use_is_known_to_a_minute_and_written_down_later) {
  auto added = access->keys.add({"k", Scope::write}, "");
  auto id = base::read_id('k', added.id).value();
  EXPECT_FALSE(access->keys.list()[0].last_used_at);
  pass(10);
  access->keys.find(added.key);
  auto first = base::now();
  EXPECT_EQ(access->keys.list()[0].last_used_at, first);
  EXPECT_FALSE(stored_use(id));                 // the caller did not wait for a commit
  pass(30);
  access->keys.find(added.key);
  EXPECT_EQ(access->keys.list()[0].last_used_at, first);
  access->keep_house();
  EXPECT_EQ(stored_use(id), first);
  pass(31);
  access->keys.find(added.key);
  EXPECT_EQ(access->keys.list()[0].last_used_at, base::now());
  access->keep_house();
  EXPECT_EQ(stored_use(id), base::now());
}

TEST_F(KeysTest, verifying_a_known_key_waits_for_no_writer) {
  auto added = access->keys.add({"k", Scope::write}, "");
  access->keys.find(added.key);
  pass(3600);
  database->write([&](store::Session&) { EXPECT_TRUE(access->keys.find(added.key)); });   // would hang if it wrote
}

}  // namespace
}  // namespace rights
