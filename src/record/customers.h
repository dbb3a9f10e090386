// Customers as they are read: a person with all joined profiles, lists of people, search, the timeline.
// Reads only; any thread. Ids in and out are texts ("c12"); a joined profile's id leads to its person.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "http/router.h"
#include "record/interactions.h"
#include "record/timeline.h"
#include "store/database.h"

namespace record {

struct IdentityItem {
  std::string namespace_, value;
  bool verified = false;
  bool shared = false;      // held by more people than it may join
};
BOOST_DESCRIBE_STRUCT(IdentityItem, (), (namespace_, value, verified, shared))

struct Matched {
  std::string field, value;
};
BOOST_DESCRIBE_STRUCT(Matched, (), (field, value))

struct Customer {
  std::string id, name;
  bool anonymous = false;
  std::vector<IdentityItem> identities;
  std::int64_t interactions = 0;
  std::optional<base::Time> first_at, last_at;
  std::vector<std::string> channels;
  std::int64_t profiles = 1;
  std::optional<Matched> matched;
};
BOOST_DESCRIBE_STRUCT(Customer, (), (id, name, anonymous, identities, interactions, first_at, last_at, channels, profiles, matched))

struct JoinedProfile {
  std::string profile, name;
  std::int64_t interactions = 0;
  std::optional<std::string> merge, rule, reason;   // the merge that holds it to the others
  std::optional<base::Time> at;
  std::optional<std::string> by;
};
BOOST_DESCRIBE_STRUCT(JoinedProfile, (), (profile, name, interactions, merge, rule, reason, at, by))

struct Worth {
  std::string currency;
  std::int64_t minor = 0, interactions = 0;
};
BOOST_DESCRIBE_STRUCT(Worth, (), (currency, minor, interactions))

struct ChannelCount {
  std::string channel;
  std::int64_t interactions = 0;
};
BOOST_DESCRIBE_STRUCT(ChannelCount, (), (channel, interactions))

struct CustomerInFull : Customer {
  base::JsonObject traits;
  std::vector<JoinedProfile> joined;
  std::int64_t suggestions = 0;
  std::vector<Worth> worth;
  std::vector<ChannelCount> channel_counts;
};
BOOST_DESCRIBE_STRUCT(CustomerInFull, (Customer), (traits, joined, suggestions, worth, channel_counts))

enum class CustomerKind { identified, anonymous };
BOOST_DESCRIBE_ENUM(CustomerKind, identified, anonymous)

struct CustomerQuery {
  std::optional<std::string> q, identity, channel;
  std::optional<CustomerKind> kind;
  std::optional<base::Time> seen_after, seen_before;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(CustomerQuery, (), (q, identity, channel, kind, seen_after, seen_before, limit, cursor))

struct TimelineQuery {
  std::optional<std::string> channel, name, profile;
  std::optional<base::Time> from, to;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(TimelineQuery, (), (channel, name, profile, from, to, limit, cursor))

struct DensityDay {
  std::string day;
  std::map<std::string, std::int64_t> counts;   // by channel
  std::optional<double> feeling;                // mean, -1 … 1
};
BOOST_DESCRIBE_STRUCT(DensityDay, (), (day, counts, feeling))
struct Density {
  std::optional<base::Time> first_at, last_at;
  std::string zone;
  std::vector<DensityDay> days;
};
BOOST_DESCRIBE_STRUCT(Density, (), (first_at, last_at, zone, days))
struct DensityQuery {
  std::optional<std::string> zone;
};
BOOST_DESCRIBE_STRUCT(DensityQuery, (), (zone))

class Customers {
 public:
  Customers(store::Database& database, const Dictionary& dictionary, const Timeline& timeline, std::string region, int people_an_identifier_joins)
      : database_(database), dictionary_(dictionary), timeline_(timeline), region_(std::move(region)), people_an_identifier_joins_(people_an_identifier_joins) {}

  http::Page<Customer> list(const CustomerQuery& query) const;
  CustomerInFull one(const std::string& id) const;
  http::Page<Interaction> timeline(const std::string& id, const TimelineQuery& query) const;
  Density density(const std::string& id, const DensityQuery& query) const;

  // Whether anybody is known by this identifier.
  bool knows(const std::string& name_space, const std::string& value) const;

  // For others who show people (suggestions): the list item of a person.
  Customer item(store::Session& session, CustomerId root) const;
  // What a single profile is called.
  std::string name_of(store::Session& session, CustomerId profile) const;
  // The person that a profile belongs to; throws Error(not_found), and Error(gone) when it was erased.
  static CustomerId person(store::Session& session, const std::string& id);

 private:
  std::vector<IdentityItem> identities(store::Session& session, const std::vector<CustomerId>& profiles) const;
  std::vector<CustomerId> by_identity(store::Session& session, const std::string& name_space, const std::string& raw) const;
  http::Page<Customer> by_identity(store::Session& session, const CustomerQuery& query) const;
  http::Page<Customer> by_search(store::Session& session, const CustomerQuery& query) const;
  http::Page<Customer> by_last_seen(store::Session& session, const CustomerQuery& query) const;
  http::Page<Customer> ranked(store::Session& session, const CustomerQuery& query, const std::map<CustomerId, Matched>& matched, const std::vector<base::SearchWord>& words) const;

  store::Database& database_;
  const Dictionary& dictionary_;
  const Timeline& timeline_;
  std::string region_;
  int people_an_identifier_joins_;
};

}  // namespace record
