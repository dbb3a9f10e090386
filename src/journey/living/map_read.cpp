#include "journey/living/map_read.h"

#include <algorithm>

#include "base/text.h"
#include "journey/answered.h"
#include "journey/map/document.h"

namespace journey {

std::size_t MapRead::place_of(const std::string& touchpoint, const std::string& field) const {
  auto found = std::find_if(touchpoints.begin(), touchpoints.end(), [&](const Touchpoint* one) { return one->key == touchpoint; });
  if (found == touchpoints.end()) throw base::invalid("The map has no touchpoint \"" + base::shown(touchpoint) + "\".", "Send the key of one of its touchpoints.", field);
  return static_cast<std::size_t>(found - touchpoints.begin());
}

MapRead read(const Index& index, const Words& words, const Map& map, std::int64_t as_of) {
  const auto& dimensions = index.dimensions();
  MapRead read{.drop_off_within = read_span(map.drop_off_within, "drop_off_within"), .loop = map.kind == MapKind::loop};
  if (map.case_) {
    auto found = dimensions.find(*map.case_, "case");
    if (found.of_customer) throw base::invalid("\"" + base::shown(*map.case_) + "\" is a trait of customers, not of one interaction.", "Name a dimension of interactions: a case is a part of what a customer lives through.", "case");
    read.sight.case_ = found.number;
  }
  auto promise = dimensions.find("promise", "promise");
  read.sight.topic = dimensions.find("topic", "topic").number;
  read.sight.promise = promise.number;
  read.sight.kept = dimensions.known(promise, "kept").value_or(0);
  read.sight.broken = dimensions.known(promise, "broken").value_or(0);
  read.sight.as_of = as_of;
  read.sight.told = dimensions.experiences.all();

  for (std::size_t stage = 0; stage < map.stages.size(); ++stage)
    for (std::size_t i = 0; i < map.touchpoints.size(); ++i) {
      const auto& touchpoint = map.touchpoints[i];
      if (touchpoint.stage != map.stages[stage].key) continue;
      const auto at = "touchpoints[" + std::to_string(i) + "]";
      auto match = [&](const std::optional<MatchAsked>& asked, const char* field) { return asked ? words.may_match(*asked, at + "." + field) : Match(); };
      Place place{.match = match(touchpoint.match, "match"), .answers = match(touchpoint.answers, "answers"), .complaint = match(touchpoint.complaint, "complaint"),
                  .contact = match(touchpoint.contact, "contact")};
      if (!touchpoint.contact && touchpoint.match) {   // its own that came in
        place.contact = place.match;
        Condition came_in{dimensions.find("direction", "direction")};
        if (auto code = dimensions.known(came_in.dimension, "in")) came_in.allow(*code);
        place.contact.where.push_back(came_in);
      }
      if (const auto& promise = touchpoint.promise) {
        place.promise.emplace();
        const auto& from = promise->due ? promise->made_by : promise->after;
        if (from) place.promise->from = words.may_match(*from, at + (promise->due ? ".promise.made_by" : ".promise.after"));
        if (promise->within) place.promise->within = read_span(*promise->within, at + ".promise.within");
      }
      read.places.push_back(std::move(place));
      read.touchpoints.push_back(&touchpoint);
      read.stages.push_back(stage);
    }
  return read;
}

void want(Scope& scope, const MapRead& map) {
  for (const auto& place : map.places) {
    for (const auto* match : {&place.match, &place.answers, &place.complaint, &place.contact}) want(scope, *match);
    if (place.promise && place.promise->from) want(scope, *place.promise->from);
  }
  for (auto dimension : {map.sight.topic, map.sight.promise, map.sight.case_.value_or(map.sight.topic)}) scope.wanted.push_back(dimension);
  std::sort(scope.wanted.begin(), scope.wanted.end());
  scope.wanted.erase(std::unique(scope.wanted.begin(), scope.wanted.end()), scope.wanted.end());
  scope.wants_told = true;
}

}  // namespace journey
