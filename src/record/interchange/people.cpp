#include "record/interchange/people.h"

#include <algorithm>
#include <deque>

#include "base/ids.h"
#include "record/visibility.h"

namespace record::interchange {
namespace {

constexpr int people_at_once = 200;        // profiles whose ids are read ahead

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

// Who is whom at one moment: joins and partings that come later change nothing here. 24 bytes a joined profile.
class Joined {
 public:
  explicit Joined(store::Session& session) {
    session.each("select merged_into, id from customer where merged_into is not null", [&](const store::Row& row) {
      by_root_.emplace_back(row.integer(0), row.integer(1));
      members_.push_back(row.integer(1));
    });
    std::sort(by_root_.begin(), by_root_.end());
    std::sort(members_.begin(), members_.end());
    last_ = session.one<CustomerId>("select coalesce(max(id), 0) from customer").value_or(0);
  }
  CustomerId last() const { return last_; }
  bool is_root(CustomerId profile) const { return !std::binary_search(members_.begin(), members_.end(), profile); }
  // The person's profiles, the oldest first.
  std::vector<CustomerId> profiles(CustomerId root) const {
    std::vector<CustomerId> found{root};
    for (auto one = std::lower_bound(by_root_.begin(), by_root_.end(), std::pair(root, CustomerId{0})); one != by_root_.end() && one->first == root; ++one) found.push_back(one->second);
    return found;
  }

 private:
  std::vector<std::pair<CustomerId, CustomerId>> by_root_;
  std::vector<CustomerId> members_;
  CustomerId last_ = 0;
};

class Walk {
 public:
  Walk(const Record& record, Selection selection) : record_(record), selection_(std::move(selection)), visibility_(Visibility::now()), upto_(record.log->position()) {
    record_.database.read([&](store::Session& session) { joined_.emplace(session); });
  }

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
    while (roots_.empty() && last_ < joined_->last()) {
      bool found = false;
      record_.database.read([&](store::Session& session) {
        for (auto profile : session.all<CustomerId>("select id from customer where id > :i and id <= :l order by id limit :n", last_, joined_->last(), people_at_once)) {
          last_ = profile;
          found = true;
          if (joined_->is_root(profile)) roots_.push_back(profile);
        }
      });
      if (!found) break;
    }
    return !roots_.empty();
  }

  bool read(store::Session& session, CustomerId root, Person& person) {
    std::vector<CustomerId> ids;
    std::vector<ProfileRow> profiles;
    for (auto profile : joined_->profiles(root)) {
      auto row = session.one<ProfileRow>("select id, name, traits, traits_at from customer where id = :i", profile);
      // Parted meanwhile, one side may be of a region that the caller does not see.
      if (!row || !visibility_.sees(session, profile)) continue;
      ids.push_back(profile);
      profiles.push_back(std::move(*row));
    }
    if (ids.empty()) return false;
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
  std::optional<Joined> joined_;
  CustomerId last_ = 0;
  std::deque<CustomerId> roots_;
};

}  // namespace

std::function<bool(Person&)> each_person(const Record& record, const Selection& selection) {
  auto walk = std::make_shared<Walk>(record, selection);
  return [walk](Person& person) { return walk->next(person); };
}

}  // namespace record::interchange
