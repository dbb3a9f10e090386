#include "access/rules.h"

#include <algorithm>

#include "base/error.h"

namespace rights {

const std::vector<Rule>& rules() {
  static const std::vector<Rule> table{
      // permission            least role      keys                                    open   granted by one      whole company
      {"open",                 std::nullopt,   {},                                     true,  "",                  false},   // signing in, the page, what checks a key of its own
      {"self",                 Role::viewer,   {},                                     false, "",                  false},   // one's own session
      {"customers.read",       Role::viewer,   {Scope::read, Scope::admin},            false, "read:customers",    false},
      {"linkage.read",         Role::viewer,   {Scope::read, Scope::admin},            false, "read:customers",    true},    // figures over everybody
      {"questions.ask",        Role::viewer,   {Scope::read, Scope::admin},            false, "read:customers",    true},    // counts over everybody
      {"questions.save",       Role::viewer,   {Scope::admin},                         false, "",                  true},    // one's own; whose it is says who may change it
      {"journeys.read",        Role::viewer,   {Scope::read, Scope::admin},            false, "read:customers",    true},    // maps: what is on them is counted over everybody
      {"journeys.edit",        Role::manager,  {Scope::admin},                         false, "",                  true},
      {"journeys.comment",     Role::agent,    {Scope::admin},                         false, "",                  true},    // and whom a comment can mention
      {"customers.merge",      Role::agent,    {Scope::admin},                         false, "write:customers",   false},
      {"customers.correct",    Role::agent,    {Scope::admin},                         false, "write:customers",   false},   // names, traits, identifiers, consent
      {"customers.erase",      Role::manager,  {Scope::admin},                         false, "",                  true},    // lists of erasures name people of every region
      {"customers.export",     Role::manager,  {Scope::admin},                         false, "export",            false},   // everything of one person
      {"imports.manage",       Role::manager,  {Scope::admin},                         false, "import",            true},
      {"interactions.write",   Role::manager,  {Scope::write, Scope::admin},           false, "write:interactions", true},
      {"track",                std::nullopt,   {Scope::write, Scope::admin},           false, "write:interactions", true},   // websites and apps, never a person
      {"export",               Role::manager,  {Scope::admin},                         false, "export",            false},
      {"audit.read",           Role::manager,  {Scope::admin},                         false, "read:audit",        true},    // who did what
      {"users.manage",         Role::admin,    {Scope::admin},                         false, "write:users",       true},
      {"access.manage",        Role::admin,    {Scope::admin},                         false, "",                  true},    // what is asked of everybody who signs in
      {"keys.manage",          Role::admin,    {Scope::admin},                         false, "",                  true},
      {"command_line",         std::nullopt,   {},                                     false, "",                  true},    // whoever may run the program on the folder, nobody else
      {"operate",              Role::admin,    {Scope::admin},                         false, "operate",           true},    // check, metrics
      {"backup",               Role::admin,    {},                                     false, "",                  true},    // everything, hashes of passwords among it: no key opens that
  };
  return table;
}

const Rule* rule_of(std::string_view permission) {
  auto found = std::find_if(rules().begin(), rules().end(), [&](const Rule& rule) { return rule.permission == permission; });
  return found == rules().end() ? nullptr : &*found;
}

namespace {

bool has_role(const Rule& rule, const std::string& role) {
  auto held = base::enum_value<Role>(role);
  return rule.least_role && held && *held >= *rule.least_role;
}

bool has_scope(const Rule& rule, const http::Caller& caller) {
  auto held = base::enum_value<Scope>(caller.scope);
  if (held == Scope::custom) return !rule.grant.empty() && std::find(caller.grants.begin(), caller.grants.end(), rule.grant) != caller.grants.end();
  return held && std::find(rule.scopes.begin(), rule.scopes.end(), *held) != rule.scopes.end();
}

std::string who_may(const Rule& rule) {
  std::string text;
  if (rule.least_role) text = std::string("It takes the role ") + base::enum_name(*rule.least_role) + (*rule.least_role == Role::admin ? "" : " or above");
  if (!rule.grant.empty()) text += (text.empty() ? "It takes a key with " : ", or a key with ") + rule.grant;
  for (auto scope : rule.scopes) text += (text.empty() ? "It takes a key of scope " : ", or a key of scope ") + std::string(base::enum_name(scope));
  return text + ".";
}

void within_sight(const Rule& rule, const http::Caller& caller) {
  if (rule.whole && caller.regions) throw base::Error(base::ErrorCode::forbidden, "This is for people who see the whole company.", "Ask somebody who does, or an admin.");
}

}  // namespace

std::vector<std::string> grants() {
  std::vector<std::string> all;
  for (const auto& rule : rules())
    if (!rule.grant.empty() && std::find(all.begin(), all.end(), rule.grant) == all.end()) all.push_back(rule.grant);
  return all;
}

void allow(const http::Caller& caller, std::string_view permission) {
  using Kind = http::Caller::Kind;
  auto rule = rule_of(permission);
  if (!rule) throw base::Error(base::ErrorCode::forbidden, "No rule allows this.", "Report this: the permission has no line in the rules.");
  if (rule->open) return;
  if (caller.must_enrol && permission != "self")
    throw base::Error(base::ErrorCode::forbidden, "Your company asks for a second factor.", "Set one up in Settings, under your name, and go on.", "second_factor");
  switch (caller.kind) {
    case Kind::nobody: throw base::Error(base::ErrorCode::unauthenticated, "Nobody is signed in.", "Sign in, or send an API key as \"Authorization: Bearer …\".");
    case Kind::operator_:
      if (permission == "command_line") return;
      [[fallthrough]];
    case Kind::user:
      if (has_role(*rule, caller.role)) return within_sight(*rule, caller);
      break;
    case Kind::key:
      if (has_scope(*rule, caller)) return within_sight(*rule, caller);
      break;
  }
  throw base::Error(base::ErrorCode::forbidden, "This is not for you.", who_may(*rule));
}

void check_may_manage(const http::Caller& caller, Role role) {
  if (caller.kind == http::Caller::Kind::key && base::enum_value<Scope>(caller.scope) == Scope::custom && role >= Role::manager)
    throw base::Error(base::ErrorCode::forbidden, "A key with write:users manages viewers and agents only.", "Managers and admins are an admin's, or a key's of scope admin.", "role");
}

void check_every_route_has_a_rule(const http::Router& router) {
  for (const auto& route : router.routes())
    if (!rule_of(route.name.permission))
      throw base::Error(base::ErrorCode::internal, std::string("The route ") + http::name(route.method) + " " + route.name.pattern + " asks for the permission \"" + route.name.permission + "\", which has no rule.",
                        "Add a line to src/access/rules.cpp.");
}

}  // namespace rights
