#include "record/seen_keys.h"

#include "record/types.h"

namespace record {

void SeenKeys::load(store::Session& session, base::Time now) {
  segments_.clear();
  for (auto& [source, open] : open_) open->keys.clear(), read_all(session, source, open->keys);
  auto from = now.micros - horizon_days_ * base::day;
  // received_at grows with the position but for clock jumps: look for the first position by halves, then a little back.
  Position low = 0, high = session.one<Position>("select coalesce(max(id), 0) from interaction").value_or(0);
  while (low < high) {
    Position middle = low + (high - low) / 2;
    auto received = session.one<std::int64_t>("select received_at from interaction where id >= :i order by id limit 1", middle + 1);
    if (received && *received < from) low = middle + 1;
    else high = middle;
  }
  low = std::max<Position>(0, low - 100'000);
  // Rows of imports are left out: while a source is imported, open() holds all its keys.
  session.each("select source, source_key, received_at, import from interaction where id > :i", [&](const store::Row& row) {
    if (!row.is_null(3)) imported_.insert(static_cast<std::int32_t>(row.integer(0)));
    else if (row.integer(2) >= from) add(base::hash128(static_cast<std::uint32_t>(row.integer(0)), row.text(1)), base::Time{row.integer(2)});
  }, low);
}

void SeenKeys::add(const base::Hash128& key, base::Time now) {
  if (segments_.empty() || segments_.back().keys.size() >= segment_keys) {
    segments_.emplace_back();
    while (segments_.front().newest.micros != 0 && segments_.front().newest.micros < now.micros - horizon_days_ * base::day) segments_.pop_front();
  }
  segments_.back().keys.insert(key);
  segments_.back().newest = std::max(segments_.back().newest, now);
}

bool SeenKeys::seen(store::Session& session, std::int32_t source, const base::Hash128& key, base::Time now, bool importing) {
  if (importing) imported_.insert(source);
  else if (!imported_.empty() && imported_.contains(source) && !open_.contains(source)) open(session, source);
  if (!open_.empty()) {
    auto open = open_.find(source);
    if (open != open_.end() && !open->second->keys.try_emplace(key).second) return true;
  }
  if (importing) return false;
  for (auto segment = segments_.rbegin(); segment != segments_.rend(); ++segment)
    if (segment->keys.contains(key)) return true;
  add(key, now);
  return false;
}

void SeenKeys::read_all(store::Session& session, std::int32_t source, Table& keys) {
  auto first = session.one<Position>("select coalesce(first_interaction, 0) from source where id = :s", source).value_or(0);
  auto last = session.one<Position>("select coalesce(last_interaction, 0) from source where id = :s", source).value_or(0);
  if (last == 0) return;
  session.each("select source_key from interaction where id between :a and :b and source = :s",
               [&](const store::Row& row) { keys.try_emplace(key_of(source, row.text(0))); }, first, last, source);
}

void SeenKeys::open(store::Session& session, std::int32_t source) {
  auto& open = open_[source];
  if (!open) {
    open = std::make_unique<Open>();
    read_all(session, source, open->keys);
  }
  ++open->users;
}

void SeenKeys::reload(store::Session& session, std::int32_t source) {
  auto found = open_.find(source);
  if (found == open_.end()) return;
  found->second->keys.clear();
  read_all(session, source, found->second->keys);
}

void SeenKeys::heard_elsewhere(std::int32_t source, std::string_view key, base::Time received, bool imported) {
  auto hash = base::hash128(static_cast<std::uint32_t>(source), key);
  if (auto open = open_.find(source); open != open_.end()) open->second->keys.try_emplace(hash);
  if (imported) imported_.insert(source);
  else add(hash, received);
}

void SeenKeys::reload_opened(store::Session& session) {
  for (auto& [source, open] : open_) open->keys.clear(), read_all(session, source, open->keys);
}

void SeenKeys::close(std::int32_t source) {
  auto found = open_.find(source);
  if (found != open_.end() && --found->second->users == 0) open_.erase(found);
}

}  // namespace record
