// user … and key …: over the folder itself, or through the server that owns it.
#include <iostream>

#include "app/capabilities.h"
#include "app/commands.h"
#include "base/ids.h"
#include "app/company.h"
#include "app/served.h"
#include "app/terminal.h"

namespace app {
namespace {

// The people and keys, when no server owns the folder.
struct Access {
  std::unique_ptr<store::Database> database;
  std::unique_ptr<rights::Access> access;
  explicit Access(const CommonOptions& common) : database(store::Database::open(common.data, common.database)) {
    database->migrate(migrations());
    access = std::make_unique<rights::Access>(*database, rights::AccessOptions{.secret_key_file = common.secret_key_file});
  }
};

template <class E>
E named(const std::string& name, const char* what) {
  auto value = base::enum_value<E>(name);
  if (!value) throw base::invalid("There is no " + std::string(what) + " \"" + name + "\".", "Use one of " + base::enum_names<E>() + ".", what);
  return *value;
}

void print_users(const std::vector<rights::User>& users) {
  for (const auto& user : users)
    std::cout << user.id << '\t' << user.email << '\t' << base::enum_name(user.role) << (user.disabled ? "\tdisabled" : "") << '\n';
}

void print_keys(const std::vector<rights::ApiKey>& keys) {
  for (const auto& key : keys)
    std::cout << key.id << '\t' << key.name << '\t' << base::enum_name(key.scope) << '\t' << (key.last_used_at ? "last used " + base::to_string(*key.last_used_at) : std::string("never used")) << '\n';
}

}  // namespace

int user_add(const CommonOptions& common, const std::string& email, const std::string& role, const std::string& name, bool without_password) {
  rights::NewUser user{.email = email, .name = name, .role = named<rights::Role>(role, "role")};
  if (!without_password) user.password = ask_password(email);
  if (auto server = server_of(common)) {
    auto made = base::from_json<rights::AddedUser>(server->send("POST", "/api/users", base::to_json(user)));
    std::cout << "Added " << made.email << " (" << base::enum_name(made.role) << ").\n";
    if (made.link) std::cout << "Their sign-in link, which works once: " << *made.link << '\n';
    return done;
  }
  Access folder(common);
  auto made = folder.access->users.add(user);
  std::cout << "Added " << made.email << " (" << base::enum_name(made.role) << ").\n";
  return done;
}

int user_list(const CommonOptions& common) {
  if (auto server = server_of(common)) print_users(base::from_json<std::vector<rights::User>>(server->get("/api/users").at("items")));
  else print_users(Access(common).access->users.list());
  return done;
}

// The person with this address, in the folder or on its server.
rights::User user_of(const std::vector<rights::User>& users, const std::string& email) {
  auto clean = rights::clean_email(email);
  for (const auto& user : users)
    if (user.email == clean) return user;
  throw base::not_found("There is no user " + email + ".", "throughline user list shows all.");
}
rights::User user_of(http::Client& server, const std::string& email) { return user_of(base::from_json<std::vector<rights::User>>(server.get("/api/users").at("items")), email); }

void print_invitation(const rights::MadeInvitation& made) {
  std::cerr << "Send this link to " << made.email << "; it works once, until " << base::to_string(made.ends_at) << ", and is shown only now.\n";
  std::cout << made.link << '\n';
}

int user_invite(const CommonOptions& common, const std::string& email, const std::string& role, const std::string& name) {
  rights::NewInvitation invitation{.email = email, .name = name, .role = named<rights::Role>(role, "role")};
  if (auto server = server_of(common)) print_invitation(base::from_json<rights::MadeInvitation>(server->send("POST", "/api/invitations", base::to_json(invitation))));
  else print_invitation(Access(common).access->users.invite(invitation));
  return done;
}

int user_reset(const CommonOptions& common, const std::string& email) {
  if (auto server = server_of(common)) {
    print_invitation(base::from_json<rights::MadeInvitation>(server->send("POST", "/api/password-resets", base::JsonObject{{"user", user_of(*server, email).id}})));
  } else {
    Access folder(common);
    print_invitation(folder.access->invitations.make(*base::read_id('u', user_of(folder.access->users.list(), email).id), rights::Purpose::reset));
  }
  return done;
}

int user_factor_off(const CommonOptions& common, const std::string& email) {
  if (auto server = server_of(common)) {
    server->send("DELETE", "/api/users/" + user_of(*server, email).id + "/second-factor", nullptr);
  } else {
    Access folder(common);
    folder.access->second_factors.remove(*base::read_id('u', user_of(folder.access->users.list(), email).id));
  }
  std::cout << email << " has no second factor now, and was signed out everywhere.\n";
  return done;
}

int user_sign_out(const CommonOptions& common, const std::string& email) {
  if (auto server = server_of(common)) {
    server->send("DELETE", "/api/users/" + user_of(*server, email).id + "/sessions", nullptr);
  } else {
    Access folder(common);
    folder.access->sessions.end_all(*base::read_id('u', user_of(folder.access->users.list(), email).id), {});
  }
  std::cout << email << " was signed out everywhere.\n";
  return done;
}

int user_link(const CommonOptions& common, const std::string& email) {
  if (auto server = server_of(common)) {
    auto made = base::from_json<rights::SignInLink>(server->send("POST", "/api/sign-in-links", base::JsonObject{{"user", user_of(*server, email).id}}));
    std::cout << made.link << '\n';
    return done;
  }
  Access folder(common);
  auto user = folder.access->users.by_email(email);
  if (!user) throw base::not_found("There is no user " + email + ".", "throughline user list shows all.");
  std::cout << "/sign-in?link=" << folder.access->links.make(*base::read_id('u', user->id)) << '\n';
  return done;
}

int key_add(const CommonOptions& common, const NewKey& asked) {
  rights::NewApiKey key{.name = asked.name, .scope = named<rights::Scope>(asked.scope, "scope"), .grants = asked.grants};
  if (!asked.region.empty()) key.region = asked.region;
  if (!asked.ends.empty()) {
    key.ends_at = base::parse_time(asked.ends);
    if (!key.ends_at) throw base::invalid("\"" + asked.ends + "\" is no time.", "Write it as 2027-01-31 or 2027-01-31T09:00:00Z.", "ends");
  }
  rights::AddedApiKey made;
  if (auto server = server_of(common)) made = base::from_json<rights::AddedApiKey>(server->send("POST", "/api/keys", base::to_json(key)));
  else made = Access(common).access->keys.add(key, "command line");
  std::cerr << "Keep this key; it is shown only now.\n";
  std::cout << made.key << '\n';
  return done;
}

int key_list(const CommonOptions& common) {
  if (auto server = server_of(common)) print_keys(base::from_json<std::vector<rights::ApiKey>>(server->get("/api/keys").at("items")));
  else print_keys(Access(common).access->keys.list());
  return done;
}

int key_remove(const CommonOptions& common, const std::string& id) {
  auto number = base::read_id('k', id);
  if (!number) throw base::not_found("There is no key " + id + ".", "throughline key list shows all.");
  if (auto server = server_of(common)) server->send("DELETE", "/api/keys/" + id, nullptr);
  else Access(common).access->keys.remove(*number);
  std::cout << "Removed " << id << ".\n";
  return done;
}

}  // namespace app
