// Channels, activities, sources and namespaces as small numbers. Grows only, inside the appender's transaction (of this
// node or another); read from any thread.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>

#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "store/session.h"

namespace record {

struct Activity {
  std::int32_t id = 0;
  std::int32_t channel = 0;
  std::string name;
};

class Dictionary {
 public:
  void load(store::Session& session);
  // Reads the words that other nodes made. From any thread, with any session. What is kept here is a copy of the tables:
  // whoever meets a number without a name may ask for it anew.
  void refresh(store::Session& session) const;

  // The number of a word, made when it is new (appender only). Throws Error(too_large) when there are as many as base/limits.h lets in.
  std::int32_t channel(store::Session& session, std::string_view name);
  std::int32_t activity(store::Session& session, std::string_view channel, std::string_view name);
  std::int32_t source(store::Session& session, std::string_view name);
  std::int32_t name_space(store::Session& session, std::string_view name);

  // The number of a known word, 0 when there is none.
  std::int32_t find_channel(std::string_view name) const;
  std::int32_t find_activity(std::string_view channel, std::string_view name) const;
  std::int32_t find_source(std::string_view name) const;
  std::int32_t find_name_space(std::string_view name) const;

  // Copies: safe to keep.
  std::string channel_name(std::int32_t id) const;
  Activity activity_of(std::int32_t id) const;
  std::string source_name(std::int32_t id) const;
  std::string name_space_name(std::int32_t id) const;
  std::vector<Activity> activities() const;
  std::int32_t channel_of_activity(std::int32_t activity) const;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return base::hash128(0, s).low; }
  };
  struct Words {
    boost::unordered_flat_map<std::string, std::int32_t, TextHash, std::equal_to<>> ids;
    std::vector<std::string> names;   // by id
    std::int32_t read_upto = 0;       // what the table held when it was read last
    void put(std::int32_t id, std::string name);
    std::int32_t find(std::string_view name) const;
    std::string name(std::int32_t id) const;
  };
  std::int32_t make(store::Session& session, Words& words, std::string_view table, std::string_view name, std::size_t most, const char* what);

  mutable std::shared_mutex guard_;
  mutable Words channels_, sources_, name_spaces_, activities_;   // activities under "channel \0 name"
  mutable std::vector<Activity> activity_list_;
};

}  // namespace record
