#include "record/interchange/people.h"

#include <algorithm>
#include <deque>

#include "base/ids.h"
#include "record/visibility.h"

namespace record::interchange {
namespace {

constexpr int people_at_once = 200;        // whose ids are read ahead

struct ProfileRow {
  CustomerId id;
  std::string name, traits;
  std::optional<base::Time> traits_at;
};
BOOST_DESCRIBE_STRUCT(ProfileRow, (), (id, name, traits, traits_at))

// Traits said later win over those said earlier, whichever profile they were said of.
void fill(Person& person, std::vector<ProfileRow> profiles) {
  std::stable_sort(profiles.begin(), profiles.end(), [](const ProfileRow& a, const ProfileRow& b) { return a.traits_at.value_or(base::Time{}) < b.traits_at.value_or(base::Time{}); });
  for (const auto& profile : profiles) {
    if (!profile.name.empty()) person.name = profile.name;
    person.traits_at = std::max(person.traits_at, profile.traits_at.value_or(base::Time{}));
    const auto traits = base::parse_json(profile.traits.empty() ? "{}" : profile.traits).as_object();
    for (const auto& [key, value] : traits) person.traits.insert_or_assign(key, value);
  }
}

class Walk {
 public:
  Walk(const Record& record, Selection selection) : record_(record), selection_(std::move(selection)), visibility_(Visibility::now()), upto_(record.log->position()) {}

  bool next(Person& person) {
    while (read_ahead()) {
      auto root = roots_.front();
      roots_.pop_front();
      person = {};
      bool taken = false;
      record_.database.read([&](store::Session& session) { taken = read(session, root, person); });
      if (taken) return true;
    }
    return false;
  }

 private:
  bool read_ahead() {
    if (roots_.empty()) {
      record_.database.read([&](store::Session& session) {
        for (auto root : session.all<CustomerId>("select id from customer where id > :i and merged_into is null order by id limit :n", last_, people_at_once)) roots_.push_back(root);
      });
      if (!roots_.empty()) last_ = roots_.back();
    }
    return !roots_.empty();
  }

  bool read(store::Session& session, CustomerId root, Person& person) {
    // Joined to another meanwhile: told with that one, or told already without this.
    auto profiles = session.all<ProfileRow>("select id, name, traits, traits_at from customer where id = :r or merged_into = :s order by id", root, root);
    if (profiles.empty() || !visibility_.sees(session, root)) return false;
    std::vector<CustomerId> ids;
    for (const auto& profile : profiles) ids.push_back(profile.id);
    TimelineWindow window;
    window.from = selection_.from;
    window.to = selection_.to;
    auto entries = record_.timeline.read(session, ids, window);   // newest first
    std::vector<Position> positions;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
      if (entry->interaction <= upto_) positions.push_back(entry->interaction);
    person.interactions = interactions_at(session, record_.state.dictionary, positions);
    if (selection_.source) std::erase_if(person.interactions, [&](const Interaction& one) { return one.source != *selection_.source; });
    if (person.interactions.empty() && !selection_.is_whole()) return false;
    person.id = base::show_id('c', root);
    fill(person, std::move(profiles));
    return true;
  }

  const Record& record_;
  Selection selection_;
  Visibility visibility_;                  // of who asked: pieces are read later, when nobody acts
  Position upto_;
  CustomerId last_ = 0;
  std::deque<CustomerId> roots_;
};

}  // namespace

std::function<bool(Person&)> each_person(const Record& record, const Selection& selection) {
  auto walk = std::make_shared<Walk>(record, selection);
  return [walk](Person& person) { return walk->next(person); };
}

}  // namespace record::interchange
