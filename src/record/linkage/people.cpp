#include "record/linkage/people.h"

namespace record::linkage {
namespace {

constexpr std::size_t keys_a_step = 50'000;

struct KeyRow {
  Key block;
  CustomerId customer;
};
BOOST_DESCRIBE_STRUCT(KeyRow, (), (block, customer))

}  // namespace

std::shared_ptr<const CachedPeople::Entry> CachedPeople::get(CustomerId id) {
  if (auto found = newer_.find(id); found != newer_.end()) return found->second;
  std::shared_ptr<const Entry> entry;
  if (auto found = older_.find(id); found != older_.end()) {
    entry = found->second;
  } else if (auto person = database_.reading([&](store::Session& session) { return indexed(session, id); })) {
    auto keys = keys_of(*person);
    entry = std::make_shared<Entry>(Entry{std::move(*person), std::move(keys)});
  }
  if (newer_.size() >= most_ / 2) {
    older_ = std::move(newer_);
    newer_.clear();
  }
  newer_[id] = entry;
  return entry;
}

void Blocks::each(const std::function<void(Key, const std::vector<CustomerId>&)>& visit, const std::function<void(Key)>& too_large) {
  Key from = -1;   // the last key that is done with
  for (bool more = true; more;) {
    auto rows = database_.reading([&](store::Session& session) {
      return session.all<KeyRow>("select block, customer from derived.link_key where block > :b order by block, customer limit :n", from, keys_a_step);
    });
    more = rows.size() == keys_a_step;
    for (std::size_t at = 0; at < rows.size();) {
      auto end = at;
      while (end < rows.size() && rows[end].block == rows[at].block) ++end;
      auto key = rows[at].block;
      auto people = static_cast<std::int64_t>(end - at);
      // The last one may go on in the next step, unless it is too large already.
      if (end == rows.size() && more && people <= most_) break;
      from = key;
      if (people > most_) {
        too_large_.insert(key);
        too_large(key);
      } else if (people > 1) {
        std::vector<CustomerId> members;
        for (auto i = at; i < end; ++i) members.push_back(rows[i].customer);
        visit(key, members);
      }
      at = end;
    }
  }
}

Key Blocks::first_common(const std::vector<Key>& a, const std::vector<Key>& b) const {
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] < b[j]) ++i;
    else if (b[j] < a[i]) ++j;
    else if (!too_large_.contains(a[i])) return a[i];
    else ++i, ++j;
  }
  return -1;
}

}  // namespace record::linkage
