#include "journey/map/comments.h"

#include "access/audit.h"
#include "access/types.h"
#include "base/text.h"
#include "journey/map/rows.h"
#include "journey/who.h"

namespace journey {
namespace {

using base::Error, base::ErrorCode;
namespace limits = base::limits;

struct CommentRow {
  std::int64_t id = 0, map = 0;
  std::string path, said, mentions, by_id, by_name;
  base::Time at;
  std::optional<base::Time> changed_at, resolved_at;
  std::optional<std::string> resolved_by;
  std::optional<base::Time> removed_at;
};
BOOST_DESCRIBE_STRUCT(CommentRow, (), (id, map, path, said, mentions, by_id, by_name, at, changed_at, resolved_at, resolved_by, removed_at))
constexpr std::string_view columns = "select id, map, path, said, mentions, by_id, by_name, at, changed_at, resolved_at, resolved_by, removed_at from journey_comment ";

std::optional<std::string> name_of(store::Session& session, const std::string& id) {
  auto number = base::read_id('u', id);
  return number ? session.one<std::string>("select case when name = '' then email else name end from user_account where id = :i", *number) : std::nullopt;
}

MapComment shown(store::Session& session, const CommentRow& row, const http::Caller& who) {
  MapComment comment{base::show_id('n', row.id), row.path, row.said, {}, row.by_name, row.by_id == id_of(who), row.at, row.changed_at, row.resolved_at, row.resolved_by, row.removed_at};
  for (const auto& id : base::from_json<std::vector<std::string>>(base::parse_json(row.mentions)))
    if (auto name = name_of(session, id)) comment.mentions.push_back({id, *name});
  return comment;
}

std::string clean_text(const std::string& asked) {
  auto text = base::trim(base::stored(asked));
  if (text.empty() || text.size() > limits::journey_text_bytes) throw base::invalid("A comment has 1 to " + std::to_string(limits::journey_text_bytes) + " bytes.", "Shorten it, or write one.", "text");
  return text;
}

std::string clean_mentions(store::Session& session, std::vector<std::string> asked) {
  if (asked.size() > limits::journey_mentions) throw base::invalid("More than " + std::to_string(limits::journey_mentions) + " people are mentioned.", "Mention a few.", "mentions");
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  for (const auto& id : asked)
    if (!name_of(session, id)) throw base::invalid("Nobody who works here is " + base::shown(id, 40) + ".", "GET /api/colleagues tells their ids.", "mentions");
  return base::to_json_text(asked);
}

bool is_gone(const CommentRow& row) { return row.removed_at && row.removed_at->micros < base::now().micros - Maps::kept_days * base::day; }

void note(store::Session& session, const char* verb, const MapRow& map, const CommentRow& row) {
  rights::Audit::record(session, {.verb = verb, .object = "journey", .id = map.key, .details = {{"comment", base::show_id('n', row.id)}, {"path", row.path}}});
}

}  // namespace

http::Page<MapComment> MapComments::list(const std::string& key, const http::Caller& who) const {
  http::Page<MapComment> page;
  database_.read([&](store::Session& session) {
    auto map = existing_map(session, key);
    for (const auto& row : session.all<CommentRow>(std::string(columns) + "where map = :m and removed_at is null order by id", map.id)) page.items.push_back(shown(session, row, who));
  });
  return page;
}

http::Page<Mention> MapComments::mentions(const http::Caller& who) const {
  constexpr std::size_t most = 200;
  auto me = "\"" + id_of(who) + "\"";   // as it stands in the list
  http::Page<Mention> page;
  database_.read([&](store::Session& session) {
    std::map<std::int64_t, std::pair<std::string, std::string>> maps;
    session.each("select id, key, name from journey_map where removed_at is null", [&](const store::Row& row) { maps[row.integer(0)] = {std::string(row.text(1)), std::string(row.text(2))}; });
    for (const auto& row : session.all<CommentRow>(std::string(columns) + "where removed_at is null and resolved_at is null and mentions <> '[]' order by id desc")) {
      auto map = maps.find(row.map);
      if (map == maps.end() || page.items.size() == most || row.mentions.find(me) == std::string::npos) continue;
      page.items.push_back({shown(session, row, who), map->second.first, map->second.second});
    }
  });
  return page;
}

MapComment MapComments::add(const std::string& key, const NewComment& asked, const http::Caller& who) {
  auto text = clean_text(asked.text);
  return database_.writing([&](store::Session& session) {
    auto map = existing_map(session, key);
    if (!is_place(map.map(), asked.path)) throw base::invalid("The map has no \"" + base::shown(asked.path) + "\".", "Write a path as edits have it: touchpoints/KEY, stages/KEY, touchpoints/KEY/promise; \"\" is the map.", "path");
    if (session.one<std::int64_t>("select count(*) from journey_comment where map = :m", map.id).value_or(0) >= static_cast<std::int64_t>(limits::journey_comments))
      throw Error(ErrorCode::conflict, "There are " + std::to_string(limits::journey_comments) + " comments on this map already.", "Write it somewhere else, or copy the map.");
    CommentRow row{.map = map.id, .path = asked.path, .said = text, .mentions = clean_mentions(session, asked.mentions), .by_id = id_of(who), .by_name = who.name, .at = base::now(), .changed_at = {}, .resolved_at = {}, .resolved_by = {}, .removed_at = {}};
    row.id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from journey_comment").value();
    session.run("insert into journey_comment(id, map, path, said, mentions, by_id, by_name, at) values (:i, :m, :p, :s, :n, :b, :w, :t)", row.id, row.map, row.path, row.said, row.mentions, row.by_id, row.by_name, row.at);
    touch_map(session, map.id);
    note(session, "journey.comment", map, row);
    return shown(session, row, who);
  });
}

MapComment MapComments::change(const std::string& key, const std::string& id, const CommentChange& change, const http::Caller& who) {
  return database_.writing([&](store::Session& session) {
    auto map = existing_map(session, key);
    auto number = base::read_id('n', id);
    auto found = number ? session.one<CommentRow>(std::string(columns) + "where id = :i and map = :m", *number, map.id) : std::nullopt;
    if (!found || is_gone(*found)) throw base::not_found("There is no comment " + base::shown(id, 30) + " on this map.", "GET /api/journeys/" + key + "/comments lists them.");
    auto row = *found;
    bool mine = row.by_id == id_of(who), is_operator = who.kind == http::Caller::Kind::operator_;
    auto role = base::enum_value<rights::Role>(who.role);
    if ((change.text || change.mentions) && !mine && !is_operator) throw Error(ErrorCode::forbidden, "This comment is " + row.by_name + "'s.", "Write one of your own.");
    if (change.removed && !mine && !is_operator && !(role && *role >= rights::Role::manager)) throw Error(ErrorCode::forbidden, "This comment is " + row.by_name + "'s.", "Settle it, or ask them or a manager to remove it.");
    auto now = base::now();
    if (change.text) row.said = clean_text(*change.text), row.changed_at = now;
    if (change.mentions) row.mentions = clean_mentions(session, *change.mentions);
    if (change.resolved && *change.resolved != row.resolved_at.has_value()) {
      row.resolved_at = *change.resolved ? std::optional(now) : std::nullopt;
      row.resolved_by = *change.resolved ? std::optional(who.name) : std::nullopt;
    }
    if (change.removed && *change.removed != row.removed_at.has_value()) row.removed_at = *change.removed ? std::optional(now) : std::nullopt;
    session.run("update journey_comment set said = :s, mentions = :n, changed_at = :c, resolved_at = :r, resolved_by = :b, removed_at = :d where id = :i", row.said, row.mentions, row.changed_at, row.resolved_at, row.resolved_by,
                row.removed_at, row.id);
    touch_map(session, map.id);
    note(session, row.removed_at && !found->removed_at ? "journey.comment_remove" : "journey.comment_change", map, row);
    return shown(session, row, who);
  });
}

void MapComments::forget(store::Database& database, const std::function<bool(std::string_view)>& mentions) {
  std::vector<std::int64_t> ids;
  database.read([&](store::Session& session) {
    session.each("select id, said from journey_comment", [&](const store::Row& row) {
      if (mentions(row.text(1))) ids.push_back(row.integer(0));
    });
  });
  if (ids.empty()) return;
  database.write([&](store::Session& session) {
    for (auto id : ids) session.run("update journey_comment set said = '', mentions = '[]', removed_at = 0 where id = :i", id);
  });
}

}  // namespace journey
