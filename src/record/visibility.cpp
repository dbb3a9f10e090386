#include "record/visibility.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "http/acting.h"
#include "record/touched.h"
#include "store/many.h"

namespace record {
namespace {

std::string text_of(const base::JsonObject& object, std::string_view member) {
  auto found = object.find(member);
  return found != object.end() && found->value().is_string() ? base::folded(base::trim(std::string_view(found->value().get_string()))) : std::string();
}

}  // namespace

std::string region_of(std::string_view traits) {
  if (traits.size() <= 2) return {};
  const auto parsed = base::parse_json(traits);
  if (!parsed.is_object()) return {};
  const auto& object = parsed.get_object();
  auto address = object.find("address");
  for (const auto* where : {&object, address != object.end() && address->value().is_object() ? &address->value().get_object() : nullptr})
    for (const char* member : {"region", "country"})
      if (auto region = where ? text_of(*where, member) : std::string(); !region.empty()) return region;
  return {};
}

Visibility Visibility::now() {
  Visibility visibility;
  visibility.regions_ = http::Acting::now().regions;
  return visibility;
}

bool Visibility::sees(store::Session& session, CustomerId profile) const {
  if (!regions_) return true;
  bool seen = false;
  auto root = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", profile);
  if (!root) return false;
  session.each("select traits from customer where id = :r or merged_into = :s", [&](const store::Row& row) {
    auto region = region_of(row.text(0));
    seen = seen || (!region.empty() && std::find(regions_->begin(), regions_->end(), region) != regions_->end());
  }, *root, *root);
  return seen;
}

std::string Visibility::condition(std::string_view column) const {
  if (!regions_) return {};
  if (regions_->empty()) return " and 1 = 0";
  std::string words;
  for (std::size_t i = 0; i < regions_->size(); ++i) words += (i ? ", :w" : ":w") + std::to_string(i);
  auto id = std::string(column);
  // Of somebody joined, another profile may be of the region: those are let through here and asked by sees().
  return " and (exists (select 1 from derived.profile_region g where g.customer = " + id + " and g.region in (" + words + ")) or exists (select 1 from customer j where j.id = " + id +
         " and j.merged_into is not null) or exists (select 1 from customer j where j.merged_into = " + id + "))";
}

void Visibility::add_parameters(std::vector<store::Value>& values) const {
  if (!regions_) return;
  for (const auto& region : *regions_) values.emplace_back(region);
}

void RegionReader::read(store::Session& session, const LogSlice& slice) {
  auto profiles = touched_profiles(session, slice);
  std::map<CustomerId, std::string> regions;
  store::each_of_many(session, "select id, traits from customer where id = :id", {profiles.begin(), profiles.end()},
                      [&](const store::Row& row) { regions[row.integer(0)] = region_of(std::string(row.text(1))); });
  for (auto profile : profiles) {
    const auto& region = regions[profile];
    if (region.empty()) session.run_later("delete from derived.profile_region where customer = :i", profile);
    else session.run_later("insert into derived.profile_region(customer, region) values (:i, :r) on conflict (customer) do update set region = excluded.region", profile, region);
  }
}

}  // namespace record
