#include "app/live_feed.h"

#include "access/rules.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/acting.h"
#include "record/visibility.h"

namespace app {
namespace {

constexpr auto between_looks = std::chrono::milliseconds(60);      // what is committed meanwhile is told at once
constexpr auto between_imports = std::chrono::milliseconds(900);
constexpr auto between_journeys = std::chrono::milliseconds(300);
constexpr record::Position entries_read = 5'000;                    // behind more than these nobody is named

bool may(const http::Caller& caller, std::string_view permission) {
  try {
    rights::allow(caller, permission);
    return true;
  } catch (const base::Error&) {
    return false;
  }
}

}  // namespace

void leave_what_may_be_seen(store::Database& database, const http::Caller& caller, http::News& news) {
  auto& nouns = news.nouns();
  if (auto customers = nouns.find("customers"); caller.regions && customers != nouns.end() && !customers->second.many) {
    http::Acting acting(caller);
    auto visibility = record::Visibility::now();
    database.read([&](store::Session& session) {
      std::erase_if(customers->second.ids, [&](const std::string& id) { return !visibility.sees(session, base::read_id('c', id).value_or(0)); });
    });
    if (customers->second.ids.empty()) nouns.erase(customers);
  }
  if (!may(caller, "customers.read")) nouns.erase("customers"), nouns.erase("merges");
  if (!may(caller, "imports.manage")) nouns.erase("imports");
  if (!may(caller, "journeys.read")) nouns.erase("journeys");
}

LiveFeed::LiveFeed(record::Record& record, const channel::file::Imports& imports) : hub([&record](const http::Caller& caller, http::News& news) { leave_what_may_be_seen(record.database, caller, news); }), record_(record), imports_(imports) {
  signal_->position = told_ = record.log->position();
  record.log->on_commit([signal = signal_](record::Position position) {
    {
      std::lock_guard lock(signal->guard);
      signal->position = position;
    }
    signal->wake.notify_all();
  });
  thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

LiveFeed::~LiveFeed() {
  thread_.request_stop();
  signal_->wake.notify_all();
  thread_.join();
}

void LiveFeed::run(std::stop_token stop) {
  auto imports_at = std::chrono::steady_clock::now(), journeys_at = imports_at;
  while (!stop.stop_requested()) {
    record::Position upto = 0;
    {
      std::unique_lock lock(signal_->guard);
      signal_->wake.wait_for(lock, stop, between_journeys, [&] { return signal_->position > told_; });
      upto = signal_->position;
    }
    if (stop.stop_requested()) return;
    try {
      if (upto > told_) tell_of_log(upto);
      if (auto now = std::chrono::steady_clock::now(); now - imports_at >= between_imports) imports_at = now, tell_of_imports();
      if (auto now = std::chrono::steady_clock::now(); now - journeys_at >= between_journeys) journeys_at = now, tell_of_journeys();
    } catch (const std::exception& error) {
      base::log::warning("open pages can't be told what changed", {{"error", error.what()}});
    }
    std::this_thread::sleep_for(between_looks);
  }
}

void LiveFeed::tell_of_log(record::Position upto) {
  http::News news;
  news.at(upto);
  bool all = upto - told_ > entries_read;
  if (hub.open() > 0 && !all) {
    constexpr auto most = static_cast<std::int64_t>(base::limits::live_ids) + 1;
    record_.database.read([&](store::Session& session) {
      session.each("select distinct coalesce(c.merged_into, c.id) from interaction i join customer c on c.id = i.customer where i.id > :a and i.id <= :b limit :n",
                   [&](const store::Row& row) { news.add("customers", base::show_id('c', row.integer(0))); }, told_, upto, most);
      session.each("select distinct coalesce(c.merged_into, c.id) from notice n join customer c on c.id = n.subject where n.id > :a and n.id <= :b and n.kind = :k limit :n",
                   [&](const store::Row& row) { news.add("customers", base::show_id('c', row.integer(0))); }, told_, upto, record::NoticeKind::profile_changed, most);
      // Who is whom changed, or much went: whatever is shown may stand for others now.
      session.each("select distinct kind from notice where id > :a and id <= :b and kind <> :k", [&](const store::Row& row) {
        auto kind = static_cast<record::NoticeKind>(row.integer(0));
        if (kind == record::NoticeKind::joined || kind == record::NoticeKind::parted) news.many("merges");
        all = true;
      }, told_, upto, record::NoticeKind::profile_changed);
    });
  }
  if (all) news.many("customers"), news.many("merges");
  told_ = upto;
  hub.publish(news);
}

// Their rows tell, not the log: they may be another node's.
void LiveFeed::tell_of_imports() {
  if (hub.open() == 0) return;
  auto state = record_.database.reading([](store::Session& session) {
    std::string text;
    session.each("select id, state, rows_read, rows_added from import_run where state in ('queued', 'running', 'undoing') or id = (select max(id) from import_run) order by id",
                 [&](const store::Row& row) { text += std::to_string(row.integer(0)) + std::string(row.text(1)) + std::to_string(row.integer(2)) + "/" + std::to_string(row.integer(3)) + " "; });
    return text;
  });
  bool moving = imports_.running() > 0;
  if (!moving && state == imports_told_) return;
  imports_told_ = state;
  http::News news;
  news.many("imports");
  hub.publish(news);
}

// Their rows tell: another node may have changed them.
void LiveFeed::tell_of_journeys() {
  if (hub.open() == 0) return journeys_told_.reset();
  std::map<std::string, std::int64_t> touched;
  record_.database.read([&](store::Session& session) {
    session.each("select key, touched from journey_map", [&](const store::Row& row) { touched.emplace(row.text(0), row.integer(1)); });
  });
  http::News news;
  if (journeys_told_)
    for (const auto& [key, times] : touched)
      if (auto before = journeys_told_->find(key); before == journeys_told_->end() || before->second != times) news.add("journeys", key);
  journeys_told_ = std::move(touched);
  if (!news.empty()) hub.publish(news);
}

}  // namespace app
