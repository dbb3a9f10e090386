// What a database that several nodes share offers to them beside transactions: small changes that wait for nobody, a clock
// that is the same for all, and word of what another has committed. A database that nobody shares offers nothing of it.
// Threads: every method from any thread.
#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "store/database.h"

namespace store {

class Nodes {
 public:
  virtual ~Nodes() = default;
  // A small change that neither waits its turn nor for the disk (leases). It must touch nothing that the log is made of.
  virtual void aside(const std::function<void(Session&)>& work) = 0;
  // The time by which what is stored by aside() is compared.
  virtual base::Time clock(Session& session) = 0;
  // Tells all nodes, this one too, once the transaction of `session` has committed: a topic ("log") and a word.
  virtual void notify(Session& session, std::string_view topic, std::string_view word) = 0;
  // Calls `told` with topic and word on a thread of its own; with two empty texts when something may have been missed (the
  // connection was lost for a while). One listener; an empty one takes it away, and returns when it is no longer called.
  virtual void listen(std::function<void(std::string_view topic, std::string_view word)> told) = 0;
};

// nullptr: nobody shares it.
Nodes* nodes_of(Database& database);
// The same for tests of what nodes do, on a database that nobody shares: one turn for all, this machine's clock, no word.
std::unique_ptr<Nodes> nodes_alone(Database& database);

}  // namespace store
