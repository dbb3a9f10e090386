// Customers by identifier and by search, the better first.
//
// What was typed may fit a million people. They are taken in chunks, those with the higher number first, filtered, and
// ranked among the chunk. A cursor names the chunk and the last one shown in it, never a count: pages neither repeat nor
// leave out anybody because somebody else came in meanwhile. Only who is shown is read in full.
#include <charconv>

#include "base/ids.h"
#include "base/text.h"
#include "record/customers.h"
#include "record/person_table.h"
#include "record/profiles.h"
#include "record/search.h"
#include "record/timeline_table.h"
#include "record/visibility.h"

namespace record {
namespace {

constexpr std::size_t chunk_people = 120;
constexpr int chunks_a_page = 5;   // looked through for one answer; a filter that lets few pass gives short pages with a `next`

// Where a page begins: behind `last` in the chunk of people below `top`.
struct Place {
  std::int64_t first_top = 0, top = 0;
  std::int64_t rank = -1, last_at = 0, id = 0;

  std::string text() const { return std::to_string(first_top) + "." + std::to_string(top) + "." + std::to_string(rank) + "." + std::to_string(last_at) + "." + std::to_string(id); }
};

Place read_place(const std::string& cursor) {
  Place place;
  std::string_view rest(cursor);
  std::int64_t* parts[] = {&place.first_top, &place.top, &place.rank, &place.last_at, &place.id};
  for (auto* part : parts) {
    auto end = rest.find('.');
    auto piece = rest.substr(0, end);
    bool last = part == parts[4];
    if (piece.empty() || std::from_chars(piece.data(), piece.data() + piece.size(), *part).ptr != piece.data() + piece.size() || last != (end == std::string_view::npos))
      throw base::invalid("This is not a cursor of this list.", "Use the `next` of the page before, as it is.", "cursor");
    if (!last) rest.remove_prefix(end + 1);
  }
  return place;
}

struct Typed {
  std::string raw, folded;   // trimmed
};

struct ProfileName {
  std::string name;
  std::optional<std::int64_t> traits_at;
};
BOOST_DESCRIBE_STRUCT(ProfileName, (), (name, traits_at))

// The name said last, of all joined profiles.
std::string name_of(store::Session& session, const FoundPerson& person) {
  if (person.profiles.value_or(1) == 1) return *person.name;
  std::string name;
  std::int64_t latest = INT64_MIN;
  for (auto profile : joined_profiles(session, person.id)) {
    auto row = session.one<ProfileName>("select name, traits_at from customer where id = :i", profile);
    if (row && !row->name.empty() && row->traits_at.value_or(0) > latest) name = row->name, latest = row->traits_at.value_or(0);
  }
  return name;
}

// How well a text fits what was typed: smaller is better.
int rank(const std::string& text, const Typed& typed) {
  // As it was typed: nothing needs to be folded to see that.
  if (text == typed.raw) return 0;
  if (text.starts_with(typed.raw)) return 2;
  auto name = base::folded(text);
  if (name == typed.folded) return 0;
  if (name.starts_with(typed.folded)) return 2;
  for (const auto& word : base::index_words(name))
    if (word.starts_with(typed.folded)) return 3;
  return name.find(typed.folded) != std::string::npos ? 4 : 5;
}

int rank(store::Session& session, const FoundPerson& person, const Typed& typed) {
  auto name = name_of(session, person);
  if (!name.empty()) return rank(name, typed);   // whose identifier was typed in full comes before, whatever they are called
  // Who has no name goes by their identifiers.
  int best = 5;
  for (const auto& value : session.all<std::string>("select value from identity where customer = :c order by at limit 20", person.id)) best = std::min(best, std::max(1, rank(value, typed)));
  return best;
}

bool passes(const CustomerQuery& query, std::uint64_t channel, const FoundPerson& person) {
  auto person_class = person.person_class.value_or(0);
  if (!person.name || (query.kind && identified_of_class(person_class) != (*query.kind == CustomerKind::identified))) return false;
  if (query.channel && !(channels_of_class(person_class) & channel)) return false;
  if (query.seen_after && (!person.last_at || *person.last_at < query.seen_after->micros)) return false;
  return !query.seen_before || (person.last_at && *person.last_at < query.seen_before->micros);
}

struct Ranked {
  std::int64_t rank, last_at, id;
  const Matched* how;
  // Better, then seen later, then the higher number.
  bool before(const Ranked& other) const { return std::tuple(rank, -last_at, -id) < std::tuple(other.rank, -other.last_at, -other.id); }
  bool behind(const Place& place) const { return place.rank < 0 || std::tuple(rank, -last_at, -id) > std::tuple(place.rank, -place.last_at, -place.id); }
};

}  // namespace

std::vector<CustomerId> Customers::by_identity(store::Session& session, const std::string& name_space, const std::string& raw) const {
  std::string value;
  try {
    value = claim(name_space, raw, false, region_).value;
  } catch (const base::Error&) {
    return {};   // what can't be an identifier of this kind is nobody's
  }
  return session.all<CustomerId>("select distinct coalesce(c.merged_into, c.id) from identity i join customer c on c.id = i.customer where i.name_space = :n and i.value = :v limit 100",
                                 dictionary_.find_name_space(base::lower_ascii(name_space)), value);
}

bool Customers::knows(const std::string& name_space, const std::string& value) const {
  return database_.reading([&](store::Session& session) { return !by_identity(session, name_space, value).empty(); });
}

http::Page<Customer> Customers::by_identity(store::Session& session, const CustomerQuery& query) const {
  auto colon = query.identity->find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == query.identity->size())
    throw base::invalid("\"identity\" is written as kind:value.", "For example identity=email:a@example.com.", "identity");
  std::map<CustomerId, Matched> matched;
  for (auto person : by_identity(session, query.identity->substr(0, colon), query.identity->substr(colon + 1))) matched.try_emplace(person, Matched{query.identity->substr(0, colon), query.identity->substr(colon + 1)});
  return ranked(session, query, matched, {});
}

