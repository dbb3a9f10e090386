#include "journey/view.h"

#include <algorithm>

namespace journey {
namespace {

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

}  // namespace

std::shared_ptr<View> View::empty(std::size_t dimensions, std::size_t trait_dimensions) {
  auto view = std::make_shared<View>();
  view->dimensions = dimensions;
  view->chunks.push_back(ChunkBuilder(ChunkBuilder::People::range, dimensions).finish(0));
  view->traits = std::make_shared<Traits>(trait_dimensions);
  view->settle(nullptr, {});
  return view;
}

void View::settle(const View* before, const std::vector<bool>& changed) {
  assembled_ = std::vector<std::atomic<std::shared_ptr<const Assembled>>>(chunks.size());
  if (!before || before->chunks.size() != chunks.size()) return;
  for (std::size_t i = 0; i < chunks.size(); ++i)
    if (!changed[i]) assembled_[i].store(before->assembled_[i].load());
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

View::Assembled View::assemble(std::size_t chunk) const {
  Assembled assembled;
  auto from = first_of(chunk), to = end_of(chunk);
  std::vector<CustomerId> special;
  for (const auto& member : joined->between(from, to)) special.push_back(member.profile);
  for (const auto& run : tail)
    for (const auto& event : run->of(from, to))
      if (event.position > chunks[chunk]->upto() && (special.empty() || special.back() != event.profile)) special.push_back(event.profile);
  std::sort(special.begin(), special.end());
  special.erase(std::unique(special.begin(), special.end()), special.end());
  if (special.empty()) return assembled;

  ChunkBuilder builder(ChunkBuilder::People::named, dimensions);
  std::vector<Found> events;
  for (auto profile : special) {
    if (auto i = chunks[chunk]->index_of(profile); i >= 0) assembled.left_out.push_back(static_cast<std::uint32_t>(i));
    if (joined->root(profile) != profile) continue;
    events.clear();
    auto profiles = joined->of(profile);
    if (profiles.empty()) find(*this, profile, events);
    for (const auto& member : profiles) find(*this, member.profile, events);
    if (!std::is_sorted(events.begin(), events.end(), before)) std::sort(events.begin(), events.end(), before);
    builder.begin(profile);
    for (const auto& one : events) {
      if (one.columns) builder.add(*one.columns, one.index);
      else builder.add(one.event->at, one.event->position, one.event->activity, one.event->feeling, one.run->codes_of(*one.event));
    }
  }
  if (builder.people()) assembled.people = builder.finish(position);
  return assembled;
}

Code View::trait(std::size_t dimension, CustomerId person) const {
  auto code = traits->code(dimension, person);
  if (code || joined->size() == 0) return code;
  for (const auto& member : joined->of(person))
    if ((code = traits->code(dimension, member.profile))) break;
  return code;
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
    if (auto known = one.load(); known) n += known->left_out.size() * 4 + (known->people ? known->people->bytes().size() : 0);
  return n;
}

}  // namespace journey
