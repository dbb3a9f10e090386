#include "record/dictionary.h"

#include <mutex>

#include "base/error.h"
#include "base/limits.h"

namespace record {
namespace {

namespace limits = base::limits;

void refuse_more_than(std::size_t most, std::int32_t next, const char* what) {
  if (next > static_cast<std::int64_t>(most))
    throw base::Error(base::ErrorCode::too_large, "There are " + std::to_string(most) + " different " + what + " already, and this would be one more.",
                      "Use one that is known, and put what differs into a property.");
}

std::string activity_key(std::string_view channel, std::string_view name) {
  std::string key;
  key.reserve(channel.size() + name.size() + 1);
  key.append(channel).push_back('\0');
  key.append(name);
  return key;
}

struct Word {
  std::int32_t id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Word, (), (id, name))
struct ActivityRow {
  std::int32_t id, channel;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ActivityRow, (), (id, channel, name))

}  // namespace

void Dictionary::Words::put(std::int32_t id, std::string name) {
  if (names.size() <= static_cast<std::size_t>(id)) names.resize(id + 1);
  names[id] = name;
  ids.insert_or_assign(std::move(name), id);
}
std::int32_t Dictionary::Words::find(std::string_view name) const {
  auto found = ids.find(name);
  return found == ids.end() ? 0 : found->second;
}
std::string Dictionary::Words::name(std::int32_t id) const {
  return id > 0 && static_cast<std::size_t>(id) < names.size() ? names[id] : std::string();
}

void Dictionary::load(store::Session& session) {
  {
    std::unique_lock lock(guard_);
    for (auto* words : {&channels_, &sources_, &name_spaces_, &activities_}) *words = Words();
    activity_list_.assign(1, Activity());
  }
  refresh(session);
}

void Dictionary::refresh(store::Session& session) const {
  std::int32_t known[4];
  {
    std::shared_lock lock(guard_);
    known[0] = channels_.read_upto, known[1] = sources_.read_upto, known[2] = name_spaces_.read_upto, known[3] = activities_.read_upto;
  }
  auto channels = session.all<Word>("select id, name from channel where id > :k order by id", known[0]);
  auto sources = session.all<Word>("select id, name from source where id > :k order by id", known[1]);
  auto name_spaces = session.all<Word>("select id, name from name_space where id > :k order by id", known[2]);
  auto activities = session.all<ActivityRow>("select id, channel, name from activity where id > :k order by id", known[3]);
  std::unique_lock lock(guard_);
  auto take = [](Words& words, std::vector<Word>& rows) {
    for (auto& row : rows) {
      words.read_upto = std::max(words.read_upto, row.id);
      words.put(row.id, std::move(row.name));
    }
  };
  take(channels_, channels);
  take(sources_, sources);
  take(name_spaces_, name_spaces);
  for (auto& row : activities) {
    activities_.read_upto = std::max(activities_.read_upto, row.id);
    activities_.put(row.id, activity_key(channels_.name(row.channel), row.name));
    if (activity_list_.size() <= static_cast<std::size_t>(row.id)) activity_list_.resize(row.id + 1);
    activity_list_[row.id] = {row.id, row.channel, row.name};
  }
}

std::int32_t Dictionary::make(store::Session& session, Words& words, std::string_view table, std::string_view name, std::size_t most, const char* what) {
  {
    std::shared_lock lock(guard_);
    if (auto id = words.find(name)) return id;
  }
  // Another node may have made it meanwhile: the table decides. New words are rare.
  auto id = session.one<std::int32_t>("select id from " + std::string(table) + " where name = :n", name).value_or(0);
  if (!id) {
    id = session.one<std::int32_t>("select coalesce(max(id), 0) + 1 from " + std::string(table)).value();
    refuse_more_than(most, id, what);
    session.run("insert into " + std::string(table) + "(id, name) values (:i, :n)", id, name);
  }
  std::unique_lock lock(guard_);
  words.put(id, std::string(name));
  return id;
}

std::int32_t Dictionary::channel(store::Session& session, std::string_view name) { return make(session, channels_, "channel", name, limits::channels, "channels"); }
std::int32_t Dictionary::source(store::Session& session, std::string_view name) { return make(session, sources_, "source", name, limits::sources, "sources"); }
std::int32_t Dictionary::name_space(store::Session& session, std::string_view name) { return make(session, name_spaces_, "name_space", name, limits::name_spaces, "kinds of identifiers"); }

std::int32_t Dictionary::activity(store::Session& session, std::string_view channel_name, std::string_view name) {
  char small[512];
  std::string_view key;
  std::string large;
  if (channel_name.size() + name.size() + 1 <= sizeof small) {
    channel_name.copy(small, channel_name.size());
    small[channel_name.size()] = '\0';
    name.copy(small + channel_name.size() + 1, name.size());
    key = {small, channel_name.size() + name.size() + 1};
  } else {
    key = large = activity_key(channel_name, name);
  }
  {
    std::shared_lock lock(guard_);
    if (auto id = activities_.find(key)) return id;
  }
  auto channel_id = channel(session, channel_name);
  auto id = session.one<std::int32_t>("select id from activity where channel = :c and name = :n", channel_id, name).value_or(0);
  if (!id) {
    id = session.one<std::int32_t>("select coalesce(max(id), 0) + 1 from activity").value();
    refuse_more_than(limits::activities, id, "names of what happened");
    session.run("insert into activity(id, channel, name) values (:i, :c, :n)", id, channel_id, name);
  }
  std::unique_lock lock(guard_);
  activities_.put(id, std::string(key));
  if (activity_list_.size() <= static_cast<std::size_t>(id)) activity_list_.resize(id + 1);
  activity_list_[id] = {id, channel_id, std::string(name)};
  return id;
}

std::int32_t Dictionary::find_channel(std::string_view name) const { std::shared_lock lock(guard_); return channels_.find(name); }
std::int32_t Dictionary::find_source(std::string_view name) const { std::shared_lock lock(guard_); return sources_.find(name); }
std::int32_t Dictionary::find_name_space(std::string_view name) const { std::shared_lock lock(guard_); return name_spaces_.find(name); }
std::int32_t Dictionary::find_activity(std::string_view channel, std::string_view name) const {
  std::shared_lock lock(guard_);
  return activities_.find(activity_key(channel, name));
}
std::string Dictionary::channel_name(std::int32_t id) const { std::shared_lock lock(guard_); return channels_.name(id); }
std::string Dictionary::source_name(std::int32_t id) const { std::shared_lock lock(guard_); return sources_.name(id); }
std::string Dictionary::name_space_name(std::int32_t id) const { std::shared_lock lock(guard_); return name_spaces_.name(id); }
Activity Dictionary::activity_of(std::int32_t id) const {
  std::shared_lock lock(guard_);
  return id > 0 && static_cast<std::size_t>(id) < activity_list_.size() ? activity_list_[id] : Activity();
}
std::int32_t Dictionary::channel_of_activity(std::int32_t id) const {
  std::shared_lock lock(guard_);
  return id > 0 && static_cast<std::size_t>(id) < activity_list_.size() ? activity_list_[id].channel : 0;
}
std::vector<Activity> Dictionary::activities() const {
  std::shared_lock lock(guard_);
  std::vector<Activity> found;
  for (const auto& activity : activity_list_)
    if (activity.id) found.push_back(activity);
  return found;
}

}  // namespace record
