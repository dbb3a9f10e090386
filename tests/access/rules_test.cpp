#include "access/office.h"

namespace rights {
namespace {

using base::ErrorCode;
using Kind = http::Caller::Kind;

// Written down a second time by hand, so that a slip in the table is seen: permission, least role, scopes.
struct Expected {
  std::string permission;
  std::string least;    // "": no person; "*": anybody
  std::string scopes;
};
const std::vector<Expected> expected{
    {"open", "*", "write read admin"}, {"self", "viewer", ""},
    {"customers.read", "viewer", "read admin"}, {"linkage.read", "viewer", "read admin"}, {"questions.ask", "viewer", "read admin"}, {"questions.save", "viewer", "admin"}, {"journeys.read", "viewer", "read admin"}, {"journeys.edit", "manager", "admin"}, {"journeys.comment", "agent", "admin"},
    {"customers.merge", "agent", "admin"},
    {"customers.correct", "agent", "admin"}, {"customers.erase", "manager", "admin"}, {"customers.export", "manager", "admin"},
    {"imports.manage", "manager", "admin"}, {"interactions.write", "manager", "write admin"},
    {"track", "", "write admin"}, {"export", "manager", "admin"},
    {"audit.read", "manager", "admin"}, {"users.manage", "admin", "admin"}, {"access.manage", "admin", "admin"},
    {"keys.manage", "admin", "admin"}, {"command_line", "", ""}, {"operate", "admin", "admin"}, {"backup", "admin", ""}};

bool is_allowed(const http::Caller& caller, const std::string& permission) {
  try {
    allow(caller, permission);
    return true;
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, caller.kind == Kind::nobody ? ErrorCode::unauthenticated : ErrorCode::forbidden) << permission;
    EXPECT_FALSE(error.hint.empty()) << permission;
    return false;
  }
}

TEST(Rules, the_table_is_the_expected_one) {
  ASSERT_EQ(rules().size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(rules()[i].permission, expected[i].permission);
}

TEST(Rules, every_permission_for_every_role_and_scope) {
  const std::vector<std::string> roles{"viewer", "agent", "manager", "admin"}, scopes{"write", "read", "admin"};
  for (const auto& rule : expected) {
    bool open = rule.least == "*";
    EXPECT_EQ(is_allowed({}, rule.permission), open) << rule.permission << " nobody";
    bool reached = open;
    for (const auto& role : roles) {
      reached |= role == rule.least;
      EXPECT_EQ(is_allowed({.kind = Kind::user, .role = role}, rule.permission), reached) << rule.permission << " " << role;
    }
    for (const auto& scope : scopes) {
      bool listed = (" " + rule.scopes + " ").find(" " + scope + " ") != std::string::npos;
      EXPECT_EQ(is_allowed({.kind = Kind::key, .scope = scope}, rule.permission), listed) << rule.permission << " key " << scope;
    }
    EXPECT_EQ(is_allowed({.kind = Kind::operator_, .role = "admin"}, rule.permission), !rule.least.empty() || rule.permission == "command_line") << rule.permission << " operator";
  }
}

TEST(Rules, a_key_of_scope_custom_may_what_it_was_granted_and_nothing_else) {
  auto all = grants();
  EXPECT_GE(all.size(), 6u);
  for (const auto& grant : all)
    for (const auto& rule : rules()) {
      if (rule.open) continue;
      bool may = is_allowed({.kind = Kind::key, .scope = "custom", .grants = {grant}}, rule.permission);
      EXPECT_EQ(may, rule.grant == grant) << grant << " " << rule.permission;
    }
  EXPECT_FALSE(is_allowed({.kind = Kind::key, .scope = "custom"}, "customers.read"));
  EXPECT_FALSE(is_allowed({.kind = Kind::key, .scope = "read", .grants = {"write:users"}}, "users.manage"));   // grants mean nothing elsewhere
  EXPECT_FALSE(is_allowed({.kind = Kind::user, .role = "viewer", .grants = {"write:users"}}, "users.manage"));
}

TEST(Rules, a_key_granted_people_wins_no_more_for_itself) {
  auto may = [](const http::Caller& caller, Role role) {
    try {
      check_may_manage(caller, role);
      return true;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code, ErrorCode::forbidden);
      return false;
    }
  };
  http::Caller granted{.kind = Kind::key, .scope = "custom", .grants = {"write:users"}}, whole{.kind = Kind::key, .scope = "admin"}, admin{.kind = Kind::user, .role = "admin"};
  for (auto role : {Role::viewer, Role::agent, Role::manager, Role::admin}) {
    EXPECT_EQ(may(granted, role), role < Role::manager);
    EXPECT_TRUE(may(whole, role));
    EXPECT_TRUE(may(admin, role));
  }
}

TEST(Rules, who_sees_a_part_may_only_what_is_bounded_by_it) {
  const std::vector<std::string> bounded{"open", "self", "customers.read", "customers.merge", "customers.correct", "customers.export", "export"};
  for (const auto& rule : rules()) {
    if (rule.permission == "track") continue;
    bool may = is_allowed({.kind = Kind::user, .role = "admin", .regions = std::vector<std::string>{"north"}}, rule.permission);
    EXPECT_EQ(may, std::find(bounded.begin(), bounded.end(), rule.permission) != bounded.end()) << rule.permission;
  }
}

TEST(Rules, what_is_not_a_role_or_scope_has_no_right) {
  for (std::string word : {"", "Admin", "admin ", "root", "write"}) EXPECT_FALSE(is_allowed({.kind = Kind::user, .role = word}, "customers.read")) << word;
  for (std::string word : {"", "ADMIN", "viewer"}) EXPECT_FALSE(is_allowed({.kind = Kind::key, .scope = word}, "customers.read")) << word;
  // A key does not profit from a role, nor a person from a scope.
  EXPECT_FALSE(is_allowed({.kind = Kind::key, .role = "admin", .scope = "write"}, "users.manage"));
  EXPECT_FALSE(is_allowed({.kind = Kind::user, .role = "viewer", .scope = "admin"}, "users.manage"));
}

TEST(Rules, an_unknown_permission_is_refused_to_everybody) {
  for (std::string permission : {"", "Open", "open ", "customers", "customers.*"})
    EXPECT_EQ(code_of([&] { allow({.kind = Kind::operator_, .role = "admin"}, permission); }), ErrorCode::forbidden) << permission;
}

TEST(Rules, a_route_without_a_rule_stops_the_start) {
  http::Router router;
  router.get<http::NoQuery, User>({"/api/users/{id}", "users.manage", "One"}, [](const http::Request&, const http::NoQuery&) { return User{}; });
  EXPECT_NO_THROW(check_every_route_has_a_rule(router));
  router.get<http::NoQuery, User>({"/api/new", "user.manage", "Misspelt"}, [](const http::Request&, const http::NoQuery&) { return User{}; });
  try {
    check_every_route_has_a_rule(router);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("GET /api/new"), std::string::npos) << error.what();
  }
}

