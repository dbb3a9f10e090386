// The newest interactions in memory, by profile: what timeline.h has not yet written to its table. Not for two threads;
// Timeline guards it.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>

#include <vector>

#include "record/types.h"

namespace record {

class Tail {
 public:
  void add(const Brief& brief) {
    auto [head, first] = heads_.try_emplace(brief.customer, -1);
    nodes_.push_back({brief, head->second});
    head->second = static_cast<std::int32_t>(nodes_.size()) - 1;
  }
  // Calls `visit` for each interaction of the profile behind position `after`.
  template <class Visit>
  void each_of(CustomerId profile, Position after, Visit visit) const {
    auto head = heads_.find(profile);
    if (head == heads_.end()) return;
    for (auto at = head->second; at >= 0; at = nodes_[at].previous)
      if (nodes_[at].brief.id > after) visit(nodes_[at].brief);
  }
  template <class Visit>
  void each(Position after, Visit visit) const {
    for (const auto& node : nodes_)
      if (node.brief.id > after) visit(node.brief);
  }
  std::size_t size() const { return nodes_.size(); }
  Position last() const { return nodes_.empty() ? 0 : nodes_.back().brief.id; }

 private:
  struct Node {
    Brief brief;
    std::int32_t previous;   // of the same profile, -1: none
  };
  std::vector<Node> nodes_;
  boost::unordered_flat_map<CustomerId, std::int32_t> heads_;
};

}  // namespace record
