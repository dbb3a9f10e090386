// A log made by chance, as a list, and the same log in an index that grew by chance: in batches, with joins on the way, chunks of
// a few events, and tails that moved into them now and then. Small numbers everywhere, so that ties in time, people with one
// event or none, and people of several profiles are common.
#pragma once
#include <map>
#include <random>

#include "journey/growth.h"

namespace journey {

struct Told {
  CustomerId profile = 0;
  std::int64_t at = 0;
  Position position = 0;
  std::uint32_t activity = 0;
  std::int8_t feeling = 0;
  std::vector<Code> codes;
  Code experience = 0;
  std::optional<std::int64_t> amount, due;
};

inline constexpr std::size_t dimensions = 2, trait_dimensions = 1;

struct Dice {
  std::mt19937_64 random;
  explicit Dice(std::uint64_t seed) : random(seed) {}
  std::int64_t up_to(std::int64_t most) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1)); }
  bool once_in(std::int64_t n) { return up_to(n - 1) == 0; }
};

struct Log {
  std::vector<Told> told;                       // by position
  std::map<CustomerId, CustomerId> roots;       // of joined profiles, the one that speaks for them too
  std::map<CustomerId, std::pair<Position, Code>> traits;   // said of a profile, and when
  std::uint32_t activities = 1;
  Position position = 0;

  CustomerId root(CustomerId profile) const {
    auto found = roots.find(profile);
    return found == roots.end() ? profile : found->second;
  }
  std::map<CustomerId, std::vector<Told>> people() const {
    std::map<CustomerId, std::vector<Told>> all;
    for (const auto& one : told) all[root(one.profile)].push_back(one);
    for (auto& [person, events] : all)
      std::sort(events.begin(), events.end(), [](const Told& a, const Told& b) { return a.at != b.at ? a.at < b.at : a.position < b.position; });
    return all;
  }
  // What was said last of any of their profiles.
  Code trait(CustomerId person) const {
    std::pair<Position, Code> last;
    for (const auto& [profile, said] : traits)
      if (root(profile) == person) last = std::max(last, said);
    return last.second;
  }
  Joined joined() const {
    std::vector<Joined::Member> members;
    for (const auto& [profile, root] : roots) members.push_back({profile, root});
    return Joined(std::move(members));
  }
};

// The log and its index, grown side by side.
class Grown {
 public:
  Log log;
  std::shared_ptr<const View> view = View::empty(dimensions, trait_dimensions);

