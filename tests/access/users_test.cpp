#include "access/office.h"

namespace rights {
namespace {

using base::ErrorCode;

TEST(CleanEmail, is_trimmed_and_lower_case) {
  EXPECT_EQ(clean_email("  Jane.Doe+cx@Example.COM "), "jane.doe+cx@example.com");
  EXPECT_EQ(clean_email("admin@localhost"), "admin@localhost");
  EXPECT_EQ(clean_email("王芳@例子.中国"), "王芳@例子.中国");
  using namespace std::string_literals;
  for (auto wrong : {""s, "jane"s, "@example.com"s, "jane@"s, "a@b@c"s, "a b@c.org"s, "a@c .org"s, "<a@b.org>"s, "a@.org"s, "a@b."s, "a@b..org"s, "a@-b.org"s, "a\0@b.org"s, "a@b.org\0"s,
                     "a\nb@c.org"s, "a,b@c.org"s, "\"a\"@b.org"s, "a@b.org\xff"s, std::string(250, 'a') + "@b.org"})
    EXPECT_EQ(code_of([&] { clean_email(wrong); }), ErrorCode::invalid) << wrong;
}

class UsersTest : public Office {};

TEST_F(UsersTest, are_added_listed_and_found_in_any_case) {
  auto jane = access->users.add({"Jane@Example.com", "Jane 王", Role::agent, std::string(good_password)});
  EXPECT_EQ(jane.id, "u1");
  EXPECT_EQ(jane.email, "jane@example.com");
  auto ann = access->users.add({"ann@example.com", "", Role::viewer, std::nullopt});
  EXPECT_EQ(ann.name, "ann");
  auto all = access->users.list();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].email, "ann@example.com");
  EXPECT_EQ(all[1].name, "Jane 王");
  EXPECT_EQ(all[1].role, Role::agent);
  EXPECT_EQ(all[1].created_at, start);
  EXPECT_EQ(access->users.by_email("JANE@example.com").value().id, "u1");
  EXPECT_EQ(code_of([&] { access->users.add({"jane@EXAMPLE.com", "", Role::viewer, std::nullopt}); }), ErrorCode::conflict);
  EXPECT_EQ(code_of([&] { access->users.add({"x@example.com", "", Role::viewer, "short"}); }), ErrorCode::invalid);
  EXPECT_EQ(code_of([&] { access->users.add({"x@example.com", "a\nb", Role::viewer, std::nullopt}); }), ErrorCode::invalid);
  EXPECT_EQ(code_of([&] { access->users.one(99); }), ErrorCode::not_found);
}

TEST_F(UsersTest, a_password_is_nowhere_in_the_database) {
  add_user("jane@x.org", Role::admin);
  auto stored = database->reading([](store::Session& session) { return session.one<std::string>("select password from user_account").value(); });
  EXPECT_TRUE(stored.starts_with("$argon2id$"));
  EXPECT_EQ(stored.find(good_password), std::string::npos);
}

TEST_F(UsersTest, the_last_enabled_admin_stays) {
  auto first = add_user("a@x.org", Role::admin), second = add_user("b@x.org", Role::admin);
  add_user("m@x.org", Role::manager);
  access->users.change(second, {.disabled = true});
  EXPECT_EQ(code_of([&] { access->users.change(first, {.disabled = true}); }), ErrorCode::conflict);
  EXPECT_EQ(code_of([&] { access->users.change(first, {.role = Role::manager}); }), ErrorCode::conflict);
  EXPECT_EQ(access->users.one(first).role, Role::admin);
  EXPECT_FALSE(access->users.one(first).disabled);
  EXPECT_EQ(access->users.change(first, {.role = Role::admin, .name = "Still"}).name, "Still");
  access->users.change(second, {.disabled = false});
  EXPECT_EQ(access->users.change(first, {.role = Role::viewer}).role, Role::viewer);
  EXPECT_EQ(code_of([&] { access->users.change(second, {.disabled = true}); }), ErrorCode::conflict);
}

TEST_F(UsersTest, two_admins_who_demote_each_other_at_once_leave_one) {
  auto first = add_user("a@x.org", Role::admin), second = add_user("b@x.org", Role::admin);
  for (int round = 0; round < 10; ++round) {
    auto demote = [&](std::int64_t id) {
      try {
        access->users.change(id, {.role = Role::viewer});
      } catch (const base::Error&) {
      }
    };
    std::thread one(demote, first), two(demote, second);
    one.join(), two.join();
    int admins = (access->users.one(first).role == Role::admin) + (access->users.one(second).role == Role::admin);
    ASSERT_EQ(admins, 1);
    access->users.change(first, {.role = Role::admin});
    access->users.change(second, {.role = Role::admin});
  }
}

TEST_F(UsersTest, an_empty_change_changes_nothing) {
  auto id = add_user("a@x.org", Role::admin);
  auto cookie = cookie_for("a@x.org");
  auto before = base::to_json_text(access->users.one(id));
  EXPECT_EQ(base::to_json_text(access->users.change(id, {})), before);
  EXPECT_EQ(status_with_cookie(cookie), 200);
  EXPECT_EQ(code_of([&] { access->users.change(77, {}); }), ErrorCode::not_found);
  EXPECT_EQ(code_of([&] { access->users.change(id, {.name = " "}); }), ErrorCode::invalid);
  EXPECT_EQ(code_of([&] { access->users.set_password(id, "12345678"); }), ErrorCode::invalid);
}

}  // namespace
}  // namespace rights
