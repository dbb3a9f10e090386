// Finding people by what they are called: names (any script, also by pinyin), mail addresses and phone numbers, of all
// profiles that are one person. The first reader of the log: it indexes a person anew when a profile changes, is joined
// or parted, and brings the person's row in lists (person_table.h) up to date.
#pragma once
#include <optional>
#include <string>

#include "base/text.h"
#include "record/dictionary.h"
#include "record/reader.h"
#include "store/full_text.h"

namespace record {

class PeopleReader : public Reader {
 public:
  std::string name() const override { return "people"; }
  bool wants_interactions() const override { return false; }
  void read(store::Session& session, const LogSlice& slice) override;

 private:
  void index(store::Session& session, CustomerId profile);
};

// The tables, as a step of the record's migrations.
std::string search_tables();

// Words of people who were taken out stand nowhere any more when it returns. Inside derive().
void compact_search(store::Session& session);

// Somebody who has all the words, with what filters and ranking ask for first.
struct FoundPerson {
  CustomerId id = 0;
  std::optional<std::string> name;          // of the profile that speaks for the person; none: joined or gone by now
  std::optional<std::int64_t> person_class, profiles, last_at;   // person_table.h; none: not counted yet
};
BOOST_DESCRIBE_STRUCT(FoundPerson, (), (id, name, person_class, profiles, last_at))

// People (roots) who have all the words, those with the higher number first: at most `limit`, numbered below `before`.
std::vector<FoundPerson> search_people(store::Session& session, const std::vector<base::SearchWord>& words, std::size_t limit, CustomerId before);
// The same shape of one person.
FoundPerson found_person(store::Session& session, CustomerId root);

}  // namespace record
