#include "access/access.h"

#include "base/error.h"
#include "base/log.h"

namespace rights {
namespace {

constexpr std::chrono::seconds between_rounds{30};

void try_to_keep_house(Access& access) {
  try {
    access.keep_house();
  } catch (const std::exception& error) {
    base::log::warning("access_not_written_down", {{"error", error.what()}});   // it stays noted, the next round tries again
  }
}

}  // namespace

Access::Access(store::Database& database, AccessOptions options)
    : database_(database), behind_tls_(options.gate.behind_tls), passwords_(options.password_cost), denials(database), users(database, passwords_), sessions(database), links(database),
      sign_in(database, passwords_, users, attempts_, denials), keys(database), gate(sessions, keys, denials, options.gate) {
  keeper_ = std::jthread([this](std::stop_token stop) {
    std::unique_lock lock(guard_);
    while (!stopped_.wait_for(lock, stop, between_rounds, [&] { return stop.stop_requested(); }))
      try_to_keep_house(*this);
  });
}

Access::~Access() {
  keeper_.request_stop();
  keeper_.join();
  try_to_keep_house(*this);
}

void Access::keep_house() {
  keys.write_down();
  sessions.write_down();
  denials.write_down();
  auto expired = database_.reading([](store::Session& session) { return Sessions::has_expired(session) || SignInLinks::has_expired(session); });
  if (!expired) return;
  database_.write([](store::Session& session) {
    Sessions::purge(session);
    SignInLinks::purge(session);
  });
}

}  // namespace rights
