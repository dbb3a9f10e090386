#include "journey/map/routes.h"

#include "http/query.h"
#include "journey/map/comments.h"
#include "journey/map/coverage.h"
#include "journey/map/presence.h"
#include "journey/map/propose.h"
#include "journey/map/templates.h"

namespace journey {
namespace {

using http::NoQuery, http::Page, http::Request;

// What is left out stays.
struct MapChange {
  std::optional<bool> removed;
};
BOOST_DESCRIBE_STRUCT(MapChange, (), (removed))

struct RevisionQuery {
  std::optional<std::int64_t> revision;   // the newest when left out
};
BOOST_DESCRIBE_STRUCT(RevisionQuery, (), (revision))

struct SinceQuery {
  std::optional<std::int64_t> since;      // those after this revision
};
BOOST_DESCRIBE_STRUCT(SinceQuery, (), (since))

struct PageQuery {
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (limit, cursor))

struct RestoreAsked {
  std::int64_t revision = 0;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(RestoreAsked, (), (revision))

std::int64_t number_in_path(const Request& request, const char* name) { return http::read_query_value<std::int64_t>(name, request.parameter(name)); }

// The revision that the sender of a whole map has: If-Match: "12".
std::optional<std::int64_t> expected_revision(const Request& request) {
  std::string text(request.header("if-match"));
  if (text.empty() || text == "*") return std::nullopt;
  std::erase(text, '"');
  return http::read_query_value<std::int64_t>("If-Match", text);
}

void add_documents(http::Router& router, const std::shared_ptr<Maps>& maps) {
  router.get<MapQuery, Page<MapListed>>({"/api/journeys", "journeys.read", "Journey maps, by name"}, [maps](const Request&, const MapQuery& query) { return maps->list(query); });
  router.post<NewMap, MapStored>({"/api/journeys", "journeys.edit", "Makes a journey map from a template", 201}, [maps](const Request& request, const NewMap& asked) { return maps->add(map_of(asked), request.caller); });
  router.get<RevisionQuery, MapStored>({"/api/journeys/{key}", "journeys.read", "A journey map, as it is or as it was"},
                                       [maps](const Request& request, const RevisionQuery& query) { return maps->one(request.parameter("key"), query.revision); });
  router.put<Map, MapStored>({"/api/journeys/{key}", "journeys.edit", "Adds or replaces a journey map as a whole; with If-Match only at that revision"},
                             [maps](const Request& request, const Map& map) { return maps->put(request.parameter("key"), map, expected_revision(request), request.caller); });
  router.patch<MapChange, MapListed>({"/api/journeys/{key}", "journeys.edit", "Removes a journey map, or brings it back within 30 days"},
                                     [maps](const Request& request, const MapChange& change) { return maps->remove(request.parameter("key"), change.removed.value_or(false), request.caller); });
  router.remove<NoQuery, MapListed>({"/api/journeys/{key}", "journeys.edit", "Removes a journey map; PATCH with removed: false brings it back for 30 days"},
                                    [maps](const Request& request, const NoQuery&) { return maps->remove(request.parameter("key"), true, request.caller); });
}

void add_changes(http::Router& router, const std::shared_ptr<Maps>& maps) {
  router.post<MapEdits, MapEdited>({"/api/journeys/{key}/edits", "journeys.edit", "Applies edits to the newest document; tells all that happened since the sender's"},
                                   [maps](const Request& request, const MapEdits& asked) { return maps->edit(request.parameter("key"), asked, request.caller); });
  router.get<SinceQuery, Page<MapRevision>>({"/api/journeys/{key}/edits", "journeys.read", "What changed since a revision: at most the newest 500"},
                                            [maps](const Request& request, const SinceQuery& query) { return maps->since(request.parameter("key"), query.since.value_or(0)); });
  router.get<PageQuery, Page<MapVersion>>({"/api/journeys/{key}/versions", "journeys.read", "Versions of a journey map, newest first"},
                                          [maps](const Request& request, const PageQuery& query) { return maps->versions(request.parameter("key"), query.limit, query.cursor); });
  router.patch<VersionName, MapVersion>({"/api/journeys/{key}/versions/{revision}", "journeys.edit", "Names a version, so that it stays"},
                                        [maps](const Request& request, const VersionName& name) { return maps->name(request.parameter("key"), number_in_path(request, "revision"), name, request.caller); });
  router.get<NoQuery, Page<MapDifference>>({"/api/journeys/{key}/versions/{before}/compare/{after}", "journeys.read", "What differs between two versions"}, [maps](const Request& request, const NoQuery&) {
    return maps->compare(request.parameter("key"), number_in_path(request, "before"), number_in_path(request, "after"));
  });
  router.post<RestoreAsked, MapStored>({"/api/journeys/{key}/restore", "journeys.edit", "Makes the document of an old version the newest"},
                                       [maps](const Request& request, const RestoreAsked& asked) { return maps->restore(request.parameter("key"), asked.revision, request.caller); });
}

void add_people(http::Router& router, store::Database& database, const std::shared_ptr<Maps>& maps) {
  auto comments = std::make_shared<MapComments>(database);
  auto presence = std::make_shared<Presence>();
  router.get<NoQuery, Page<MapComment>>({"/api/journeys/{key}/comments", "journeys.read", "Comments on a journey map, oldest first"},
                                        [comments](const Request& request, const NoQuery&) { return comments->list(request.parameter("key"), request.caller); });
  router.get<NoQuery, Page<Mention>>({"/api/mentions", "journeys.read", "Comments on journey maps that mention whoever asks and are not settled, newest first"},
                                     [comments](const Request& request, const NoQuery&) { return comments->mentions(request.caller); });
  router.post<NewComment, MapComment>({"/api/journeys/{key}/comments", "journeys.comment", "Comments on a place of a journey map", 201},
                                      [comments](const Request& request, const NewComment& asked) { return comments->add(request.parameter("key"), asked, request.caller); });
  router.patch<CommentChange, MapComment>({"/api/journeys/{key}/comments/{id}", "journeys.comment", "Settles, changes, removes or brings back a comment"},
                                          [comments](const Request& request, const CommentChange& change) { return comments->change(request.parameter("key"), request.parameter("id"), change, request.caller); });
  router.post<PresenceAsked, Page<Visitor>>({"/api/journeys/{key}/presence", "journeys.read", "Says that one looks at a journey map, and where; tells who else does on this node"}, [maps, presence](const Request& request, const PresenceAsked& asked) {
    maps->must_be_there(request.parameter("key"));
    return presence->here(request.parameter("key"), asked, request.caller);
  });
}

// What stands on a map beside what there is.
void add_data(http::Router& router, Index* index, const std::shared_ptr<Maps>& maps) {
  router.post<ProposeAsked, Map>({"/api/journeys/propose", "journeys.read", "A journey map out of the data, for a person to correct; it is not stored", 200, true},
                                 [index, maps](const Request&, const ProposeAsked& asked) {
                                   auto map = propose(*index, asked);
                                   map.key = maps->free_key(map.key);
                                   return map;
                                 });
  router.get<CoverageQuery, Coverage>({"/api/journeys/{key}/coverage", "journeys.read", "What the matchers of a journey map hold, and what none of them does", 200, true},
                                      [index, maps](const Request& request, const CoverageQuery& query) { return coverage(*index, maps->one(request.parameter("key")).map, query); });
}

}  // namespace

void add_map_routes(http::Router& router, store::Database& database, Index* index) {
  auto maps = std::make_shared<Maps>(database);
  add_documents(router, maps);
  add_changes(router, maps);
  add_people(router, database, maps);
  add_data(router, index, maps);
}

}  // namespace journey
