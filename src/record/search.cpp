#include "record/search.h"

#include <map>
#include <set>

#include "base/text.h"
#include "record/open_suggestions.h"
#include "record/person_table.h"
#include "record/profiles.h"
#include "record/timeline_sums.h"
#include "record/touched.h"
#include "store/bookmark.h"
#include "store/many.h"

namespace record {
namespace {

constexpr const char* index_name = "person_search";
// What people type before they look. Beyond seven characters few begin alike: digits of phones, hosts of mail addresses.
constexpr const char* prefixes = "1 2 3 4 5 6 7";
const store::FullText full_text(index_name);

// Behind a select of `id` named m.
constexpr const char* found_columns = "select m.id, c.name, p.class, p.profiles, p.last_at from ";
constexpr const char* found_joins = " m left join customer c on c.id = m.id and c.merged_into is null left join derived.person p on p.person = m.id order by m.id desc";

constexpr std::size_t people_at_once = 1'000;   // whose words are held in memory

void add(std::set<std::string>& words, std::string_view text) {
  for (auto& word : base::index_words(text)) words.insert(std::move(word));
}

void add_name(std::set<std::string>& words, const std::string& name) {
  add(words, name);
  auto latin = base::pinyin(name);
  if (!latin.empty()) {
    // "Liu Dehua" is typed as often as "liu de hua" and "liudehua": every way to write the syllables as one or two words.
    auto syllables = base::index_words(latin);
    for (std::size_t split = 0; split < syllables.size() && syllables.size() <= 8; ++split) {
      std::string first, second;
      for (std::size_t i = 0; i < syllables.size(); ++i) (i < split ? first : second) += syllables[i];
      words.insert({first, second});
    }
    words.insert(syllables.begin(), syllables.end());
    words.erase("");
  }
}

void add_contact(std::set<std::string>& words, std::string_view name_space, const std::string& value) {
  add(words, value);
  if (name_space == "email") return;
  auto digits = national_digits(value);
  if (digits.empty()) return;
  words.insert(digits);
  for (std::size_t last : {4, 8})   // "it ends in 5678"
    if (digits.size() > last) words.insert(digits.substr(digits.size() - last));
}

// Those who are somebody else's by now, or gone, have no words.
void index_people(store::Session& session, const std::vector<CustomerId>& profiles) {
  std::map<CustomerId, std::set<std::string>> words;
  std::map<CustomerId, CustomerId> person_of;
  std::vector<CustomerId> people, parts;
  auto take = [&](const store::Row& row) {
    person_of[row.integer(0)] = row.integer(1);
    parts.push_back(row.integer(0));
    add_name(words[row.integer(1)], std::string(row.text(2)));
  };
  store::each_of_many(session, "select id, id, name from customer where id = :id and merged_into is null", profiles, take);
  people = parts;
  store::each_of_many(session, "select id, merged_into, name from customer where merged_into = :id limit 200", people, take);
  // One table a select: they are planned in one go by the dozen.
  std::map<std::int64_t, std::string> name_spaces;
  session.each("select id, name from name_space where name in ('email', 'phone', 'whatsapp')", [&](const store::Row& row) { name_spaces[row.integer(0)] = row.text(1); });
  std::string numbers = "0";
  for (const auto& [id, name] : name_spaces) numbers += "," + std::to_string(id);
  store::each_of_many(session, "select customer, name_space, value from identity where customer = :id and name_space in (" + numbers + ") limit 50", parts,
                      [&](const store::Row& row) { add_contact(words[person_of[row.integer(0)]], name_spaces[row.integer(1)], std::string(row.text(2))); });
  for (auto profile : profiles) full_text.put(session, profile, {words[profile].begin(), words[profile].end()});
}

}  // namespace

void PeopleReader::index(store::Session& session, CustomerId profile) { index_people(session, {profile}); }

void PeopleReader::read(store::Session& session, const LogSlice& slice) {
  auto profiles = touched_profiles(session, slice);
  for (auto at = profiles.begin(); at != profiles.end();) {
    std::vector<CustomerId> some;
    for (; at != profiles.end() && some.size() < people_at_once; ++at) some.push_back(*at);
    index_people(session, some);
  }
  // While a folder is filled for the first time, everybody's rows are made at its end.
  if (!sums_are_put_off(session)) refresh_people(session, {profiles.begin(), profiles.end()});
  if (std::any_of(slice.notices.begin(), slice.notices.end(), [](const Notice& notice) { return notice.kind != NoticeKind::profile_changed; })) store::set_bookmark(session, OpenSuggestions::joins_read, slice.last);
}

std::string search_tables() { return store::FullText::tables(index_name, prefixes); }

void compact_search(store::Session& session) { full_text.compact(session); }

std::vector<FoundPerson> search_people(store::Session& session, const std::vector<base::SearchWord>& words, std::size_t limit, CustomerId before) {
  if (words.empty()) return {};
  return session.all<FoundPerson>(found_columns + ("(" + full_text.found(session) + ")") + found_joins, full_text.asked(session, words), before, limit);
}

FoundPerson found_person(store::Session& session, CustomerId root) {
  return session.one<FoundPerson>(found_columns + std::string("(select id from customer where id = :i)") + found_joins, root).value_or(FoundPerson{.id = root});
}

}  // namespace record
