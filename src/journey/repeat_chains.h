// Contacts of one person as chains (repeats.h says what those are): the state while one goes through a person's sequence.
#pragma once
#include <algorithm>
#include <vector>

#include "journey/event.h"

namespace journey {

struct RepeatChain {
  Code topic = 0, group = 0;
  std::int64_t first = 0, last = 0;
  std::size_t event = 0;         // of its first contact
  bool repeated = false;
};

class RepeatChains {
 public:
  explicit RepeatChains(std::int64_t within = 0) : within_(within) {}

  void clear() { chains_.clear(); }
  // The next contact in the order of time. Answers its chain; calls `over(chain)` with one that ended before it.
  template <class Over>
  const RepeatChain& contact(Code topic, Code group, std::int64_t at, std::size_t event, Over over) {
    auto chain = std::find_if(chains_.begin(), chains_.end(), [&](const RepeatChain& one) { return one.topic == topic; });
    const bool known = chain != chains_.end();
    if (known && at - chain->last <= within_) {
      chain->last = at;
      chain->repeated = true;
      return *chain;
    }
    if (known) over(std::as_const(*chain));
    else chain = chains_.insert(chains_.end(), RepeatChain());
    return *chain = {topic, group, at, at, event};
  }
  // Those that are left when the sequence is over.
  const std::vector<RepeatChain>& left() const { return chains_; }

 private:
  std::int64_t within_;
  std::vector<RepeatChain> chains_;
};

}  // namespace journey
