#include "journey/growth.h"

#include "journey/tail.h"

namespace journey {
namespace {

// All but the tail.
std::shared_ptr<View> copy_of(const View& before) {
  auto view = std::make_shared<View>();
  view->position = before.position;
  view->activities = before.activities;
  view->dimensions = before.dimensions;
  view->joined = before.joined;
  view->traits = before.traits;
  view->chunks = before.chunks;
  return view;
}

// A run for every power of two or so: few to look into, and each event is moved a few times only.
void put_together(std::vector<std::shared_ptr<const Run>>& tail) {
  while (tail.size() >= 2 && tail[tail.size() - 2]->size() < 2 * tail.back()->size()) {
    auto both = std::make_shared<Run>(*tail[tail.size() - 2], *tail.back());
    tail.resize(tail.size() - 2);
    tail.push_back(both);
  }
}

// Makes chunks of one range of profiles, as many as its events need.
class Chunks {
 public:
  Chunks(const View& view, CustomerId first, std::uint32_t most) : view_(view), most_(most), builder_(ChunkBuilder::People::range, view.dimensions, first) {}

  ChunkBuilder& builder() { return builder_; }
  // Before the person `next`: closes a chunk that is full.
  void before(CustomerId next, Position upto) {
    if (builder_.events() < most_) return;
    made_.push_back(builder_.finish(upto));
    builder_ = ChunkBuilder(ChunkBuilder::People::range, view_.dimensions, next);
  }
  std::vector<std::shared_ptr<const Chunk>> finish(Position upto) {
    if (builder_.people() || made_.empty()) made_.push_back(builder_.finish(upto));
    return std::move(made_);
  }

 private:
  const View& view_;
  std::uint32_t most_;
  ChunkBuilder builder_;
  std::vector<std::shared_ptr<const Chunk>> made_;
};

std::shared_ptr<const Chunk> without(const View& view, const Chunk& chunk, const Gone& gone) {
  const auto& columns = chunk.columns();
  ChunkBuilder builder(ChunkBuilder::People::range, view.dimensions, columns.first);
  for (std::uint32_t person = 0; person < columns.people; ++person) {
    builder.begin(columns.person(person));
    for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event)
      if (!gone.takes(columns.person(person), columns.position_of(event))) builder.add(columns, event);
  }
  return builder.finish(chunk.upto());
}

bool touches(const View& view, std::size_t chunk, const Gone& gone) {
  const auto& columns = view.chunks[chunk]->columns();
  auto profile = std::lower_bound(gone.profiles.begin(), gone.profiles.end(), view.first_of(chunk));
  if (profile != gone.profiles.end() && *profile < view.end_of(chunk)) return true;
  for (std::uint32_t event = 0; event < columns.events(); ++event)
    if (gone.takes(0, columns.position_of(event))) return true;
  return false;
}

std::shared_ptr<const Run> without(const Run& run, const Gone& gone) {
  Events left{run.dimensions(), {}, {}};
  for (const auto& event : run.all())
    if (!gone.takes(event.profile, event.position)) left.add(event, run.codes_of(event));
  return std::make_shared<Run>(std::move(left), run.last());
}

}  // namespace

std::shared_ptr<const View> next(const View& before, Change change) {
  auto view = copy_of(before);
  view->position = change.last;
  view->tail = before.tail;
  if (change.activities) view->activities = change.activities;
  if (change.joined) view->joined = change.joined;
  if (change.traits) view->traits = change.traits;
  View::ChangedPeople changed(view->chunks.size());
  for (const auto& gone : change.gone) {
    std::erase_if(change.events.list, [&](const Event& event) { return gone.takes(event.profile, event.position); });
    for (std::size_t i = 0; i < view->chunks.size(); ++i)
      if (touches(*view, i, gone)) view->chunks[i] = without(*view, *view->chunks[i], gone);
    for (auto& run : view->tail) run = without(*run, gone);
  }
  // Whoever speaks for a profile, before or after, stands in a chunk that is assembled anew.
  auto mark = [&](CustomerId profile) {
    for (auto person : {profile, before.joined->root(profile), view->joined->root(profile)}) {
      auto& people = changed[view->chunk_of(person)];
      if (!people) people.emplace();
      people->push_back(person);
    }
  };
  for (const auto& event : change.events.list) mark(event.profile);
  for (auto profile : change.regrouped) mark(profile);
  if (!change.events.list.empty()) {
    view->tail.push_back(std::make_shared<Run>(std::move(change.events), change.last));
    put_together(view->tail);
  }
  view->settle(change.gone.empty() ? &before : nullptr, std::move(changed));
  return view;
}

