#include "access/routes.h"

namespace rights {

void add_place_routes(http::Router& router, Access& access) {
  using http::NoAnswer, http::NoQuery, http::Page, http::Request;
  router.get<NoQuery, Page<Region>>({"/api/regions", "users.manage", "Regions, by name"}, [&access](const Request&, const NoQuery&) { return Page<Region>{access.regions.list(), std::nullopt}; });
  router.post<NewRegion, Region>({"/api/regions", "users.manage", "Adds a region", 201}, [&access](const Request&, const NewRegion& region) { return access.regions.add(region); });
  router.patch<RegionChange, Region>({"/api/regions/{id}", "users.manage", "Changes a region"},
                                     [&access](const Request& request, const RegionChange& change) { return access.regions.change(id_in_path(request, 'r', "region"), change); });
  router.remove<NoQuery, NoAnswer>({"/api/regions/{id}", "users.manage", "Removes a region that nobody has"}, [&access](const Request& request, const NoQuery&) {
    access.regions.remove(id_in_path(request, 'r', "region"));
    return NoAnswer{};
  });
  router.get<NoQuery, Page<Team>>({"/api/teams", "users.manage", "Teams, by name"}, [&access](const Request&, const NoQuery&) { return Page<Team>{access.regions.teams(), std::nullopt}; });
  router.post<NewTeam, Team>({"/api/teams", "users.manage", "Adds a team", 201}, [&access](const Request&, const NewTeam& team) { return access.regions.add(team); });
  router.patch<TeamChange, Team>({"/api/teams/{id}", "users.manage", "Changes a team"},
                                 [&access](const Request& request, const TeamChange& change) { return access.regions.change(id_in_path(request, 't', "team"), change); });
  router.remove<NoQuery, NoAnswer>({"/api/teams/{id}", "users.manage", "Removes a team"}, [&access](const Request& request, const NoQuery&) {
    access.regions.remove_team(id_in_path(request, 't', "team"));
    return NoAnswer{};
  });
  router.get<NoQuery, Place>({"/api/users/{id}/place", "users.manage", "Which customers a user sees, and their teams"},
                             [&access](const Request& request, const NoQuery&) { return access.regions.place_of(id_in_path(request, 'u', "user")); });
  router.put<Place, Place>({"/api/users/{id}/place", "users.manage", "Says which customers a user sees, and their teams"},
                           [&access](const Request& request, const Place& place) {
                             return access.regions.set_place(managed_user(access, request), place);
                           });
}

}  // namespace rights
