#include "journey/feed.h"

#include "journey/promised.h"
#include "record/briefs.h"
#include "record/profiles.h"

namespace journey {
namespace {

constexpr std::int64_t probes_taken = 16;

struct Noticed {
  Position id = 0;
  record::NoticeKind kind = record::NoticeKind::profile_changed;
  std::int64_t subject = 0;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(Noticed, (), (id, kind, subject, detail))

// What the notices ask to be read anew.
struct ToRead {
  std::vector<CustomerId> traits, erased;
  std::vector<std::int64_t> merges;
  bool all_joins = false;
};

std::vector<Joined::Member> all_joined(store::Session& session) {
  std::vector<Joined::Member> members;
  CustomerId last = 0;
  session.each("select id, merged_into from customer where merged_into is not null order by merged_into, id", [&](const store::Row& row) {
    auto root = row.integer(1);
    if (root != last) members.push_back({root, root});
    members.push_back({row.integer(0), last = root});
  });
  return members;
}

// The persons that a merge joined or parted, as they are now. False when it is not there any more.
bool read_persons(store::Session& session, std::int64_t merge, std::vector<CustomerId>& profiles, std::vector<Joined::Member>& members) {
  auto roots = session.all<CustomerId>("select distinct coalesce(c.merged_into, c.id) from merge m join customer c on c.id in (m.a, m.b) where m.id = :i", merge);
  for (auto root : roots) {
    auto all = record::joined_profiles(session, root);
    for (auto profile : all) {
      profiles.push_back(profile);
      if (all.size() > 1) members.push_back({profile, root});
    }
  }
  return !roots.empty();
}

void read_joins(store::Session& session, const View& view, ToRead& to_read, Change& change) {
  std::vector<Joined::Member> members;
  for (auto merge : to_read.merges) to_read.all_joins |= !read_persons(session, merge, change.regrouped, members);
  if (to_read.all_joins) {
    auto now = std::make_shared<Joined>(all_joined(session));
    for (const auto& member : now->members())
      if (view.joined->root(member.profile) != member.root || view.joined->of(member.root).size() != now->of(member.root).size()) change.regrouped.push_back(member.profile);
    for (const auto& member : view.joined->members())
      if (now->of(now->root(member.profile)).size() != view.joined->of(member.root).size() || now->root(member.profile) != member.root) change.regrouped.push_back(member.profile);
    change.joined = now;
  } else if (!to_read.merges.empty()) {
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.profile < b.profile; });
    members.erase(std::unique(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.profile == b.profile; }), members.end());
    change.joined = std::make_shared<Joined>(view.joined->with(change.regrouped, members));
  }
}

Gone undone_import(store::Session& session, const Noticed& notice) {
  auto detail = base::parse_json(notice.detail).as_object();
  Gone gone{.at = notice.id, .first = detail["first"].to_number<Position>(), .last = detail["last"].to_number<Position>()};
  if (gone.first == 0) gone.last = -1;
  // The notice comes before they go: what is of others stays, whether the rest is still there or not.
  gone.still_there = session.all<Position>("select id from interaction where id between :a and :b and (import is null or import <> :i) order by id", gone.first, gone.last, notice.subject);
  return gone;
}

// What was said of a person, later over earlier, whichever profile it was said of (as record/customers.cpp has it).
base::JsonObject said_of(store::Session& session, const Joined& joined, CustomerId person) {
  struct Said {
    std::int64_t at;
    CustomerId profile;
    std::string traits;
  };
  std::vector<Said> all;
  auto read = [&](CustomerId profile) {
    session.each("select coalesce(traits_at, 0), id, traits from customer where id = :i", [&](const store::Row& row) { all.push_back({row.integer(0), row.integer(1), std::string(row.text(2))}); }, profile);
  };
  auto profiles = joined.of(person);
  if (profiles.empty()) read(person);
  for (const auto& member : profiles) read(member.profile);
  std::sort(all.begin(), all.end(), [](const Said& a, const Said& b) { return std::tie(a.at, a.profile) < std::tie(b.at, b.profile); });
  base::JsonObject said;
  for (const auto& one : all) {
    if (one.traits == "{}") continue;
    const auto traits = base::parse_json(one.traits).as_object();
    for (const auto& [key, value] : traits) said.insert_or_assign(key, value);
  }
  return said;
}

}  // namespace

