// Readers of the log. A capability that wants to follow what happens is a Reader: it gets the entries in the order of
// their positions, from its bookmark on, and commits its effects together with the bookmark. A crash at any point resumes
// there: nothing is lost, nothing is done twice. Never called "because something happened" by another capability.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "record/types.h"
#include "store/database.h"

namespace store {
class Leases;
}

namespace record {

// Entries behind the bookmark, up to and with `last`.
struct LogSlice {
  std::vector<Brief> interactions;   // only for readers that want them
  std::vector<Notice> notices;
  Position last = 0;
};

class Reader {
 public:
  virtual ~Reader() = default;
  // Names the bookmark; never changes.
  virtual std::string name() const = 0;
  virtual bool wants_interactions() const = 0;
  // Takes a slice in, on the reader's own thread, inside the transaction (Database::derive) that also moves the bookmark.
  // May be called again with the same entries when the transaction failed.
  virtual void read(store::Session& session, const LogSlice& slice) = 0;
};

// Runs readers, each on a thread of its own, whenever the log has moved. Of several nodes on one database one runs a
// reader at a time, under a lease "reader <name>": the others follow its bookmark, and one of them takes over when it is
// gone. That nothing is read twice is the bookmark's doing, not the lease's.
class Readers {
 public:
  Readers(store::Database& database, store::Leases& leases);
  ~Readers();   // ends after the slice at hand

  void add(std::unique_ptr<Reader> reader);   // before start()
  void start(Position position);
  void moved(Position position);              // from the appender, after each commit
  // Waits until every reader has read up to `position` (tests, the end of an import). Throws what keeps one of them from it,
  // such as a full disk: at once, or when it tried some times, if that may be over soon (a database that restarts).
  void wait_for(Position position);
  // Where each reader stands: name and bookmark.
  std::vector<std::pair<std::string, Position>> standings() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace record
