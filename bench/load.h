// Load on a server over HTTP: batches of 100 track events from many connections, for some seconds. The events have the numbers
// from `first` on: those that were sent before would only be known again.
#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "connection.h"
#include "measure.h"
#include "track_events.h"

namespace bench {

struct Load {
  std::int64_t acknowledged = 0, refused = 0, next = 0;   // next: after the last number that was given away
  std::vector<double> milliseconds;
  double seconds = 0;
};

inline Load load(unsigned short port, const std::string& key, std::int64_t connections, std::int64_t seconds, std::int64_t customers, std::int64_t first = 0) {
  Load all;
  std::mutex guard;
  std::atomic<std::int64_t> next{first};
  std::vector<std::thread> threads;
  auto start = Clock::now();
  for (std::int64_t c = 0; c < connections; ++c) {
    threads.emplace_back([&, c] {
      std::mt19937_64 random(static_cast<std::uint64_t>(c) + 1);
      std::vector<TrackBatch> pool;
      for (int i = 0; i < 50; ++i) pool.emplace_back(random, key);
      Connection connection(port);
      Load mine;
      for (std::size_t i = 0; seconds_since(start) < static_cast<double>(seconds); ++i) {
        const auto& request = pool[i % pool.size()].renew(random, next.fetch_add(TrackBatch::events), customers);
        auto sent = Clock::now();
        auto status = connection.ask(request);
        mine.milliseconds.push_back(seconds_since(sent) * 1000);
        if (status == 200) {
          mine.acknowledged += TrackBatch::events;
          if (connection.body().find("rejected") != std::string_view::npos) throw std::runtime_error("events were rejected: " + std::string(connection.body().substr(0, 300)));
        } else if (status == 429) {
          ++mine.refused;
          std::this_thread::sleep_for(std::chrono::milliseconds(100));
        } else {
          throw std::runtime_error("status " + std::to_string(status) + ": " + std::string(connection.body().substr(0, 300)));
        }
      }
      std::lock_guard lock(guard);
      all.acknowledged += mine.acknowledged;
      all.refused += mine.refused;
      all.milliseconds.insert(all.milliseconds.end(), mine.milliseconds.begin(), mine.milliseconds.end());
    });
  }
  for (auto& thread : threads) thread.join();
  all.seconds = seconds_since(start);
  all.next = next;
  return all;
}

}  // namespace bench