Feed::Feed(store::Database& database, const record::Dictionary& dictionary, Dimensions& dimensions)
    : database_(database), dictionary_(dictionary), dimensions_(dimensions), columns_("id, customer, at, activity, score_kind, score, sentiment, source, direction, language, topic, amount, currency, properties") {
  for (const auto& one : dimensions.all()) {
    reads_properties_ |= one.kind == DimensionKind::property;
    reads_conversation_ |= one.kind == DimensionKind::field && one.key == declared_field;
  }
  if (reads_conversation_) columns_ += ", conversation";
}

Code Feed::source_code(std::int64_t source) {
  auto place = static_cast<std::size_t>(source);
  if (place >= sources_.size()) sources_.resize(place + 1);
  if (!sources_[place]) sources_[place] = dimensions_.code(0, dictionary_.source_name(static_cast<std::int32_t>(source)));
  return sources_[place];
}

void Feed::each_interaction(store::Session& session, Position after, Position upto, std::int64_t most, const std::function<void(const Event&, const Code*)>& visit) {
  dictionary_.refresh(session);   // words that another node made
  std::vector<Code> codes(dimensions_.of_interactions());
  for (auto direction : {record::Direction::none, record::Direction::in, record::Direction::out}) directions_[static_cast<std::size_t>(direction)] = dimensions_.code(1, base::enum_name(direction));
  session.each("select " + columns_ + " from interaction where id > :p and id <= :u order by id limit :n", [&](const store::Row& row) {
    std::optional<record::Score> score;
    if (!row.is_null(4)) score = record::Score{static_cast<record::ScoreKind>(row.integer(4)), row.is_null(5) ? 0 : row.real(5)};
    std::optional<double> sentiment;
    if (!row.is_null(6)) sentiment = row.real(6);
    auto feeling = record::feeling_of(score, sentiment);
    Event event{.profile = row.integer(1), .at = row.integer(2), .position = row.integer(0), .activity = static_cast<std::uint32_t>(row.integer(3)),
                .experience = dimensions_.experiences.code(Experience::of(score, sentiment)), .feeling = feeling == record::Brief::no_feeling ? Event::no_feeling : static_cast<std::int8_t>(feeling)};
    codes[0] = source_code(row.integer(7));
    codes[1] = directions_[static_cast<std::size_t>(row.integer(8))];
    codes[2] = row.is_null(9) ? 0 : dimensions_.code(2, row.text(9));
    codes[3] = row.is_null(10) ? 0 : dimensions_.code(3, row.text(10));
    if (!row.is_null(11)) event.amount = row.integer(11);
    codes[4] = row.is_null(12) ? 0 : dimensions_.code(4, row.text(12));
    auto text = row.is_null(13) ? std::string_view() : std::string_view(row.text(13));
    auto promise = promised(text, event.at);
    if (promise.due) event.due = *promise.due;
    codes[5] = promise.kept ? dimensions_.code(5, *promise.kept ? "kept" : "broken") : 0;
    auto properties = !reads_properties_ || text.empty() ? base::JsonObject() : base::parse_json(text).as_object();
    for (std::size_t d = Dimensions::built_in; d < codes.size(); ++d) {
      const auto& dimension = dimensions_.all()[d];
      if (dimension.kind == DimensionKind::field) codes[d] = row.is_null(14) ? 0 : dimensions_.code(d, row.text(14));
      else codes[d] = properties.empty() ? 0 : dimensions_.code(d, Dimensions::value_at(properties, dimension.key));
    }
    visit(event, codes.data());
  }, after, upto, most);
}

