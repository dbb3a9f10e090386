#include "journey/paths.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <bit>

namespace journey {
namespace {

// A path as one number, where its activities fit in: the start first, from the highest bits on, 0 behind the end.
struct InOneNumber {
  using Key = std::uint64_t;
  unsigned bits;
  std::size_t length;
  Key key = 0;
  std::size_t n = 0;
  InOneNumber(unsigned bits, std::size_t length) : bits(bits), length(length) {}
  void clear() { key = 0, n = 0; }
  void add(std::uint32_t activity) { key |= Key(activity) << (bits * (length - 1 - n++)); }
  static void unfold(Key key, unsigned bits, std::size_t length, std::vector<std::uint32_t>& activities) {
    activities.clear();
    for (std::size_t i = 0; i < length; ++i)
      if (auto activity = static_cast<std::uint32_t>(key >> (bits * (length - 1 - i)) & ((Key(1) << bits) - 1))) activities.push_back(activity);
  }
};

struct InMany {
  using Key = std::vector<std::uint32_t>;
  Key key;
  InMany(unsigned, std::size_t) {}
  void clear() { key.clear(); }
  void add(std::uint32_t activity) { key.push_back(activity); }
  static void unfold(const Key& key, unsigned, std::size_t, std::vector<std::uint32_t>& activities) { activities = key; }
};

// Numbers of paths lie close together: spread, so that they fall into different places of a table.
struct Spread {
  std::size_t operator()(std::uint64_t key) const { return (key ^ key >> 29) * 0x9e3779b97f4a7c15ull; }
  std::size_t operator()(const std::vector<std::uint32_t>& key) const {
    std::uint64_t hash = 0;
    for (auto one : key) hash = (hash ^ one) * 0x9e3779b97f4a7c15ull, hash ^= hash >> 32;
    return hash;
  }
};

// Paths and how many people took them, in shares by the path, so that several threads can put the parts together.
constexpr std::size_t shares = 16;
template <class Form>
struct Counts {
  using Share = boost::unordered_flat_map<typename Form::Key, std::uint32_t, Spread>;
  std::array<Share, shares> share;

  void add(const typename Form::Key& key) { ++share[Spread()(key) >> 60][key]; }
};

// First (last) event of the person that matches; `end` when none does.
template <class Activity>
std::uint32_t start_of(const PathsQuestion& question, const std::vector<std::uint8_t>& matches, const Columns& columns, const Activity* activity, std::uint32_t begin, std::uint32_t end) {
  auto is_start = [&](std::uint32_t event) { return matches[activity[event]] && (question.start.where.empty() || question.start.holds(columns, event)); };
  if (question.backwards) {
    for (auto event = end; event-- > begin;)
      if (is_start(event)) return event;
    return end;
  }
  auto event = begin;
  while (event < end && !is_start(event)) ++event;
  return event;
}

template <class Form, class Activity>
void take(const PathsQuestion& question, const Activity* activity, std::uint32_t begin, std::uint32_t end, std::uint32_t start, Form& form) {
  form.clear();
  form.add(activity[start]);
  auto last = activity[start];
  std::size_t left = question.steps;
  auto one = [&](std::uint32_t event) {
    if (question.fold_repeats && activity[event] == last) return;
    form.add(last = activity[event]);
    --left;
  };
  if (question.backwards) for (auto event = start; event > begin && left;) one(--event);
  else for (auto event = start + 1; event < end && left; ++event) one(event);
}

// How many go from one activity to the next, step by step: a table where activities are few, and there is one group.
class Links {
 public:
  Links(std::size_t steps, std::size_t activities, bool one_group) : activities_(activities) {
    if (one_group && steps * activities * activities <= most) table_.resize(steps * activities * activities);
  }
  void add(std::size_t step, std::uint32_t from, std::uint32_t to, std::int64_t customers) {
    auto place = (step * activities_ + from) * activities_ + to;
    (table_.empty() ? lookup_[place] : table_[place]) += customers;
  }
  void add(const Links& other) {
    for (std::size_t i = 0; i < other.table_.size(); ++i) table_[i] += other.table_[i];
    for (const auto& [place, customers] : other.lookup_) lookup_[place] += customers;
  }
  std::vector<PathLink> all() const {
    std::vector<PathLink> links;
    auto one = [&](std::size_t place, std::int64_t customers) {
      links.push_back({static_cast<std::uint32_t>(place / activities_ / activities_), static_cast<std::uint32_t>(place / activities_ % activities_), static_cast<std::uint32_t>(place % activities_), customers});
    };
    for (std::size_t place = 0; place < table_.size(); ++place)
      if (table_[place]) one(place, table_[place]);
    for (const auto& [place, customers] : lookup_) one(place, customers);
    std::sort(links.begin(), links.end(), [](const PathLink& a, const PathLink& b) { return std::tie(a.step, a.from, a.to) < std::tie(b.step, b.from, b.to); });
    return links;
  }

