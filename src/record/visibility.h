// Whom the one who asks may see: everybody, or only customers of some regions (http::Caller::regions, filled by access/).
// THE rule, asked wherever a customer leaves the record: by id (Customers::person), in lists, search, merges, suggestions,
// exports and counts. Who is not seen does not exist for the one who asks: 404, not 403.
//
// A customer's region is what the traits `region`, else `country`, else `address.region`, else `address.country` say, folded
// (case, width, marks). A person is seen when one of the joined profiles is. No region: seen only by who sees everybody.
//
// Threads: made for one request, on its thread. The truth is asked each time, so another region counts at once; what is
// derived (RegionReader) only finds candidates.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/reader.h"

namespace record {

class Visibility {
 public:
  // Of whoever acts on this thread (http/acting.h).
  static Visibility now();

  bool is_whole() const { return !regions_; }
  // `profile`: any profile of the person.
  bool sees(store::Session& session, CustomerId profile) const;

  // " and exists (…)" on candidates whose profile's id is `column`, and its parameters for behind the others'; empty for who sees everybody.
  std::string condition(std::string_view column) const;
  void add_parameters(std::vector<store::Value>& values) const;   // borrowed: the object must outlive them

 private:
  std::optional<std::vector<std::string>> regions_;
};

// Folded; empty when nothing says it.
std::string region_of(std::string_view traits);

// Keeps derived.profile_region, by which candidates are found.
class RegionReader : public Reader {
 public:
  std::string name() const override { return "customer regions"; }
  bool wants_interactions() const override { return false; }
  void read(store::Session& session, const LogSlice& slice) override;
};

inline constexpr std::string_view region_tables =
    "create table derived.profile_region (customer integer primary key, region text not null);\n"
    "create index derived.profile_region_region on profile_region(region, customer);\n";

}  // namespace record
