#include "record/search.h"

#include <set>

#include "base/text.h"
#include "record/profiles.h"

namespace record {
namespace {

const store::FullText full_text("customer_search");

struct Named {
  std::string name;
  std::optional<CustomerId> merged_into;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name, merged_into))

struct Contact {
  std::string name_space, value;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name_space, value))

void add(std::set<std::string>& words, std::string_view text) {
  for (auto& word : base::index_words(text)) words.insert(std::move(word));
}

void words_of(store::Session& session, CustomerId profile, const std::string& name, std::set<std::string>& words) {
  add(words, name);
  auto latin = base::pinyin(name);
  if (!latin.empty()) {
    add(words, latin);
    // "wangfang" is typed as often as "wang fang".
    std::string joined;
    for (char c : latin)
      if (c != ' ') joined += c;
    add(words, joined);
  }
  for (const auto& contact : session.all<Contact>("select n.name, i.value from identity i join name_space n on n.id = i.name_space "
                                                  "where i.customer = :c and n.name in ('email', 'phone', 'whatsapp') limit 50", profile)) {
    add(words, contact.value);
    if (contact.name_space == "email") continue;
    if (auto digits = national_digits(contact.value); !digits.empty()) words.insert(digits);
  }
}

}  // namespace

void SearchReader::index(store::Session& session, CustomerId profile) {
  auto named = session.one<Named>("select name, merged_into from customer where id = :i", profile);
  std::set<std::string> words;
  if (named && !named->merged_into) {
    words_of(session, profile, named->name, words);
    session.each("select id, name from customer where merged_into = :i limit 200", [&](const store::Row& row) { words_of(session, row.integer(0), std::string(row.text(1)), words); }, profile);
  }
  full_text.put(session, profile, {words.begin(), words.end()});
}

void SearchReader::read(store::Session& session, const LogSlice& slice) {
  std::set<CustomerId> profiles;
  auto add_person = [&](CustomerId profile) {
    profiles.insert(profile);
    if (auto root = session.one<CustomerId>("select merged_into from customer where id = :i and merged_into is not null", profile)) profiles.insert(*root);
  };
  for (const auto& notice : slice.notices) {
    switch (notice.kind) {
      case NoticeKind::profile_changed: add_person(notice.subject); break;
      case NoticeKind::joined: case NoticeKind::parted: {
        for (auto profile : session.all<CustomerId>("select a from merge where id = :i union select b from merge where id = :j", notice.subject, notice.subject)) {
          add_person(profile);
          for (auto member : session.all<CustomerId>("select id from customer where merged_into = (select coalesce(merged_into, id) from customer where id = :i)", profile)) profiles.insert(member);
        }
        break;
      }
      case NoticeKind::import_undone: break;   // the profiles that went are told one by one
    }
  }
  for (auto profile : profiles) index(session, profile);
}

std::vector<CustomerId> search_people(store::Session& session, std::string_view typed, std::size_t limit) {
  auto words = base::search_words(typed);
  if (words.empty()) return {};
  // Whole words first, then beginnings.
  std::vector<CustomerId> found;
  if (words.back().prefix) {
    auto whole = words;
    whole.back().prefix = false;
    found = full_text.find(session, whole, limit);
  }
  for (auto person : full_text.find(session, words, limit)) {
    if (found.size() >= limit) break;
    if (std::find(found.begin(), found.end(), person) == found.end()) found.push_back(person);
  }
  return found;
}

}  // namespace record