std::shared_ptr<const View> absorb(const View& before, std::size_t chunk, std::uint32_t most_events) {
  const auto& old = *before.chunks[chunk];
  const auto& columns = old.columns();
  auto tail = tail_of(before, chunk);
  auto view = copy_of(before);

  Chunks chunks(before, columns.first, most_events);
  std::uint32_t copied = 0;   // people of the old chunk who are in the new ones
  auto copy_to = [&](std::uint32_t person) {
    while (copied < person) {
      chunks.before(columns.first + copied, before.position);
      auto until = copied;   // in portions, so that no chunk becomes too large
      while (until < person && (until == copied || columns.starts[until + 1] - columns.starts[copied] <= most_events / 2)) ++until;
      chunks.builder().copy_people(columns, copied, until);
      copied = until;
    }
  };
  for (std::size_t i = 0; i < tail.size();) {
    auto profile = tail[i].event->profile;
    auto end = i;
    while (end < tail.size() && tail[end].event->profile == profile) ++end;
    auto index = old.index_of(profile);
    copy_to(index >= 0 ? static_cast<std::uint32_t>(index) : columns.people);
    chunks.before(profile, before.position);
    add_person(chunks.builder(), profile, columns, index, {tail.data() + i, tail.data() + end});
    if (index >= 0) copied = static_cast<std::uint32_t>(index) + 1;
    i = end;
  }
  copy_to(columns.people);
  auto made = chunks.finish(before.position);
  auto place = view->chunks.begin() + static_cast<std::ptrdiff_t>(chunk);
  view->chunks.insert(view->chunks.erase(place), made.begin(), made.end());

  Position absorbed = before.position;
  for (const auto& one : view->chunks) absorbed = std::min(absorbed, one->upto());
  for (const auto& run : before.tail)
    if (run->last() > absorbed) view->tail.push_back(run);
  View::ChangedPeople changed(view->chunks.size());
  for (std::size_t i = 0; i < made.size(); ++i) changed[chunk + i].emplace();   // others stand in the tail; all are as they were
  view->settle(&before, std::move(changed));
  return view;
}

std::shared_ptr<const View> absorb_all(std::shared_ptr<const View> view, std::uint32_t most_events) {
  // From the back, so that those before keep their place when one becomes several.
  for (auto chunk = view->chunks.size(); chunk-- > 0;) view = absorb(*view, chunk, most_events);
  return view;
}

std::shared_ptr<const View> pruned(const View& before) {
  auto view = copy_of(before);
  for (const auto& run : before.tail) {
    Events left{run->dimensions(), {}, {}};
    for (std::size_t chunk = 0; chunk < view->chunks.size(); ++chunk)
      for (const auto& event : run->of(view->first_of(chunk), view->end_of(chunk)))
        if (event.position > view->chunks[chunk]->upto()) left.add(event, run->codes_of(event));
    if (left.list.size() == run->size()) view->tail.push_back(run);
    else if (!left.list.empty()) view->tail.push_back(std::make_shared<Run>(std::move(left), run->last()));
  }
  view->settle(&before, View::ChangedPeople(view->chunks.size()));
  return view;
}

std::size_t waiting(const View& view) {
  std::size_t n = 0;
  for (const auto& run : view.tail) n += run->size();
  return n;
}

}  // namespace journey
