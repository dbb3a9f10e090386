// Which profiles are one person: those that are joined, with the one that speaks for them (the oldest). Immutable.
#pragma once
#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "journey/event.h"

namespace journey {

class Joined {
 public:
  struct Member {
    CustomerId profile = 0, root = 0;
  };

  Joined() = default;
  // `members`: every profile of every person that has two or more; any order.
  explicit Joined(std::vector<Member> members) : by_profile_(std::move(members)) {
    std::sort(by_profile_.begin(), by_profile_.end(), [](const Member& a, const Member& b) { return a.profile < b.profile; });
    by_root_ = by_profile_;
    std::sort(by_root_.begin(), by_root_.end(), [](const Member& a, const Member& b) { return a.root != b.root ? a.root < b.root : a.profile < b.profile; });
  }
  // With the persons of the profiles in `changed` as `members` now says; it holds everybody whose root may have moved.
  Joined with(std::vector<CustomerId> changed, const std::vector<Member>& members) const {
    std::sort(changed.begin(), changed.end());
    std::vector<Member> all;
    for (const auto& member : by_profile_)
      if (!std::binary_search(changed.begin(), changed.end(), member.profile)) all.push_back(member);
    all.insert(all.end(), members.begin(), members.end());
    return Joined(std::move(all));
  }

  CustomerId root(CustomerId profile) const {
    auto found = at(profile);
    return found == by_profile_.end() || found->profile != profile ? profile : found->root;
  }
  // All of a person's profiles; empty when there is but the one.
  std::span<const Member> of(CustomerId root) const {
    auto begin = std::lower_bound(by_root_.begin(), by_root_.end(), root, [](const Member& member, CustomerId root) { return member.root < root; });
    auto end = begin;
    while (end != by_root_.end() && end->root == root) ++end;
    return {begin, end};
  }
  // Joined profiles `from` … before `to`, in their order.
  std::span<const Member> between(CustomerId from, CustomerId to) const { return {at(from), at(to)}; }
  std::size_t size() const { return by_profile_.size(); }
  const std::vector<Member>& members() const { return by_profile_; }

 private:
  std::vector<Member>::const_iterator at(CustomerId profile) const {
    return std::lower_bound(by_profile_.begin(), by_profile_.end(), profile, [](const Member& member, CustomerId profile) { return member.profile < profile; });
  }
  std::vector<Member> by_profile_, by_root_;
};

}  // namespace journey
