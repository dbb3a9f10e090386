// Idempotency-Key on POSTs: the first answer is kept and given again, so that whoever lost an answer may ask again.
// The same key with another body is refused; a key whose first request is still at work is refused for now. Refusals
// of the input (4xx) and of a store that can't write (503) are not kept: nothing was done; a fault of ours (500) is.
// Kept for 48 hours, by caller and route. That it was begun is on the disk before the work: after a crash in between, or while
// another node is at it, nothing is done a second time.
// Of routes by which secrets come or go nothing is kept: there the header is without effect.
//
// Threads: any.
#pragma once
#include <mutex>
#include <set>
#include <string>

#include "http/router.h"
#include "store/database.h"

namespace http {

store::Migrations idempotency_migrations();

// Lets go of kept answers that `mentions` somebody who is erased.
void forget_answers(store::Database& database, const std::function<bool(std::string_view)>& mentions);

class Idempotency {
 public:
  explicit Idempotency(store::Database& database) : database_(database) {}

  // The answer of `handler`, or the one that was given before. Requests without the header pass straight through.
  Response answer(const Route& route, const Request& request, const Handler& handler);

 private:
  std::optional<Response> kept(const std::string& key, const std::string& request_hash) const;
  bool begin(const std::string& key, const std::string& request_hash, bool again);
  void forget(const std::string& key);
  void keep(const std::string& key, const std::string& request_hash, const Response& response);

  store::Database& database_;
  std::mutex guard_;
  std::set<std::string> at_work_, undone_;   // at work now; begun, refused, and not forgotten in the database yet
  base::Time purged_at_;
};

}  // namespace http
