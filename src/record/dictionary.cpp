#include "record/dictionary.h"

#include <mutex>

namespace record {
namespace {

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
  std::unique_lock lock(guard_);
  for (auto* words : {&channels_, &sources_, &name_spaces_, &activities_}) *words = Words();
  activity_list_.assign(1, Activity());
  for (auto& word : session.all<Word>("select id, name from channel")) channels_.put(word.id, word.name);
  for (auto& word : session.all<Word>("select id, name from source")) sources_.put(word.id, word.name);
  for (auto& word : session.all<Word>("select id, name from name_space")) name_spaces_.put(word.id, word.name);
  for (auto& row : session.all<ActivityRow>("select id, channel, name from activity")) {
    activities_.put(row.id, activity_key(channels_.name(row.channel), row.name));
    if (activity_list_.size() <= static_cast<std::size_t>(row.id)) activity_list_.resize(row.id + 1);
    activity_list_[row.id] = {row.id, row.channel, row.name};
  }
}

std::int32_t Dictionary::make(store::Session& session, Words& words, std::string_view table, std::string_view name) {
  {
    std::shared_lock lock(guard_);
    if (auto id = words.find(name)) return id;
  }
  std::unique_lock lock(guard_);
  auto id = static_cast<std::int32_t>(std::max<std::size_t>(words.names.size(), 1));
  session.run("insert into " + std::string(table) + "(id, name) values (:i, :n)", id, name);
  words.put(id, std::string(name));
  return id;
}

std::int32_t Dictionary::channel(store::Session& session, std::string_view name) { return make(session, channels_, "channel", name); }
std::int32_t Dictionary::source(store::Session& session, std::string_view name) { return make(session, sources_, "source", name); }
std::int32_t Dictionary::name_space(store::Session& session, std::string_view name) { return make(session, name_spaces_, "name_space", name); }

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
  std::unique_lock lock(guard_);
  auto id = static_cast<std::int32_t>(std::max<std::size_t>(activities_.names.size(), 1));
  session.run("insert into activity(id, channel, name) values (:i, :c, :n)", id, channel_id, name);
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
