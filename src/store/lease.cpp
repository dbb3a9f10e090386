#include "store/lease.h"

#include <unistd.h>

#include "base/hash.h"
#include "base/log.h"

namespace store {
namespace {

std::string this_process() {
  char host[256] = "host";
  ::gethostname(host, sizeof host - 1);
  return std::string(host) + "/" + std::to_string(::getpid()) + "/" + base::random_token(6);
}

}  // namespace

Leases::Leases(Database& database, Options options) : database_(database), options_(options), alone_(options.even_alone && !nodes_of(database) ? nodes_alone(database) : nullptr),
      nodes_(alone_ ? alone_.get() : nodes_of(database)), node_(this_process()) {
  if (nodes_) renewer_ = std::jthread([this](std::stop_token stop) { renew(stop); });
}

Leases::~Leases() {
  if (!nodes_) return;
  renewer_.request_stop();
  renewer_.join();
  try {
    nodes_->aside([&](Session& session) { session.run("delete from lease where holder = :h", node_); });
  } catch (const std::exception& error) {
    base::log::warning("leases can't be given back; they end by themselves", {{"error", error.what()}});
  }
}

bool Leases::take(const std::string& name) {
  // Counted from here: however long the question takes, we let go before another can have it.
  auto asked = Clock::now();
  bool ours = false;
  nodes_->aside([&](Session& session) {
    auto now = nodes_->clock(session).micros;
    auto lasts = std::chrono::duration_cast<std::chrono::microseconds>(options_.lasts).count();
    ours = session.run("insert into lease(name, holder, until) values (:n, :h, :u) on conflict(name) do update set holder = excluded.holder, until = excluded.until "
                       "where lease.holder = excluded.holder or lease.until < :t", name, node_, now + lasts, now) > 0;
  });
  std::lock_guard lock(guard_);
  if (ours) held_[name] = asked + options_.lasts;
  else held_.erase(name);
  return ours;
}

bool Leases::hold(const std::string& name) {
  if (!nodes_) return true;
  {
    std::lock_guard lock(guard_);
    auto now = Clock::now();
    if (auto held = held_.find(name); held != held_.end() && now < held->second) return true;
    auto [tried, first] = tried_.try_emplace(name, now);
    if (!first && now - tried->second < options_.between_tries) return false;
    tried->second = now;
  }
  try {
    return take(name);
  } catch (const std::exception& error) {
    base::log::warning("a lease can't be taken", {{"lease", name}, {"error", error.what()}});
    return false;
  }
}

void Leases::give_back(const std::string& name) {
  if (!nodes_) return;
  {
    std::lock_guard lock(guard_);
    tried_.erase(name);
    if (held_.erase(name) == 0) return;
  }
  try {
    nodes_->aside([&](Session& session) { session.run("delete from lease where name = :n and holder = :h", name, node_); });
  } catch (const std::exception& error) {
    base::log::warning("a lease can't be given back; it ends by itself", {{"lease", name}, {"error", error.what()}});
  }
}

void Leases::renew(std::stop_token stop) {
  std::unique_lock lock(guard_);
  while (!stopped_.wait_for(lock, stop, options_.between_renewals, [&] { return stop.stop_requested(); })) {
    std::vector<std::string> names;
    for (const auto& [name, until] : held_) names.push_back(name);
    lock.unlock();
    for (const auto& name : names) {
      try {
        if (!take(name)) base::log::warning("a lease was lost", {{"lease", name}});
      } catch (const std::exception& error) {
        base::log::warning("a lease can't be renewed", {{"lease", name}, {"error", error.what()}});   // it ends unless a later try is in time
      }
    }
    lock.lock();
  }
}

std::vector<LeaseRow> Leases::held_by_all() {
  std::vector<LeaseRow> all;
  if (!nodes_) return all;
  database_.read([&](Session& session) { all = session.all<LeaseRow>("select name, holder, until from lease where until > :t order by name", nodes_->clock(session)); });
  return all;
}

}  // namespace store
