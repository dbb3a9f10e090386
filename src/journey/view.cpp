#include "journey/view.h"

#include <algorithm>

#include "journey/tail.h"

namespace journey {
namespace {

constexpr std::size_t changed_most = 4'096;   // of a chunk; beyond that assembling all of them anew costs no more

// An event wherever it stands: in a chunk or in the tail.
struct Found {
  std::int64_t at;
  Position position;
  const Columns* columns;   // null: in the tail
  std::uint32_t index;
  const Event* event;
  const Run* run;
};

bool before(const Found& a, const Found& b) { return a.at != b.at ? a.at < b.at : a.position < b.position; }

void find(const View& view, CustomerId profile, std::vector<Found>& found) {
  const auto& chunk = *view.chunks[view.chunk_of(profile)];
  if (auto i = chunk.index_of(profile); i >= 0) {
    const auto& columns = chunk.columns();
    for (auto e = columns.starts[i]; e < columns.starts[i + 1]; ++e) found.push_back({columns.at(e), columns.position_of(e), &columns, e, nullptr, nullptr});
  }
  for (const auto& run : view.tail)
    for (const auto& event : run->of(profile, profile + 1))
      if (event.position > chunk.upto()) found.push_back({event.at, event.position, nullptr, 0, &event, run.get()});
}

// Index among named people, -1 when they are not there.
std::int64_t index_of(const std::shared_ptr<const Chunk>& people, CustomerId person) {
  if (!people) return -1;
  const auto* ids = people->columns().ids;
  const auto* found = std::lower_bound(ids, ids + people->columns().people, person);
  return found != ids + people->columns().people && *found == person ? found - ids : -1;
}

void copy(ChunkBuilder& builder, const Columns& columns, std::int64_t index) {
  builder.begin(columns.person(static_cast<std::uint32_t>(index)));
  builder.add_all(columns, columns.starts[index], columns.starts[index + 1]);
}

}  // namespace

std::shared_ptr<View> View::empty(std::size_t dimensions, std::size_t trait_dimensions) {
  auto view = std::make_shared<View>();
  view->dimensions = dimensions;
  view->chunks.push_back(ChunkBuilder(ChunkBuilder::People::range, dimensions).finish(0));
  view->traits = std::make_shared<Traits>(trait_dimensions);
  view->settle(nullptr, {});
  return view;
}

void View::settle(const View* before, ChangedPeople changed) {
  assembled_ = std::vector<std::atomic<std::shared_ptr<const Assembled>>>(chunks.size());
  known_.resize(chunks.size());
  if (!before) return;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    auto there = before->chunk_of(first_of(i));   // a chunk that became several: what was known of it is known of each
    auto assembled = before->assembled_[there].load();
    if (!changed[i]) assembled_[i].store(assembled);
    auto& known = known_[i];
    known = assembled ? Known{assembled, {}} : before->known_[there];
    if (!changed[i] || !known.assembled) continue;
    known.changed.insert(known.changed.end(), changed[i]->begin(), changed[i]->end());
    std::sort(known.changed.begin(), known.changed.end());
    known.changed.erase(std::unique(known.changed.begin(), known.changed.end()), known.changed.end());
    if (known.changed.size() > changed_most) known = {};
  }
}

std::size_t View::chunk_of(CustomerId profile) const {
  auto after = std::upper_bound(chunks.begin(), chunks.end(), profile, [](CustomerId profile, const auto& chunk) { return profile < chunk->columns().first; });
  return after == chunks.begin() ? 0 : static_cast<std::size_t>(after - chunks.begin()) - 1;
}

const View::Assembled& View::assembled_of(std::size_t chunk) const {
  auto known = assembled_[chunk].load();
  if (!known) {
    // Two questions may come here at once: the same work twice, and one of the two equal results stays.
    std::shared_ptr<const Assembled> made = std::make_shared<Assembled>(assemble(chunk));
    if (assembled_[chunk].compare_exchange_strong(known, made)) known = made;
  }
  return *known;   // the view keeps it
}

void View::add_joined(ChunkBuilder& builder, CustomerId person) const {
  std::vector<Found> events;
  for (const auto& member : joined->of(person)) find(*this, member.profile, events);
  std::sort(events.begin(), events.end(), before);
  builder.begin(person);
  for (const auto& one : events) {
    if (one.columns) builder.add(*one.columns, one.index);
    else builder.add(*one.event, one.run->codes_of(*one.event));
  }
}

