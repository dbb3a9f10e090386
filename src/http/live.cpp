#include "http/live.h"

#include <algorithm>

#include "base/error.h"
#include "base/limits.h"
#include "http/problem.h"

namespace http {

void News::add(const std::string& noun, std::string id) {
  auto& all = nouns_[noun];
  if (all.many) return;
  all.ids.insert(std::move(id));
  if (all.ids.size() > base::limits::live_ids) many(noun);
}

void News::many(const std::string& noun) { nouns_[noun] = {.ids = {}, .many = true}; }

void News::merge(const News& newer) {
  if (newer.position_) at(*newer.position_);
  for (const auto& [noun, all] : newer.nouns_) {
    if (all.many) many(noun);
    for (const auto& id : all.ids) add(noun, id);
  }
}

std::string News::text() const {
  base::JsonObject all;
  if (position_) all["position"] = *position_;
  for (const auto& [noun, told] : nouns_) {
    if (told.many) {
      all[noun] = "many";
      continue;
    }
    base::JsonArray list;
    for (const auto& id : told.ids) list.push_back(base::Json(id));
    all[noun] = std::move(list);
  }
  return base::json_text(all);
}

void LiveHub::publish(const News& news) {
  std::vector<std::shared_ptr<Seat>> seats;
  {
    std::lock_guard lock(guard_);
    last_.merge(news);
    last_.nouns().clear();
    std::erase_if(seats_, [&](const std::weak_ptr<Seat>& seat) {
      auto open = seat.lock();
      if (open) seats.push_back(std::move(open));
      return seat.expired();
    });
  }
  for (const auto& seat : seats) seat->tell(news);
}

std::size_t LiveHub::open() const {
  std::lock_guard lock(guard_);
  return open_;
}

std::shared_ptr<LiveHub::Seat> LiveHub::enter(const Caller& caller) {
  auto who = std::to_string(static_cast<int>(caller.kind)) + ":" + std::to_string(caller.id);
  auto seat = std::make_shared<Seat>();
  std::lock_guard lock(guard_);
  if (open_ >= base::limits::live_sockets || by_caller_[who] >= base::limits::live_sockets_per_caller) {
    base::Error error(base::ErrorCode::overloaded, "Too many pages are open at once.", "Close some; the page asks for news by itself meanwhile.");
    error.retry_after_seconds = 30;
    throw error;
  }
  ++open_;
  ++by_caller_[who];
  seat->hub_ = this;
  seat->who_ = who;
  seat->waiting_ = last_;
  seat->waiting_.at(0);   // so that it is told at once that it is heard
  seats_.push_back(seat);
  return seat;
}

Response socket_needed() {
  return problem(426, "socket_needed", "This is a WebSocket", "What changes is told over a WebSocket here.", "Connect with ws:// or wss://, and a session's cookie or a key.").with("Upgrade", "websocket");
}

LiveHub::Seat::~Seat() {
  if (!hub_) return;
  std::lock_guard lock(hub_->guard_);
  --hub_->open_;
  if (auto found = hub_->by_caller_.find(who_); found != hub_->by_caller_.end() && --found->second == 0) hub_->by_caller_.erase(found);
}

bool LiveHub::Seat::waiting() const {
  std::lock_guard lock(guard_);
  return !waiting_.empty();
}

News LiveHub::Seat::take() {
  std::lock_guard lock(guard_);
  return std::exchange(waiting_, News());
}

void LiveHub::Seat::tell(const News& news) {
  std::function<void()> wake;
  {
    std::lock_guard lock(guard_);
    waiting_.merge(news);
    wake = wake_;
  }
  if (wake) wake();
}

void LiveHub::Seat::on_told(std::function<void()> wake) {
  std::lock_guard lock(guard_);
  wake_ = std::move(wake);
}

}  // namespace http