 private:
  static constexpr std::size_t most = 1u << 18;
  std::size_t activities_;
  std::vector<std::int64_t> table_;
  boost::unordered_flat_map<std::size_t, std::int64_t> lookup_;
};

// One share of all paths of a group, put together.
template <class Form>
struct Summed {
  typename Counts<Form>::Share paths;
  std::vector<std::pair<typename Form::Key, std::uint32_t>> commonest;
  std::int64_t customers = 0;
};
template <class Form>
struct Group {
  std::vector<Summed<Form>> share{shares};
  std::vector<Links> links;   // one for each worker
};

template <class Key>
bool commoner(const std::pair<Key, std::uint32_t>& a, const std::pair<Key, std::uint32_t>& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; }

template <class Key>
void keep_commonest(std::vector<std::pair<Key, std::uint32_t>>& list, std::size_t top) {
  auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min(top, list.size()));
  std::partial_sort(list.begin(), end, list.end(), commoner<Key>);
  list.erase(end, list.end());
}

template <class Form>
void sum_up(Summed<Form>& summed, Links& links, const PathsQuestion& question, unsigned bits) {
  std::vector<std::uint32_t> path;
  for (const auto& [key, n] : summed.paths) {
    summed.customers += n;
    Form::unfold(key, bits, question.steps + 1, path);
    for (std::size_t step = 0; step < std::min(path.size(), question.steps); ++step) links.add(step, path[step], step + 1 < path.size() ? path[step + 1] : 0, n);
    summed.commonest.emplace_back(key, n);
    if (summed.commonest.size() > 4 * question.top + 1000) keep_commonest(summed.commonest, question.top);
  }
  keep_commonest(summed.commonest, question.top);
}

template <class Form>
Paths told(Group<Form>& group, const PathsQuestion& question, unsigned bits) {
  Paths paths;
  auto& first = group.share.front();
  for (auto& summed : group.share) {
    paths.customers += summed.customers;
    paths.different += static_cast<std::int64_t>(summed.paths.size());
    if (&summed == &first) continue;
    first.commonest.insert(first.commonest.end(), summed.commonest.begin(), summed.commonest.end());
  }
  keep_commonest(first.commonest, question.top);
  for (const auto& [key, n] : first.commonest) {
    Path path{{}, n};
    Form::unfold(key, bits, question.steps + 1, path.activities);
    if (question.backwards) std::reverse(path.activities.begin(), path.activities.end());
    paths.paths.push_back(std::move(path));
  }
  for (std::size_t worker = 1; worker < group.links.size(); ++worker) group.links[0].add(group.links[worker]);
  paths.links = group.links[0].all();
  return paths;
}

template <class Form>
PathsResult paths_in(Workers& workers, const View& view, const PathsQuestion& question, unsigned bits) {
  auto matches = question.start.activities;
  matches.resize(std::max(256u, view.activities));
  auto parts = fold(workers, view, question.scope, Groups<Counts<Form>>({}), [&](Groups<Counts<Form>>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    Form form(bits, question.steps + 1);
    with_activities(columns, [&](const auto* activity) {
      for (auto person = from; person < to; ++person) {
        auto begin = columns.starts[person], end = columns.starts[person + 1];
        auto start = start_of(question, matches, columns, activity, begin, end);
        if (start == end) continue;
        take(question, activity, begin, end, start, form);
        groups.of(group_of(view, question.scope, columns, person, start)).add(form.key);
      }
    });
  });
  std::map<Code, Group<Form>> all;
  auto of = [&](Code code) {
    if (auto [group, is_new] = all.try_emplace(code); is_new) group->second.links.assign(workers.threads(), Links(question.steps, view.activities, !question.scope.by));
  };
  if (!question.scope.by) of(0);
  for (auto& part : parts)
    for (auto& [code, counts] : part.all()) of(code);
  workers.run(shares, [&](unsigned worker, std::size_t share) {
    for (auto& [code, group] : all) {
      auto& summed = group.share[share];
      for (auto& part : parts) {
        auto found = part.all().find(code);
        if (found == part.all().end()) continue;
        auto& counts = found->second.share[share];
        if (summed.paths.size() < counts.size()) std::swap(summed.paths, counts);
        for (const auto& [key, n] : counts) summed.paths[key] += n;
      }
      sum_up(summed, group.links[worker], question, bits);
    }
  });
  PathsResult result;
  for (auto& [code, group] : all) result.groups[code] = told(group, question, bits);
  return result;
}

}  // namespace

PathsResult paths(Workers& workers, const View& view, const PathsQuestion& question) {
  auto bits = static_cast<unsigned>(std::bit_width(view.activities));
  return bits * (question.steps + 1) <= 64 ? paths_in<InOneNumber>(workers, view, question, bits) : paths_in<InMany>(workers, view, question, bits);
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const PathsQuestion& question, const PathCell& cell) {
  auto matches = question.start.activities;
  matches.resize(std::max(256u, view.activities));
  auto wanted = cell.activities;
  if (question.backwards) std::reverse(wanted.begin(), wanted.end());
  return fold_people(workers, view, question.scope, [&](const Columns& columns, std::uint32_t person) {
    return with_activities(columns, [&](const auto* activity) {
      auto begin = columns.starts[person], end = columns.starts[person + 1];
      auto start = start_of(question, matches, columns, activity, begin, end);
      if (start == end || (cell.group && *cell.group != group_of(view, question.scope, columns, person, start))) return false;
      InMany form(0, 0);
      take(question, activity, begin, end, start, form);
      const auto& path = form.key;
      if (cell.link) {
        const auto step = cell.link->step;
        return step < std::min(path.size(), question.steps) && path[step] == cell.link->from && (step + 1 < path.size() ? path[step + 1] : 0) == cell.link->to;
      }
      return wanted.empty() || path == wanted;
    });
  });
}

}  // namespace journey