void Feed::read_notices(store::Session& session, const View& view, Read& read) {
  using record::NoticeKind;
  ToRead to_read;
  session.each("select id, kind, subject, detail from notice where id > :p and id <= :u order by id", [&](const store::Row& row) {
    Noticed notice{row.integer(0), static_cast<NoticeKind>(row.integer(1)), row.integer(2), row.is_null(3) ? std::string() : std::string(row.text(3))};
    switch (notice.kind) {
      case NoticeKind::profile_changed: to_read.traits.push_back(notice.subject); return;
      case NoticeKind::joined: case NoticeKind::parted: to_read.merges.push_back(notice.subject); return;
      case NoticeKind::import_undone: read.change.gone.push_back(undone_import(session, notice)); return;
      case NoticeKind::erased:
        read.change.gone.push_back({.at = notice.id, .profiles = session.all<CustomerId>("select customer from erased_profile where erasure = :e order by customer", notice.subject)});
        to_read.erased.insert(to_read.erased.end(), read.change.gone.back().profiles.begin(), read.change.gone.back().profiles.end());
        read.erased = true;
        break;
      case NoticeKind::taken_away: break;
    }
    to_read.all_joins = true;   // merges may have gone without a word of each
  }, view.position, read.change.last);
  read_joins(session, view, to_read, read.change);
  if (!dimensions_.of_customers()) return;
  to_read.traits.insert(to_read.traits.end(), read.change.regrouped.begin(), read.change.regrouped.end());
  if (to_read.traits.empty() && to_read.erased.empty()) return;
  auto traits = traits_of(session, read.change.joined ? *read.change.joined : *view.joined, to_read.traits);
  for (auto profile : to_read.erased) traits.push_back({profile, std::vector<Code>(dimensions_.of_customers())});   // whether they are gone from the table yet or not
  read.change.traits = std::make_shared<Traits>(view.traits->with(traits));
}

std::vector<Traits::Change> Feed::traits_of(store::Session& session, const Joined& joined, const std::vector<CustomerId>& profiles) {
  std::vector<CustomerId> people;
  for (auto profile : profiles) people.push_back(joined.root(profile));
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  std::vector<Traits::Change> changes;
  const auto first = dimensions_.of_interactions();
  for (auto person : people) {
    Traits::Change change{person, std::vector<Code>(dimensions_.of_customers())};
    const auto said = said_of(session, joined, person);
    if (!said.empty())
      for (std::size_t d = 0; d < change.codes.size(); ++d) change.codes[d] = dimensions_.code(first + d, Dimensions::value_at(said, dimensions_.all()[first + d].key));
    changes.push_back(std::move(change));
  }
  return changes;
}

Feed::Read Feed::read(const View& view, std::size_t most) {
  Read read{.change = {.last = view.position, .events = {view.dimensions, {}, {}}, .activities = view.activities}};
  database_.read([&](store::Session& session) {
    read.committed = record::last_position(session);
    if (read.committed <= view.position) return;
    each_interaction(session, view.position, read.committed, static_cast<std::int64_t>(most), [&](const Event& event, const Code* codes) {
      read.change.events.add(event, codes);
      read.change.activities = std::max(read.change.activities, event.activity + 1);
    });
    read.change.last = read.change.events.list.size() == most ? read.change.events.list.back().position : read.committed;
    read_notices(session, view, read);
  });
  return read;
}

std::vector<Feed::Probe> Feed::probes(Position upto) const {
  return database_.reading([&](store::Session& session) {
    std::vector<Probe> probes;
    for (std::int64_t i = 1; i <= probes_taken; ++i)
      if (auto probe = session.one<Probe>("select id, customer, at, activity, received_at from interaction where id <= :p order by id desc limit 1", upto / probes_taken * i + (i == probes_taken ? upto % probes_taken : 0)))
        if (probes.empty() || probes.back() != *probe) probes.push_back(*probe);
    return probes;
  });
}

bool Feed::is_of(const std::vector<Probe>& probes, Position upto) const {
  return database_.reading([&](store::Session& session) {
    if (record::last_position(session) < upto) return false;
    std::size_t same = 0;
    for (const auto& probe : probes) {
      auto found = session.one<Probe>("select id, customer, at, activity, received_at from interaction where id = :i", probe.id);
      if (found && *found != probe) return false;
      same += found.has_value();
    }
    return same > 0;
  });
}

}  // namespace journey