View::Assembled View::assemble(std::size_t chunk) const {
  Assembled assembled;
  auto members = joined->between(first_of(chunk), end_of(chunk));
  auto tail = tail_of(*this, chunk);
  if (members.empty() && tail.empty()) return assembled;

  const auto& columns = chunks[chunk]->columns();
  const auto& known = known_[chunk];
  auto people_of = [](const std::shared_ptr<const Chunk>& people) { return people ? std::size_t(people->columns().people) : 0; };
  auto older = known.assembled ? known.assembled->older : nullptr, newer = known.assembled ? known.assembled->newer : nullptr;
  // All of them in one again, now and then: each person is copied a few times only.
  bool into_one = 4 * (people_of(newer) + known.changed.size()) + 2 * (known.assembled ? known.assembled->left_out_of_older.size() : 0) > people_of(older);
  std::vector<std::uint32_t> stay;   // in `older`
  ChunkBuilder builder(ChunkBuilder::People::named, dimensions);
  auto add_known = [&](CustomerId person) {
    if (!known.has(person)) return false;
    if (auto i = index_of(newer, person); i >= 0) return copy(builder, newer->columns(), i), true;
    auto i = index_of(older, person);
    if (i < 0 || std::binary_search(known.assembled->left_out_of_older.begin(), known.assembled->left_out_of_older.end(), i)) return false;
    if (into_one) copy(builder, older->columns(), i);
    else stay.push_back(static_cast<std::uint32_t>(i));
    return true;
  };
  auto member = members.begin();
  for (auto waiting = tail.begin(); waiting != tail.end() || member != members.end();) {
    auto profile = waiting == tail.end() ? member->profile : member == members.end() ? waiting->event->profile : std::min(waiting->event->profile, member->profile);
    auto end = waiting;
    while (end != tail.end() && end->event->profile == profile) ++end;
    auto index = chunks[chunk]->index_of(profile);
    if (index >= 0) assembled.left_out.push_back(static_cast<std::uint32_t>(index));
    bool is_joined = member != members.end() && member->profile == profile, speaks = !is_joined || member->root == profile;
    if (speaks && !add_known(profile)) {
      if (is_joined) add_joined(builder, profile);
      else add_person(builder, profile, columns, index, {waiting, end});
    }
    if (is_joined) ++member;
    waiting = end;
  }
  auto made = builder.people() ? builder.finish(position) : nullptr;
  if (into_one) {
    assembled.older = std::move(made);
    return assembled;
  }
  assembled.newer = std::move(made);
  assembled.older = older;
  auto staying = stay.begin();
  for (std::uint32_t i = 0; i < people_of(older); ++i) {
    if (staying != stay.end() && *staying == i) ++staying;
    else assembled.left_out_of_older.push_back(i);
  }
  return assembled;
}

std::optional<std::pair<std::int64_t, std::int64_t>> View::period() const {
  std::int64_t first = INT64_MAX, last = INT64_MIN;
  for (const auto& chunk : chunks)
    if (chunk->columns().events()) first = std::min(first, chunk->first_at()), last = std::max(last, chunk->last_at());
  for (const auto& run : tail)
    for (const auto& event : run->all()) first = std::min(first, event.at), last = std::max(last, event.at);
  return first > last ? std::nullopt : std::optional(std::pair(first, last));
}

std::uint64_t View::events() const {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    n += chunks[i]->columns().events();
    for (const auto& run : tail)
      for (const auto& event : run->of(first_of(i), end_of(i))) n += event.position > chunks[i]->upto();
  }
  return n;
}

std::uint64_t View::bytes() const {
  std::uint64_t n = traits->bytes() + 2 * joined->size() * sizeof(Joined::Member);
  for (const auto& chunk : chunks) n += chunk->bytes().size();
  for (const auto& run : tail) n += run->bytes();
  for (const auto& one : assembled_)
    if (auto known = one.load(); known) n += 4 * (known->left_out.size() + known->left_out_of_older.size()) + (known->older ? known->older->bytes().size() : 0) + (known->newer ? known->newer->bytes().size() : 0);
  return n;
}

}  // namespace journey
