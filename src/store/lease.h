// Leases: which of the nodes on one database works on what (a reader, the undoing of an import). Taken by name, renewed by
// a thread of their own, lost when the database can't be reached in time, free for another node `lasts` after the last
// renewal of one that was killed or hangs. The time is the database's own: the clocks of the nodes don't matter.
//
// A lease keeps two nodes from doing the same work at once; it is no guard of truth. Whoever was stopped for longer than a
// lease may wake up and believe for a moment that it still holds one: effects are committed together with what says that
// they are done (a bookmark, a state).
//
// On a database that nobody shares every lease is held, and nothing is written.
// Threads: every method from any thread.
#pragma once
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/nodes.h"

namespace store {

inline constexpr std::string_view lease_tables = "create table lease (name text primary key, holder text not null, until integer not null);";

struct LeaseRow {
  std::string name, holder;
  base::Time until;
};
BOOST_DESCRIBE_STRUCT(LeaseRow, (), (name, holder, until))

class Leases {
 public:
  struct Options {
    std::chrono::milliseconds lasts{8'000};
    std::chrono::milliseconds between_renewals{2'000};
    std::chrono::milliseconds between_tries{500};    // of one that another node holds
    bool even_alone = false;                         // tests: on a database that nobody shares, too
  };
  explicit Leases(Database& database) : Leases(database, Options()) {}
  Leases(Database& database, Options options);
  ~Leases();   // gives all back

  // Whether this node holds it now: takes it when it is free. False also when the database can't be reached.
  bool hold(const std::string& name);
  void give_back(const std::string& name);

  // This process, for people: host, process, and something that is different at each start.
  const std::string& node() const { return node_; }
  // All that are held now, by whomever.
  std::vector<LeaseRow> held_by_all();

 private:
  using Clock = std::chrono::steady_clock;
  bool take(const std::string& name);
  void renew(std::stop_token stop);

  Database& database_;
  const Options options_;
  const std::unique_ptr<Nodes> alone_;   // only for tests
  Nodes* const nodes_;                   // null: nobody shares the database, and all is held
  const std::string node_;
  std::mutex guard_;
  std::condition_variable_any stopped_;
  std::map<std::string, Clock::time_point> held_;    // until when, counted from before it was asked for
  std::map<std::string, Clock::time_point> tried_;
  std::jthread renewer_;   // last: ends first
};

}  // namespace store
