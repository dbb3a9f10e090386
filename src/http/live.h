// What changed, told to open pages (/api/live): nouns with the ids of what changed, never its contents, which a page
// fetches by the routes that everybody uses. Knows no sockets (live_socket.h) and no customers (app/live_feed.h).
//
// Threads: every method from any thread; none waits for a page. What a slow page has not taken is gathered into one.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "http/message.h"

namespace http {

// {"position":7,"customers":["c1","c2"],"imports":"many"}
class News {
 public:
  struct Ids {
    std::set<std::string> ids;
    bool many = false;   // too many to be named, or all
    bool operator==(const Ids&) const = default;
  };

  void add(const std::string& noun, std::string id);
  void many(const std::string& noun);
  void at(std::int64_t position) { position_ = std::max(position_.value_or(0), position); }
  void merge(const News& newer);
  bool empty() const { return !position_ && nouns_.empty(); }
  std::string text() const;
  // For those who may not see all: drops nouns and ids.
  std::map<std::string, Ids>& nouns() { return nouns_; }

 private:
  std::optional<std::int64_t> position_;
  std::map<std::string, Ids> nouns_;
};

class LiveHub {
 public:
  // Takes out of the news what this caller may not see. Called on a worker, for each page and each message.
  using Filter = std::function<void(const Caller&, News&)>;
  explicit LiveHub(Filter filter) : filter_(std::move(filter)) {}

  void publish(const News& news);
  std::size_t open() const;

  // One open page.
  class Seat {
   public:
    ~Seat();
    bool waiting() const;
    News take();
    void tell(const News& news);
    // Called after something was told; from any thread, must not wait. Set once, before anything is told.
    void on_told(std::function<void()> wake);

   private:
    friend class LiveHub;
    LiveHub* hub_ = nullptr;
    std::string who_;
    mutable std::mutex guard_;
    News waiting_;
    std::function<void()> wake_;
  };
  // Throws Error(overloaded) when there are too many, of this caller or altogether. The hub must outlive the seat.
  std::shared_ptr<Seat> enter(const Caller& caller);
  void filter(const Caller& caller, News& news) const { filter_(caller, news); }

 private:
  Filter filter_;
  mutable std::mutex guard_;
  std::vector<std::weak_ptr<Seat>> seats_;
  std::map<std::string, std::size_t> by_caller_;
  std::size_t open_ = 0;
  News last_;   // the newest position, for whoever comes
};

inline constexpr std::string_view live_pattern = "/api/live";
// The answer to a GET that does not ask for a socket.
Response socket_needed();

}  // namespace http
