// Follows the log for open pages: says which customers changed, that people were joined or parted, that imports move, that journey maps are changed. On a
// thread of its own, which the appender only wakes; it works the same for what another node committed. Reads nothing while
// no page is open.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "channel/file/imports.h"
#include "http/live.h"
#include "record/record.h"

namespace app {

class LiveFeed {
 public:
  LiveFeed(record::Record& record, const channel::file::Imports& imports);
  ~LiveFeed();

  http::LiveHub hub;

 private:
  void run(std::stop_token stop);
  void tell_of_log(record::Position upto);
  void tell_of_imports();
  void tell_of_journeys();

  // Shared with the appender, which may outlive this object.
  struct Signal {
    std::mutex guard;
    std::condition_variable_any wake;
    record::Position position = 0;
  };

  record::Record& record_;
  const channel::file::Imports& imports_;
  std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();
  record::Position told_ = 0;
  std::string imports_told_;
  std::optional<std::map<std::string, std::int64_t>> journeys_told_;   // what was touched how often; none: nobody looked before
  std::jthread thread_;   // last: ends first
};

// What everybody may see of it: customers and joins with the right to read them, and of the customers only those that are
// seen at all (record/visibility.h); imports with the right to manage them, journey maps with that to read them. On a worker, for each page and message.
void leave_what_may_be_seen(store::Database& database, const http::Caller& caller, http::News& news);

}  // namespace app
