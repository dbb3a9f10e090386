// Events that came in since their chunks were made, sorted by profile and time: a part of the tail. Immutable.
#pragma once
#include <algorithm>
#include <memory>
#include <span>

#include "journey/event.h"

namespace journey {

class Run {
 public:
  // Sorts. `last`: the log up to here is in this run or in earlier ones.
  Run(Events events, Position last);
  // Two neighbours as one.
  Run(const Run& earlier, const Run& later);

  // Of the profiles `from` … before `to`.
  std::span<const Event> of(CustomerId from, CustomerId to) const {
    auto by_profile = [](const Event& event, CustomerId profile) { return event.profile < profile; };
    auto begin = std::lower_bound(events_.list.begin(), events_.list.end(), from, by_profile);
    return {begin, std::lower_bound(begin, events_.list.end(), to, by_profile)};
  }
  std::span<const Event> all() const { return events_.list; }
  const Code* codes_of(const Event& event) const { return events_.codes_of(event); }
  std::size_t dimensions() const { return events_.dimensions; }
  std::size_t size() const { return events_.list.size(); }
  Position last() const { return last_; }
  std::size_t bytes() const { return events_.list.size() * sizeof(Event) + events_.codes.size() * sizeof(Code); }

 private:
  Events events_;
  Position last_;
};

}  // namespace journey