class RulesOfRoutes : public Office {};

TEST_F(RulesOfRoutes, every_route_of_access_for_every_caller) {
  check_every_route_has_a_rule(router);
  std::vector<std::pair<std::string, http::Caller>> callers;   // an Authorization or Cookie header
  const std::vector<std::pair<std::string, Role>> people{{"v@x.org", Role::viewer}, {"a@x.org", Role::agent}, {"m@x.org", Role::manager}, {"b@x.org", Role::admin}};
  for (const auto& route : router.routes()) {
    auto rule = rule_of(route.name.permission);
    ASSERT_TRUE(rule);
    auto status = [&](const std::string& name, const std::string& value) {
      try {
        admit(route.name.permission, {{name, value}}, route.method);
        return 200;
      } catch (const base::Error& error) {
        return http::status_of(error.code);
      }
    };
    EXPECT_EQ(status("x", "x"), rule->open ? 200 : 401) << route.name.pattern;
    for (const auto& [email, role] : people) {
      if (!access->users.by_email(email)) add_user(email, role);
      bool may = rule->open || (rule->least_role && role >= *rule->least_role);
      EXPECT_EQ(status("cookie", cookie_for(email)), may ? 200 : 403) << route.name.pattern << " " << email;
    }
    for (auto scope : {Scope::write, Scope::read, Scope::admin}) {
      bool may = rule->open || std::find(rule->scopes.begin(), rule->scopes.end(), scope) != rule->scopes.end();
      EXPECT_EQ(status("authorization", "Bearer " + access->keys.add({"k", scope}, "test").key), may ? 200 : 403) << route.name.pattern << " " << base::enum_name(scope);
    }
  }
}

}  // namespace
}  // namespace rights