http::Page<Customer> Customers::by_search(store::Session& session, const CustomerQuery& query) const {
  auto typed = base::trim(*query.q);
  std::map<CustomerId, Matched> matched;
  for (std::int32_t n = 1; !dictionary_.name_space_name(n).empty(); ++n)
    for (auto person : by_identity(session, dictionary_.name_space_name(n), typed)) matched.try_emplace(person, Matched{dictionary_.name_space_name(n), typed});
  if (auto id = base::read_id('c', typed))
    if (auto person = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", *id)) matched.try_emplace(*person, Matched{"id", typed});
  return ranked(session, query, matched, base::search_words(typed));
}

http::Page<Customer> Customers::ranked(store::Session& session, const CustomerQuery& query, const std::map<CustomerId, Matched>& matched, const std::vector<base::SearchWord>& words) const {
  auto limit = http::page_limit(query.limit);
  const auto visibility = Visibility::now();
  auto raw = base::trim(query.q.value_or(""));
  Typed typed{raw, base::folded(raw)};
  std::uint64_t channel = 0;
  if (query.channel) {
    auto number = dictionary_.find_channel(*query.channel);
    if (!number) return {};
    channel = channel_bit(number);
  }
  Place place;
  if (query.cursor) place = read_place(*query.cursor);
  else place.first_top = place.top = session.one<CustomerId>("select coalesce(max(id), 0) + 1 from customer").value_or(1);
  http::Page<Customer> page;
  for (int chunk = 0; chunk < chunks_a_page; ++chunk) {
    auto found = search_people(session, words, chunk_people, place.top);
    std::vector<Ranked> people;
    auto add = [&](const FoundPerson& person, const Matched* how) {
      if (!passes(query, channel, person) || !visibility.sees(session, person.id)) return;
      people.push_back({how ? 0 : rank(session, person, typed), person.last_at.value_or(0), person.id, how});
    };
    // Whose identifier was typed in full comes with the first chunk, wherever their number is.
    if (place.top == place.first_top)
      for (const auto& [id, how] : matched) add(found_person(session, id), &how);
    for (const auto& person : found)
      if (!matched.contains(person.id)) add(person, nullptr);
    std::sort(people.begin(), people.end(), [](const Ranked& x, const Ranked& y) { return x.before(y); });
    bool last_chunk = found.size() < chunk_people;
    for (auto& one : people) {
      if (!one.behind(place)) continue;
      if (page.items.size() == limit) {
        page.next = place.text();
        return page;
      }
      place.rank = one.rank, place.last_at = one.last_at, place.id = one.id;
      page.items.push_back(item(session, one.id));
      if (one.how) page.items.back().matched = *one.how;
    }
    if (last_chunk) return page;
    place.top = found.back().id;
    place.rank = -1;
  }
  page.next = place.text();
  return page;
}

}  // namespace record
