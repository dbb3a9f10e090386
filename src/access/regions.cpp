#include "access/regions.h"

#include <algorithm>
#include <set>

#include "access/audit.h"
#include "access/sessions.h"
#include "access/users.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/text.h"

namespace rights {
namespace {

using base::Error, base::ErrorCode;

constexpr std::string_view region_columns = "select 'r' || id, name, case when parent is null then null else 'r' || parent end, words from region ";

struct RegionRow {
  std::string id, name;
  std::optional<std::string> parent;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(RegionRow, (), (id, name, parent, words))

struct TeamRow {
  std::int64_t id = 0;
  std::string name, function;
  std::optional<std::string> region;
};
BOOST_DESCRIBE_STRUCT(TeamRow, (), (id, name, function, region))
constexpr std::string_view team_columns = "select id, name, function, case when region is null then null else 'r' || region end from team ";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

Region shown(const RegionRow& row) { return {row.id, row.name, row.parent, lines_of(row.words)}; }

std::string clean_word(const std::string& text, const char* field) {
  auto word = base::trim(base::stored(text));
  if (word.empty() || word.size() > base::limits::place_name_bytes || word.find('\n') != std::string::npos)
    throw base::invalid("A name must be one line of 1 to " + std::to_string(base::limits::place_name_bytes) + " bytes.", "Shorten it, or write one.", field);
  return word;
}

std::string words_text(const std::vector<std::string>& words) {
  if (words.size() > base::limits::region_words) throw base::invalid("A region has more than " + std::to_string(base::limits::region_words) + " words.", "Make regions below it.", "words");
  std::string text;
  for (const auto& word : words) text += clean_word(word, "words") + "\n";
  return text;
}

std::int64_t existing(store::Session& session, char kind, const std::string& id, const char* table, const char* field) {
  auto number = base::read_id(kind, id);
  if (!number || !session.one<int>("select 1 from " + std::string(table) + " where id = :i", *number))
    throw Error(ErrorCode::invalid, "There is no " + std::string(table) + " " + base::shown(id, 30) + ".", "Look at the list.", field);
  return *number;
}

std::optional<std::int64_t> region_id(store::Session& session, const std::optional<std::string>& id, const char* field) {
  if (!id || id->empty()) return std::nullopt;
  return existing(session, 'r', *id, "region", field);
}

Region region(store::Session& session, std::int64_t id) {
  auto row = session.one<RegionRow>(std::string(region_columns) + "where id = :i", id);
  if (!row) throw base::not_found("There is no such region.", "Look at the list of regions.");
  return shown(*row);
}

Team team(store::Session& session, std::int64_t id) {
  auto row = session.one<TeamRow>(std::string(team_columns) + "where id = :i", id);
  if (!row) throw base::not_found("There is no such team.", "Look at the list of teams.");
  Team told{base::show_id('t', row->id), row->name, row->function, row->region, {}};
  told.members = session.all<std::string>("select 'u' || user_account from team_member where team = :t order by user_account", id);
  return told;
}

std::vector<std::int64_t> users_of(store::Session& session, const std::vector<std::string>& ids) {
  if (ids.size() > base::limits::team_members) throw base::invalid("A team has more than " + std::to_string(base::limits::team_members) + " people.", "Make several.", "members");
  std::vector<std::int64_t> users;
  for (const auto& id : ids) users.push_back(existing(session, 'u', id, "user_account", "members"));
  return users;
}

// Every change of what somebody sees takes effect at their next request: what a session sees is asked each time.
void set_members(store::Session& session, std::int64_t team, const std::vector<std::string>& members) {
  session.run("delete from team_member where team = :t", team);
  for (auto user : users_of(session, members)) session.run("insert into team_member(team, user_account) values (:t, :u) on conflict (team, user_account) do nothing", team, user);
}

void refuse_taken(store::Session& session, const char* table, const std::string& name, std::int64_t but) {
  if (session.one<int>("select 1 from " + std::string(table) + " where name = :n and id <> :i", name, but))
    throw Error(ErrorCode::conflict, "There is \"" + name + "\" already.", "Take another name, or change that one.", "name");
}

void refuse_one_more(store::Session& session, const char* table, std::size_t most) {
  if (session.one<std::int64_t>("select count(*) from " + std::string(table)).value_or(0) < static_cast<std::int64_t>(most)) return;
  throw Error(ErrorCode::conflict, "There are " + std::to_string(most) + " " + table + "s already.", "Remove one that nobody needs, or change it.");
}

// Those of the regions that start the walk, and all below them.
constexpr std::string_view below = "select g.name, g.words from region g where g.id in (select id from down)";

std::vector<std::string> folded_words(const std::vector<RegionRow>& rows) {
  std::set<std::string> words;
  for (const auto& row : rows) {
    words.insert(base::folded(row.name));
    for (const auto& word : lines_of(row.words)) words.insert(base::folded(word));
  }
  words.erase("");
  return {words.begin(), words.end()};
}

template <class... P>
std::vector<std::string> walk(store::Session& session, std::string_view start, const P&... parameters) {
  std::vector<RegionRow> rows;
  // `union` and not `union all`: a ring would end too.
  auto sql = "with recursive down(id) as (" + std::string(start) + " union select c.id from region c join down d on c.parent = d.id) " + std::string(below);
  session.each(sql, [&](const store::Row& row) { rows.push_back({"", std::string(row.text(0)), std::nullopt, std::string(row.text(1))}); }, parameters...);
  return folded_words(rows);
}

}  // namespace

std::optional<std::vector<std::string>> Regions::seen_by_user(store::Session& session, std::int64_t user) {
  return walk(session, "select region from user_region where user_account = :u union select t.region from team t join team_member m on m.team = t.id where m.user_account = :v and t.region is not null", user, user);
}

std::vector<std::string> Regions::words_below(store::Session& session, std::int64_t region) { return walk(session, "select id from region where id = :r", region); }

std::vector<Region> Regions::list() const {
  std::vector<Region> all;
  for (const auto& row : database_.reading([](store::Session& session) { return session.all<RegionRow>(std::string(region_columns) + "order by name"); })) all.push_back(shown(row));
  return all;
}

Region Regions::add(const NewRegion& asked) {
  auto name = clean_word(asked.name, "name");
  auto words = words_text(asked.words);
  return database_.writing([&](store::Session& session) {
    refuse_taken(session, "region", name, 0);
    refuse_one_more(session, "region", base::limits::regions);
    auto id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from region").value();
    session.run("insert into region(id, name, parent, words) values (:i, :n, :p, :w)", id, name, region_id(session, asked.parent, "parent"), words);
    Audit::record(session, {.verb = "region.add", .object = "region", .id = base::show_id('r', id), .details = {{"name", name}}});
    return region(session, id);
  });
}

Region Regions::change(std::int64_t id, const RegionChange& asked) {
  return database_.writing([&](store::Session& session) {
    auto before = region(session, id);
    auto name = asked.name ? clean_word(*asked.name, "name") : before.name;
    refuse_taken(session, "region", name, id);
    auto parent = region_id(session, asked.parent ? asked.parent : before.parent, "parent");
    for (auto above = parent; above; above = session.one<std::optional<std::int64_t>>("select parent from region where id = :i", *above).value_or(std::nullopt))
      if (*above == id) throw Error(ErrorCode::invalid, "A region can't be below itself.", "Choose another region above it.", "parent");
    session.run("update region set name = :n, parent = :p, words = :w where id = :i", name, parent, words_text(asked.words ? *asked.words : before.words), id);
    auto after = region(session, id);
    base::JsonObject details{{"name", after.name}};
    audit_change(details, "parent", before.parent.value_or(""), after.parent.value_or(""));
    audit_change(details, "words", before.words, after.words);
    Audit::record(session, {.verb = "region.change", .object = "region", .id = after.id, .details = details});
    return after;
  });
}

void Regions::remove(std::int64_t id) {
  database_.write([&](store::Session& session) {
    auto gone = region(session, id);
    // Taken away from under somebody it could make them see more, or nothing: first it must be nobody's.
    for (const char* sql : {"select 1 from region where parent = :i limit 1", "select 1 from team where region = :i limit 1", "select 1 from user_region where region = :i limit 1", "select 1 from api_key where region = :i and removed_at is null limit 1"})
      if (session.one<int>(sql, id)) throw Error(ErrorCode::conflict, "This region is in use.", "Take it from the people, teams, keys and regions that have it first.");
    session.run("update api_key set region = null where region = :i", id);
    session.run("delete from region where id = :i", id);
    Audit::record(session, {.verb = "region.remove", .object = "region", .id = gone.id, .details = {{"name", gone.name}}});
  });
}

std::vector<Team> Regions::teams() const {
  return database_.reading([](store::Session& session) {
    std::vector<Team> all;
    for (auto id : session.all<std::int64_t>("select id from team order by name")) all.push_back(team(session, id));
    return all;
  });
}

Team Regions::add(const NewTeam& asked) {
  auto name = clean_word(asked.name, "name");
  auto function = asked.function.empty() ? std::string() : clean_word(asked.function, "function");
  return database_.writing([&](store::Session& session) {
    refuse_taken(session, "team", name, 0);
    refuse_one_more(session, "team", base::limits::teams);
    auto id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from team").value();
    session.run("insert into team(id, name, function, region) values (:i, :n, :f, :r)", id, name, function, region_id(session, asked.region, "region"));
    set_members(session, id, asked.members);
    auto made = team(session, id);
    Audit::record(session, {.verb = "team.add", .object = "team", .id = made.id, .details = {{"name", name}, {"members", base::to_json(made.members)}}});
    return made;
  });
}

Team Regions::change(std::int64_t id, const TeamChange& asked) {
  return database_.writing([&](store::Session& session) {
    auto before = team(session, id);
    auto name = asked.name ? clean_word(*asked.name, "name") : before.name;
    refuse_taken(session, "team", name, id);
    auto function = asked.function ? (asked.function->empty() ? std::string() : clean_word(*asked.function, "function")) : before.function;
    session.run("update team set name = :n, function = :f, region = :r where id = :i", name, function, region_id(session, asked.region ? asked.region : before.region, "region"), id);
    if (asked.members) set_members(session, id, *asked.members);
    auto after = team(session, id);
    base::JsonObject details{{"name", after.name}};
    audit_change(details, "region", before.region.value_or(""), after.region.value_or(""));
    audit_change(details, "members", before.members, after.members);
    Audit::record(session, {.verb = "team.change", .object = "team", .id = after.id, .details = details});
    return after;
  });
}

void Regions::remove_team(std::int64_t id) {
  database_.write([&](store::Session& session) {
    auto gone = team(session, id);
    session.run("delete from team_member where team = :t", id);
    session.run("delete from team where id = :t", id);
    Audit::record(session, {.verb = "team.remove", .object = "team", .id = gone.id, .details = {{"name", gone.name}}});
  });
}

namespace {

Place place(store::Session& session, std::int64_t user) {
  auto sight = session.one<Sight>("select sight from user_account where id = :u", user);
  if (!sight) throw base::not_found("There is no such user.", "Look at the list of users.");
  return {*sight, session.all<std::string>("select 'r' || region from user_region where user_account = :u order by region", user),
          session.all<std::string>("select 't' || team from team_member where user_account = :u order by team", user)};
}

}  // namespace

Place Regions::place_of(std::int64_t user) const {
  return database_.reading([&](store::Session& session) { return place(session, user); });
}

Place Regions::set_place(std::int64_t user, const Place& asked) {
  return database_.writing([&](store::Session& session) {
    auto before = place(session, user);
    if (asked.sight == Sight::regions && session.one<int>("select 1 from user_account where id = :u and role = :r", user, Role::admin))
      throw Error(ErrorCode::conflict, "Administrators see the whole company.", "Give another role first.", "sight");
    session.run("update user_account set sight = :s where id = :u", asked.sight, user);
    session.run("delete from user_region where user_account = :u", user);
    session.run("delete from team_member where user_account = :u", user);
    for (const auto& id : asked.regions) session.run("insert into user_region(user_account, region) values (:u, :r) on conflict (user_account, region) do nothing", user, existing(session, 'r', id, "region", "regions"));
    for (const auto& id : asked.teams) session.run("insert into team_member(team, user_account) values (:t, :u) on conflict (team, user_account) do nothing", existing(session, 't', id, "team", "teams"), user);
    auto after = place(session, user);
    base::JsonObject details;
    audit_change(details, "sight", before.sight, after.sight);
    audit_change(details, "regions", before.regions, after.regions);
    audit_change(details, "teams", before.teams, after.teams);
    Audit::record(session, {.verb = "user.place", .object = "user", .id = base::show_id('u', user), .details = details});
    return after;
  });
}

}  // namespace rights
