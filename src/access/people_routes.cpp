#include <algorithm>

#include "access/routes.h"
#include "access/rules.h"
#include "base/error.h"
#include "base/ids.h"

namespace rights {
namespace {

std::int64_t read_user(const std::string& text) {
  auto id = base::read_id('u', text);
  if (!id) throw base::Error(base::ErrorCode::not_found, "There is no such user.", "Look at the list of users.", "user");
  return *id;
}

// Whom a comment can mention.
struct Colleague {
  std::string id, name;
};
BOOST_DESCRIBE_STRUCT(Colleague, (), (id, name))

Colleague colleague(const User& user) { return {user.id, user.name.empty() ? user.email : user.name}; }

void add_user_routes(http::Router& router, Access& access) {
  using http::NoAnswer, http::NoQuery, http::Page, http::Request;
  router.get<NoQuery, Page<User>>({"/api/users", "users.manage", "Users"}, [&access](const Request&, const NoQuery&) { return Page<User>{access.users.list(), std::nullopt}; });
  router.get<NoQuery, Page<Colleague>>({"/api/colleagues", "journeys.comment", "Who works here, by name: whom a comment can mention"}, [&access](const Request&, const NoQuery&) {
    Page<Colleague> page;
    for (const auto& user : access.users.list())
      if (!user.disabled) page.items.push_back(colleague(user));
    std::sort(page.items.begin(), page.items.end(), [](const Colleague& a, const Colleague& b) { return a.name < b.name; });
    return page;
  });
  router.post<NewUser, AddedUser>({"/api/users", "users.manage", "Adds a user; without a password, with an invitation to send them", 201}, [&access](const Request& request, const NewUser& user) {
    check_may_manage(request.caller, user.role);
    AddedUser added;
    if (user.password) {
      static_cast<User&>(added) = access.users.add(user);
      return added;
    }
    auto made = access.users.invite({user.email, user.name, user.role});
    static_cast<User&>(added) = access.users.one(read_user(made.user));
    added.link = made.link;
    return added;
  });
  router.patch<UserChange, User>({"/api/users/{id}", "users.manage", "Changes a user; another role and disabling end their sessions"},
                                 [&access](const Request& request, const UserChange& change) {
                                   auto id = managed_user(access, request);
                                   if (change.role) check_may_manage(request.caller, *change.role);
                                   return access.users.change(id, change);
                                 });
  router.remove<NoQuery, NoAnswer>({"/api/users/{id}/second-factor", "users.manage", "Turns off the second factor of somebody who lost the device; ends their sessions"},
                                   [&access](const Request& request, const NoQuery&) {
                                     auto id = managed_user(access, request);
                                     access.second_factors.remove(id);
                                     return NoAnswer{};
                                   });
  router.get<NoQuery, Page<OpenSession>>({"/api/users/{id}/sessions", "users.manage", "Where a user is signed in"}, [&access](const Request& request, const NoQuery&) {
    auto id = id_in_path(request, 'u', "user");
    access.users.one(id);
    return Page<OpenSession>{access.sessions.list(id, request.caller.session), std::nullopt};
  });
  router.remove<NoQuery, NoAnswer>({"/api/users/{id}/sessions", "users.manage", "Signs a user out everywhere"}, [&access](const Request& request, const NoQuery&) {
    auto id = managed_user(access, request);
    access.sessions.end_all(id, {});
    return NoAnswer{};
  });
  router.remove<NoQuery, NoAnswer>({"/api/users/{id}/sessions/{session}", "users.manage", "Signs a user out of one browser"}, [&access](const Request& request, const NoQuery&) {
    access.sessions.end_one(managed_user(access, request), request.parameter("session"));
    return NoAnswer{};
  });
}

}  // namespace

std::int64_t managed_user(Access& access, const http::Request& request) {
  auto id = id_in_path(request, 'u', "user");
  check_may_manage(request.caller, access.users.one(id).role);
  return id;
}

void add_people_routes(http::Router& router, Access& access) {
  using http::NoAnswer, http::NoQuery, http::Page, http::Request;
  add_user_routes(router, access);
  router.get<NoQuery, Page<Invitation>>({"/api/invitations", "users.manage", "Invitations and password resets, newest first"},
                                        [&access](const Request&, const NoQuery&) { return Page<Invitation>{access.invitations.list(), std::nullopt}; });
  router.post<NewInvitation, MadeInvitation>({"/api/invitations", "users.manage", "Adds a user with a link by which they choose a password; the link is told this once", 201},
                                             [&access](const Request& request, const NewInvitation& invitation) {
                                               check_may_manage(request.caller, invitation.role);
                                               return access.users.invite(invitation);
                                             });
  router.remove<NoQuery, NoAnswer>({"/api/invitations/{id}", "users.manage", "Takes an open link back"}, [&access](const Request& request, const NoQuery&) {
    access.invitations.revoke(id_in_path(request, 'v', "invitation"));
    return NoAnswer{};
  });
  router.post<NewReset, MadeInvitation>({"/api/password-resets", "users.manage", "Ends a user's password and sessions; makes a link by which they choose another", 201},
                                        [&access](const Request& request, const NewReset& reset) {
                                          auto id = read_user(reset.user);
                                          check_may_manage(request.caller, access.users.one(id).role);
                                          // Who has not come in yet gets their invitation anew.
                                          return access.invitations.make(id, access.users.one(id).signed_in_at ? Purpose::reset : Purpose::invitation);
                                        });
  router.post<NewSignInLink, SignInLink>({"/api/sign-in-links", "command_line", "A link that signs a user in once, within minutes", 201}, [&access](const Request&, const NewSignInLink& asked) {
    auto id = read_user(asked.user);
    return SignInLink{"/sign-in?link=" + access.links.make(id)};
  });
  router.get<NoQuery, AccessSettings>({"/api/access-settings", "users.manage", "What the company asks of everybody who signs in"},
                                      [&access](const Request&, const NoQuery&) { return access.second_factors.settings(); });
  router.patch<AccessSettings, AccessSettings>({"/api/access-settings", "access.manage", "Changes what the company asks of everybody who signs in"}, [&access](const Request&, const AccessSettings& settings) {
    access.second_factors.set(settings);
    return access.second_factors.settings();
  });
}

}  // namespace rights