  explicit Grown(std::uint64_t seed) : dice_(seed) {
    profiles_ = 1 + dice_.up_to(11);
    log.activities = 2 + static_cast<std::uint32_t>(dice_.up_to(5));
    wide_ = dice_.once_in(8) ? static_cast<std::uint32_t>(dice_.once_in(2) ? 300 : 70'000) : 0;   // numbers of activities that take more bytes
    log.activities += wide_;
    unit_ = dice_.once_in(3) ? 1 : dice_.once_in(2) ? base::second / 2 : base::second;
    days_ = dice_.once_in(2) ? 1 : 40;
    most_events_ = 1 + static_cast<std::uint32_t>(dice_.up_to(30));
    for (auto steps = dice_.up_to(8); steps-- > 0;) step();
  }
  Dice& dice() { return dice_; }
  std::uint32_t some_activity() { return (dice_.once_in(2) ? wide_ : 0) + 1 + static_cast<std::uint32_t>(dice_.up_to(log.activities - wide_ - 2)); }

  void step() {
    Change change{.events = {dimensions, {}, {}}, .activities = log.activities};
    auto before = log.roots;
    if (dice_.once_in(4)) take_away(change);
    for (auto n = dice_.up_to(12); n-- > 0;) hear(change.events);
    if (dice_.once_in(2)) regroup(change);
    if (dice_.once_in(2)) tell_traits();
    settle_traits(change);
    change.last = log.position;
    view = next(*view, std::move(change));
    look();
    if (dice_.once_in(3)) view = absorb(*view, static_cast<std::size_t>(dice_.up_to(static_cast<std::int64_t>(view->chunks.size()) - 1)), most_events_);
    if (dice_.once_in(6)) view = absorb_all(view, most_events_);
    look();
    if (dice_.once_in(3)) view = pruned(*view);
    look();
  }

 private:
  // As a question does: what is put together for it is taken over by the views that follow.
  void look() {
    for (std::size_t chunk = 0; chunk < view->chunks.size(); ++chunk)
      if (dice_.once_in(2)) view->each_span(chunk, [](const Columns&, std::uint32_t, std::uint32_t) {});
  }
  void hear(Events& events) {
    Told one{.profile = 1 + dice_.up_to(profiles_), .at = (dice_.up_to(20) * days_ * base::day / 20 / unit_ + dice_.up_to(3)) * unit_, .activity = some_activity()};
    one.at += 1'700'000'000 * base::second;
    if (dice_.once_in(200)) one.at -= 150 * 365 * base::day;
    one.position = log.position += 1 + dice_.up_to(2);
    one.feeling = dice_.once_in(2) ? Event::no_feeling : static_cast<std::int8_t>(dice_.up_to(200) - 100);
    for (std::size_t d = 0; d < dimensions; ++d) one.codes.push_back(static_cast<Code>(dice_.once_in(40) ? 300 : dice_.up_to(3)));
    if (dice_.once_in(2)) one.experience = static_cast<Code>(dice_.once_in(30) ? 70'000 : dice_.up_to(40));
    if (dice_.once_in(4)) one.amount = dice_.up_to(dice_.once_in(20) ? INT64_MAX - 1 : 1000) * (dice_.once_in(3) ? -1 : 1);
    if (dice_.once_in(5)) one.due = one.at + (dice_.up_to(10) - 5) * unit_ * 3600;
    events.add({.profile = one.profile, .at = one.at, .position = one.position, .activity = one.activity, .experience = one.experience, .feeling = one.feeling,
                .amount = one.amount.value_or(Event::none), .due = one.due.value_or(Event::none)}, one.codes.data());
    log.told.push_back(one);
  }
  void regroup(Change& change) {
    log.roots.clear();
    // Profiles in an order by chance, cut into persons.
    std::vector<CustomerId> profiles;
    for (CustomerId p = 1; p <= profiles_ + 1; ++p) profiles.push_back(p);
    std::shuffle(profiles.begin(), profiles.end(), dice_.random);
    for (std::size_t at = 0; at < profiles.size();) {
      auto end = std::min(profiles.size(), at + 1 + static_cast<std::size_t>(dice_.once_in(3) ? dice_.up_to(3) : 0));
      auto root = *std::min_element(profiles.begin() + static_cast<std::ptrdiff_t>(at), profiles.begin() + static_cast<std::ptrdiff_t>(end));
      if (end - at > 1) for (auto i = at; i < end; ++i) log.roots[profiles[i]] = root;
      at = end;
    }
    change.regrouped = profiles;
    change.joined = std::make_shared<Joined>(view->joined->with(profiles, log.joined().members()));
    ++log.position;
  }
  void tell_traits() {
    for (auto n = dice_.up_to(3); n-- > 0;) log.traits[1 + dice_.up_to(profiles_)] = {++log.position, static_cast<Code>(1 + dice_.up_to(1))};
  }
  // As the feed does: of everybody who was told of, joined or parted; here of all.
  void settle_traits(Change& change) {
    std::vector<Traits::Change> changes;
    for (CustomerId profile = 1; profile <= profiles_ + 1; ++profile)
      if (log.root(profile) == profile) changes.push_back({profile, {log.trait(profile)}});
    change.traits = std::make_shared<Traits>(view->traits->with(changes));
  }
  void take_away(Change& change) {
    Gone gone{.at = log.position + 1};
    if (dice_.once_in(2)) {
      gone.profiles.push_back(1 + dice_.up_to(profiles_));
    } else {
      gone.first = dice_.up_to(log.position);
      gone.last = gone.first + dice_.up_to(10);
      for (auto p = gone.first; p <= gone.last; ++p)
        if (dice_.once_in(3)) gone.still_there.push_back(p);
    }
    std::erase_if(log.told, [&](const Told& one) { return gone.takes(one.profile, one.position); });
    change.gone.push_back(gone);
    ++log.position;
  }

  Dice dice_;
  std::int64_t profiles_ = 0, unit_ = 0, days_ = 0;
  std::uint32_t wide_ = 0, most_events_ = 0;
};

}  // namespace journey
