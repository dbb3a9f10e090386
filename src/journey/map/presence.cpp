#include "journey/map/presence.h"

#include "base/limits.h"
#include "journey/who.h"

namespace journey {

http::Page<Visitor> Presence::here(const std::string& map, const PresenceAsked& asked, const http::Caller& who) {
  if (asked.where && asked.where->size() > base::limits::journey_line_bytes) throw base::invalid("\"where\" is longer than any place on a map.", "Write a path as edits have it.", "where");
  auto now = base::now();
  std::lock_guard lock(guard_);
  for (auto& [key, there] : visitors_) std::erase_if(there, [&](const Visitor& one) { return one.at.micros < now.micros - lease_seconds * base::second; });
  std::erase_if(visitors_, [](const auto& one) { return one.second.empty(); });
  auto& there = visitors_[map];
  auto id = id_of(who);
  std::erase_if(there, [&](const Visitor& one) { return one.user == id; });
  if (!asked.leaving && there.size() < base::limits::journey_visitors) there.push_back({id, who.name, asked.where, now});
  return {there, {}};
}

}  // namespace journey
